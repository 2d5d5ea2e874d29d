package task

import "github.com/dondoc/dondoc/internal/foundation/calendar"

// Timing is the class of a task on a day, computed from dates and never stored.
type Timing string

// The classes. Waiting for confirmation is not one of them: a reported task is not done, and its timing runs on.
const (
	InTime         Timing = "in_time"
	DueSoon        Timing = "due_soon"
	Overdue        Timing = "overdue"
	NoDeadline     Timing = "no_deadline"
	Continuous     Timing = "continuous"
	DoneInTime     Timing = "done_in_time"
	DoneLate       Timing = "done_late"
	DoneNoDeadline Timing = "done_no_deadline"
	TimingPaused   Timing = "paused"
	TimingCanceled Timing = "cancelled"
)

// Timings lists every class in the order pages and sheets show them.
func Timings() []Timing {
	return []Timing{InTime, DueSoon, Overdue, NoDeadline, Continuous, DoneInTime, DoneLate, DoneNoDeadline, TimingPaused, TimingCanceled}
}

// Dated is what the class of a task depends on.
type Dated struct {
	State        State
	DeadlineKind string
	DueOn        calendar.Date
	CompletedOn  calendar.Date
}

// TimingOn is the class on a day; soon is the number of calendar days before the deadline from which a task is due soon.
// The SQL function task_timing is its twin; a property test proves them equal.
func TimingOn(d Dated, asOf calendar.Date, soon int) Timing {
	switch {
	case d.State == Cancelled:
		return TimingCanceled
	case d.State == Paused:
		return TimingPaused
	case d.State == Confirmed:
		return doneTiming(d)
	case d.DueOn.IsZero() && d.DeadlineKind == "continuous":
		return Continuous
	case d.DueOn.IsZero():
		return NoDeadline
	case asOf.After(d.DueOn):
		return Overdue
	case d.DueOn.Sub(asOf) <= soon:
		return DueSoon
	}
	return InTime
}

func doneTiming(d Dated) Timing {
	switch {
	case d.DueOn.IsZero():
		return DoneNoDeadline
	case d.CompletedOn.After(d.DueOn):
		return DoneLate
	}
	return DoneInTime
}

// Done reports whether the class counts as done.
func (t Timing) Done() bool { return t == DoneInTime || t == DoneLate || t == DoneNoDeadline }

// Distance is how far a task is from its deadline, as a message key with the number of calendar days it names.
type Distance struct {
	Key  string // empty: there is no deadline to be far from, or nothing to say
	Days int
}

// DistanceOn is the distance that stands beside a class on a day.
func DistanceOn(t Timing, d Dated, asOf calendar.Date) Distance {
	if d.DueOn.IsZero() {
		return Distance{}
	}
	switch t {
	case Overdue:
		return Distance{"distance.overdue", asOf.Sub(d.DueOn)}
	case InTime, DueSoon:
		if d.DueOn == asOf {
			return Distance{Key: "distance.today"}
		}
		return Distance{"distance.days", d.DueOn.Sub(asOf)}
	case DoneLate:
		return Distance{"distance.late", d.CompletedOn.Sub(d.DueOn)}
	case NoDeadline, Continuous, DoneInTime, DoneNoDeadline, TimingPaused, TimingCanceled:
	}
	return Distance{}
}

// Dated is what the timing class of the row depends on.
func (r ListRow) Dated() Dated {
	return Dated{State: r.State, DeadlineKind: r.DeadlineKind, DueOn: r.DueOn, CompletedOn: r.CompletedOn}
}
