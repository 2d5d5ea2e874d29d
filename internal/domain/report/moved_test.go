package report_test

import (
	"strings"
	"testing"
	"time"

	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// A task that went over into a successor: a report of a day before and a frozen one keep the old name, one of today prints both.
func TestReportsKeepTheNamesOfTheirDay(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	k := d.order(t, "2020-07-01")
	d.now = day(t, "2020-12-15").Start().Add(8 * time.Hour)
	d.freeze(t, report.FreezeInput{Period: "2020-H2"})
	frozen := d.dump(t)
	err := database.InTx(t.Context(), d.db, func(tx database.Tx) error {
		_, _, err := d.tasks.ReassignIn(t.Context(), tx, d.head, task.Reassign{
			ID: task.EventID(id.Random()), Committee: d.c, Task: k.ID, Kind: task.EvReorganised, On: day(t, "2020-11-01"), Act: "Nghị quyết mẫu",
			Swaps: []task.Swap{{Unit: d.units[0], To: d.units[1], Formerly: "Xã Cũ"}},
		})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if now := d.dump(t); now != frozen || strings.Contains(now, "Xã Cũ") {
		t.Error("the frozen report took the new name")
	}
	for on, want := range map[string]bool{"2020-10-31": false, "2020-11-01": true, "2020-12-14": true} {
		var leads string
		err := d.reports.WithTasks(t.Context(), d.head, report.Query{Committee: d.c, Period: "2020-H2", AsOf: day(t, on)}, func(_ report.HalfYear, walk report.Walk) error {
			return walk(func(r report.TaskRow) error { leads = r.Leads; return nil })
		})
		if err != nil || strings.HasSuffix(leads, " (trước 01/11/2020: Xã Cũ)") != want {
			t.Errorf("on %s: %q, %v", on, leads, err)
		}
	}
}
