package task

import (
	"testing"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// undo takes the last event of a task back.
func (h *house) undo(t *testing.T, by access.Actor, k Task) (Task, error) {
	t.Helper()
	events := all(Events(t.Context(), h.db, h.c, k.ID))
	return h.s.Undo(t.Context(), by, Undo{ID: EventID(id.Random()), Committee: h.c, Task: k.ID, Event: events[len(events)-1].ID})
}

func TestUndo(t *testing.T) {
	t.Parallel()
	t.Run("a move taken back leaves no trace but in the history", func(t *testing.T) {
		t.Parallel()
		h := newHouse(t)
		k := h.act(t, h.focal, h.create(t), EvAccepted)
		wrong := h.act(t, h.focal, k, EvReported)
		between := h.now
		h.now = h.now.Add(9 * time.Minute)
		got, err := h.undo(t, h.focal, wrong)
		if err != nil || got.State != Accepted || !got.CompletedOn.IsZero() || !got.LastReportOn.IsZero() {
			t.Fatalf("%s, completed %q, %v", got.State, got.CompletedOn, err)
		}
		events := all(Events(t.Context(), h.db, h.c, k.ID))
		if n := len(events); n != 5 || events[n-1].Kind != EvUndone || events[n-1].Undoes != 4 {
			t.Errorf("history %+v", events)
		}
		if f := Fold(events, day("2020-06-26"), between); f.State != Reported {
			t.Errorf("as known before it was taken back: %s", f.State)
		}
		h.act(t, h.focal, got, EvStarted) // life goes on
	})
	t.Run("not after ten minutes, not by somebody else, not once another act followed, not twice", func(t *testing.T) {
		t.Parallel()
		h := newHouse(t)
		k := h.act(t, h.focal, h.create(t), EvAccepted)
		_, err := h.undo(t, h.head, k)
		wantKey(t, "by somebody else", err, "task.cannot_undo")
		_, err = h.undo(t, h.stranger, k)
		if fault.KindOf(err) != fault.NotFound {
			t.Errorf("by a stranger: %v", err)
		}
		events := all(Events(t.Context(), h.db, h.c, k.ID))
		h.act(t, h.head, k, EvDirective)
		_, err = h.s.Undo(t.Context(), h.focal, Undo{ID: EventID(id.Random()), Committee: h.c, Task: k.ID, Event: events[2].ID})
		wantKey(t, "once another act followed", err, "task.cannot_undo")
		late := h.act(t, h.focal, h.create(t), EvAccepted)
		h.now = h.now.Add(UndoFor + time.Second)
		_, err = h.undo(t, h.focal, late)
		wantKey(t, "after ten minutes", err, "task.cannot_undo")
		again := h.act(t, h.focal, late, EvStarted)
		if again, err = h.undo(t, h.focal, again); err != nil {
			t.Fatal(err)
		}
		_, err = h.undo(t, h.focal, again)
		wantKey(t, "twice", err, "task.cannot_undo")
	})
	t.Run("the recording itself is no move", func(t *testing.T) {
		t.Parallel()
		h := newHouse(t)
		_, err := h.undo(t, h.secretary, h.create(t, func(in *NewTask) { in.Assignees = nil }))
		wantKey(t, "undoing the recording", err, "task.cannot_undo")
	})
	t.Run("a deadline taken back brings the words before it back", func(t *testing.T) {
		t.Parallel()
		h := newHouse(t)
		k := h.create(t)
		set := h.act(t, h.secretary, k, EvDeadlineSet, func(a *Act) { a.Deadline = "trước ngày 15/10/2020" })
		wantDay(t, "set", set.DueOn, "2020-10-15")
		got, err := h.undo(t, h.secretary, set)
		if err != nil || got.Deadline.Words != k.Deadline.Words {
			t.Fatalf("words %q, %v", got.Deadline.Words, err)
		}
		wantDay(t, "due", got.DueOn, "2020-09-30")
		wantDay(t, "understood", got.Deadline.Due, "2020-09-30")
	})
	t.Run("a decision taken back lets the request wait again", func(t *testing.T) {
		t.Parallel()
		h := newHouse(t)
		k := h.act(t, h.focal, h.create(t), EvExtensionAsked, due("2020-10-31"))
		k = h.act(t, h.head, k, EvExtensionGranted, due("2020-10-31"))
		if k.Extensions != 1 {
			t.Errorf("%d granted", k.Extensions)
		}
		k, err := h.undo(t, h.head, k)
		if err != nil {
			t.Fatal(err)
		}
		wantDay(t, "waiting for", k.AskedDueOn, "2020-10-31")
		wantDay(t, "due", k.DueOn, "2020-09-30")
	})
	t.Run("sent twice it counts once", func(t *testing.T) {
		t.Parallel()
		h := newHouse(t)
		k := h.act(t, h.focal, h.create(t), EvAccepted)
		events := all(Events(t.Context(), h.db, h.c, k.ID))
		in := Undo{ID: EventID(id.Random()), Committee: h.c, Task: k.ID, Event: events[2].ID}
		first, err := h.s.Undo(t.Context(), h.focal, in)
		if err != nil {
			t.Fatal(err)
		}
		if second, err := h.s.Undo(t.Context(), h.focal, in); err != nil || second.Version != first.Version {
			t.Errorf("version %d, then %d, %v", first.Version, second.Version, err)
		}
	})
	t.Run("the database refuses what the rule refuses", func(t *testing.T) {
		t.Parallel()
		h := newHouse(t)
		k := h.act(t, h.focal, h.create(t), EvAccepted)
		_, err := h.db.Exec(t.Context(), `INSERT INTO task_event (committee_id, task_id, seq, id, kind, effective_on, recorded_at, login, actor_name, undoes)
			VALUES ($1, $2, 4, gen_random_uuid(), 'undone', '2020-06-26', $3, 'x', 'x', 3)`, h.c, k.ID, h.now.Add(11*time.Minute))
		if err == nil {
			t.Error("an undo after eleven minutes was stored")
		}
	})
}
