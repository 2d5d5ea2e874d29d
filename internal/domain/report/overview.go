package report

import (
	"context"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
)

// silentDays is after how many days without a report a unit with open tasks counts as silent.
const silentDays = 30

// Overview is a committee's first page: five figures, what waits for the reader, and what gives worry, today or as of a day gone by.
type Overview struct {
	Counts  map[task.Timing]int `json:"counts"` // obligations by class
	Open    int                 `json:"open"`
	Waiting int                 `json:"waiting"` // reported, not yet confirmed
	NoLead  int                 `json:"no_lead"` // open, nobody leads
	Units   int                 `json:"units"`   // that lead open tasks
	Silent  int                 `json:"silent"`  // of these, those silent for SilentDays; SilentUnits lists them
	// Deciding is how many tasks wait for a decision the reader may take; zero for who decides nothing.
	Deciding int `json:"deciding"`
	Updated  int `json:"updated"` // of the open ones: reported on in the last SilentDays

	Todo       []Todo      `json:"todo"`
	WorstUnits []WorstUnit `json:"worst_units"`
	CameBack   []CameBack  `json:"came_back"` // shortcomings raised again and not cured, the last of each chain; the most often raised first
	Gaps       *Gaps       `json:"gaps"`      // nil to those who do not keep the records, and on a day gone by
	Silence    []Silence   `json:"silence"`   // the units silent the longest
	Promises   Owed        `json:"promises"`  // what the reader leads in person
	Next       NextMeeting `json:"next_meeting,omitzero"`
	Before     Owed        `json:"before_next_meeting"` // what falls due before it
	SilentDays int         `json:"-"`
	SoonDays   int         `json:"soon_days"`
}

// TodoKind says why a task waits for the reader.
type TodoKind string

// The kinds: a decision of the committee, an act of the unit, a gap in the record.
const (
	TodoConfirm   TodoKind = "confirm"
	TodoExtension TodoKind = "extension"
	TodoNoLead    TodoKind = "no_lead"
	TodoReturned  TodoKind = "returned"
	TodoSentBack  TodoKind = "sent_back"
	TodoOverdue   TodoKind = "overdue"
	TodoDueSoon   TodoKind = "due_soon"
)

// Todo is one thing that waits for the reader.
type Todo struct {
	Kind   TodoKind      `json:"kind"`
	Number int           `json:"number"`
	Text   string        `json:"text"`
	Lead   string        `json:"lead"`
	DueOn  calendar.Date `json:"due_on,omitzero"`
	Asked  calendar.Date `json:"asked_due_on,omitzero"` // of an extension: the date asked for
	Timing task.Timing   `json:"timing"`
	State  task.State    `json:"state"`
	// Version is that of the task, so that a decision can be taken where it is shown; zero in the past.
	Version int `json:"version"`
}

// Owed is how many tasks there are of a kind, and the first of them by deadline.
type Owed struct {
	Count int    `json:"count"`
	First []Todo `json:"first"`
}

// Silence is a unit with open tasks that says nothing.
type Silence struct {
	Unit access.UnitID `json:"unit_id"`
	Name string        `json:"name"`
	Days int           `json:"days"` // since its last report, or the last task given
}

// NextMeeting is the next meeting planned.
type NextMeeting struct {
	Number int           `json:"number"`
	Title  string        `json:"title"`
	HeldOn calendar.Date `json:"held_on,omitzero"`
}

// WorstUnit is a unit with overdue tasks.
type WorstUnit struct {
	Unit    access.UnitID `json:"unit_id"`
	Name    string        `json:"name"`
	Overdue int           `json:"overdue"`
	Longest int           `json:"longest"` // days
}

// CameBack is a shortcoming raised again.
type CameBack struct {
	Number int    `json:"number"`
	Text   string `json:"text"`
	Times  int    `json:"times"`
	Alarm  bool   `json:"alarm"` // as often as the committee's setting, or more
}

// Gaps counts where the thread is broken off: nobody works on it, or it serves nothing that was named.
type Gaps struct {
	Shortcomings int `json:"shortcomings"` // not cured, without a task
	Tasks        int `json:"tasks"`        // open, meant to cure nothing
	Conclusions  int `json:"conclusions"`  // without a task
}

// Overview reads the first page in one statement, so that its parts are of one instant. A focal person's figures are of their units' tasks.
func (s *Service) Overview(ctx context.Context, by access.Actor, c access.CommitteeID, on org.AsOf) (Overview, error) {
	scope, err := by.ReadScope(c)
	if err != nil {
		return Overview{}, err
	}
	then, err := on.At(s.d.Clock)
	if err != nil {
		return Overview{}, err
	}
	return overview(ctx, s.d.DB, overviewQuery{
		committee: c, scope: scope, then: then, person: by.Person,
		decides: by.MayDecide(c), records: by.MayRecord(c), answers: by.Has(c, access.Focal) && !by.System,
	})
}

// PresentPeriod is the code of the half-year that today belongs to, by the committee's presets.
func (s *Service) PresentPeriod(ctx context.Context, by access.Actor, c access.CommitteeID) (string, error) {
	if _, err := by.ReadScope(c); err != nil {
		return "", err
	}
	return org.PeriodCodeOn(ctx, s.d.DB, c, s.d.Clock.Today())
}
