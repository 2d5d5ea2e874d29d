package report_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

func (d *desk) freeze(t *testing.T, in report.FreezeInput) report.Frozen {
	t.Helper()
	in.Committee, in.ID = d.c, report.FreezeID(id.Random())
	f, err := d.reports.Freeze(t.Context(), d.head, in)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// dump is the first frozen report with its list as text: what a printed copy would show.
func (d *desk) dump(t *testing.T) string {
	t.Helper()
	var out []byte
	err := d.reports.WithTasks(t.Context(), d.head, report.Query{Committee: d.c, Period: "2020-H2", Frozen: 1}, func(h report.HalfYear, walk report.Walk) error {
		h.Frozen.Last = false // whether a later one exists is not printed
		out, _ = json.MarshalIndent(h, "", " ")
		return walk(func(r report.TaskRow) error {
			row, err := json.Marshal(r)
			out = append(append(out, row...), '\n')
			return err
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestAFrozenReportDoesNotChange(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	k := d.order(t, "2020-07-01")
	d.order(t, "2020-07-02")
	d.order(t, "2020-03-01", func(in *task.NewTask) { in.Assignees[0].Unit = d.units[1] })
	k = d.act(t, k, "2020-09-20", task.EvReported, func(a *task.Act) { a.CompletedOn = day(t, "2020-09-20") })
	d.now = day(t, "2020-12-15").Start().Add(8 * time.Hour)
	live := d.report(t, report.Query{Period: "2020-H2"})
	f := d.freeze(t, report.FreezeInput{Period: "2020-H2"})
	if f.Number != 1 || f.AsOf != day(t, "2020-12-14") || f.Timeliness != report.OnTime || f.ByJob {
		t.Errorf("frozen %+v", f)
	}
	stored, err := d.reports.HalfYear(t.Context(), d.head, report.Query{Committee: d.c, Period: "2020-H2", Frozen: 1})
	if err != nil {
		t.Fatal(err)
	}
	stored.Frozen, live.Known = nil, live.Known.UTC()
	a, _ := json.Marshal(live)
	b, _ := json.Marshal(stored)
	if string(a) != string(b) {
		t.Errorf("counted and stored differ\n%s\n%s", a, b)
	}
	then := d.dump(t)

	// A year goes by: names, settings and the state of tasks change, entries arrive late.
	d.exec(t, `UPDATE unit SET name = 'Đặc khu Mới'`)
	d.exec(t, `UPDATE committee SET name = 'Ban khác', due_soon_days = 3 WHERE id = $1`, d.c)
	d.exec(t, `INSERT INTO period_preset (committee_id, valid_from, scheme) VALUES ($1, '2020-06-01', 'calendar')`, d.c)
	d.act(t, k, "2020-12-20", task.EvConfirmed, func(a *task.Act) { a.On = day(t, "2020-10-01") })
	d.now = day(t, "2021-12-15").Start()
	if now := d.dump(t); now != then {
		t.Errorf("a year later\n%s\nwas\n%s", now, then)
	}
	for _, name := range append(report.FigureNames(), "carried_in", "given", "carried_out") {
		want, known := live.Totals.Get(name)
		if !known {
			want = map[string]int{"carried_in": live.CarriedIn, "given": live.Given, "carried_out": live.Totals.NotDone}[name]
		}
		_, list, err := d.reports.List(t.Context(), d.head, report.Query{Committee: d.c, Period: "2020-H2", Frozen: 1}, report.Behind{Figure: name}, org.ListQuery{})
		if err != nil || list.Total != want || len(list.Rows) != want {
			t.Errorf("%s was %d, its stored list holds %d (%v)", name, want, list.Total, err)
		}
	}

	late, err := d.reports.LateEntries(t.Context(), d.head, report.Query{Committee: d.c, Period: "2020-H2", Frozen: 1})
	if err != nil || len(late.Tasks) != 1 || late.Tasks[0].Number != k.Number || len(late.Tasks[0].Entries) != 1 || late.Tasks[0].Entries[0].Kind != task.EvConfirmed {
		t.Fatalf("late %+v, %v", late.Tasks, err)
	}
	effects := map[string][2]int{}
	for _, e := range late.Effects {
		effects[e.Figure] = [2]int{e.Frozen, e.Now}
	}
	if effects["done"] != [2]int{0, 1} || effects["not_done"] != [2]int{3, 2} || effects["done_in_time"] != [2]int{0, 1} {
		t.Errorf("effects %v", effects)
	}
}

func TestTheDatabaseRefusesToChangeAFrozenReport(t *testing.T) {
	t.Parallel()
	for _, sql := range []string{
		`UPDATE report_freeze SET reason = 'x'`, `DELETE FROM report_freeze_part`, `UPDATE report_freeze_task SET position = position + 1`, `TRUNCATE report_freeze_task`,
	} {
		d := newDesk(t)
		d.order(t, "2020-07-01")
		d.freeze(t, report.FreezeInput{Period: "2020-H2"})
		if _, err := d.db.Exec(t.Context(), sql); err == nil {
			t.Errorf("%s went through", sql)
		}
	}
}

func TestAWrongFreezeIsSupersededWithAReason(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.order(t, "2020-07-01")
	first := report.FreezeInput{ID: report.FreezeID(id.Random()), Committee: d.c, Period: "2020-H2"}
	one, err := d.reports.Freeze(t.Context(), d.head, first)
	if err != nil || one.Timeliness != report.Early {
		t.Fatalf("%+v, %v", one, err)
	}
	if again, err := d.reports.Freeze(t.Context(), d.head, first); err != nil || again.ID != one.ID || again.Number != 1 {
		t.Errorf("the same request again: %+v, %v", again, err)
	}
	other := first
	other.Reason = "khác"
	if _, err := d.reports.Freeze(t.Context(), d.head, other); fault.KindOf(err) != fault.Conflict {
		t.Errorf("the id with other content: %v", err)
	}
	second := report.FreezeInput{ID: report.FreezeID(id.Random()), Committee: d.c, Period: "2020-H2"}
	if _, err := d.reports.Freeze(t.Context(), d.head, second); fault.KindOf(err) != fault.Conflict {
		t.Errorf("a second one that knows nothing of the first: %v", err)
	}
	second.Supersedes = 1
	if _, err := d.reports.Freeze(t.Context(), d.head, second); fault.Fields(err)["reason"].Key == "" {
		t.Errorf("without a reason: %v", err)
	}
	d.now = day(t, "2021-01-10").Start()
	f := d.freeze(t, report.FreezeInput{Period: "2020-H2", Supersedes: 1, Reason: "Thiếu một nhiệm vụ"})
	if f.Number != 2 || f.Timeliness != report.Late {
		t.Errorf("the second %+v", f)
	}
	all, err := d.reports.Freezes(t.Context(), d.head, d.c, "2020-H2")
	if err != nil || len(all) != 2 || !all[0].Last || all[1].Last || all[0].Supersedes != 1 {
		t.Errorf("all %+v, %v", all, err)
	}
	periods, err := d.reports.Periods(t.Context(), d.head, d.c, 2020)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(periods, func(p report.PeriodState) bool { return p.Period.Code == "2020-H2" })
	if i < 0 || len(periods[i].Frozen) != 2 || len(periods) != 12+4+2+1+1 {
		t.Errorf("%d periods of the year, %+v", len(periods), periods)
	}
}

func TestWhoFreezes(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.order(t, "2020-07-01")
	role := func(r access.Role) access.Actor {
		return access.Actor{Grants: []access.Grant{{Committee: d.c, Role: r}}}
	}
	for _, tt := range []struct {
		name string
		by   access.Actor
		want fault.Kind
	}{
		{"member", role(access.Member), fault.Forbidden},
		{"observer", role(access.Observer), fault.Forbidden},
		{"focal person", role(access.Focal), fault.Forbidden},
		{"stranger", access.Actor{}, fault.NotFound},
		{"administrator", access.Actor{Admin: true}, fault.NotFound},
	} {
		_, err := d.reports.Freeze(t.Context(), tt.by, report.FreezeInput{ID: report.FreezeID(id.Random()), Committee: d.c, Period: "2020-H2"})
		if fault.KindOf(err) != tt.want {
			t.Errorf("%s freezes: %v", tt.name, err)
		}
		if _, err := d.reports.SetSetting(t.Context(), tt.by, report.Setting{Committee: d.c}); fault.KindOf(err) != tt.want {
			t.Errorf("%s sets: %v", tt.name, err)
		}
	}
	for i, r := range []access.Role{access.Head, access.Deputy, access.Secretary} {
		in := report.FreezeInput{ID: report.FreezeID(id.Random()), Committee: d.c, Period: "2020-H2", Supersedes: i, Reason: "thử"}
		if _, err := d.reports.Freeze(t.Context(), role(r), in); err != nil {
			t.Errorf("%s: %v", r, err)
		}
	}
	q := report.Query{Committee: d.c, Period: "2020-H2", Frozen: 1}
	for name, by := range map[string]access.Actor{"stranger": {}, "focal person": role(access.Focal)} {
		if _, err := d.reports.HalfYear(t.Context(), by, q); err == nil {
			t.Errorf("%s reads a frozen report", name)
		}
		if _, err := d.reports.LateEntries(t.Context(), by, q); err == nil {
			t.Errorf("%s reads later entries", name)
		}
		if _, err := d.reports.Freezes(t.Context(), by, d.c, ""); err == nil {
			t.Errorf("%s lists what is frozen", name)
		}
		if _, err := d.reports.Periods(t.Context(), by, d.c, 2020); err == nil {
			t.Errorf("%s lists periods", name)
		}
		if _, err := d.reports.Setting(t.Context(), by, d.c); err == nil {
			t.Errorf("%s reads the setting", name)
		}
	}
	q.Frozen = 9
	if _, err := d.reports.HalfYear(t.Context(), d.head, q); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a number that was never given: %v", err)
	}
}

func TestTheOpeningNamesWhatBreaksIt(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	k := d.order(t, "2020-03-01")
	d.order(t, "2020-04-01")
	d.now = day(t, "2020-06-15").Start().Add(time.Hour)
	d.freeze(t, report.FreezeInput{Period: "2020-H1"})
	if h := d.report(t, report.Query{Period: "2020-H2"}); len(h.Breaks) != 0 || h.Comparison[0].Frozen != 1 || h.CarriedIn != 2 {
		t.Errorf("before anything came late: %+v", h)
	}
	k = d.act(t, k, "2020-06-20", task.EvReported, func(a *task.Act) { a.On, a.CompletedOn = day(t, "2020-06-10"), day(t, "2020-06-10") })
	d.act(t, k, "2020-06-21", task.EvConfirmed, func(a *task.Act) { a.On = day(t, "2020-06-12") })
	h, err := d.reports.HalfYear(t.Context(), d.head, report.Query{Committee: d.c, Period: "2020-H2"})
	if err != nil {
		t.Fatal(err)
	}
	if len(h.Breaks) != 1 || h.Breaks[0].Number != k.Number || h.Breaks[0].In || h.Breaks[0].Why != "late_entry" || h.Breaks[0].Event != string(task.EvConfirmed) {
		t.Errorf("breaks %+v", h.Breaks)
	}
	i := slices.IndexFunc(h.Identities, func(i report.Identity) bool { return i.Key == "identity.opening" })
	if i < 0 || h.Identities[i].Holds {
		t.Errorf("the identity: %+v", h.Identities)
	}
}

func TestComparisonAndFirstDeadline(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.order(t, "2019-08-01", func(in *task.NewTask) { in.Deadline = "trước ngày 01/10/2019" })
	k := d.order(t, "2020-07-01")
	k = d.act(t, k, "2020-08-20", task.EvExtensionAsked, func(a *task.Act) { a.DueOn = day(t, "2020-12-31") })
	k = d.act(t, k, "2020-09-01", task.EvExtensionGranted, func(a *task.Act) { a.DueOn = day(t, "2020-12-31") })
	d.now = day(t, "2020-12-15").Start()
	h := d.report(t, report.Query{Period: "2020-H2"})
	if len(h.Comparison) != 2 || h.Comparison[0].Period.Code != "2020-H1" || h.Comparison[1].Period.Code != "2019-H2" {
		t.Fatalf("compared with %+v", h.Comparison)
	}
	if c := h.Comparison[1]; c.Given != 1 || c.Figures.Overdue != 1 || c.CarriedIn != 0 {
		t.Errorf("the year before %+v", c)
	}
	if h.Totals.Overdue != 1 || h.FirstDeadline.Overdue != 2 || h.FirstDeadline.Total != h.Totals.Total {
		t.Errorf("overdue %d, by the first deadline %d; task %+v", h.Totals.Overdue, h.FirstDeadline.Overdue, k)
	}
}

func TestMergedUnitsAreSummedOnce(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.order(t, "2020-07-01")
	d.order(t, "2020-07-01", func(in *task.NewTask) { in.Assignees[0].Unit = d.units[1] })
	d.order(t, "2020-07-01", func(in *task.NewTask) {
		in.Assignees = append(in.Assignees, task.Assignee{Role: task.Lead, Unit: d.units[1]})
	})
	d.exec(t, `INSERT INTO unit_succession (id, from_unit_id, to_unit_id, happened_on, kind, created_hash) VALUES ($1, $2, $3, '2020-09-01', 'merge', '')`, id.Random(), d.units[0], d.units[1])
	h := d.report(t, report.Query{Period: "2020-H2", AsOf: day(t, "2020-12-14")})
	if len(h.Merged) != 1 || h.Merged[0].From != "Xã Đông" || h.Merged[0].Name != "Xã An" || h.Merged[0].Figures.Total != 3 || h.Merged[0].On != day(t, "2020-09-01") {
		t.Errorf("merged %+v", h.Merged)
	}
	if len(h.ByUnit) != 2 || h.ByUnit[0].Figures.Total+h.ByUnit[1].Figures.Total != 4 {
		t.Errorf("under both names %+v", h.ByUnit)
	}
	if h := d.report(t, report.Query{Period: "2020-H2", AsOf: day(t, "2020-08-01")}); len(h.Merged) != 0 {
		t.Errorf("before the merger %+v", h.Merged)
	}
}

func TestTheProgramFreezesWhatWasAskedFor(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.order(t, "2020-05-01")
	d.now = day(t, "2020-07-01").Start()
	set, err := d.reports.SetSetting(t.Context(), d.head, report.Setting{Committee: d.c, Kinds: []calendar.PeriodKind{calendar.KindHalf, calendar.KindQuarter}})
	if err != nil || set.Version != 1 || set.Since != day(t, "2020-07-01") {
		t.Fatalf("%+v, %v", set, err)
	}
	if _, err := d.reports.SetSetting(t.Context(), d.head, report.Setting{Committee: d.c}); fault.KindOf(err) != fault.Conflict {
		t.Errorf("a stale setting: %v", err)
	}
	job := access.System("job:freeze")
	due := func(want int) {
		t.Helper()
		if n, err := d.reports.FreezeDue(t.Context(), job); err != nil || n != want {
			t.Errorf("on %s it froze %d, want %d (%v)", calendar.DateOf(d.now), n, want, err)
		}
	}
	due(0) // the first half's cut-off lies before the wish
	d.now = day(t, "2020-12-15").Start().Add(2 * time.Hour)
	due(3) // two quarters and the second half
	due(0)
	all, err := d.reports.Freezes(t.Context(), d.head, d.c, "2020-H2")
	if err != nil || len(all) != 1 || !all[0].ByJob || all[0].Timeliness != report.OnTime || all[0].AsOf != day(t, "2020-12-14") {
		t.Errorf("by the job: %+v, %v", all, err)
	}
	if _, err := d.reports.FreezeDue(t.Context(), d.head); err == nil {
		t.Error("a person runs the job")
	}
}
