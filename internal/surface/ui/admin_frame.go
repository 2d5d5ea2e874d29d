package ui

import (
	"context"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/surface/server"
	"github.com/dondoc/dondoc/web/views/ui"
)

// adminURL is the hub of administration.
const adminURL = "/quan-tri"

// inAdmin makes the room of a page outside any committee, for administrators; anybody else is refused.
func (p *Pages) inAdmin(h roomHandler) func(context.Context, *gin.Context) error {
	return func(ctx context.Context, c *gin.Context) error {
		r := p.plainRoom(c)
		if err := access.Require(r.by.MayAdminister()); err != nil {
			return err
		}
		r.base = p.frame(c, r.by, r.words)
		r.base.Crumbs = []ui.Link{{Text: r.t("nav.admin"), URL: adminURL}}
		r.committee.Name = r.t("admin.common") // the head of an Excel file
		return h(ctx, c, r)
	}
}

// common reports whether the page stands outside any committee, in the register of all.
func (r room) common() bool { return r.committee.ID.IsZero() }

// in is an address of the room: below its committee, or below the administration.
func (r room) in(parts ...string) string {
	if !r.common() {
		return r.url(parts...)
	}
	url := adminURL
	for _, p := range parts {
		url += "/" + p
	}
	return url
}

// desk puts a page of the register or the administration into its frame.
func (r room) desk(s ui.Section, crumbs ...ui.Link) ui.Base {
	if !r.common() {
		if s == ui.SectionAdmin && len(crumbs) > 0 {
			crumbs = append([]ui.Link{{Text: r.t("nav.admin"), URL: r.url("quan-tri")}}, crumbs...)
		}
		return r.at(s, crumbs...)
	}
	b := r.base
	b.Nav = r.adminNav(crumbs)
	b.Crumbs = append(b.Crumbs, crumbs...)
	for i := len(crumbs) - 1; i >= 0; i-- {
		b.Titles = append(b.Titles, crumbs[i].Text)
	}
	b.Titles = append(b.Titles, r.t("nav.admin"))
	return b
}

// adminParts are the parts of the administration outside committees.
func (r room) adminParts() []ui.Link {
	return []ui.Link{
		{Text: r.t("admin.committees"), URL: adminURL + "/ban-chi-dao", Icon: ui.IconMeeting},
		{Text: r.t("admin.users"), URL: adminURL + "/tai-khoan", Icon: ui.IconUser},
		{Text: r.t("nav.units"), URL: adminURL + "/don-vi", Icon: ui.IconBuilding},
		{Text: r.t("register.people"), URL: adminURL + "/nguoi", Icon: ui.IconEyeCheck},
		{Text: r.t("register.fields"), URL: adminURL + "/linh-vuc", Icon: ui.IconFlag},
		{Text: r.t("admin.calendar"), URL: adminURL + "/lich", Icon: ui.IconCalendar},
	}
}

// adminNav is the rail of the administration; the part of the first crumb is the active one.
func (r room) adminNav(crumbs []ui.Link) []ui.NavItem {
	var items []ui.NavItem
	for i, l := range r.adminParts() {
		items = append(items, ui.NavItem{Link: l, Active: len(crumbs) > 0 && crumbs[0].URL == l.URL, Phone: i < 4})
	}
	return items
}

// mayKeep reports whether the reader may change a row of this owner.
func (r room) mayKeep(owner access.CommitteeID) bool {
	if owner.IsZero() {
		return r.by.May(owner, access.WriteCommon)
	}
	return r.by.May(owner, access.WriteRegister)
}

// mayAdd reports whether the reader may add rows here: to the committee's own, or to the common ones.
func (r room) mayAdd() bool { return r.mayKeep(r.committee.ID) }

// requireKeep refuses somebody who may not change rows of this owner.
func (r room) requireKeep(owner access.CommitteeID) error { return access.Require(r.mayKeep(owner)) }

// owners names the committees whose own rows a list of the whole register shows; in a committee nobody needs to be told.
func (p *Pages) owners(ctx context.Context, r room) (map[access.CommitteeID]string, error) {
	if !r.common() {
		return map[access.CommitteeID]string{r.committee.ID: r.t("register.own")}, nil
	}
	names := map[access.CommitteeID]string{}
	err := eachPage(func(l org.ListQuery) (org.Page[org.Committee], error) {
		return p.d.Org.Committees(ctx, r.by, org.CommitteeQuery{ListQuery: l})
	}, org.ListQuery{}, func(c org.Committee) error {
		names[c.ID] = c.ShortName
		return nil
	})
	return names, err
}

// ownerWord says whose a row is: everybody's, or one committee's.
func (r room) ownerWord(names map[access.CommitteeID]string, owner access.CommitteeID) string {
	if owner.IsZero() {
		return r.t("register.common")
	}
	return names[owner]
}

// registerRoutes are the pages of units, people and fields: the same in a committee and for the common register.
func (p *Pages) registerRoutes(g *gin.RouterGroup, in mounter) {
	g.GET("/don-vi", in(p.listUnits))
	mountExport(g, "/don-vi", in(p.exportUnits))
	g.GET("/don-vi/moi", in(p.newUnit))
	g.POST("/don-vi", in(p.createUnit))
	g.GET("/don-vi/:unit", in(p.showUnit))
	g.GET("/don-vi/:unit/sua", in(p.editUnit))
	g.POST("/don-vi/:unit/sua", in(p.saveUnit))
	g.GET("/don-vi/:unit/doi-ten", in(p.askRename))
	g.POST("/don-vi/:unit/doi-ten", in(p.renameUnit))
	g.GET("/don-vi/:unit/ke-tiep/moi", in(p.newSuccession))
	g.POST("/don-vi/:unit/ke-tiep", in(p.createSuccession))
	g.GET("/don-vi/:unit/ke-tiep/:row", in(p.editSuccession))
	g.POST("/don-vi/:unit/ke-tiep/:row", in(p.saveSuccession))
	g.GET("/nguoi", in(p.listPeople))
	mountExport(g, "/nguoi", in(p.exportPeople))
	g.GET("/nguoi/moi", in(p.newPerson))
	g.POST("/nguoi", in(p.createPerson))
	g.GET("/nguoi/:person", in(p.showPerson))
	g.GET("/nguoi/:person/sua", in(p.editPerson))
	g.POST("/nguoi/:person/sua", in(p.savePerson))
	g.GET("/nguoi/:person/chuc-vu/moi", in(p.newPost))
	g.POST("/nguoi/:person/chuc-vu", in(p.createPost))
	g.GET("/nguoi/:person/chuc-vu/:row", in(p.editPost))
	g.POST("/nguoi/:person/chuc-vu/:row", in(p.savePost))
	g.GET("/linh-vuc", in(p.listFields))
	mountExport(g, "/linh-vuc", in(p.exportFields))
	g.GET("/linh-vuc/moi", in(p.newField))
	g.POST("/linh-vuc", in(p.createField))
	g.GET("/linh-vuc/:field/sua", in(p.editField))
	g.POST("/linh-vuc/:field/sua", in(p.saveField))
}

// mountRegister adds the pages of a committee's register and of its own administration.
func (p *Pages) mountRegister(c *gin.RouterGroup, in mounter) {
	p.registerRoutes(c, in)
	c.GET("/thanh-vien", in(p.listMembers))
	mountExport(c, "/thanh-vien", in(p.exportMembers))
	c.GET("/thanh-vien/moi", in(p.newMember))
	c.POST("/thanh-vien", in(p.createMember))
	c.GET("/thanh-vien/:row/sua", in(p.editMember))
	c.POST("/thanh-vien/:row/sua", in(p.saveMember))
	c.GET("/quan-tri", in(p.committeeHub))
	c.GET("/quan-tri/sua", in(p.editCommittee))
	c.POST("/quan-tri/sua", in(p.saveCommittee))
	c.GET("/quan-tri/nhiem-ky", in(p.listTerms))
	mountExport(c, "/quan-tri/nhiem-ky", in(p.exportTerms))
	c.GET("/quan-tri/nhiem-ky/moi", in(p.newTerm))
	c.POST("/quan-tri/nhiem-ky", in(p.createTerm))
	c.GET("/quan-tri/nhiem-ky/:row/sua", in(p.editTerm))
	c.POST("/quan-tri/nhiem-ky/:row/sua", in(p.saveTerm))
	c.GET("/quan-tri/ky-bao-cao", in(p.listPresets))
	mountExport(c, "/quan-tri/ky-bao-cao", in(p.exportPresets))
	c.GET("/quan-tri/ky-bao-cao/moi", in(p.newPreset))
	c.POST("/quan-tri/ky-bao-cao", in(p.setPreset))
	c.GET("/quan-tri/ky-bao-cao/ngay-rieng", in(p.editOwnPeriod))
	c.POST("/quan-tri/ky-bao-cao/ngay-rieng", in(p.saveOwnPeriod))
	c.GET("/quan-tri/vai-tro", in(p.listGrants))
	mountExport(c, "/quan-tri/vai-tro", in(p.exportGrants))
	c.GET("/quan-tri/vai-tro/moi", in(p.newGrant))
	c.POST("/quan-tri/vai-tro", in(p.createGrant))
	c.GET("/quan-tri/vai-tro/:row/sua", in(p.editGrant))
	c.POST("/quan-tri/vai-tro/:row/sua", in(p.saveGrant))
}

// mountAdmin adds the pages of administration outside committees.
func (p *Pages) mountAdmin(r *gin.Engine) {
	in := func(h roomHandler) gin.HandlerFunc { return server.Handle(p.inAdmin(h)) }
	g := r.Group(adminURL, server.RequireSignIn)
	p.registerRoutes(g, in)
	g.GET("", in(p.adminHub))
	g.GET("/ban-chi-dao", in(p.listCommittees))
	mountExport(g, "/ban-chi-dao", in(p.exportCommittees))
	g.GET("/ban-chi-dao/moi", in(p.newCommittee))
	g.POST("/ban-chi-dao", in(p.createCommittee))
	g.GET("/lich", in(p.showCalendar))
	mountExport(g, "/lich", in(p.exportCalendar))
	g.GET("/lich/moi", in(p.newDay))
	g.POST("/lich", in(p.createDay))
	g.GET("/lich/:day/sua", in(p.editDay))
	g.POST("/lich/:day/sua", in(p.saveDay))
	g.GET("/tai-khoan", in(p.listUsers))
	mountExport(g, "/tai-khoan", in(p.exportUsers))
	g.GET("/tai-khoan/moi", in(p.newUser))
	g.POST("/tai-khoan", in(p.createUser))
	g.GET("/tai-khoan/:user", in(p.showUser))
	g.GET("/tai-khoan/:user/sua", in(p.editUser))
	g.POST("/tai-khoan/:user/sua", in(p.saveUser))
	g.POST("/tai-khoan/:user/khoa", in(p.disableUser))
	g.POST("/tai-khoan/:user/lien-ket", in(p.issueReset))
	g.GET("/tai-khoan/:user/vai-tro/moi", in(p.newUserGrant))
	g.POST("/tai-khoan/:user/vai-tro", in(p.createUserGrant))
	g.GET("/tai-khoan/:user/don-vi/moi", in(p.newUserUnit))
	g.POST("/tai-khoan/:user/don-vi", in(p.createUserUnit))
	g.GET("/tai-khoan/:user/don-vi/:row", in(p.editUserUnit))
	g.POST("/tai-khoan/:user/don-vi/:row", in(p.saveUserUnit))
}
