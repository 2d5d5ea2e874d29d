package meeting

import (
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// Warnings names what a record of the meeting should have and has not (Nghị định 30/2020/NĐ-CP, form 1.9: place, start, chair,
// secretary). Practice leaves some of it out, so nothing is refused. There are none for a meeting that is not held or of which
// the reader sees the heading only.
func (m Meeting) Warnings(today calendar.Date) []fault.Message {
	warn := []fault.Message{}
	if m.Level != Full || m.State == Cancelled || m.State == Postponed {
		return warn
	}
	for _, w := range []struct {
		missing bool
		warning fault.Message
	}{
		{m.Chair.IsZero() && m.ChairName == "", fault.Message{Key: "meeting.warn.no_chair"}},
		{m.Place == "", fault.Message{Key: "meeting.warn.no_place"}},
		{m.StartsAt == "", fault.Message{Key: "meeting.warn.no_start"}},
		{len(m.Secretaries) == 0, fault.Message{Key: "meeting.warn.no_secretary"}},
		{m.State == Planned && m.HeldOn.Before(today), fault.Message{Key: "meeting.warn.still_planned"}},
		{m.State != Planned && m.HeldOn.After(today), fault.Message{Key: "meeting.warn.held_in_future"}},
	} {
		if w.missing {
			warn = append(warn, w.warning)
		}
	}
	return warn
}

// Warnings names what the whole record lacks: those of the meeting, and what only the roll and the minutes can tell.
func (r Record) Warnings(today calendar.Date) []fault.Message {
	warn := r.Meeting.Warnings(today)
	if r.Meeting.Level != Full || r.Meeting.State == Cancelled || r.Meeting.State == Postponed || r.Meeting.State == Planned {
		return warn
	}
	switch {
	case r.Roll.Total == 0:
		warn = append(warn, fault.Message{Key: "meeting.warn.no_roll"})
	case !r.Quorum.Reached(): // without a rule there is nothing to reach
		warn = append(warn, fault.Message{Key: "meeting.warn.no_quorum", Args: []any{r.Roll.Present, *r.Quorum.Needed}})
	}
	if r.Meeting.EndsAt == "" {
		warn = append(warn, fault.Message{Key: "meeting.warn.no_end"})
	}
	return append(warn, r.blockWarnings()...)
}

// blockWarnings looks at the minutes: conclusions outside a concluding speech, empty lines, votes that nobody present can have cast.
func (r Record) blockWarnings() []fault.Message {
	var loose, empty int
	warn := []fault.Message{}
	for _, e := range r.Blocks {
		if e.Kind == Conclusion && e.Within.IsZero() {
			loose++
		}
		if e.Text == "" {
			empty++
		}
		if e.Votes != nil && r.Roll.Total > 0 && e.Votes.Cast() > r.Roll.Present {
			warn = append(warn, fault.Message{Key: "meeting.warn.more_votes_than_present", Args: []any{e.Votes.Cast(), r.Roll.Present}})
		}
	}
	if loose > 0 {
		warn = append(warn, fault.Message{Key: "meeting.warn.conclusion_outside_speech", Args: []any{loose}})
	}
	if empty > 0 {
		warn = append(warn, fault.Message{Key: "meeting.warn.empty_block", Args: []any{empty}})
	}
	return warn
}
