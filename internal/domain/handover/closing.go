package handover

import (
	"context"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// Remaining is an open task of a committee that ends.
type Remaining struct {
	ID      task.ID       `json:"id" db:"id"`
	Number  int           `json:"number" db:"number"`
	Version int           `json:"version" db:"version"`
	Form    task.Form     `json:"form" db:"form"`
	Text    string        `json:"text" db:"text"`
	Lead    string        `json:"lead" db:"lead"`
	Words   string        `json:"deadline_words" db:"deadline_words"`
	DueOn   calendar.Date `json:"due_on,omitzero" db:"due_on"`
	State   task.State    `json:"state" db:"state"`
	Timing  task.Timing   `json:"timing" db:"timing"`
}

// Close closes tasks of a committee that ends; with a successor each goes on there as a task of its own.
type Close struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	Successor access.CommitteeID `json:"successor_id,omitzero"` // none: what is left is closed
	Act       string             `json:"act" validate:"required,max=300"`
	Items     []Closing          `json:"items" validate:"required,min=1,max=1000,dive"`
}

// Closing is one task on its way.
type Closing struct {
	ID      task.EventID `json:"id" validate:"required"` // of the event that closes it
	Task    task.ID      `json:"task_id" validate:"required"`
	Version int          `json:"version" validate:"required"`
	Opens   task.ID      `json:"opens_id" validate:"required"` // the id it bears in the successor
}

// Closed counts what a closing did.
type Closed struct {
	Closed int `json:"closed"`
	Opened int `json:"opened"` // in the successor
	Left   int `json:"left"`
}

// mayClose is the verdict on closing what a committee leaves: theirs who decide for it.
func mayClose(by access.Actor, c access.CommitteeID) error {
	if _, err := by.ReadScope(c); err != nil {
		return err
	}
	return access.Require(by.MayDecide(c))
}

// Remaining lists the open tasks of a committee that ends.
func (s *Service) Remaining(ctx context.Context, by access.Actor, c access.CommitteeID) ([]Remaining, error) {
	if err := mayClose(by, c); err != nil {
		return nil, err
	}
	var all []Remaining
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) (err error) {
		all, err = remaining(ctx, q, c, s.d.Clock.Today())
		return err
	})
	return all, err
}

// Close closes tasks by the act that ends the committee, all or none. In the successor a task keeps its words, the day it was given and
// its deadline in force; assignees that the successor does not know become words. The same command sent again changes nothing.
func (s *Service) Close(ctx context.Context, by access.Actor, in Close) (Closed, error) {
	in.Act = org.Line(in.Act)
	if err := s.d.Validate.Struct(in); err != nil {
		return Closed{}, err
	}
	if err := mayClose(by, in.Committee); err != nil {
		return Closed{}, err
	}
	if in.Successor == in.Committee {
		return Closed{}, fault.Field("successor_id", "handover.succeeds_itself")
	}
	if !in.Successor.IsZero() {
		if err := mayMove(by, in.Successor); err != nil {
			return Closed{}, fault.Field("successor_id", "handover.unknown_committee").Because(err)
		}
	}
	var done Closed
	err := database.InTx(ctx, s.d.DB, func(tx database.Tx) error {
		done = Closed{}
		to, err := s.successor(ctx, tx, in)
		if err != nil {
			return err
		}
		for i, item := range in.Items {
			opened, err := s.closeOne(ctx, tx, by, ending{in, to, item})
			if err != nil {
				return atItem(i, err)
			}
			done.Closed++
			if opened {
				done.Opened++
			}
		}
		left, err := remaining(ctx, tx, in.Committee, s.d.Clock.Today())
		done.Left = len(left)
		return err
	})
	return done, err
}

// successor reads the committee that follows; none is the zero one.
func (s *Service) successor(ctx context.Context, q database.Querier, in Close) (org.Committee, error) {
	if in.Successor.IsZero() {
		return org.Committee{}, nil
	}
	return org.CommitteeByID(ctx, q, in.Successor)
}

// ending is one task of a committee that ends.
type ending struct {
	in   Close
	to   org.Committee
	item Closing
}

// words are what the history says of the closing; documents of a committee are in Vietnamese.
func (e ending) words() string {
	if e.to.ID.IsZero() {
		return "Ban Chỉ đạo kết thúc hoạt động, theo " + e.in.Act
	}
	return "Chuyển sang " + e.to.Name + ", theo " + e.in.Act
}

func (s *Service) closeOne(ctx context.Context, tx database.Tx, by access.Actor, e ending) (opened bool, err error) {
	before, err := s.tasks.ActIn(ctx, tx, by, task.Act{
		ID: e.item.ID, Committee: e.in.Committee, Task: e.item.Task, Version: e.item.Version, Event: task.EvCancelled, Note: e.words(),
	})
	if err != nil || e.to.ID.IsZero() || !goesOn(before, s.d.Clock.Today()) {
		return false, err
	}
	given := before.GivenOn
	if before.Form == task.Series {
		given = s.d.Clock.Today() // its rhythm goes on from now: what was due before stood in the old committee
	}
	in := task.NewTask{
		ID: e.item.Opens, Committee: e.to.ID, Text: before.Text, SpokenText: before.SpokenText, Wording: before.Wording, Addressees: before.Addressees,
		Product: before.Product, EvidenceNeeded: before.EvidenceNeeded, Deadline: deadlineThere(before), GivenOn: given,
		Source: task.Source{Kind: task.FromDocument, Document: e.in.Act, Text: before.Source.Text},
	}
	if in.Assignees, in.Addressees, err = known(ctx, tx, e.to.ID, before); err != nil {
		return false, err
	}
	now, err := s.tasks.CreateIn(ctx, tx, by, in)
	if err != nil {
		return false, err
	}
	return true, insertLineage(ctx, tx, now, before, e.in.Act)
}

// goesOn reports whether a task goes on as one of its own. What only groups parts does not: they go on themselves. Nor does an occurrence
// of a day to come: its series makes it there.
func goesOn(t task.Task, today calendar.Date) bool {
	return t.Form != task.FanOut && (t.Form != task.Occurrence || !t.OccursOn.After(today))
}

// deadlineThere are the words of the deadline in force: an extension, and an occurrence of a series, have a day of their own.
func deadlineThere(t task.Task) string {
	moved := t.DueOn != t.Deadline.Due || t.Form == task.Occurrence
	if moved && !t.DueOn.IsZero() {
		return "ngày " + t.DueOn.VN()
	}
	return t.Deadline.Words
}

// known are the assignees that a committee sees; the others stand as words among the addressees.
func known(ctx context.Context, q database.Querier, c access.CommitteeID, t task.Task) ([]task.Assignee, []string, error) {
	var all []task.Assignee
	words := append([]string{}, t.Addressees...)
	for _, a := range t.Assignees {
		seen, err := false, error(nil)
		if a.Person.IsZero() {
			seen, err = org.SeesUnit(ctx, q, c, a.Unit)
		} else {
			seen, err = org.SeesPerson(ctx, q, c, a.Person)
		}
		switch {
		case err != nil:
			return nil, nil, err
		case seen:
			all = append(all, task.Assignee{Role: a.Role, Unit: a.Unit, Person: a.Person, Due: a.Due, Part: a.Part})
		case len(words) < 50:
			words = append(words, a.Name)
		}
	}
	return all, words, nil
}
