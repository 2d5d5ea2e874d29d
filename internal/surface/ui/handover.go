package ui

import (
	"context"
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

// handoverPart is the page of what people who leave carry.
const handoverPart = "ban-giao"

func (p *Pages) mountHandover(c *gin.RouterGroup, in mounter) {
	c.GET("/"+handoverPart, in(p.listHandovers))
	c.POST("/"+handoverPart, in(p.doHandOver))
	c.GET("/"+handoverPart+"/moi", in(p.askHandOver))
	p.mountDelegation(c, in)
}

func (r room) handoverCrumb() ui.Link {
	return ui.Link{Text: r.t("handover.title"), URL: r.url(handoverPart)}
}

func (p *Pages) listHandovers(ctx context.Context, c *gin.Context, r room) error {
	all, err := p.d.Handover.Handovers(ctx, r.by, r.committee.ID)
	if err != nil {
		return err
	}
	part := registerview.Part{ID: "da-ban-giao", Title: r.t("handover.made"), Empty: r.t("handover.none"), Table: ui.Table{
		Caption: r.t("handover.made"), Headed: true,
		Heads: []ui.Head{{Label: r.t("handover.day"), Short: true}, {Label: r.t("handover.from")}, {Label: r.t("handover.to")}, {Label: r.t("handover.act"), Wide: true}, {Label: r.t("handover.moved"), Wide: true}},
	}}
	for _, h := range all {
		part.Table.Rows = append(part.Table.Rows, ui.TableRow{Cells: []ui.Cell{
			{Text: h.On.VN()},
			{Text: h.FromName},
			{Text: h.ToName},
			{Text: h.Act, Sub: h.Login},
			{Text: r.t("handover.sums", h.Moved.Tasks, h.Moved.Meetings+h.Moved.Points, h.Moved.Memberships, h.Moved.Roles+h.Moved.Units)},
		}})
	}
	page := registerview.ShowPage{
		Base: r.at(ui.SectionUnits, r.unitsCrumb(), r.handoverCrumb()), Note: r.t("handover.note"), Parts: []registerview.Part{part},
		Head: ui.PageHead{Title: r.t("handover.title"), Actions: []ui.Link{{Text: r.t("handover.new"), URL: r.url(handoverPart, "moi"), Icon: ui.IconAdd}, r.standInCrumb()}},
	}
	return show(ctx, c, http.StatusOK, registerview.Show(page))
}

// askHandOver asks who leaves; once that is known, the page lists what they carry and asks to whom it goes.
func (p *Pages) askHandOver(ctx context.Context, c *gin.Context, r room) error {
	t := p.fresh("happened_on", r.today.VN()).take(c, "from_person_id", "to_person_id")
	return p.handoverForm(ctx, c, r, t)
}

func (p *Pages) handoverForm(ctx context.Context, c *gin.Context, r room, t typed) error {
	if err := access.Require(r.by.May(r.committee.ID, access.HandOver)); err != nil {
		return err
	}
	people, err := p.handoverPeople(ctx, r)
	if err != nil {
		return err
	}
	title := r.t("handover.new")
	page := formview.Page{
		Base: r.at(ui.SectionUnits, r.unitsCrumb(), r.handoverCrumb(), ui.Link{Text: title}), Head: ui.PageHead{Title: title}, Note: r.t("handover.choose_note"),
		Submit: r.t("handover.look"), Cancel: ui.Link{Text: r.t("action.cancel"), URL: r.handoverCrumb().URL},
	}
	s := newSheet(r, t, "from_person_id", "to_person_id", "happened_on", "act")
	page.Parts = []templ.Component{s.choice("from_person_id", "handover.from", "form.choose", people)}
	if t.values.Get("from_person_id") != "" && t.said["from_person_id"] == "" {
		all, err := p.d.Handover.Carried(ctx, r.by, r.committee.ID, access.PersonID(t.id("from_person_id")))
		if err != nil {
			return err
		}
		page.Lead, page.Note, page.Submit, page.Again = all.Name, r.t("handover.carries_note"), r.t("handover.hand"), r.t("handover.look")
		page.Parts = append(page.Parts, r.carriedParts(all)...)
		page.Parts = append(page.Parts, s.choice("to_person_id", "handover.to", "form.choose", people), s.date("happened_on", "handover.day", "handover.day_hint"), s.text("act", "handover.act", "handover.act_hint"))
	}
	page.Form = t.form(r, r.handoverCrumb().URL, s.fields...)
	return show(ctx, c, t.status(), formview.Show(page))
}

// handoverPeople are the people a committee may choose among.
func (p *Pages) handoverPeople(ctx context.Context, r room) ([]ui.Option, error) {
	var all []ui.Option
	err := eachPage(func(l org.ListQuery) (org.Page[org.Person], error) {
		return p.d.Org.People(ctx, r.by, r.committee.ID, org.PersonQuery{ListQuery: l})
	}, org.ListQuery{}, func(h org.Person) error {
		all = append(all, ui.Option{Value: h.ID.String(), Label: h.FullName})
		return nil
	})
	return all, err
}

// carriedParts list what a person carries, each kind under its heading.
func (r room) carriedParts(all handover.Carried) []templ.Component {
	var terms []ui.Term
	add := func(key string, words []string) {
		if len(words) > 0 {
			terms = append(terms, ui.Term{Name: r.t(key), Text: strings.Join(words, "; ")})
		}
	}
	var tasks, meetings, points, members, roles []string
	seen := map[int]bool{}
	for _, k := range all.Tasks {
		if !seen[k.Number] {
			tasks = append(tasks, strconv.Itoa(k.Number)+". "+r.clip(k.Text))
		}
		seen[k.Number] = true
	}
	for _, m := range all.Meetings {
		meetings = append(meetings, m.Title+", "+m.HeldOn.VN()+" ("+r.dutyWords(m)+")")
	}
	for _, g := range all.Points {
		points = append(points, g.Title)
	}
	for _, m := range all.Memberships {
		members = append(members, r.t("membership."+string(m.Role)))
	}
	for _, g := range all.Duties.Grants {
		roles = append(roles, r.t("role."+string(g.Role)))
	}
	add("handover.tasks", tasks)
	add("handover.meetings", meetings)
	add("handover.points", points)
	add("handover.memberships", members)
	add("handover.roles", roles)
	if n := len(all.Duties.Units); n > 0 {
		terms = append(terms, ui.Term{Name: r.t("handover.units"), Text: r.words.Int(n)})
	}
	if all.Slips > 0 {
		terms = append(terms, ui.Term{Name: r.t("handover.slips"), Text: r.words.Int(all.Slips), Sub: r.t("handover.slips_note")})
	}
	if all.Requests > 0 && len(all.Duties.Grants) > 0 {
		terms = append(terms, ui.Term{Name: r.t("handover.requests"), Text: r.words.Int(all.Requests), Sub: r.t("handover.requests_note")})
	}
	if len(terms) == 0 {
		terms = append(terms, ui.Term{Name: r.t("handover.carries"), Text: r.t("handover.carries_nothing")})
	}
	parts := []templ.Component{ui.Terms(terms)}
	if len(all.Duties.Grants) > 0 && !all.RolesMove {
		parts = append(parts, ui.Prose([]string{r.t("handover.roles_stay")}))
	}
	if len(all.Duties.Units) > 0 && !all.UnitsMove {
		parts = append(parts, ui.Prose([]string{r.t("handover.units_stay")}))
	}
	return parts
}

func (r room) dutyWords(m handover.MeetingDuty) string {
	var words []string
	if m.Chairs {
		words = append(words, r.t("handover.chairs"))
	}
	if m.Writes {
		words = append(words, r.t("handover.writes"))
	}
	return strings.Join(words, ", ")
}

// doHandOver shows what whoever was chosen carries, or moves it.
func (p *Pages) doHandOver(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	if _, asked := t.values["to_person_id"]; !asked || t.values.Get("again") != "" {
		if t.values.Get("happened_on") == "" {
			t.values.Set("happened_on", r.today.VN())
		}
		return p.handoverForm(ctx, c, r, t)
	}
	h, err := p.d.Handover.HandOver(ctx, r.by, handover.HandOver{
		ID: handover.ID(t.id("id")), Committee: r.committee.ID, From: access.PersonID(t.id("from_person_id")), To: access.PersonID(t.id("to_person_id")),
		On: t.date(r, "happened_on"), Act: t.values.Get("act"),
	})
	if err == nil {
		return done(c, r.handoverCrumb().URL, r.t("handover.done", h.FromName, h.ToName))
	}
	if t, err = t.refused(r, err); err != nil {
		return err
	}
	return p.handoverForm(ctx, c, r, t)
}
