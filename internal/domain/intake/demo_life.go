package intake

import (
	"math/rand/v2"
	"slices"
	"time"

	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/deadline"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// demoCast are the invented people who act in the invented histories.
type demoCast struct{ head, secretary, focal access.Actor }

// life writes the invented history of one task. Nothing is dated after now: a life that would go on is cut there.
type life struct {
	w     *task.Whole
	cast  demoCast
	rng   *rand.Rand
	now   time.Time
	newID id.Maker
	given calendar.Date
	due   calendar.Date // zero: no date
}

// on writes an event that took effect and was recorded on a day.
func (l *life) on(day calendar.Date, kind task.EventKind, with ...func(*task.Event)) {
	l.recorded(day, day, kind, with...)
}

// recorded writes an event that took effect on one day and was recorded on another, or later.
func (l *life) recorded(effective, recorded calendar.Date, kind task.EventKind, with ...func(*task.Event)) {
	at := recorded.Start().Add(8*time.Hour + time.Duration(len(l.w.Events)*7)*time.Minute)
	if n := len(l.w.Events); n > 0 && at.Before(l.w.Events[n-1].RecordedAt) {
		at = l.w.Events[n-1].RecordedAt.Add(time.Minute)
	}
	if at.After(l.now) && recorded == calendar.DateOf(l.now) {
		at = l.now
	}
	if at.After(l.now) || effective.After(calendar.DateOf(at)) {
		return
	}
	who, state := l.actor(kind), task.State("")
	for _, m := range task.Moves() {
		if m.Event == kind {
			state = m.To
		}
	}
	e := task.Event{
		Kind: kind, State: state, EffectiveOn: effective, RecordedAt: at, User: who.User, Login: who.Login, ActorName: who.Name,
	}
	copy(e.ID[:], idBytes(l.newID))
	for _, f := range with {
		f(&e)
	}
	l.w.Events = append(l.w.Events, e)
}

func idBytes(m id.Maker) []byte {
	b := m()
	return b[:]
}

// actor is who makes such a move.
func (l *life) actor(kind task.EventKind) access.Actor {
	for _, m := range task.Moves() {
		if m.Event != kind {
			continue
		}
		switch m.Who {
		case task.ByDecider:
			return l.cast.head
		case task.ByUnit, task.ByPartner:
			return l.cast.focal
		case task.ByRecord, task.ByReader:
			return l.cast.secretary
		}
	}
	return l.cast.secretary
}

func (l *life) born(m deadline.Meaning) {
	l.due = m.Due
	l.w.Task.Deadline = m
	l.on(l.given, task.EvRecorded, func(e *task.Event) {
		e.State, e.SetsDue, e.DueOn, e.DueKind, e.DueWords = task.Recorded, true, m.Due, string(m.Kind), m.Words
		e.SetsLeads, e.Assignees = true, l.w.Task.Assignees
	})
}

func (l *life) assigned(on calendar.Date) {
	l.on(on, task.EvAssigned, func(e *task.Event) { e.SetsLeads, e.Assignees = true, l.w.Task.Assignees })
}

func (l *life) accepted() { l.on(l.given.AddDays(2+l.rng.IntN(4)), task.EvAccepted) }

func (l *life) started() { l.on(l.given.AddDays(7+l.rng.IntN(6)), task.EvStarted) }

func (l *life) words(e *task.Event) {
	e.Actions = demoActions[l.rng.IntN(len(demoActions))]
	e.Obstacles = demoObstacles[l.rng.IntN(len(demoObstacles))]
}

func (l *life) progress(on calendar.Date) { l.on(on, task.EvProgress, l.words) }

func (l *life) reported(on calendar.Date) {
	l.on(on, task.EvReported, l.words, func(e *task.Event) { e.CompletedOn = on.AddDays(-1) })
}

func (l *life) confirmed(on, done calendar.Date) {
	l.on(on, task.EvConfirmed, func(e *task.Event) { e.CompletedOn = done })
}

func (l *life) because(e *task.Event) { e.Note = demoReasons[l.rng.IntN(len(demoReasons))] }

func (l *life) says(note string) func(*task.Event) { return func(e *task.Event) { e.Note = note } }

// middle is a day between the start and the deadline.
func (l *life) middle() calendar.Date { return l.given.AddDays(14 + max(0, l.end().Sub(l.given)-20)/2) }

// end is the deadline, or three months from the start where there is none.
func (l *life) end() calendar.Date {
	if l.due.IsZero() {
		return l.given.AddDays(90)
	}
	return l.due
}

// asks writes a request for more time on a day.
func (l *life) asks(on, until calendar.Date) {
	l.on(on, task.EvExtensionAsked, l.because, func(e *task.Event) { e.AskedDueOn, e.Late = until, on.After(l.due) })
}

// grants decides a request: one made in time counts from the day it was asked, a late one from the day of decision.
func (l *life) grants(asked, decided, until calendar.Date) {
	effective, late := asked, asked.After(l.due)
	if late {
		effective = decided
	}
	l.recorded(effective, decided, task.EvExtensionGranted, func(e *task.Event) {
		e.SetsDue, e.DueOn, e.DueKind, e.Late = true, until, string(deadline.KindDate), late
	})
}

// enters gives the event that a deadline counts from its name and its day.
func (l *life) enters(on calendar.Date, name string, day calendar.Date) {
	l.on(on, task.EvEventEntered, func(e *task.Event) {
		e.EventName, e.EventOn, e.SetsDue, e.DueOn, e.DueKind, e.DueWords = name, day, true, day, string(deadline.KindDate), l.w.Task.Deadline.Words
		l.w.Task.Deadline.Kind, l.w.Task.Deadline.Due, l.due = deadline.KindDate, day, day
	})
}

// shared says what the co-ordinating units are asked for; the first of them replies where it is one that does.
func (l *life) shared(replies bool) {
	all := slices.Clone(l.w.Task.Assignees)
	var first access.UnitID
	for i, a := range all {
		if a.Role == task.Coordinate {
			all[i].Part, all[i].Due, first = "Cung cấp số liệu, cử người cùng kiểm tra tại thôn.", l.given.AddDays(20), a.Unit
		}
	}
	if first.IsZero() {
		return
	}
	l.w.Task.Assignees = all
	l.on(l.given, task.EvPartsSet, func(e *task.Event) { e.SetsLeads, e.Assignees = true, all })
	if replies {
		l.on(l.given.AddDays(1), task.EvContributed, l.words, func(e *task.Event) { e.ForUnit = first })
	}
}

// comeToAnEnd closes an obligation that is still open long after it was given: a committee does not leave its old tasks lying for years.
// It happens after the half-year in which the task was given, so that the report of that half-year shows the task as it was left.
func (l *life) comeToAnEnd() {
	day := l.given.AddDays(225 + l.rng.IntN(20))
	for _, e := range l.w.Events {
		if after := e.EffectiveOn.AddDays(5); after.After(day) {
			day = after
		}
	}
	switch task.Fold(l.w.Events, day, l.now).State {
	case task.Assigned, task.Accepted, task.InProgress:
		if l.w.Task.Deadline.Kind == deadline.KindContinuous {
			return
		}
		l.reported(day)
	case task.Reported:
	case task.Returned:
		l.assigned(day)
		l.reported(day.AddDays(1))
	case task.Paused:
		l.on(day, task.EvResumed)
		l.reported(day.AddDays(1))
	case task.Recorded, task.Confirmed, task.Cancelled:
		return
	}
	l.on(day.AddDays(4), task.EvConfirmed, func(e *task.Event) { e.CompletedOn = day.AddDays(-1) })
}
