package ui

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/surface/server"
	"github.com/dondoc/dondoc/web/views/page"
	"github.com/dondoc/dondoc/web/views/ui"
)

// everywhereURL is the search through all committees of the reader.
const everywhereURL = "/toi/tim-kiem"

func (p *Pages) mountSearchEverywhere(r *gin.Engine) {
	r.GET(everywhereURL, server.RequireSignIn, server.Handle(p.inMine(p.searchEverywhere)))
}

// searchEverywhere shows one list, the best first, each row with its committee.
func (p *Pages) searchEverywhere(ctx context.Context, c *gin.Context, r room) error {
	found, err := p.d.Reports.SearchEverywhere(ctx, r.by, c.Query("q"))
	if err != nil {
		return err
	}
	title := r.t("search.everywhere")
	v := page.SearchPage{
		Base: r.mine(ui.Link{Text: title}), Head: ui.PageHead{Title: title}, Action: everywhereURL,
		Label: r.t("search.everywhere_label"), Submit: r.t("list.search_go"),
	}
	v.Words = found.Words
	switch {
	case found.Words == "":
		v.Hint = r.t("search.everywhere_hint")
	case found.Total == 0:
		v.Hint = r.t("search.nothing", found.Words)
	default:
		v.Titles = append([]string{found.Words}, v.Titles...)
		v.Count = r.foundEverywhere(found)
		v.Groups = []page.SearchGroup{r.hitsEverywhere(found)}
	}
	return show(ctx, c, http.StatusOK, page.Search(v))
}

// foundEverywhere says how much was found and how much of it is shown.
func (r room) foundEverywhere(f report.FoundEverywhere) string {
	said := r.t("search.count", r.words.Int(f.Total))
	if f.More {
		said = r.t("search.count_more", r.words.Int(f.Total))
	}
	if f.More || f.Total > len(f.Hits) {
		said += " " + r.t("search.first", len(f.Hits))
	}
	return said
}

func (r room) hitsEverywhere(f report.FoundEverywhere) page.SearchGroup {
	g := page.SearchGroup{ID: "ket-qua", Title: r.t("search.results")}
	for _, h := range f.Hits {
		there := r
		there.committee.Code = h.Committee
		hit := there.searchHit(h.Kind, h.Hit, f.Words)
		hit.Sub = joined(" · ", h.Name, r.t("search.group."+string(h.Kind)), hit.Sub)
		g.Hits = append(g.Hits, hit)
	}
	return g
}
