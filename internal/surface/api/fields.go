package api

import (
	"encoding"
	"reflect"
	"strings"
)

// jsonField is a field as JSON knows it, wherever among the embedded structs it lies.
type jsonField struct {
	name  string
	field reflect.StructField
	index []int
	omits bool // omitempty or omitzero: it may be missing from an answer
}

// fieldsOf lists the fields of a struct as encoding/json writes them: those of embedded structs stand in their place, and one
// that lies less deep goes before another of its name.
func fieldsOf(t reflect.Type) []jsonField {
	var all []jsonField
	depth := map[string]int{}
	for _, f := range reflect.VisibleFields(t) {
		tag, tagged := f.Tag.Lookup("json")
		name, options, _ := strings.Cut(tag, ",")
		if !f.IsExported() || tag == "-" || f.Anonymous && !tagged {
			continue
		}
		if name == "" {
			name = f.Name
		}
		if at, ok := depth[name]; ok && at <= len(f.Index) {
			continue
		}
		if _, ok := depth[name]; ok {
			all = without(all, name)
		}
		depth[name] = len(f.Index)
		all = append(all, jsonField{name: name, field: f, index: f.Index, omits: strings.Contains(options, "omit")})
	}
	return all
}

func without(all []jsonField, name string) []jsonField {
	var kept []jsonField
	for _, f := range all {
		if f.name != name {
			kept = append(kept, f)
		}
	}
	return kept
}

// fieldOf is the field of a struct type that JSON calls name.
func fieldOf(t reflect.Type, name string) (jsonField, bool) {
	if t.Kind() == reflect.Struct {
		for _, f := range fieldsOf(t) {
			if f.name == name {
				return f, true
			}
		}
	}
	return jsonField{}, false
}

// textOf is the text of the field that JSON calls name: an id, a date.
func textOf(v reflect.Value, name string) string {
	f, ok := fieldOf(v.Type(), name)
	if !ok {
		return ""
	}
	m, ok := v.FieldByIndex(f.index).Interface().(encoding.TextMarshaler)
	if !ok {
		return ""
	}
	b, err := m.MarshalText()
	if err != nil {
		return ""
	}
	return string(b)
}

// isText reports whether values of the type are written as text by a method of their own.
func isText(t reflect.Type) bool {
	return t.Implements(reflect.TypeFor[encoding.TextMarshaler]()) || reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]())
}
