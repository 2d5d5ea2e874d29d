package intake

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strconv"
	"unicode/utf8"
)

// MaxDossier is the size of the largest dossier that is read, in bytes.
const MaxDossier = 5 << 20

// ParseDossier reads a dossier and tells everything that is wrong with it at once: its encoding, its YAML, its structure by
// dossier.schema.json, and its sense (references, days, order, roles). It does no I/O but reading r. The dossier is nil
// exactly when there are problems; what was mended in it is in its Notices.
//
// A file that is not YAML at all has one problem: nothing behind it can be trusted.
func ParseDossier(r io.Reader) (*Dossier, Problems) {
	raw, problems := readDossier(r)
	if problems != nil {
		return nil, problems
	}
	tree, problems := readYAML(raw)
	if problems != nil {
		return nil, problems.sorted()
	}
	return tree.dossier(raw)
}

// readDossier reads the bytes and brings them into the one form that is parsed: UTF-8 without a mark, lines ended by "\n".
func readDossier(r io.Reader) ([]byte, Problems) {
	raw, err := io.ReadAll(io.LimitReader(r, MaxDossier+1))
	if err != nil {
		return nil, Problems{{Key: "dossier.unreadable"}}
	}
	if len(raw) > MaxDossier {
		return nil, Problems{{Key: "dossier.too_big", Args: []any{MaxDossier >> 20}}}
	}
	raw = bytes.TrimPrefix(raw, []byte("\ufeff"))
	raw = bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n"))
	raw = bytes.ReplaceAll(raw, []byte("\r"), []byte("\n"))
	if i := notUTF8(raw); i >= 0 {
		line := 1 + bytes.Count(raw[:i], []byte("\n"))
		return nil, Problems{{Line: line, Column: i - bytes.LastIndexByte(raw[:i], '\n'), Key: "dossier.not_utf8"}}
	}
	return raw, nil
}

// notUTF8 is the place of the first byte that is no text, or -1.
func notUTF8(raw []byte) int {
	if utf8.Valid(raw) {
		return -1
	}
	for i := 0; i < len(raw); {
		r, n := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// dossier checks the structure of a tree, then the sense of what it says.
func (t *yamlTree) dossier(raw []byte) (*Dossier, Problems) {
	problems := t.problems
	broken, err := t.checkSchema()
	if err != nil {
		return nil, Problems{{Key: "dossier.unreadable"}} // the schema itself is wrong; a test holds it
	}
	problems = append(problems, broken...)
	d := &Dossier{spots: t.spots, Notices: t.notices()}
	sum := sha256.Sum256(raw)
	d.Sum = hex.EncodeToString(sum[:])
	if top, ok := t.top.(map[string]any); ok {
		if err := decode(top, d); err != nil {
			return nil, Problems{{Key: "dossier.unreadable"}}
		}
		d.fillKeys()
		problems = append(problems, d.check(places(broken))...)
	}
	if len(problems) > 0 {
		return nil, problems.sorted()
	}
	d.Notices = d.Notices.sorted()
	return d, nil
}

// decode fills the typed dossier. A value of the wrong type is left out: the schema has reported it.
func decode(top map[string]any, d *Dossier) error {
	b, err := json.Marshal(top)
	if err != nil {
		return err
	}
	var wrong *json.UnmarshalTypeError
	if err := json.Unmarshal(b, d); err != nil && !errors.As(err, &wrong) {
		return err
	}
	return nil
}

// places lists where problems were found, so that the same value is not blamed twice.
func places(p Problems) map[string]bool {
	at := map[string]bool{}
	for _, one := range p {
		at[one.Path] = true
	}
	return at
}

// fillKeys gives rows that need no key the one they have by default.
func (d *Dossier) fillKeys() {
	for i := range d.People {
		for j := range d.People[i].Posts {
			byPlace(&d.People[i].Posts[j].Key, j)
		}
	}
	for i := range d.Members {
		if d.Members[i].Key == "" {
			d.Members[i].Key = d.Members[i].Person
		}
	}
	for i := range d.Meetings {
		d.Meetings[i].fillKeys()
	}
	for i := range d.Tasks {
		d.Tasks[i].fillKeys()
	}
}

func (m *DossierMeeting) fillKeys() {
	for i := range m.Agenda {
		byPlace(&m.Agenda[i].Key, i)
	}
	for i := range m.Attendance {
		if m.Attendance[i].Key == "" {
			m.Attendance[i].Key = m.Attendance[i].Person
		}
		byPlace(&m.Attendance[i].Key, i)
	}
	for i := range m.Shortcomings {
		for j := range m.Shortcomings[i].Events {
			byPlace(&m.Shortcomings[i].Events[j].Key, j)
		}
	}
	for i := range m.Tasks {
		m.Tasks[i].fillKeys()
	}
}

func (t *DossierTask) fillKeys() {
	fillEventKeys(t.Events)
	fillOccurrenceKeys(t.Occurrences)
	for i := range t.Parts {
		fillEventKeys(t.Parts[i].Events)
		fillOccurrenceKeys(t.Parts[i].Occurrences)
	}
}

func fillOccurrenceKeys(all []DossierOccurrence) {
	for i := range all {
		fillEventKeys(all[i].Events)
	}
}

func fillEventKeys(all []DossierEvent) {
	for i := range all {
		byPlace(&all[i].Key, i)
	}
}

// byPlace gives a row without a key its place in the list, counted from 1.
func byPlace(key *string, i int) {
	if *key == "" {
		*key = strconv.Itoa(i + 1)
	}
}

// inOrder returns the events as they took effect; those of one day stay as written.
func inOrder[E any](events []E, date func(E) Day) []int {
	order := make([]int, len(events))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return date(events[a]).Compare(date(events[b]).Date) })
	return order
}
