package meeting

import (
	"context"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// liveAct is somebody's command on the record of a meeting.
type liveAct struct {
	s     *Service // within the command's transaction
	by    access.Actor
	batch Batch
}

// BlockAddition is the body of BlockAdd. Where the line to stand after is not known to the server (its own command was refused), the
// new one goes to the end, and where the speech it lies within is none (any more), it lies in none: words are not lost over their place.
type BlockAddition struct {
	ID      BlockID      `json:"id"`
	After   BlockID      `json:"after_id,omitzero"`
	First   bool         `json:"first,omitempty"`
	Content BlockContent `json:"content"`
}

func (l liveAct) addBlock(ctx context.Context, _ database.Tx, a BlockAddition) (CommandOutcome, error) {
	in := AddBlock{Committee: l.batch.Committee, ID: a.ID, Meeting: l.batch.Meeting, After: a.After, First: a.First, BlockContent: a.Content}
	b, err := l.s.AddBlock(ctx, l.by, in)
	if fault.Fields(err)["within_id"].Key == "meeting.speech_unknown" {
		in.Within = BlockID{}
		b, err = l.s.AddBlock(ctx, l.by, in)
	}
	if fault.Fields(err)["after_id"].Key == "meeting.line_unknown" {
		in.After = BlockID{}
		b, err = l.s.AddBlock(ctx, l.by, in)
	}
	return CommandOutcome{Status: Applied, Block: &b}, err
}

// BlockChange is the body of BlockEdit: what the line said when the writer began, and what it is to say.
type BlockChange struct {
	ID      BlockID      `json:"id"`
	Base    BlockContent `json:"base"`
	Content BlockContent `json:"content"`
}

// current locks the meeting and reads a line of it, as nobody else can change it meanwhile.
func (l liveAct) current(ctx context.Context, tx database.Tx, b BlockID) (Block, error) {
	m, err := l.s.lockFor(ctx, tx, l.by, l.batch.Committee, l.batch.Meeting)
	if err != nil {
		return Block{}, err
	}
	if err := m.mayEdit(); err != nil {
		return Block{}, err
	}
	now, err := BlockByID(ctx, tx, l.batch.Committee, b)
	if err != nil {
		return Block{}, err
	}
	if now.Meeting != m.ID {
		return Block{}, fault.New(fault.NotFound, "not_found")
	}
	return now, nil
}

// editBlock joins the change with what others did since its base. What both changed is not written: a person chooses.
func (l liveAct) editBlock(ctx context.Context, tx database.Tx, c BlockChange) (CommandOutcome, error) {
	now, err := l.current(ctx, tx, c.ID)
	if err != nil {
		return CommandOutcome{}, err
	}
	c.Base.clean()
	c.Content.clean()
	theirs := contentOf(now)
	if sameContent(c.Content, theirs) {
		return CommandOutcome{Status: Applied, Block: &now}, nil
	}
	merged := mergeBlock(c.Base, c.Content, theirs)
	if len(merged.overlap) > 0 || now.Withdrawn {
		if now.Withdrawn {
			merged = mergedBlock{content: c.Content, overlap: []string{}}
		}
		return CommandOutcome{Status: Clash, Block: &now, Conflict: &BlockConflict{c.Base, c.Content, now, merged.content, merged.overlap}}, nil
	}
	status := Applied
	if !sameContent(c.Base, theirs) {
		status = MergedIn
	}
	e := EditBlock{Committee: now.Committee, ID: now.ID, Version: now.Version, BlockContent: merged.content}
	b, err := l.s.EditBlock(ctx, l.by, e)
	if fault.Fields(err)["within_id"].Key == "meeting.speech_unknown" {
		e.Within = BlockID{}
		b, err = l.s.EditBlock(ctx, l.by, e)
	}
	return CommandOutcome{Status: status, Block: &b}, err
}

// BlockPlacing is the body of BlockPlace; the last placing stands.
type BlockPlacing struct {
	ID    BlockID `json:"id"`
	After BlockID `json:"after_id,omitzero"`
	First bool    `json:"first,omitempty"`
}

func (l liveAct) placeBlock(ctx context.Context, tx database.Tx, p BlockPlacing) (CommandOutcome, error) {
	if _, err := l.current(ctx, tx, p.ID); err != nil {
		return CommandOutcome{}, err
	}
	b, err := l.s.PlaceBlock(ctx, l.by, Place[BlockID]{Committee: l.batch.Committee, ID: p.ID, After: p.After, First: p.First})
	return CommandOutcome{Status: Applied, Block: &b}, err
}

// BlockRemoval is the body of BlockWithdraw. A line that somebody else changed since Base is not taken out behind their back.
type BlockRemoval struct {
	ID        BlockID      `json:"id"`
	Base      BlockContent `json:"base"`
	Withdrawn bool         `json:"withdrawn"`
}

func (l liveAct) withdrawBlock(ctx context.Context, tx database.Tx, r BlockRemoval) (CommandOutcome, error) {
	now, err := l.current(ctx, tx, r.ID)
	if err != nil || now.Withdrawn == r.Withdrawn {
		return CommandOutcome{Status: Applied, Block: &now}, err
	}
	r.Base.clean()
	if theirs := contentOf(now); r.Withdrawn && !sameContent(r.Base, theirs) {
		return CommandOutcome{Status: Clash, Block: &now, Conflict: &BlockConflict{r.Base, r.Base, now, theirs, []string{}}}, nil
	}
	b, err := l.s.WithdrawBlock(ctx, l.by, Withdraw[BlockID]{Committee: now.Committee, ID: now.ID, Version: now.Version, Withdrawn: r.Withdrawn})
	return CommandOutcome{Status: Applied, Block: &b}, err
}

// RollChange is the body of AttendanceSet: a line of the roll as it was for the writer (nothing when it is new) and as it is to be.
type RollChange struct {
	ID      AttendanceID       `json:"id"`
	NotedAt time.Time          `json:"noted_at,omitzero"` // by the writer's clock; what waited for the line was noted earlier than it came
	Base    *AttendanceContent `json:"base,omitempty"`
	Content AttendanceContent  `json:"content"`
}

// setAttendance puts somebody on the roll or changes their line. When another secretary changed the same answer meanwhile, theirs
// stands and the outcome shows it: a roll call is repeated in a second, words are not.
func (l liveAct) setAttendance(ctx context.Context, tx database.Tx, c RollChange) (CommandOutcome, error) {
	l.s.noted = c.NotedAt
	if c.Base == nil {
		a, err := l.s.AddAttendance(ctx, l.by, AddAttendance{Committee: l.batch.Committee, ID: c.ID, Meeting: l.batch.Meeting, AttendanceContent: c.Content})
		return CommandOutcome{Status: Applied, Attendance: &a}, err
	}
	if _, err := l.s.lockFor(ctx, tx, l.by, l.batch.Committee, l.batch.Meeting); err != nil {
		return CommandOutcome{}, err
	}
	now, err := attendanceByID(ctx, tx, l.batch.Committee, c.ID)
	if err != nil {
		return CommandOutcome{}, err
	}
	if now.Meeting != l.batch.Meeting {
		return CommandOutcome{}, fault.New(fault.NotFound, "not_found")
	}
	merged, ok := mergeRoll(*c.Base, c.Content, rollContentOf(now))
	if !ok {
		return CommandOutcome{Status: Clash, Attendance: &now}, nil
	}
	a, err := l.s.EditAttendance(ctx, l.by, EditAttendance{Committee: now.Committee, ID: now.ID, Version: now.Version, AttendanceContent: merged})
	return CommandOutcome{Status: Applied, Attendance: &a}, err
}

func rollContentOf(a Attendance) AttendanceContent {
	return AttendanceContent{
		Person: a.Person, Name: a.Name, Post: a.Post, Unit: a.Unit, Status: a.Status, SubstituteFor: a.SubstituteFor,
		ArrivedAt: a.ArrivedAt, LeftAt: a.LeftAt, BackAt: a.BackAt,
	}
}

// mergeRoll joins two changes of a line of the roll; false when both answered the same question differently.
func mergeRoll(base, mine, theirs AttendanceContent) (AttendanceContent, bool) {
	clash := false
	out := theirs
	pick(&clash, &out.Status, base.Status, mine.Status)
	pick(&clash, &out.ArrivedAt, base.ArrivedAt, mine.ArrivedAt)
	pick(&clash, &out.LeftAt, base.LeftAt, mine.LeftAt)
	pick(&clash, &out.BackAt, base.BackAt, mine.BackAt)
	pick(&clash, &out.SubstituteFor, base.SubstituteFor, mine.SubstituteFor)
	pick(&clash, &out.Name, base.Name, mine.Name)
	pick(&clash, &out.Post, base.Post, mine.Post)
	pick(&clash, &out.Unit, base.Unit, mine.Unit)
	pick(&clash, &out.Person, base.Person, mine.Person)
	return out, !clash
}

// pick puts mine in the place of theirs when I changed it, and notes a clash when they had changed it too.
func pick[T comparable](clash *bool, theirs *T, base, mine T) {
	if mine == base || mine == *theirs {
		return
	}
	if *theirs != base {
		*clash = true
	}
	*theirs = mine
}
