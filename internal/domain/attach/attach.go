// Package attach keeps papers and evidence: which file belongs to which meeting, task or shortcoming, what it really is,
// and who may open it. The bytes lie in package blob; withdrawing a file hides it and keeps the bytes.
//
// It stands before the packages whose rows it serves, so its verdicts read those rows across by SQL and repeat their rules:
// a file may be read by whoever may read what it is attached to.
package attach

import (
	"encoding/hex"
	"fmt"
	"slices"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

type (
	attachment struct{}
	owner      struct{}
)

type (
	// ID names an attachment.
	ID = id.ID[attachment]
	// OwnerID names the row a file is attached to, whatever its kind.
	OwnerID = id.ID[owner]
)

// OwnerKind is what sort of row a file is attached to.
type OwnerKind string

// The rows files may be attached to.
const (
	OfMeeting     OwnerKind = "meeting"
	OfAgendaItem  OwnerKind = "agenda_item"
	OfTask        OwnerKind = "task"
	OfTaskEvent   OwnerKind = "task_event"
	OfShortcoming OwnerKind = "shortcoming"
)

// keepsHistory reports whether rows of the kind have events: what is taken away from them leaves one.
func (k OwnerKind) keepsHistory() bool { return k == OfTask || k == OfTaskEvent || k == OfShortcoming }

// MaxSize is the largest file taken, in bytes.
const MaxSize = 20 << 20

// Digest is the SHA-256 of a file, hexadecimal in JSON, so that anybody can check what they were given.
type Digest []byte

// MarshalText is the digest in hexadecimal.
func (d Digest) MarshalText() ([]byte, error) { return []byte(hex.EncodeToString(d)), nil }

// UnmarshalText reads a digest in hexadecimal.
func (d *Digest) UnmarshalText(b []byte) error {
	v, err := hex.DecodeString(string(b))
	if err != nil {
		return fmt.Errorf("digest: %w", err)
	}
	*d = v
	return nil
}

// Attachment is a file attached to a row of a committee.
type Attachment struct {
	Committee   access.CommitteeID `db:"committee_id" json:"committee_id"`
	ID          ID                 `db:"id" json:"id"`
	OwnerKind   OwnerKind          `db:"owner_kind" json:"owner_kind"`
	OwnerID     OwnerID            `db:"owner_id" json:"owner_id"`
	FileName    string             `db:"file_name" json:"file_name"`
	MediaType   string             `db:"media_type" json:"media_type"` // as found by looking inside, never as claimed
	Size        int64              `db:"size" json:"size"`             // bytes
	SHA256      Digest             `db:"sha256" json:"sha256"`
	UploadedAt  time.Time          `db:"uploaded_at" json:"uploaded_at"`
	User        access.UserID      `db:"user_id" json:"user_id,omitzero"`
	Login       string             `db:"login" json:"login"`
	WithdrawnAt *time.Time         `db:"withdrawn_at" json:"withdrawn_at,omitempty"`
	WithdrawnBy string             `db:"withdrawn_by" json:"withdrawn_by"`
	Why         string             `db:"withdrawn_why" json:"withdrawn_why,omitempty"`
	PurgedAt    *time.Time         `db:"purged_at" json:"purged_at,omitempty"` // its bytes were deleted: their retention had ended
	Version     int                `db:"version" json:"version"`
}

// Withdrawn reports whether the file was taken back.
func (a Attachment) Withdrawn() bool { return a.WithdrawnAt != nil }

// ownerRow is what the verdicts ask about the row a file is attached to.
type ownerRow struct {
	MeetingState   string            `db:"meeting_state"`   // of the meeting it is, belongs to or stems from; "": none
	MeetingWording string            `db:"meeting_wording"` // likewise
	Units          []access.UnitID   `db:"units"`           // of a task: the units that owe it or help with it
	Persons        []access.PersonID `db:"persons"`         // likewise: members
}

// mayRead is the verdict on reading what is attached to a row.
func (o ownerRow) mayRead(by access.Actor, c access.CommitteeID, kind OwnerKind) bool {
	if by.May(c, access.Record) || by.May(c, access.ReadIssued) && o.MeetingState == "issued" {
		return true
	}
	if kind == OfTask || kind == OfTaskEvent {
		return by.May(c, access.ReadAll) || o.answeredBy(by, c)
	}
	return by.May(c, access.ReadAll) && o.open()
}

// open reports whether every member may read the meeting's record: it was sent round, or only repeats a public report.
// Package meeting says the same of its rows.
func (o ownerRow) open() bool {
	return slices.Contains([]string{"circulated", "signed_secretary", "signed", "issued"}, o.MeetingState) || o.MeetingWording == "reported"
}

// mayAttach is the verdict on attaching to a row: those who keep the records, and to a task also who answers for one of its units.
func (o ownerRow) mayAttach(by access.Actor, c access.CommitteeID, kind OwnerKind) bool {
	if by.May(c, access.Record) {
		return true
	}
	return (kind == OfTask || kind == OfTaskEvent) && (by.May(c, access.AttachEvidence) && o.answeredBy(by, c) || o.owedBy(by, c))
}

// answeredBy reports whether the actor is a focal person, in this committee, of one of the task's units, or owes it in person.
func (o ownerRow) answeredBy(by access.Actor, c access.CommitteeID) bool {
	return by.Has(c, access.Focal) && slices.ContainsFunc(o.Units, func(u access.UnitID) bool { return by.AnswersFor(c, u) }) || o.owedBy(by, c)
}

// owedBy reports whether the task is the actor's own: they were named as a person.
func (o ownerRow) owedBy(by access.Actor, c access.CommitteeID) bool {
	return by.Has(c, access.Roles()...) && !by.Person.IsZero() && slices.Contains(o.Persons, by.Person)
}

// MayWithdraw reports whether by may take a file away that they may read; pages ask it to show their buttons.
func MayWithdraw(by access.Actor, a Attachment) bool { return a.mayWithdraw(by) }

// mayWithdraw is the verdict on taking a file back: those who keep the records, and whoever attached it.
func (a Attachment) mayWithdraw(by access.Actor) bool {
	return by.May(a.Committee, access.Record) || !a.User.IsZero() && a.User == by.User
}
