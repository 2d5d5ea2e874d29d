// Package report counts a committee's half-year: figures by class, unit and field, what was carried in and out, shortcomings,
// meetings, and the lists behind every figure, as plain data, as of any date and as known at any instant.
// What is counted is decided in the data model: an obligation. Fan-out parents and series are never counted, their parts and occurrences are.
package report

import (
	"time"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
)

// HalfYear is the report of a committee for a period of any kind, as of a day. It bears the name of the commonest kind.
type HalfYear struct {
	Letterhead Letterhead      `json:"letterhead"`
	Period     calendar.Period `json:"period"`
	AsOf       calendar.Date   `json:"as_of"`
	Known      time.Time       `json:"known_at"` // events recorded later are left out
	SoonDays   int             `json:"due_soon_days"`

	Totals    Figures      `json:"totals"`
	CarriedIn int          `json:"carried_in"` // open at the end of the day before the period
	Given     int          `json:"given"`      // given inside the period
	ByUnit    []UnitRow    `json:"by_unit"`    // every unit that leads a task, in full; sorted by name
	NoLead    Figures      `json:"no_lead"`    // tasks without a lead unit: "Chưa có đơn vị chủ trì"
	ByField   []FieldRow   `json:"by_field"`   // the last row, without name, holds tasks of no field when there are any
	Rates     []Rate       `json:"rates"`
	ByMonth   []MonthRow   `json:"by_month"`    // of the done: when they were done
	Ages      []AgeRow     `json:"overdue_age"` // of the overdue: for how long
	Meetings  []MeetingRow `json:"meetings"`

	Shortcomings    ShortcomingFigures `json:"shortcoming_figures"`
	ShortcomingRows []ShortcomingRow   `json:"shortcomings"`
	Identities      []Identity         `json:"identities"`

	FirstDeadline Figures      `json:"first_deadline"`   // the same tasks held against the deadline first set, whatever was granted since
	Merged        []MergedUnit `json:"merged_units"`     // units merged inside the period, each task counted once
	Comparison    []Compared   `json:"comparison"`       // the period before, and the same period of the year before
	Breaks        []Break      `json:"breaks"`           // tasks because of which the opening is not the closing before
	Definitions   int          `json:"definitions"`      // version of what the figures mean
	Frozen        *Frozen      `json:"frozen,omitempty"` // nil: counted now
}

// MergedUnit is a unit into which others were merged inside the period, with them: its tasks and theirs, each counted once.
type MergedUnit struct {
	Unit    access.UnitID `json:"unit_id"`
	Name    string        `json:"name"`    // as valid on the as-of day
	From    string        `json:"from"`    // the names of those merged into it, joined by "; "
	On      calendar.Date `json:"on"`      // the day of the last merger
	Figures Figures       `json:"figures"` // where any of them leads
}

// Compared is another period's figures beside those of the report.
type Compared struct {
	Which     string          `json:"which"` // before | year_before
	Period    calendar.Period `json:"period"`
	AsOf      calendar.Date   `json:"as_of"`
	Frozen    int             `json:"frozen"` // the number of the frozen report the figures are from; 0: counted now
	CarriedIn int             `json:"carried_in"`
	Given     int             `json:"given"`
	Figures   Figures         `json:"figures"`
}

// Break is a task because of which what was carried in is not what the period before carried out.
type Break struct {
	Task   task.ID       `json:"task_id"`
	Number int           `json:"number"`
	Text   string        `json:"text"`
	In     bool          `json:"carried_in"` // it is carried in though it was not carried out; false: the other way round
	Why    string        `json:"why"`        // late_entry | between | not_counted | other
	Event  string        `json:"event"`      // kind of the event that explains it; empty: none
	On     calendar.Date `json:"effective_on,omitzero"`
	At     time.Time     `json:"recorded_at,omitzero"`
}

// Letterhead is what the head and the signature block of a document need.
type Letterhead struct {
	Committee      access.CommitteeID `json:"committee_id"`
	Code           string             `json:"code"`
	Name           string             `json:"name"`
	ShortName      string             `json:"short_name"`
	Superior       string             `json:"superior_name"`
	DocumentSystem string             `json:"document_system"` // state | party
	NumberSymbol   string             `json:"number_symbol"`
	Place          string             `json:"place_name"`
	HeadTitle      string             `json:"head_title"`
	HeadName       string             `json:"head_name"` // the head valid on the as-of date; empty when not registered
}

// Figures are counts of obligations. Total = Done + NotDone; cancelled stands outside.
type Figures struct {
	Total          int `json:"total"`
	Done           int `json:"done"` // = DoneInTime + DoneLate + DoneNoDeadline
	DoneInTime     int `json:"done_in_time"`
	DoneLate       int `json:"done_late"`
	DoneNoDeadline int `json:"done_no_deadline"`
	NotDone        int `json:"not_done"` // = InTime + Overdue + NoDeadline + Paused
	InTime         int `json:"in_time"`  // those due soon included
	DueSoon        int `json:"due_soon"` // of which
	Overdue        int `json:"overdue"`
	NoDeadline     int `json:"no_deadline"` // continuous ones included
	Continuous     int `json:"continuous"`  // of which
	Paused         int `json:"paused"`
	Waiting        int `json:"waiting"`   // of the not done: reported, not yet confirmed
	SentBack       int `json:"sent_back"` // of the not done: reported and sent back
	Cancelled      int `json:"cancelled"` // outside the total
	Due            int `json:"due"`       // deadline before the as-of day, not paused: = DueDone + Overdue
	DueDone        int `json:"due_done"`
	Updated        int `json:"updated"` // of the not done: reported on at least once inside the period
}

// UnitRow is one unit's figures, as lead.
type UnitRow struct {
	Unit         access.UnitID `json:"unit_id"`
	Name         string        `json:"name"` // as valid on the as-of day
	Figures      Figures       `json:"figures"`
	FirstNamed   int           `json:"first_named"`  // of Total: where it is the lead named first
	Coordinating int           `json:"coordinating"` // tasks it only co-ordinates; in no total
}

// FieldRow is one field's figures.
type FieldRow struct {
	Field   org.FieldID `json:"field_id,omitzero"`
	Code    string      `json:"code"`
	Name    string      `json:"name"`
	Figures Figures     `json:"figures"`
}

// MonthRow is what was done in a month.
type MonthRow struct {
	Month  calendar.Date `json:"month"`   // its first day
	InTime int           `json:"in_time"` // those without a deadline included
	Late   int           `json:"late"`
}

// AgeRow is how many tasks have been overdue for so many days.
type AgeRow struct {
	From    int `json:"from_days"` // 1, 8, 31, 91: up to the next
	Overdue int `json:"overdue"`
}

// Rate is a share that states its base.
type Rate struct {
	Key  string `json:"key"`  // message key: what is divided by what
	Of   int    `json:"of"`   // numerator
	Base int    `json:"base"` // denominator; 0: no rate
	// Numerator and Denominator name the figures, "overdue" and "done+overdue", so that a sheet can write the formula.
	Numerator   string `json:"numerator"`
	Denominator string `json:"denominator"`
}

// Identity is an equation that must hold; it is checked when the report is made.
type Identity struct {
	Key   string `json:"key"`
	Left  int    `json:"left"`
	Right []int  `json:"right"`
	Holds bool   `json:"holds"`
}

// MeetingRow is a meeting held inside the period.
type MeetingRow struct {
	ID           string        `json:"id"`
	Number       int           `json:"number"`
	Kind         string        `json:"kind"`
	Title        string        `json:"title"`
	HeldOn       calendar.Date `json:"held_on"`
	Place        string        `json:"place"`
	Chair        string        `json:"chair"`
	State        string        `json:"state"`
	Present      int           `json:"present"`
	Excused      int           `json:"excused"`
	Absent       int           `json:"absent"`
	Invited      int           `json:"invited"` // rows of the roll; 0: no roll is known
	Conclusions  int           `json:"conclusions"`
	Shortcomings int           `json:"shortcomings"`
	Tasks        int           `json:"tasks"`
}

// ShortcomingFigures count the period's shortcomings.
type ShortcomingFigures struct {
	New      int `json:"new"`      // raised in the period for the first time
	Repeated int `json:"repeated"` // raised in the period, repeating an earlier one
	Cured    int `json:"cured"`    // cured in the period
	Open     int `json:"open"`     // not cured at the as-of day, whenever raised
}

// ShortcomingRow is one shortcoming of the period's list: raised in it, cured in it, or still open.
type ShortcomingRow struct {
	ID       string        `json:"id"`
	Number   int           `json:"number"`
	Text     string        `json:"text"`
	Wording  string        `json:"wording"`
	Nature   string        `json:"nature"`
	Field    string        `json:"field"`
	Units    string        `json:"units"`
	RaisedOn calendar.Date `json:"raised_on"`
	Meeting  string        `json:"meeting"`
	RaisedBy string        `json:"raised_by"`
	Times    int           `json:"times"`
	State    string        `json:"state"`
	CuredOn  calendar.Date `json:"cured_on,omitzero"`
	Tasks    string        `json:"tasks"` // numbers of the tasks that cure it: "3, 7"
}

// TaskRow is one counted task of the report's list.
type TaskRow struct {
	ID            task.ID       `json:"id"`
	Number        int           `json:"number"`
	Text          string        `json:"text"`
	Wording       string        `json:"wording"`
	Source        string        `json:"source"` // "Hội nghị … 25/06/2020", document; empty: unknown
	SourceKind    string        `json:"source_kind"`
	Leads         string        `json:"leads"` // names joined by "; "
	Coordinating  string        `json:"coordinating"`
	Addressees    string        `json:"addressees"` // the words, where no unit is named
	Field         string        `json:"field"`
	GivenOn       calendar.Date `json:"given_on"`
	DeadlineWords string        `json:"deadline_words"`
	DeadlineKind  string        `json:"deadline_kind"`
	FirstDueOn    calendar.Date `json:"first_due_on,omitzero"`
	DueOn         calendar.Date `json:"due_on,omitzero"`
	State         task.State    `json:"state"`
	SentBack      bool          `json:"sent_back"`
	CompletedOn   calendar.Date `json:"completed_on,omitzero"`
	Timing        task.Timing   `json:"timing"`
	WasOverdue    bool          `json:"was_overdue"`
	CarriedIn     bool          `json:"carried_in"`
	LastReportOn  calendar.Date `json:"last_report_on,omitzero"`
	Result        string        `json:"result"` // the last report's words
}
