package task

import (
	"context"
	"slices"
	"strconv"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/shortcoming"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// Detail is a task with its thread, both ways: what it stems from, and what became of it.
type Detail struct {
	Task      Task            `json:"task"`
	Timing    Timing          `json:"timing"`
	History   []Event         `json:"history"`
	Origin    Origin          `json:"origin"`
	Cures     []Linked        `json:"cures"`           // shortcomings it is meant to cure
	Parent    Linked          `json:"parent,omitzero"` // the fan-out task of a part
	Series    Linked          `json:"series,omitzero"` // the series of an occurrence
	Children  []Child         `json:"children"`        // parts or occurrences
	DoneOf    int             `json:"done_of"`         // confirmed children
	Field     string          `json:"field,omitempty"`
	Missing   []fault.Message `json:"missing"` // what a complete order would still need
	Moves     []EventKind     `json:"moves"`   // what the reader may do now
	SoonDays  int             `json:"due_soon_days"`
	Period    string          `json:"period,omitempty"` // the half-year whose report it is in now: "2020-H2"
	MayAttach bool            `json:"may_attach"`
	Undo      *Undoable       `json:"undo,omitempty"`  // the reader's own last move, while it may be taken back
	Extends   int             `json:"extension_limit"` // how often the committee extends without a further reason
	Wanted    bool            `json:"report_wanted"`   // continuous work without a report in this period
	OpenParts []string        `json:"open_parts"`      // co-ordinating units that have not replied
	Speaks    []Assignee      `json:"speaks_for"`      // the co-ordinating units the reader may reply for
	Lineage   []Kin           `json:"lineage"`         // the same task in the committee before or after, as far as the reader may read it there
}

// Origin is the meeting and the words a task comes from.
type Origin struct {
	Meeting       meeting.ID      `json:"meeting_id,omitzero" db:"meeting_id"`
	MeetingNumber int             `json:"meeting_number,omitempty" db:"meeting_number"`
	MeetingTitle  string          `json:"meeting_title,omitempty" db:"title"`
	MeetingPlace  string          `json:"meeting_place,omitempty" db:"place"`
	HeldOn        calendar.Date   `json:"held_on,omitzero" db:"held_on"`
	MeetingSource string          `json:"meeting_source,omitempty" db:"meeting_source"`
	Block         meeting.BlockID `json:"block_id,omitzero" db:"block_id"`
	BlockText     string          `json:"block_text,omitempty" db:"block_text"` // as it reads now
	BlockWording  string          `json:"block_wording,omitempty" db:"block_wording"`
	Speaker       string          `json:"speaker,omitempty" db:"speaker"`
	SpeakerPost   string          `json:"speaker_post,omitempty" db:"speaker_post"`
	Shortcoming   shortcoming.ID  `json:"shortcoming_id,omitzero" db:"shortcoming_id"`
	ShortcomingNo int             `json:"shortcoming_number,omitempty" db:"shortcoming_number"`
	ShortText     string          `json:"shortcoming_text,omitempty" db:"shortcoming_text"`
	Edited        bool            `json:"source_edited" db:"edited"` // the block was edited after the task was taken from it
}

// Linked names a row at the other end of a link.
type Linked struct {
	ID     string `json:"id" db:"id"`
	Number int    `json:"number" db:"number"`
	Text   string `json:"text" db:"text"`
}

// Child is a part or an occurrence.
type Child struct {
	Linked
	Unit        string        `json:"unit" db:"unit"`
	OccursOn    calendar.Date `json:"occurs_on,omitzero" db:"occurs_on"`
	DueOn       calendar.Date `json:"due_on,omitzero" db:"due_on"`
	CompletedOn calendar.Date `json:"completed_on,omitzero" db:"completed_on"`
	State       State         `json:"state" db:"state"`
	Timing      Timing        `json:"timing" db:"timing"`
}

// Get reads a task by id or short number with its whole thread, as far as by may read it.
func (s *Service) Get(ctx context.Context, by access.Actor, c access.CommitteeID, ref string) (Detail, error) {
	scope, err := by.ReadScope(c)
	if err != nil {
		return Detail{}, err
	}
	var d Detail
	err = database.InReadTx(ctx, s.d.DB, func(q database.Querier) (err error) {
		if d.Task, err = byRef(ctx, q, c, ref); err != nil {
			return err
		}
		if err := readable(ctx, q, d.Task, scope); err != nil {
			return err
		}
		return s.fill(ctx, q, by, &d)
	})
	return d, err
}

// Partners are the co-ordinating units and members in the order named.
func (d Detail) Partners() []Assignee { return partnersOf(d.Task.Assignees) }

// markUndone marks the events that were taken back.
func markUndone(history []Event) {
	for _, e := range history {
		if e.Kind == EvUndone && e.Undoes <= len(history) {
			history[e.Undoes-1].Undone = true
		}
	}
}

// byRef accepts what people write: the short number, or the id.
func byRef(ctx context.Context, q database.Querier, c access.CommitteeID, ref string) (Task, error) {
	if n, err := strconv.Atoi(ref); err == nil {
		return ByNumber(ctx, q, c, n)
	}
	i, err := id.Parse[kind](ref)
	if err != nil {
		return Task{}, fault.New(fault.NotFound, "not_found").Because(err)
	}
	return ByID(ctx, q, c, i)
}

func (s *Service) fill(ctx context.Context, q database.Querier, by access.Actor, d *Detail) error {
	rules, err := settingsOf(ctx, q, d.Task.Committee)
	if err != nil {
		return err
	}
	today := s.d.Clock.Today()
	d.SoonDays, d.Timing = rules.SoonDays, TimingOn(d.Task.Dated(), today, rules.SoonDays)
	if d.History, err = Events(ctx, q, d.Task.Committee, d.Task.ID); err != nil {
		return err
	}
	markUndone(d.History)
	if err := nameEvents(ctx, q, d.History); err != nil {
		return err
	}
	if d.Origin, err = originOf(ctx, q, d.Task); err != nil {
		return err
	}
	if d.Lineage, err = kinOf(ctx, q, by, d.Task); err != nil {
		return err
	}
	if err := links(ctx, q, d, today, rules.SoonDays); err != nil {
		return err
	}
	for _, m := range MovesFor(by, d.Task) {
		d.Moves = append(d.Moves, m.Event)
	}
	if err := s.followUp(ctx, q, by, d); err != nil {
		return err
	}
	on := today
	if !d.Task.State.Open() {
		on = d.Task.CompletedOn
	}
	if d.Task.Form.Counted() && !on.IsZero() {
		d.Period, err = org.PeriodCodeOn(ctx, q, d.Task.Committee, on)
	}
	return err
}

// followUp tells what the task asks of the reader, and what they may still take back.
func (s *Service) followUp(ctx context.Context, q database.Querier, by access.Actor, d *Detail) error {
	t := d.Task
	rules, err := settingOf(ctx, q, t.Committee)
	if err != nil {
		return err
	}
	d.Extends, d.OpenParts, d.Undo = rules.Extensions, openParts(t.Assignees), s.undoable(by, d.History)
	mine := func(a Assignee) bool { return by.MayRecord(t.Committee) || answersFor(by, t.Committee, a) }
	d.MayAttach = by.MayRecord(t.Committee) || slices.ContainsFunc(t.Assignees, mine)
	d.Speaks = slices.DeleteFunc(partnersOf(t.Assignees), func(a Assignee) bool { return !mine(a) })
	if d.Wanted, err = reportWanted(ctx, q, t, s.d.Clock.Today()); err != nil {
		return err
	}
	d.Missing = missing(t)
	if d.Wanted {
		d.Missing = append(d.Missing, fault.Message{Key: "task.missing.report"})
	}
	return nil
}

// reportWanted: continuous work is never overdue, but is reported on in every period.
func reportWanted(ctx context.Context, q database.Querier, t Task, today calendar.Date) (bool, error) {
	if t.DeadlineKind != "continuous" || !t.State.Open() || t.State == Paused || !t.Form.Counted() {
		return false, nil
	}
	starts, err := periodStart(ctx, q, t.Committee, today)
	return t.LastReportOn.Before(starts), err
}

// periodStart is the first day of the half-year a day belongs to.
func periodStart(ctx context.Context, q database.Querier, c access.CommitteeID, on calendar.Date) (calendar.Date, error) {
	code, err := org.PeriodCodeOn(ctx, q, c, on)
	if err != nil {
		return calendar.Date{}, err
	}
	p, err := org.PeriodOf(ctx, q, c, code)
	return p.Start, err
}

// missing lists what a complete order would still need; it warns and never refuses (real orders leave these out).
func missing(t Task) []fault.Message {
	list := []fault.Message{}
	if n := len(leadsOf(t.Assignees)); n == 0 && t.Form != FanOut {
		list = append(list, fault.Message{Key: "task.missing.lead"})
	} else if n > 1 {
		list = append(list, fault.Message{Key: "task.missing.one_lead", Args: []any{n}})
	}
	if t.DueOn.IsZero() && t.DeadlineKind != "continuous" && t.Form != Series {
		list = append(list, fault.Message{Key: "task.missing.deadline"})
	}
	for _, key := range t.Deadline.Missing {
		list = append(list, fault.Message{Key: key})
	}
	for _, key := range t.Deadline.Assumed {
		list = append(list, fault.Message{Key: key})
	}
	if t.EachOf && t.Form == Single {
		list = append(list, fault.Message{Key: "task.missing.parts"})
	}
	if t.Source.Kind == FromUnknown {
		list = append(list, fault.Message{Key: "task.missing.source"})
	}
	return list
}
