package meeting_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/jackc/pgx/v5"
	"pgregory.net/rapid"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
	"github.com/dondoc/dondoc/internal/testkit/factory"
)

// taskRow is a task written straight into the table: its package comes later and may not be imported here.
type taskRow struct {
	unit        access.UnitID
	block       meeting.BlockID
	shortcoming [16]byte
	form        string
	noMeeting   bool
}

func insertTask(t *testing.T, r factory.Room, m meeting.Meeting, row taskRow) (id [16]byte, number int) {
	t.Helper()
	id = r.NewID()
	of, form := m.ID, "single"
	if row.noMeeting {
		of = meeting.ID{}
	}
	if row.form != "" {
		form = row.form
	}
	var shortcoming any
	if row.shortcoming != [16]byte{} {
		shortcoming = row.shortcoming
	}
	err := r.DB.QueryRow(t.Context(), `INSERT INTO task (committee_id, id, number, form, meeting_id, source_kind, source_block_id, source_shortcoming_id, text, wording,
			deadline_kind, state, given_on, search_key, created_at, created_hash)
		SELECT $1, $2, coalesce(max(number), 0) + 1, $3, $4, 'speech', $5, $6, 'Việc mẫu', 'verbatim', 'none', 'recorded', '2026-02-02', 'viec mau', now(), ''
		FROM task WHERE committee_id = $1 RETURNING number`, r.Committee, id, form, of, row.block, shortcoming).Scan(&number)
	if err != nil {
		t.Fatal(err)
	}
	if !row.unit.IsZero() {
		if _, err := r.DB.Exec(t.Context(), `INSERT INTO task_assignee (committee_id, task_id, role, position, unit_id) VALUES ($1, $2, 'lead', 1, $3)`, r.Committee, id, row.unit); err != nil {
			t.Fatal(err)
		}
	}
	return id, number
}

func insertShortcoming(t *testing.T, r factory.Room, m meeting.Meeting, b meeting.BlockID) [16]byte {
	t.Helper()
	id := r.NewID()
	_, err := r.DB.Exec(t.Context(), `INSERT INTO shortcoming (committee_id, id, number, meeting_id, block_id, position, text, wording, nature, state, raised_on, search_key,
			created_at, created_hash)
		SELECT $1, $2, coalesce(max(number), 0) + 1, $3, $4, 1, 'Chậm công khai', 'verbatim', 'defect', 'open', '2026-02-02', 'cham', now(), ''
		FROM shortcoming WHERE committee_id = $1`, r.Committee, id, m.ID, b)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// The verdict in Go (Get) and the one in SQL (List) agree for every reader, state and wording.
func TestGetAndListAgreeOnWhoReadsWhat(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	all := map[meeting.ID]meeting.Meeting{}
	for _, state := range meeting.States() {
		for _, wording := range []meeting.Wording{meeting.Verbatim, meeting.Reported} {
			for _, withTask := range []bool{false, true} {
				m := r.NewMeeting(t, func(in *meeting.Create) { in.Wording, in.Source = wording, "nguồn" })
				force(t, r, m, state)
				if withTask {
					insertTask(t, r, m, taskRow{unit: r.Unit})
				}
				m.State = state
				all[m.ID] = m
			}
		}
	}
	both := r.Focal
	both.Grants = append(append([]access.Grant{}, r.Focal.Grants...), r.Observer.Grants...)
	actors := r.Actors()
	actors["focal and observer"], actors["system"] = both, access.System("test")
	for name, by := range actors {
		listed := map[meeting.ID]meeting.Level{}
		p, err := r.Meetings.List(t.Context(), by, r.Committee, meeting.Query{ListQuery: org.ListQuery{Per: 200}})
		if name == "stranger" || name == "admin" {
			wantKind(t, err, fault.NotFound, "")
		} else if err != nil {
			t.Fatal(err)
		}
		for _, row := range p.Rows {
			listed[row.ID] = row.Level
		}
		for id, m := range all {
			got, err := r.Meetings.Get(t.Context(), by, r.Committee, id)
			if err != nil && fault.KindOf(err) != fault.NotFound {
				t.Fatal(err)
			}
			if got.Level != listed[id] {
				t.Errorf("%s of %s, %s: Get says %q, List %q", name, m.State, m.Wording, got.Level, listed[id])
			}
		}
	}
}

func TestRecordShowsTheThreadBothWays(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	m, later := r.NewMeeting(t), r.NewMeeting(t)
	b := r.NewBlock(t, m)
	raised := insertShortcoming(t, r, m, b.ID)
	_, ofBlock := insertTask(t, r, m, taskRow{block: b.ID})
	_, ofShortcoming := insertTask(t, r, later, taskRow{shortcoming: raised}) // given by a later meeting
	cure, curing := insertTask(t, r, later, taskRow{})
	if _, err := r.DB.Exec(t.Context(), `INSERT INTO task_cures (committee_id, task_id, shortcoming_id) VALUES ($1, $2, $3)`, r.Committee, cure, raised); err != nil {
		t.Fatal(err)
	}
	_, byItself := insertTask(t, r, m, taskRow{})
	insertTask(t, r, later, taskRow{})

	rec := record(t, r, m)
	if len(rec.Shortcomings) != 1 || len(rec.Blocks) != 1 || len(rec.Blocks[0].Shortcomings) != 1 {
		t.Fatalf("shortcomings %+v", rec.Shortcomings)
	}
	if len(rec.Blocks[0].Tasks) != 1 || rec.Blocks[0].Tasks[0].Number != ofBlock {
		t.Errorf("tasks of the block %+v", rec.Blocks[0].Tasks)
	}
	numbers := map[int][]meeting.LaterID{}
	for _, l := range rec.Tasks {
		numbers[l.Number] = l.Shortcomings
	}
	if len(numbers) != 4 {
		t.Errorf("tasks %v, want four: those of %d, %d, %d, %d", numbers, ofBlock, ofShortcoming, curing, byItself)
	}
	for _, n := range []int{ofShortcoming, curing} {
		if len(numbers[n]) != 1 || numbers[n][0] != meeting.LaterID(raised) {
			t.Errorf("task %d names shortcomings %v", n, numbers[n])
		}
	}
}

func TestRecordByReader(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	m := r.NewMeeting(t)
	r.NewBlock(t, m)
	r.NewAttendance(t, m, "Lê Thử")
	insertTask(t, r, m, taskRow{unit: r.Unit})
	for name, want := range map[string]meeting.Level{"head": meeting.Full, "deputy": meeting.Full, "secretary": meeting.Full, "member": meeting.Heading, "focal": meeting.Heading} {
		rec, err := r.Meetings.Record(t.Context(), r.Actors()[name], r.Committee, m.ID)
		if err != nil || rec.Meeting.Level != want {
			t.Errorf("%s: level %q (%v), want %q", name, rec.Meeting.Level, err, want)
		}
		if full := want == meeting.Full; (len(rec.Blocks) > 0) != full || (len(rec.Attendance) > 0) != full || (rec.Meeting.ChairName != "") != full || (len(rec.Tasks) > 0) != full {
			t.Errorf("%s reads %+v", name, rec)
		}
	}
	for _, name := range []string{"observer", "admin", "stranger"} {
		_, err := r.Meetings.Record(t.Context(), r.Actors()[name], r.Committee, m.ID)
		wantKind(t, err, fault.NotFound, "")
	}
	elsewhere := factory.NewRoom(t, r.DB)
	_, err := r.Meetings.Record(t.Context(), elsewhere.Secretary, elsewhere.Committee, m.ID)
	wantKind(t, err, fault.NotFound, "")
}

// The seats counted in SQL for the list are those counted in Go for the record, whatever the roll looks like.
func TestListCountsTheRollAsTheRecordDoes(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	rapid.Check(t, func(rt *rapid.T) {
		m := r.NewMeeting(t)
		var lines, seats []meeting.Attendance
		for i := range rapid.IntRange(0, 8).Draw(rt, "lines") {
			a := r.NewAttendance(t, m, fmt.Sprintf("Người %d", i), func(in *meeting.AddAttendance) {
				in.Status = rapid.SampledFrom([]meeting.AttendanceStatus{meeting.Present, meeting.Excused, meeting.Absent}).Draw(rt, "status")
				if in.Status == meeting.Present && len(seats) > 0 && rapid.Bool().Draw(rt, "substitute") {
					in.SubstituteFor = rapid.SampledFrom(seats).Draw(rt, "for").ID
				}
			})
			lines = append(lines, a)
			if a.SubstituteFor.IsZero() {
				seats = append(seats, a)
			}
		}
		for _, a := range lines {
			if rapid.IntRange(0, 4).Draw(rt, "withdraw") == 0 {
				w := meeting.Withdraw[meeting.AttendanceID]{Committee: r.Committee, ID: a.ID, Version: 1, Withdrawn: true}
				if _, err := r.Meetings.WithdrawAttendance(t.Context(), r.Secretary, w); err != nil {
					rt.Fatal(err)
				}
			}
		}
		p, err := r.Meetings.List(t.Context(), r.Secretary, r.Committee, meeting.Query{ListQuery: org.ListQuery{Sort: "number", Desc: true, Per: 1}})
		if err != nil {
			rt.Fatal(err)
		}
		if roll := record(t, r, m).Roll; p.Rows[0].Seats != roll.Total || p.Rows[0].Present != roll.Present {
			rt.Fatalf("list says %d/%d, record %+v", p.Rows[0].Present, p.Rows[0].Seats, roll)
		}
	})
}

func TestList(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	make1 := func(title string, day calendar.Date, f func(*meeting.Create)) {
		r.NewMeeting(t, func(in *meeting.Create) {
			in.Title, in.HeldOn = title, day
			f(in)
		})
	}
	keep := func(*meeting.Create) {}
	make1("Sơ kết hòa giải", calendar.NewDate(2025, 6, 20), func(in *meeting.Create) { in.ReviewedPeriod = "2025-H1" })
	make1("Giao ban về hoa", calendar.NewDate(2025, 9, 1), func(in *meeting.Create) { in.Kind = meeting.Briefing })
	make1("Tổng kết 100% năm", calendar.NewDate(2025, 12, 20), func(in *meeting.Create) { in.Kind, in.State = meeting.FinalReview, meeting.Planned })
	make1("Ân cần", calendar.NewDate(2026, 1, 5), keep)
	for _, tt := range []struct {
		name string
		q    meeting.Query
		want string
	}{
		{"the latest first", meeting.Query{}, "[4 3 2 1]"},
		{"the oldest first", meeting.Query{ListQuery: org.ListQuery{Sort: "held_on"}}, "[1 2 3 4]"},
		{"by title in Vietnamese order", meeting.Query{ListQuery: org.ListQuery{Sort: "title"}}, "[4 2 1 3]"},
		{"an unknown column is no column", meeting.Query{ListQuery: org.ListQuery{Sort: "held_on; DROP TABLE meeting"}}, "[1 2 3 4]"},
		{"words without marks find both", meeting.Query{ListQuery: org.ListQuery{Words: "hoa"}}, "[2 1]"},
		{"words with marks find the exact one first", meeting.Query{ListQuery: org.ListQuery{Words: "Hòa"}}, "[1 2]"},
		{"words in any order", meeting.Query{ListQuery: org.ListQuery{Words: "giải hòa sơ"}}, "[1]"},
		{"words of two meetings are no meeting", meeting.Query{ListQuery: org.ListQuery{Words: "giải giao"}}, "[]"},
		{"signs of patterns are plain signs", meeting.Query{ListQuery: org.ListQuery{Words: "100%"}}, "[3]"},
		{"a number finds its meeting", meeting.Query{ListQuery: org.ListQuery{Words: "2"}}, "[2]"},
		{"nothing", meeting.Query{ListQuery: org.ListQuery{Words: "không có chữ này"}}, "[]"},
		{"by kind", meeting.Query{Kind: meeting.Briefing}, "[2]"},
		{"by state", meeting.Query{State: meeting.Planned}, "[3]"},
		{"by period", meeting.Query{Period: "2025-H1"}, "[1]"},
		{"by days", meeting.Query{From: calendar.NewDate(2025, 9, 1), To: calendar.NewDate(2025, 12, 20)}, "[3 2]"},
		{"the second page", meeting.Query{ListQuery: org.ListQuery{Page: 2, Per: 3}}, "[1]"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, err := r.Meetings.List(t.Context(), r.Secretary, r.Committee, tt.q)
			if err != nil {
				t.Fatal(err)
			}
			numbers := []int{}
			for _, row := range p.Rows {
				numbers = append(numbers, row.Number)
			}
			if got := fmt.Sprint(numbers); got != tt.want {
				t.Errorf("numbers %s, want %s", got, tt.want)
			}
			if tt.q.Per == 3 && p.Total != 4 {
				t.Errorf("total %d, want 4", p.Total)
			}
		})
	}
}

func TestListHidesCountsFromThoseWhoSeeHeadingsOnly(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	m := r.NewMeeting(t)
	b := r.NewBlock(t, m)
	insertShortcoming(t, r, m, b.ID)
	insertTask(t, r, m, taskRow{})
	for name, want := range map[string]string{"secretary": "1 1 1", "member": "0 0 0"} {
		p, err := r.Meetings.List(t.Context(), r.Actors()[name], r.Committee, meeting.Query{})
		if err != nil {
			t.Fatal(err)
		}
		row := p.Rows[0]
		if got := fmt.Sprint(row.Blocks, row.Shortcomings, row.Tasks); got != want {
			t.Errorf("%s sees %s, want %s", name, got, want)
		}
	}
}

func TestResolve(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	m := r.NewMeeting(t)
	other := factory.NewRoom(t, r.DB)
	for _, tt := range []struct {
		name, word string
		of         access.CommitteeID
		found      bool
	}{
		{"by number", "1", r.Committee, true},
		{"by id", m.ID.String(), r.Committee, true},
		{"a number not given yet", "2", r.Committee, false},
		{"a number too large for one", "99999999999999999999", r.Committee, false},
		{"an id of another committee", m.ID.String(), other.Committee, false},
		{"words", "so-ket", r.Committee, false},
		{"nothing", "", r.Committee, false},
	} {
		got, err := meeting.Resolve(t.Context(), r.DB, tt.of, tt.word)
		if tt.found && (err != nil || got != m.ID) {
			t.Errorf("%s: %v, %v", tt.name, got, err)
		}
		if !tt.found && fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s: %v, want not found", tt.name, err)
		}
	}
}

// counting counts the statements that go to the database.
type counting struct {
	database.DB
	n int
}

func (c *counting) Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error) {
	c.n++
	return c.DB.Query(ctx, sql, args...)
}

func (c *counting) QueryRow(ctx context.Context, sql string, args ...any) pgx.Row {
	c.n++
	return c.DB.QueryRow(ctx, sql, args...)
}

func TestRecordTakesSevenStatementsHoweverLongItIs(t *testing.T) {
	t.Parallel()
	db := &counting{DB: dbtest.Tx(t)}
	r := factory.NewRoom(t, db)
	m := r.NewMeeting(t)
	for i := range 20 {
		r.NewBlock(t, m)
		r.NewAttendance(t, m, fmt.Sprintf("Người %d", i))
	}
	insertTask(t, r, m, taskRow{unit: r.Unit})
	db.n = 0
	if rec := record(t, r, m); len(rec.Blocks) != 20 || db.n > 7 {
		t.Errorf("%d blocks read in %d statements", len(rec.Blocks), db.n)
	}
}
