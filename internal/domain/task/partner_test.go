package task

import (
	"testing"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// shared is a task led by the first unit, with the other two co-ordinating.
func (h *house) shared(t *testing.T) Task {
	t.Helper()
	return h.create(t, func(in *NewTask) {
		in.Assignees = append(in.Assignees, Assignee{Role: Coordinate, Unit: h.units[1]}, Assignee{Role: Coordinate, Unit: h.units[2]})
	})
}

func TestPartners(t *testing.T) {
	t.Parallel()
	t.Run("each has its own part and its own deadline, and replies for itself", func(t *testing.T) {
		t.Parallel()
		h := newHouse(t)
		k := h.act(t, h.secretary, h.shared(t), EvPartsSet, func(a *Act) {
			a.Assignees = []Assignee{{Role: Coordinate, Unit: h.units[1]}, {Role: Coordinate, Unit: h.units[2], Part: "Rà soát hồ sơ đất", Due: day("2020-07-15")}}
		})
		if k.State != Assigned || len(k.Assignees) != 3 || k.Assignees[0].Role != Lead {
			t.Fatalf("%s %+v", k.State, k.Assignees)
		}
		h.on("2020-07-10")
		k = h.act(t, h.otherFocal, k, EvContributed)
		got := k.Assignees[2]
		if got.Part != "Rà soát hồ sơ đất" || k.State != Assigned {
			t.Errorf("%+v, %s", got, k.State)
		}
		wantDay(t, "replied", got.Reply, "2020-07-10")
		k = h.act(t, h.secretary, k, EvPartsSet, func(a *Act) { a.Assignees = k.Assignees[1:] })
		wantDay(t, "replied, the parts being said anew", k.Assignees[2].Reply, "2020-07-10")
		k, err := h.undo(t, h.secretary, k)
		if err != nil {
			t.Fatal(err)
		}
		wantDay(t, "replied, that taken back", k.Assignees[2].Reply, "2020-07-10")
	})
	t.Run("the lead reports while a part is open only with a reason", func(t *testing.T) {
		t.Parallel()
		h := newHouse(t)
		k := h.act(t, h.otherFocal, h.shared(t), EvContributed)
		_, err := h.try(t, h.focal, k, EvReported, func(a *Act) { a.Note = "" })
		wantField(t, "a part is open", err, "note", "task.parts_open")
		h.act(t, h.focal, k, EvReported, func(a *Act) { a.Note = "Đơn vị phối hợp không có số liệu" })
		done := h.act(t, h.secretary, h.act(t, h.otherFocal, h.shared(t), EvContributed), EvContributed, func(a *Act) { a.ForUnit = h.units[1] })
		h.act(t, h.focal, done, EvReported, func(a *Act) { a.Note = "" })
	})
	t.Run("nobody replies for another", func(t *testing.T) {
		t.Parallel()
		h := newHouse(t)
		k := h.shared(t)
		for name, by := range map[string]access.Actor{"lead": h.focal, "member": h.member, "observer's eyes": h.observer} {
			if _, err := h.try(t, by, k, EvContributed); fault.KindOf(err) != fault.Forbidden && fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := h.try(t, h.otherFocal, k, EvContributed, func(a *Act) { a.ForUnit = h.units[1] }); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("for another unit: %v", err)
		}
		_, err := h.try(t, h.secretary, k, EvContributed)
		wantField(t, "which of the two", err, "for_unit_id", "task.which_partner")
	})
}

func TestConcluding(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	k := h.create(t, func(in *NewTask) { in.Parts, in.Assignees = h.units[:2], nil })
	_, err := h.try(t, h.head, k, EvConcluded)
	wantKey(t, "parts are open", err, "task.parts_not_confirmed")
	for _, p := range must2(many(t.Context(), h.db, ` WHERE t.committee_id = $1 AND t.parent_id = $2`, h.c, k.ID)) {
		p = h.act(t, h.secretary, p, EvReported)
		h.act(t, h.head, p, EvConfirmed)
	}
	k = must(ByID(t.Context(), h.db, h.c, k.ID))
	if k.State == Confirmed {
		t.Fatal("it closed by itself")
	}
	if _, err := h.try(t, h.secretary, k, EvConcluded); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("the secretary concludes: %v", err)
	}
	if k = h.act(t, h.head, k, EvConcluded); k.State != Confirmed {
		t.Errorf("state %s", k.State)
	}
	_, err = h.s.FanOut(t.Context(), h.secretary, FanOutTask{ID: EventID(id.Random()), Committee: h.c, Task: k.ID, Version: k.Version, Units: h.units})
	wantKey(t, "a unit added to what is closed", err, "task.cannot_fan_out")
	_, err = h.try(t, h.head, h.create(t), EvConcluded)
	wantKey(t, "a single task", err, "task.grouping_not_worked_on")
}

func must2(all []Task, err error) []Task {
	if err != nil {
		panic(err)
	}
	return all
}

func TestMentions(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	k := h.act(t, h.head, h.create(t), EvDirective, func(a *Act) { a.Mentions = []Mention{{Unit: h.units[0]}} })
	events := all(Events(t.Context(), h.db, h.c, k.ID))
	if m := events[len(events)-1].Mentions; len(m) != 1 || m[0].Name != "xa-mot" {
		t.Errorf("mentions %+v", m)
	}
	_, err := h.try(t, h.head, k, EvDirective, func(a *Act) { a.Mentions = []Mention{{Unit: access.UnitID(id.Random())}} })
	wantField(t, "somebody the committee does not see", err, "assignees", "task.unknown_assignee")
	h.act(t, h.member, k, EvComment)
	if _, err := h.try(t, h.observer, k, EvComment); err == nil {
		t.Error("an observer comments")
	}
}

func TestEventEntered(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ words, event, due string }{
		{"trong 30 ngày kể từ ngày bàn giao mặt bằng", "2020-08-10", "2020-09-09"},
		{"sau khi Đại hội kết thúc", "2020-08-10", "2020-08-10"},
		{"trước khi khai giảng năm học mới", "2020-09-05", "2020-09-04"},
	} {
		t.Run(tt.words, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			k := h.create(t, func(in *NewTask) { in.Deadline = tt.words })
			if !k.DueOn.IsZero() || !boundToEvent(k.Deadline) {
				t.Fatalf("kind %s, due %s", k.DeadlineKind, k.DueOn)
			}
			if _, err := h.try(t, h.focal, k, EvEventEntered, happened(tt.event)); fault.KindOf(err) != fault.Forbidden {
				t.Errorf("the unit sets its own deadline: %v", err)
			}
			got := h.act(t, h.secretary, k, EvEventEntered, happened(tt.event))
			wantDay(t, "due", got.DueOn, tt.due)
			if got.Deadline.Words != tt.words {
				t.Errorf("words %q", got.Deadline.Words)
			}
			last := all(Events(t.Context(), h.db, h.c, k.ID))
			if e := last[len(last)-1]; e.EventName == "" || e.ActorName == "" || e.EventOn != day(tt.event) {
				t.Errorf("event %+v", e)
			}
			_, err := h.try(t, h.secretary, got, EvEventEntered, happened(tt.event))
			wantKey(t, "entered twice", err, "task.not_bound_to_event")
			back, err := h.undo(t, h.secretary, got)
			if err != nil || !back.DueOn.IsZero() || !boundToEvent(back.Deadline) {
				t.Errorf("taken back: due %s, kind %s, %v", back.DueOn, back.Deadline.Kind, err)
			}
		})
	}
	t.Run("a deadline with a day", func(t *testing.T) {
		t.Parallel()
		h := newHouse(t)
		_, err := h.try(t, h.secretary, h.create(t), EvEventEntered, happened("2020-08-10"))
		wantKey(t, "it has its day already", err, "task.not_bound_to_event")
	})
}

func happened(on string) func(*Act) {
	return func(a *Act) { a.EventOn, a.EventName = day(on), "Sự kiện" }
}

func TestContinuousWorkIsAskedForAReport(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	k := h.create(t, func(in *NewTask) { in.Deadline = "thường xuyên" })
	wanted := func() bool {
		d, err := h.s.Get(t.Context(), h.head, h.c, k.ID.String())
		if err != nil {
			t.Fatal(err)
		}
		if d.Timing != Continuous {
			t.Errorf("timing %s", d.Timing)
		}
		return d.Wanted
	}
	if !wanted() {
		t.Error("no report yet: one is wanted")
	}
	k = h.act(t, h.focal, k, EvProgress)
	if wanted() {
		t.Error("reported in this half-year")
	}
	h.on("2020-07-02")
	if !wanted() {
		t.Error("a new half-year asks anew")
	}
}

func TestRhythms(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		words, first, second, hour string
	}{
		{"định kỳ hằng tuần, trước 16 giờ thứ Sáu", "2020-06-26", "2020-07-03", "16:00"},
		{"định kỳ hằng tháng, trước ngày 25", "2020-07-25", "2020-08-25", ""},
		{"định kỳ hằng quý", "2020-06-30", "2020-09-30", ""},
		{"định kỳ 6 tháng một lần", "2020-06-30", "2020-12-31", ""},
		{"định kỳ hằng năm", "2020-12-31", "", ""},
	} {
		t.Run(tt.words, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			k := h.create(t, func(in *NewTask) { in.Deadline = tt.words })
			rows := must2(many(t.Context(), h.db, ` WHERE t.committee_id = $1 AND t.series_id = $2`, h.c, k.ID))
			if len(rows) == 0 {
				t.Fatalf("no occurrence of %+v", k.Deadline)
			}
			wantDay(t, "first", rows[0].DueOn, tt.first)
			if rows[0].Deadline.Time != tt.hour {
				t.Errorf("hour %q, want %q", rows[0].Deadline.Time, tt.hour)
			}
			if tt.second != "" {
				wantDay(t, "second", rows[1].DueOn, tt.second)
			}
		})
	}
}
