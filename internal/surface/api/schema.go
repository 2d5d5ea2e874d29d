package api

import (
	"encoding/json"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"github.com/dondoc/dondoc/internal/domain/attach"
	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/surface/server"
)

// node is a part of the description, in the order in which it is to be read.
type node = yaml.MapSlice

func item(key string, value any) yaml.MapItem { return yaml.MapItem{Key: key, Value: value} }

// schemas turns Go types into the components of the description (JSON Schema 2020-12). Answers and requests are told apart: an
// answer always has what is not marked to be omitted; a request must have what the use case's validation asks for.
type schemas struct {
	answers, requests map[reflect.Type]string // the component of a type
	parts             map[string]node
	bound             map[reflect.Type][]string // fields of requests that the path fills in
}

func newSchemas() *schemas {
	return &schemas{answers: map[reflect.Type]string{}, requests: map[reflect.Type]string{}, parts: map[string]node{}, bound: map[reflect.Type][]string{}}
}

// components lists what was gathered, by name.
func (s *schemas) components() node {
	var all node
	for _, name := range slices.Sorted(maps.Keys(s.parts)) {
		all = append(all, item(name, s.parts[name]))
	}
	return all
}

func ref(name string) node { return node{item("$ref", "#/components/schemas/"+name)} }

// answer is the schema of a value that is sent.
func (s *schemas) answer(t reflect.Type) node { return s.of(t, "", false) }

// request is the schema of a value that is received; rules are those of its field's `validate` tag.
func (s *schemas) request(t reflect.Type, rules string) node { return s.of(t, rules, true) }

func (s *schemas) of(t reflect.Type, rules string, in bool) node {
	if t.Kind() == reflect.Pointer {
		return s.of(t.Elem(), rules, in)
	}
	if n := textSchema(t); n != nil {
		return n
	}
	switch t.Kind() {
	case reflect.Struct:
		return ref(s.component(t, in))
	case reflect.Slice:
		own, each, _ := strings.Cut(rules, "dive")
		n := node{item("type", "array"), item("items", s.of(t.Elem(), strings.TrimPrefix(each, ","), in))}
		return append(n, limits(own, "Items", true)...)
	case reflect.Map:
		return node{item("type", "object"), item("additionalProperties", s.of(t.Elem(), "", in))}
	case reflect.String:
		return stringSchema(t, rules)
	case reflect.Bool:
		return node{item("type", "boolean")}
	case reflect.Interface:
		return node{}
	default:
		return append(node{item("type", "integer")}, limits(rules, "", false)...)
	}
}

// textSchema is the schema of a type that writes itself as text; nil for others.
func textSchema(t reflect.Type) node {
	switch {
	case t == reflect.TypeFor[calendar.Date]():
		return node{item("type", "string"), item("format", "date")}
	case t == reflect.TypeFor[time.Time]():
		return node{item("type", "string"), item("format", "date-time")}
	case t == reflect.TypeFor[json.RawMessage]():
		return node{} // whatever was sent
	case t == reflect.TypeFor[attach.Digest]():
		return node{item("type", "string"), item("pattern", "^[0-9a-f]{64}$")}
	case t == reflect.TypeFor[meeting.Digest]():
		return node{item("type", "string"), item("pattern", "^([0-9a-f]{64})?$")} // empty: nothing issued
	case isText(t) && t.Kind() == reflect.Array:
		return node{item("type", "string"), item("format", "uuid")}
	}
	return nil
}

func stringSchema(t reflect.Type, rules string) node {
	n := node{item("type", "string")}
	words := enumOf(t)
	for rule := range strings.SplitSeq(rules, ",") {
		switch name, value, _ := strings.Cut(rule, "="); name {
		case "oneof":
			if !slices.Contains(words, "") { // a type that knows "none" says its words itself
				words = strings.Fields(value)
			}
		case "code":
			n = append(n, item("pattern", "^[a-z0-9]+(-[a-z0-9]+)*$"))
		case "login":
			n = append(n, item("pattern", "^[a-z0-9][a-z0-9._-]*$"))
		}
	}
	if len(words) > 0 {
		return append(n, item("enum", words))
	}
	if slices.Contains(strings.Split(rules, ","), "required") && !strings.Contains(rules, "min=") {
		n = append(n, item("minLength", 1))
	}
	return append(n, limits(rules, "Length", false)...)
}

// limits are the rules min, max and unique in the words of JSON Schema: minLength, maxItems, maximum …
func limits(rules, what string, list bool) node {
	var n node
	for rule := range strings.SplitSeq(rules, ",") {
		name, value, _ := strings.Cut(rule, "=")
		if name == "unique" && list {
			n = append(n, item("uniqueItems", true))
		}
		size, err := strconv.Atoi(value)
		if err != nil || name != "min" && name != "max" {
			continue
		}
		if what == "" {
			name += "imum"
		}
		n = append(n, item(name+what, size))
	}
	return n
}

// component gathers the schema of a struct and returns its name.
func (s *schemas) component(t reflect.Type, in bool) string {
	known := s.answers
	if in {
		known = s.requests
	}
	if name, ok := known[t]; ok {
		return name
	}
	name := typeName(t)
	if _, taken := s.parts[name]; taken && in {
		name += "Input"
	}
	if _, taken := s.parts[name]; taken {
		panic("api: two types are called " + name) // every route is described in a test
	}
	known[t] = name
	s.parts[name] = nil // before the fields: a type may hold itself
	s.parts[name] = s.object(t, in)
	return name
}

func (s *schemas) object(t reflect.Type, in bool) node {
	var properties node
	required := []string{}
	for _, f := range fieldsOf(t) {
		rules := f.field.Tag.Get("validate")
		if !in {
			rules = ""
		}
		properties = append(properties, item(f.name, s.of(f.field.Type, rules, in)))
		if s.must(t, f, in) {
			required = append(required, f.name)
		}
	}
	n := node{item("type", "object"), item("properties", properties)}
	if len(required) > 0 {
		n = append(n, item("required", required))
	}
	return append(n, item("additionalProperties", false))
}

// must reports whether a field is always there in an answer, or has to be in a request.
func (s *schemas) must(t reflect.Type, f jsonField, in bool) bool {
	if !in {
		return !f.omits && f.field.Type.Kind() != reflect.Interface
	}
	own, _, _ := strings.Cut(f.field.Tag.Get("validate"), "dive") // what follows is asked of the items
	return slices.Contains(strings.Split(own, ","), "required") && !slices.Contains(s.bound[t], f.name)
}

var (
	lastIdentifier = regexp.MustCompile(`\.(\w+)\]*$`)
	plainPackages  = []string{"org", "account", "api", "server"} // their names need no subject before them
)

// typeName is what the description calls a type: "Task", "MeetingRow", "MeetingPlaceAgenda", "UnitRows".
func typeName(t reflect.Type) string {
	if f, ok := t.FieldByName("Rows"); ok && t.PkgPath() == reflect.TypeFor[route]().PkgPath() {
		return typeName(f.Type.Elem()) + "Rows"
	}
	name, argument, generic := strings.Cut(t.Name(), "[")
	if generic {
		if m := lastIdentifier.FindStringSubmatch("." + argument); m != nil {
			name += capital(strings.TrimSuffix(m[1], "Kind"))
		}
	}
	path := t.PkgPath()
	pkg := path[strings.LastIndex(path, "/")+1:]
	if slices.Contains(plainPackages, pkg) || strings.Contains(name, capital(pkg)) {
		return capital(name)
	}
	return capital(pkg) + name
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// problem is the component of refusals.
func (s *schemas) problem() node { return s.answer(reflect.TypeFor[server.Problem]()) }
