package blob

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

// TestSignature holds the signer against the worked examples of the documentation of AWS Signature Version 4 for S3.
func TestSignature(t *testing.T) {
	t.Parallel()
	s := signer{Keys{"AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}, "us-east-1"}
	at := time.Date(2013, 5, 24, 0, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		method, path, sum string
		headers           map[string]string
		want              string
	}{
		"part of an object": {
			http.MethodGet, "/test.txt", noBytes, map[string]string{"Range": "bytes=0-9"}, "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
		},
		"an object that is put, with a name that must be escaped": {
			http.MethodPut, "/" + escaped("test$file.text"), "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
			map[string]string{"Date": "Fri, 24 May 2013 00:00:00 GMT", "X-Amz-Storage-Class": "REDUCED_REDUNDANCY"},
			"98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
		},
		"a query without a value": {http.MethodGet, "/?lifecycle", noBytes, nil, "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"},
		"a list":                  {http.MethodGet, "/?max-keys=2&prefix=J", noBytes, nil, "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"},
	} {
		r, err := http.NewRequestWithContext(t.Context(), c.method, "https://examplebucket.s3.amazonaws.com"+c.path, nil)
		if err != nil {
			t.Fatal(err)
		}
		for h, v := range c.headers {
			r.Header.Set(h, v)
		}
		s.sign(r, c.sum, at)
		if got := r.Header.Get("Authorization"); !strings.HasSuffix(got, "Signature="+c.want) {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}
