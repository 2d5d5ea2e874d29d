package api

import (
	"context"
	"errors"
	"mime"
	"net/http"
	"net/url"
	"reflect"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/shortcoming"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/i18n"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/surface/server"
)

// call is one request on its way: who asks, about which committee, by which route.
type call struct {
	a         *API
	r         route
	c         *gin.Context
	by        access.Actor
	words     *i18n.Printer
	committee org.Committee // of the path; zero when it names none
}

// serve adapts a route to the server: find the committee, do the work, write the answer.
func (a *API) serve(r route) server.Handler {
	return func(ctx context.Context, g *gin.Context) error {
		c := call{a: a, r: r, c: g, by: server.Actor(g), words: server.Printer(g)}
		if word := c.word("committee"); word != "" {
			var err error
			if c.committee, err = a.d.Org.FindCommittee(ctx, c.by, word); err != nil {
				return err
			}
		}
		if r.query == nil && g.Request.URL.RawQuery != "" {
			if err := readQuery(c.query(), &struct{}{}, nil); err != nil {
				return err
			}
		}
		out, err := r.handle(ctx, c)
		if err != nil {
			return whole(err)
		}
		return answer(g, r.status, out)
	}
}

// word is a parameter of the path as it stands there.
func (c call) word(param string) string { return c.c.Param(param) }

func (c call) query() url.Values { return c.c.Request.URL.Query() }

// in is the committee of the path.
func (c call) in() access.CommitteeID { return c.committee.ID }

// idOf reads a parameter of the path that is an id. A word that is none names nothing.
func idOf[K any](c call, param string) (id.ID[K], error) {
	v, err := id.Parse[K](c.word(param))
	if err != nil {
		return v, fault.New(fault.NotFound, "not_found").Because(err)
	}
	return v, nil
}

// meeting, shortcoming and task find the row that the path names by its id or its short number.
func (c call) meeting(ctx context.Context) (meeting.ID, error) {
	return c.a.d.Meetings.Find(ctx, c.by, c.in(), c.word("meeting"))
}

func (c call) shortcoming(ctx context.Context) (shortcoming.ID, error) {
	return c.a.d.Shortcomings.Find(ctx, c.by, c.in(), c.word("shortcoming"))
}

func (c call) task(ctx context.Context) (task.ID, error) {
	if v, err := id.Parse[any](c.word("task")); err == nil {
		return task.ID(v), nil
	}
	d, err := c.a.d.Tasks.Get(ctx, c.by, c.in(), c.word("task"))
	return d.Task.ID, err
}

// bound is the text that a parameter of the path puts into the body.
func (c call) bound(ctx context.Context, param string) (string, error) {
	switch param {
	case "committee":
		return c.in().String(), nil
	case "meeting":
		v, err := c.meeting(ctx)
		return v.String(), err
	case "shortcoming":
		v, err := c.shortcoming(ctx)
		return v.String(), err
	case "task":
		v, err := c.task(ctx)
		return v.String(), err
	case "day", "period":
		return c.word(param), nil
	}
	v, err := idOf[any](c, param)
	return v.String(), err
}

// location is the address at which what was made is read.
func (c call) location(reading string, out any) string {
	parts := strings.Split(reading, "/")
	for i, part := range parts {
		name, ok := strings.CutPrefix(part, "{")
		if !ok {
			continue
		}
		name = strings.TrimSuffix(name, "}")
		if word := c.word(name); word != "" {
			parts[i] = word
		} else {
			parts[i] = textOf(reflect.ValueOf(out), name)
		}
	}
	return Prefix + strings.Join(parts, "/")
}

// file answers with bytes to be saved, always as an attachment.
func (c call) file(name, media string, body []byte) {
	c.c.Header("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	c.c.Header("Cache-Control", "private, no-store")
	c.c.Data(http.StatusOK, media, body)
}

// made is the answer to a create.
type made struct {
	status   int
	body     any
	location string
}

// written is an answer that the handler has written itself: a file.
type written struct{}

// answer writes what a handler returned.
func answer(g *gin.Context, status int, out any) error {
	switch v := out.(type) {
	case written:
		return nil
	case made:
		g.Header("Location", v.location)
		return writeJSON(g, v.status, v.body)
	case nil:
		g.Status(http.StatusNoContent)
		return nil
	}
	return writeJSON(g, status, out)
}

// whole makes the row told with a refusal as complete as an answer would be.
func whole(err error) error {
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok || f.Theirs == nil {
		return err
	}
	full := *f
	full.Theirs = filled(f.Theirs)
	return &full
}

// refuse is a refusal of one field.
func refuse(field, key string, args ...any) error { return fault.Field(field, key, args...) }

// year reads a year of the path; anything else names nothing.
func (c call) year() (int, error) {
	n, err := strconv.Atoi(c.word("year"))
	if err != nil || n < 1 || n > 9998 {
		return 0, fault.New(fault.NotFound, "not_found").Because(err)
	}
	return n, nil
}
