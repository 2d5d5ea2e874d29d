package excel

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/i18n"
	"github.com/dondoc/dondoc/internal/testkit/golden"
	"github.com/dondoc/dondoc/internal/testkit/office"
)

// frozenSample is the sample as it was fixed for the second time, with other periods beside it, units that merged and a task that breaks
// the carry-over.
func frozenSample() (report.HalfYear, []report.TaskRow) {
	h, rows := sample("state")
	h.Letterhead.Code = "qcdc-mau"
	h.FirstDeadline = h.Totals
	h.FirstDeadline.Overdue, h.FirstDeadline.InTime = h.Totals.Overdue+1, h.Totals.InTime-1
	before, _ := calendar.HalfYear("2020-H1", calendar.SchemeCutoff14)
	year, _ := calendar.HalfYear("2019-H2", calendar.SchemeCutoff14)
	h.Comparison = []report.Compared{
		{Which: "before", Period: before, AsOf: before.End, Frozen: 1, CarriedIn: 2, Given: 5, Figures: figuresOf(1, 1, 0, 1, 2, 1, 0, 0, 0)},
		{Which: "year_before", Period: year, AsOf: year.End, Given: 4, Figures: figuresOf(1, 0, 0, 0, 1, 1, 0, 0, 0)},
	}
	h.Breaks = []report.Break{{Number: 5, Text: "Việc (mẫu)", Why: "late_entry", Event: "confirmed", On: day(2020, 6, 12)}}
	h.Merged = []report.MergedUnit{{Name: "Xã Mẫu Hai", From: "Xã Mẫu Một", On: day(2020, 9, 1), Figures: figuresOf(1, 1, 0, 1, 2, 1, 0, 0, 1)}}
	h.ByUnit[0].Unit = access.UnitID{1}
	h.Frozen = &report.Frozen{Number: 2, Supersedes: 1, Reason: "Thiếu một nhiệm vụ", At: h.Known, Period: h.Period, AsOf: h.AsOf}
	return h, rows
}

func bookOf(t *testing.T, base string) []byte {
	t.Helper()
	h, rows := frozenSample()
	var b bytes.Buffer
	if _, err := HalfYear(&b, h, walk(rows), Options{Words: words(t, i18n.Vi), Base: base}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAFrozenReportSaysSoAndComparesItself(t *testing.T) {
	t.Parallel()
	raw := bookOf(t, "")
	golden.Equal(t, filepath.Join("testdata", "frozen.txt"), office.Dump(t, raw))
	if formulas(t, raw) == 0 {
		t.Error("no formula")
	}
	if office.Dump(t, raw) != office.Dump(t, bookOf(t, "")) {
		t.Error("the same report prints otherwise a second time")
	}
}

func TestEveryFigureOfTheWorkbookLeadsToItsList(t *testing.T) {
	t.Parallel()
	f := opened(t, bookOf(t, "https://dondoc.example"))
	links := 0
	for _, sheet := range []string{"Tổng hợp", "Theo đơn vị", "Theo lĩnh vực", "So sánh"} {
		here := 0
		for row := 1; row < 60; row++ {
			for col := 3; col < 22; col++ {
				found, to, err := f.GetCellHyperLink(sheet, cell(col, row))
				if err != nil {
					t.Fatal(err)
				}
				if !found {
					continue
				}
				here++
				if !strings.HasPrefix(to, "https://dondoc.example/c/qcdc-mau/bao-cao/2020-H2/nhiem-vu?") || !strings.Contains(to, "lan=2") || !strings.Contains(to, "so=") {
					t.Errorf("%s!%s leads to %s", sheet, cell(col, row), to)
				}
			}
		}
		if here == 0 {
			t.Errorf("no link on %s", sheet)
		}
		links += here
	}
	if links < 40 {
		t.Errorf("%d links", links)
	}
}
