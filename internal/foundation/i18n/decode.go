package i18n

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// entry is one line of a catalogue file as it stands there.
type entry struct {
	key  string
	text text
	list []string
}

// decode reads a catalogue file: an object of key → sentence, or key → {"one": …, "other": …}.
// It goes token by token because encoding/json would let a key that is there twice pass.
func decode(raw []byte) ([]entry, error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil, fmt.Errorf("the file is not an object (%w)", err)
	}
	var all []entry
	for d.More() {
		t, err := d.Token()
		if err != nil {
			return nil, err
		}
		key, _ := t.(string)
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return nil, fmt.Errorf("key %q: %w", key, err)
		}
		e, err := readEntry(key, value)
		if err != nil {
			return nil, fmt.Errorf("key %q: %w", key, err)
		}
		all = append(all, e)
	}
	return all, nil
}

func readEntry(key string, value json.RawMessage) (entry, error) {
	e := entry{key: key}
	switch value[0] {
	case '"':
		return e, json.Unmarshal(value, &e.text.other)
	case '[':
		return e, json.Unmarshal(value, &e.list)
	}
	var forms struct{ One, Other string }
	d := json.NewDecoder(bytes.NewReader(value))
	d.DisallowUnknownFields()
	if err := d.Decode(&forms); err != nil {
		return e, err
	}
	e.text = text{one: forms.One, other: forms.Other}
	return e, nil
}
