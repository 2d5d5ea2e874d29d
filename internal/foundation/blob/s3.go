package blob

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"fmt"
	"hash"
	"io"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"time"

	"gocloud.dev/blob/driver"
	"gocloud.dev/gcerrors"

	"github.com/dondoc/dondoc/internal/foundation/calendar"
)

// bucket is the driver of an S3-compatible object store for the Go CDK. It speaks the seven calls that a store of files up to some
// megabytes needs (get, put, copy, delete, head, list, head of the bucket); docs/decisions tells why not the whole SDK.
type bucket struct {
	base   string // https://host/bucket
	sign   signer
	clock  calendar.Clock
	client *http.Client
	spool  string // where a file waits until its size and sum are known
}

var _ driver.Bucket = (*bucket)(nil)

// refusal is an answer that is no success.
type refusal struct {
	status  int
	Code    string `xml:"Code"`
	Message string `xml:"Message"`
}

func (r *refusal) Error() string {
	return fmt.Sprintf("object store answers %d %s %s", r.status, r.Code, r.Message)
}

// request is one call: its body, if any, can be read again.
type request struct {
	method, key string
	query       url.Values
	headers     map[string]string
	body        io.ReadSeeker
	size        int64
	sum         string // of the body, hexadecimal
}

// How often a call is tried, and the rest before the second try; it doubles.
const (
	tries     = 4
	firstRest = 200 * time.Millisecond
)

// do makes a call until it is answered; every call may be repeated. The caller closes the answer's body.
func (b *bucket) do(ctx context.Context, q request) (*http.Response, error) {
	for n, rest := 1, firstRest; ; n, rest = n+1, 2*rest {
		a, err := b.once(ctx, q)
		if err == nil || n == tries || ctx.Err() != nil || !worthAgain(err) {
			return a, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(rest):
		}
	}
}

// worthAgain reports whether the same call may fare better: nobody answered, or who answered was busy.
func worthAgain(err error) bool {
	r, answered := errors.AsType[*refusal](err)
	return !answered || r.status >= 500 || r.status == http.StatusTooManyRequests
}

func (b *bucket) once(ctx context.Context, q request) (*http.Response, error) {
	address := b.base
	if q.key != "" {
		address += "/" + escaped(q.key)
	}
	if len(q.query) > 0 {
		address += "?" + canonicalQuery(q.query)
	}
	r, err := http.NewRequestWithContext(ctx, q.method, address, nil)
	if err != nil {
		return nil, err
	}
	sum := noBytes
	if q.body != nil {
		if _, err := q.body.Seek(0, io.SeekStart); err != nil {
			return nil, err
		}
		r.Body, r.ContentLength, sum = io.NopCloser(q.body), q.size, q.sum
	}
	for name, value := range q.headers {
		r.Header.Set(name, value)
	}
	b.sign.sign(r, sum, b.clock())
	a, err := b.client.Do(r)
	if err != nil {
		return nil, err
	}
	if a.StatusCode >= 300 {
		return nil, refused(a)
	}
	return a, nil
}

// longestRefusal bounds what is read of an answer that is no success.
const longestRefusal = 16 << 10

func refused(a *http.Response) error {
	defer a.Body.Close() //nolint:errcheck // only read
	no := &refusal{status: a.StatusCode}
	if text, err := io.ReadAll(io.LimitReader(a.Body, longestRefusal)); err == nil {
		_ = xml.Unmarshal(text, no) // an answer to HEAD has no words
	}
	return no
}

// ask makes a call whose answer is its status alone.
func (b *bucket) ask(ctx context.Context, q request) error {
	a, err := b.do(ctx, q)
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, io.LimitReader(a.Body, longestRefusal))
	return errors.Join(err, a.Body.Close())
}

func (b *bucket) reachable(ctx context.Context) error {
	return b.ask(ctx, request{method: http.MethodHead})
}

// ErrorCode says what a failure was.
func (b *bucket) ErrorCode(err error) gcerrors.ErrorCode {
	r, ok := errors.AsType[*refusal](err)
	switch {
	case !ok:
		return gcerrors.Unknown
	case r.status == http.StatusNotFound:
		return gcerrors.NotFound
	case r.status == http.StatusForbidden || r.status == http.StatusUnauthorized:
		return gcerrors.PermissionDenied
	case r.status == http.StatusTooManyRequests:
		return gcerrors.ResourceExhausted
	}
	return gcerrors.Internal
}

// As has nothing of its own to show.
func (b *bucket) As(any) bool { return false }

// ErrorAs has nothing of its own to show.
func (b *bucket) ErrorAs(error, any) bool { return false }

// Attributes tells of an object without its bytes.
func (b *bucket) Attributes(ctx context.Context, key string) (*driver.Attributes, error) {
	a, err := b.do(ctx, request{method: http.MethodHead, key: key})
	if err != nil {
		return nil, err
	}
	at := told(a)
	return &driver.Attributes{ContentType: at.ContentType, ModTime: at.ModTime, Size: at.Size}, a.Body.Close()
}

// told are what the headers of an answer say of its object.
func told(a *http.Response) driver.ReaderAttributes {
	at := driver.ReaderAttributes{ContentType: a.Header.Get("Content-Type"), Size: a.ContentLength}
	if t, err := http.ParseTime(a.Header.Get("Last-Modified")); err == nil {
		at.ModTime = t
	}
	var from, to, whole int64
	if n, err := fmt.Sscanf(a.Header.Get("Content-Range"), "bytes %d-%d/%d", &from, &to, &whole); err == nil && n == 3 {
		at.Size = whole
	}
	return at
}

// reader is the body of an answer.
type reader struct {
	io.ReadCloser
	at driver.ReaderAttributes
}

func (r *reader) Attributes() *driver.ReaderAttributes { return &r.at }
func (r *reader) As(any) bool                          { return false }

// NewRangeReader reads an object, or part of it.
func (b *bucket) NewRangeReader(ctx context.Context, key string, offset, length int64, _ *driver.ReaderOptions) (driver.Reader, error) {
	q := request{method: http.MethodGet, key: key, headers: map[string]string{}}
	switch {
	case length == 0: // a range of nothing cannot be asked for
		at, err := b.Attributes(ctx, key)
		if err != nil {
			return nil, err
		}
		return &reader{http.NoBody, driver.ReaderAttributes{ContentType: at.ContentType, ModTime: at.ModTime, Size: at.Size}}, nil
	case length > 0:
		q.headers["Range"] = fmt.Sprintf("bytes=%d-%d", offset, offset+length-1)
	case offset > 0:
		q.headers["Range"] = fmt.Sprintf("bytes=%d-", offset)
	}
	a, err := b.do(ctx, q) //nolint:bodyclose // whoever reads closes it
	if err != nil {
		return nil, err
	}
	return &reader{a.Body, told(a)}, nil
}

// writer keeps what is written in a file until the whole of it is known, because a put says size and sum first.
type writer struct {
	ctx        context.Context //nolint:containedctx // io.Writer takes none, and a writer lives no longer than the call it was made for
	b          *bucket
	key, media string
	file       *os.File
	hash       hash.Hash
	size       int64
}

// NewTypedWriter writes an object; it is there once the writer is closed.
func (b *bucket) NewTypedWriter(ctx context.Context, key, media string, _ *driver.WriterOptions) (driver.Writer, error) {
	f, err := os.CreateTemp(b.spool, "dondoc-put-*")
	if err != nil {
		return nil, err
	}
	return &writer{ctx: ctx, b: b, key: key, media: media, file: f, hash: sha256.New()}, nil
}

func (w *writer) Write(p []byte) (int, error) {
	n, err := w.file.Write(p)
	_, _ = w.hash.Write(p[:n]) // a hash takes everything
	w.size += int64(n)
	return n, err
}

// Close puts the object, unless the caller has given up meanwhile.
func (w *writer) Close() error {
	err := w.ctx.Err()
	if err == nil {
		err = w.put()
	}
	return errors.Join(err, w.file.Close(), os.Remove(w.file.Name()))
}

func (w *writer) put() error {
	q := request{
		method: http.MethodPut, key: w.key, headers: map[string]string{"Content-Type": w.media}, body: w.file, size: w.size, sum: hex.EncodeToString(w.hash.Sum(nil)),
	}
	if w.size == 0 {
		q.body = nil
	}
	return w.b.ask(w.ctx, q)
}

// Copy copies an object within the bucket. An answer that begins well may still tell of a failure in its words.
func (b *bucket) Copy(ctx context.Context, to, from string, _ *driver.CopyOptions) error {
	u, err := url.Parse(b.base)
	if err != nil {
		return err
	}
	a, err := b.do(ctx, request{method: http.MethodPut, key: to, headers: map[string]string{"X-Amz-Copy-Source": u.EscapedPath() + "/" + escaped(from)}})
	if err != nil {
		return err
	}
	defer a.Body.Close() //nolint:errcheck // only read
	text, err := io.ReadAll(io.LimitReader(a.Body, longestRefusal))
	if err != nil {
		return err
	}
	var root struct{ XMLName xml.Name }
	if err := xml.Unmarshal(text, &root); err != nil || root.XMLName.Local != "CopyObjectResult" {
		no := &refusal{status: http.StatusInternalServerError}
		_ = xml.Unmarshal(text, no)
		return no
	}
	return nil
}

// Delete takes an object away; one that is not there is gone already.
func (b *bucket) Delete(ctx context.Context, key string, _ *driver.DeleteOptions) error {
	return b.ask(ctx, request{method: http.MethodDelete, key: key})
}

// listing is an answer to a list.
type listing struct {
	Contents []struct {
		Key          string    `xml:"Key"`
		LastModified time.Time `xml:"LastModified"`
		Size         int64     `xml:"Size"`
	} `xml:"Contents"`
	NextContinuationToken string `xml:"NextContinuationToken"`
}

// ListPaged lists objects by the beginning of their key, a page at a time. Folders are not made of them: nobody asks for any.
func (b *bucket) ListPaged(ctx context.Context, o *driver.ListOptions) (*driver.ListPage, error) {
	q := url.Values{"list-type": {"2"}, "prefix": {o.Prefix}}
	if o.PageSize > 0 {
		q.Set("max-keys", strconv.Itoa(o.PageSize))
	}
	if len(o.PageToken) > 0 {
		q.Set("continuation-token", string(o.PageToken))
	}
	a, err := b.do(ctx, request{method: http.MethodGet, query: q})
	if err != nil {
		return nil, err
	}
	defer a.Body.Close() //nolint:errcheck // only read
	var l listing
	if err := xml.NewDecoder(a.Body).Decode(&l); err != nil {
		return nil, err
	}
	page := &driver.ListPage{NextPageToken: []byte(l.NextContinuationToken)}
	for _, c := range l.Contents {
		page.Objects = append(page.Objects, &driver.ListObject{Key: c.Key, ModTime: c.LastModified, Size: c.Size})
	}
	return page, nil
}

// SignedURL is not made: there are no links past the verdicts.
func (b *bucket) SignedURL(context.Context, string, *driver.SignedURLOptions) (string, error) {
	return "", errors.New("blob: no direct links")
}

// Close gives the connections back.
func (b *bucket) Close() error {
	b.client.CloseIdleConnections()
	return nil
}
