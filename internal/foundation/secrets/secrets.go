// Package secrets draws what only its bearer is to know: bearer tokens, one-time links. What is kept of one is its hash.
package secrets

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"strings"
)

// Draw draws 256 bits and spells them for an address or a header, after a prefix by which people and scanners of repositories
// know what they see.
func Draw(rand io.Reader, prefix string) (string, error) {
	b := make([]byte, 32)
	if _, err := io.ReadFull(rand, b); err != nil {
		return "", fmt.Errorf("secret: %w", err)
	}
	return prefix + base64.RawURLEncoding.EncodeToString(b), nil
}

// Hash is what is kept of a secret (32 bytes). The secrets are random and long, so a plain hash is enough and can be looked up:
// how long the look-up takes tells nothing of the secret.
func Hash(s string) []byte {
	h := sha256.Sum256([]byte(strings.TrimSpace(s)))
	return h[:]
}
