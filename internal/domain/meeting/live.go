package meeting

import (
	"context"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

type connectionKind struct{}

// ConnectionID is that of one open live page.
type ConnectionID = id.ID[connectionKind]

// ThereFor is how long somebody counts as present without being heard of; a page is heard of every third of it.
const ThereFor = time.Minute

// Live is what changed in a meeting's record after a number, as its reader may see it.
type Live struct {
	Seq        int64        `json:"seq"` // ask for what came after it next time
	Meeting    Meeting      `json:"meeting"`
	Blocks     []Block      `json:"blocks"` // withdrawn ones included
	Attendance []Attendance `json:"attendance"`
	// Stems are the shortcomings and tasks of the whole meeting; nil when they were not asked for.
	Stems    *Stems `json:"stems,omitempty"`
	Writable bool   `json:"writable"` // the reader may change the record now
	// Quorum tells who must be there and what was counted so far; nil when the roll did not change.
	Quorum *LiveQuorum `json:"quorum,omitempty"`
}

// LiveQuorum lets a page count by itself, also without a network, and shows what was written down.
type LiveQuorum struct {
	Rule    QuorumRule     `json:"rule"`
	Members int            `json:"members"` // of the committee on the day
	Moments []QuorumMoment `json:"moments"`
}

// Stems are what became of a record so far.
type Stems struct {
	Shortcomings []ShortcomingLink `json:"shortcomings"`
	Tasks        []TaskLink        `json:"tasks"`
}

// Reader is somebody who follows a record now.
type Reader struct {
	User access.UserID `db:"user_id" json:"user_id"`
	Name string        `db:"name" json:"name"`
}

// Since asks for what changed.
type Since struct {
	Committee access.CommitteeID
	Meeting   ID
	Seq       int64 // 0: everything
	Stems     bool  // with what became of it
}

// Live reads what changed in a record, in one snapshot, with the rights the reader has now. Who may read the heading only is
// refused: the record is not open to them yet.
func (s *Service) Live(ctx context.Context, by access.Actor, w Since) (Live, error) {
	var l Live
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		m, err := sight(ctx, q, by, w.Committee, w.Meeting)
		if err != nil {
			return err
		}
		if err := notFull(m); err != nil {
			return err
		}
		if l, err = changedSince(ctx, q, m, w.Seq); err != nil {
			return err
		}
		l.Writable = MayRecord(by, m.Committee) && !m.State.Locked()
		if w.Seq == 0 || len(l.Attendance) > 0 {
			if l.Quorum, err = liveQuorum(ctx, q, m); err != nil {
				return err
			}
		}
		if w.Stems {
			l.Stems, err = stemsOf(ctx, q, m)
		}
		return err
	})
	return l, err
}

func liveQuorum(ctx context.Context, q database.Querier, m Meeting) (*LiveQuorum, error) {
	rule, err := quorumRuleOn(ctx, q, m)
	if err != nil {
		return nil, err
	}
	moments, err := momentsOf(ctx, q, m)
	return &LiveQuorum{rule.QuorumRule, rule.Members, moments}, err
}

func stemsOf(ctx context.Context, q database.Querier, m Meeting) (*Stems, error) {
	var s Stems
	var err error
	if s.Shortcomings, err = shortcomingsOf(ctx, q, m.Committee, m.ID); err != nil {
		return nil, err
	}
	s.Tasks, err = tasksOf(ctx, q, m.Committee, m.ID)
	return &s, err
}

// There notes that somebody follows a record and lists everybody who does. It leaves no line in the audit: it says nothing of the record.
func (s *Service) There(ctx context.Context, by access.Actor, c access.CommitteeID, m ID, at ConnectionID) ([]Reader, error) {
	return in(ctx, s.d.DB, func(tx database.Tx) ([]Reader, error) {
		v, err := sight(ctx, tx, by, c, m)
		if err != nil {
			return nil, err
		}
		if err := notFull(v); err != nil {
			return nil, err
		}
		now := s.d.Clock()
		if err := present(ctx, tx, presence{c, m, at, by.User, by.Name}, now); err != nil {
			return nil, err
		}
		return whoIsThere(ctx, tx, c, m, now.Add(-ThereFor))
	})
}

// Left notes that a page was closed.
func (s *Service) Left(ctx context.Context, by access.Actor, c access.CommitteeID, m ID, at ConnectionID) error {
	return database.InTx(ctx, s.d.DB, func(tx database.Tx) error {
		return left(ctx, tx, presence{committee: c, meeting: m, connection: at, user: by.User}, s.d.Clock().Add(-10*ThereFor))
	})
}
