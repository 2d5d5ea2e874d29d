package secrets_test

import (
	"bytes"
	"crypto/rand"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/foundation/secrets"
)

func TestSecrets(t *testing.T) {
	t.Parallel()
	a, err := secrets.Draw(rand.Reader, "x_")
	if err != nil || !strings.HasPrefix(a, "x_") || len(a) != 2+43 {
		t.Fatalf("%q, %v", a, err)
	}
	if b, _ := secrets.Draw(rand.Reader, "x_"); a == b {
		t.Error("the same secret twice")
	}
	if _, err := secrets.Draw(bytes.NewReader(make([]byte, 31)), ""); err == nil {
		t.Error("a secret of too little randomness")
	}
	if !bytes.Equal(secrets.Hash(a+"\n"), secrets.Hash(a)) || bytes.Equal(secrets.Hash(a), secrets.Hash(a+"x")) || len(secrets.Hash(a)) != 32 {
		t.Error("hash")
	}
}
