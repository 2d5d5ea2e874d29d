package meeting

import (
	"fmt"
	"strconv"
	"time"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

type bookKind struct{}

// BookID is that of a line of the book of outgoing documents.
type BookID = id.ID[bookKind]

// Register is the kind of paper among which a paper is numbered: a supplement is numbered among the minutes.
func (k PaperKind) Register() PaperKind {
	if k == Supplement {
		return Minutes
	}
	return k
}

// Abbreviation is the kind as document numbers name it (Nghị định 30/2020/NĐ-CP, Phụ lục III).
func (k PaperKind) Abbreviation() string {
	switch k {
	case Notice:
		return "TB"
	case Invitation:
		return "GM"
	case Reminder:
		return "CV"
	case HalfReport:
		return "BC"
	default:
		return "BB"
	}
}

// Symbol is number and symbol as documents print them: "05/BB-BCĐ" of a State committee, "05-BB/BCĐ" of a Party one.
// Without a number it is empty.
func Symbol(c org.Committee, k PaperKind, number int) string {
	if number == 0 {
		return ""
	}
	if c.DocumentSystem == org.PartyDocuments {
		return joinedBy("/", fmt.Sprintf("%02d-%s", number, k.Abbreviation()), c.NumberSymbol)
	}
	if k == Reminder { // a letter (công văn) of the State bears no abbreviation of its kind
		return joinedBy("/", fmt.Sprintf("%02d", number), c.NumberSymbol)
	}
	return joinedBy("-", fmt.Sprintf("%02d/%s", number, k.Abbreviation()), c.NumberSymbol)
}

func joinedBy(sign, a, b string) string {
	if b == "" {
		return a
	}
	return a + sign + b
}

// Series is a run of numbers that begins at 01: of a State committee a calendar year, of a Party one a term of office.
type Series struct {
	Key  string `json:"key"`
	Name string `json:"name"`
}

// seriesOn is the series of a day. A Party committee whose terms are not known has one series for all time.
func seriesOn(c org.Committee, terms []org.Term, day calendar.Date) Series {
	if c.DocumentSystem != org.PartyDocuments {
		year := strconv.Itoa(day.Year)
		return Series{Key: year, Name: year}
	}
	for _, t := range terms {
		if !t.Withdrawn && !day.Before(t.StartsOn) && (t.EndsOn.IsZero() || !day.After(t.EndsOn)) {
			return Series{Key: t.ID.String(), Name: t.Name}
		}
	}
	return Series{}
}

// BookEntry is a line of the book of outgoing documents (sổ đăng ký văn bản đi, Nghị định 30/2020/NĐ-CP, Phụ lục IV).
type BookEntry struct {
	Committee  access.CommitteeID `db:"committee_id" json:"committee_id"`
	ID         BookID             `db:"id" json:"id"`
	Kind       PaperKind          `db:"kind" json:"kind"`
	Series     string             `db:"series" json:"series"`
	SeriesName string             `db:"series_name" json:"series_name"`
	Number     int                `db:"number" json:"number"`
	Paper      PaperID            `db:"paper_id" json:"paper_id,omitzero"`
	Meeting    ID                 `db:"meeting_id" json:"meeting_id,omitzero"`
	MeetingNo  int                `db:"meeting_number" json:"meeting_number"` // 0: of no meeting
	IssuedOn   calendar.Date      `db:"issued_on" json:"issued_on"`
	Summary    string             `db:"summary" json:"summary"`
	Signer     string             `db:"signer" json:"signer"`
	Recipients string             `db:"recipients" json:"recipients"`
	Typed      bool               `db:"typed" json:"typed"`     // copied from the registry's book, not drawn here
	Doubled    bool               `db:"doubled" json:"doubled"` // another paper of the series bears it too
	Void       bool               `db:"void" json:"void"`
	VoidWhy    string             `db:"void_why" json:"void_why"`
	RecordedAt time.Time          `db:"recorded_at" json:"recorded_at"`
	Login      string             `db:"login" json:"login"`
	Version    int                `db:"version" json:"version"`
}

// missing lists the numbers of a series that nobody bears, below its highest; given are in ascending order.
func missing(given []int) []int {
	gaps, next := []int{}, 1
	for _, n := range given {
		for ; next < n; next++ {
			gaps = append(gaps, next)
		}
		if n == next {
			next++
		}
	}
	return gaps
}
