package org

import (
	"strings"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/vietnamese"
)

// Line cleans a text of one line as every input door does: NFC, look-alikes and control characters mended, runs of white
// space one space, none at the ends.
func Line(s string) string {
	clean, _ := vietnamese.Clean(s)
	return strings.Join(strings.Fields(clean), " ")
}

// Prose cleans a text that may have several lines: as Line, but line ends and inner spaces stay as typed.
func Prose(s string) string {
	clean, _ := vietnamese.Clean(s)
	return strings.TrimSpace(clean)
}

// CommitteeInput makes a committee (Version 0) or edits one (the Version it started from).
type CommitteeInput struct {
	ID                access.CommitteeID `json:"id" validate:"required"`
	Version           int                `json:"version" validate:"min=0"`
	Code              string             `json:"code" validate:"required,code,max=60"`
	Name              string             `json:"name" validate:"required,max=300"`
	ShortName         string             `json:"short_name" validate:"required,max=120"`
	Level             Level              `json:"level" validate:"required,oneof=central province district commune agency"`
	ParentID          access.CommitteeID `json:"parent_id,omitzero"`
	DocumentSystem    DocumentSystem     `json:"document_system" validate:"required,oneof=state party"`
	SuperiorName      string             `json:"superior_name" validate:"max=300"`
	NumberSymbol      string             `json:"number_symbol" validate:"max=40"`
	PlaceName         string             `json:"place_name" validate:"max=120"`
	HeadTitle         string             `json:"head_title" validate:"max=120"`
	UsesHostSeal      bool               `json:"uses_host_seal"`
	DueSoonDays       *int               `json:"due_soon_days,omitempty" validate:"omitempty,min=0,max=366"` // none: 14
	BeforeExcludesDay bool               `json:"before_excludes_day"`
	RepeatAlarm       *int               `json:"repeat_alarm,omitempty" validate:"omitempty,min=2,max=99"` // none: 3
	ValidFrom         calendar.Date      `json:"valid_from,omitzero" validate:"realdate"`
	ValidTo           calendar.Date      `json:"valid_to,omitzero" validate:"realdate"`
	Withdrawn         bool               `json:"withdrawn,omitzero"`
	// Scheme is what a new committee reports by; later it is changed by SetPreset. None: the calendar's half-years.
	Scheme calendar.Scheme `json:"scheme,omitempty" validate:"omitempty,oneof=calendar cutoff14"`
}

func (in CommitteeInput) clean() CommitteeInput {
	for _, s := range []*string{&in.Code, &in.Name, &in.ShortName, &in.SuperiorName, &in.NumberSymbol, &in.PlaceName, &in.HeadTitle} {
		*s = Line(*s)
	}
	if in.DueSoonDays == nil {
		usual := 14
		in.DueSoonDays = &usual
	}
	if in.RepeatAlarm == nil {
		usual := 3
		in.RepeatAlarm = &usual
	}
	if in.Scheme == "" {
		in.Scheme = calendar.SchemeCalendar
	}
	return in
}

// TermInput makes or edits a term of office.
type TermInput struct {
	Committee       access.CommitteeID `json:"committee_id" validate:"required"`
	ID              TermID             `json:"id" validate:"required"`
	Version         int                `json:"version" validate:"min=0"`
	Name            string             `json:"name" validate:"required,max=200"`
	StartsOn        calendar.Date      `json:"starts_on,omitzero" validate:"realdate"`
	EndsOn          calendar.Date      `json:"ends_on,omitzero" validate:"realdate"`
	EstablishingAct string             `json:"establishing_act" validate:"max=300"`
	Withdrawn       bool               `json:"withdrawn"`
}

func (in TermInput) clean() TermInput {
	in.Name, in.EstablishingAct = Line(in.Name), Line(in.EstablishingAct)
	return in
}

// PresetInput sets which periods a committee reports by from a day on; the same day again replaces what was set.
type PresetInput struct {
	Committee  access.CommitteeID `json:"committee_id" validate:"required"`
	ValidFrom  calendar.Date      `json:"valid_from" validate:"required,realdate"`
	Scheme     calendar.Scheme    `json:"scheme" validate:"required,oneof=calendar cutoff14"`
	CutoffDays int                `json:"cutoff_days,omitempty" validate:"min=-31,max=31"` // from the last day to the cut-off; negative: before it
	// SendByDays is from the cut-off to the day of sending, at least one (Nghị định 09/2019/NĐ-CP, article 8.5); 0 is the 25th of the last month.
	SendByDays int `json:"send_by_days,omitempty" validate:"min=0,max=60"`
}

// PeriodInput gives one period of a committee days of its own; withdrawn, the preset's hold again.
type PeriodInput struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	Code      string             `json:"code" validate:"required,max=8"`
	Version   int                `json:"version" validate:"min=0"` // 0: it has none yet
	StartsOn  calendar.Date      `json:"starts_on" validate:"required,realdate"`
	EndsOn    calendar.Date      `json:"ends_on" validate:"required,realdate"`
	CutoffOn  calendar.Date      `json:"cutoff_on" validate:"required,realdate"`
	SendByOn  calendar.Date      `json:"send_by_on" validate:"required,realdate"`
	Why       string             `json:"why" validate:"max=500"`
	Withdrawn bool               `json:"withdrawn,omitempty"`
}

// check is what the tags cannot say: the days follow each other.
func (in PeriodInput) check() error {
	if _, err := calendar.ParseCode(in.Code); err != nil {
		return err
	}
	if err := span(in.StartsOn, in.EndsOn, "ends_on"); err != nil {
		return err
	}
	if in.CutoffOn.Before(in.StartsOn) {
		return fault.Field("cutoff_on", "org.ends_before_start", in.StartsOn.VN())
	}
	if in.SendByOn.Before(in.CutoffOn) {
		return fault.Field("send_by_on", "org.sent_before_cutoff", in.CutoffOn.VN())
	}
	return nil
}

// UnitInput makes or edits a unit. On an edit Name and ShortName correct the spelling of the present name;
// a unit that is called something else from a day on is renamed by RenameUnit.
type UnitInput struct {
	ID        access.UnitID      `json:"id" validate:"required"`
	Version   int                `json:"version" validate:"min=0"`
	Owner     access.CommitteeID `json:"owner_committee_id,omitzero"` // fixed at creation
	Code      string             `json:"code" validate:"required,code,max=60"`
	Kind      UnitKind           `json:"kind" validate:"required,oneof=party state front mass school enterprise office department commune ward township special_zone district province village other"`
	Name      string             `json:"name" validate:"required,max=300"`
	ShortName string             `json:"short_name" validate:"max=120"` // none: the name
	ParentID  access.UnitID      `json:"parent_id,omitzero"`
	ValidFrom calendar.Date      `json:"valid_from,omitzero" validate:"realdate"`
	ValidTo   calendar.Date      `json:"valid_to,omitzero" validate:"realdate"`
	Withdrawn bool               `json:"withdrawn"`
}

func (in UnitInput) clean() UnitInput {
	in.Code, in.Name, in.ShortName = Line(in.Code), Line(in.Name), Line(in.ShortName)
	if in.ShortName == "" {
		in.ShortName = in.Name
	}
	return in
}

// RenameInput gives a unit another name from a day on, by an act.
type RenameInput struct {
	ID        access.UnitID `json:"id" validate:"required"`
	Version   int           `json:"version" validate:"required,min=1"`
	From      calendar.Date `json:"valid_from" validate:"required,realdate"`
	Name      string        `json:"name" validate:"required,max=300"`
	ShortName string        `json:"short_name" validate:"max=120"`
	Act       string        `json:"act" validate:"max=300"`
}

func (in RenameInput) clean() RenameInput {
	in.Name, in.ShortName, in.Act = Line(in.Name), Line(in.ShortName), Line(in.Act)
	if in.ShortName == "" {
		in.ShortName = in.Name
	}
	return in
}

// SuccessionInput records that a unit went over into another, or edits that record. Where the old unit ends by it
// (SuccessionKind.Ends), its last day becomes the day before.
type SuccessionInput struct {
	ID         SuccessionID   `json:"id" validate:"required"`
	Version    int            `json:"version" validate:"min=0"`
	From       access.UnitID  `json:"from_unit_id" validate:"required"`
	To         access.UnitID  `json:"to_unit_id,omitzero"`
	HappenedOn calendar.Date  `json:"happened_on" validate:"required,realdate"`
	Kind       SuccessionKind `json:"kind" validate:"required,oneof=merge split rename dissolve transfer"`
	Act        string         `json:"act" validate:"max=300"`
	Withdrawn  bool           `json:"withdrawn"`
}

func (in SuccessionInput) clean() SuccessionInput {
	in.Act = Line(in.Act)
	return in
}

// PersonInput makes or edits a person. SortName is derived from the name unless written here.
type PersonInput struct {
	ID        access.PersonID    `json:"id" validate:"required"`
	Version   int                `json:"version" validate:"min=0"`
	Owner     access.CommitteeID `json:"owner_committee_id,omitzero"` // fixed at creation
	FullName  string             `json:"full_name" validate:"required,max=120"`
	SortName  string             `json:"sort_name" validate:"max=120"`
	Note      string             `json:"note" validate:"max=500"`
	Withdrawn bool               `json:"withdrawn"`
}

func (in PersonInput) clean() PersonInput {
	in.FullName, in.SortName, in.Note = Line(in.FullName), Line(in.SortName), Prose(in.Note)
	return in
}

// sort is the sort name to store and whether it was written by hand. Writing what would be derived anyway is not "by hand".
func (in PersonInput) sort() (string, bool) {
	derived := vietnamese.SortName(in.FullName)
	if in.SortName == "" || in.SortName == derived {
		return derived, false
	}
	return in.SortName, true
}

// PostInput makes or edits a post a person holds.
type PostInput struct {
	ID            PostID          `json:"id" validate:"required"`
	Version       int             `json:"version" validate:"min=0"`
	Person        access.PersonID `json:"person_id" validate:"required"`
	Unit          access.UnitID   `json:"unit_id,omitzero"`
	Title         string          `json:"title" validate:"required,max=300"`
	PositionOrder int             `json:"position_order" validate:"min=0,max=100000"`
	ValidFrom     calendar.Date   `json:"valid_from,omitzero" validate:"realdate"`
	ValidTo       calendar.Date   `json:"valid_to,omitzero" validate:"realdate"`
	Withdrawn     bool            `json:"withdrawn"`
}

func (in PostInput) clean() PostInput {
	in.Title = Line(in.Title)
	return in
}

// MembershipInput makes or edits a membership of a committee.
type MembershipInput struct {
	Committee     access.CommitteeID `json:"committee_id" validate:"required"`
	ID            MembershipID       `json:"id" validate:"required"`
	Version       int                `json:"version" validate:"min=0"`
	Person        access.PersonID    `json:"person_id" validate:"required"`
	Unit          access.UnitID      `json:"unit_id,omitzero"`
	Role          MemberRole         `json:"role" validate:"required,oneof=head standing_deputy deputy_head standing_member member secretary"`
	Title         string             `json:"title" validate:"max=300"`
	PositionOrder int                `json:"position_order" validate:"min=0,max=100000"`
	ValidFrom     calendar.Date      `json:"valid_from,omitzero" validate:"realdate"`
	ValidTo       calendar.Date      `json:"valid_to,omitzero" validate:"realdate"`
	Withdrawn     bool               `json:"withdrawn"`
}

func (in MembershipInput) clean() MembershipInput {
	in.Title = Line(in.Title)
	return in
}

// FieldInput makes or edits a field of work.
type FieldInput struct {
	ID            FieldID            `json:"id" validate:"required"`
	Version       int                `json:"version" validate:"min=0"`
	Owner         access.CommitteeID `json:"owner_committee_id,omitzero"` // fixed at creation
	Code          string             `json:"code" validate:"required,code,max=60"`
	Name          string             `json:"name" validate:"required,max=200"`
	PositionOrder int                `json:"position_order" validate:"min=0,max=100000"`
	Withdrawn     bool               `json:"withdrawn"`
}

func (in FieldInput) clean() FieldInput {
	in.Code, in.Name = Line(in.Code), Line(in.Name)
	return in
}

// DayInput adds a row to the working calendar (Version 0) or edits one.
type DayInput struct {
	Day       calendar.Date    `json:"day" validate:"required,realdate"`
	Version   int              `json:"version" validate:"min=0"`
	Kind      calendar.DayKind `json:"kind" validate:"required,oneof=day_off working_weekend"`
	Name      string           `json:"name" validate:"required,max=200"`
	Source    string           `json:"source" validate:"required,max=300"`
	Certainty string           `json:"certainty" validate:"required,oneof=V V2 M D"`
	Withdrawn bool             `json:"withdrawn"`
}

func (in DayInput) clean() DayInput {
	in.Name, in.Source = Line(in.Name), Line(in.Source)
	return in
}
