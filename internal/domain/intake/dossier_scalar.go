package intake

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strconv"
	"strings"

	"github.com/dondoc/dondoc/internal/foundation/calendar"
)

// Day is a civil date as people write it: 2020-06-25 or 25/06/2020. What is neither is no day; the schema has said so by then.
type Day struct{ calendar.Date }

// Clock is an hour of the day as "HH:MM"; 8h00 and 8:00 are read too.
type Clock string

// Reference names a shortcoming: by its key in the file, by meeting/key of an earlier dossier, or by its short number.
type Reference struct {
	Meeting string
	Key     string
	Number  int
}

// None reports whether nothing is named.
func (r Reference) None() bool { return r == Reference{} }

func (r Reference) String() string {
	switch {
	case r.Number > 0:
		return strconv.Itoa(r.Number)
	case r.Meeting != "":
		return r.Meeting + "/" + r.Key
	}
	return r.Key
}

// ReadDay reads a day in either form; ok is false for other forms and for days that do not exist.
func ReadDay(s string) (calendar.Date, bool) {
	if m := vnDay.FindStringSubmatch(s); m != nil {
		s = m[3] + "-" + twoDigits(m[2]) + "-" + twoDigits(m[1])
	}
	d, err := calendar.ParseISO(s)
	return d, err == nil && d.Valid()
}

var (
	vnDay    = regexp.MustCompile(`^([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})$`)
	isoDay   = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`)
	clockAny = regexp.MustCompile(`^([0-9]{1,2})[:h]([0-9]{2})$`)
)

func twoDigits(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}

// UnmarshalJSON never fails: what is no day stays empty.
func (d *Day) UnmarshalJSON(b []byte) error {
	d.Date, _ = ReadDay(jsonText(b))
	return nil
}

// UnmarshalJSON brings an hour into the form "HH:MM".
func (c *Clock) UnmarshalJSON(b []byte) error {
	if m := clockAny.FindStringSubmatch(jsonText(b)); m != nil {
		*c = Clock(twoDigits(m[1]) + ":" + m[2])
	}
	return nil
}

// UnmarshalJSON reads a key, meeting/key or a number.
func (r *Reference) UnmarshalJSON(b []byte) error {
	if n, err := strconv.Atoi(string(b)); err == nil {
		r.Number = n
		return nil
	}
	r.Key = jsonText(b)
	if m, k, found := strings.Cut(r.Key, "/"); found {
		r.Meeting, r.Key = m, k
	}
	return nil
}

// UnmarshalJSON reads a key alone or the long form.
func (a *DossierAssignee) UnmarshalJSON(b []byte) error {
	if a.Any = jsonText(b); a.Any != "" {
		return nil
	}
	type long DossierAssignee
	return json.Unmarshal(b, (*long)(a))
}

// UnmarshalJSON reads a unit's key alone or the long form.
func (p *DossierPart) UnmarshalJSON(b []byte) error {
	if p.Unit = jsonText(b); p.Unit != "" {
		return nil
	}
	type long DossierPart
	return json.Unmarshal(b, (*long)(p))
}

// jsonText is the JSON string, or nothing when the value is none.
func jsonText(b []byte) string {
	var s string
	if !bytes.HasPrefix(b, []byte(`"`)) || json.Unmarshal(b, &s) != nil {
		return ""
	}
	return s
}
