// Package meeting keeps a committee's meetings from plan to issued record: agenda, roll, and the minutes as blocks in order.
//
// A block is a line of the minutes: speech, conclusion, achievement, vote, note. What stems from a block (a shortcoming, a task)
// is a row of a later package that names the block and keeps the wording it came from; this package only reads them, so that
// the record can be followed both ways. Practice is looser than the rule: what is missing is a warning, only what would
// corrupt the record is refused.
package meeting

import (
	"time"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

type (
	meetingKind    struct{}
	agendaKind     struct{}
	attendanceKind struct{}
	blockKind      struct{}
	laterKind      struct{}
)

type (
	// ID is a meeting's.
	ID = id.ID[meetingKind]
	// AgendaID is that of a point of the agenda.
	AgendaID = id.ID[agendaKind]
	// AttendanceID is that of a line of the roll.
	AttendanceID = id.ID[attendanceKind]
	// BlockID is that of a line of the minutes.
	BlockID = id.ID[blockKind]
	// LaterID is that of a row of a package that may import this one: a shortcoming, a task.
	LaterID = id.ID[laterKind]
)

// Kind says what a meeting is held for.
type Kind string

// The kinds of meeting met in practice.
const (
	Briefing      Kind = "briefing"       // giao ban
	InterimReview Kind = "interim_review" // sơ kết
	FinalReview   Kind = "final_review"   // tổng kết
	Rollout       Kind = "rollout"        // triển khai
	Thematic      Kind = "thematic"       // chuyên đề
	Inspection    Kind = "inspection"     // kiểm tra
	OtherKind     Kind = "other"
)

// Kinds lists every kind in the order forms show them.
func Kinds() []Kind {
	return []Kind{Briefing, InterimReview, FinalReview, Rollout, Thematic, Inspection, OtherKind}
}

// Wording says whether words are those that were spoken or somebody's report of them.
type Wording string

// The wordings. Reported words are shown without quotation marks and with their source.
const (
	Verbatim Wording = "verbatim"
	Reported Wording = "reported"
)

// Named is a person with the name known now.
type Named struct {
	ID   access.PersonID `json:"id"`
	Name string          `json:"name"`
}

// Meeting is one meeting of a committee. Days are civil dates of Viet Nam, times "HH:MM" of that day or empty when unknown.
// Seen at Level Heading it carries only what everybody who knows of it may know; the rest is empty.
type Meeting struct {
	Committee      access.CommitteeID `db:"committee_id" json:"committee_id"`
	ID             ID                 `db:"id" json:"id"`
	Number         int                `db:"number" json:"number"` // short number in the committee, never reused
	Kind           Kind               `db:"kind" json:"kind"`
	Title          string             `db:"title" json:"title"`
	ReviewedPeriod string             `db:"reviewed_period" json:"reviewed_period"` // "2020", "2020-H1", "2020-Q2", "2020-06" or empty
	NextPeriod     string             `db:"next_period" json:"next_period"`
	Place          string             `db:"place" json:"place"`
	HeldOn         calendar.Date      `db:"held_on" json:"held_on"`
	StartsAt       string             `db:"starts_at" json:"starts_at"`
	EndedOn        calendar.Date      `db:"ended_on" json:"ended_on,omitzero"` // zero: the day it was held
	EndsAt         string             `db:"ends_at" json:"ends_at"`
	Chair          access.PersonID    `db:"chair_id" json:"chair_id,omitzero"`
	ChairName      string             `db:"chair_name" json:"chair_name"`
	ChairPost      string             `db:"chair_post" json:"chair_post"` // as held and named that day
	Secretaries    []Named            `db:"secretaries" json:"secretaries"`
	State          State              `db:"state" json:"state"`
	Wording        Wording            `db:"wording" json:"wording"`
	Source         string             `db:"source" json:"source"` // where a reported record comes from
	Remark         string             `db:"remark" json:"remark"` // of whoever entered the record; no word of it
	CreatedAt      time.Time          `db:"created_at" json:"created_at"`
	Version        int                `db:"version" json:"version"`
	Level          Level              `db:"-" json:"level"` // how much of it the reader was shown
}

// LastDay is the day the meeting ended, or the day it was held when no other is known.
func (m Meeting) LastDay() calendar.Date {
	if m.EndedOn.IsZero() {
		return m.HeldOn
	}
	return m.EndedOn
}

// heading is what everybody who may know of the meeting may know: title, place, date, state.
func (m Meeting) heading() Meeting {
	return Meeting{
		Committee: m.Committee, ID: m.ID, Number: m.Number, Kind: m.Kind, Title: m.Title, Place: m.Place, HeldOn: m.HeldOn,
		StartsAt: m.StartsAt, Secretaries: []Named{}, State: m.State, Wording: m.Wording, Version: m.Version, Level: Heading,
	}
}

// shownAt is the meeting as a reader of that level gets it.
func (m Meeting) shownAt(l Level) Meeting {
	if l != Full {
		return m.heading()
	}
	m.Level = Full
	return m
}

// AgendaItem is a point of the agenda.
type AgendaItem struct {
	Committee   access.CommitteeID `db:"committee_id" json:"committee_id"`
	ID          AgendaID           `db:"id" json:"id"`
	Meeting     ID                 `db:"meeting_id" json:"meeting_id"`
	Position    int                `db:"position" json:"position"`
	Title       string             `db:"title" json:"title"`
	PresenterID access.PersonID    `db:"presenter_id" json:"presenter_id,omitzero"`
	Presenter   string             `db:"presenter" json:"presenter"` // as named in the agenda
	Minutes     int                `db:"minutes" json:"minutes"`     // 0: not planned
	Preparation
	PrepareWho string  `db:"prepare_who" json:"prepare_who"` // the names of unit and person, as on the day of the meeting
	Outcome    Outcome `db:"outcome" json:"outcome"`
	MovedTo    ID      `db:"moved_to" json:"moved_to,omitzero"`
	MovedNo    int     `db:"moved_number" json:"moved_number"` // the short number of that meeting; 0: not moved
	Withdrawn  bool    `db:"withdrawn" json:"withdrawn"`
	Version    int     `db:"version" json:"version"`
}

// Preparation is who has to prepare what for a point of the agenda, and by when.
type Preparation struct {
	PrepareWords  string          `db:"prepare_words" json:"prepare_words,omitempty" validate:"max=1000"`
	PrepareUnit   access.UnitID   `db:"prepare_unit_id" json:"prepare_unit_id,omitzero"`
	PreparePerson access.PersonID `db:"prepare_person_id" json:"prepare_person_id,omitzero"`
	PrepareBy     calendar.Date   `db:"prepare_by" json:"prepare_by,omitzero" validate:"realdate"`
}

// Outcome is what became of a point of the agenda.
type Outcome string

// The outcomes.
const (
	OutcomeOpen  Outcome = "open"
	OutcomeDone  Outcome = "done"
	OutcomeMoved Outcome = "moved" // to a later meeting
)

// AttendanceStatus says whether somebody on the roll came.
type AttendanceStatus string

// The answers to a roll call.
const (
	Present AttendanceStatus = "present"
	Excused AttendanceStatus = "excused"
	Absent  AttendanceStatus = "absent"
)

// Attendance is a line of the roll.
type Attendance struct {
	Committee     access.CommitteeID `db:"committee_id" json:"committee_id"`
	ID            AttendanceID       `db:"id" json:"id"`
	Meeting       ID                 `db:"meeting_id" json:"meeting_id"`
	Position      int                `db:"position" json:"position"`
	Person        access.PersonID    `db:"person_id" json:"person_id,omitzero"`
	Name          string             `db:"name" json:"name"` // as written in the roll
	Post          string             `db:"post" json:"post"` // as held that day
	Unit          access.UnitID      `db:"unit_id" json:"unit_id,omitzero"`
	UnitName      string             `db:"unit_name" json:"unit_name"` // as named on the day of the meeting
	Status        AttendanceStatus   `db:"status" json:"status"`
	SubstituteFor AttendanceID       `db:"substitute_for" json:"substitute_for,omitzero"` // the line this person sits in for
	ArrivedAt     string             `db:"arrived_at" json:"arrived_at"`                  // "HH:MM" or empty
	LeftAt        string             `db:"left_at" json:"left_at"`
	BackAt        string             `db:"back_at" json:"back_at"` // after having left
	Withdrawn     bool               `db:"withdrawn" json:"withdrawn"`
	Version       int                `db:"version" json:"version"`
}
