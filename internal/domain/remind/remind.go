// Package remind says who is to be urged about what on a day, and makes the letters (phiếu đôn đốc) by which a committee does it.
// Nobody is written to unless a person says so: the program only lists what waits.
package remind

import (
	"slices"
	"time"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

type slipKind struct{}

// SlipID is that of a letter that urges.
type SlipID = id.ID[slipKind]

// Step is how far urging has come: 1 coming due, to the unit; 2 overdue, to the deputy head too; 3 overdue for long, to the head too.
type Step int

// The steps.
const (
	Coming      Step = 1
	Overdue     Step = 2
	LongOverdue Step = 3
)

// Steps lists them in order.
func Steps() []Step { return []Step{Coming, Overdue, LongOverdue} }

// Per says what one slip is for.
type Per string

// One slip for each unit, listing its tasks by step, or one for each task.
const (
	PerUnit Per = "unit"
	PerTask Per = "task"
)

// DefaultLateDays is after how many days a task counts as overdue for long, where the committee says nothing else.
const DefaultLateDays = 15

// Rule is how a committee urges.
type Rule struct {
	Committee access.CommitteeID `db:"committee_id" json:"committee_id"`
	SoonDays  int                `db:"soon_days" json:"due_soon_days"` // of the committee: from so many days before the deadline
	LateDays  int                `db:"late_days" json:"late_days"`     // overdue for longer: the head gets the letter too
	Per       Per                `db:"per" json:"per"`
	Version   int                `db:"version" json:"version"` // 0: nothing is stored, all of it is the usual
}

// StepOn is the step that is due for a deadline on a day; 0: none yet.
func (r Rule) StepOn(due, day calendar.Date) Step {
	late := day.Sub(due)
	switch {
	case due.IsZero() || late < -r.SoonDays:
		return 0
	case late <= 0:
		return Coming
	case late <= r.LateDays:
		return Overdue
	}
	return LongOverdue
}

// Row is a task to urge one of its leads about.
type Row struct {
	Task   task.ID         `db:"id" json:"task_id"`
	Number int             `db:"number" json:"number"`
	Text   string          `db:"text" json:"text"`
	Words  string          `db:"deadline_words" json:"deadline_words"`
	DueOn  calendar.Date   `db:"due_on" json:"due_on"`
	State  task.State      `db:"state" json:"state"`
	Asked  calendar.Date   `db:"asked_due_on" json:"asked_due_on,omitzero"` // more time is asked for, until this day
	Unit   access.UnitID   `db:"unit_id" json:"unit_id,omitzero"`
	Person access.PersonID `db:"person_id" json:"person_id,omitzero"`
	Name   string          `db:"name" json:"name"`                // of the lead, as named on the day
	Times  int             `db:"times" json:"times"`              // how often it was urged about so far
	LastOn calendar.Date   `db:"last_on" json:"last_on,omitzero"` // the last time
	Taken  []int32         `db:"taken" json:"-"`                  // the steps taken for this deadline
	Ever   []int32         `db:"ever" json:"-"`                   // the same, by letters whose number became void too
	Step   Step            `db:"-" json:"step"`                   // due on the day
	Days   int             `db:"-" json:"days"`                   // since the deadline; below 0 before it
	Done   bool            `db:"-" json:"done"`                   // this step was taken for this deadline
	Hold   bool            `db:"-" json:"hold"`                   // not proposed by itself: taken, or more time is asked for
}

// addressee is the unit or person, as one id.
func (r Row) addressee() [16]byte {
	if r.Unit.IsZero() {
		return r.Person
	}
	return r.Unit
}

// settle works out what depends on the rule and the day.
func (r *Row) settle(rule Rule, day calendar.Date) {
	r.Step, r.Days = rule.StepOn(r.DueOn, day), day.Sub(r.DueOn)
	r.Done = slices.Contains(r.Taken, int32(r.Step)) //nolint:gosec // 0 to 3
	r.Hold = r.Done || !r.Asked.IsZero()
}

// Group is one proposed letter.
type Group struct {
	Unit   access.UnitID   `json:"unit_id,omitzero"`
	Person access.PersonID `json:"person_id,omitzero"`
	Name   string          `json:"name"`
	Step   Step            `json:"step"` // the highest of what is proposed; of all rows where nothing is
	Rows   []Row           `json:"rows"`
	Deputy access.PersonID `json:"deputy_id,omitzero"` // proposed: whoever got the unit's last letter, else the standing deputy
}

// Proposal is what waits to be urged on a day.
type Proposal struct {
	Day      calendar.Date `json:"day"`
	Rule     Rule          `json:"rule"`
	Groups   []Group       `json:"groups"`
	NoLead   int           `json:"no_lead"` // due all the same, and nobody to write to
	Head     Officer       `json:"head"`
	Deputies []Officer     `json:"deputies"`
}

// Officer is somebody of the committee's leadership on a day.
type Officer struct {
	Person access.PersonID `json:"person_id,omitzero"`
	Name   string          `json:"name"`
	Title  string          `json:"title"`
}

// Count is how much waits at each step.
type Count struct {
	AsOf        calendar.Date `db:"as_of" json:"as_of"`
	Coming      int           `db:"coming" json:"coming"`
	Overdue     int           `db:"overdue" json:"overdue"`
	LongOverdue int           `db:"long_overdue" json:"long_overdue"`
	CountedAt   time.Time     `db:"counted_at" json:"counted_at"`
}

// Paper is what a slip says beside its tasks.
type Paper struct {
	Signer     meeting.Signatory `json:"signer"`
	Recipients []string          `json:"recipients"`         // "Nơi nhận", without the line of the file copy
	AnswerBy   calendar.Date     `json:"answer_by,omitzero"` // by when an answer is asked for
	Deputy     access.PersonID   `json:"deputy_id,omitzero"` // who got it too at the second step
	Head       access.PersonID   `json:"head_id,omitzero"`   // at the third
	Note       string            `json:"note,omitempty"`     // a paragraph of the committee's own
	Link       string            `json:"-"`                  // the address of a one-time link to answer by, on a copy that is handed out; kept nowhere
}

// Line is a task on a slip.
type Line struct {
	Task   task.ID       `db:"task_id" json:"task_id"`
	Number int           `db:"number" json:"number"`
	Text   string        `db:"text" json:"text"`
	Words  string        `db:"deadline_words" json:"deadline_words"`
	DueOn  calendar.Date `db:"due_on" json:"due_on"`
	Step   Step          `db:"step" json:"step"`
	Times  int           `db:"times" json:"times"` // the how manieth time
	Again  bool          `db:"again" json:"again"`
}

// Slip is a letter that urges, as it went out.
type Slip struct {
	Committee access.CommitteeID `json:"committee_id"`
	ID        SlipID             `json:"id"`
	Unit      access.UnitID      `json:"unit_id,omitzero"`
	Person    access.PersonID    `json:"person_id,omitzero"`
	Addressee string             `json:"addressee"`
	Number    int                `json:"number"`
	Symbol    string             `json:"symbol"`
	IssuedOn  calendar.Date      `json:"issued_on"`
	Step      Step               `json:"step"`
	Paper     Paper              `json:"paper"`
	Lines     []Line             `json:"lines"`
	FileName  string             `json:"file_name"`
	SHA256    meeting.Digest     `json:"sha256"`
	Void      bool               `json:"void"` // its number became void
	MadeAt    time.Time          `json:"made_at"`
	Login     string             `json:"login"`
}

// SlipOf is all a renderer needs to write a slip.
type SlipOf struct {
	Committee org.Committee
	Slip      Slip
	Template  []byte // the committee's own; empty: the built-in one
}

// Renderer writes a slip as a Word file; package docx is it.
type Renderer func(SlipOf) (meeting.File, error)

// group puts rows into letters: a letter for each addressee, or for each task.
func group(rows []Row, per Per) []Group {
	var all []Group
	for _, r := range rows {
		i := slices.IndexFunc(all, func(g Group) bool {
			return per == PerUnit && g.Unit == r.Unit && g.Person == r.Person
		})
		if i < 0 {
			all = append(all, Group{Unit: r.Unit, Person: r.Person, Name: r.Name})
			i = len(all) - 1
		}
		all[i].Rows = append(all[i].Rows, r)
	}
	for i := range all {
		all[i].Step = highest(all[i].Rows)
	}
	slices.SortStableFunc(all, func(a, b Group) int { return int(b.Step) - int(a.Step) })
	return all
}

// highest is the highest step of what is proposed, else of all.
func highest(rows []Row) Step {
	var open, any Step
	for _, r := range rows {
		any = max(any, r.Step)
		if !r.Hold {
			open = max(open, r.Step)
		}
	}
	if open == 0 {
		return any
	}
	return open
}

// leaders are the head and the deputies among the members of a day.
func leaders(c org.Committee, members []org.Member) (Officer, []Officer) {
	var head Officer
	deputies := []Officer{}
	for _, m := range members {
		o := Officer{Person: m.Person, Name: m.FullName, Title: meeting.TitleOf(c, m)}
		switch m.Role {
		case "head":
			if head.Person.IsZero() {
				head = o
			}
		case "standing_deputy", "deputy_head":
			deputies = append(deputies, o)
		}
	}
	return head, deputies
}
