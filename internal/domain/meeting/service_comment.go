package meeting

import (
	"context"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// Comments lists what participants said to the lines of the minutes, the earliest first. Members of the committee may read them.
func (s *Service) Comments(ctx context.Context, by access.Actor, c access.CommitteeID, m ID) ([]Comment, error) {
	all := []Comment{}
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		head, err := readable(ctx, q, by, c, m)
		if err != nil {
			return err
		}
		if err := access.Require(by.May(c, access.ReadAll)); err != nil {
			return err
		}
		all, err = commentsOf(ctx, q, head)
		return err
	})
	return all, err
}

// Comment reads one comment, for the same people.
func (s *Service) Comment(ctx context.Context, by access.Actor, c access.CommitteeID, k CommentID) (Comment, error) {
	var one Comment
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		if _, err := SightOf(by, c); err != nil {
			return err
		}
		var err error
		if one, err = commentByID(ctx, q, c, k); err != nil {
			return err
		}
		if _, err := readable(ctx, q, by, c, one.Meeting); err != nil {
			return err
		}
		return access.Require(by.May(c, access.ReadAll))
	})
	if err != nil {
		return Comment{}, err
	}
	return one, nil
}

// AddComment says something to a line of circulated minutes. The same id with the same content returns the stored comment.
func (s *Service) AddComment(ctx context.Context, by access.Actor, a AddComment) (Comment, error) {
	a.Text = org.Prose(a.Text)
	if err := s.d.Validate.Struct(a); err != nil {
		return Comment{}, err
	}
	return in(ctx, s.d.DB, func(tx database.Tx) (Comment, error) {
		if _, err := SightOf(by, a.Committee); err != nil {
			return Comment{}, err
		}
		b, err := BlockByID(ctx, tx, a.Committee, a.Block)
		if err != nil {
			return Comment{}, err
		}
		m, err := s.lockReadable(ctx, tx, by, b)
		if err != nil {
			return Comment{}, err
		}
		hash := id.ContentHash(a)
		if sent, err := commentHash(ctx, tx, a.Committee, a.ID); err != nil || sent != "" {
			return repeated(ctx, tx, commentByID, repeat{sent, hash, err}, a.Committee, a.ID)
		}
		if m.State != Circulated {
			return Comment{}, fault.New(fault.Conflict, "meeting.comment_circulated")
		}
		k := Comment{
			Committee: a.Committee, ID: a.ID, Meeting: m.ID, Block: b.ID, BlockVersion: b.Version, Text: a.Text,
			Person: by.Person, Name: by.Name, User: by.User, Login: by.Login, At: s.d.Clock(),
		}
		if err := insertComment(ctx, tx, k, hash); err != nil {
			return Comment{}, err
		}
		return s.commentWritten(ctx, tx, act{by, "block.comment", nil}, k)
	})
}

// lockReadable locks the meeting of a line for a member who may read it in full.
func (s *Service) lockReadable(ctx context.Context, tx database.Tx, by access.Actor, b Block) (Meeting, error) {
	if _, err := lock(ctx, tx, b.Committee, b.Meeting); err != nil {
		return Meeting{}, err
	}
	m, err := readable(ctx, tx, by, b.Committee, b.Meeting)
	if err != nil {
		return Meeting{}, err
	}
	return m, access.Require(by.May(b.Committee, access.ReadAll) && !b.Withdrawn)
}

func (s *Service) commentWritten(ctx context.Context, tx database.Tx, a act, k Comment) (Comment, error) {
	k, err := commentByID(ctx, tx, k.Committee, k.ID)
	if err != nil {
		return Comment{}, err
	}
	return k, s.remember(ctx, tx, a, audit.Entry{Committee: k.Committee, Subject: "block_comment", SubjectID: k.ID, After: k})
}

// AnswerComment answers a comment or says that it was taken over. An answer can be mended while the minutes are not signed.
func (s *Service) AnswerComment(ctx context.Context, by access.Actor, a AnswerComment) (Comment, error) {
	a.Answer = org.Prose(a.Answer)
	if err := s.valid(a, a.check); err != nil {
		return Comment{}, err
	}
	return in(ctx, s.d.DB, func(tx database.Tx) (Comment, error) {
		m, before, err := lockLine(ctx, tx, s, lineOf[CommentID, Comment]{by, a.Committee, a.ID, commentByID, func(k Comment) ID { return k.Meeting }})
		if err != nil {
			return Comment{}, err
		}
		if before.State == a.State && before.Answer == a.Answer {
			return before, nil
		}
		if before.Version != a.Version {
			return Comment{}, fault.Stale(before)
		}
		if err := m.mayEdit(); err != nil {
			return Comment{}, err
		}
		after, now := before, s.d.Clock()
		after.State, after.Answer, after.AnsweredBy, after.AnsweredAt = a.State, a.Answer, by.Name, &now
		if err := answerComment(ctx, tx, after); err != nil {
			return Comment{}, err
		}
		return s.commentWritten(ctx, tx, act{by, "block.comment_answer", before}, after)
	})
}

// check says that an answer has words.
func (a AnswerComment) check() error {
	if a.State == CommentAnswered && a.Answer == "" {
		return fault.Field("answer", "validate.required")
	}
	return nil
}
