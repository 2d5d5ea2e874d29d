// Package id makes and reads the identifiers of rows: UUIDs of version 7, made by whoever creates the row,
// so that an entry made offline can be sent twice and count once. Nothing may sort by the time inside an id.
package id

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"
)

// ID is an identifier of rows of kind K; the kind keeps a task's id from being passed for a unit's.
// The zero ID means "none" and is stored as NULL.
type ID[K any] [16]byte

// Maker makes fresh version 7 identifiers; passed in, so that tests and derived data are repeatable.
type Maker func() [16]byte

// Random makes ids from the present time and the system's randomness.
func Random() [16]byte { return uuid.Must(uuid.NewV7()) }

// From returns a fresh id of kind K.
func From[K any](m Maker) ID[K] { return ID[K](m()) }

// Parse reads the usual 36-character form and refuses anything but a well-formed version 7.
func Parse[K any](s string) (ID[K], error) {
	if len(s) != 36 {
		return ID[K]{}, fmt.Errorf("id %q: not 36 characters", s)
	}
	u, err := uuid.Parse(s)
	if err != nil {
		return ID[K]{}, fmt.Errorf("id %q: %w", s, err)
	}
	if u.Version() != 7 || u.Variant() != uuid.RFC4122 {
		return ID[K]{}, fmt.Errorf("id %q: not a version 7 UUID", s)
	}
	return ID[K](u), nil
}

// Derived makes the same version 7 id every time from an instant and a name, so that reading the same file again finds its rows.
func Derived(at time.Time, name string) [16]byte {
	h := sha256.Sum256([]byte(name))
	var b [16]byte
	copy(b[:], h[:])
	ms := uint64(at.UnixMilli())
	for i := range 6 {
		b[i] = byte(ms >> (40 - 8*i)) //nolint:gosec // each byte in its turn is what is wanted
	}
	b[6] = b[6]&0x0f | 0x70
	b[8] = b[8]&0x3f | 0x80
	return b
}

// IsZero reports whether there is no id.
func (i ID[K]) IsZero() bool { return i == ID[K]{} }

// String is the usual form, or nothing for no id.
func (i ID[K]) String() string {
	if i.IsZero() {
		return ""
	}
	return uuid.UUID(i).String()
}

// MarshalText is the usual form; JSON uses it.
func (i ID[K]) MarshalText() ([]byte, error) { return []byte(i.String()), nil }

// UnmarshalText reads the usual form; empty is no id.
func (i *ID[K]) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*i = ID[K]{}
		return nil
	}
	v, err := Parse[K](string(b))
	if err != nil {
		return err
	}
	*i = v
	return nil
}

// UUIDBytes and SetUUIDBytes let package database store any ID without this package knowing a driver.
func (i ID[K]) UUIDBytes() [16]byte { return i }

// SetUUIDBytes is the counterpart of UUIDBytes.
func (i *ID[K]) SetUUIDBytes(b [16]byte) { *i = b }

// ContentHash is what a create request said, as one value: the same id with the same hash is a repeat, with another a conflict.
func ContentHash(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("content hash of %T: %v", v, err)) // inputs are plain structs; anything else is a programming error
	}
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}
