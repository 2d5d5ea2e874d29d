package meeting

import (
	"context"
	"reflect"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// AddBlock writes a line into the minutes. The same id with the same content returns the stored line.
func (s *Service) AddBlock(ctx context.Context, by access.Actor, b AddBlock) (Block, error) {
	return in(ctx, s.d.DB, func(tx database.Tx) (Block, error) { return s.AddBlockIn(ctx, tx, by, b) })
}

// AddBlockIn is AddBlock as part of a larger act.
func (s *Service) AddBlockIn(ctx context.Context, tx database.Tx, by access.Actor, in AddBlock) (Block, error) {
	in.clean()
	if err := s.d.Validate.Struct(in); err != nil {
		return Block{}, err
	}
	m, err := s.lockFor(ctx, tx, by, in.Committee, in.Meeting)
	if err != nil {
		return Block{}, err
	}
	hash := id.ContentHash(in)
	if sent, err := blockHash(ctx, tx, in.Committee, in.ID); err != nil || sent != "" {
		return repeated(ctx, tx, BlockByID, repeat{sent, hash, err}, in.Committee, in.ID)
	}
	if err := m.mayEdit(); err != nil {
		return Block{}, err
	}
	b, err := appliedBlock(ctx, tx, m, Block{Committee: in.Committee, ID: in.ID, Meeting: in.Meeting, Version: 1}, in.BlockContent)
	if err != nil {
		return Block{}, err
	}
	if b.Position, err = put(ctx, tx, blockOrder, m, b.ID, spot{in.After, in.First}); err != nil {
		return Block{}, err
	}
	if err := insertBlock(ctx, tx, b, hash); err != nil {
		return Block{}, err
	}
	return s.blockWritten(ctx, tx, act{by, "block.add", nil}, b)
}

// appliedBlock is the line with new content: what it names checked, what was left empty filled in from the meeting and the register.
func appliedBlock(ctx context.Context, q database.Querier, m Meeting, b Block, c BlockContent) (Block, error) {
	if c.Wording == "" {
		c.Wording = m.Wording
	}
	if c.Source == "" && c.Wording == Reported {
		c.Source = m.Source
	}
	if err := c.checkKind(); err != nil {
		return Block{}, err
	}
	b.Kind, b.Within, b.AgendaItem, b.Text, b.Wording, b.Source, b.Votes = c.Kind, c.Within, c.AgendaItem, c.Text, c.Wording, c.Source, c.Votes
	b.SpeakerID, b.Speaker, b.SpeakerPost = c.SpeakerID, c.Speaker, c.SpeakerPost
	if !c.SpeakerID.IsZero() {
		var err error
		if b.Speaker, b.SpeakerPost, err = named(ctx, q, m, namedAs{"speaker_id", c.SpeakerID, c.Speaker, c.SpeakerPost}); err != nil {
			return Block{}, err
		}
	}
	return b, checkPlaces(ctx, q, m, b)
}

// checkPlaces refuses a line that points into another meeting: the speech it lies within, the point of the agenda it belongs to.
func checkPlaces(ctx context.Context, q database.Querier, m Meeting, b Block) error {
	if !b.Within.IsZero() {
		speech, err := BlockByID(ctx, q, m.Committee, b.Within)
		if err != nil && fault.KindOf(err) != fault.NotFound {
			return err
		}
		if err != nil || !speech.canHold(m.ID) {
			return fault.Field("within_id", "meeting.speech_unknown")
		}
	}
	if b.AgendaItem.IsZero() {
		return nil
	}
	point, err := agendaByID(ctx, q, m.Committee, b.AgendaItem)
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return err
	}
	if err != nil || point.Meeting != m.ID {
		return fault.Field("agenda_item_id", "meeting.agenda_item_unknown")
	}
	return nil
}

// blockWritten reads a line back as stored, keeps its wording as a version and adds the line of the audit.
func (s *Service) blockWritten(ctx context.Context, tx database.Tx, a act, b Block) (Block, error) {
	b, err := BlockByID(ctx, tx, b.Committee, b.ID)
	if err != nil {
		return Block{}, err
	}
	if err := keepVersion(ctx, tx, b, a.by, s.d.Clock()); err != nil {
		return Block{}, err
	}
	return b, s.remember(ctx, tx, a, audit.Entry{Committee: b.Committee, Subject: "block", SubjectID: b.ID, After: b})
}

func blockLine(by access.Actor, c access.CommitteeID, b BlockID) lineOf[BlockID, Block] {
	return lineOf[BlockID, Block]{by, c, b, BlockByID, func(b Block) ID { return b.Meeting }}
}

// EditBlock replaces a line of the minutes and keeps the earlier wording as a version. What stems from the line keeps the wording
// it came from and shows "lời gốc đã sửa".
func (s *Service) EditBlock(ctx context.Context, by access.Actor, e EditBlock) (Block, error) {
	return in(ctx, s.d.DB, func(tx database.Tx) (Block, error) { return s.EditBlockIn(ctx, tx, by, e) })
}

// EditBlockIn is EditBlock as part of a larger act.
func (s *Service) EditBlockIn(ctx context.Context, tx database.Tx, by access.Actor, e EditBlock) (Block, error) {
	e.clean()
	if err := s.d.Validate.Struct(e); err != nil {
		return Block{}, err
	}
	m, before, err := lockLine(ctx, tx, s, blockLine(by, e.Committee, e.ID))
	if err != nil {
		return Block{}, err
	}
	after, err := appliedBlock(ctx, tx, m, before, e.BlockContent)
	if err != nil {
		return Block{}, err
	}
	return s.changeBlock(ctx, tx, m, change[Block]{act{by, "block.edit", before}, before, after, e.Version})
}

// WithdrawBlock takes a line out of the minutes, or brings it back.
func (s *Service) WithdrawBlock(ctx context.Context, by access.Actor, w Withdraw[BlockID]) (Block, error) {
	if err := s.d.Validate.Struct(w); err != nil {
		return Block{}, err
	}
	return in(ctx, s.d.DB, func(tx database.Tx) (Block, error) {
		m, before, err := lockLine(ctx, tx, s, blockLine(by, w.Committee, w.ID))
		if err != nil {
			return Block{}, err
		}
		after := before
		after.Withdrawn = w.Withdrawn
		if !after.Withdrawn {
			if err := checkPlaces(ctx, tx, m, after); err != nil {
				return Block{}, err
			}
		}
		return s.changeBlock(ctx, tx, m, change[Block]{act{by, withdrawal("block", w.Withdrawn), before}, before, after, w.Version})
	})
}

// changeBlock writes a changed line. A change that changes nothing writes nothing.
func (s *Service) changeBlock(ctx context.Context, tx database.Tx, m Meeting, c change[Block]) (Block, error) {
	if reflect.DeepEqual(c.old, c.new) {
		return c.old, nil
	}
	if c.old.Version != c.version {
		return Block{}, fault.Stale(c.old)
	}
	if err := m.mayEdit(); err != nil {
		return Block{}, err
	}
	if c.old.Kind == Speech && (c.new.Kind != Speech || c.new.Withdrawn) {
		if err := holdsNothing(ctx, tx, c.old); err != nil {
			return Block{}, err
		}
	}
	if err := updateBlock(ctx, tx, c.new); err != nil {
		return Block{}, err
	}
	return s.blockWritten(ctx, tx, c.act, c.new)
}

// holdsNothing refuses to take away a speech while conclusions lie within it.
func holdsNothing(ctx context.Context, q database.Querier, b Block) error {
	has, err := hasWithin(ctx, q, b.Committee, b.ID)
	if err != nil {
		return err
	}
	if has {
		return fault.New(fault.Conflict, "meeting.speech_holds_conclusions")
	}
	return nil
}

// PlaceBlock moves a line of the minutes and returns it where it stands now.
func (s *Service) PlaceBlock(ctx context.Context, by access.Actor, p Place[BlockID]) (Block, error) {
	if err := s.d.Validate.Struct(p); err != nil {
		return Block{}, err
	}
	return in(ctx, s.d.DB, func(tx database.Tx) (Block, error) {
		m, _, err := lockLine(ctx, tx, s, blockLine(by, p.Committee, p.ID))
		if err != nil {
			return Block{}, err
		}
		err = s.place(ctx, tx, by, m, placing{blockOrder, "block", p.ID, spot{p.After, p.First}, moved{p.After.String(), p.First}})
		if err != nil {
			return Block{}, err
		}
		return BlockByID(ctx, tx, p.Committee, p.ID)
	})
}
