// Package answer lets a unit answer without an account: by a one-time link that a committee hands out for some of the unit's tasks.
// Its bearer reports on these tasks and asks for more time, and says in words who they are; nothing else opens by it, and what they
// report waits for the committee's confirmation like any report. docs/decisions/0016-answer-links.md says why it is so.
package answer

import (
	"time"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/remind"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// DefaultDays is how many days a link serves where nobody says otherwise; MaxDays the most.
const (
	DefaultDays = 14
	MaxDays     = 90
)

// Standing says whether a link still serves.
type Standing string

// The standings.
const (
	Open    Standing = "open"
	Used    Standing = "used"    // every task on it was answered
	Expired Standing = "expired" // its last day has passed
	Revoked Standing = "revoked"
)

// Link is a one-time link as the committee sees it. Its secret is no part of it.
type Link struct {
	Committee access.CommitteeID `db:"committee_id" json:"committee_id"`
	ID        access.LinkID      `db:"id" json:"id"`
	Unit      access.UnitID      `db:"unit_id" json:"unit_id"`
	UnitName  string             `db:"unit" json:"unit"`
	Slip      remind.SlipID      `db:"slip_id" json:"slip_id,omitzero"`         // the letter it went out with
	MeantFor  string             `db:"meant_for" json:"meant_for,omitempty"`    // who is to use it, in words
	Phone     string             `db:"phone" json:"phone,omitempty"`            //
	MadeAt    time.Time          `db:"made_at" json:"made_at"`                  //
	Login     string             `db:"login" json:"login"`                      // who made it
	ExpiresOn calendar.Date      `db:"expires_on" json:"expires_on"`            // its last day
	ExpiresAt time.Time          `db:"expires_at" json:"expires_at"`            // the end of that day
	UsedAt    *time.Time         `db:"used_at" json:"used_at,omitempty"`        // when the last of its tasks was answered
	RevokedAt *time.Time         `db:"revoked_at" json:"revoked_at,omitempty"`  //
	Tasks     int                `db:"tasks" json:"tasks"`                      // how many are on it
	Answered  int                `db:"answered" json:"answered"`                // of these
	LastAt    *time.Time         `db:"last_at" json:"last_answer_at,omitempty"` // the last report by it
	Standing  Standing           `db:"-" json:"standing"`                       // now
	Lines     []Line             `db:"-" json:"lines,omitempty"`                // only where one link is read
	Given     []Given            `db:"-" json:"given,omitempty"`                // likewise
}

// settle says how the link stands at an instant.
func (l *Link) settle(at time.Time) {
	switch {
	case l.RevokedAt != nil:
		l.Standing = Revoked
	case l.UsedAt != nil:
		l.Standing = Used
	case !at.Before(l.ExpiresAt):
		l.Standing = Expired
	default:
		l.Standing = Open
	}
}

// Line is a task on a link.
type Line struct {
	Task     task.ID          `json:"task_id"`
	Number   int              `json:"number"`
	Text     string           `json:"text"`
	Words    string           `json:"deadline_words"`
	DueOn    calendar.Date    `json:"due_on,omitzero"`
	State    task.State       `json:"state"`
	Version  int              `json:"version"`
	Kind     string           `json:"deadline_kind"`
	Asked    calendar.Date    `json:"asked_due_on,omitzero"`
	Back     bool             `json:"sent_back"`
	Evidence bool             `json:"evidence_required"`
	Parts    []string         `json:"open_parts,omitempty"` // co-ordinating units that have not replied
	Answered bool             `json:"answered"`             // the link no longer serves for it
	Moves    []task.EventKind `json:"moves"`                // what its bearer may do now
}

// Dated is what the timing class of the task depends on.
func (l Line) Dated() task.Dated {
	return task.Dated{State: l.State, DeadlineKind: l.Kind, DueOn: l.DueOn}
}

// Given is one report by a link.
type Given struct {
	Event  task.EventID   `db:"event_id" json:"event_id"`
	Task   task.ID        `db:"task_id" json:"task_id"`
	Number int            `db:"number" json:"number"`
	Kind   task.EventKind `db:"kind" json:"kind"`
	Final  bool           `db:"final" json:"final"`
	Name   string         `db:"name" json:"name"` // who the sender said they were
	Post   string         `db:"post" json:"post"`
	At     time.Time      `db:"given_at" json:"given_at"`
}

// Opened is a link as its bearer sees it.
type Opened struct {
	Committee org.Committee
	Link      Link
	Today     calendar.Date
	SoonDays  int
}

// Receipt says what was recorded.
type Receipt struct {
	Committee string
	Unit      string
	Text      string // of the task
	Given     Given
	Event     task.Event
	More      bool // the link still serves
}

// dead is the one answer to an address that does not work: whether there ever was such a link, and what became of it, is told to
// nobody who cannot show it in the committee.
func dead() error { return fault.New(fault.NotFound, "answer_link.dead") }

// mayKeep is the verdict on making links, looking at them and revoking them.
func mayKeep(by access.Actor, c access.CommitteeID) error {
	if _, err := by.ReadScope(c); err != nil {
		return err
	}
	return access.Require(by.May(c, access.AnswerLinks))
}

// MayMake reports whether the reader may make links.
func MayMake(by access.Actor, c access.CommitteeID) bool { return by.May(c, access.AnswerLinks) }

// pass is a link as an actor: it has no account and no role. name and post are who its bearer says they are; empty to look only.
func pass(l Link, units []access.UnitID, tasks []access.TaskID) access.Actor {
	return access.Actor{
		Login: "link:" + l.ID.String(), Name: l.UnitName,
		Pass: &access.Pass{Link: l.ID, Committee: l.Committee, Units: units, Tasks: tasks},
	}
}

// final reports whether a report ends what the link serves for on the task: completion, or a co-ordinating unit's reply. What is
// under way may be told again, and more time may be asked for as often as the table of moves allows.
func final(k task.EventKind) bool { return k == task.EvReported || k == task.EvContributed }
