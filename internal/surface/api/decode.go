package api

import (
	"bytes"
	"context"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"reflect"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/surface/server"
)

// deepest is how far lists and objects of a body may lie in each other. Ours never do by more than a few.
const deepest = 32

// bodyOf reads the body of a request strictly and fills in what the path says. Every mistake of shape is told at once, by field.
func bodyOf[In any](ctx context.Context, c call) (In, error) {
	var in In
	bound, err := c.pathFields(ctx)
	if err != nil {
		return in, err
	}
	if kind, _, err := mime.ParseMediaType(c.c.GetHeader("Content-Type")); err != nil || kind != "application/json" {
		return in, server.WrongMediaType("api.want_json", err)
	}
	body, err := io.ReadAll(c.c.Request.Body)
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); err != nil && !tooLarge {
		return in, fault.New(fault.Invalid, "api.not_json").Because(err)
	}
	if err != nil {
		return in, err
	}
	if err := decode(body, &in); err != nil {
		return in, err
	}
	server.Sent(c.c, body)
	return in, bindFields(reflect.ValueOf(&in).Elem(), bound)
}

// boundField is a field of the body that the path has said already.
type boundField struct{ name, text string }

func (c call) pathFields(ctx context.Context) ([]boundField, error) {
	var all []boundField
	for _, b := range c.r.binds {
		text, err := c.bound(ctx, b.param)
		if err != nil {
			return nil, err
		}
		all = append(all, boundField{b.field, text})
	}
	return all, nil
}

// bindFields fills fields from the path. A body may repeat what the path says, not contradict it.
func bindFields(in reflect.Value, bound []boundField) error {
	for _, b := range bound {
		f, ok := fieldOf(in.Type(), b.name)
		if !ok {
			return fmt.Errorf("api: %s has no field %s", in.Type(), b.name)
		}
		said := reflect.New(f.field.Type)
		if said.Elem().Kind() == reflect.String { // the code of a period
			said.Elem().SetString(b.text)
		} else if err := said.Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(b.text)); err != nil { //nolint:forcetypeassert // the table binds ids, days and texts only; a test calls every route
			return fault.New(fault.NotFound, "not_found").Because(err)
		}
		at := in.FieldByIndex(f.index)
		if !at.IsZero() && !at.Equal(said.Elem()) {
			return refuse(b.name, "api.not_of_path", b.text)
		}
		at.Set(said.Elem())
	}
	return nil
}

// decode reads one JSON value into a struct. Unlike encoding/json it refuses unknown and repeated names, other letter cases,
// null where something is meant, and anything after the value; and it names the field of every mistake.
func decode(body []byte, into any) error {
	value, err := parse(body)
	if err != nil {
		return err
	}
	wrong := checker{}
	wrong.check(reflect.TypeOf(into).Elem(), value, "")
	if len(wrong) > 0 {
		return &fault.Fault{Kind: fault.Invalid, Key: "invalid", Fields: wrong}
	}
	if err := json.Unmarshal(body, into); err != nil {
		return fault.New(fault.Invalid, "api.not_json").Because(err)
	}
	return nil
}

// member is a name of an object with its value; objects keep order and repetitions so that the latter can be refused.
type member struct {
	name  string
	value any
}

// object is a JSON object as it was written.
type object []member

// parse reads exactly one value.
func parse(body []byte) (any, error) {
	if !utf8.Valid(body) {
		return nil, fault.New(fault.Invalid, "api.not_json")
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	v, err := parseValue(d, 0)
	if err == nil {
		_, err = d.Token()
		if errors.Is(err, io.EOF) {
			return v, nil
		}
		return nil, fault.New(fault.Invalid, "api.trailing").Because(err)
	}
	return nil, fault.New(fault.Invalid, "api.not_json").Because(err)
}

func parseValue(d *json.Decoder, depth int) (any, error) {
	if depth > deepest {
		return nil, errors.New("nested too deeply")
	}
	t, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch t {
	case json.Delim('{'):
		return parseObject(d, depth)
	case json.Delim('['):
		return parseList(d, depth)
	}
	return t, nil
}

func parseObject(d *json.Decoder, depth int) (any, error) {
	o := object{}
	for d.More() {
		t, err := d.Token()
		if err != nil {
			return nil, err
		}
		name, ok := t.(string)
		if !ok {
			return nil, fmt.Errorf("a name is %v", t)
		}
		v, err := parseValue(d, depth+1)
		if err != nil {
			return nil, err
		}
		o = append(o, member{name, v})
	}
	_, err := d.Token()
	return o, err
}

func parseList(d *json.Decoder, depth int) (any, error) {
	list := []any{}
	for d.More() {
		v, err := parseValue(d, depth+1)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	_, err := d.Token()
	return list, err
}

// checker gathers what is wrong with a value, by the path of the field: "assignees[0].unit_id".
type checker map[string]fault.Message

func (w checker) wrong(path, key string) {
	if path == "" {
		path = "body"
	}
	if _, told := w[path]; !told {
		w[path] = fault.Message{Key: key}
	}
}

// check compares a value with the type it is to become.
func (w checker) check(t reflect.Type, v any, path string) {
	if t.Kind() == reflect.Pointer {
		if v != nil {
			w.check(t.Elem(), v, path)
		}
		return
	}
	if isText(t) {
		w.checkText(t, v, path)
		return
	}
	switch t.Kind() {
	case reflect.Struct:
		w.checkStruct(t, v, path)
	case reflect.Slice:
		list, ok := v.([]any)
		if !ok {
			w.wrong(path, "api.want_list")
			return
		}
		for i, e := range list {
			w.check(t.Elem(), e, fmt.Sprintf("%s[%d]", path, i))
		}
	case reflect.String:
		if s, ok := v.(string); !ok || strings.ContainsRune(s, 0) { // the database takes no NUL
			w.wrong(path, "api.want_text")
		}
	case reflect.Bool:
		if _, ok := v.(bool); !ok {
			w.wrong(path, "api.want_bool")
		}
	default:
		n, ok := v.(json.Number)
		if !ok {
			w.wrong(path, "validate.number")
		} else if _, err := strconv.ParseInt(n.String(), 10, 64); err != nil {
			w.wrong(path, "validate.number")
		}
	}
}

func (w checker) checkText(t reflect.Type, v any, path string) {
	s, ok := v.(string)
	if !ok {
		w.wrong(path, "api.want_text")
		return
	}
	if err := reflect.New(t).Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(s)); err != nil { //nolint:forcetypeassert // isText said so
		w.wrong(path, textKey(t))
	}
}

// textKey says what a text of a type should have been.
func textKey(t reflect.Type) string {
	switch t {
	case reflect.TypeFor[calendar.Date]():
		return "api.want_date"
	case reflect.TypeFor[time.Time]():
		return "api.want_instant"
	}
	return "validate.id"
}

func (w checker) checkStruct(t reflect.Type, v any, path string) {
	o, ok := v.(object)
	if !ok {
		w.wrong(path, "api.want_object")
		return
	}
	seen := map[string]bool{}
	for _, m := range o {
		at := m.name
		if path != "" {
			at = path + "." + m.name
		}
		f, known := fieldOf(t, m.name)
		switch {
		case !known:
			w.wrong(at, "api.unknown_field")
		case seen[m.name]:
			w.wrong(at, "api.twice")
		default:
			w.check(f.field.Type, m.value, at)
		}
		seen[m.name] = true
	}
}
