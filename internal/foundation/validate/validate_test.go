package validate_test

import (
	"testing"

	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/validate"
)

type form struct {
	Name  string        `json:"name" validate:"required,max=5"`
	Code  string        `json:"code" validate:"omitempty,code"`
	Day   calendar.Date `json:"day" validate:"required,realdate"`
	Maybe calendar.Date `json:"maybe,omitzero" validate:"realdate"`
	Lines []line        `json:"lines" validate:"dive"`
}

type line struct {
	Role string `json:"role" validate:"oneof=lead coordinate"`
}

func TestStructNamesEveryMistakeAtItsField(t *testing.T) {
	t.Parallel()
	v, err := validate.New()
	if err != nil {
		t.Fatal(err)
	}
	good := form{Name: "abc", Code: "xa-mau-1", Day: calendar.NewDate(2020, 6, 25), Lines: []line{{"lead"}}}
	if err := v.Struct(good); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, field, key string
		spoil            func(*form)
	}{
		{"nothing in a required field", "name", "validate.required", func(f *form) { f.Name = "" }},
		{"too long, counted in letters", "name", "validate.max", func(f *form) { f.Name = "đđđđđđ" }},
		{"a code with capitals", "code", "validate.code", func(f *form) { f.Code = "Xa" }},
		{"a code that ends in a hyphen", "code", "validate.code", func(f *form) { f.Code = "xa-" }},
		{"no day", "day", "validate.required", func(f *form) { f.Day = calendar.Date{} }},
		{"a day that does not exist", "day", "validate.realdate", func(f *form) { f.Day = calendar.Date{Year: 2026, Month: 2, Day: 30} }},
		{"an optional day that does not exist", "maybe", "validate.realdate", func(f *form) { f.Maybe = calendar.Date{Year: 2026, Month: 13, Day: 1} }},
		{"a word that is none of the list, inside a list", "lines[1].role", "validate.oneof", func(f *form) { f.Lines = append(f.Lines, line{"boss"}) }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f := good
			f.Lines = append([]line{}, good.Lines...)
			tt.spoil(&f)
			err := v.Struct(f)
			if fault.KindOf(err) != fault.Invalid || fault.Fields(err)[tt.field].Key != tt.key {
				t.Errorf("%v; want %s at %s", err, tt.key, tt.field)
			}
		})
	}
}
