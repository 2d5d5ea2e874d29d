package report_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/domain/shortcoming"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/testkit/factory"
)

// two are the library and a second committee with the same kinds of rows, on one database.
func two(t *testing.T) (library, library) {
	t.Helper()
	l := newLibrary(t)
	other := library{Room: factory.NewRoom(t, l.DB), reports: l.reports}
	other.m = other.NewMeeting(t, func(in *meeting.Create) { in.Title = "Hội nghị bàn khoản thu của xã" })
	other.order(t, "Hoàn trả khoản thu sai", other.Unit, shortcoming.Shortcoming{})
	return l, other
}

// in adds the grants of one actor to another.
func in(a, b access.Actor) access.Actor {
	a.Grants = append(slices.Clone(a.Grants), b.Grants...)
	a.Units = append(slices.Clone(a.Units), b.Units...)
	return a
}

func TestSearchEverywhereObeysWhatEachMayReadInEachCommittee(t *testing.T) {
	t.Parallel()
	l, other := two(t)
	for name, tt := range map[string]struct {
		by   access.Actor
		want int
	}{
		"one committee": {l.Secretary, 6},
		"two committees, the records kept in both":   {in(l.Secretary, other.Secretary), 8},
		"a member of one, secretary of the other":    {in(l.Member, other.Secretary), 5},
		"a focal person of both":                     {in(l.Focal, other.Focal), 5},
		"an observer of one, secretary of the other": {in(l.Observer, other.Secretary), 2},
		"a stranger to both":                         {access.Actor{Login: "la"}, 0},
		"an administrator without a role":            {l.Admin, 0},
	} {
		t.Run(name, func(t *testing.T) {
			f, err := l.reports.SearchEverywhere(t.Context(), tt.by, "khoan thu")
			if err != nil || f.Total != tt.want || len(f.Hits) != tt.want || f.More {
				t.Errorf("found %d (%d shown, more %v), want %d, %v", f.Total, len(f.Hits), f.More, tt.want, err)
				for _, h := range f.Hits {
					t.Log(h.Kind, h.Committee, h.Text)
				}
			}
		})
	}
}

// A reader of many committees is answered by another plan, and to the same effect.
func TestSearchEverywhereOfManyCommittees(t *testing.T) {
	t.Parallel()
	l, other := two(t)
	by := in(l.Secretary, other.Secretary)
	for range 30 {
		by.Grants = append(by.Grants, access.Grant{Committee: access.CommitteeID(id.Random()), Role: access.Secretary})
	}
	for words, want := range map[string]int{"khoan thu": 8, "khoản thu sai": 2, "không có từ này": 0} {
		if f, err := l.reports.SearchEverywhere(t.Context(), by, words); err != nil || f.Total != want {
			t.Errorf("%s: %d, want %d, %v", words, f.Total, want, err)
		}
	}
}

func TestSearchEverywhereNamesTheCommitteeAndPutsExactMarksFirst(t *testing.T) {
	t.Parallel()
	l, other := two(t)
	f, err := l.reports.SearchEverywhere(t.Context(), in(l.Secretary, other.Secretary), "khoan thu")
	if err != nil || len(f.Hits) == 0 || f.Hits[0].Text != "Rà soát khoan thu sai" || !f.Hits[0].Exact || f.Hits[1].Exact {
		t.Fatalf("%+v, %v", f.Hits, err)
	}
	from := map[string]int{}
	for _, h := range f.Hits {
		from[h.Committee]++
	}
	if len(from) != 2 {
		t.Errorf("committees: %v", from)
	}
	for _, words := range []string{"", "   ", "%", "không có từ này"} {
		if f, err := l.reports.SearchEverywhere(t.Context(), l.Secretary, words); err != nil || f.Total != 0 || f.Hits == nil {
			t.Errorf("%q: %+v, %v", words, f, err)
		}
	}
}

func TestSearchEverywhereSaysMoreInsteadOfCountingOn(t *testing.T) {
	t.Parallel()
	l := newLibrary(t)
	_, err := l.DB.Exec(t.Context(), `INSERT INTO task (committee_id, id, number, form, source_kind, text, wording, deadline_kind, state, given_on, search_key, created_at, created_hash)
		SELECT $1, ('01900000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 1000 + n, 'single', 'unknown', 'Thu gom rác', 'verbatim', 'none', 'recorded', '2026-02-02', 'thu gom rac', now(), ''
		FROM generate_series(1, 1001) n`, l.Committee)
	if err != nil {
		t.Fatal(err)
	}
	f, err := l.reports.SearchEverywhere(t.Context(), l.Secretary, "gom rác")
	if err != nil || !f.More || f.Total != report.CountedEverywhere || len(f.Hits) != report.ShownEverywhere {
		t.Errorf("%s, %v", fmt.Sprint(f.Total, f.More, len(f.Hits)), err)
	}
}
