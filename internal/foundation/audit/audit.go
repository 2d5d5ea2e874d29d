// Package audit keeps the append-only record of who did what, before and after, hash-chained per committee.
// Every use case that writes calls Record inside its transaction; Verify walks a chain and names the first broken link.
package audit

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/access"
)

// Entry is one act. Committee is zero for acts outside any committee (registers, accounts).
type Entry struct {
	At        time.Time
	By        access.Actor
	Committee access.CommitteeID
	Action    string   // "task.assign"
	Subject   string   // "task"
	SubjectID [16]byte // zero: none
	Before    any      // nil on creation
	After     any      // nil on removal
}

// Line is an entry as stored.
type Line struct {
	Committee access.CommitteeID `db:"committee_id"`
	Seq       int64              `db:"seq"`
	At        time.Time          `db:"recorded_at"`
	User      access.UserID      `db:"user_id"`
	Login     string             `db:"login"`
	Action    string             `db:"action"`
	Subject   string             `db:"subject"`
	SubjectID access.UserID      `db:"subject_id"`
	Before    json.RawMessage    `db:"before"`
	After     json.RawMessage    `db:"after"`
	PrevHash  []byte             `db:"prev_hash"`
	Hash      []byte             `db:"hash"`
}

// Broken names the first link of a chain that does not hold.
type Broken struct {
	Committee access.CommitteeID
	Seq       int64
	Why       string
}

func (b *Broken) Error() string {
	return fmt.Sprintf("audit chain of committee %q broken at %d: %s", b.Committee, b.Seq, b.Why)
}

// sum is the hash of a line: its predecessor's hash and every field, each led by its length so that no two lines read alike.
func sum(l *Line) []byte {
	h := sha256.New()
	part := func(b []byte) {
		var n [8]byte
		binary.BigEndian.PutUint64(n[:], uint64(len(b)))
		h.Write(n[:])
		h.Write(b)
	}
	part(l.PrevHash)
	part(l.Committee[:])
	part(binary.BigEndian.AppendUint64(nil, uint64(l.Seq))) //nolint:gosec // sequence numbers are positive
	part([]byte(l.At.UTC().Truncate(time.Microsecond).Format(time.RFC3339Nano)))
	part(l.User[:])
	part([]byte(l.Login))
	part([]byte(l.Action))
	part([]byte(l.Subject))
	part(l.SubjectID[:])
	part(l.Before)
	part(l.After)
	return h.Sum(nil)
}

// canonical is JSON with sorted keys, as jsonb gives it back through the same function: what is hashed can be hashed again.
func canonical(v any) (json.RawMessage, error) {
	if v == nil {
		return nil, nil
	}
	b, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return recanonical(b)
}

// recanonical brings any JSON text (ours or jsonb's) into the one form that is hashed.
func recanonical(b []byte) (json.RawMessage, error) {
	if b == nil {
		return nil, nil
	}
	var plain any
	if err := json.Unmarshal(b, &plain); err != nil {
		return nil, err
	}
	return json.Marshal(plain)
}

func short(h []byte) string { return hex.EncodeToString(h[:4]) }
