package api

import (
	"context"
	"net/http"
	"reflect"
	"strings"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
)

// route is one line of the table: all that the engine and the description need to know.
type route struct {
	method  string
	path    string // below Prefix: "/committees/{committee}/tasks"
	name    string // operationId: "listTasks"
	summary string
	status  int          // of success
	query   reflect.Type // struct whose fields are the query's parameters; nil: none
	paged   bool         // rows come in pages: cursor and per
	body    reflect.Type // struct of the request's body; nil: none
	form    []formPart   // of a multipart body, instead of body
	takes   string       // the media type of a body of plain bytes, instead of both
	headers []string     // that a request must bear
	answer  reflect.Type // of the response; nil: no content
	media   string       // of the response when it is no JSON
	theirs  reflect.Type // of what a refusal tells as stored now, when it is not the answer's
	binds   []binding    // path parameter → field of the body
	reading string       // create: path of the row made, with {id}
	repeats bool         // create: the same request again answers 200
	handle  handler
}

// binding fills a field of the body from the path; a body that says something else there is refused.
type binding struct{ param, field string }

// formPart is a part of a multipart body.
type formPart struct {
	name string
	of   reflect.Type // nil: the bytes of a file
}

// handler does what a route is for. It returns what is to be written: a value for JSON, or a reply of its own kind.
type handler func(ctx context.Context, c call) (any, error)

// bind "meeting=id" says that {meeting} of the path is the field "id" of the body.
func (r route) bind(pairs ...string) route {
	for _, p := range pairs {
		param, field, _ := strings.Cut(p, "=")
		r.binds = append(r.binds, binding{param, field})
	}
	return r
}

// refusing says in what shape a refused write tells what is stored now, where that is not the shape of the answer.
func (r route) refusing(theirs any) route {
	r.theirs = reflect.TypeOf(theirs)
	return r
}

// params are the names in the path, in order.
func (r route) params() []string {
	var names []string
	for part := range strings.SplitSeq(r.path, "/") {
		if name, ok := strings.CutPrefix(part, "{"); ok {
			names = append(names, strings.TrimSuffix(name, "}"))
		}
	}
	return names
}

// versioned reports whether the route writes from a version, so that it may be too late.
func (r route) versioned() bool {
	if r.theirs != nil {
		return true
	}
	if r.body == nil || r.reading != "" || r.answer == nil {
		return false
	}
	_, ok := fieldOf(r.body, "version")
	return ok
}

// title is what the constructors of routes take in common.
type title struct{ path, name, summary string }

// reads is a GET of one thing.
func reads[Out any](t title, f func(ctx context.Context, c call) (Out, error)) route {
	return route{
		method: http.MethodGet, path: t.path, name: t.name, summary: t.summary, status: http.StatusOK, answer: reflect.TypeFor[Out](),
		handle: func(ctx context.Context, c call) (any, error) { return f(ctx, c) },
	}
}

// asks is a GET of one thing that depends on parameters.
func asks[Q, Out any](t title, f func(ctx context.Context, c call, q Q) (Out, error)) route {
	r := reads(t, func(ctx context.Context, c call) (Out, error) {
		var q Q
		if err := readQuery(c.query(), &q, nil); err != nil {
			var none Out
			return none, err
		}
		return f(ctx, c, q)
	})
	r.query = reflect.TypeFor[Q]()
	return r
}

// pages is a GET of a list that comes page by page.
func pages[Q, Row any](t title, f func(ctx context.Context, c call, q Q) (org.Page[Row], error)) route {
	r := reads(t, func(ctx context.Context, c call) (Rows[Row], error) {
		var q Q
		k, err := readPaged(c, &q)
		if err != nil {
			return Rows[Row]{}, err
		}
		p, err := f(ctx, c, q)
		return rowsOf(p, k), err
	})
	r.query, r.paged = reflect.TypeFor[Q](), true
	return r
}

// lists is a GET of a short list that comes whole.
func lists[Row any](t title, f func(ctx context.Context, c call) ([]Row, error)) route {
	return reads(t, func(ctx context.Context, c call) (Rows[Row], error) {
		rows, err := f(ctx, c)
		return Rows[Row]{Rows: rows, Total: len(rows)}, err
	})
}

// act is a use case that takes its request's body as it is.
type act[In, Out any] func(ctx context.Context, by access.Actor, in In) (Out, error)

// does is a request with a body, answered by what is stored afterwards.
func does[In, Out any](method string, t title, f act[In, Out]) route {
	r := route{
		method: method, path: t.path, name: t.name, summary: t.summary, status: http.StatusOK,
		body: reflect.TypeFor[In](), answer: reflect.TypeFor[Out](),
	}
	for _, field := range []string{"committee_id", "owner_committee_id"} {
		if _, ok := fieldOf(r.body, field); ok && strings.Contains(t.path, "{committee}") {
			r.binds = append(r.binds, binding{"committee", field})
		}
	}
	r.handle = func(ctx context.Context, c call) (any, error) {
		in, err := bodyOf[In](ctx, c)
		if err != nil {
			return nil, err
		}
		return f(ctx, c.by, in)
	}
	return r
}

// edits is a PUT: it replaces what is written about a row, from the version it names.
func edits[In, Out any](t title, f act[In, Out]) route { return does(http.MethodPut, t, f) }

// posts is a POST that acts on a row.
func posts[In, Out any](t title, f act[In, Out]) route { return does(http.MethodPost, t, f) }

// creates is a POST that makes a row under the id its maker chose. reading is the path where the row is read afterwards.
// there reports whether the row was there before, so that a repeated request is told from the first; nil: it never is repeated.
func creates[In, Out any](t title, reading string, f act[In, Out], there func(ctx context.Context, c call, in In) error) route {
	r := does(http.MethodPost, t, f)
	r.status, r.reading, r.repeats = http.StatusCreated, reading, there != nil
	r.handle = func(ctx context.Context, c call) (any, error) {
		in, err := bodyOf[In](ctx, c)
		if err != nil {
			return nil, err
		}
		status := http.StatusCreated
		if there != nil && there(ctx, c, in) == nil {
			status = http.StatusOK
		}
		out, err := f(ctx, c.by, in)
		if err != nil {
			return nil, err
		}
		return made{status: status, body: out, location: c.location(reading, out)}, nil
	}
	return r
}
