package task

import (
	"errors"
	"testing"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// keyOf is the message of a refusal.
func keyOf(err error) string {
	if f, ok := errors.AsType[*fault.Fault](err); ok {
		return f.Key
	}
	return ""
}

func wantKey(t *testing.T, what string, err error, key string) {
	t.Helper()
	if got := keyOf(err); got != key {
		t.Errorf("%s: %q (%v), want %q", what, got, err, key)
	}
}

func wantField(t *testing.T, what string, err error, field, key string) {
	t.Helper()
	if got := fault.Fields(err)[field].Key; got != key {
		t.Errorf("%s: %q at %s (%v), want %q", what, got, field, err, key)
	}
}

func all(events []Event, err error) []Event {
	if err != nil {
		panic(err)
	}
	return events
}

func TestADecisionNeedsARequest(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	k := h.act(t, h.focal, h.create(t), EvStarted)
	for _, e := range []EventKind{EvExtensionGranted, EvExtensionRefused} {
		_, err := h.try(t, h.head, k, e, due("2020-10-31"))
		wantKey(t, string(e)+" without a request", err, "task.no_extension_asked")
	}
	k = h.act(t, h.focal, k, EvExtensionAsked, due("2020-10-31"))
	wantDay(t, "waiting for", k.AskedDueOn, "2020-10-31")
	if _, err := h.try(t, h.focal, k, EvExtensionAsked, due("2020-11-30")); keyOf(err) != "task.extension_already_asked" {
		t.Errorf("a second request: %v", err)
	}
	k = h.act(t, h.head, k, EvExtensionRefused)
	if !k.AskedDueOn.IsZero() {
		t.Errorf("still waiting for %s", k.AskedDueOn)
	}
	_, err := h.try(t, h.head, k, EvExtensionGranted, due("2020-10-31"))
	wantKey(t, "granting what was refused", err, "task.no_extension_asked")
	h.act(t, h.focal, k, EvExtensionAsked, due("2020-10-31"))
}

func TestWhatSettlesARequest(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		by      func(*house) access.Actor
		event   EventKind
		settles bool
	}{
		{"another deadline set", func(h *house) access.Actor { return h.secretary }, EvDeadlineSet, true},
		{"another unit named", func(h *house) access.Actor { return h.secretary }, EvAssigned, true},
		{"the task cancelled", func(h *house) access.Actor { return h.head }, EvCancelled, true},
		{"an interim report", func(h *house) access.Actor { return h.focal }, EvProgress, false},
		{"a report of completion", func(h *house) access.Actor { return h.focal }, EvReported, false},
		{"a pause", func(h *house) access.Actor { return h.head }, EvPaused, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			k := h.act(t, h.focal, h.create(t), EvExtensionAsked, due("2020-10-31"))
			k = h.act(t, tt.by(h), k, tt.event, func(a *Act) {
				a.Deadline, a.Assignees = "trước ngày 15/10/2020", []Assignee{{Role: Lead, Unit: h.units[1]}}
			})
			if k.AskedDueOn.IsZero() != tt.settles {
				t.Errorf("waiting for %q", k.AskedDueOn)
			}
		})
	}
}

func TestAUnitCannotBackDateItsRequest(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	k := h.act(t, h.focal, h.create(t), EvStarted)
	h.on("2020-10-05")
	_, err := h.try(t, h.focal, k, EvExtensionAsked, due("2020-10-31"), effective("2020-09-28"))
	wantField(t, "the unit dates its request back", err, "effective_on", "task.request_not_back_dated")
	k = h.act(t, h.focal, k, EvExtensionAsked, due("2020-10-31"))
	events := all(Events(t.Context(), h.db, h.c, k.ID))
	if last := events[len(events)-1]; !last.Late {
		t.Error("a request after expiry must say so")
	}
	other := h.create(t)
	other = h.act(t, h.secretary, other, EvExtensionAsked, due("2020-10-31"), effective("2020-09-28"))
	events = all(Events(t.Context(), h.db, h.c, other.ID))
	if last := events[len(events)-1]; last.Late || !last.BackDated() {
		t.Error("the secretary enters a letter that came in time, and the record shows when it was entered")
	}
}

func TestEvidenceWhereTheTaskAsksForIt(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	k := h.create(t, func(in *NewTask) { in.EvidenceNeeded = true })
	k = h.act(t, h.focal, k, EvProgress) // an interim report needs none
	_, err := h.try(t, h.focal, k, EvReported)
	wantField(t, "reported without evidence", err, "evidence", "task.evidence_missing")
	if got := h.act(t, h.focal, k, EvReported, func(a *Act) { a.Evidence = "Báo cáo số 12/BC-UBND ngày 25/6/2020" }); got.State != Reported {
		t.Errorf("a named document is evidence: %s", got.State)
	}
}
