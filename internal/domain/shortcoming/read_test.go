package shortcoming_test

import (
	"fmt"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/shortcoming"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
	"github.com/dondoc/dondoc/internal/testkit/factory"
)

// insertTask writes a task straight into the table: its package comes later and may not be imported here.
func insertTask(t *testing.T, r factory.Room, from, cures shortcoming.ID, unit access.UnitID) int {
	t.Helper()
	id, number := r.NewID(), 0
	err := r.DB.QueryRow(t.Context(), `INSERT INTO task (committee_id, id, number, form, source_kind, source_shortcoming_id, text, wording,
			deadline_kind, state, given_on, search_key, created_at, created_hash)
		SELECT $1, $2, coalesce(max(number), 0) + 1, 'single', 'shortcoming', $3, 'Việc mẫu', 'verbatim', 'none', 'recorded', '2026-02-02', 'viec mau', now(), ''
		FROM task WHERE committee_id = $1 RETURNING number`, r.Committee, id, from).Scan(&number)
	if err != nil {
		t.Fatal(err)
	}
	exec := func(sql string, args ...any) {
		if _, err := r.DB.Exec(t.Context(), sql, args...); err != nil {
			t.Fatal(err)
		}
	}
	if !cures.IsZero() {
		exec(`INSERT INTO task_cures (committee_id, task_id, shortcoming_id) VALUES ($1, $2, $3)`, r.Committee, id, cures)
	}
	if !unit.IsZero() {
		exec(`INSERT INTO task_assignee (committee_id, task_id, role, position, unit_id) VALUES ($1, $2, 'lead', 1, $3)`, r.Committee, id, unit)
	}
	return number
}

func TestGetShowsTheThread(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	a := r.NewShortcoming(t, heldOn(t, r, 1, 10))
	b := r.NewShortcoming(t, heldOn(t, r, 6, 10), func(in *shortcoming.Raise) { in.Repeats = a.ID })
	c := r.NewShortcoming(t, heldOn(t, r, 9, 10), func(in *shortcoming.Raise) { in.Repeats = b.ID })
	d := r.NewShortcoming(t, heldOn(t, r, 12, 10), func(in *shortcoming.Raise) { in.Repeats = c.ID })
	stems, cures := insertTask(t, r, c.ID, shortcoming.ID{}, r.Unit), insertTask(t, r, shortcoming.ID{}, c.ID, access.UnitID{})
	e := r.NewShortcoming(t, heldOn(t, r, 12, 11), func(in *shortcoming.Raise) { in.Repeats = d.ID })
	must(r.Shortcomings().SetWithdrawn(t.Context(), r.Secretary, shortcoming.Withdraw{Committee: r.Committee, ID: e.ID, Version: 1, Withdrawn: true}))(t)
	got := must(r.Shortcomings().Get(t.Context(), r.Secretary, r.Committee, c.ID))(t)
	if len(got.Earlier) != 2 || got.Earlier[0].ID != b.ID || got.Earlier[1].ID != a.ID || got.Earlier[1].MeetingNumber != 1 {
		t.Errorf("earlier %+v", got.Earlier)
	}
	if len(got.Later) != 1 || got.Later[0].ID != d.ID || got.Later[0].Times != 4 {
		t.Errorf("later %+v", got.Later)
	}
	if len(got.Tasks) != 2 || got.Tasks[0].Number != stems || !got.Tasks[0].Stems || got.Tasks[0].Cures || got.Tasks[1].Number != cures || !got.Tasks[1].Cures {
		t.Errorf("tasks %+v", got.Tasks)
	}
	if len(got.Events) != 1 || got.Times != 3 {
		t.Errorf("events %+v, times %d", got.Events, got.Times)
	}
	first := must(r.Shortcomings().Get(t.Context(), r.Secretary, r.Committee, a.ID))(t)
	if len(first.Later) != 3 || len(first.Earlier) != 0 {
		t.Errorf("the first one: later %+v, earlier %+v", first.Later, first.Earlier)
	}
}

// Who reads a shortcoming: whoever reads its meeting's record, and the focal persons of units that have a task because of it.
func TestWhoReadsWhat(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	type named struct {
		name string
		s    shortcoming.Shortcoming
	}
	var all []named
	for _, state := range []meeting.State{meeting.Draft, meeting.Circulated, meeting.Issued} {
		m := heldOn(t, r, 6, 20)
		plain, tasked := r.NewShortcoming(t, m), r.NewShortcoming(t, m)
		insertTask(t, r, tasked.ID, shortcoming.ID{}, r.Unit)
		insertTask(t, r, tasked.ID, shortcoming.ID{}, r.NewUnit(t, "Đơn vị khác"))
		if _, err := r.DB.Exec(t.Context(), `UPDATE meeting SET state = $2 WHERE id = $1`, m.ID, state); err != nil {
			t.Fatal(err)
		}
		all = append(all, named{string(state), plain}, named{string(state) + " with task", tasked})
	}
	everything := "draft, draft with task, circulated, circulated with task, issued, issued with task, "
	for name, want := range map[string]string{
		"head": everything, "deputy": everything, "secretary": everything,
		"member":   "circulated, circulated with task, issued, issued with task, ",
		"observer": "issued, issued with task, ",
		"focal":    "draft with task, circulated with task, issued with task, ",
		"admin":    "", "stranger": "",
	} {
		by, seen, listed := r.Actors()[name], "", map[shortcoming.ID]shortcoming.Row{}
		p, err := r.Shortcomings().List(t.Context(), by, r.Committee, shortcoming.Query{})
		if want == "" {
			wantKind(t, err, fault.NotFound, "")
		} else if err != nil {
			t.Fatal(err)
		}
		for _, row := range p.Rows {
			listed[row.ID] = row
		}
		for _, n := range all {
			d, err := r.Shortcomings().Get(t.Context(), by, r.Committee, n.s.ID)
			row, ok := listed[n.s.ID]
			if (err == nil) != ok || err != nil && fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s, %s: Get %v, listed %v", name, n.name, err, ok)
			}
			if err == nil {
				seen += n.name + ", "
			}
			if len(d.Tasks) != row.Tasks {
				t.Errorf("%s, %s: %d tasks shown, %d counted", name, n.name, len(d.Tasks), row.Tasks)
			}
			if name == "focal" && err == nil && (len(d.Tasks) != 1 || len(d.Events) != 0) {
				t.Errorf("a focal person sees %d tasks and %d events of %s", len(d.Tasks), len(d.Events), n.name)
			}
		}
		if seen != want {
			t.Errorf("%s sees %q, want %q", name, seen, want)
		}
	}
}

func TestList(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	field := org.FieldID(r.NewID())
	if _, err := r.Org.CreateField(t.Context(), access.System("test"), org.FieldInput{ID: field, Owner: r.Committee, Code: "f", Name: "Lĩnh vực mẫu"}); err != nil {
		t.Fatal(err)
	}
	june, dec := heldOn(t, r, 6, 20), heldOn(t, r, 12, 20)
	one := r.NewShortcoming(t, june, func(in *shortcoming.Raise) { in.Text, in.Units = "Chậm hòa giải", []access.UnitID{r.Unit} })
	r.NewShortcoming(t, june, func(in *shortcoming.Raise) {
		in.Text, in.Nature, in.Field = "Trồng hoa", shortcoming.Direction, field
	})
	three := r.NewShortcoming(t, dec, func(in *shortcoming.Raise) { in.Text, in.Repeats = "Chậm hòa giải, lần nữa", one.ID })
	four := r.NewShortcoming(t, dec)
	insertTask(t, r, one.ID, shortcoming.ID{}, r.Unit)
	must(r.Shortcomings().Move(t.Context(), r.Secretary, move(r, three, shortcoming.BeingCured, r.Clock.Today())))(t)
	must(r.Shortcomings().SetWithdrawn(t.Context(), r.Secretary, shortcoming.Withdraw{Committee: r.Committee, ID: four.ID, Version: 1, Withdrawn: true}))(t)
	words := func(s string) shortcoming.Query { return shortcoming.Query{ListQuery: org.ListQuery{Words: s}} }
	sorted := func(s string) shortcoming.Query { return shortcoming.Query{ListQuery: org.ListQuery{Sort: s}} }
	for _, tt := range []struct {
		name string
		q    shortcoming.Query
		want string
	}{
		{"the latest first, without those taken back", shortcoming.Query{}, "[3 2 1]"},
		{"with those taken back", shortcoming.Query{Withdrawn: true}, "[4 3 2 1]"},
		{"by number", sorted("number"), "[1 2 3]"},
		{"by field", sorted("field"), "[2 3 1]"},
		{"by tasks", sorted("tasks"), "[3 2 1]"},
		{"by times", sorted("times"), "[2 1 3]"},
		{"an unknown column is no column", sorted("1; DROP TABLE task"), "[1 2 3]"},
		{"by nature", shortcoming.Query{Nature: shortcoming.Direction}, "[2]"},
		{"by state", shortcoming.Query{State: shortcoming.BeingCured}, "[3]"},
		{"of a field", shortcoming.Query{Field: field}, "[2]"},
		{"of a unit", shortcoming.Query{Unit: r.Unit}, "[1]"},
		{"of a meeting", shortcoming.Query{Meeting: june.ID}, "[2 1]"},
		{"raised within days", shortcoming.Query{From: on(6, 20), To: on(6, 30)}, "[2 1]"},
		{"raised before", shortcoming.Query{Repeated: true}, "[3]"},
		{"with tasks", shortcoming.Query{Tasks: shortcoming.HasTasks}, "[1]"},
		{"without tasks", shortcoming.Query{Tasks: shortcoming.NoTasks}, "[3 2]"},
		{"words without marks", words("hoa"), "[2 3 1]"},
		{"words with marks, the exact ones first", words("hòa"), "[3 1 2]"},
		{"words in any order", words("lần giải chậm"), "[3]"},
		{"words of two shortcomings are none", words("chậm trồng"), "[]"},
		{"a number", words("3"), "[3]"},
		{"the second page", shortcoming.Query{ListQuery: org.ListQuery{Page: 2, Per: 2}}, "[1]"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, err := r.Shortcomings().List(t.Context(), r.Secretary, r.Committee, tt.q)
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
			if tt.q.Per == 2 && p.Total != 3 {
				t.Errorf("total %d, want 3", p.Total)
			}
		})
	}
}

func TestResolve(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	s := r.NewShortcoming(t, heldOn(t, r, 6, 20))
	for _, word := range []string{"1", s.ID.String()} {
		if got, err := shortcoming.Resolve(t.Context(), r.DB, r.Committee, word); err != nil || got != s.ID {
			t.Errorf("Resolve(%q) = %v, %v", word, got, err)
		}
	}
	other := factory.NewRoom(t, r.DB)
	for _, word := range []string{"1", s.ID.String(), "", "ton-tai", "99999999999999999999"} {
		if _, err := shortcoming.Resolve(t.Context(), r.DB, other.Committee, word); fault.KindOf(err) != fault.NotFound {
			t.Errorf("Resolve(%q) for another committee: %v, want not found", word, err)
		}
	}
}
