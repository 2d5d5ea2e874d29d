package account

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"strings"
)

// tokenPrefix makes a leaked bearer token recognisable to people and to scanners of repositories.
const tokenPrefix = "dondoc_"

// drawSecret draws 256 bits and spells them for an address or a header.
func drawSecret(rand io.Reader, prefix string) (string, error) {
	b := make([]byte, 32)
	if _, err := io.ReadFull(rand, b); err != nil {
		return "", fmt.Errorf("secret: %w", err)
	}
	return prefix + base64.RawURLEncoding.EncodeToString(b), nil
}

// secretHash is what is kept of a secret. The secrets are random and long, so a plain hash is enough and can be looked up.
func secretHash(secret string) []byte {
	h := sha256.Sum256([]byte(strings.TrimSpace(secret)))
	return h[:]
}
