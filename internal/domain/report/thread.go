package report

import (
	"context"
	"time"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// Thread is a chain of the record in one piece: what was remarked, the shortcomings found in it, what was concluded, the tasks given and
// what happened to them, and the reports that count them. It can be begun from any of its links.
type Thread struct {
	Letterhead   Letterhead          `json:"letterhead"`
	On           calendar.Date       `json:"on"`
	Remarks      []ThreadLine        `json:"remarks"` // lines of minutes that raised a shortcoming
	Shortcomings []ThreadShortcoming `json:"shortcomings"`
	Conclusions  []ThreadLine        `json:"conclusions"` // lines of minutes that gave a task
	Tasks        []ThreadTask        `json:"tasks"`
}

// ThreadOf names the link a thread begins from; one of them is set.
type ThreadOf struct {
	Task        int             // short number
	Shortcoming int             // short number
	Line        meeting.BlockID // of the minutes
}

// ThreadLine is a line of minutes, with its meeting.
type ThreadLine struct {
	ID            meeting.BlockID `json:"id"`
	Kind          string          `json:"kind"`
	Text          string          `json:"text"`
	Wording       string          `json:"wording"`
	Speaker       string          `json:"speaker"`
	Post          string          `json:"speaker_post"`
	MeetingNumber int             `json:"meeting_number"`
	MeetingTitle  string          `json:"meeting_title"`
	Place         string          `json:"place"`
	HeldOn        calendar.Date   `json:"held_on"`
	Raises        bool            `json:"raises"` // a shortcoming of the thread was found in it
	Gives         bool            `json:"gives"`  // a task of the thread was given in it
}

// ThreadShortcoming is a shortcoming of a thread.
type ThreadShortcoming struct {
	Number   int             `json:"number"`
	Text     string          `json:"text"`
	Wording  string          `json:"wording"`
	Nature   string          `json:"nature"`
	State    string          `json:"state"`
	Units    string          `json:"units"`
	RaisedOn calendar.Date   `json:"raised_on"`
	Times    int             `json:"times"`
	Line     meeting.BlockID `json:"block_id,omitzero"`
	Tasks    []int           `json:"tasks"` // of the thread, that are to cure it
}

// ThreadTask is a task of a thread with its history.
type ThreadTask struct {
	ID            task.ID         `json:"id"`
	Number        int             `json:"number"`
	Form          task.Form       `json:"form"`
	Text          string          `json:"text"`
	Wording       string          `json:"wording"`
	Lead          string          `json:"lead"`
	GivenOn       calendar.Date   `json:"given_on"`
	DeadlineWords string          `json:"deadline_words"`
	FirstDueOn    calendar.Date   `json:"first_due_on,omitzero"`
	DueOn         calendar.Date   `json:"due_on,omitzero"`
	CompletedOn   calendar.Date   `json:"completed_on,omitzero"`
	State         task.State      `json:"state"`
	Timing        task.Timing     `json:"timing"`
	Line          meeting.BlockID `json:"block_id,omitzero"`
	Shortcomings  []int           `json:"shortcomings"` // of the thread
	Events        []ThreadEvent   `json:"events" db:"-"`
	Period        string          `json:"period,omitempty" db:"-"` // the half-year whose report counts it: "2020-H2"
}

// ThreadEvent is one line of a task's history.
type ThreadEvent struct {
	Task        task.ID        `json:"-"`
	Kind        task.EventKind `json:"kind"`
	EffectiveOn calendar.Date  `json:"effective_on"`
	RecordedAt  time.Time      `json:"recorded_at"`
	ActorName   string         `json:"actor_name"`
	Declared    string         `json:"declared,omitempty"` // by an answer link: who the sender said they were
	Note        string         `json:"note,omitempty"`
	Actions     string         `json:"actions,omitempty"`
	Obstacles   string         `json:"obstacles,omitempty"`
	CompletedOn calendar.Date  `json:"completed_on,omitzero"`
	DueOn       calendar.Date  `json:"due_on,omitzero"`
	AskedDueOn  calendar.Date  `json:"asked_due_on,omitzero"`
}

// Thread reads the chain around one link, as far as by may read it: a focal person finds the tasks of their units, the shortcomings
// these are to cure and the sentences they were given in; an observer what stems from issued records. A link out of reach is not there.
func (s *Service) Thread(ctx context.Context, by access.Actor, c access.CommitteeID, of ThreadOf) (Thread, error) {
	scope, err := by.ReadScope(c)
	if err != nil {
		return Thread{}, err
	}
	th := Thread{On: s.d.Clock.Today()}
	err = database.InReadTx(ctx, s.d.DB, func(q database.Querier) (err error) {
		var soon int
		if th.Letterhead, soon, err = letterhead(ctx, q, c, th.On); err != nil {
			return err
		}
		links, err := threadLinks(ctx, q, c, of, scope)
		if err != nil {
			return err
		}
		if err := th.read(ctx, q, links, soon); err != nil {
			return err
		}
		if !th.holds(of) {
			return fault.New(fault.NotFound, "not_found")
		}
		return th.periods(ctx, q)
	})
	return th, err
}

// holds reports whether the link asked for is one that may be read.
func (th Thread) holds(of ThreadOf) bool {
	for _, t := range th.Tasks {
		if t.Number == of.Task && of.Task > 0 {
			return true
		}
	}
	for _, s := range th.Shortcomings {
		if s.Number == of.Shortcoming && of.Shortcoming > 0 {
			return true
		}
	}
	for _, lines := range [][]ThreadLine{th.Remarks, th.Conclusions} {
		for _, l := range lines {
			if l.ID == of.Line && !of.Line.IsZero() {
				return true
			}
		}
	}
	return false
}

// periods names for each counted task the half-year whose report it stands in: today's while it is open, else that of its completion.
func (th *Thread) periods(ctx context.Context, q database.Querier) error {
	known := map[calendar.Date]string{}
	for i := range th.Tasks {
		t, on := &th.Tasks[i], th.On
		if !t.State.Open() {
			on = t.CompletedOn
		}
		if !t.Form.Counted() || on.IsZero() {
			continue
		}
		if _, ok := known[on]; !ok {
			code, err := org.PeriodCodeOn(ctx, q, th.Letterhead.Committee, on)
			if err != nil {
				return err
			}
			known[on] = code
		}
		t.Period = known[on]
	}
	return nil
}
