package factory

import (
	"testing"
	"time"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/foundation/validate"
)

// Deps is what services are made of, with a clock that stands at 02/3/2026, 10:00.
func Deps(t testing.TB, db database.DB) org.Deps {
	t.Helper()
	v, err := validate.New()
	if err != nil {
		t.Fatalf("validator: %v", err)
	}
	at := time.Date(2026, 3, 2, 10, 0, 0, 0, calendar.Zone())
	return org.Deps{DB: db, NewID: id.Random, Validate: v, Clock: func() time.Time { return at }}
}

// unique is a code no other row has.
func unique(d org.Deps, word string) string {
	return word + "-" + access.UnitID(d.NewID()).String()[24:]
}

// Committee makes a committee of a commune; change alters what is asked for.
func Committee(t testing.TB, d org.Deps, change ...func(*org.CommitteeInput)) org.Committee {
	t.Helper()
	in := org.CommitteeInput{
		ID: access.CommitteeID(d.NewID()), Code: unique(d, "bcd"), Name: "Ban chỉ đạo mẫu", ShortName: "BCĐ mẫu",
		Level: org.Commune, DocumentSystem: org.PartyDocuments,
	}
	return made(t, in, change, func(in org.CommitteeInput) (org.Committee, error) {
		return org.NewService(d).CreateCommittee(t.Context(), access.System("test"), in)
	})
}

// Unit makes a common unit; change alters what is asked for, its owner for instance.
func Unit(t testing.TB, d org.Deps, change ...func(*org.UnitInput)) org.Unit {
	t.Helper()
	in := org.UnitInput{ID: access.UnitID(d.NewID()), Code: unique(d, "xa"), Kind: "commune", Name: "Ủy ban nhân dân xã Mẫu"}
	return made(t, in, change, func(in org.UnitInput) (org.Unit, error) {
		return org.NewService(d).CreateUnit(t.Context(), access.System("test"), in)
	})
}

// Person makes a common person; change alters what is asked for.
func Person(t testing.TB, d org.Deps, change ...func(*org.PersonInput)) org.Person {
	t.Helper()
	in := org.PersonInput{ID: access.PersonID(d.NewID()), FullName: "Nguyễn Văn Mẫu"}
	return made(t, in, change, func(in org.PersonInput) (org.Person, error) {
		return org.NewService(d).CreatePerson(t.Context(), access.System("test"), in)
	})
}

// Succession makes one unit go over into another on the day the districts ended, 01/7/2025.
func Succession(t testing.TB, d org.Deps, from, to access.UnitID, change ...func(*org.SuccessionInput)) org.Succession {
	t.Helper()
	in := org.SuccessionInput{ID: org.SuccessionID(d.NewID()), From: from, To: to, HappenedOn: calendar.NewDate(2025, 7, 1), Kind: org.Merge}
	return made(t, in, change, func(in org.SuccessionInput) (org.Succession, error) {
		return org.NewService(d).CreateSuccession(t.Context(), access.System("test"), in)
	})
}

// made applies the changes and makes the row, or ends the test.
func made[In, Out any](t testing.TB, in In, change []func(*In), f func(In) (Out, error)) Out {
	t.Helper()
	for _, c := range change {
		c(&in)
	}
	out, err := f(in)
	if err != nil {
		t.Fatalf("factory: %T: %v", in, err)
	}
	return out
}
