package blob

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Keys say who may use a bucket.
type Keys struct{ ID, Secret string }

const (
	amzDate  = "20060102T150405Z"
	noBytes  = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" // the SHA-256 of nothing
	hashName = "X-Amz-Content-Sha256"
)

// signer signs requests to an object store: AWS Signature Version 4, as every S3-compatible store understands it.
type signer struct {
	Keys
	region string
}

// sign puts the signature into the headers of a request whose body has the given SHA-256 in hexadecimal.
func (s signer) sign(r *http.Request, bodySum string, at time.Time) {
	at = at.UTC()
	r.Header.Set("X-Amz-Date", at.Format(amzDate))
	r.Header.Set(hashName, bodySum)
	scope := strings.Join([]string{at.Format("20060102"), s.region, "s3", "aws4_request"}, "/")
	names, headers := signed(r)
	canonical := strings.Join([]string{r.Method, r.URL.EscapedPath(), canonicalQuery(r.URL.Query()), headers, names, bodySum}, "\n")
	sum := sha256.Sum256([]byte(canonical))
	toSign := strings.Join([]string{"AWS4-HMAC-SHA256", at.Format(amzDate), scope, hex.EncodeToString(sum[:])}, "\n")
	key := []byte("AWS4" + s.Secret)
	for _, part := range strings.Split(scope, "/") {
		key = keyed(key, part)
	}
	r.Header.Set("Authorization", fmt.Sprintf("AWS4-HMAC-SHA256 Credential=%s/%s,SignedHeaders=%s,Signature=%s",
		s.ID, scope, names, hex.EncodeToString(keyed(key, toSign))))
}

func keyed(key []byte, text string) []byte {
	h := hmac.New(sha256.New, key)
	_, _ = h.Write([]byte(text)) // a hash takes everything
	return h.Sum(nil)
}

// signed are the names of the headers under the signature, and their lines: the host and all that the request bears.
func signed(r *http.Request) (names, lines string) {
	all := map[string]string{"host": r.URL.Host}
	for name, values := range r.Header {
		all[strings.ToLower(name)] = strings.Join(values, ",")
	}
	sorted := slices.Sorted(maps.Keys(all))
	var b strings.Builder
	for _, name := range sorted {
		b.WriteString(name + ":" + strings.TrimSpace(all[name]) + "\n")
	}
	return strings.Join(sorted, ";"), b.String()
}

// canonicalQuery is the query in the order and the escapes that the signature asks for.
func canonicalQuery(q url.Values) string {
	return strings.ReplaceAll(q.Encode(), "+", "%20")
}

// escaped is a key as it stands in an address: every byte that is no letter, digit, slash or one of -._~ as %XX.
func escaped(key string) string {
	var b strings.Builder
	for i := range len(key) {
		c := key[i]
		if c == '/' || c == '-' || c == '.' || c == '_' || c == '~' || '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}
