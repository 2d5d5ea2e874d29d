package task

import (
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/deadline"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// boundToEvent reports whether the words of a deadline count from something that has no day yet.
func boundToEvent(m deadline.Meaning) bool {
	return m.Kind == deadline.KindEvent || m.Kind == deadline.KindRelative && m.Due.IsZero()
}

// EventWords are the words that name what the deadline counts from.
func EventWords(m deadline.Meaning) string {
	if m.Event == "" && m.Relative != nil {
		return m.Relative.Base
	}
	return m.Event
}

// entering gives the event a deadline counts from its name and its day. It may lie ahead: a congress has its day long before.
func entering(e *Event, a acting) error {
	e.Mentions = nil
	if !boundToEvent(a.before.Deadline) || !a.before.DueOn.IsZero() {
		return fault.New(fault.Conflict, "task.not_bound_to_event")
	}
	if a.in.EventOn.IsZero() {
		return fault.Field("event_on", "validate.required")
	}
	e.SetsDue, e.EventOn, e.EventName = true, a.in.EventOn, a.in.EventName
	if e.EventName == "" {
		e.EventName = EventWords(a.before.Deadline)
	}
	if e.EventName == "" {
		return fault.Field("event_name", "validate.required")
	}
	return nil
}

// onTheEvent dates a deadline that names an event and no number of days: by the event itself, or the day before it.
func onTheEvent(m deadline.Meaning, on calendar.Date) deadline.Meaning {
	m.Due, m.Kind = on, deadline.KindDate
	if m.EventBefore {
		m.Due = on.AddDays(-1)
	}
	return m
}
