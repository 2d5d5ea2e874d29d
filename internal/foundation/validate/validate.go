// Package validate checks the shape of inputs once for every surface: validator/v10 tags in, a fault with message keys out.
package validate

import (
	"errors"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/go-playground/validator/v10"

	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// Validator checks structs by their `validate` tags. Make one at start and share it.
type Validator struct{ v *validator.Validate }

var (
	code  = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	login = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]*$`)
)

// New returns a Validator that knows our own tags: `code` (a-z, 0-9 and single hyphens), `login` (a-z, 0-9 and . _ -,
// beginning with a letter or digit) and `realdate` (a day that exists).
// Fields are called by their `json` name, so that a form, the API and a dossier speak of the same field.
func New() (*Validator, error) {
	v := validator.New(validator.WithRequiredStructEnabled())
	v.RegisterTagNameFunc(func(f reflect.StructField) string {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		return name
	})
	v.RegisterCustomTypeFunc(dateText, calendar.Date{})
	err := errors.Join(
		v.RegisterValidation("code", func(fl validator.FieldLevel) bool { return code.MatchString(fl.Field().String()) }),
		v.RegisterValidation("login", func(fl validator.FieldLevel) bool { return login.MatchString(fl.Field().String()) }),
		v.RegisterValidation("realdate", func(fl validator.FieldLevel) bool { return fl.Field().String() != "?" }),
	)
	return &Validator{v}, err
}

// dateText shows a date to the tags as text: nothing for no date, "?" for a day that does not exist.
func dateText(f reflect.Value) any {
	d, ok := f.Interface().(calendar.Date)
	switch {
	case !ok || d.IsZero():
		return ""
	case !d.Valid():
		return "?"
	}
	return d.String()
}

// Struct returns nil or a fault.Invalid whose Fields name every mistake as "validate.<tag>" with the tag's parameter.
func (v *Validator) Struct(in any) error {
	err := v.v.Struct(in)
	if err == nil {
		return nil
	}
	var wrong validator.ValidationErrors
	if !errors.As(err, &wrong) {
		return err
	}
	fields := map[string]fault.Message{}
	for _, w := range wrong {
		_, path, _ := strings.Cut(w.Namespace(), ".")
		path = withoutEmbedded(path)
		m := fault.Message{Key: "validate." + w.Tag()}
		if w.Param() != "" {
			m.Args = []any{w.Param()}
		}
		fields[path] = m
	}
	return &fault.Fault{Kind: fault.Invalid, Key: "invalid", Fields: fields, Err: err}
}

// withoutEmbedded drops the names of embedded structs from a path: their fields belong to the outer one, in JSON too.
// Only they have no json name and so appear by their Go name, with a capital.
func withoutEmbedded(path string) string {
	parts := strings.Split(path, ".")
	parts = slices.DeleteFunc(parts, func(p string) bool { return p != "" && p[0] >= 'A' && p[0] <= 'Z' })
	return strings.Join(parts, ".")
}
