package report_test

import (
	"slices"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/domain/shortcoming"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
	"github.com/dondoc/dondoc/internal/testkit/factory"
)

// library is a committee with something of every kind that speaks of "khoản thu": a draft meeting with a speech, a
// conclusion, a shortcoming, a task of the focal person's unit and one of another unit.
type library struct {
	factory.Room
	reports *report.Service
	m       meeting.Meeting
}

func newLibrary(t *testing.T) library {
	t.Helper()
	l := library{Room: factory.NewRoom(t, dbtest.Tx(t))}
	l.reports = report.NewService(l.Deps)
	l.m = l.NewMeeting(t, func(in *meeting.Create) { in.Title = "Hội nghị về các khoản thu" })
	l.NewBlock(t, l.m)
	l.NewBlock(t, l.m, func(in *meeting.AddBlock) {
		in.Kind, in.Text = meeting.Conclusion, "Niêm yết khoản thu tại nhà văn hóa"
	})
	short := l.NewShortcoming(t, l.m)
	other := l.NewUnit(t, "Đơn vị Khoản Thu")
	l.order(t, "Công khai khoản thu", l.Unit, short)
	l.order(t, "Rà soát khoan thu sai", other, shortcoming.Shortcoming{})
	l.NewPerson(t, "Lê Khoản Thu")
	return l
}

func (l library) order(t *testing.T, text string, unit access.UnitID, cures shortcoming.Shortcoming) {
	t.Helper()
	in := task.NewTask{
		ID: task.ID(id.Random()), Committee: l.Committee, Text: text, Wording: "verbatim", GivenOn: calendar.NewDate(2026, 2, 2),
		Source: task.Source{Kind: task.FromConclusion, Meeting: l.m.ID}, Assignees: []task.Assignee{{Role: task.Lead, Unit: unit}},
	}
	if !cures.ID.IsZero() {
		in.Cures = []shortcoming.ID{cures.ID}
	}
	if _, err := task.NewService(l.Deps).Create(t.Context(), access.System("test"), in); err != nil {
		t.Fatal(err)
	}
}

func (l library) search(t *testing.T, by access.Actor, words string) map[report.FoundKind]report.FoundGroup {
	t.Helper()
	f, err := l.reports.Search(t.Context(), by, l.Committee, words, 10)
	if err != nil {
		t.Fatal(err)
	}
	groups := map[report.FoundKind]report.FoundGroup{}
	for _, g := range f.Groups {
		groups[g.Kind] = g
	}
	return groups
}

func TestSearchObeysWhatEachMayRead(t *testing.T) {
	t.Parallel()
	l := newLibrary(t)
	kinds := []report.FoundKind{
		report.FoundMeeting, report.FoundSpeech, report.FoundConclusion, report.FoundShortcoming, report.FoundTask, report.FoundUnit, report.FoundPerson,
	}
	for name, tt := range map[string]struct {
		by   access.Actor
		want []int // by kind
	}{
		"who keeps the records finds everything":                             {l.Secretary, []int{1, 1, 1, 1, 2, 1, 1}},
		"a member finds of a draft meeting its heading only":                 {l.Member, []int{1, 0, 0, 0, 2, 1, 1}},
		"a focal person finds the thread of their unit's tasks":              {l.Focal, []int{1, 0, 0, 1, 1, 1, 0}},
		"an observer finds nothing that stems from a record not issued":      {l.Observer, []int{0, 0, 0, 0, 0, 1, 0}},
		"an administrator without a role finds the register, not the record": {l.Admin, []int{0, 0, 0, 0, 0, 1, 1}},
	} {
		t.Run(name, func(t *testing.T) {
			groups := l.search(t, tt.by, "khoan thu")
			for i, k := range kinds {
				if groups[k].Total != tt.want[i] || len(groups[k].Hits) != tt.want[i] {
					t.Errorf("%s: %d found, want %d", k, groups[k].Total, tt.want[i])
				}
			}
		})
	}
	_, err := l.reports.Search(t.Context(), l.Stranger, l.Committee, "khoan thu", 10)
	if fault.KindOf(err) != fault.NotFound {
		t.Errorf("a stranger: %v", err)
	}
}

func TestSearchPutsExactMarksFirst(t *testing.T) {
	t.Parallel()
	l := newLibrary(t)
	for words, first := range map[string]string{"khoản thu": "Công khai khoản thu", "khoan thu": "Rà soát khoan thu sai"} {
		hits := l.search(t, l.Head, words)[report.FoundTask].Hits
		if len(hits) != 2 || hits[0].Text != first || !hits[0].Exact || hits[1].Exact {
			t.Errorf("%s: %+v", words, hits)
		}
	}
}

func TestSearchWords(t *testing.T) {
	t.Parallel()
	l := newLibrary(t)
	for name, tt := range map[string]struct {
		words string
		tasks []string
	}{
		"words need not stand side by side":         {"thu công", []string{"Công khai khoản thu"}},
		"every word must be there":                  {"khoản thu nhập khẩu", nil},
		"a number finds the row that bears it":      {"2", []string{"Rà soát khoan thu sai"}},
		"signs of LIKE are letters like any others": {"%", nil},
		"nothing typed finds nothing":               {"   ", nil},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, h := range l.search(t, l.Head, tt.words)[report.FoundTask].Hits {
				got = append(got, h.Text)
			}
			if !slices.Equal(got, tt.tasks) {
				t.Errorf("found %q", got)
			}
		})
	}
}

func TestSearchOfIssuedRecordsIsForObserversToo(t *testing.T) {
	t.Parallel()
	l := newLibrary(t)
	if _, err := l.DB.Exec(t.Context(), `UPDATE meeting SET state = 'issued' WHERE id = $1`, l.m.ID); err != nil {
		t.Fatal(err)
	}
	groups := l.search(t, l.Observer, "khoản thu")
	if groups[report.FoundSpeech].Total != 1 || groups[report.FoundConclusion].Hits[0].Title != "Hội nghị về các khoản thu" ||
		groups[report.FoundShortcoming].Total != 1 || groups[report.FoundTask].Total != 2 || groups[report.FoundPerson].Total != 0 {
		t.Errorf("%+v", groups)
	}
}

func TestSearchGivesTheBestAndCountsTheRest(t *testing.T) {
	t.Parallel()
	l := newLibrary(t)
	f, err := l.reports.Search(t.Context(), l.Head, l.Committee, "khoan thu", 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range f.Groups {
		if len(g.Hits) != 1 || g.Kind == report.FoundTask && g.Total != 2 {
			t.Errorf("%+v", g)
		}
	}
	if f.Total() != 8 {
		t.Errorf("%d in all", f.Total())
	}
	other := factory.Committee(t, l.Deps)
	l.NewUnit(t, "Khoản thu của riêng")
	head := access.Actor{Login: "x", Grants: []access.Grant{{Committee: other.ID, Role: access.Head}}}
	if f, err = l.reports.Search(t.Context(), head, other.ID, "khoan thu", 10); err != nil || f.Total() != 0 {
		t.Errorf("another committee finds %+v, %v", f, err)
	}
}
