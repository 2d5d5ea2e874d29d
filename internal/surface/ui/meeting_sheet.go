package ui

import (
	"errors"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"github.com/dondoc/dondoc/internal/foundation/fault"
	formview "github.com/dondoc/dondoc/web/views/form"
	"github.com/dondoc/dondoc/web/views/ui"
)

// sheet gathers the fields of a form, so that the page, the list of mistakes and the two sides of a stale write name them alike.
type sheet struct {
	r        room
	t        typed
	required []string
	fields   []ui.Field
	options  map[string][]ui.Option
}

func newSheet(r room, t typed, required ...string) *sheet {
	return &sheet{r: r, t: t, required: required, options: map[string][]ui.Option{}}
}

// field is one field; hint is a catalogue key or nothing.
func (s *sheet) field(name, label, hint string) ui.Field {
	f := s.t.field(s.r, name, label)
	if hint != "" {
		f.Hint = s.r.t(hint)
	}
	f.Required = slices.Contains(s.required, name)
	s.fields = append(s.fields, f)
	return f
}

func (s *sheet) text(name, label, hint string) templ.Component {
	return ui.Text(s.field(name, label, hint))
}

// number is a count: digits come up on a phone.
func (s *sheet) number(name, label string) templ.Component {
	f := s.field(name, label, "")
	f.Type, f.Short = "number", true
	return ui.Text(f)
}

func (s *sheet) date(name, label, hint string) templ.Component {
	return ui.Date(s.field(name, label, hint))
}

func (s *sheet) area(name, label, hint string, rows int) templ.Component {
	return ui.Textarea(s.field(name, label, hint), rows)
}

// choice is a drop-down; empty is the key of "nothing chosen", or nothing where one must be chosen.
func (s *sheet) choice(name, label, empty string, options []ui.Option) templ.Component {
	c := s.t.choice(s.r, name, label, empty, options)
	c.Field = s.field(name, label, "")
	s.options[name] = options
	return ui.SelectOf(c)
}

func (s *sheet) several(name, label string, options []ui.Option) templ.Component {
	m := s.t.several(s.r, name, label, options)
	m.Field = s.field(name, label, "")
	s.options[name] = options
	return ui.MultiOf(m)
}

func (s *sheet) radios(name, label string, options []ui.Option) templ.Component {
	f := s.field(name, label, "")
	s.options[name] = options
	return ui.RadiosOf(ui.Radios{Field: f, Options: ui.Choices(options, s.t.values[name]...)})
}

// hidden are values that go along.
func (s *sheet) hidden(names ...string) []ui.Pair {
	var all []ui.Pair
	for _, name := range names {
		all = append(all, ui.Pair{Name: name, Value: s.t.values.Get(name)})
	}
	return all
}

// said are the words of a field's value on a page.
func (s *sheet) said(t typed, name string) string {
	options, chosen := s.options[name]
	if !chosen {
		return t.values.Get(name)
	}
	var words []string
	for _, o := range options {
		if o.Value != "" && slices.Contains(t.values[name], o.Value) {
			words = append(words, o.Label)
		}
	}
	return strings.Join(words, "; ")
}

// bothSides shows the fields in which what is stored differs from what was typed; nothing when theirs is nil.
func (s *sheet) bothSides(theirs *typed, reload string) *formview.Stale {
	if theirs == nil {
		return nil
	}
	sides := formview.Stale{Reload: ui.Link{Text: s.r.t("stale.take_theirs"), URL: reload}, Submit: s.r.t("stale.send_again")}
	for _, f := range s.fields {
		stored, mine := s.said(*theirs, f.Name), s.said(s.t, f.Name)
		if stored == mine {
			continue
		}
		for _, side := range []struct {
			to   *[]ui.Term
			word string
		}{{&sides.Theirs, stored}, {&sides.Mine, mine}} {
			if side.word == "" {
				side.word = "—"
			}
			*side.to = append(*side.to, ui.Term{Name: f.Label, Text: side.word})
		}
	}
	return &sides
}

// storedNow is the row as somebody else stored it meanwhile, when that is why a write was refused.
func storedNow[T any](err error) (T, bool) {
	var none T
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok {
		return none, false
	}
	v, ok := f.Theirs.(T)
	return v, ok
}

// renamed moves what was said of fields to the names they have in the form.
func (t typed) renamed(pairs ...string) typed {
	for i := 0; i+1 < len(pairs); i += 2 {
		if words, ok := t.said[pairs[i]]; ok {
			delete(t.said, pairs[i])
			t.said[pairs[i+1]] = words
		}
	}
	return t
}
