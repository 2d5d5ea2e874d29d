// Package fault names the ways a request can go wrong that a person should be told about.
// What may be shown (a message key and its arguments) is kept apart from what may only be logged (the cause).
package fault

import (
	"errors"
	"fmt"
)

// Kind is the coarse category of a fault; only the surfaces know what it means to them (an HTTP status, an exit code).
type Kind int

// The kinds, from "our fault" to "somebody was quicker".
const (
	Internal Kind = iota
	Invalid
	Unauthenticated
	Forbidden
	NotFound
	Conflict
	TooLarge
	TooMany
	Unavailable
)

// Message is a catalogue key with the values its sentence names.
type Message struct {
	Key  string
	Args []any
}

// Fault carries what may be shown (Key, Args, Fields) apart from what may only be logged (Err).
type Fault struct {
	Kind   Kind
	Key    string             // message key in package i18n
	Args   []any              // values the message names, in order
	Fields map[string]Message // form field -> what is wrong with it
	// Theirs is what is stored now, when a stale write was refused, so that the page can offer the choice.
	Theirs any
	Err    error
}

func (f *Fault) Error() string {
	s := f.Key
	for name, m := range f.Fields {
		s += fmt.Sprintf(" [%s: %s %v]", name, m.Key, m.Args)
	}
	if f.Err != nil {
		s += ": " + f.Err.Error()
	}
	return s
}

func (f *Fault) Unwrap() error { return f.Err }

// New returns a fault of the given kind.
func New(k Kind, key string, args ...any) *Fault { return &Fault{Kind: k, Key: key, Args: args} }

// Field returns an Invalid fault for one form field.
func Field(name, key string, args ...any) *Fault {
	return &Fault{Kind: Invalid, Key: "invalid", Fields: map[string]Message{name: {Key: key, Args: args}}}
}

// Because adds the cause that goes to the log.
func (f *Fault) Because(err error) *Fault {
	g := *f
	g.Err = err
	return &g
}

// Stale is the refusal of a write that started from an older version; theirs is the row as stored now.
func Stale(theirs any) *Fault {
	return &Fault{Kind: Conflict, Key: "conflict.stale", Theirs: theirs}
}

// KindOf reports the kind of err; anything that is not a Fault is Internal.
func KindOf(err error) Kind {
	if f, ok := errors.AsType[*Fault](err); ok {
		return f.Kind
	}
	return Internal
}

// Fields returns what is wrong field by field, or nil when err is not about fields.
func Fields(err error) map[string]Message {
	if f, ok := errors.AsType[*Fault](err); ok && f.Kind == Invalid {
		return f.Fields
	}
	return nil
}
