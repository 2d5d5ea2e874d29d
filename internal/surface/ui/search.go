package ui

import (
	"context"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/web/views/page"
	"github.com/dondoc/dondoc/web/views/ui"
)

// hitsOfGroup is how many rows of each kind a search shows at once.
const hitsOfGroup = 10

func (p *Pages) mountSearch(c *gin.RouterGroup, in mounter) { c.GET("/tim-kiem", in(p.search)) }

// search looks for words in all the reader may read of the committee.
func (p *Pages) search(ctx context.Context, c *gin.Context, r room) error {
	found, err := p.d.Reports.Search(ctx, r.by, r.committee.ID, c.Query("q"), hitsOfGroup)
	if err != nil {
		return err
	}
	title := r.t("search.title")
	v := page.SearchPage{Base: r.at("tim-kiem", ui.Link{Text: title}), Head: ui.PageHead{Title: title}, Action: r.url("tim-kiem"), Label: r.t("search.label"), Submit: r.t("list.search_go")}
	v.Words = found.Words
	v.Wider = ui.Link{Text: r.t("search.everywhere"), URL: everywhereURL + "?q=" + url.QueryEscape(found.Words)}
	switch {
	case found.Words == "":
		v.Hint = r.t("search.hint")
	case found.Total() == 0:
		v.Hint = r.t("search.nothing", found.Words)
	default:
		v.Titles = append([]string{found.Words}, v.Titles...)
		v.Count = r.t("search.count", r.words.Int(found.Total()))
	}
	for _, g := range found.Groups {
		v.Groups = append(v.Groups, r.searchGroup(g, found.Words))
	}
	return show(ctx, c, http.StatusOK, page.Search(v))
}

func (r room) searchGroup(g report.FoundGroup, words string) page.SearchGroup {
	v := page.SearchGroup{ID: "nhom-" + string(g.Kind), Title: r.t("search.group."+string(g.Kind)) + " (" + r.words.Int(g.Total) + ")"}
	for _, h := range g.Hits {
		v.Hits = append(v.Hits, r.searchHit(g.Kind, h, words))
	}
	if more, ok := map[report.FoundKind]string{
		report.FoundMeeting: "hoi-nghi", report.FoundShortcoming: "ton-tai", report.FoundTask: "nhiem-vu", report.FoundUnit: "don-vi", report.FoundPerson: "nguoi",
	}[g.Kind]; ok && g.Total > len(g.Hits) {
		v.More = ui.Link{Text: r.t("action.show_all"), URL: r.url(more) + "?" + ui.ParamWords + "=" + url.QueryEscape(words)}
	}
	return v
}

func (r room) searchHit(kind report.FoundKind, h report.Hit, words string) page.SearchHit {
	text := markWords(excerpt(h.Text, words), words)
	n := number(h.Number)
	switch kind {
	case report.FoundMeeting:
		return page.SearchHit{Title: text, URL: r.url("hoi-nghi", n), Sub: joined(" · ", h.On, h.Title)}
	case report.FoundSpeech, report.FoundConclusion:
		return page.SearchHit{
			Title: []page.Piece{{Text: joined(" · ", h.Title, h.On)}}, URL: r.url("hoi-nghi", n) + "#b-" + h.ID, Text: text, Sub: h.Speaker,
		}
	case report.FoundShortcoming:
		return page.SearchHit{Title: []page.Piece{{Text: r.t("search.shortcoming", h.Number)}}, URL: r.url("ton-tai", n), Text: text, Sub: joined(" · ", h.On, h.Title)}
	case report.FoundTask:
		return page.SearchHit{Title: []page.Piece{{Text: r.t("task.title", h.Number)}}, URL: r.taskURL(h.Number), Text: text, Sub: h.On}
	case report.FoundUnit:
		return page.SearchHit{Title: text, URL: r.url("don-vi", h.ID)}
	default:
		return page.SearchHit{Title: text, URL: r.url("nguoi", h.ID)}
	}
}
