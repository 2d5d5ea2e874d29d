package shortcoming

import (
	"cmp"
	"slices"
	"time"

	"github.com/dondoc/dondoc/internal/domain/attach"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// EventKind says what happened.
type EventKind string

// The kinds of event.
const (
	EvRaised    EventKind = "raised"
	EvEdited    EventKind = "edited"
	EvReclassed EventKind = "reclassed"
	EvMoved     EventKind = "moved"
	EvLinked    EventKind = "linked" // joined to an earlier one it repeats, or parted from it
	EvWithdrawn EventKind = "withdrawn"
	EvRestored  EventKind = "restored"

	EvEvidenceRemoved EventKind = "evidence_removed" // a file was taken away
)

// EventKinds lists every kind.
func EventKinds() []EventKind {
	return []EventKind{EvRaised, EvEdited, EvReclassed, EvMoved, EvLinked, EvWithdrawn, EvRestored, EvEvidenceRemoved}
}

// Event is one thing that happened to a shortcoming, on two clocks: the day it took effect and the instant it was recorded.
type Event struct {
	Shortcoming ID            `db:"shortcoming_id" json:"shortcoming_id"`
	Seq         int           `db:"seq" json:"seq"` // 1, 2, 3 … without gaps
	ID          EventID       `db:"id" json:"id"`
	Kind        EventKind     `db:"kind" json:"kind"`
	EffectiveOn calendar.Date `db:"effective_on" json:"effective_on"`
	RecordedAt  time.Time     `db:"recorded_at" json:"recorded_at"`
	User        access.UserID `db:"user_id" json:"user_id,omitzero"`
	Login       string        `db:"login" json:"login"`
	Nature      Nature        `db:"nature" json:"nature,omitempty"` // set by raised and reclassed
	State       State         `db:"state" json:"state,omitempty"`   // set by raised and moved
	Note        string        `db:"note" json:"note"`
	Evidence    string        `db:"evidence" json:"evidence,omitempty"`          // evidence removed: the file's name and hash
	Attachment  attach.ID     `db:"attachment_id" json:"attachment_id,omitzero"` // likewise: the file
}

// Folded is what the events say of a shortcoming at a day. The zero Folded is one not raised yet.
type Folded struct {
	Nature    Nature
	State     State
	CuredOn   calendar.Date // only of a cured one
	Withdrawn bool
}

// Fold tells what a shortcoming was at the end of a day, as known at an instant: the events with effective_on ≤ day and
// recorded_at ≤ known, in the order of (effective_on, seq).
func Fold(events []Event, day calendar.Date, known time.Time) Folded {
	seen := slices.DeleteFunc(slices.Clone(events), func(e Event) bool {
		return e.EffectiveOn.After(day) || e.RecordedAt.After(known)
	})
	slices.SortFunc(seen, func(a, b Event) int {
		return cmp.Or(a.EffectiveOn.Compare(b.EffectiveOn), cmp.Compare(a.Seq, b.Seq))
	})
	var f Folded
	for _, e := range seen {
		f.apply(e)
	}
	return f
}

func (f *Folded) apply(e Event) {
	if e.Nature != "" {
		f.Nature = e.Nature
	}
	if e.State != "" {
		f.State, f.CuredOn = e.State, calendar.Date{}
		if e.State == Cured {
			f.CuredOn = e.EffectiveOn
		}
	}
	switch e.Kind {
	case EvWithdrawn:
		f.Withdrawn = true
	case EvRestored:
		f.Withdrawn = false
	default:
	}
}

// lastDay is the latest effective day of the events that set what is asked for: an earlier event could not change what is
// true now, so that the row would stop being the fold of its events.
func lastDay(events []Event, sets func(Event) bool) calendar.Date {
	var last calendar.Date
	for _, e := range events {
		if sets(e) && e.EffectiveOn.After(last) {
			last = e.EffectiveOn
		}
	}
	return last
}

func setsState(e Event) bool  { return e.State != "" }
func setsNature(e Event) bool { return e.Nature != "" }

// effective checks the day an act shall take effect; no day means today. It lies neither in the future nor before what it follows.
func effective(on, today, last calendar.Date) (calendar.Date, error) {
	if on.IsZero() {
		on = today
	}
	switch {
	case on.After(today):
		return on, fault.Field("on", "shortcoming.in_future", today.VN())
	case on.Before(last):
		return on, fault.Field("on", "shortcoming.before_last_change", last.VN())
	}
	return on, nil
}
