package docx

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/web"
)

// wholePaper is a paper whose every list has a member, so that every mark shows.
func wholePaper(k meeting.PaperKind) meeting.PaperOf {
	return meeting.PaperOf{
		Committee: org.Committee{DocumentSystem: org.StateDocuments},
		Record: meeting.Record{
			Agenda:       []meeting.AgendaItem{{Title: "x", Preparation: meeting.Preparation{PrepareWords: "x"}}},
			Attendance:   []meeting.AttendanceEntry{{Attendance: meeting.Attendance{Status: meeting.Present}}, {Attendance: meeting.Attendance{Status: meeting.Excused}}},
			Blocks:       []meeting.BlockEntry{{Block: meeting.Block{Kind: meeting.Achievement, Text: "x"}}, {Block: meeting.Block{Kind: meeting.Conclusion, Text: "x"}}},
			Shortcomings: []meeting.ShortcomingLink{{}}, Tasks: []meeting.TaskLink{{ID: meeting.LaterID{1}}},
		},
		Paper: meeting.Paper{Kind: k, Recipients: []string{"x"}},
	}
}

// namesOf are the marks a scope answers to, those of all members of a list together.
func namesOf(before string, scopes []*scope, all map[string]bool) {
	for _, s := range scopes {
		for n := range s.texts {
			all[before+n] = true
		}
		for n, l := range s.lists {
			all[before+n] = true
			namesOf(before+n+".", l, all)
		}
	}
}

func TestPapersAnswerToTheMarksTheyPromise(t *testing.T) {
	t.Parallel()
	fs, err := forms(web.Documents())
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile("../../../docs/templates.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range meeting.PaperKinds() {
		of := wholePaper(k)
		got := map[string]bool{}
		namesOf("", []*scope{newContent(of, fs[0]).scope()}, got)
		promised := Marks(k)
		for _, n := range slices.Sorted(maps.Keys(got)) {
			if !slices.Contains(promised, n) {
				t.Errorf("%s: mark %s is not in the vocabulary", k, n)
			}
		}
		for _, n := range promised {
			kindOfLine := strings.HasPrefix(n, "noi_dung.la_") || n == "noi_dung.nguoi_phat_bieu" // each line has only its own
			if !got[n] && !kindOfLine {
				t.Errorf("%s: nothing answers to %s", k, n)
			}
			if name := n[strings.LastIndex(n, ".")+1:]; !strings.Contains(string(page), "`"+name+"`") {
				t.Errorf("docs/templates.md does not tell what %s is", name)
			}
		}
	}
}

func TestEveryFormIsWhole(t *testing.T) {
	t.Parallel()
	all, err := forms(web.Documents())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range all {
		for _, n := range []float64{
			f.Size.Nation, f.Size.Motto, f.Size.Superior, f.Size.Issuer, f.Size.Number, f.Size.Date, f.Size.Type, f.Size.Summary, f.Size.Body, f.Size.Sign, f.Size.Name,
			f.Size.RecipientsHead, f.Size.Recipients, f.Size.PageNumber,
		} {
			if n < 11 || n > 16 {
				t.Errorf("%s: letters of %g pt", f.Name, n)
			}
		}
		if f.Page.Left < 30 || f.Page.Left > 35 || f.Page.Right < 15 || f.Page.Right > 20 || f.Page.Top < 20 || f.Page.Top > 25 || f.Page.Bottom < 20 || f.Page.Bottom > 25 {
			t.Errorf("%s: margins %+v", f.Name, f.Page)
		}
		if f.Act == "" || f.Sure == "" || f.KT == "" || f.End == "" || f.Labels.Secretary == "" || f.Labels.Chair == "" || !strings.Contains(f.Heading, "%1") {
			t.Errorf("%s: something is missing in %+v", f.Name, f)
		}
	}
}

func TestLetters(t *testing.T) {
	t.Parallel()
	for i, want := range map[int]string{0: "a", 3: "d", 4: "đ", 5: "e", 6: "g", 22: "y", 23: "aa", 27: "ađ", 46: "ba"} {
		if got := letter(i); got != want {
			t.Errorf("letter %d is %s, want %s", i, got, want)
		}
	}
}
