package intake_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dondoc/dondoc/internal/domain/intake"
	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/foundation/validate"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
)

// rig is an import service on a database, on 2 March 2026.
type rig struct {
	t    *testing.T
	db   database.DB
	deps org.Deps
	s    *intake.Service
}

func newRig(t *testing.T) *rig {
	t.Helper()
	return rigOn(t, dbtest.Tx(t))
}

func rigOn(t *testing.T, db database.DB) *rig {
	t.Helper()
	v, err := validate.New()
	if err != nil {
		t.Fatal(err)
	}
	now := calendar.NewDate(2026, time.March, 2).Start().Add(9 * time.Hour)
	d := org.Deps{DB: db, Clock: func() time.Time { return now }, NewID: id.Random, Validate: v}
	return &rig{t: t, db: d.DB, deps: d, s: intake.NewService(d)}
}

func cli() access.Actor { return access.System("cli") }

// load imports a text that must be a dossier.
func (r *rig) load(by access.Actor, text string) (intake.Summary, error) {
	r.t.Helper()
	d, problems := parse(text)
	if problems != nil {
		r.t.Fatalf("no dossier: %v", problems)
	}
	return r.s.ImportDossier(r.t.Context(), by, d)
}

// must imports a text that must be taken.
func (r *rig) must(text string) intake.Summary {
	r.t.Helper()
	s, err := r.load(cli(), text)
	if err != nil {
		r.t.Fatal(err)
	}
	return s
}

// refusals are what an import must tell.
func (r *rig) refusals(by access.Actor, text string) []string {
	r.t.Helper()
	_, err := r.load(by, text)
	refused, ok := errors.AsType[*intake.ProblemsError](err)
	if !ok {
		r.t.Fatalf("not refused with problems: %v", err)
	}
	if k := fault.KindOf(err); k != fault.Invalid {
		r.t.Errorf("kind %v", k)
	}
	everyoneUnderstands(r.t, refused.Problems)
	return told(refused.Problems)
}

func (r *rig) number(sql string, args ...any) int {
	r.t.Helper()
	var n int
	if err := r.db.QueryRow(r.t.Context(), sql, args...).Scan(&n); err != nil {
		r.t.Fatalf("%s: %v", sql, err)
	}
	return n
}

// everything counts the rows of every table.
func (r *rig) everything() map[string]int {
	r.t.Helper()
	rows, err := database.Many[struct {
		Name string `db:"name"`
	}](r.t.Context(), r.db, `SELECT table_name::text AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`)
	if err != nil {
		r.t.Fatal(err)
	}
	counts := map[string]int{}
	for _, row := range rows {
		counts[row.Name] = r.number(`SELECT count(*) FROM ` + row.Name)
	}
	return counts
}

func read(t *testing.T, name string) string {
	t.Helper()
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

const (
	coTo  = "../../../examples/co-to-2020-06-25.yaml"
	xaMau = "testdata/xa-mau-2025.yaml"
)

func counts(s intake.Summary) string {
	var parts []string
	for _, c := range s.Counts {
		parts = append(parts, fmt.Sprintf("%s %d+%d", c.Noun, c.Created, c.Unchanged))
	}
	return strings.Join(parts, ", ")
}

func TestTheRealMeetingIsImportedAsItWasReported(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	s := r.must(read(t, coTo))
	if want := "committee 1+0, field 6+0, unit 6+0, person 3+0, post 5+0, member 1+0, meeting 1+0, block 30+0, shortcoming 6+0, task 10+0"; counts(s) != want {
		t.Errorf("imported %s\nwant %s", counts(s), want)
	}
	c := s.Committee
	for what, n := range map[string][2]int{
		"tasks":                     {r.number(`SELECT count(*) FROM task WHERE committee_id = $1 AND counted`, c), 10},
		"tasks with a date":         {r.number(`SELECT count(*) FROM task WHERE committee_id = $1 AND due_on IS NOT NULL`, c), 0},
		"tasks somebody owes":       {r.number(`SELECT count(*) FROM task_assignee WHERE committee_id = $1`, c), 0},
		"tasks not only recorded":   {r.number(`SELECT count(*) FROM task WHERE committee_id = $1 AND state <> 'recorded'`, c), 0},
		"tasks from conclusions":    {r.number(`SELECT count(*) FROM task WHERE committee_id = $1 AND source_kind = 'conclusion' AND source_text <> ''`, c), 10},
		"tasks asked of each":       {r.number(`SELECT count(*) FROM task WHERE committee_id = $1 AND each_of`, c), 4},
		"tasks as reported":         {r.number(`SELECT count(*) FROM task WHERE committee_id = $1 AND wording = 'reported' AND spoken_text = ''`, c), 10},
		"deadlines by an event":     {r.number(`SELECT count(*) FROM task WHERE committee_id = $1 AND deadline_kind = 'event'`, c), 1},
		"no deadline at all":        {r.number(`SELECT count(*) FROM task WHERE committee_id = $1 AND deadline_kind = 'none'`, c), 9},
		"events":                    {r.number(`SELECT count(*) FROM task_event WHERE committee_id = $1`, c), 10},
		"conclusions in the speech": {r.number(`SELECT count(*) FROM block WHERE committee_id = $1 AND kind = 'conclusion' AND within_id IS NOT NULL`, c), 10},
		"lines of the roll":         {r.number(`SELECT count(*) FROM attendance WHERE committee_id = $1`, c), 0},
	} {
		if n[0] != n[1] {
			t.Errorf("%s: %d, want %d", what, n[0], n[1])
		}
	}
	var natures, place, chair, source, fifth string
	if err := r.db.QueryRow(t.Context(), `SELECT string_agg(nature, ' ' ORDER BY number) FROM shortcoming WHERE committee_id = $1`, c).Scan(&natures); err != nil {
		t.Fatal(err)
	}
	if natures != "issue issue defect issue direction direction" {
		t.Errorf("natures %s", natures)
	}
	if err := r.db.QueryRow(t.Context(), `SELECT m.place || coalesce(m.starts_at::text, ''), m.chair_post, m.source, t.deadline_words
		FROM meeting m JOIN task t ON t.committee_id = m.committee_id AND t.number = 5 WHERE m.committee_id = $1`, c).Scan(&place, &chair, &source, &fifth); err != nil {
		t.Fatal(err)
	}
	if place != "" || !strings.Contains(source, "25/06/2020") || strings.Count(chair, ",") != 2 || fifth != "trước khi trình HĐND" {
		t.Errorf("place and hour %q, source %q, chair %q, fifth deadline %q", place, source, chair, fifth)
	}
}

func TestImportingAgainChangesNothing(t *testing.T) {
	t.Parallel()
	_, sample, _ := strings.Cut(read(t, "../../../docs/dossier.md"), "```yaml\n")
	sample, _, _ = strings.Cut(sample, "```")
	for name, text := range map[string]string{"the real meeting": read(t, coTo), "the invented half-year": read(t, xaMau), "the sample of the guide": sample} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			first := r.must(text)
			before := r.everything()
			again := r.must(text)
			if again.Created() != 0 || again.Committee != first.Committee {
				t.Errorf("the second import wrote %s", counts(again))
			}
			for table, n := range r.everything() {
				if before[table] != n {
					t.Errorf("%s had %d rows and has %d", table, before[table], n)
				}
			}
			if _, err := audit.Verify(t.Context(), r.db, first.Committee); err != nil {
				t.Errorf("audit: %v", err)
			}
		})
	}
}

// state is what became of a task of a dossier.
type state struct {
	Key   string        `db:"text"`
	State task.State    `db:"state"`
	Form  task.Form     `db:"form"`
	Due   calendar.Date `db:"due_on"`
	Done  calendar.Date `db:"completed_on"`
	Late  bool          `db:"was_overdue"`
}

func (s state) String() string {
	return fmt.Sprintf("%s | %s %s due %s done %s late %t", s.Key, s.Form, s.State, s.Due, s.Done, s.Late)
}

func TestAPastHalfYearIsLivedThrough(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	s := r.must(read(t, xaMau))
	rows, err := database.Many[state](t.Context(), r.db, `SELECT text, state, form, due_on, completed_on, was_overdue FROM task
		WHERE committee_id = $1 AND (occurs_on IS NULL OR occurs_on < '2025-09-01') ORDER BY number`, s.Committee)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"Công khai thu chi ở từng thôn | fan_out recorded due 2025-09-30 done  late false",
		"Công khai thu chi ở từng thôn | part confirmed due 2025-09-30 done 2025-09-19 late false",
		"Công khai thu chi ở từng thôn | part in_progress due 2025-09-30 done  late false",
		"Công khai thu chi ở từng thôn | part assigned due 2025-09-30 done  late false",
		"Làm sạch chợ | single in_progress due 2025-09-30 done  late false",
		"Báo cáo Ban chỉ đạo hằng tháng | series assigned due  done  late false",
		"Báo cáo Ban chỉ đạo hằng tháng | occurrence confirmed due 2025-07-18 done 2025-07-17 late false",
		"Báo cáo Ban chỉ đạo hằng tháng | occurrence reported due 2025-08-18 done 2025-08-20 late false",
		"Rà soát hương ước | single cancelled due 2025-11-30 done  late false",
		"Gìn giữ nếp sống mới | single recorded due  done  late false",
		"Xử lý dứt điểm rác ở chợ | single confirmed due 2025-12-15 done 2025-12-13 late false",
		"Báo cáo kết quả quý IV | single assigned due 2025-12-10 done  late false",
		"Việc cũ chuyển sang | single recorded due  done  late false",
	}
	got := make([]string, len(rows))
	for i, row := range rows {
		got[i] = row.String()
	}
	if !slices.Equal(got, want) {
		t.Errorf("lived\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if n := r.number(`SELECT count(*) FROM task_event WHERE committee_id = $1 AND recorded_at <> $2`, s.Committee, r.deps.Clock()); n != 0 {
		t.Errorf("%d events were not recorded now", n)
	}
}

func TestWhatIsRaisedAgainAfterItsCureHasRecurred(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	s := r.must(read(t, xaMau))
	var got string
	err := r.db.QueryRow(t.Context(), `SELECT string_agg(number || ' ' || nature || ' ' || state || ' x' || times, ', ' ORDER BY number) FROM shortcoming WHERE committee_id = $1`,
		s.Committee).Scan(&got)
	if err != nil {
		t.Fatal(err)
	}
	if want := "1 defect recurred x1, 2 defect being_cured x1, 3 defect open x2"; got != want {
		t.Errorf("shortcomings %s, want %s", got, want)
	}
}

func TestTheRecordStandsAsTheFileTellsIt(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	s := r.must(read(t, xaMau))
	m := meeting.NewService(r.deps)
	var ids []meeting.ID
	if err := r.db.QueryRow(t.Context(), `SELECT array_agg(id ORDER BY number) FROM meeting WHERE committee_id = $1`, s.Committee).Scan(&ids); err != nil {
		t.Fatal(err)
	}
	review, err := m.Record(t.Context(), cli(), s.Committee, ids[0])
	if err != nil {
		t.Fatal(err)
	}
	if review.Meeting.Title != "Sơ kết 6 tháng đầu năm 2025 (bịa)" || review.Meeting.State != meeting.Draft || review.Meeting.EndsAt != "11:30" {
		t.Errorf("meeting %+v", review.Meeting)
	}
	if want := "Bí thư Đảng ủy, Chủ tịch HĐND UBND xã Mẫu, Trưởng ban"; review.Meeting.ChairPost != want {
		t.Errorf("chair's posts %q, want %q", review.Meeting.ChairPost, want)
	}
	if got := fmt.Sprintf("%+v", review.Roll); got != "{Total:4 Present:3 Excused:0 Absent:1 Substitutes:1}" {
		t.Errorf("roll %s", got)
	}
	briefing, err := m.Record(t.Context(), cli(), s.Committee, ids[1])
	if err != nil {
		t.Fatal(err)
	}
	if briefing.Meeting.State != meeting.Circulated || briefing.Meeting.StartsAt != "14:00" {
		t.Errorf("meeting %+v", briefing.Meeting)
	}
	period, err := org.PeriodOf(t.Context(), r.db, s.Committee, "2025-H2")
	if err != nil || period.End != calendar.NewDate(2025, time.December, 14) {
		t.Errorf("2025-H2 ends %s (%v)", period.End, err)
	}
	name := r.number(`SELECT count(*) FROM unit_name n JOIN unit u ON u.id = n.unit_id WHERE u.code = 'phong-vh' AND u.owner_committee_id = $1`, s.Committee)
	ended := r.number(`SELECT count(*) FROM unit WHERE code = 'thon-c' AND owner_committee_id = $1 AND valid_to = '2025-10-31'`, s.Committee)
	if name != 2 || ended != 1 {
		t.Errorf("%d names of phong-vh, thon-c ended %d times", name, ended)
	}
}

func TestNothingIsStoredWhenOneThingIsRefused(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	before := r.everything()
	text := strings.Replace(read(t, xaMau), "given_on: 2025-09-16", "given_on: 2026-09-16", 1)
	text = strings.Replace(text, "{event: directive, date: 2025-08-01", "{event: directive, date: 2026-08-01", 1)
	text = strings.Replace(text, "date: 2025-08-18, events", "date: 2025-08-19, events", 1)
	got := r.refusals(cli(), text)
	want := []string{
		"157 meetings[1].tasks[0].events[0].date task.effective_in_future",
		"188 meetings[1].tasks[2].occurrences[1] dossier.no_occurrence",
		"202 tasks[0].given_on task.given_in_future",
	}
	if !slices.Equal(pathsAndKeys(got), pathsAndKeys(want)) {
		t.Errorf("told\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for table, n := range r.everything() {
		if before[table] != n {
			t.Errorf("%s had %d rows and has %d", table, before[table], n)
		}
	}
}

// pathsAndKeys leaves out the lines, which move when the file is edited.
func pathsAndKeys(told []string) []string {
	list := make([]string, len(told))
	for i, s := range told {
		_, list[i], _ = strings.Cut(s, " ")
	}
	return list
}

func TestAChangedFileTellsWhatDiffers(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	original := read(t, xaMau)
	r.must(original)
	before := r.everything()
	changes := []struct{ from, to, tells string }{
		{"short_name: BCĐ dân chủ xã Mẫu", "short_name: BCĐ xã Mẫu", "committee dossier.differs"},
		{"scheme: calendar}", "scheme: cutoff14}", "committee.presets[0] dossier.differs"},
		{"name: Phòng Kinh tế xã Mẫu", "name: Phòng Kinh tế (mới)", "units[1] dossier.differs"},
		{"name: Phòng Văn hóa - Xã hội xã Mẫu", "name: Phòng khác", "units[2].names[0] dossier.differs"},
		{"note: thư ký", "note: thư ký mới", "people[1] dossier.differs"},
		{"held_on: 10/10/2025", "held_on: 11/10/2025", "meetings[0] dossier.differs"},
		{"text: Rác lại tồn ở chợ.", "text: Rác vẫn tồn ở chợ.", "meetings[0].blocks[0] dossier.differs"},
		{"{person: dung, status: absent}", "{person: dung, status: excused}", "meetings[1].attendance[4] dossier.differs"},
		{"text: Quy chế chậm sửa", "text: Quy chế sửa chậm", "meetings[1].shortcomings[1] dossier.differs"},
		{"date: 2025-08-30, state: cured", "date: 2025-08-29, state: cured", "meetings[1].shortcomings[0].events[2] dossier.differs"},
		{"text: Rà soát hương ước", "text: Rà soát quy ước", "meetings[1].tasks[3] dossier.differs"},
		{"note: Rác quay lại", "note: Rác lại về", "meetings[1].tasks[1].events[7] dossier.differs"},
	}
	all := original
	want := []string{}
	for _, c := range changes {
		if !strings.Contains(original, c.from) {
			t.Fatalf("the file has no %q", c.from)
		}
		if got := pathsAndKeys(r.refusals(cli(), strings.Replace(original, c.from, c.to, 1))); !slices.Contains(got, c.tells) {
			t.Errorf("%s: told %v", c.to, got)
		}
		all = strings.Replace(all, c.from, c.to, 1)
		want = append(want, c.tells)
	}
	got := pathsAndKeys(r.refusals(cli(), all))
	for _, w := range want {
		if !slices.Contains(got, w) {
			t.Errorf("all at once: %q is not among %v", w, got)
		}
	}
	for table, n := range r.everything() {
		if before[table] != n {
			t.Errorf("%s had %d rows and has %d", table, before[table], n)
		}
	}
}

func TestAFileMayGrow(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	original := inMeeting("blocks:\n  - {key: a, kind: speech, speaker: an, text: A}\n  - {key: c, kind: note, text: C}\n" +
		"tasks:\n  - key: t\n    text: Việc\n    leads: [u1]\n    events: [{event: accepted, date: 2025-03-04}]\n")
	s := r.must(original)
	grown := strings.Replace(original, "      - {key: c,", "      - {key: b, kind: conclusion, within: a, text: B}\n      - {key: c,", 1)
	grown = strings.Replace(grown, "date: 2025-03-04}]", "date: 2025-03-04}, {event: started, date: 2025-03-05}]", 1)
	if got := counts(r.must(grown)); !strings.Contains(got, "block 1+2") || !strings.Contains(got, "task_event 1+1") {
		t.Errorf("imported %s", got)
	}
	var order string
	if err := r.db.QueryRow(t.Context(), `SELECT string_agg(text, '' ORDER BY position) FROM block WHERE committee_id = $1`, s.Committee).Scan(&order); err != nil {
		t.Fatal(err)
	}
	if order != "ABC" {
		t.Errorf("the minutes read %s", order)
	}
	if again := r.must(grown); again.Created() != 0 {
		t.Errorf("importing the grown file again wrote %s", counts(again))
	}
}

func TestAnEventIsNotPutBehindPeoplesBacks(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	original := inTask("events: [{event: accepted, date: 2025-03-04}]\n")
	s := r.must(original)
	row, err := task.ByNumber(t.Context(), r.db, s.Committee, 1)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := task.NewService(r.deps).Act(t.Context(), cli(), task.Act{
		ID: task.EventID(id.Random()), Committee: s.Committee, Task: row.ID, Version: row.Version, Event: task.EvStarted,
	}); err != nil {
		t.Fatal(err)
	}
	if again := r.must(original); again.Created() != 0 {
		t.Errorf("the same file wrote %s", counts(again))
	}
	grown := strings.Replace(original, "date: 2025-03-04}]", "date: 2025-03-04}, {event: comment, date: 2025-03-05, note: Thêm}]", 1)
	if got := pathsAndKeys(r.refusals(cli(), grown)); !slices.Equal(got, []string{"meetings[0].tasks[0].events[1] dossier.changed_since"}) {
		t.Errorf("told %q", got)
	}
}

func TestWhatExistsMayBeNamed(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	first := r.must(inMeeting("shortcomings: [{key: s, text: S, nature: defect}]\n") +
		"members: [{person: ba, role: member}]\n")
	second := r.must(`dossier: 1
committee: {code: bcd-mau}
units: [{key: x, existing: Đơn vị Một}, {key: y, existing: u2}]
fields: [{key: f, existing: lĩnh vực một}]
people: [{key: b, existing: Mẫu Ba}]
meetings:
  - key: m2
    kind: thematic
    title: Chuyên đề
    held_on: 2025-04-04
    chair: b
    shortcomings:
      - {key: s2, text: S, nature: defect, repeats: m/s, units: [x], field: f}
      - {key: s3, text: T, nature: issue, repeats: 1}
    tasks: [{key: t2, text: Việc, leads: [y], shortcoming: m/s, cures: [1, s2]}]
`)
	if first.Committee != second.Committee {
		t.Error("another committee was made")
	}
	if got := counts(second); got != "committee 0+1, field 0+1, unit 0+2, person 0+1, meeting 1+0, shortcoming 2+0, task 1+0" {
		t.Errorf("imported %s", got)
	}
	if n := r.number(`SELECT count(*) FROM shortcoming WHERE committee_id = $1 AND times = 2`, first.Committee); n != 2 {
		t.Errorf("%d shortcomings were raised again", n)
	}
}

func TestWhatDoesNotExistIsToldAllAtOnce(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.must(inMeeting("") + "members: [{person: ba, role: member}]\n")
	r.must("dossier: 1\ncommittee: {code: bcd-mau}\npeople: [{key: ba-2, name: Mẫu Ba}]\n")
	got := r.refusals(cli(), `dossier: 1
committee: {code: bcd-mau}
units: [{key: x, existing: Đơn vị Chín}]
fields: [{key: f, existing: khong-co}]
people: [{key: b, existing: Mẫu Ba}, {key: c, existing: Mẫu Chín}]
meetings:
  - key: m2
    kind: thematic
    title: Chuyên đề
    held_on: 2025-04-04
    shortcomings: [{key: s2, text: S, nature: defect, repeats: m9/s, units: [x]}, {key: s3, text: T, nature: issue, repeats: 99}]
    tasks: [{key: t2, text: Việc, leads: [x], cures: [77]}]
`)
	want := []string{
		"3 units[0].existing dossier.not_in_register",
		"4 fields[0].existing dossier.not_in_register",
		"5 people[0].existing dossier.several_in_register",
		"5 people[1].existing dossier.not_in_register",
		"11 meetings[0].shortcomings[0].repeats dossier.not_in_register",
		"11 meetings[0].shortcomings[1].repeats dossier.not_in_register",
		"12 meetings[0].tasks[0].cures[0] dossier.not_in_register",
	}
	if !slices.Equal(got, want) {
		t.Errorf("told\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if got := r.refusals(cli(), "dossier: 1\ncommittee: {code: khong-co}\nunits: [{key: x, existing: y}]\n"); !slices.Equal(got, []string{"2 committee.code dossier.no_such_committee"}) {
		t.Errorf("told %q", got)
	}
}

func TestACommitteeMadeByHandIsNotTakenForTheFilesOwn(t *testing.T) {
	t.Parallel()
	// In a database of its own: the other tests import the same code, and whoever holds it before importing takes the locks in
	// another order than they do.
	r := rigOn(t, dbtest.Fresh(t))
	_, err := org.NewService(r.deps).CreateCommittee(t.Context(), cli(), org.CommitteeInput{
		ID: access.CommitteeID(id.Random()), Code: "bcd-mau", Name: "BCĐ Mẫu", ShortName: "BCĐ Mẫu", Level: org.Commune, DocumentSystem: org.StateDocuments,
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := r.refusals(cli(), inMeeting("")); !slices.Equal(got, []string{"2 committee.code dossier.committee_taken"}) {
		t.Errorf("told %q", got)
	}
	r.must(strings.Replace(inMeeting(""), head, "dossier: 1\ncommittee: {code: bcd-mau}\n", 1))
}

// actor is somebody with a role in a committee.
func actor(c access.CommitteeID, roles ...access.Role) access.Actor {
	a := access.Actor{User: access.UserID(id.Random()), Login: "nguoi.thu", Name: "Người thử"}
	for _, role := range roles {
		a.Grants = append(a.Grants, access.Grant{Committee: c, Role: role})
	}
	return a
}

func TestWhoMayImport(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	s := r.must(inTask(""))
	here := "dossier: 1\ncommittee: {code: bcd-mau}\nunits: [{key: n, name: Đơn vị Mới, kind: office}]\ntasks: [{key: t, text: Việc, given_on: 2025-05-05, leads: [n]}]\n"

	if got := r.refusals(actor(access.CommitteeID(id.Random()), access.Head), here); !slices.Equal(got, []string{"2 committee.code dossier.no_such_committee"}) {
		t.Errorf("a stranger was told %q", got)
	}
	for name, by := range map[string]access.Actor{
		"a member":                            actor(s.Committee, access.Member),
		"a focal person":                      actor(s.Committee, access.Focal),
		"an administrator who keeps no files": {Login: "quan.tri", Admin: true},
	} {
		if _, err := r.load(by, here); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := r.load(actor(s.Committee, access.Secretary), strings.Replace(here, "{code: bcd-mau}", "{code: bcd-khac, name: BCĐ Khác, level: commune, document_system: state}", 1)); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("a secretary made a committee: %v", err)
	}
	if _, err := r.load(actor(s.Committee, access.Secretary), here); err != nil {
		t.Errorf("the secretary: %v", err)
	}
	if again, err := r.load(actor(s.Committee, access.Secretary), inTask("")); err != nil || again.Created() != 0 {
		t.Errorf("the secretary importing what stands: %v, %v", again, err)
	}
	common := strings.Replace(here, "kind: office}", "kind: office, register: common}", 1)
	if got := r.refusals(actor(s.Committee, access.Secretary), common); !slices.Equal(got, []string{"3 units[0] forbidden"}) {
		t.Errorf("a secretary writing the common register was told %q", got)
	}
}

func TestASecretaryCannotDecideByImporting(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	s := r.must(inMeeting(""))
	text := "dossier: 1\ncommittee: {code: bcd-mau}\nunits: [{key: n, name: Đơn vị Mới, kind: office}]\n" +
		"tasks:\n  - key: t\n    text: Việc\n    given_on: 2025-05-05\n    leads: [n]\n    events:\n" +
		"      - {event: reported, date: 2025-05-06, actions: Xong}\n      - {event: confirmed, date: 2025-05-07}\n"
	if got := r.refusals(actor(s.Committee, access.Secretary), text); !slices.Equal(got, []string{"11 tasks[0].events[1] forbidden"}) {
		t.Errorf("told %q", got)
	}
	if _, err := r.load(actor(s.Committee, access.Head), text); err != nil {
		t.Errorf("the head: %v", err)
	}
}

func TestTheAuditSaysWhichFileBroughtTheRows(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	s := r.must(inMeeting(""))
	var after []byte
	if err := r.db.QueryRow(t.Context(), `SELECT after FROM audit_entry WHERE committee_id = $1 AND action = 'dossier.import'`, s.Committee).Scan(&after); err != nil {
		t.Fatal(err)
	}
	var got struct{ SHA256 string }
	if err := json.Unmarshal(after, &got); err != nil || len(got.SHA256) != 64 {
		t.Errorf("audit says %s (%v)", after, err)
	}
}

func TestALostDatabaseIsNoMistakeOfTheFile(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	d, problems := parse(inMeeting(""))
	if problems != nil {
		t.Fatal(problems)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := r.s.ImportDossier(ctx, cli(), d)
	if _, blamed := errors.AsType[*intake.ProblemsError](err); err == nil || blamed {
		t.Errorf("import without a database: %v", err)
	}
}

func TestAMeetingStandsWhereTheFileSays(t *testing.T) {
	t.Parallel()
	for _, state := range []string{"planned", "in_progress", "draft", "circulated", "postponed", "cancelled"} {
		t.Run(state, func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			text := inMeeting("state: " + state + "\n")
			s := r.must(text)
			if n := r.number(`SELECT count(*) FROM meeting WHERE committee_id = $1 AND state = $2`, s.Committee, state); n != 1 {
				t.Errorf("the meeting is not %s", state)
			}
			if again := r.must(text); again.Created() != 0 {
				t.Errorf("importing again wrote %s", counts(again))
			}
		})
	}
}

func TestWorkCannotComeFromAMeetingThatWasNotHeld(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	got := r.refusals(cli(), inMeeting("state: cancelled\ntasks: [{key: t, text: Việc}]\n"))
	if !slices.Equal(got, []string{"12 meetings[0].state meeting.has_follow_ups"}) {
		t.Errorf("told %q", got)
	}
}
