package task

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// Carry is what was decided about an open task at the end of a period. It makes no new row and no new state.
type Carry string

// The decisions.
const (
	CarryKeep     Carry = "keep"
	CarryReword   Carry = "reword"
	CarryReassign Carry = "reassign"
	CarryDeadline Carry = "deadline"
	CarryClose    Carry = "close"
)

// Carries lists the decisions in the order pages show them.
func Carries() []Carry {
	return []Carry{CarryKeep, CarryReword, CarryReassign, CarryDeadline, CarryClose}
}

// CarryOver is the act of a committee at the end of a period, over its open tasks.
type CarryOver struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	Period    string             `json:"period" validate:"required,max=20"` // the half-year that ended: "2020-H1"
	Items     []CarryItem        `json:"items" validate:"required,min=1,max=1000,dive"`
}

// CarryItem is what is decided about one task. Which fields count depends on Decision.
type CarryItem struct {
	ID        EventID    `json:"id" validate:"required"`
	Task      ID         `json:"task_id" validate:"required"`
	Version   int        `json:"version" validate:"required"`
	Decision  Carry      `json:"decision" validate:"required,oneof=keep reword reassign deadline close"`
	Text      string     `json:"text,omitempty" validate:"max=20000"`
	Assignees []Assignee `json:"assignees,omitempty" validate:"max=100,dive"`
	Deadline  string     `json:"deadline_words,omitempty" validate:"max=300"`
	Note      string     `json:"note,omitempty" validate:"max=5000"`
}

// CarryRow is one open task in the preview.
type CarryRow struct {
	ID       ID            `json:"id" db:"id"`
	Number   int           `json:"number" db:"number"`
	Version  int           `json:"version" db:"version"`
	Text     string        `json:"text" db:"text"`
	Lead     string        `json:"lead" db:"lead"`
	Words    string        `json:"deadline_words" db:"deadline_words"`
	FirstDue calendar.Date `json:"first_due_on,omitzero" db:"first_due_on"`
	DueOn    calendar.Date `json:"due_on,omitzero" db:"due_on"`
	State    State         `json:"state" db:"state"`
	Timing   Timing        `json:"timing" db:"timing"` // at the end of the period
	Decided  Carry         `json:"decided,omitempty" db:"decided"`
}

// CarryPreview is what a committee decides about at the end of a period.
type CarryPreview struct {
	Period calendar.Period `json:"period"`
	Rows   []CarryRow      `json:"rows"`
}

// Carried counts what was decided now.
type Carried struct {
	Decisions map[Carry]int `json:"decisions"`
	Repeated  int           `json:"repeated"` // decided before by the same command
}

// CarryPreview lists every obligation given by the end of a period and still open, with what was decided already.
func (s *Service) CarryPreview(ctx context.Context, by access.Actor, c access.CommitteeID, period string) (CarryPreview, error) {
	if _, err := by.ReadScope(c); err != nil {
		return CarryPreview{}, err
	}
	if err := access.Require(by.MayRecord(c)); err != nil {
		return CarryPreview{}, err
	}
	var p CarryPreview
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) (err error) {
		if p.Period, err = org.PeriodOf(ctx, q, c, period); err != nil {
			return err
		}
		rules, err := settingsOf(ctx, q, c)
		if err != nil {
			return err
		}
		p.Rows, err = carryRows(ctx, q, c, p.Period, rules.SoonDays)
		return err
	})
	return p, err
}

// CarryOver writes the decisions, all or none. The same command sent again changes nothing.
func (s *Service) CarryOver(ctx context.Context, by access.Actor, in CarryOver) (Carried, error) {
	for i := range in.Items {
		cleanAll(&in.Items[i].Text, &in.Items[i].Deadline, &in.Items[i].Note)
		dropNames(in.Items[i].Assignees)
	}
	if err := s.d.Validate.Struct(in); err != nil {
		return Carried{}, err
	}
	if _, err := by.ReadScope(in.Committee); err != nil {
		return Carried{}, err
	}
	if err := access.Require(by.MayRecord(in.Committee)); err != nil {
		return Carried{}, err
	}
	done := Carried{Decisions: map[Carry]int{}}
	err := database.InTx(ctx, s.d.DB, func(tx database.Tx) error {
		done = Carried{Decisions: map[Carry]int{}}
		p, err := org.PeriodOf(ctx, tx, in.Committee, in.Period)
		if err != nil {
			return err
		}
		if p.End.After(s.d.Clock.Today()) {
			return fault.Field("period", "task.period_not_over", p.End.VN())
		}
		for i, item := range in.Items {
			if err := s.carry(ctx, tx, by, carrying{in.Committee, p, item}, &done); err != nil {
				return atItem(i, err)
			}
		}
		return nil
	})
	return done, err
}

// atItem says which of the decisions was refused, so that it is found among hundreds.
func atItem(i int, err error) error {
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok || f.Kind != fault.Invalid && f.Kind != fault.Conflict {
		return err
	}
	said := fault.Message{Key: f.Key, Args: f.Args}
	for _, name := range slices.Sorted(maps.Keys(f.Fields)) {
		said = f.Fields[name]
	}
	return fault.Field(fmt.Sprintf("items[%d]", i), said.Key, said.Args...).Because(err)
}

// carrying is one decision on its way.
type carrying struct {
	committee access.CommitteeID
	period    calendar.Period
	item      CarryItem
}

func (s *Service) carry(ctx context.Context, tx database.Tx, by access.Actor, c carrying, done *Carried) error {
	hash := id.ContentHash(c.item)
	sent, err := eventByID(ctx, tx, c.committee, c.item.ID)
	if err != nil {
		return err
	}
	if len(sent) > 0 {
		done.Repeated++
		return sameOrConflict(sent[0].hash, hash)
	}
	before, err := s.lockForWrite(ctx, tx, by, c.committee, c.item.Task)
	if err != nil {
		return err
	}
	if before.Version != c.item.Version {
		return fault.Stale(before)
	}
	if !before.State.Open() || !before.Form.Counted() || before.GivenOn.After(c.period.End) {
		return fault.New(fault.Conflict, "task.not_carried_over", before.Number)
	}
	after, err := s.decide(ctx, tx, by, before, c.item)
	if err != nil {
		return err
	}
	e := Event{
		ID: c.item.ID, Kind: EvCarriedOver, EffectiveOn: s.d.Clock.Today(), Period: c.period.Code, Carry: c.item.Decision, Note: c.item.Note, hash: hash,
	}
	if _, err := s.append(ctx, tx, after, stamp(e, by, c.committee)); err != nil {
		return err
	}
	done.Decisions[c.item.Decision]++
	_, err = s.written(ctx, tx, by, "task.carried_over", before)
	return err
}

// decide does what the decision says by the act that says the same on any other day.
func (s *Service) decide(ctx context.Context, tx database.Tx, by access.Actor, t Task, in CarryItem) (Task, error) {
	act := Act{
		ID: id.From[eventKind](s.d.NewID), Committee: t.Committee, Task: t.ID, Version: t.Version, Note: in.Note,
		Assignees: append(in.Assignees, without(t.Assignees, Lead)...), Deadline: in.Deadline,
	}
	switch in.Decision {
	case CarryReword:
		if in.Text == "" {
			return t, fault.Field("text", "validate.required")
		}
		return s.append(ctx, tx, t, stamp(Event{ID: act.ID, Kind: EvReworded, EffectiveOn: s.d.Clock.Today(), Text: in.Text, Note: in.Note}, by, t.Committee))
	case CarryReassign:
		act.Event = EvAssigned
	case CarryDeadline:
		if in.Deadline == "" {
			return t, fault.Field("deadline_words", "validate.required")
		}
		act.Event = EvDeadlineSet
	case CarryClose:
		act.Event = EvCancelled
	case CarryKeep:
		return t, nil
	}
	return s.ActIn(ctx, tx, by, act)
}
