package report_test

import (
	"testing"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

func TestTheFigureOfSilentUnitsOpensItsList(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	quiet, told := d.units[0], d.units[1]
	d.order(t, "2020-07-01")
	d.act(t, d.order(t, "2020-07-02"), "2020-08-01", task.EvProgress)
	other := func(in *task.NewTask) { in.Assignees[0].Unit = told }
	d.act(t, d.order(t, "2020-07-01", other), "2020-11-20", task.EvProgress)
	d.now = day(t, "2020-12-01").Start()
	check := func(want ...access.UnitID) []report.SilentUnit {
		t.Helper()
		o, err := d.reports.Overview(t.Context(), d.head, d.c, org.AsOf{})
		if err != nil {
			t.Fatal(err)
		}
		page, err := d.reports.SilentUnits(t.Context(), d.head, d.c, org.AsOf{}, org.ListQuery{Desc: true})
		if err != nil || page.Total != len(want) || o.Silent != len(want) || o.Units != 2 {
			t.Fatalf("the figure says %d of %d, the list holds %d, want %d (%v)", o.Silent, o.Units, page.Total, len(want), err)
		}
		for i, u := range want {
			if page.Rows[i].Unit != u {
				t.Errorf("row %d is %+v", i, page.Rows[i])
			}
		}
		return page.Rows
	}
	row := check(quiet)[0]
	if row.Open != 2 || row.Overdue != 2 || row.LastReportOn != day(t, "2020-08-01") || row.Days != 122 {
		t.Errorf("%+v", row)
	}
	d.now = day(t, "2020-12-20").Start() // thirty days after its report
	check(quiet)
	d.now = day(t, "2020-12-21").Start()
	check(quiet, told)
	for name, c := range map[string]struct {
		by   access.Actor
		want int
	}{
		"a focal person sees their own unit": {access.Actor{Grants: []access.Grant{{Committee: d.c, Role: access.Focal}}, Units: d.units[1:]}, 1},
		"an observer sees issued records":    {access.Actor{Grants: []access.Grant{{Committee: d.c, Role: access.Observer}}}, 0},
	} {
		if page, err := d.reports.SilentUnits(t.Context(), c.by, d.c, org.AsOf{}, org.ListQuery{}); err != nil || page.Total != c.want {
			t.Errorf("%s: %d, %v", name, page.Total, err)
		}
	}
	if page, err := d.reports.SilentUnits(t.Context(), d.head, d.c, org.AsOf{}, org.ListQuery{Words: "khong-co", Sort: "name"}); err != nil || page.Total != 0 {
		t.Errorf("words that nobody has: %d, %v", page.Total, err)
	}
	if _, err := d.reports.SilentUnits(t.Context(), access.Actor{}, d.c, org.AsOf{}, org.ListQuery{}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a stranger: %v", err)
	}
}
