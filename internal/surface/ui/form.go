package ui

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/deadline"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/surface/server"
	"github.com/dondoc/dondoc/web/views/ui"
)

// typed is what stands in a form: the values as typed, and what was wrong with them the last time.
type typed struct {
	values  url.Values
	said    map[string]string // field name -> words
	failure string            // a refusal that is not about a field
	code    int               // the HTTP status of the refusal
}

// posted reads a form as it was sent.
func posted(c *gin.Context) typed {
	if err := c.Request.ParseForm(); err != nil { // the server has read the body already; what is left cannot fail
		return typed{values: url.Values{}}
	}
	return typed{values: c.Request.PostForm}
}

// filled starts a form from pairs of name and value.
func filled(pairs ...string) typed {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return typed{values: v}
}

// refused adds what a use case said against the values. An error that a form cannot mend is returned for the door.
// what was typed stays.
func (t typed) refused(r room, err error) (typed, error) {
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok || f.Kind != fault.Invalid && f.Kind != fault.Conflict {
		return t, err
	}
	t.said, t.code = r.words.Fields(err), server.Status(err)
	if len(t.said) == 0 {
		t.failure = r.words.Fault(err)
	}
	return t, nil
}

// field is a text field with what was typed and what was wrong.
func (t typed) field(r room, name, label string) ui.Field {
	return ui.Field{Name: name, Label: r.t(label), Value: t.values.Get(name), Error: t.said[name]}
}

// hinted is field with a hint below it.
func (t typed) hinted(r room, name, label, hint string) ui.Field {
	f := t.field(r, name, label)
	f.Hint = r.t(hint)
	return f
}

// choice is a drop-down; empty is the catalogue key of "nothing chosen", or nothing where one must be chosen.
func (t typed) choice(r room, name, label, empty string, options []ui.Option) ui.Select {
	s := ui.Select{Field: t.field(r, name, label), Options: ui.Choices(options, t.values.Get(name))}
	if empty != "" {
		s.Empty = r.t(empty)
	}
	return s
}

// several is a list of check boxes.
func (t typed) several(r room, name, label string, options []ui.Option) ui.Multi {
	return ui.Multi{P: r.words, Field: t.field(r, name, label), Options: ui.Choices(options, t.values[name]...)}
}

// check is one yes-or-no.
func (t typed) check(r room, name, label string) ui.Check {
	return ui.Check{Field: t.field(r, name, label), Checked: t.values.Get(name) != ""}
}

// form is the frame: where it is posted, what was wrong, the row it is about.
func (t typed) form(r room, action string, fields ...ui.Field) ui.Form {
	f := ui.Form{P: r.words, Action: action, Failure: t.failure, RowID: t.values.Get("id"), Version: t.version()}
	if len(t.said) > 0 {
		f.Errors = ui.NewErrors(t.said, fields...)
	}
	return f
}

func (t typed) version() int {
	n, err := strconv.Atoi(t.values.Get("version"))
	if err != nil {
		return 0
	}
	return n
}

func (t typed) number(name string) int {
	n, err := strconv.Atoi(t.values.Get(name))
	if err != nil {
		return 0
	}
	return n
}

func (t typed) id(name string) [16]byte { return parseID(t.values.Get(name)) }

// date reads a day as people type it: 5/9, 05/09/2026, cuối quý 3. What is no day comes out as one that does not exist,
// so that the use case refuses it at its field.
func (t typed) date(r room, name string) calendar.Date {
	s := t.values.Get(name)
	if s == "" {
		return calendar.Date{}
	}
	if d, err := calendar.ParseISO(s); err == nil {
		return d
	}
	if m := deadline.Understand(s, deadline.Options{On: r.today}); m.HasDue() {
		return m.Due
	}
	return calendar.Date{Year: 1, Month: 13, Day: 1}
}

// status is 200 for a fresh form; one shown again has that of its refusal: 409 when somebody else was quicker, else 422.
func (t typed) status() int {
	if len(t.said) > 0 || t.failure != "" {
		return cmp.Or(t.code, http.StatusUnprocessableEntity)
	}
	return http.StatusOK
}
