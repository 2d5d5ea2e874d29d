package org

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/dondoc/dondoc/internal/foundation/calendar"
)

func on(s string) calendar.Date {
	if s == "" {
		return calendar.Date{}
	}
	d, err := calendar.ParseISO(s)
	if err != nil {
		panic(err)
	}
	return d
}

func TestSettledEnd(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, stored, was, is, other, want string }{
		{"nothing ends it", "", "", "", "", ""},
		{"a first succession ends it", "", "", "2025-06-30", "", "2025-06-30"},
		{"the succession moved", "2025-06-30", "2025-06-30", "2025-08-31", "", "2025-08-31"},
		{"the succession was withdrawn", "2025-06-30", "2025-06-30", "", "", ""},
		{"withdrawn, but another ends it", "2025-06-30", "2025-06-30", "", "2026-01-31", "2026-01-31"},
		{"another ends it earlier", "2024-12-31", "", "2025-06-30", "2024-12-31", "2024-12-31"},
		{"somebody wrote an earlier day", "2024-05-05", "", "2025-06-30", "", "2024-05-05"},
		{"somebody wrote a later day", "2026-05-05", "", "2025-06-30", "", "2025-06-30"},
		{"a day by hand outlives a withdrawal", "2024-05-05", "2025-06-30", "", "", "2024-05-05"},
	} {
		if got := settledEnd(on(c.stored), on(c.was), on(c.is), on(c.other)); got != on(c.want) {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestNameOnIsTheLatestThatHasBegun(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		first := calendar.NewDate(2000, 1, 1)
		starts := rapid.SliceOfNDistinct(rapid.IntRange(0, 9000), 1, 8, rapid.ID[int]).Draw(t, "starts")
		var names []UnitName
		for d := range 9001 { // ordered by first day
			for _, s := range starts {
				if s == d {
					names = append(names, UnitName{ValidFrom: first.AddDays(d), Name: first.AddDays(d).String()})
				}
			}
		}
		at := first.AddDays(rapid.IntRange(-10, 9010).Draw(t, "at"))
		got := nameOn(names, at)
		for i, n := range names {
			if !n.ValidFrom.After(at) && got.ValidFrom.Before(n.ValidFrom) {
				t.Fatalf("on %s the name of %s, not that of %s", at, got.ValidFrom, n.ValidFrom)
			}
			if got.ValidFrom.After(at) && (i > 0 && got == n) {
				t.Fatalf("on %s a name that begins only on %s", at, got.ValidFrom)
			}
		}
	})
	if got := nameOn(nil, on("2020-01-01")); got != (UnitName{}) {
		t.Errorf("of no names: %+v", got)
	}
}

func TestPageArithmetic(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name             string
		q                ListQuery
		limit, offset    int
		total, wantPages int
	}{
		{"nothing said", ListQuery{}, DefaultPer, 0, 0, 1},
		{"too many rows asked for", ListQuery{Per: 10_000, Page: 3}, MaxPer, 2 * MaxPer, 401, 3},
		{"nonsense", ListQuery{Per: -1, Page: -7}, DefaultPer, 0, 50, 1},
		{"one row over a page", ListQuery{Per: 50, Page: 2}, 50, 50, 51, 2},
	} {
		p := Page[int]{Total: c.total, Per: c.q.Limit()}
		if c.q.Limit() != c.limit || c.q.Offset() != c.offset || p.Pages() != c.wantPages {
			t.Errorf("%s: limit %d, offset %d, pages %d", c.name, c.q.Limit(), c.q.Offset(), p.Pages())
		}
	}
	if got := (Page[int]{}).Pages(); got != 1 {
		t.Errorf("the zero page has %d pages", got)
	}
}

func TestOrderByTakesNothingButItsTable(t *testing.T) {
	t.Parallel()
	columns := []SortColumn{{"name", "u.name §, u.id"}, {"code", "u.code §"}}
	for sort, want := range map[string]string{
		"": "u.name DESC, u.id", "code": "u.code DESC", "u.code; DELETE": "u.name DESC, u.id",
	} {
		if got := (ListQuery{Sort: sort, Desc: true}).OrderBy(columns); got != want {
			t.Errorf("%q: %q, want %q", sort, got, want)
		}
	}
}

func TestLikeKeyMakesSignsPlain(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]string{
		"": "%", "  ": "%", "Đồng Tiến": "%dong tien%", "100%": `%100\%%`, "a_b": `%a\_b%`, `c\d`: `%c\\d%`,
	} {
		if got := LikeKey(words); got != want {
			t.Errorf("%q: %q, want %q", words, got, want)
		}
	}
}

func TestInputsAreCleanedAtTheDoor(t *testing.T) {
	t.Parallel()
	if got := Line(" Thanh\u00a0Lân \n\u200b đa\u0323i "); got != "Thanh Lân đại" {
		t.Errorf("line %q", got)
	}
	if got := Prose("một\r\n  hai\u0000 "); got != "một\n  hai" {
		t.Errorf("prose %q", got)
	}
}
