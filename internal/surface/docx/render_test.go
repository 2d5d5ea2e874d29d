package docx_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/surface/docx"
	"github.com/dondoc/dondoc/internal/testkit/golden"
	"github.com/dondoc/dondoc/internal/testkit/office"
)

// Render is what meetings are given to write papers with.
var _ meeting.Renderer = docx.Render

// generation is a form, by the system and a date on which it holds.
type generation struct {
	name   string
	system org.DocumentSystem
	on     calendar.Date
}

// paper is a paper of a kind in the form, lacking nothing.
func (g generation) paper(k meeting.PaperKind) meeting.PaperOf {
	of := dossier(g.system, k)
	of.Paper.IssuedOn = g.on
	return of
}

// generations are the forms there are.
var generations = []generation{
	{"nd30", org.StateDocuments, heldOn},
	{"hd36", org.PartyDocuments, heldOn},
	{"hd05", org.PartyDocuments, calendar.NewDate(2026, 6, 1)},
}

// TestPapers holds every kind in every form to its golden dump, and lets LibreOffice open them all.
func TestPapers(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var files []string
	for _, g := range generations {
		for _, k := range meeting.PaperKinds() {
			f := render(t, g.paper(k))
			if len(f.Blanks) != 0 {
				t.Errorf("%s %s: blanks %v in a paper that lacks nothing", g.name, k, f.Blanks)
			}
			golden.Equal(t, filepath.Join("testdata", g.name+"-"+string(k)+".txt"), dump(t, f.Bytes))
			file := filepath.Join(dir, g.name+"-"+string(k)+".docx")
			if err := os.WriteFile(file, f.Bytes, 0o600); err != nil {
				t.Fatal(err)
			}
			files = append(files, file)
		}
	}
	for _, pdf := range office.PDF(t, files...) {
		if b, err := os.ReadFile(pdf); err != nil || !bytes.HasPrefix(b, []byte("%PDF")) {
			t.Errorf("%s: %v", pdf, err)
		}
	}
}

func TestBarePapersAreDotted(t *testing.T) {
	t.Parallel()
	for k, want := range map[meeting.PaperKind][]meeting.Blank{
		meeting.Minutes: {
			docx.BlankNumber, docx.BlankSymbol, docx.BlankPlace, docx.BlankChair, docx.BlankStart, docx.BlankEnd, docx.BlankRoll, docx.BlankSecretary, docx.BlankText,
		},
		meeting.Notice: {
			docx.BlankNumber, docx.BlankSymbol, docx.BlankPlaceName, docx.BlankDate, docx.BlankPlace, docx.BlankChair, docx.BlankSigner, docx.BlankRoll,
		},
		meeting.Invitation: {
			docx.BlankNumber, docx.BlankSymbol, docx.BlankPlaceName, docx.BlankDate, docx.BlankPlace, docx.BlankChair, docx.BlankSigner, docx.BlankStart, docx.BlankInvitees,
		},
		meeting.Supplement: {docx.BlankNumber, docx.BlankSymbol, docx.BlankPlace, docx.BlankChair, docx.BlankSecretary, docx.BlankCorrects, docx.BlankDate, docx.BlankText},
	} {
		f := render(t, bare(org.StateDocuments, k))
		if !slices.Equal(f.Blanks, want) {
			t.Errorf("%s: blanks %v, want %v", k, f.Blanks, want)
		}
		golden.Equal(t, "testdata/bare-"+string(k)+".txt", text(t, f))
	}
}

// text is what a paper says.
func text(t testing.TB, f meeting.File) string {
	t.Helper()
	s, _, _ := strings.Cut(dump(t, f.Bytes), "\npage ")
	return s + "\n"
}

func TestTheSamePaperGivesTheSameBytes(t *testing.T) {
	t.Parallel()
	of := dossier(org.StateDocuments, meeting.Minutes)
	a, b := render(t, of), render(t, of)
	if !bytes.Equal(a.Bytes, b.Bytes) || a.Name != "bien-ban-05-2026-02-05.docx" {
		t.Errorf("%s: %d and %d bytes differ", a.Name, len(a.Bytes), len(b.Bytes))
	}
	of.Record.Blocks[0].Text += "!"
	if c := render(t, of); bytes.Equal(a.Bytes, c.Bytes) {
		t.Error("another word gives the same bytes")
	}
}

func TestTheFormIsThatOfThePapersOwnDate(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		system org.DocumentSystem
		kind   meeting.PaperKind
		held   calendar.Date
		issued calendar.Date
		want   string
	}{
		{"minutes of 2020 exported today", org.PartyDocuments, meeting.Minutes, calendar.NewDate(2020, 6, 25), calendar.Date{}, "Số 05-BB/BCĐ"},
		{"minutes of the Party in 2020 bear place and date", org.PartyDocuments, meeting.Minutes, calendar.NewDate(2020, 6, 25), calendar.Date{}, "Mẫu, ngày 25 tháng 6 năm 2020"},
		{"a notice issued the day before the new guide", org.PartyDocuments, meeting.Notice, heldOn, calendar.NewDate(2026, 5, 26), "«Quyền hạn, chức vụ người ký»: basedOn(val=Giua) pPr keepNext rPr b caps"},
		{"a notice issued on its day", org.PartyDocuments, meeting.Notice, heldOn, calendar.NewDate(2026, 5, 27), "«Quyền hạn, chức vụ người ký»: basedOn(val=Giua) pPr keepNext rPr caps"},
		{"a paper older than any form", org.PartyDocuments, meeting.Notice, heldOn, calendar.NewDate(2010, 1, 9), "ngày 09 tháng 01 năm 2010"},
		{"a month from March on has no zero", org.StateDocuments, meeting.Notice, heldOn, calendar.NewDate(2026, 3, 9), "ngày 09 tháng 3 năm 2026"},
		{"the State's number", org.StateDocuments, meeting.Notice, heldOn, heldOn, "Số: 05/TB-BCĐ"},
		{"the State signs KT.", org.StateDocuments, meeting.Notice, heldOn, heldOn, "KT. TRƯỞNG BAN"},
		{"an invitation that is not issued has today's form, not that of its meeting", org.PartyDocuments, meeting.Invitation, heldOn, calendar.Date{}, "«Quyền hạn, chức vụ người ký»: basedOn(val=Giua) pPr keepNext rPr caps"},
		{"minutes keep that of their meeting", org.PartyDocuments, meeting.Minutes, heldOn, calendar.Date{}, "«Quyền hạn, chức vụ người ký»: basedOn(val=Giua) pPr keepNext rPr b caps"},
		{"the State cites by number, day in words and issuer", org.StateDocuments, meeting.Supplement, heldOn, heldOn, "Căn cứ Biên bản số 04/BB-BCĐ ngày 05 tháng 02 năm 2026 của Ban Chỉ đạo Quy chế dân chủ ở cơ sở xã Mẫu về hội nghị"},
		{"the Party cites with a comma", org.PartyDocuments, meeting.Supplement, heldOn, heldOn, "Căn cứ Biên bản số 04-BB/BCĐ, ngày 05/02/2026 của Ban"},
		{"the Party signs K/T", org.PartyDocuments, meeting.Notice, heldOn, heldOn, "K/T TRƯỞNG BAN"},
		{"the State ends with ./.", org.StateDocuments, meeting.Notice, heldOn, heldOn, "biết, thực hiện./."},
		{"the Party ends with a full stop", org.PartyDocuments, meeting.Notice, heldOn, heldOn, "biết, thực hiện.\n"},
	} {
		of := dossier(tt.system, tt.kind)
		of.Record.Meeting.HeldOn, of.Paper.IssuedOn, of.Today = tt.held, tt.issued, calendar.NewDate(2026, 11, 2)
		if got := dump(t, render(t, of).Bytes); !strings.Contains(got, tt.want) {
			t.Errorf("%s: no %q in\n%s", tt.name, tt.want, got)
		}
	}
}

func TestMinutesOfTheStateHaveNoPlaceAndDate(t *testing.T) {
	t.Parallel()
	if got := text(t, render(t, dossier(org.StateDocuments, meeting.Minutes))); strings.Contains(got, "Mẫu, ngày") {
		t.Error(got)
	}
}

func TestWordsAreNeverMarksOrXML(t *testing.T) {
	t.Parallel()
	of := dossier(org.StateDocuments, meeting.Minutes)
	nasty := `{{so_ky_hieu}} {{#noi_dung}} </w:t></w:p> & "x" <b> ` + "\x00\x0b\uFFFE" + `{{/noi_dung}}`
	of.Record.Blocks[2].Text = nasty
	of.Record.Meeting.Title = nasty
	of.Paper.Recipients = []string{nasty}
	f := render(t, of)
	wellFormed(t, partOf(t, f.Bytes, "word/document.xml"))
	wellFormed(t, partOf(t, f.Bytes, "docProps/core.xml"))
	want := `{{so_ky_hieu}} {{#noi_dung}} </w:t></w:p> & "x" <b> {{/noi_dung}}`
	if got := text(t, f); strings.Count(got, want) != 3 {
		t.Errorf("%d times as typed, want 3:\n%s", strings.Count(got, want), got)
	}
}

func TestReportedWordsHaveNoQuotationMarksAndNameTheirSource(t *testing.T) {
	t.Parallel()
	of := dossier(org.PartyDocuments, meeting.Minutes)
	of.Record.Meeting.Wording, of.Record.Meeting.Source = meeting.Reported, "Tin của đài mẫu"
	for i := range of.Record.Blocks {
		of.Record.Blocks[i].Wording = meeting.Reported
	}
	got := text(t, render(t, of))
	if strings.ContainsAny(got, `"“”`) || !strings.Contains(got, "(Nội dung ghi theo: Tin của đài mẫu)") {
		t.Error(got)
	}
}

func TestWithdrawnLinesAreNotPrinted(t *testing.T) {
	t.Parallel()
	if got := text(t, render(t, dossier(org.StateDocuments, meeting.Minutes))); strings.Contains(got, "Dòng đã rút") {
		t.Error(got)
	}
}

func TestTheSealOfTheHostAgencyBringsItsPost(t *testing.T) {
	t.Parallel()
	of := dossier(org.StateDocuments, meeting.Notice)
	of.Committee.UsesHostSeal = true
	if got := text(t, render(t, of)); !strings.Contains(got, "[KyTen] Phó Chủ tịch Ủy ban nhân dân xã\n") {
		t.Error(got)
	}
}

func TestWhoSignsForTheWholeBodySaysSo(t *testing.T) {
	t.Parallel()
	for system, want := range map[org.DocumentSystem]string{
		org.StateDocuments: "[KyThay] TM. BAN CHỈ ĐẠO\n  [KyThay] KT. TRƯỞNG BAN\n  [KyTen] PHÓ", org.PartyDocuments: "[KyThay] T/M BAN CHỈ ĐẠO\n  [KyThay] K/T TRƯỞNG BAN\n  [KyTen] PHÓ",
	} {
		of := dossier(system, meeting.Notice)
		of.Paper.Signer.OnBehalf = true
		if got := text(t, render(t, of)); !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

// TestNoSignatureStandsAlone: the last words go on to the page of the signatures with them.
func TestNoSignatureStandsAlone(t *testing.T) {
	t.Parallel()
	for _, k := range meeting.PaperKinds() {
		got := text(t, render(t, dossier(org.StateDocuments, k)))
		last, _, _ := strings.Cut(got, "\n[TruocKy] \n")
		lines := strings.Split(last, "\n")
		if !strings.HasPrefix(lines[len(lines)-1], "[DoanCuoi] ") || strings.Count(got, "[DoanCuoi]") != 1 {
			t.Errorf("%s: the last words are %q", k, lines[len(lines)-1])
		}
	}
}

func TestPointsFollowTheVietnameseAlphabet(t *testing.T) {
	t.Parallel()
	of := dossier(org.StateDocuments, meeting.Minutes)
	of.Record.Tasks = nil
	for i := range byte(25) {
		of.Record.Tasks = append(of.Record.Tasks, meeting.TaskLink{ID: one[meeting.LaterID](100 + i), Text: "Việc"})
	}
	of.Record.Blocks = nil
	got := dump(t, render(t, of).Bytes)
	_, lists, _ := strings.Cut(got, "# lists")
	for _, l := range []string{"a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "x", "y", "aa", "ab"} {
		if !strings.Contains(lists, `"`+l+`)"`) {
			t.Errorf("no point %s)", l)
		}
	}
	if strings.Contains(lists, `"f)"`) || strings.Contains(lists, `"j)"`) {
		t.Error("a letter that Vietnamese has not")
	}
}

// TestALongRecordIsQuick keeps the promise of a second for 500 blocks, with room for slow machines.
func TestALongRecordIsQuick(t *testing.T) {
	of := long(500)
	start := time.Now()
	f := render(t, of)
	if took := time.Since(start); took > time.Second {
		t.Errorf("500 blocks took %s", took)
	}
	if n := strings.Count(text(t, f), "Người thứ"); n != 500 {
		t.Errorf("%d of 500 speeches", n)
	}
}

func BenchmarkRender500(b *testing.B) {
	of := long(500)
	for b.Loop() {
		render(b, of)
	}
}

func TestPDF(t *testing.T) {
	t.Parallel()
	if !docx.CanPDF() && os.Getenv("SKIP_BROWSER") == "1" {
		t.Skip("no office program, and SKIP_BROWSER=1 says that is meant")
	}
	b, err := docx.PDF(t.Context(), render(t, bare(org.StateDocuments, meeting.Minutes)).Bytes)
	if err != nil || !bytes.HasPrefix(b, []byte("%PDF")) {
		t.Errorf("%.20q, %v", b, err)
	}
}
