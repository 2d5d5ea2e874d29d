package intake

import (
	"bytes"
	_ "embed" // the schema
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/vietnamese"
)

//go:embed dossier.schema.json
var dossierSchema []byte

// DossierSchema is the JSON Schema of dossiers, for editors and other programs.
func DossierSchema() []byte { return bytes.Clone(dossierSchema) }

const (
	schemaURL = "urn:dondoc:dossier:1"
	dayFormat = "dossier-day"
)

// checkSchema tells every value whose structure is not the schema's. Numbers and truth values where words belong
// ("key: 1", "reviewed_period: 2020") are read as the words they were written with.
func (t *yamlTree) checkSchema() (Problems, error) {
	schema, doc, err := compileSchema()
	if err != nil {
		return nil, err
	}
	wrong := leaves(schema.Validate(t.top))
	if t.readAsWords(wrong) {
		wrong = leaves(schema.Validate(t.top))
	}
	var problems Problems
	for _, w := range wrong {
		problems = append(problems, t.schemaProblems(doc, w)...)
	}
	return problems, nil
}

// compileSchema also returns the schema as plain values, for the names it allows.
func compileSchema() (*jsonschema.Schema, any, error) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(dossierSchema))
	if err != nil {
		return nil, nil, err
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	c.RegisterFormat(&jsonschema.Format{Name: dayFormat, Validate: realDay})
	if err := c.AddResource(schemaURL, doc); err != nil {
		return nil, nil, err
	}
	schema, err := c.Compile(schemaURL)
	return schema, doc, err
}

// realDay refuses days that are written well but do not exist. Other forms are the pattern's business.
func realDay(v any) error {
	s, ok := v.(string)
	if !ok || !vnDay.MatchString(s) && !isoDay.MatchString(s) {
		return nil
	}
	if _, ok := ReadDay(s); !ok {
		return fmt.Errorf("%s is no day", s)
	}
	return nil
}

// leaves are the single complaints of a validation.
func leaves(err error) []*jsonschema.ValidationError {
	var top *jsonschema.ValidationError
	if !errors.As(err, &top) {
		return nil
	}
	if len(top.Causes) == 0 {
		return []*jsonschema.ValidationError{top}
	}
	var all []*jsonschema.ValidationError
	for _, c := range top.Causes {
		all = append(all, leaves(c)...)
	}
	return all
}

// readAsWords turns numbers and truth values into words where words are wanted, and reports whether it did.
func (t *yamlTree) readAsWords(wrong []*jsonschema.ValidationError) bool {
	turned := false
	for _, w := range wrong {
		k, ok := w.ErrorKind.(*kind.Type)
		if !ok || !slices.Contains(k.Want, "string") {
			continue
		}
		if written, ok := t.scalars[placeOf(w.InstanceLocation)]; ok {
			turned = putValue(t.top, w.InstanceLocation, written) || turned
		}
	}
	return turned
}

// putValue replaces a value inside plain values.
func putValue(in any, steps []string, v any) bool {
	if len(steps) == 0 {
		return false
	}
	last := len(steps) == 1
	switch c := in.(type) {
	case map[string]any:
		if last {
			c[steps[0]] = v
			return true
		}
		return putValue(c[steps[0]], steps[1:], v)
	case []any:
		i, err := json.Number(steps[0]).Int64()
		if err != nil || i < 0 || int(i) >= len(c) {
			return false
		}
		if last {
			c[i] = v
			return true
		}
		return putValue(c[i], steps[1:], v)
	}
	return false
}

func placeOf(steps []string) place { return place(strings.Join(steps, "/")) }

// schemaProblems says what one complaint of the schema means.
func (t *yamlTree) schemaProblems(doc any, w *jsonschema.ValidationError) Problems {
	at := placeOf(w.InstanceLocation)
	switch k := w.ErrorKind.(type) {
	case *kind.Required:
		var all Problems
		for _, name := range k.Missing {
			all = append(all, t.spots.problem(at, "dossier.required", name))
		}
		return all
	case *kind.AdditionalProperties:
		var all Problems
		for _, name := range k.Properties {
			key, args := unknownName(name, allowedNames(doc, w.SchemaURL))
			all = append(all, t.spots.problem(at.in(name), key, args...))
		}
		return all
	}
	key, args := complaint(w.ErrorKind)
	return Problems{t.spots.problem(at, key, args...)}
}

// complaint is the message about one value.
func complaint(k jsonschema.ErrorKind) (string, []any) {
	switch k := k.(type) {
	case *kind.Type:
		return "dossier.type", []any{typeWords(k.Want), typeWord(k.Got)}
	case *kind.Enum:
		return unknownWord(k)
	case *kind.Const:
		return "dossier.format_version", []any{fmt.Sprint(k.Got), fmt.Sprint(k.Want)}
	case *kind.Pattern:
		return patternKey(k.Want), []any{cut(k.Got)}
	case *kind.Format:
		return "dossier.no_such_day", []any{fmt.Sprint(k.Got)}
	case *kind.MinLength:
		return "dossier.empty", nil
	case *kind.MaxLength:
		return "dossier.too_long", []any{k.Got, k.Want}
	case *kind.MaxItems:
		return "dossier.too_many", []any{k.Got, k.Want}
	case *kind.UniqueItems:
		return "dossier.same_twice", []any{k.Duplicates[0] + 1, k.Duplicates[1] + 1}
	case *kind.Minimum:
		return "dossier.too_small", []any{k.Want.RatString()}
	case *kind.Maximum:
		return "dossier.too_great", []any{k.Want.RatString()}
	}
	return "dossier.structure", []any{strings.Join(k.KeywordPath(), "/")}
}

func typeWord(t string) fault.Message { return fault.Message{Key: "dossier.type." + t} }

func typeWords(types []string) fault.Message {
	if len(types) < 2 {
		return typeWord(types[0])
	}
	return fault.Message{Key: "dossier.type.either", Args: []any{typeWord(types[0]), typeWord(types[1])}}
}

// The forms the schema asks words to have, each with its sentence. A test holds that no pattern is forgotten.
var patternKeys = []struct{ in, key string }{
	{"[0-9]{4}-[0-9]{2}-[0-9]{2}", "dossier.form.day"},
	{"[:h]", "dossier.form.time"},
	{"H[12]", "dossier.form.period"},
	{"a-z0-9]+(-", "dossier.form.code"},
	{"(/[A-Z", "dossier.form.reference"},
	{"A-Za-z0-9._-", "dossier.form.key"},
}

func patternKey(pattern string) string {
	for _, p := range patternKeys {
		if strings.Contains(pattern, p.in) {
			return p.key
		}
	}
	return "dossier.structure"
}

func unknownWord(k *kind.Enum) (string, []any) {
	words := make([]string, len(k.Want))
	for i, w := range k.Want {
		words[i] = fmt.Sprint(w)
	}
	got, list := cut(fmt.Sprint(k.Got)), strings.Join(words, ", ")
	if near := nearest(got, words); near != "" {
		return "dossier.word_near", []any{got, near, list}
	}
	return "dossier.word", []any{got, list}
}

func unknownName(name string, allowed []string) (string, []any) {
	if near := nearest(name, allowed); near != "" {
		return "dossier.name_near", []any{cut(name), near}
	}
	return "dossier.name", []any{cut(name), strings.Join(allowed, ", ")}
}

// allowedNames are the properties of the object schema at a location like "urn:…#/$defs/task".
func allowedNames(doc any, location string) []string {
	_, pointer, _ := strings.Cut(location, "#")
	at := doc
	for step := range strings.SplitSeq(strings.TrimPrefix(pointer, "/"), "/") {
		if m, ok := at.(map[string]any); ok && step != "" {
			at = m[step]
		}
	}
	schema, _ := at.(map[string]any)
	properties, _ := schema["properties"].(map[string]any)
	return slices.Sorted(maps.Keys(properties))
}

// cut keeps what is repeated in a message short.
func cut(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// nearest is the word that was probably meant: marks, case and signs between words do not count, a third of the letters may differ.
func nearest(word string, among []string) string {
	best, least := "", len([]rune(cut(word)))/3+1
	for _, w := range among {
		if n := distance(plainWord(word), plainWord(w)); n < least {
			best, least = w, n
		}
	}
	return best
}

func plainWord(s string) []rune {
	return []rune(strings.NewReplacer("-", "_", " ", "_").Replace(vietnamese.Key(cut(s))))
}

// distance is how many letters must be put in, left out, changed or swapped with their neighbour to make b of a.
func distance(a, b []rune) int {
	rows := [3][]int{make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)} // two back, one back, this
	for j := range rows[1] {
		rows[1][j] = j
	}
	for i, x := range a {
		two, back, row := rows[0], rows[1], rows[2]
		row[0] = i + 1
		for j, y := range b {
			changed := back[j]
			if x != y {
				changed++
			}
			row[j+1] = min(changed, row[j]+1, back[j+1]+1)
			if i > 0 && j > 0 && x == b[j-1] && a[i-1] == y {
				row[j+1] = min(row[j+1], two[j-1]+1)
			}
		}
		rows = [3][]int{back, row, two}
	}
	return rows[1][len(b)]
}
