package e2e_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/i18n"
	"github.com/dondoc/dondoc/internal/testkit/browser"
	"github.com/dondoc/dondoc/internal/testkit/office"
)

// unitColumns are where the workbook's sheet of units holds the figures of the page's table, in the table's order.
func unitColumns() []string { return []string{"C", "E", "F", "G", "H", "I", "J", "L", "M", "O", "P"} }

const unitSheet = "Theo đơn vị"

// TestTheReportOpensItsListsAndItsWorkbookInChromium is the fifth main flow: the half-year's report, the list behind a figure, the
// workbook that the page offers; page, list, workbook and database say the same.
func TestTheReportOpensItsListsAndItsWorkbookInChromium(t *testing.T) {
	t.Parallel()
	chromium := browser.Shared(t)
	h := newHouse(t).demo()
	head := h.typing(chromium, "head")
	p := head.follow(fmt.Sprintf(`.rail a[href="%s"]`, demoURL("/bao-cao")))
	stored, err := h.d.Reports.HalfYear(t.Context(), access.System("test"), report.Query{Committee: h.committee().ID, Period: last(p.at.Path)})
	h.must(err)
	total := h.number(p.doc.Find(".figures .fig-number").First().Text())
	if total == 0 || total != stored.Totals.Total {
		t.Errorf("the page counts %d tasks, the database %d", total, stored.Totals.Total)
	}
	h.workbookSays(p, office.Cells(t, head.workbook()))
	late := h.number(p.doc.Find(".fig-overdue .fig-number").Text())
	list := head.follow(`.figures a.fig-overdue`)
	if rows := list.doc.Find("table.records tbody tr").Length(); rows != late || late == 0 || late != stored.Totals.Overdue {
		t.Errorf("the figure says %d, its list shows %d, the database holds %d", late, rows, stored.Totals.Overdue)
	}
	first := list.doc.Find("table.records tbody tr a").Last().AttrOr("href", "")
	shown := head.follow(fmt.Sprintf(`table.records tbody a[href="%s"]`, first))
	// One that waits for its confirmation says so first, and how late it is beside it.
	overdue := strings.ToLower(h.d.Words.Printer(i18n.Vi).T("timing.overdue"))
	if said := head.tab.Text("main"); shown.at.Path != first || !strings.Contains(strings.ToLower(said), overdue) {
		t.Errorf("the row leads to %s, which is not overdue: %s", shown.at, said)
	}
}

// workbook downloads the report's workbook by its button.
func (y *typist) workbook() []byte {
	y.t.Helper()
	name, raw := y.tab.Download(`.page-acts a[href$="/excel"]`)
	if !strings.HasSuffix(name, ".xlsx") {
		y.t.Errorf("the workbook is called %q", name)
	}
	return raw
}

// workbookSays compares every figure of the page's table of units with the cells of the workbook.
func (h *house) workbookSays(p page, cells []office.Cell) {
	h.t.Helper()
	at, rowOf := map[string]string{}, map[string]string{}
	for _, c := range cells {
		if c.Sheet == unitSheet {
			at[c.Ref] = c.Value
			if strings.HasPrefix(c.Ref, "B") && rowOf[c.Value] == "" {
				rowOf[c.Value] = strings.TrimPrefix(c.Ref, "B")
			}
		}
	}
	compared := 0
	p.doc.Find("section:has(#theo-don-vi) tbody tr, #theo-don-vi tbody tr").Each(func(_ int, tr *goquery.Selection) {
		name := squeezed(tr.Find("th").First().Text())
		row := rowOf[name]
		if row == "" {
			h.t.Errorf("the workbook has no line %q", name)
			return
		}
		tr.Find("td").Each(func(i int, td *goquery.Selection) {
			compared++
			if want := strconv.Itoa(h.number(td.Text())); at[unitColumns()[i]+row] != want {
				h.t.Errorf("%s, column %d: the page says %s, the workbook %s", name, i+1, want, at[unitColumns()[i]+row])
			}
		})
	})
	if compared < 5*len(unitColumns()) {
		h.t.Errorf("only %d figures of the page were found", compared)
	}
}
