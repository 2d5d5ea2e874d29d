package meeting

import (
	"regexp"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/vietnamese"
)

// Content is what a person writes about a meeting. Only kind, title and day are needed: the rest may never become known.
// ChairPost is filled from the register when it is empty and the chair is known.
type Content struct {
	Kind           Kind              `json:"kind" validate:"required,oneof=briefing interim_review final_review rollout thematic inspection other"`
	Title          string            `json:"title" validate:"required,max=500"`
	ReviewedPeriod string            `json:"reviewed_period,omitempty"` // "2020", "2020-H1", "2020-Q2", "2020-06"
	NextPeriod     string            `json:"next_period,omitempty"`
	Place          string            `json:"place,omitempty" validate:"max=300"`
	HeldOn         calendar.Date     `json:"held_on" validate:"required,realdate"`
	StartsAt       string            `json:"starts_at,omitempty"` // "HH:MM"
	EndedOn        calendar.Date     `json:"ended_on,omitzero" validate:"realdate"`
	EndsAt         string            `json:"ends_at,omitempty"`
	Chair          access.PersonID   `json:"chair_id,omitzero"`
	ChairPost      string            `json:"chair_post,omitempty" validate:"max=500"`
	Secretaries    []access.PersonID `json:"secretaries,omitempty" validate:"max=20,unique,dive,required"`
	Wording        Wording           `json:"wording,omitempty" validate:"omitempty,oneof=verbatim reported"` // empty: verbatim
	Source         string            `json:"source,omitempty" validate:"max=1000"`                           // needed for a reported record
	Remark         string            `json:"remark,omitempty" validate:"max=2000"`                           // of whoever enters the record; printed nowhere
}

func (c *Content) clean() {
	cleanLines(&c.Title, &c.Place, &c.ChairPost, &c.Source, &c.StartsAt, &c.EndsAt, &c.ReviewedPeriod, &c.NextPeriod)
	c.Remark = org.Prose(c.Remark)
	if c.Wording == "" {
		c.Wording = Verbatim
	}
}

// period are the periods a review speaks of: a year, half-year, quarter or month.
var period = regexp.MustCompile(`^[0-9]{4}(-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?$`)

// hour is a time of day, "HH:MM".
var hour = regexp.MustCompile(`^([01][0-9]|2[0-3]):[0-5][0-9]$`)

// badForm puts a message beside each field whose text is neither empty nor of the form.
func badForm(wrong map[string]fault.Message, form *regexp.Regexp, key string, fields map[string]string) {
	for name, text := range fields {
		if text != "" && !form.MatchString(text) {
			wrong[name] = fault.Message{Key: key}
		}
	}
}

// check is what tags cannot say. Days and times are compared only where both are known.
func (c Content) check() error {
	wrong := map[string]fault.Message{}
	badForm(wrong, period, "meeting.period_form", map[string]string{"reviewed_period": c.ReviewedPeriod, "next_period": c.NextPeriod})
	badForm(wrong, hour, "meeting.hour_form", map[string]string{"starts_at": c.StartsAt, "ends_at": c.EndsAt})
	oneDay := c.EndedOn.IsZero() || c.EndedOn == c.HeldOn
	switch {
	case !c.EndedOn.IsZero() && c.EndedOn.Before(c.HeldOn):
		wrong["ended_on"] = fault.Message{Key: "meeting.ends_before_start"}
	case oneDay && c.StartsAt != "" && c.EndsAt != "" && c.EndsAt < c.StartsAt:
		wrong["ends_at"] = fault.Message{Key: "meeting.ends_before_start"}
	}
	if c.Wording == Reported && c.Source == "" {
		wrong["source"] = fault.Message{Key: "meeting.source_needed"}
	}
	return invalid(wrong)
}

// Create is a meeting to be planned, or one of the past to be recorded at once.
type Create struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	ID        ID                 `json:"id" validate:"required"`
	State     State              `json:"state,omitempty" validate:"omitempty,oneof=planned in_progress draft"` // empty: planned
	Content
}

// Edit replaces what is written about a meeting.
type Edit struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	ID        ID                 `json:"id" validate:"required"`
	Version   int                `json:"version" validate:"required"`
	Content
}

// Move takes a meeting to another state. Withdrawing a meeting is moving it to cancelled.
type Move struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	ID        ID                 `json:"id" validate:"required"`
	Version   int                `json:"version" validate:"required"`
	To        State              `json:"to" validate:"required,oneof=planned in_progress draft circulated signed_secretary signed issued postponed cancelled"`
}

// AgendaContent is what a person writes about a point of the agenda. Presenter is filled with the person's name when empty.
type AgendaContent struct {
	Title       string          `json:"title" validate:"required,max=500"`
	PresenterID access.PersonID `json:"presenter_id,omitzero"`
	Presenter   string          `json:"presenter,omitempty" validate:"max=300"`
	Minutes     int             `json:"minutes,omitempty" validate:"min=0,max=1440"`
	Preparation
}

func (c *AgendaContent) clean() {
	cleanLines(&c.Title, &c.Presenter)
	c.PrepareWords = org.Prose(c.PrepareWords)
}

// AddAgendaItem puts a point on the agenda: after another one, first, or (neither given) last.
type AddAgendaItem struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	ID        AgendaID           `json:"id" validate:"required"`
	Meeting   ID                 `json:"meeting_id" validate:"required"`
	After     AgendaID           `json:"after_id,omitzero"`
	First     bool               `json:"first,omitempty"`
	AgendaContent
}

// EditAgendaItem replaces what is written about a point of the agenda.
type EditAgendaItem struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	ID        AgendaID           `json:"id" validate:"required"`
	Version   int                `json:"version" validate:"required"`
	AgendaContent
}

// AttendanceContent is a line of the roll. With a Person, Name and Post are filled from the register where empty.
type AttendanceContent struct {
	Person        access.PersonID  `json:"person_id,omitzero"`
	Name          string           `json:"name,omitempty" validate:"max=200"`
	Post          string           `json:"post,omitempty" validate:"max=500"`
	Unit          access.UnitID    `json:"unit_id,omitzero"`
	Status        AttendanceStatus `json:"status" validate:"required,oneof=present excused absent"`
	SubstituteFor AttendanceID     `json:"substitute_for,omitzero"`
	ArrivedAt     string           `json:"arrived_at,omitempty"`
	LeftAt        string           `json:"left_at,omitempty"`
	BackAt        string           `json:"back_at,omitempty"` // after having left
}

// check refuses a line that contradicts itself.
func (c AttendanceContent) check() error {
	wrong := map[string]fault.Message{}
	if c.Person.IsZero() && c.Name == "" {
		wrong["name"] = fault.Message{Key: "validate.required"}
	}
	if !c.SubstituteFor.IsZero() && c.Status != Present {
		wrong["status"] = fault.Message{Key: "meeting.substitute_is_present"}
	}
	if c.ArrivedAt != "" && c.LeftAt != "" && c.LeftAt < c.ArrivedAt {
		wrong["left_at"] = fault.Message{Key: "meeting.left_before_arriving"}
	}
	if c.BackAt != "" && (c.LeftAt == "" || c.BackAt < c.LeftAt) {
		wrong["back_at"] = fault.Message{Key: "meeting.back_before_leaving"}
	}
	badForm(wrong, hour, "meeting.hour_form", map[string]string{"arrived_at": c.ArrivedAt, "left_at": c.LeftAt, "back_at": c.BackAt})
	return invalid(wrong)
}

// AddAttendance puts somebody on the roll: after another line, first, or (neither given) last.
type AddAttendance struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	ID        AttendanceID       `json:"id" validate:"required"`
	Meeting   ID                 `json:"meeting_id" validate:"required"`
	After     AttendanceID       `json:"after_id,omitzero"`
	First     bool               `json:"first,omitempty"`
	AttendanceContent
}

// EditAttendance replaces a line of the roll.
type EditAttendance struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	ID        AttendanceID       `json:"id" validate:"required"`
	Version   int                `json:"version" validate:"required"`
	AttendanceContent
}

// BlockContent is a line of the minutes. The text may still be empty while somebody is writing.
// With a SpeakerID, Speaker and SpeakerPost are filled from the register where empty; Wording and Source from the meeting.
type BlockContent struct {
	Kind        BlockKind       `json:"kind" validate:"required,oneof=speech conclusion achievement vote note"`
	Within      BlockID         `json:"within_id,omitzero"`
	AgendaItem  AgendaID        `json:"agenda_item_id,omitzero"`
	SpeakerID   access.PersonID `json:"speaker_id,omitzero"`
	Speaker     string          `json:"speaker,omitempty" validate:"max=200"`
	SpeakerPost string          `json:"speaker_post,omitempty" validate:"max=500"`
	Text        string          `json:"text" validate:"max=100000"`
	Wording     Wording         `json:"wording,omitempty" validate:"omitempty,oneof=verbatim reported"`
	Source      string          `json:"source,omitempty" validate:"max=1000"`
	Votes       *Votes          `json:"votes,omitempty"`
}

// clean keeps the text as typed apart from its encoding: stored words are never changed.
func (c *BlockContent) clean() {
	c.Text, _ = vietnamese.Clean(c.Text)
	cleanLines(&c.Speaker, &c.SpeakerPost, &c.Source)
}

// AddBlock writes a line into the minutes: after another one, first, or (neither given) last.
type AddBlock struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	ID        BlockID            `json:"id" validate:"required"`
	Meeting   ID                 `json:"meeting_id" validate:"required"`
	After     BlockID            `json:"after_id,omitzero"`
	First     bool               `json:"first,omitempty"`
	BlockContent
}

// EditBlock replaces a line of the minutes; the earlier wording is kept as a version.
type EditBlock struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	ID        BlockID            `json:"id" validate:"required"`
	Version   int                `json:"version" validate:"required"`
	BlockContent
}

// Withdraw takes a point of the agenda, a line of the roll or a line of the minutes out, or brings it back. K is the kind of its id.
type Withdraw[K ~[16]byte] struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	ID        K                  `json:"id" validate:"required"`
	Version   int                `json:"version" validate:"required"`
	Withdrawn bool               `json:"withdrawn"`
}

// Place moves a point of the agenda, a line of the roll or a line of the minutes: after another one, first, or (neither given) last.
// The order belongs to the meeting, not to the row: it does not change the row's version, and the last placing stands.
type Place[K ~[16]byte] struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	ID        K                  `json:"id" validate:"required"`
	After     K                  `json:"after_id,omitzero"`
	First     bool               `json:"first,omitempty"`
}

// cleanLines mends texts of one line.
func cleanLines(lines ...*string) {
	for _, s := range lines {
		*s = org.Line(*s)
	}
}
