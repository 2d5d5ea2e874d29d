package ui

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"

	adminview "github.com/dondoc/dondoc/web/views/admin"
	"github.com/dondoc/dondoc/web/views/ui"
)

// adminHub leads to the parts of administration outside committees.
func (p *Pages) adminHub(ctx context.Context, c *gin.Context, r room) error {
	page := adminview.HubPage{Base: r.desk(ui.SectionAdmin), Head: ui.PageHead{Title: r.t("admin.title"), Sub: r.t("admin.title_sub")}}
	subs := []string{
		r.t("admin.committees_sub"), r.t("admin.users_sub"), r.t("admin.units_sub"), r.t("admin.people_sub"), r.t("admin.fields_sub"), r.t("admin.calendar_sub"),
	}
	g := adminview.Group{ID: "phan", Title: r.t("admin.parts")}
	for i, l := range r.adminParts() {
		g.Items = append(g.Items, adminview.Item{Link: l, Sub: subs[i]})
	}
	page.Groups = []adminview.Group{g}
	return show(ctx, c, http.StatusOK, adminview.Hub(page))
}
