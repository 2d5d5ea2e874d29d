// Package deadline turns the words in which a deadline was set into what they mean: a kind, a date, recurrences, and
// what is missing. The words stay the truth; the meaning stands beside them. It never invents a date: a date that
// belongs to something else (a cited document, a budget, a sanction) is put aside with the reason, and a date that
// rests on an assumption says so and asks to be confirmed. It does no I/O.
package deadline

import "github.com/dondoc/dondoc/internal/foundation/calendar"

// Kind is the kind of a deadline.
type Kind string

// The kinds. The values are stored, so they do not change.
const (
	KindDate        Kind = "date"         // a day
	KindDateTime    Kind = "date_time"    // a day and an hour
	KindMonth       Kind = "month"        // within or at the end of a month
	KindQuarter     Kind = "quarter"      // within or at the end of a quarter
	KindHalfYear    Kind = "half_year"    // within a half of the calendar year, whatever the committee's own periods are
	KindYear        Kind = "year"         // within a year
	KindBeforeMonth Kind = "before_month" // before a month, quarter, half or year begins: due on the day before it
	KindRelative    Kind = "relative"     // so many days after or before an event, or "next Friday"
	KindRecurring   Kind = "recurring"    // again and again
	KindEvent       Kind = "event"        // after, before or upon something that has no date here
	KindContinuous  Kind = "continuous"   // all the time, or on demand; never overdue
	KindVague       Kind = "vague"        // "urgently", "soon"
	KindReference   Kind = "reference"    // as some other document says
	KindTarget      Kind = "target"       // something to strive for, not an obligation; Grain says what the date is
	KindNone        Kind = "none"         // no deadline in the words
)

// Kinds lists all kinds in the order of the constants.
func Kinds() []Kind {
	return []Kind{
		KindDate, KindDateTime, KindMonth, KindQuarter, KindHalfYear, KindYear, KindBeforeMonth, KindRelative,
		KindRecurring, KindEvent, KindContinuous, KindVague, KindReference, KindTarget, KindNone,
	}
}

// MayHaveDue reports whether a deadline of this kind can have a due date.
func (k Kind) MayHaveDue() bool {
	switch k {
	case KindDate, KindDateTime, KindMonth, KindQuarter, KindHalfYear, KindYear, KindBeforeMonth, KindRelative, KindTarget:
		return true
	default:
		return false
	}
}

// Options is what the words are read with.
type Options struct {
	// On is the day the words were spoken or written. It fills in a missing year and "next week"; zero: nothing is filled in.
	On calendar.Date
	// Year is the year the words are about where the context is certain of it; it goes before On.
	Year int
	// BaseDate is the day of the event from which a relative deadline counts ("kể từ ngày ký"); zero: not known yet.
	BaseDate calendar.Date
	// Calendar knows days off; nil knows weekends only.
	Calendar *calendar.WorkCalendar
	// BeforeExcludesDay makes "trước ngày D" end on the day before D. Offices commonly accept D, so the default counts it in time.
	BeforeExcludesDay bool
	// KeepDayOff leaves the end of "trong N ngày" on a day off instead of moving it to the next working day
	// (Civil Code 2015, article 148(5)). Fixed dates never move.
	KeepDayOff bool
}

// Meaning is what was understood. Dates are civil dates, empty when there is none.
type Meaning struct {
	Words  string `json:"words"`
	Phrase string `json:"phrase,omitempty"` // the part of the words that sets the deadline
	Kind   Kind   `json:"kind"`
	// Grain is what Due was taken from when Kind does not say it (target, before_month): date, month, quarter …
	Grain       Kind          `json:"grain,omitempty"`
	From        calendar.Date `json:"from,omitzero"`  // when a span was named: its first day
	Due         calendar.Date `json:"due,omitzero"`   // the last day that is in time
	Until       calendar.Date `json:"until,omitzero"` // continuous work: its last day; never a due date
	Time        string        `json:"time,omitempty"` // HH:MM, 24:00 at most; kept and shown, classes use the date
	Recurrences []Recurrence  `json:"recurrences,omitempty"`
	Event       string        `json:"event,omitempty"` // the words that name the event
	EventBefore bool          `json:"event_before,omitempty"`
	OnDemand    bool          `json:"on_demand,omitempty"` // "đột xuất", "khi có yêu cầu", alone or beside something else
	Relative    *Relative     `json:"relative,omitempty"`
	Reference   string        `json:"reference,omitempty"` // the words that name the other document
	Target      bool          `json:"target,omitempty"`
	// Ask: the date rests on an assumption or something looks wrong; a person is to confirm it.
	Ask           bool          `json:"ask"`
	Missing       []string      `json:"missing,omitempty"` // message keys: what the words do not say
	Assumed       []string      `json:"assumed,omitempty"` // message keys: what was filled in
	Doubts        []string      `json:"doubts,omitempty"`  // message keys: what looks like a mistake
	Ignored       []Ignored     `json:"ignored,omitempty"` // what looked like a deadline and is none
	Also          []Alternative `json:"also,omitempty"`    // further dates in the words that were not taken
	FallsOnDayOff bool          `json:"falls_on_day_off,omitempty"`
	MovedFrom     calendar.Date `json:"moved_from,omitzero"` // the day off from which Due was moved
}

// Relative is a deadline counted from an event.
type Relative struct {
	Amount  int    `json:"amount"`
	Unit    string `json:"unit"`             // day, week, month, quarter, year, hour
	Days    int    `json:"days"`             // the amount in days where the unit is day or week
	Working bool   `json:"working"`          // counted in working days
	Before  bool   `json:"before,omitempty"` // counted backwards from the event
	Base    string `json:"base,omitempty"`   // the words that name the event
	// BaseDate is the day it was counted from, when known.
	BaseDate calendar.Date `json:"base_date,omitzero"`
}

// Ignored is a phrase that looks like a deadline but belongs to something else.
type Ignored struct {
	Words string `json:"words"`
	Why   string `json:"why"` // message key
}

// Alternative is another date in the same words.
type Alternative struct {
	Words string        `json:"words"`
	Due   calendar.Date `json:"due,omitzero"`
}

// HasDue reports whether there is a due date.
func (m Meaning) HasDue() bool { return !m.Due.IsZero() }
