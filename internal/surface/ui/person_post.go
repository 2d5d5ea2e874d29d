package ui

import (
	"context"
	"strconv"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/web/views/ui"
)

// holding is a post that is being written.
type holding struct {
	t      typed
	d      org.PersonDetail
	row    string // of the address; empty for a new one
	theirs *typed
}

func (p *Pages) newPost(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.personToKeep(ctx, c, r)
	if err != nil {
		return err
	}
	return p.postForm(ctx, c, r, holding{t: p.fresh("position_order", strconv.Itoa(len(d.Posts)+1)), d: d})
}

func (p *Pages) postForm(ctx context.Context, c *gin.Context, r room, a holding) error {
	units, err := p.unitOptions(ctx, r)
	if err != nil {
		return err
	}
	back := r.personAt(a.d.Person)
	k := card{title: r.t("register.new_post"), lead: a.d.FullName, action: back + "/chuc-vu", back: back, required: []string{"title"}}
	if a.row != "" {
		k.title, k.action = r.t("register.edit_post"), back+"/chuc-vu/"+a.row
	}
	k.base = r.desk(ui.SectionAdmin, r.peopleCrumb(), ui.Link{Text: a.d.FullName, URL: back}, ui.Link{Text: k.title})
	k.parts = func(s *sheet) []templ.Component {
		return []templ.Component{
			s.text("title", "register.post", "register.post_hint"), s.pick("unit_id", "column.unit", "", "register.no_unit", units),
			s.number("position_order", "register.position"), s.span(), s.withdrawal(),
		}
	}
	return p.cardForm(ctx, c, r, k, a.t, a.theirs)
}

func (t typed) post(r room, n access.PersonID) org.PostInput {
	return org.PostInput{
		ID: org.PostID(t.id("id")), Version: t.version(), Person: n, Unit: access.UnitID(t.id("unit_id")), Title: t.values.Get("title"),
		PositionOrder: t.count("position_order"), ValidFrom: t.date(r, "valid_from"), ValidTo: t.date(r, "valid_to"), Withdrawn: t.yes("withdrawn"),
	}
}

func postValues(o org.Post) typed {
	return filled("id", o.ID.String(), "version", strconv.Itoa(o.Version), "title", o.Title, "unit_id", idText(o.Unit), "position_order", strconv.Itoa(o.PositionOrder),
		"valid_from", o.ValidFrom.VN(), "valid_to", o.ValidTo.VN()).with(o.Withdrawn, "withdrawn")
}

func (p *Pages) createPost(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.personToKeep(ctx, c, r)
	if err != nil {
		return err
	}
	t := posted(c)
	return keep(c, r, t, keeping[org.Post]{
		write: func() (org.Post, error) { return p.d.Org.CreatePost(ctx, r.by, t.post(r, d.ID)) },
		again: func(t typed, _ *typed) error { return p.postForm(ctx, c, r, holding{t: t, d: d}) },
		then:  func(org.Post) string { return r.personAt(d.Person) },
	})
}

func (p *Pages) postOf(ctx context.Context, c *gin.Context, r room) (org.PersonDetail, org.Post, error) {
	d, err := p.personToKeep(ctx, c, r)
	if err != nil {
		return d, org.Post{}, err
	}
	for _, o := range d.Posts {
		if o.ID == org.PostID(rowID(c, "row")) {
			return d, o, nil
		}
	}
	return d, org.Post{}, fault.New(fault.NotFound, "not_found")
}

func (p *Pages) editPost(ctx context.Context, c *gin.Context, r room) error {
	d, o, err := p.postOf(ctx, c, r)
	if err != nil {
		return err
	}
	return p.postForm(ctx, c, r, holding{t: postValues(o), d: d, row: o.ID.String()})
}

func (p *Pages) savePost(ctx context.Context, c *gin.Context, r room) error {
	d, o, err := p.postOf(ctx, c, r)
	if err != nil {
		return err
	}
	t := posted(c)
	t.values.Set("id", o.ID.String())
	return keep(c, r, t, keeping[org.Post]{
		write:  func() (org.Post, error) { return p.d.Org.EditPost(ctx, r.by, t.post(r, d.ID)) },
		values: postValues,
		again: func(t typed, theirs *typed) error {
			return p.postForm(ctx, c, r, holding{t: t, d: d, row: o.ID.String(), theirs: theirs})
		},
		then: func(org.Post) string { return r.personAt(d.Person) },
	})
}
