package answer

import (
	"context"
	"slices"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/secrets"
)

// find is the link of a bearer, open or not. An address nobody ever got, and one of a committee that was withdrawn, are dead.
func (s *Service) find(ctx context.Context, q database.Querier, b Bearer) (Link, error) {
	l, err := byHash(ctx, q, secrets.Hash(b.Secret))
	if fault.KindOf(err) == fault.NotFound {
		return Link{}, dead()
	}
	l.settle(s.d.Clock())
	return l, err
}

// open is find for a link that still serves.
func (s *Service) open(ctx context.Context, q database.Querier, b Bearer) (Link, error) {
	l, err := s.find(ctx, q, b)
	if err == nil && l.Standing != Open {
		err = dead()
	}
	return l, err
}

// Open is what a link's bearer sees: the tasks on it and what may be done about them. A link that is unknown, used, expired or
// revoked is fault.NotFound "answer_link.dead", without a word on which it is.
func (s *Service) Open(ctx context.Context, b Bearer) (Opened, error) {
	if err := s.limiter.take(b, s.d.Clock()); err != nil {
		return Opened{}, err
	}
	o := Opened{Today: s.d.Clock.Today()}
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		l, err := s.open(ctx, q, b)
		if err != nil {
			return err
		}
		if o.Link, err = s.whole(ctx, q, l); err != nil {
			return err
		}
		o.Committee, err = org.CommitteeByID(ctx, q, l.Committee)
		o.SoonDays = o.Committee.DueSoonDays
		return err
	})
	return o, err
}

// Answer records a report by a link. The same event again returns its receipt, even when it was the one that used the link up.
func (s *Service) Answer(ctx context.Context, b Bearer, in Answer) (Receipt, error) {
	if err := s.limiter.take(b, s.d.Clock()); err != nil {
		return Receipt{}, err
	}
	in.clean()
	var r Receipt
	err := database.InTx(ctx, s.d.DB, func(tx database.Tx) error {
		l, err := s.find(ctx, tx, b)
		if err != nil {
			return err
		}
		if err := lockLink(ctx, tx, l); err != nil {
			return err
		}
		if l, err = s.find(ctx, tx, b); err != nil { // as it is now that nobody else changes it
			return err
		}
		if err := s.take(ctx, tx, l, in); err != nil {
			return err
		}
		r, err = s.receipt(ctx, tx, l, in.ID)
		return err
	})
	return r, err
}

// take writes a report into the task's history, and uses the link up when it was the last.
func (s *Service) take(ctx context.Context, tx database.Tx, l Link, in Answer) error {
	look, err := s.lookingOf(ctx, tx, l)
	if err != nil {
		return err
	}
	if l.Standing == Revoked || l.Standing == Expired {
		return dead()
	}
	if slices.ContainsFunc(look.given, func(g Given) bool { return g.Event == in.ID }) {
		return nil // sent twice: what was recorded stands
	}
	if l.Standing != Open {
		return dead()
	}
	if err := s.d.Validate.Struct(in); err != nil {
		return err
	}
	before, err := s.whole(ctx, tx, l)
	if err != nil {
		return err
	}
	by := pass(l, look.units, look.left())
	by.Pass.Declared = in.declared()
	by.Name = "Qua liên kết trả lời, người gửi tự khai: " + by.Pass.Declared
	if _, err := s.tasks.ActIn(ctx, tx, by, in.act(l.Committee)); err != nil {
		return err
	}
	at := s.d.Clock()
	if err := insertGiven(ctx, tx, l, Given{Event: in.ID, Task: in.Task, Kind: in.Event, Final: final(in.Event), Name: in.Name, Post: in.Post, At: at}); err != nil {
		return err
	}
	if err := useUp(ctx, tx, l, at); err != nil {
		return err
	}
	after, err := s.whole(ctx, tx, l)
	if err != nil {
		return err
	}
	return s.note(ctx, tx, by, audit.Entry{Action: "answer_link.answer", SubjectID: l.ID, Before: before, After: after}, l)
}

// Receipt says again what was recorded by a link, until it expires or is revoked.
func (s *Service) Receipt(ctx context.Context, b Bearer, i task.EventID) (Receipt, error) {
	if err := s.limiter.take(b, s.d.Clock()); err != nil {
		return Receipt{}, err
	}
	var r Receipt
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		l, err := s.find(ctx, q, b)
		if err != nil {
			return err
		}
		if l.Standing == Expired || l.Standing == Revoked {
			return dead()
		}
		r, err = s.receipt(ctx, q, l, i)
		return err
	})
	return r, err
}

func (s *Service) receipt(ctx context.Context, q database.Querier, l Link, i task.EventID) (Receipt, error) {
	l, err := s.whole(ctx, q, l)
	if err != nil {
		return Receipt{}, err
	}
	at := slices.IndexFunc(l.Given, func(g Given) bool { return g.Event == i })
	if at < 0 {
		return Receipt{}, dead()
	}
	r := Receipt{Unit: l.UnitName, Given: l.Given[at], More: l.Standing == Open}
	committee, err := org.CommitteeByID(ctx, q, l.Committee)
	if err != nil {
		return r, err
	}
	r.Committee = committee.Name
	for _, line := range l.Lines {
		if line.Task == r.Given.Task {
			r.Text = line.Text
		}
	}
	history, err := task.Events(ctx, q, l.Committee, r.Given.Task)
	for _, e := range history {
		if e.ID == i {
			r.Event = e
		}
	}
	return r, err
}
