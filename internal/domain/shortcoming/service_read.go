package shortcoming

import (
	"context"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// Detail is a shortcoming with its thread: what it repeats, what repeats it, what is done about it, what happened to it.
// Every part is limited to what the reader may see; a focal person sees their units' tasks and no events.
type Detail struct {
	Shortcoming
	Earlier []Ref     `json:"earlier"` // what it repeats, the nearest first
	Later   []Ref     `json:"later"`   // what repeats it, directly or not, in the order raised
	Tasks   []TaskRef `json:"tasks"`
	Tried   []Tried   `json:"tried"`  // what was done about the earlier ones, the nearest first
	Events  []Event   `json:"events"` // the oldest first
}

// Ref is another shortcoming of the chain, as far as a link shows it.
type Ref struct {
	ID            ID            `db:"id" json:"id"`
	Number        int           `db:"number" json:"number"`
	Text          string        `db:"text" json:"text"`
	Nature        Nature        `db:"nature" json:"nature"`
	State         State         `db:"state" json:"state"`
	Times         int           `db:"times" json:"times"`
	RaisedOn      calendar.Date `db:"raised_on" json:"raised_on"`
	Meeting       meeting.ID    `db:"meeting_id" json:"meeting_id"`
	MeetingNumber int           `db:"meeting_number" json:"meeting_number"`
	MeetingTitle  string        `db:"meeting_title" json:"meeting_title"`
}

// TaskRef is a task that stems from the shortcoming or is to cure it, with what its timing class depends on. Parts of a fan-out
// and occurrences of a series are reached through the task they belong to, except by those who see only such a part.
type TaskRef struct {
	ID            meeting.LaterID `db:"id" json:"id"`
	Number        int             `db:"number" json:"number"`
	Form          string          `db:"form" json:"form"`
	Stems         bool            `db:"stems" json:"stems"` // names this shortcoming as its source
	Cures         bool            `db:"cures" json:"cures"` // is meant to cure it
	Text          string          `db:"text" json:"text"`
	Wording       meeting.Wording `db:"wording" json:"wording"`
	State         string          `db:"state" json:"state"`
	SentBack      bool            `db:"sent_back" json:"sent_back"`
	DeadlineKind  string          `db:"deadline_kind" json:"deadline_kind"`
	DeadlineWords string          `db:"deadline_words" json:"deadline_words"`
	DueOn         calendar.Date   `db:"due_on" json:"due_on,omitzero"`
	CompletedOn   calendar.Date   `db:"completed_on" json:"completed_on,omitzero"`
	LeadUnit      access.UnitID   `db:"lead_unit_id" json:"lead_unit_id,omitzero"`
	LeadName      string          `db:"lead_name" json:"lead_name"`
}

// Tried is a task that was meant to cure an earlier shortcoming of the chain, however it ended: cancelled ones are told too.
type Tried struct {
	TaskRef
	OfNumber int `db:"of_number" json:"of_number"` // the earlier shortcoming
	OfTimes  int `db:"of_times" json:"of_times"`   // raised for the n-th time then
}

// Get reads a shortcoming with its thread; NotFound when by may not see it.
func (s *Service) Get(ctx context.Context, by access.Actor, c access.CommitteeID, v ID) (Detail, error) {
	see, err := meeting.SightOf(by, c)
	if err != nil {
		return Detail{}, err
	}
	var d Detail
	err = database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		d, err = readDetail(ctx, q, reader{see, c}, v)
		return err
	})
	return d, err
}

func readDetail(ctx context.Context, q database.Querier, r reader, v ID) (Detail, error) {
	row, err := r.byID(ctx, q, v)
	if err != nil {
		return Detail{}, err
	}
	d := Detail{Shortcoming: row.Shortcoming, Events: []Event{}}
	if d.Earlier, err = r.earlier(ctx, q, v); err != nil {
		return Detail{}, err
	}
	if d.Later, err = r.later(ctx, q, v); err != nil {
		return Detail{}, err
	}
	if d.Tasks, err = r.tasks(ctx, q, v, row.Whole); err != nil {
		return Detail{}, err
	}
	if d.Tried, err = r.tried(ctx, q, d.Earlier); err != nil {
		return Detail{}, err
	}
	if row.Whole {
		d.Events, err = Events(ctx, q, r.committee, v)
	}
	return d, err
}

// WithTasks filters by whether anything is being done about a shortcoming.
type WithTasks string

// The answers; empty asks for both.
const (
	HasTasks WithTasks = "with"
	NoTasks  WithTasks = "without"
)

// Query is what the list of shortcomings understands; empty fields filter nothing.
type Query struct {
	org.ListQuery
	Nature    Nature        `json:"nature"`
	State     State         `json:"state"`
	Field     org.FieldID   `json:"field_id,omitzero"`
	Unit      access.UnitID `json:"unit_id,omitzero"`
	Meeting   meeting.ID    `json:"meeting_id,omitzero"`
	From      calendar.Date `json:"from"` // raised on this day or later
	To        calendar.Date `json:"to"`   // raised on this day or earlier
	Tasks     WithTasks     `json:"tasks"`
	Uncured   bool          `json:"uncured"`   // only those not cured
	Repeated  bool          `json:"repeated"`  // only those raised before
	Withdrawn bool          `json:"withdrawn"` // also those taken back
}

// Row is a shortcoming in a list.
type Row struct {
	Shortcoming
	Whole     bool `db:"whole" json:"-"`               // the reader sees its meeting's record
	Tasks     int  `db:"tasks" json:"tasks"`           // that the reader sees; parts and occurrences count with the task they belong to
	OpenTasks int  `db:"open_tasks" json:"open_tasks"` // of these, neither confirmed nor cancelled
}

// List reads a page of the committee's shortcomings that by may see, the latest first unless another order is asked for.
// Exact matches of the words come before those that match without marks.
func (s *Service) List(ctx context.Context, by access.Actor, c access.CommitteeID, f Query) (org.Page[Row], error) {
	see, err := meeting.SightOf(by, c)
	if err != nil {
		return org.Page[Row]{}, err
	}
	var p org.Page[Row]
	err = database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		p, err = reader{see, c}.list(ctx, q, f)
		return err
	})
	return p, err
}
