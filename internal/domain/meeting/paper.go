package meeting

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

type paperKind struct{}

// PaperID is that of a paper of a meeting.
type PaperID = id.ID[paperKind]

// PaperKind is what sort of document a paper is.
type PaperKind string

// The papers of a meeting. A supplement corrects issued minutes and names what it corrects.
const (
	Minutes    PaperKind = "minutes"    // biên bản, Nghị định 30/2020/NĐ-CP, mẫu 1.9
	Notice     PaperKind = "notice"     // thông báo kết luận, mẫu 1.4
	Invitation PaperKind = "invitation" // giấy mời, mẫu 1.7
	Supplement PaperKind = "supplement" // biên bản bổ sung
)

// PaperKinds lists every kind in the order pages show them.
func PaperKinds() []PaperKind { return []PaperKind{Invitation, Minutes, Notice, Supplement} }

// PaperState says whether a paper may still be changed.
type PaperState string

// The states of a paper.
const (
	PaperDraft  PaperState = "draft"
	PaperIssued PaperState = "issued"
)

// Signatory is who signs a paper: in what order of authority, under what title.
type Signatory struct {
	Person  access.PersonID `json:"person_id,omitzero"`
	Name    string          `json:"name"`
	Title   string          `json:"title"`    // as printed in capitals over the name: "TRƯỞNG BAN"
	ForHead bool            `json:"for_head"` // signs in place of the head: "KT. TRƯỞNG BAN" above the own title
	// OnBehalf of the whole body: "TM. BAN CHỈ ĐẠO" above all.
	OnBehalf bool `json:"on_behalf"`
}

// Paper is what is known of a document beside the record it tells of. Whatever is empty is printed as a dotted blank.
type Paper struct {
	Committee  access.CommitteeID `json:"committee_id"`
	ID         PaperID            `json:"id,omitzero"`
	Meeting    ID                 `json:"meeting_id"`
	Kind       PaperKind          `json:"kind"`
	Number     int                `json:"number"`             // 0: not drawn yet
	IssuedOn   calendar.Date      `json:"issued_on,omitzero"` // the date of the document itself; of minutes that of the meeting
	Secretary  Signatory          `json:"secretary"`          // of minutes only
	Signer     Signatory          `json:"signer"`             // the chair of minutes, who signs a notice or an invitation
	Recipients []string           `json:"recipients"`         // "Nơi nhận", a line each, without the line of the file copy
	Corrects   string             `json:"corrects,omitempty"` // of a supplement: what it corrects, in words
	Text       string             `json:"text,omitempty"`     // of a supplement: its wording
	CorrectsID PaperID            `json:"corrects_id,omitzero"`
	State      PaperState         `json:"state"`
	Series     string             `json:"series"`              // the run of numbers it was numbered in; empty: no number yet
	Registered calendar.Date      `json:"registered,omitzero"` // the day it was issued, whatever date it bears
	SHA256     Digest             `json:"sha256"`              // of the file as issued; empty: not issued
	Version    int                `json:"version"`             // 0: nothing is stored, all of it is what the record suggests
}

// Digest is the SHA-256 of a file, hexadecimal in JSON and on pages, so that anybody can check what they were shown.
type Digest []byte

// DigestOf is the digest of a file.
func DigestOf(file []byte) Digest {
	sum := sha256.Sum256(file)
	return sum[:]
}

// String is the digest in hexadecimal.
func (d Digest) String() string { return hex.EncodeToString(d) }

// MarshalText is the digest in hexadecimal.
func (d Digest) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads a digest in hexadecimal.
func (d *Digest) UnmarshalText(b []byte) error {
	v, err := hex.DecodeString(string(b))
	if err != nil {
		return fmt.Errorf("digest: %w", err)
	}
	*d = v
	return nil
}

// PaperOf is all a renderer needs to write a paper: the committee as it signs, the record, the paper itself, and the agency
// the members of the roll belong to is in the record's attendance.
type PaperOf struct {
	Committee org.Committee
	Record    Record
	Paper     Paper
	Corrected Paper         // of a supplement: the issued paper it corrects
	Today     calendar.Date // the day a paper without a date would bear; zero where nobody said
	Template  []byte        // the committee's own template; empty: the built-in one
}

// On is the paper as it would be if it bore a day: that chooses its form, and stands on it. Without a day it is the paper as it is. One that
// is issued, and minutes, which bear the day of their meeting, take no other: fault.Conflict.
func (p PaperOf) On(day calendar.Date) (PaperOf, error) {
	if day.IsZero() || day == p.Paper.IssuedOn {
		return p, nil
	}
	if p.Paper.State == PaperIssued || p.Paper.Kind == Minutes {
		return p, fault.New(fault.Conflict, "paper.bears_its_day", p.Paper.IssuedOn.VN())
	}
	p.Paper.IssuedOn = day
	return p, nil
}

// Blank names something a paper leaves as a dotted blank because it is not known: a message key below "paper.blank.".
type Blank string

// File is a rendered paper. The same PaperOf gives the same bytes.
type File struct {
	Name   string // for saving: "bien-ban-12-2020-06-25.docx"
	Bytes  []byte
	Blanks []Blank
}

// Renderer writes a paper as a Word file; package docx is it. It is handed to the use cases that bind a signature to bytes.
type Renderer func(PaperOf) (File, error)
