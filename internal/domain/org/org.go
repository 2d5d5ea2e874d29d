// Package org keeps the register that everything else names: committees with their terms and reporting periods,
// units in their tree with dated names and successions, people with their posts and memberships, fields of work,
// and the days off that the working calendar is made of.
//
// Rows of the register are either common (owner zero, changed by administrators only) or a committee's own (changed by
// those who keep its records). A committee sees the common units and fields, its own rows, and the people who are or
// were its members or appear in its records; lists, suggestions, look-ups and reads all obey that one rule.
package org

import (
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/foundation/validate"
)

// Deps is what every subject's service is made of.
type Deps struct {
	DB       database.DB
	Clock    calendar.Clock
	NewID    id.Maker
	Validate *validate.Validator
}

type (
	term       struct{}
	succession struct{}
	post       struct{}
	membership struct{}
	field      struct{}
)

type (
	// TermID names a term of office.
	TermID = id.ID[term]
	// SuccessionID names a succession of units.
	SuccessionID = id.ID[succession]
	// PostID names a post a person holds.
	PostID = id.ID[post]
	// MembershipID names a membership of a committee.
	MembershipID = id.ID[membership]
	// FieldID names a field of work.
	FieldID = id.ID[field]
)

// Level is the tier of government a committee works at.
type Level string

// The tiers. The district tier ended on 01/7/2025 (Luật 72/2025/QH15) but its committees stay readable.
const (
	Central  Level = "central"
	Province Level = "province"
	District Level = "district"
	Commune  Level = "commune"
	Agency   Level = "agency"
)

// Levels lists every tier, highest first.
func Levels() []Level { return []Level{Central, Province, District, Commune, Agency} }

// DocumentSystem says by whose rules a committee's documents are laid out: the State's (Nghị định 30/2020/NĐ-CP) or the Party's.
type DocumentSystem string

// The two document systems.
const (
	StateDocuments DocumentSystem = "state"
	PartyDocuments DocumentSystem = "party"
)

// Committee is a steering committee (ban chỉ đạo).
type Committee struct {
	ID                access.CommitteeID `db:"id" json:"id"`
	Code              string             `db:"code" json:"code"` // in addresses: "qcdc-co-to"
	Name              string             `db:"name" json:"name"`
	ShortName         string             `db:"short_name" json:"short_name"`
	Level             Level              `db:"level" json:"level"`
	ParentID          access.CommitteeID `db:"parent_id" json:"parent_id,omitzero"`
	DocumentSystem    DocumentSystem     `db:"document_system" json:"document_system"`
	SuperiorName      string             `db:"superior_name" json:"superior_name"`   // printed above the issuer's name
	NumberSymbol      string             `db:"number_symbol" json:"number_symbol"`   // "BCĐ" of "12/TB-BCĐ"
	PlaceName         string             `db:"place_name" json:"place_name"`         // "Cô Tô" of "Cô Tô, ngày …"
	HeadTitle         string             `db:"head_title" json:"head_title"`         // as printed over the signature
	UsesHostSeal      bool               `db:"uses_host_seal" json:"uses_host_seal"` // signs with the seal of its host agency
	DueSoonDays       int                `db:"due_soon_days" json:"due_soon_days"`   // calendar days
	BeforeExcludesDay bool               `db:"before_excludes_day" json:"before_excludes_day"`
	RepeatAlarm       int                `db:"repeat_alarm" json:"repeat_alarm"` // raised so often, a shortcoming stands first
	ValidFrom         calendar.Date      `db:"valid_from" json:"valid_from,omitzero"`
	ValidTo           calendar.Date      `db:"valid_to" json:"valid_to,omitzero"` // its last day
	Withdrawn         bool               `db:"withdrawn" json:"withdrawn"`        // entered by mistake: nobody but administrators opens it
	Version           int                `db:"version" json:"version"`
}

// Term is a term of office; Party numbering of documents restarts with it.
type Term struct {
	Committee       access.CommitteeID `db:"committee_id" json:"committee_id"`
	ID              TermID             `db:"id" json:"id"`
	Name            string             `db:"name" json:"name"`
	StartsOn        calendar.Date      `db:"starts_on" json:"starts_on,omitzero"`
	EndsOn          calendar.Date      `db:"ends_on" json:"ends_on,omitzero"`
	EstablishingAct string             `db:"establishing_act" json:"establishing_act"`
	Withdrawn       bool               `db:"withdrawn" json:"withdrawn"`
	Version         int                `db:"version" json:"version"`
}

// Preset says which periods a committee reports by, for those that start on or after ValidFrom.
type Preset struct {
	Committee  access.CommitteeID `db:"committee_id" json:"committee_id"`
	ValidFrom  calendar.Date      `db:"valid_from" json:"valid_from"`
	Scheme     calendar.Scheme    `db:"scheme" json:"scheme"`
	CutoffDays int                `db:"cutoff_days" json:"cutoff_days"`   // from the last day to the cut-off; negative: before it
	SendByDays int                `db:"send_by_days" json:"send_by_days"` // from the cut-off to the day of sending; 0: the 25th of the last month
}

// UnitKind is what sort of body a unit is.
type UnitKind string

// UnitKinds lists the kinds, as the schema allows them.
func UnitKinds() []UnitKind {
	return []UnitKind{
		"party", "state", "front", "mass", "school", "enterprise", "office", "department",
		"commune", "ward", "township", "special_zone", "district", "province", "village", "other",
	}
}

// Unit is an agency or locality that tasks are given to. Name and ShortName are the present ones; see UnitName for dated ones.
type Unit struct {
	ID        access.UnitID      `db:"id" json:"id"`
	Owner     access.CommitteeID `db:"owner_committee_id" json:"owner_committee_id,omitzero"` // zero: the common register
	Code      string             `db:"code" json:"code"`
	Kind      UnitKind           `db:"kind" json:"kind"`
	Name      string             `db:"name" json:"name"`
	ShortName string             `db:"short_name" json:"short_name"`
	ParentID  access.UnitID      `db:"parent_id" json:"parent_id,omitzero"`
	ValidFrom calendar.Date      `db:"valid_from" json:"valid_from,omitzero"`
	ValidTo   calendar.Date      `db:"valid_to" json:"valid_to,omitzero"` // its last day
	Withdrawn bool               `db:"withdrawn" json:"withdrawn"`
	Version   int                `db:"version" json:"version"`
}

// ExistsOn reports whether the unit exists on a day.
func (u Unit) ExistsOn(d calendar.Date) bool { return within(d, u.ValidFrom, u.ValidTo) }

// UnitName is a name a unit bears from a day on; a document prints the one valid on its own date.
type UnitName struct {
	Unit      access.UnitID `db:"unit_id" json:"unit_id"`
	ValidFrom calendar.Date `db:"valid_from" json:"valid_from"`
	Name      string        `db:"name" json:"name"`
	ShortName string        `db:"short_name" json:"short_name"`
	Act       string        `db:"act" json:"act"`
}

// SuccessionKind is how a unit went over into another.
type SuccessionKind string

// The kinds of succession. Only a dissolution has no successor.
const (
	Merge    SuccessionKind = "merge"
	Split    SuccessionKind = "split" // the old unit ends (chia); where it goes on (tách), its last day is taken off again by editing it
	Rename   SuccessionKind = "rename"
	Dissolve SuccessionKind = "dissolve"
	Transfer SuccessionKind = "transfer" // functions move; the old unit goes on
)

// SuccessionKinds lists the kinds.
func SuccessionKinds() []SuccessionKind {
	return []SuccessionKind{Merge, Split, Rename, Dissolve, Transfer}
}

// Ends reports whether the old unit ends by it.
func (k SuccessionKind) Ends() bool { return k == Merge || k == Split || k == Rename || k == Dissolve }

// Succession records that a unit went over into another (or ended), by what act.
type Succession struct {
	ID         SuccessionID   `db:"id" json:"id"`
	From       access.UnitID  `db:"from_unit_id" json:"from_unit_id"`
	To         access.UnitID  `db:"to_unit_id" json:"to_unit_id,omitzero"`
	HappenedOn calendar.Date  `db:"happened_on" json:"happened_on"` // the successor's first day
	Kind       SuccessionKind `db:"kind" json:"kind"`
	Act        string         `db:"act" json:"act"`
	Withdrawn  bool           `db:"withdrawn" json:"withdrawn"`
	Version    int            `db:"version" json:"version"`
}

// Person is somebody who speaks, attends or is named. People are never merged automatically.
type Person struct {
	ID          access.PersonID    `db:"id" json:"id"`
	Owner       access.CommitteeID `db:"owner_committee_id" json:"owner_committee_id,omitzero"`
	FullName    string             `db:"full_name" json:"full_name"`
	SortName    string             `db:"sort_name" json:"sort_name"` // given name, family name, middle names
	SortNameSet bool               `db:"sort_name_set" json:"sort_name_set"`
	Note        string             `db:"note" json:"note"`
	Withdrawn   bool               `db:"withdrawn" json:"withdrawn"`
	Version     int                `db:"version" json:"version"`
}

// Post is an office a person holds from a day to a day; one person holds several.
type Post struct {
	ID            PostID          `db:"id" json:"id"`
	Person        access.PersonID `db:"person_id" json:"person_id"`
	Unit          access.UnitID   `db:"unit_id" json:"unit_id,omitzero"`
	Title         string          `db:"title" json:"title"`
	PositionOrder int             `db:"position_order" json:"position_order"`
	ValidFrom     calendar.Date   `db:"valid_from" json:"valid_from,omitzero"`
	ValidTo       calendar.Date   `db:"valid_to" json:"valid_to,omitzero"`
	Withdrawn     bool            `db:"withdrawn" json:"withdrawn"`
	Version       int             `db:"version" json:"version"`
}

// MemberRole is what a person is in a committee; what a user may do there is a grant of package account.
type MemberRole string

// MemberRoles lists the roles of members in the order documents print them.
func MemberRoles() []MemberRole {
	return []MemberRole{"head", "standing_deputy", "deputy_head", "standing_member", "member", "secretary"}
}

// Membership says who belongs to a committee, from when to when, and in which order documents list them.
type Membership struct {
	Committee     access.CommitteeID `db:"committee_id" json:"committee_id"`
	ID            MembershipID       `db:"id" json:"id"`
	Person        access.PersonID    `db:"person_id" json:"person_id"`
	Unit          access.UnitID      `db:"unit_id" json:"unit_id,omitzero"` // the agency the member stands for
	Role          MemberRole         `db:"role" json:"role"`
	Title         string             `db:"title" json:"title"` // as the decision prints it
	PositionOrder int                `db:"position_order" json:"position_order"`
	ValidFrom     calendar.Date      `db:"valid_from" json:"valid_from,omitzero"`
	ValidTo       calendar.Date      `db:"valid_to" json:"valid_to,omitzero"`
	Withdrawn     bool               `db:"withdrawn" json:"withdrawn"`
	Version       int                `db:"version" json:"version"`
}

// Member is a membership with the names it points at, as lists and the roll show it.
type Member struct {
	Membership
	FullName string `db:"full_name" json:"full_name"`
	SortName string `db:"sort_name" json:"sort_name"`
	UnitName string `db:"unit_name" json:"unit_name"` // as named on the day asked for
}

// Field is a field of work (lĩnh vực).
type Field struct {
	ID            FieldID            `db:"id" json:"id"`
	Owner         access.CommitteeID `db:"owner_committee_id" json:"owner_committee_id,omitzero"`
	Code          string             `db:"code" json:"code"`
	Name          string             `db:"name" json:"name"`
	PositionOrder int                `db:"position_order" json:"position_order"`
	Withdrawn     bool               `db:"withdrawn" json:"withdrawn"`
	Version       int                `db:"version" json:"version"`
}

// CalendarDay is a day off or a weekend day that is worked, with the paper that says so and how sure it is
// (V verified, V2 second hand, M from memory, D derived from the law).
type CalendarDay struct {
	Day       calendar.Date    `db:"day" json:"day"`
	Kind      calendar.DayKind `db:"kind" json:"kind"`
	Name      string           `db:"name" json:"name"`
	Source    string           `db:"source" json:"source"`
	Certainty string           `db:"certainty" json:"certainty"`
	Withdrawn bool             `db:"withdrawn" json:"withdrawn"`
	Version   int              `db:"version" json:"version"`
}

// within reports whether d lies in a span of days whose ends may be open.
func within(d, from, to calendar.Date) bool {
	return !d.Before(from) && (to.IsZero() || !d.After(to))
}
