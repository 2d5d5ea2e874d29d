package ui

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/handover"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	formview "github.com/dondoc/dondoc/web/views/form"
	registerview "github.com/dondoc/dondoc/web/views/register"
	"github.com/dondoc/dondoc/web/views/ui"
)

// reorganisePart is the part of the address after the committee's units.
const reorganisePart = "sap-xep"

func (p *Pages) mountReorganise(c *gin.RouterGroup, in mounter) {
	at := "/don-vi/" + reorganisePart
	c.GET(at, in(p.listReorganisations))
	c.POST(at, in(p.createReorganisation))
	c.GET(at+"/moi", in(p.newReorganisation))
	p.mountEnd(c, in)
	c.GET(at+"/:act", in(p.showPlan))
	c.POST(at+"/:act", in(p.doMove))
	c.GET(at+"/:act/sua", in(p.editReorganisation))
	c.POST(at+"/:act/sua", in(p.saveReorganisation))
}

func (r room) reorganiseCrumb() ui.Link {
	return ui.Link{Text: r.t("reorganise.title"), URL: r.url("don-vi", reorganisePart)}
}

func (p *Pages) listReorganisations(ctx context.Context, c *gin.Context, r room) error {
	acts, left, err := p.d.Handover.Reorganisations(ctx, r.by, r.committee.ID)
	if err != nil {
		return err
	}
	add := ui.Link{Text: r.t("reorganise.new"), URL: r.url("don-vi", reorganisePart, "moi"), Icon: ui.IconAdd}
	page := registerview.ShowPage{
		Base: r.at(ui.SectionUnits, r.unitsCrumb(), r.reorganiseCrumb()), Head: ui.PageHead{Title: r.t("reorganise.title"), Actions: []ui.Link{add}},
		Note: r.t("reorganise.note"), Parts: []registerview.Part{r.actsPart(acts)},
	}
	if r.by.MayDecide(r.committee.ID) {
		page.Head.Actions = append(page.Head.Actions, ui.Link{Text: r.t("reorganise.end"), URL: r.endURL()})
	}
	if len(left) > 0 {
		page.Parts = append(page.Parts, r.strandedPart(left))
	}
	return show(ctx, c, http.StatusOK, registerview.Show(page))
}

func (r room) actsPart(acts []handover.Reorganisation) registerview.Part {
	part := registerview.Part{ID: "van-ban", Title: r.t("reorganise.acts"), Empty: r.t("reorganise.none"), Table: ui.Table{
		Caption: r.t("reorganise.acts"), Headed: true,
		Heads: []ui.Head{{Label: r.t("reorganise.act"), Wide: true}, {Label: r.t("reorganise.day"), Short: true}, {Label: r.t("reorganise.units"), Wide: true}, {Label: r.t("reorganise.left"), Num: true}},
	}}
	for _, a := range acts {
		part.Table.Rows = append(part.Table.Rows, ui.TableRow{Cells: []ui.Cell{
			{Text: a.Act, URL: r.url("don-vi", reorganisePart, a.ID.String()), Chip: r.takenBack(a.Withdrawn)},
			{Text: a.HappenedOn.VN()},
			{Text: r.endedWords(a)},
			{Text: r.words.Int(a.Left)},
		}})
	}
	return part
}

// endedWords say which units went over into which: those with the same successor stand together.
func (r room) endedWords(a handover.Reorganisation) string {
	var words []string
	for i := 0; i < len(a.Units); {
		j := i
		var from []string
		for ; j < len(a.Units) && a.Units[j].To == a.Units[i].To; j++ {
			from = append(from, a.Units[j].FromName)
		}
		to := a.Units[i].ToName
		if to == "" {
			to = r.t("reorganise.dissolved")
		}
		words, i = append(words, strings.Join(from, ", ")+" → "+to), j
	}
	return strings.Join(words, "; ")
}

// strandedPart names the units that ended without an act here and still owe something.
func (r room) strandedPart(left []handover.Stranded) registerview.Part {
	part := registerview.Part{ID: "con-nhiem-vu", Title: r.t("reorganise.stranded"), Note: r.t("reorganise.stranded_note"), Table: ui.Table{
		Caption: r.t("reorganise.stranded"), Headed: true,
		Heads: []ui.Head{{Label: r.t("reorganise.from"), Wide: true}, {Label: r.t("reorganise.ended"), Short: true}, {Label: r.t("reorganise.to"), Wide: true}, {Label: r.t("reorganise.left"), Num: true}},
	}}
	for _, u := range left {
		enter := r.url("don-vi", reorganisePart, "moi") + "?tu-1=" + u.Unit.String() + "&sang-1=" + idText(u.To) + "&happened_on=" + u.EndedOn.AddDays(1).String()
		part.Table.Rows = append(part.Table.Rows, ui.TableRow{Cells: []ui.Cell{
			{Text: u.Name, URL: enter, Sub: u.Act}, {Text: u.EndedOn.VN()}, {Text: u.ToName}, {Text: r.words.Int(u.Tasks)},
		}})
	}
	return part
}

func endingName(what string, i int) string { return what + "-" + strconv.Itoa(i) }

// newReorganisation begins an act; the address may name a unit that ended.
func (p *Pages) newReorganisation(ctx context.Context, c *gin.Context, r room) error {
	if err := access.Require(r.by.MayRecord(r.committee.ID)); err != nil {
		return err
	}
	t := p.fresh().take(c, "tu-1", "sang-1", "happened_on")
	if d := t.date(r, "happened_on"); d.Valid() && !d.IsZero() {
		t.values.Set("happened_on", d.VN())
	}
	return p.reorganisationForm(ctx, c, r, t)
}

// endings counts the rows of the form: room for some more than were filled in.
func (t typed) endings() int {
	last := 0
	for i := 1; i <= 50; i++ {
		if t.values.Get(endingName("tu", i)) != "" {
			last = i
		}
	}
	return min(50, max(4, last+2))
}

func (p *Pages) reorganisationForm(ctx context.Context, c *gin.Context, r room, t typed) error {
	units, err := p.carryUnits(ctx, r)
	if err != nil {
		return err
	}
	s := newSheet(r, t, "act", "happened_on")
	title := r.t("reorganise.new")
	page := formview.Page{
		Base: r.at(ui.SectionUnits, r.unitsCrumb(), r.reorganiseCrumb(), ui.Link{Text: title}), Head: ui.PageHead{Title: title}, Note: r.t("reorganise.new_note"),
		Submit: r.t("reorganise.enter"), Again: r.t("reorganise.more_rows"), Cancel: ui.Link{Text: r.t("action.cancel"), URL: r.reorganiseCrumb().URL},
		Parts: []templ.Component{
			s.text("act", "reorganise.act", "reorganise.act_hint"), s.date("happened_on", "reorganise.day", "reorganise.day_hint"),
		},
	}
	for i := 1; i <= t.endings(); i++ {
		if t.values.Get(endingName("ma", i)) == "" {
			t.values.Set(endingName("ma", i), p.newKey())
		}
		page.Hidden = append(page.Hidden, s.hidden(endingName("ma", i))...)
		page.Parts = append(page.Parts, formview.Row(
			s.choice(endingName("tu", i), "reorganise.from", "reorganise.no_unit", units), s.choice(endingName("sang", i), "reorganise.to", "reorganise.dissolved", units)))
	}
	page.Form = t.form(r, r.reorganiseCrumb().URL, s.fields...)
	return show(ctx, c, t.status(), formview.Show(page))
}

func (t typed) reorganise(r room) (in handover.Reorganise, rows []int) {
	in = handover.Reorganise{
		ID: handover.ReorganisationID(t.id("id")), Committee: r.committee.ID, Act: t.values.Get("act"), HappenedOn: t.date(r, "happened_on"),
	}
	for i := 1; i <= 50; i++ {
		from := access.UnitID(t.id(endingName("tu", i)))
		if from.IsZero() {
			continue
		}
		rows = append(rows, i)
		in.Units = append(in.Units, handover.Ending{
			Succession: org.SuccessionID(t.id(endingName("ma", i))), From: from, To: access.UnitID(t.id(endingName("sang", i))),
		})
	}
	return in, rows
}

func (p *Pages) createReorganisation(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	if t.values.Get("again") != "" {
		return p.reorganisationForm(ctx, c, r, t)
	}
	in, rows := t.reorganise(r)
	a, err := p.d.Handover.Reorganise(ctx, r.by, in)
	if err == nil {
		return done(c, r.url("don-vi", reorganisePart, a.ID.String()), r.t("reorganise.entered"))
	}
	if t, err = t.refused(r, err); err != nil {
		return err
	}
	for i, row := range rows { // the rows of the command are those of the form that were filled in
		for field, name := range map[string]string{"from_unit_id": "tu", "to_unit_id": "sang"} {
			if said, is := t.said[fmt.Sprintf("units[%d].%s", i, field)]; is {
				t.said[endingName(name, row)] = said
			}
		}
	}
	if said, is := t.said["units"]; is {
		t.said[endingName("tu", 1)] = said
	}
	return p.reorganisationForm(ctx, c, r, t)
}

func reorganisationValues(a handover.Reorganisation) typed {
	t := filled("id", a.ID.String(), "version", strconv.Itoa(a.Version), "act", a.Act)
	if a.Withdrawn {
		t.values.Set("withdrawn", "1")
	}
	return t
}

func (p *Pages) editReorganisation(ctx context.Context, c *gin.Context, r room) error {
	plan, err := p.d.Handover.Plan(ctx, r.by, r.committee.ID, handover.ReorganisationID(rowID(c, "act")))
	if err != nil {
		return err
	}
	return p.reorganisationEdit(ctx, c, r, plan.ID, reorganisationValues(plan.Reorganisation), nil)
}

func (p *Pages) reorganisationEdit(ctx context.Context, c *gin.Context, r room, i handover.ReorganisationID, t typed, theirs *typed) error {
	at := r.url("don-vi", reorganisePart, i.String())
	title := r.t("reorganise.edit")
	return p.cardForm(ctx, c, r, card{
		base: r.at(ui.SectionUnits, r.unitsCrumb(), r.reorganiseCrumb(), ui.Link{Text: title}), title: title, note: r.t("reorganise.edit_note"),
		action: at + "/sua", back: at, required: []string{"act"},
		parts: func(s *sheet) []templ.Component {
			return []templ.Component{s.text("act", "reorganise.act", "reorganise.act_hint"), s.withdrawal()}
		},
	}, t, theirs)
}

func (p *Pages) saveReorganisation(ctx context.Context, c *gin.Context, r room) error {
	t, i := posted(c), handover.ReorganisationID(rowID(c, "act"))
	return keep(c, r, t, keeping[handover.Reorganisation]{
		write: func() (handover.Reorganisation, error) {
			return p.d.Handover.EditReorganisation(ctx, r.by, handover.EditReorganisation{
				ID: i, Committee: r.committee.ID, Version: t.version(), Act: t.values.Get("act"), Withdrawn: t.values.Get("withdrawn") != "",
			})
		},
		values: reorganisationValues,
		again:  func(t typed, theirs *typed) error { return p.reorganisationEdit(ctx, c, r, i, t, theirs) },
		then:   func(a handover.Reorganisation) string { return r.url("don-vi", reorganisePart, a.ID.String()) },
	})
}
