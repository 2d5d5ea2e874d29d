package remind

import (
	"bytes"
	"context"
	"slices"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// Service is what people do to urge.
type Service struct {
	d        org.Deps
	meetings *meeting.Service // whose book the letters are numbered in
	tasks    *task.Service    // in whose history they stand
}

// NewService returns a Service over what every subject is given, and the subjects its letters touch.
func NewService(d org.Deps, m *meeting.Service, t *task.Service) *Service { return &Service{d, m, t} }

// mayRead is the verdict on looking at what waits and at the letters: whoever reads everything of the committee.
func mayRead(by access.Actor, c access.CommitteeID) error {
	if _, err := by.ReadScope(c); err != nil {
		return err
	}
	return access.Require(by.May(c, access.ReadAll))
}

// mayWrite is the verdict on urging: whoever keeps the committee's records.
func mayWrite(by access.Actor, c access.CommitteeID) error {
	if _, err := by.ReadScope(c); err != nil {
		return err
	}
	return access.Require(by.MayRecord(c))
}

// MayMake reports whether the reader may make letters.
func MayMake(by access.Actor, c access.CommitteeID) bool { return by.MayRecord(c) }

// Proposal lists what waits to be urged on a day (zero: today). It writes nothing.
func (s *Service) Proposal(ctx context.Context, by access.Actor, c access.CommitteeID, day calendar.Date) (Proposal, error) {
	if err := mayRead(by, c); err != nil {
		return Proposal{}, err
	}
	if day.IsZero() {
		day = s.d.Clock.Today()
	}
	if !day.Valid() {
		return Proposal{}, fault.Field("day", "validate.realdate")
	}
	var p Proposal
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) (err error) {
		p, err = propose(ctx, q, c, day)
		return err
	})
	return p, err
}

func propose(ctx context.Context, q database.Querier, c access.CommitteeID, day calendar.Date) (Proposal, error) {
	committee, err := org.CommitteeByID(ctx, q, c)
	if err != nil {
		return Proposal{}, err
	}
	rule, err := ruleOf(ctx, q, c)
	if err != nil {
		return Proposal{}, err
	}
	p := Proposal{Day: day, Rule: rule}
	rows, err := settled(ctx, q, rule, day)
	if err != nil {
		return p, err
	}
	p.Groups = group(rows, rule.Per)
	if p.NoLead, err = countNoLead(ctx, q, rule, day); err != nil {
		return p, err
	}
	members, err := org.MembersOn(ctx, q, c, day)
	if err != nil {
		return p, err
	}
	p.Head, p.Deputies = leaders(committee, members)
	return p, p.nameDeputies(ctx, q, c)
}

// settled are the rows with their steps; the store brings only rows of which one is due.
func settled(ctx context.Context, q database.Querier, rule Rule, day calendar.Date) ([]Row, error) {
	rows, err := dueRows(ctx, q, rule, day)
	for i := range rows {
		rows[i].settle(rule, day)
	}
	return rows, err
}

// nameDeputies proposes who gets each letter too: whoever got the addressee's last one and is a deputy still, else the first deputy in
// the committee's order, which is the standing one.
func (p *Proposal) nameDeputies(ctx context.Context, q database.Querier, c access.CommitteeID) error {
	last, err := lastDeputies(ctx, q, c)
	if err != nil || len(p.Deputies) == 0 {
		return err
	}
	for i := range p.Groups {
		g := &p.Groups[i]
		g.Deputy = p.Deputies[0].Person
		for _, l := range last {
			if l.To == g.Rows[0].addressee() && slices.ContainsFunc(p.Deputies, func(o Officer) bool { return o.Person == l.Deputy }) {
				g.Deputy = l.Deputy
			}
		}
	}
	return nil
}

// SetRule stores how a committee urges.
func (s *Service) SetRule(ctx context.Context, by access.Actor, in SetRule) (Rule, error) {
	if err := s.d.Validate.Struct(in); err != nil {
		return Rule{}, err
	}
	if err := mayWrite(by, in.Committee); err != nil {
		return Rule{}, err
	}
	var after Rule
	err := database.InTx(ctx, s.d.DB, func(tx database.Tx) error {
		if err := lockCommittee(ctx, tx, in.Committee); err != nil {
			return err
		}
		before, err := ruleOf(ctx, tx, in.Committee)
		if err != nil {
			return err
		}
		if before.Version != in.Version {
			return fault.Stale(before)
		}
		if err := saveRule(ctx, tx, in); err != nil {
			return err
		}
		if after, err = ruleOf(ctx, tx, in.Committee); err != nil {
			return err
		}
		return audit.Record(ctx, tx, audit.Entry{
			At: s.d.Clock(), By: by, Committee: in.Committee, Action: "reminder_rule.set", Subject: "reminder_rule", SubjectID: in.Committee, Before: before, After: after,
		})
	})
	return after, err
}

// Slips reads a page of the letters that went out, the latest first; without their lines.
func (s *Service) Slips(ctx context.Context, by access.Actor, c access.CommitteeID, in org.ListQuery) (org.Page[Slip], error) {
	if err := mayRead(by, c); err != nil {
		return org.Page[Slip]{}, err
	}
	var p org.Page[Slip]
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		committee, err := org.CommitteeByID(ctx, q, c)
		if err != nil {
			return err
		}
		p, err = listSlips(ctx, q, committee, in)
		return err
	})
	return p, err
}

// Slip reads one letter with its lines.
func (s *Service) Slip(ctx context.Context, by access.Actor, c access.CommitteeID, i SlipID) (Slip, error) {
	if err := mayRead(by, c); err != nil {
		return Slip{}, err
	}
	var slip Slip
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		committee, err := org.CommitteeByID(ctx, q, c)
		if err != nil {
			return err
		}
		slip, err = slipByID(ctx, q, committee, i)
		return err
	})
	return slip, err
}

// File is a letter as a Word file, the very bytes that went out.
func (s *Service) File(ctx context.Context, by access.Actor, c access.CommitteeID, i SlipID) (meeting.File, error) {
	if err := mayRead(by, c); err != nil {
		return meeting.File{}, err
	}
	var f meeting.File
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) (err error) {
		f, err = fileOf(ctx, q, c, i)
		return err
	})
	return f, err
}

// Copy is a letter to be printed once more with the address of an answer link and its code on it. The letter itself stays as it
// went out: render must still give the very bytes that were kept, else the copy would be another letter, and it is refused.
func (s *Service) Copy(ctx context.Context, by access.Actor, in CopyOf, render Renderer) (meeting.File, error) {
	if err := mayWrite(by, in.Committee); err != nil {
		return meeting.File{}, err
	}
	var of SlipOf
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) (err error) {
		if of.Committee, err = org.CommitteeByID(ctx, q, in.Committee); err != nil {
			return err
		}
		if of.Slip, err = slipByID(ctx, q, of.Committee, in.Slip); err != nil {
			return err
		}
		of.Template, err = org.TemplateInUse(ctx, q, in.Committee, string(meeting.Reminder))
		return err
	})
	if err != nil {
		return meeting.File{}, err
	}
	same, err := render(of)
	if err != nil {
		return meeting.File{}, err
	}
	if !bytes.Equal(meeting.DigestOf(same.Bytes), of.Slip.SHA256) {
		return meeting.File{}, fault.New(fault.Conflict, "remind.changed_since", of.Slip.Symbol)
	}
	of.Slip.Paper.Link = in.Link
	return render(of)
}

// Committees lists those that have tasks, for the job that counts.
func (s *Service) Committees(ctx context.Context, by access.Actor) ([]access.CommitteeID, error) {
	if err := access.Require(by.System); err != nil {
		return nil, err
	}
	var all []access.CommitteeID
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) (err error) {
		all, err = committeesWithTasks(ctx, q)
		return err
	})
	return all, err
}

// CountWaiting counts what a committee has to urge today and keeps the figures. It writes to nobody, and the record does not change:
// there is nothing for the audit.
func (s *Service) CountWaiting(ctx context.Context, by access.Actor, c access.CommitteeID) (Count, error) {
	if err := access.Require(by.System); err != nil {
		return Count{}, err
	}
	n := Count{AsOf: s.d.Clock.Today(), CountedAt: s.d.Clock()}
	err := database.InTx(ctx, s.d.DB, func(tx database.Tx) error {
		p, err := propose(ctx, tx, c, n.AsOf)
		if err != nil {
			return err
		}
		n.add(p)
		return saveCount(ctx, tx, c, n)
	})
	return n, err
}

// add counts what is proposed; a task with two leads is two letters and counts twice.
func (n *Count) add(p Proposal) {
	for _, g := range p.Groups {
		for _, r := range g.Rows {
			switch {
			case r.Hold:
			case r.Step == Coming:
				n.Coming++
			case r.Step == Overdue:
				n.Overdue++
			default:
				n.LongOverdue++
			}
		}
	}
}
