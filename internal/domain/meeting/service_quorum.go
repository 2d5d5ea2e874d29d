package meeting

import (
	"context"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// QuorumRule reads how many must be there for a committee to decide.
func (s *Service) QuorumRule(ctx context.Context, by access.Actor, c access.CommitteeID) (QuorumRule, error) {
	if err := mayReadBook(by, c); err != nil {
		return QuorumRule{}, err
	}
	return quorumRule(ctx, s.d.DB, c)
}

// SetQuorumRule sets how many must be there for a committee to decide. Counts written down before keep what held then.
func (s *Service) SetQuorumRule(ctx context.Context, by access.Actor, r SetQuorumRule) (QuorumRule, error) {
	if err := s.d.Validate.Struct(r); err != nil {
		return QuorumRule{}, err
	}
	return in(ctx, s.d.DB, func(tx database.Tx) (QuorumRule, error) {
		if err := mayWrite(by, r.Committee); err != nil {
			return QuorumRule{}, err
		}
		before, err := quorumRule(ctx, tx, r.Committee)
		if err != nil {
			return QuorumRule{}, err
		}
		same := QuorumRule{r.Committee, r.Base, r.Numerator, r.Denominator, r.Strict, r.Active, before.Version}
		if before.Version > 0 && before == same {
			return before, nil
		}
		fresh, err := putQuorumRule(ctx, tx, r)
		if err != nil {
			return QuorumRule{}, err
		}
		if !fresh {
			return QuorumRule{}, fault.Stale(before)
		}
		after, err := quorumRule(ctx, tx, r.Committee)
		if err != nil {
			return QuorumRule{}, err
		}
		e := audit.Entry{Committee: r.Committee, Subject: "quorum_rule", SubjectID: r.Committee, After: after}
		return after, s.remember(ctx, tx, act{by, "quorum_rule.set", before}, e)
	})
}

// Quorum counts who is there now and lists the counts of the meeting so far.
func (s *Service) Quorum(ctx context.Context, by access.Actor, c access.CommitteeID, m ID) (Quorum, []QuorumMoment, error) {
	var now Quorum
	var moments []QuorumMoment
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		head, err := readable(ctx, q, by, c, m)
		if err != nil {
			return err
		}
		if now, err = quorumOf(ctx, q, head); err != nil {
			return err
		}
		moments, err = momentsOf(ctx, q, head)
		return err
	})
	return now, moments, err
}

func quorumOf(ctx context.Context, q database.Querier, m Meeting) (Quorum, error) {
	roll, err := rollOf(ctx, q, m.Committee, m.ID)
	if err != nil {
		return Quorum{}, err
	}
	rule, err := quorumRuleOn(ctx, q, m)
	return rule.count(countRoll(inTheRoom(roll)), rule.Members), err
}

// markQuorum writes the count down after a change of the roll, while the meeting is being held.
func (s *Service) markQuorum(ctx context.Context, tx database.Tx, by access.Actor, m Meeting) error {
	if m.State != InProgress {
		return nil
	}
	now, err := quorumOf(ctx, tx, m)
	if err != nil {
		return err
	}
	return keepMoment(ctx, tx, moment{m, now, s.moment(m), by.Login})
}

// moment is when a change of the roll happened: when the writer noted it, unless that clock is ahead or shows another day than the
// meeting's (an old computer's), else now.
func (s *Service) moment(m Meeting) time.Time {
	now := s.d.Clock()
	if s.noted.After(now) || calendar.DateOf(s.noted) != m.HeldOn {
		return now
	}
	return s.noted
}
