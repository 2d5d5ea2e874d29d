package blob

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"gocloud.dev/blob"

	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// Remote is a bucket of an S3-compatible object store.
type Remote struct {
	URL   string // s3://bucket?region=…&endpoint=https://…&prefix=…/
	Keys  Keys
	Clock calendar.Clock // signatures bear the time
}

// Patience with an object store: with the connection, with the beginning of an answer, and with opening at all.
const (
	dialTimeout   = 10 * time.Second
	answerTimeout = time.Minute
	openTimeout   = 20 * time.Second
)

// OpenRemote returns a store in a bucket of an object store. Without an endpoint it is Amazon's. Keys that are missing and a bucket
// that does not answer are fault.Unavailable.
func OpenRemote(ctx context.Context, r Remote, newID id.Maker) (*Store, error) {
	b, prefix, err := remote(r)
	if err == nil {
		var stop context.CancelFunc
		ctx, stop = context.WithTimeout(ctx, openTimeout)
		defer stop()
		err = b.reachable(ctx)
	}
	if err != nil {
		return nil, fault.New(fault.Unavailable, "blob.unreachable").Because(err)
	}
	bucket := blob.NewBucket(b)
	if prefix != "" {
		bucket = blob.PrefixedBucket(bucket, prefix)
	}
	return New(bucket, newID), nil
}

// remote reads an address. The bucket stands in the path: so every store takes it, whatever its names resolve to.
func remote(r Remote) (*bucket, string, error) {
	u, err := url.Parse(r.URL)
	if err != nil {
		return nil, "", err
	}
	if r.Keys.ID == "" || r.Keys.Secret == "" {
		return nil, "", fmt.Errorf("no AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY for %s", u.Host)
	}
	q := u.Query()
	endpoint := q.Get("endpoint")
	if endpoint == "" {
		endpoint = "https://s3." + q.Get("region") + ".amazonaws.com"
	}
	return &bucket{
		base: strings.TrimRight(endpoint, "/") + "/" + u.Host, sign: signer{r.Keys, q.Get("region")}, clock: r.Clock, spool: os.TempDir(),
		client: &http.Client{Transport: &http.Transport{
			Proxy: http.ProxyFromEnvironment, DialContext: (&net.Dialer{Timeout: dialTimeout}).DialContext, TLSHandshakeTimeout: dialTimeout,
			ResponseHeaderTimeout: answerTimeout, MaxIdleConnsPerHost: 4, IdleConnTimeout: answerTimeout, DisableCompression: true, ForceAttemptHTTP2: true,
		}},
	}, q.Get("prefix"), nil
}
