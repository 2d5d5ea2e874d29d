package api

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/shortcoming"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

type inner struct {
	ID   access.UnitID `json:"id"`
	Name string        `json:"name"`
	More []string      `json:"more"`
}

type outer struct {
	inner
	Name    string         `json:"name,omitempty"` // goes before inner's
	At      *calendar.Date `json:"at,omitempty"`
	Hidden  int            `json:"-"`
	Each    []inner        `json:"each"`
	Counts  map[string]int `json:"counts"`
	private []string
}

func TestFieldsAreThoseOfJSON(t *testing.T) {
	t.Parallel()
	written, err := json.Marshal(filled(outer{Name: "x", At: &calendar.Date{Year: 2026, Month: 1, Day: 1}, private: nil}))
	if err != nil {
		t.Fatal(err)
	}
	var asJSON map[string]any
	if err := json.Unmarshal(written, &asJSON); err != nil {
		t.Fatal(err)
	}
	fields := fieldsOf(reflect.TypeFor[outer]())
	for _, f := range fields {
		if _, ok := asJSON[f.name]; !ok {
			t.Errorf("%s is not in %s", f.name, written)
		}
	}
	if len(fields) != len(asJSON) {
		t.Errorf("%d fields, JSON has %s", len(fields), written)
	}
	if f, _ := fieldOf(reflect.TypeFor[outer](), "name"); !f.omits {
		t.Error("the name of the embedded struct goes before that of the outer one")
	}
}

func TestEmptyListsAreNeverNull(t *testing.T) {
	t.Parallel()
	shared := []inner{{Name: "a"}}
	in := outer{Each: shared}
	b, err := json.Marshal(filled(in))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(b), "null") {
		t.Errorf("null in %s", b)
	}
	if in.Counts != nil || shared[0].More != nil {
		t.Error("the value handed in was changed")
	}
	b, err = json.Marshal(filled(Rows[task.Task]{Rows: []task.Task{{}}}))
	if err != nil || strings.Contains(string(b), "null") {
		t.Errorf("null in %s (%v)", b, err)
	}
	if filled(nil) != nil {
		t.Error("nothing became something")
	}
}

func TestNamesOfTypes(t *testing.T) {
	t.Parallel()
	for want, of := range map[string]reflect.Type{
		"Unit": reflect.TypeFor[org.Unit](), "ShortcomingUnit": reflect.TypeFor[shortcoming.Unit](), "NewTask": reflect.TypeFor[task.NewTask](),
		"MeetingCreate": reflect.TypeFor[meeting.Create](), "MeetingPlaceAgenda": reflect.TypeFor[meeting.Place[meeting.AgendaID]](),
		"UnitRows": typeOfRows[org.Unit](), "MeetingRowRows": typeOfRows[meeting.Row](),
	} {
		if got := typeName(of); got != want {
			t.Errorf("%s is called %s, want %s", of, got, want)
		}
	}
}

func TestSchemasSayWhatValidationAsks(t *testing.T) {
	t.Parallel()
	type request struct {
		ID    access.UnitID   `json:"id" validate:"required"`
		Code  string          `json:"code" validate:"required,code,max=60"`
		Role  string          `json:"role" validate:"omitempty,oneof=a b"`
		Count int             `json:"count" validate:"min=0,max=9"`
		Many  []access.UnitID `json:"many" validate:"max=5,unique,dive,required"`
		Words []string        `json:"words" validate:"dive,max=7"`
		State task.State      `json:"state"`
		On    calendar.Date   `json:"on,omitzero"`
		At    time.Time       `json:"at"`
	}
	s := newSchemas()
	s.bound[reflect.TypeFor[request]()] = []string{"id"}
	s.request(reflect.TypeFor[request](), "")
	b, err := yaml.Marshal(s.parts["ApiRequest"])
	if s.parts["ApiRequest"] == nil {
		b, err = yaml.Marshal(s.parts["Request"])
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"required:\n- code\nadditionalProperties: false", "maxLength: 60", "enum:\n    - a\n    - b", "minimum: 0\n    maximum: 9",
		"maxItems: 5\n    uniqueItems: true", "items:\n      type: string\n      maxLength: 7", "- in_progress", "format: date\n", "format: date-time",
	} {
		if !strings.Contains(string(b), want) {
			t.Errorf("no %q in\n%s", want, b)
		}
	}
}

func TestCursorsComeBackAsTheyWere(t *testing.T) {
	t.Parallel()
	k := cursor{Page: 7, Of: "danh-sach"}
	got, err := parseCursor(k.String(), "danh-sach")
	if err != nil || got != k {
		t.Errorf("%v, %v", got, err)
	}
	for _, s := range []string{k.String()[1:], cursor{Page: 0, Of: "danh-sach"}.String(), cursor{Page: 1 << 31, Of: "danh-sach"}.String(), "!"} {
		if _, err := parseCursor(s, "danh-sach"); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%q: %v", s, err)
		}
	}
	if _, err := parseCursor(k.String(), "khac"); fault.Fields(err)["cursor"].Key != "api.cursor_other" {
		t.Errorf("a cursor of another list: %v", err)
	}
}

func FuzzCursor(f *testing.F) {
	f.Add(cursor{Page: 2, Of: "x"}.String())
	f.Add("")
	f.Fuzz(func(t *testing.T, s string) {
		if k, err := parseCursor(s, "x"); err == nil && (k.Page < 1 || k.Of != "x") {
			t.Errorf("%q is taken as %v", s, k)
		}
	})
}

// FuzzDecode: whatever is sent, it is either refused by field or read; what is read says the same when written and read again.
func FuzzDecode(f *testing.F) {
	for _, s := range []string{
		`{}`, `{"id":"01a20582-2061-73e4-a331-df7948f59f2c","text":"x","assignees":[{"role":"lead"}]}`, `{"given_on":"2026-02-30"}`, `[1,{"a":null}]`,
		`{"position":1e9}`, `{"source":{"kind":"unknown"},"cures":["x"]}`, `{"a":1}{`, "\x00", `{"text":"\ud800"}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		var in task.NewTask
		err := decode(body, &in)
		if err != nil {
			if fault.KindOf(err) != fault.Invalid {
				t.Fatalf("%q: %v", body, err)
			}
			return
		}
		again, err := json.Marshal(filled(in))
		if err != nil {
			t.Fatal(err)
		}
		var twice task.NewTask
		if err := decode(again, &twice); err != nil {
			t.Fatalf("%q was read, %s is not: %v", body, again, err)
		}
	})
}
