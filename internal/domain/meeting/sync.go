package meeting

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

type deviceKind struct{}

// DeviceID is that of one browser's store of one account for one meeting.
type DeviceID = id.ID[deviceKind]

// CommandKind says what a command of the live page does.
type CommandKind string

// The commands this package carries out. Those of later packages (raising a shortcoming, giving a task) are handed to an Other.
const (
	BlockAdd      CommandKind = "block.add"
	BlockEdit     CommandKind = "block.edit"
	BlockPlace    CommandKind = "block.place"
	BlockWithdraw CommandKind = "block.withdraw"
	AttendanceSet CommandKind = "attendance.set"
)

// Command is one thing done on a live page, numbered 1, 2, 3 … by its device.
type Command struct {
	N    int             `json:"n" validate:"min=1"`
	Kind CommandKind     `json:"kind" validate:"required,max=40"`
	Body json.RawMessage `json:"body" validate:"required"`
}

// Batch is what a device sends: commands in the order of their numbers.
type Batch struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	Meeting   ID                 `json:"meeting_id" validate:"required"`
	Device    DeviceID           `json:"device_id" validate:"required"`
	Commands  []Command          `json:"commands" validate:"max=200,dive"`
}

// OutcomeStatus says what became of a command.
type OutcomeStatus string

// The outcomes. A conflict and a refusal wrote nothing: the words stay with whoever sent them until a person decides.
const (
	Applied  OutcomeStatus = "applied"
	MergedIn OutcomeStatus = "merged"   // written together with what somebody else had changed meanwhile
	Clash    OutcomeStatus = "conflict" // both changed the same: Conflict holds the choice
	Refused  OutcomeStatus = "refused"  // Refusal says why
)

// CommandOutcome is the answer to a command. It is stored with the command and given again when the command is sent again.
type CommandOutcome struct {
	N          int             `json:"n"`
	Kind       CommandKind     `json:"kind"`
	Status     OutcomeStatus   `json:"status"`
	Block      *Block          `json:"block,omitempty"` // as stored now
	Attendance *Attendance     `json:"attendance,omitempty"`
	Other      json.RawMessage `json:"other,omitempty"` // what an Other made
	Conflict   *BlockConflict  `json:"conflict,omitempty"`
	Refusal    *Refusal        `json:"refusal,omitempty"`
	Repeated   bool            `json:"repeated,omitempty"` // the answer of an earlier time
}

// BlockConflict is the choice a person has when two changed the same: what both started from, both sides, and a proposal that
// holds the words of both.
type BlockConflict struct {
	Base     BlockContent `json:"base"`
	Mine     BlockContent `json:"mine"`
	Theirs   Block        `json:"theirs"`
	Proposal BlockContent `json:"proposal"`
	Fields   []string     `json:"fields"` // what both changed; empty when the line was taken out or is to be
}

// Refusal is why a command was not carried out: message keys and the values their sentences name.
type Refusal struct {
	Key    string                   `json:"key"`
	Args   []any                    `json:"args,omitempty"`
	Fields map[string]fault.Message `json:"fields,omitempty"`
}

// Fault is the refusal as the fault it was.
func (r Refusal) Fault() *fault.Fault {
	return &fault.Fault{Kind: fault.Invalid, Key: r.Key, Args: r.Args, Fields: r.Fields}
}

// Answer is what became of a batch. Next is the number the device should send next: larger than the first of the batch when some
// had arrived before, smaller when some are missing (then nothing after the gap was done).
type Answer struct {
	Outcomes []CommandOutcome `json:"outcomes"`
	Next     int              `json:"next"`
}

// Other carries out a command of a later package inside the transaction that records it, and returns what it made.
type Other func(ctx context.Context, tx database.Tx, by access.Actor, b Batch, c Command) (any, error)

// errGap ends a batch at a number that is not the next one.
var errGap = errors.New("meeting: a command is missing")

// Apply carries out the commands of a device, each in a transaction of its own and exactly once: one that was applied before is
// answered with its stored outcome, one whose predecessor is missing is not carried out (Answer.Next asks for it). A command that a
// rule refuses is recorded as refused and does not hold up those after it. other may be nil.
func (s *Service) Apply(ctx context.Context, by access.Actor, b Batch, other Other) (Answer, error) {
	if err := s.d.Validate.Struct(b); err != nil {
		return Answer{}, err
	}
	a := Answer{Outcomes: []CommandOutcome{}}
	for _, c := range b.Commands {
		o, err := in(ctx, s.d.DB, func(tx database.Tx) (CommandOutcome, error) { return s.applyOnce(ctx, tx, by, sent{b, c, other}) })
		if errors.Is(err, errGap) {
			break
		}
		if err != nil {
			return Answer{}, err
		}
		a.Outcomes = append(a.Outcomes, o)
	}
	err := database.InTx(ctx, s.d.DB, func(tx database.Tx) error {
		last, err := s.device(ctx, tx, by, b)
		a.Next = last + 1
		return err
	})
	return a, err
}

// sent is a command on its way, with the batch it came in and who does what this package does not.
type sent struct {
	batch   Batch
	command Command
	other   Other
}

// device locks a device's line, made when it speaks for the first time, and returns the last number it was heard with.
func (s *Service) device(ctx context.Context, tx database.Tx, by access.Actor, b Batch) (int, error) {
	if err := mayWrite(by, b.Committee); err != nil {
		return 0, err
	}
	d, err := lockDevice(ctx, tx, device{Committee: b.Committee, ID: b.Device, Meeting: b.Meeting, User: by.User}, s.d.Clock())
	if err != nil {
		return 0, err
	}
	if d.User != by.User || d.Meeting != b.Meeting {
		return 0, fault.New(fault.Forbidden, "sync.other_device")
	}
	return d.Last, nil
}

func (s *Service) applyOnce(ctx context.Context, tx database.Tx, by access.Actor, c sent) (CommandOutcome, error) {
	last, err := s.device(ctx, tx, by, c.batch)
	if err != nil {
		return CommandOutcome{}, err
	}
	hash := id.ContentHash(c.command)
	switch {
	case c.command.N <= last:
		return outcomeAgain(ctx, tx, c, hash)
	case c.command.N > last+1:
		return CommandOutcome{}, errGap
	}
	o, err := s.tried(ctx, tx, by, c)
	if err != nil {
		return CommandOutcome{}, err
	}
	o.N, o.Kind = c.command.N, c.command.Kind
	return o, keepCommand(ctx, tx, kept{c.batch.Committee, c.batch.Device, hash, s.d.Clock()}, o)
}

func outcomeAgain(ctx context.Context, q database.Querier, c sent, hash string) (CommandOutcome, error) {
	o, was, err := storedOutcome(ctx, q, c.batch.Committee, c.batch.Device, c.command.N)
	if err != nil {
		return CommandOutcome{}, err
	}
	if was != hash {
		return CommandOutcome{}, fault.New(fault.Conflict, "sync.number_reused")
	}
	o.Repeated = true
	return o, nil
}

// tried carries a command out behind a savepoint, so that what a rule refuses leaves nothing behind but its refusal.
func (s *Service) tried(ctx context.Context, tx database.Tx, by access.Actor, c sent) (CommandOutcome, error) {
	var o CommandOutcome
	err := database.InTx(ctx, tx, func(inner database.Tx) error {
		var err error
		o, err = s.carryOut(ctx, inner, by, c)
		return err
	})
	if err == nil {
		return o, nil
	}
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok {
		return CommandOutcome{}, err
	}
	switch f.Kind {
	case fault.Invalid, fault.Conflict, fault.NotFound, fault.TooLarge, fault.Forbidden:
		return CommandOutcome{Status: Refused, Refusal: &Refusal{f.Key, f.Args, f.Fields}}, nil
	case fault.Internal, fault.Unauthenticated, fault.TooMany, fault.Unavailable:
	}
	return CommandOutcome{}, err
}

func (s *Service) carryOut(ctx context.Context, tx database.Tx, by access.Actor, c sent) (CommandOutcome, error) {
	l := liveAct{s.within(tx), by, c.batch}
	switch c.command.Kind {
	case BlockAdd:
		return carried(ctx, tx, c, l.addBlock)
	case BlockEdit:
		return carried(ctx, tx, c, l.editBlock)
	case BlockPlace:
		return carried(ctx, tx, c, l.placeBlock)
	case BlockWithdraw:
		return carried(ctx, tx, c, l.withdrawBlock)
	case AttendanceSet:
		return carried(ctx, tx, c, l.setAttendance)
	}
	if c.other == nil {
		return CommandOutcome{}, fault.New(fault.Invalid, "sync.unknown_command")
	}
	made, err := c.other(ctx, tx, by, c.batch, c.command)
	if err != nil {
		return CommandOutcome{}, err
	}
	raw, err := json.Marshal(made)
	return CommandOutcome{Status: Applied, Other: raw}, err
}

// within is the service whose use cases are savepoints of a transaction, so that every one of them can be part of a larger act.
func (s *Service) within(tx database.Tx) *Service {
	d := s.d
	d.DB = tx
	return &Service{d: d}
}

// carried reads the body of a command and carries it out.
func carried[B any](ctx context.Context, tx database.Tx, c sent, do func(context.Context, database.Tx, B) (CommandOutcome, error)) (CommandOutcome, error) {
	var body B
	if err := json.Unmarshal(c.command.Body, &body); err != nil {
		return CommandOutcome{}, fault.New(fault.Invalid, "sync.malformed").Because(err)
	}
	return do(ctx, tx, body)
}
