package ui

import (
	"context"
	"strconv"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	formview "github.com/dondoc/dondoc/web/views/form"
	"github.com/dondoc/dondoc/web/views/ui"
)

// card is a form about one row of the register: where it stands, where it is posted, what it asks.
type card struct {
	base         ui.Base
	title        string
	lead         string // the row it is about
	note         string
	action, back string
	required     []string
	hidden       []string // values that go along
	parts        func(*sheet) []templ.Component
}

// cardForm shows a form; theirs is what somebody else stored meanwhile.
func (p *Pages) cardForm(ctx context.Context, c *gin.Context, r room, k card, t typed, theirs *typed) error {
	s := newSheet(r, t, k.required...)
	page := formview.Page{
		Base: k.base, Head: ui.PageHead{Title: k.title}, Lead: k.lead, Note: k.note, Submit: r.t("action.save"),
		Cancel: ui.Link{Text: r.t("action.cancel"), URL: k.back}, Hidden: s.hidden(k.hidden...),
	}
	page.Parts = k.parts(s)
	page.Form = t.form(r, k.action, s.fields...)
	page.Stale = s.bothSides(theirs, k.back)
	return show(ctx, c, t.status(), formview.Show(page))
}

// keeping is one write from a form: what to do, and how a stored row looks in the form.
type keeping[Row any] struct {
	write  func() (Row, error)
	values func(Row) typed // nil where nothing can be stale: a new row
	again  func(t typed, theirs *typed) error
	then   func(Row) string // where to go
}

// keep writes; a refusal shows the form again with what was typed, a stale version with both sides.
func keep[Row any](c *gin.Context, r room, t typed, k keeping[Row]) error {
	row, err := k.write()
	if err == nil {
		return done(c, k.then(row), r.t("saved"))
	}
	var theirs *typed
	if now, ok := storedNow[Row](err); ok && k.values != nil {
		v := k.values(now)
		theirs = &v
		t.values.Set("version", v.values.Get("version"))
	}
	if t, err = t.refused(r, err); err != nil {
		return err
	}
	return k.again(t, theirs)
}

// tick is one yes-or-no with a hint.
func (s *sheet) tick(name, label, hint string) templ.Component {
	f := s.field(name, label, hint)
	s.options[name] = []ui.Option{{Value: "1", Label: s.r.t("common.yes")}}
	return ui.CheckOf(ui.Check{Field: f, Checked: s.t.values.Get(name) != ""})
}

// pick is a drop-down with a hint.
func (s *sheet) pick(name, label, hint, empty string, options []ui.Option) templ.Component {
	c := s.t.choice(s.r, name, label, empty, options)
	c.Field = s.field(name, label, hint)
	s.options[name] = options
	return ui.SelectOf(c)
}

// span are the first and the last day of something.
func (s *sheet) span() templ.Component {
	return formview.Row(s.date("valid_from", "column.valid_from", "register.from_hint"), s.date("valid_to", "column.valid_to", "register.to_hint"))
}

// withdrawal takes a row back that was entered by mistake, or brings it back; only a stored row has it.
func (s *sheet) withdrawal() templ.Component {
	if s.t.version() == 0 {
		return templ.NopComponent
	}
	return s.tick("withdrawn", "register.withdrawn", "register.withdrawn_hint")
}

// secretWord is a field whose value never comes back.
func (s *sheet) secretWord(name, label, hint string) templ.Component {
	f := s.field(name, label, hint)
	f.Type, f.Autocomplete, f.Value = "password", "new-password", ""
	return ui.Text(f)
}

// with marks check boxes as set.
func (t typed) with(yes bool, name string) typed {
	if yes {
		t.values.Set(name, "1")
	}
	return t
}

func (t typed) yes(name string) bool { return t.values.Get(name) != "" }

// count reads a number that may be left out; what is none comes out as -1, which the use case refuses at its field.
func (t typed) count(name string) int {
	s := t.values.Get(name)
	if s == "" {
		return 0
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}

// spanWords is "từ 01/7/2025 đến 31/12/2025" as a table shows it, or nothing.
func (r room) spanWords(from, to calendar.Date) string {
	switch {
	case from.IsZero() && to.IsZero():
		return ""
	case to.IsZero():
		return r.t("register.since", from.VN())
	case from.IsZero():
		return r.t("register.until", to.VN())
	}
	return from.VN() + " – " + to.VN()
}

// optionsOf are options whose labels are composed catalogue keys.
func optionsOf[T ~string](r room, prefix string, all []T) []ui.Option {
	options := make([]ui.Option, len(all))
	for i, one := range all {
		options[i] = ui.Option{Value: string(one), Label: r.t(prefix + string(one))}
	}
	return options
}

// rowID is an id of the address; one that is none names no row.
func rowID(c *gin.Context, name string) [16]byte { return parseID(c.Param(name)) }

// requireAdmin refuses everybody but administrators, within a committee too.
func (r room) requireAdmin() error {
	return access.Require(r.by.May(r.committee.ID, access.WriteCommittee))
}

// withdrawnFilter is the word of a list that also shows rows taken back.
func (r room) withdrawnFilter(q ui.ListQuery) ui.Filter {
	return q.Filter(paramWithdrawn, r.t("register.withdrawn_rows"), r.t("register.without_withdrawn"), []ui.Option{{Value: "co", Label: r.t("register.with_withdrawn")}})
}

// paramWithdrawn asks a list for rows taken back, too.
const paramWithdrawn = "da-rut"

// heads are the heads of a short table; the first names the row.
func (r room) heads(keys ...string) []ui.Head {
	heads := make([]ui.Head, len(keys))
	for i, k := range keys {
		heads[i] = ui.Head{Label: r.t(k)}
	}
	return heads
}

// line is a row of a short table.
func line(cells ...ui.Cell) ui.TableRow { return ui.TableRow{Cells: cells} }

func word(s string) ui.Cell { return ui.Cell{Text: s} }

// takenBack is the mark of a row that was taken back.
func (r room) takenBack(withdrawn bool) string {
	if withdrawn {
		return r.t("register.taken_back")
	}
	return ""
}
