package meeting

import (
	"slices"
	"time"

	"github.com/dondoc/dondoc/internal/domain/attach"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

type signatureKind struct{}

// SignatureID is that of a signature.
type SignatureID = id.ID[signatureKind]

// Capacity is as what somebody signs the minutes: the secretary left, the chair right (Nghị định 30/2020/NĐ-CP, mẫu 1.9).
type Capacity string

// The capacities.
const (
	AsSecretary Capacity = "secretary"
	AsChair     Capacity = "chair"
)

// Signature is somebody's signature under the minutes of a meeting. A withdrawn one stays.
type Signature struct {
	Committee    access.CommitteeID `db:"committee_id" json:"committee_id"`
	ID           SignatureID        `db:"id" json:"id"`
	Meeting      ID                 `db:"meeting_id" json:"meeting_id"`
	Capacity     Capacity           `db:"capacity" json:"capacity"`
	Person       access.PersonID    `db:"person_id" json:"person_id,omitzero"`
	Name         string             `db:"name" json:"name"`
	SHA256       Digest             `db:"sha256" json:"sha256"`                 // of the file that was signed; on paper: of the scan
	Record       int64              `db:"record_version" json:"record_version"` // the version of the record that was signed, see Shown
	OnPaper      bool               `db:"on_paper" json:"on_paper"`
	Attachment   attach.ID          `db:"attachment_id" json:"attachment_id,omitzero"` // the scan of what was signed on paper
	SignedOn     calendar.Date      `db:"signed_on" json:"signed_on"`
	RecordedAt   time.Time          `db:"recorded_at" json:"recorded_at"`
	User         access.UserID      `db:"user_id" json:"user_id,omitzero"`
	Login        string             `db:"login" json:"login"`
	WithdrawnAt  *time.Time         `db:"withdrawn_at" json:"withdrawn_at,omitempty"`
	WithdrawnBy  string             `db:"withdrawn_by" json:"withdrawn_by"`
	WithdrawnWhy string             `db:"withdrawn_why" json:"withdrawn_why"`
}

// Shown is what a signer is shown, and what their signature will bind.
type Shown struct {
	Meeting    Meeting     `json:"meeting"`
	Name       string      `json:"name"`           // of the file
	SHA256     Digest      `json:"sha256"`         // of its bytes
	Record     int64       `json:"record_version"` // the last line of the committee's audit when it was rendered
	Blanks     []Blank     `json:"blanks"`
	Signatures []Signature `json:"signatures"` // those that stand, and withdrawn ones
	Undecided  []string    `json:"undecided"`  // points of the agenda that keep the record from being closed
	Bytes      []byte      `json:"-"`
}

// Change is something written in the record after a signer was shown it.
type Change struct {
	At      time.Time `db:"recorded_at" json:"at"`
	Login   string    `db:"login" json:"login"`
	Action  string    `db:"action" json:"action"`
	Subject string    `db:"subject" json:"subject"`
	Before  string    `db:"before" json:"before"`
	After   string    `db:"after" json:"after"`
}

// Changed is what is told with a refused signature: what the file is now, and every change since it was shown. When the list is
// empty the change lies outside the record, in the register for instance.
type Changed struct {
	SHA256  Digest   `json:"sha256"`
	Record  int64    `json:"record_version"`
	Changes []Change `json:"changes"`
}

// maySign is the verdict on signing in a capacity: the secretary is one who keeps the records, the chair one who decides. An
// account that is tied to a person signs only for that person, where the record names who it is.
func maySign(by access.Actor, m Meeting, c Capacity) bool {
	if by.System {
		return true
	}
	if c == AsChair {
		return by.MayDecide(m.Committee) && (by.Person.IsZero() || m.Chair.IsZero() || by.Person == m.Chair)
	}
	known := func(n Named) bool { return n.ID == by.Person }
	return by.MayRecord(m.Committee) && (by.Person.IsZero() || len(m.Secretaries) == 0 || slices.ContainsFunc(m.Secretaries, known))
}

// SignsNext is the capacity in which the minutes are to be signed next, or "" when it is not the time.
func (m Meeting) SignsNext() Capacity {
	switch m.State {
	case Draft, Circulated:
		return AsSecretary
	case SignedSecretary:
		return AsChair
	default:
		return ""
	}
}

// MaySign reports whether by may give the next signature; pages ask it to show their buttons.
func MaySign(by access.Actor, m Meeting) bool {
	c := m.SignsNext()
	return c != "" && maySign(by, m, c)
}

// MayWithdrawSignatures reports whether by may take the signatures back: who gave one of them, and who decides.
func MayWithdrawSignatures(by access.Actor, m Meeting, all []Signature) bool {
	if m.State != SignedSecretary && m.State != Signed || !by.MayRecord(m.Committee) {
		return false
	}
	own := func(s Signature) bool { return s.WithdrawnAt == nil && !s.User.IsZero() && s.User == by.User }
	return by.MayDecide(m.Committee) || slices.ContainsFunc(all, own)
}

// mayClose refuses to close a record while a point of its agenda is open: it is to be decided or moved to a later meeting.
func mayClose(r Record) error {
	if left := r.Undecided(); len(left) > 0 {
		return fault.New(fault.Conflict, "meeting.undecided", len(left), left[0].Title)
	}
	return nil
}

// Undecided are the points of the agenda that nobody said the end of: neither done nor moved, and no conclusion and no vote
// belongs to them.
func (r Record) Undecided() []AgendaItem {
	settled := map[AgendaID]bool{}
	for _, b := range r.Blocks {
		if (b.Kind == Conclusion || b.Kind == Vote) && !b.Withdrawn {
			settled[b.AgendaItem] = true
		}
	}
	left := []AgendaItem{}
	for _, g := range r.Agenda {
		if g.Outcome == OutcomeOpen && !settled[g.ID] {
			left = append(left, g)
		}
	}
	return left
}
