package ui

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/shortcoming"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// liveBatch is what the island sends. Account is whose words they are: they are never taken in somebody else's name, whoever is
// signed in on the computer by now.
type liveBatch struct {
	Account  access.UserID     `json:"account"`
	Device   meeting.DeviceID  `json:"device_id"`
	Commands []meeting.Command `json:"commands"`
}

// liveOutcome is an outcome with its refusal in words and with what was understood from the marks in the text.
type liveOutcome struct {
	meeting.CommandOutcome
	Said  string     `json:"said,omitempty"`
	Marks *liveMarks `json:"marks,omitempty"`
}

type liveApplied struct {
	Account  access.UserID `json:"account"`
	Outcomes []liveOutcome `json:"outcomes"`
	Next     int           `json:"next"`
}

// The commands that belong to packages after meeting.
const (
	commandShortcoming meeting.CommandKind = "shortcoming.add"
	commandTask        meeting.CommandKind = "task.add"
)

func (p *Pages) applyLive(ctx context.Context, c *gin.Context, r room) error {
	m, err := p.liveMeeting(ctx, c, r)
	if err != nil {
		return err
	}
	var in liveBatch
	if err := readJSON(c, &in); err != nil {
		return err
	}
	if in.Account != r.by.User {
		c.JSON(http.StatusConflict, liveApplied{Account: r.by.User, Outcomes: []liveOutcome{}})
		return nil
	}
	b := meeting.Batch{Committee: r.committee.ID, Meeting: m.ID, Device: in.Device, Commands: in.Commands}
	marks, err := p.marker(ctx, r, m, in.Commands)
	if err != nil {
		return err
	}
	answer, err := p.d.Meetings.Apply(ctx, r.by, b, p.stemming(r, m, marks))
	if err != nil {
		return err
	}
	out := liveApplied{Account: r.by.User, Outcomes: make([]liveOutcome, len(answer.Outcomes)), Next: answer.Next}
	for i, o := range answer.Outcomes {
		out.Outcomes[i] = liveOutcome{CommandOutcome: o}
		if o.Refusal != nil {
			out.Outcomes[i].Said = r.refusalWords(*o.Refusal)
		}
		if o.Block != nil {
			out.Outcomes[i].Marks = marks(o.Block.Text)
		}
	}
	c.JSON(http.StatusOK, out)
	return nil
}

// refusalWords says why a command was refused: what is wrong with its fields, else the whole sentence.
func (r room) refusalWords(f meeting.Refusal) string {
	words := ""
	for _, said := range r.words.Fields(f.Fault()) {
		words = joined(" ", words, said)
	}
	if words == "" {
		words = r.words.Fault(f.Fault())
	}
	return words
}

// stemBody is a shortcoming or a task that a paragraph becomes. Marks in the text name lead units and the deadline.
type stemBody struct {
	ID    shortcoming.ID  `json:"id"` // or the task's
	Block meeting.BlockID `json:"block_id"`
	Text  string          `json:"text"`
}

// stemmed is what became of a paragraph.
type stemmed struct {
	Number int    `json:"number"`
	URL    string `json:"url"`
}

// stemming carries out the commands of later packages inside the transaction that records them.
func (p *Pages) stemming(r room, m meeting.Meeting, marks marker) meeting.Other {
	return func(ctx context.Context, tx database.Tx, by access.Actor, _ meeting.Batch, c meeting.Command) (any, error) {
		var in stemBody
		if err := json.Unmarshal(c.Body, &in); err != nil {
			return nil, fault.New(fault.Invalid, "sync.malformed").Because(err)
		}
		l := stemLive{r: r, m: m, in: in, marks: marks(in.Text)}
		if c.Kind == commandShortcoming {
			return p.raiseLive(ctx, tx, by, l)
		}
		if c.Kind == commandTask {
			return p.assignLive(ctx, tx, by, l)
		}
		return nil, fault.New(fault.Invalid, "sync.unknown_command")
	}
}

// stemLive is a paragraph on its way to become a shortcoming or a task.
type stemLive struct {
	r     room
	m     meeting.Meeting
	in    stemBody
	marks *liveMarks
}

func (p *Pages) raiseLive(ctx context.Context, tx database.Tx, by access.Actor, l stemLive) (any, error) {
	v, err := p.d.Shortcomings.RaiseIn(ctx, tx, by, shortcoming.Raise{
		Committee: l.r.committee.ID, ID: l.in.ID, Meeting: l.m.ID, Nature: shortcoming.Defect,
		Content: shortcoming.Content{Block: l.in.Block, Text: l.marks.without(l.in.Text), Units: l.marks.units()},
	})
	if err != nil {
		return nil, err
	}
	return stemmed{v.Number, l.r.shortURL(v.Number)}, nil
}

func (p *Pages) assignLive(ctx context.Context, tx database.Tx, by access.Actor, l stemLive) (any, error) {
	block, err := meeting.BlockByID(ctx, tx, l.r.committee.ID, l.in.Block)
	if err != nil {
		return nil, err
	}
	n := task.NewTask{
		ID: task.ID(l.in.ID), Committee: l.r.committee.ID, Text: l.marks.without(l.in.Text), Wording: string(block.Wording), GivenOn: l.m.HeldOn,
		Source: task.Source{Kind: task.FromSpeech, Meeting: l.m.ID, Block: l.in.Block},
	}
	if l.r.today.Before(n.GivenOn) {
		n.GivenOn = l.r.today // written before the day the meeting is planned for
	}
	if block.Kind == meeting.Conclusion {
		n.Source.Kind = task.FromConclusion
	}
	for i, u := range l.marks.units() {
		role := task.Lead
		if i > 0 {
			role = task.Coordinate
		}
		n.Assignees = append(n.Assignees, task.Assignee{Role: role, Unit: u})
	}
	if l.marks != nil {
		n.Deadline = l.marks.Deadline
	}
	k, err := p.d.Tasks.CreateIn(ctx, tx, by, n)
	if err != nil {
		return nil, err
	}
	return stemmed{k.Number, l.r.taskURL(k.Number)}, nil
}
