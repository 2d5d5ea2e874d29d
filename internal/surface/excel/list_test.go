package excel

import (
	"bytes"
	"encoding/csv"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/i18n"
	"github.com/dondoc/dondoc/internal/testkit/golden"
	"github.com/dondoc/dondoc/internal/testkit/office"
)

func rowsOf(rows ...[]Value) Rows {
	return func(yield func([]Value) error) error {
		for _, r := range rows {
			if err := yield(r); err != nil {
				return err
			}
		}
		return nil
	}
}

func sampleList() ListSheet {
	return ListSheet{
		Title:    "Nhiệm vụ quá hạn: xã Mẫu Một / 2020",
		Subtitle: []string{"Lọc: quá hạn; chủ trì", "Số liệu tính đến 14/12/2020"},
		Columns: []Column{
			{Head: "Số", Kind: KindInt}, {Head: "Nội dung", Width: 40}, {Head: "Thời hạn", Kind: KindDate}, {Head: "Tình hình", Width: 16}, {Head: "Tỷ lệ", Kind: KindPercent},
		},
		Rows: rowsOf(
			[]Value{Int(14), Text("niêm yết công khai (mẫu)"), Date(day(2020, 12, 2)), Class(task.Overdue, "Quá hạn"), Share(0.918)},
			[]Value{Int(15), Text("=1+1"), Date(calendar.Date{}), Class(task.NoDeadline, "Chưa có thời hạn"), Ratio(1, 0)},
			[]Value{Int(-3), Text("dòng một\r\ndòng hai\u0007"), Date(day(1899, 2, 28)), Text("@SUM(A1)"), Ratio(1, 3)},
		),
		Empty: "Không có dòng nào", More: "(tiếp)", Page: "Trang &P/&N",
	}
}

func written(t *testing.T, l ListSheet) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := List(&b, l); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAListHoldsWhatTheGoldenSays(t *testing.T) {
	t.Parallel()
	golden.Equal(t, "testdata/list.txt", office.Dump(t, written(t, sampleList())))
}

func TestAListWithoutRowsSaysSo(t *testing.T) {
	t.Parallel()
	l := sampleList()
	l.Rows = rowsOf()
	if dump := office.Dump(t, written(t, l)); !strings.Contains(dump, `"Không có dòng nào"`) {
		t.Error(dump)
	}
}

func TestTheNameOfATab(t *testing.T) {
	t.Parallel()
	for title, want := range map[string]string{
		"Nhiệm vụ":         "Nhiệm vụ",
		"a[b]c:d*e?f/g\\h": "a b c d e f g h",
		"'Hội nghị'":       "Hội nghị",
		"Danh sách nhiệm vụ đang thực hiện ở": "Danh sách nhiệm vụ đang thực hi",
		strings.Repeat("😀", 20):               strings.Repeat("😀", 15),
		"\x00":                                "",
	} {
		if got := tabName(title); got != want {
			t.Errorf("%q becomes %q, want %q", title, got, want)
		}
	}
}

func TestCSVIsReadBackAndHarmless(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	notes, err := CSV(&b, sampleList())
	if err != nil {
		t.Fatal(err)
	}
	text, ok := strings.CutPrefix(b.String(), "\uFEFF")
	if !ok {
		t.Error("no byte order mark")
	}
	if notes.Removed != 1 || !slices.Equal(notes.RemovedAt, []string{"B4"}) {
		t.Errorf("notes %+v", notes)
	}
	golden.Equal(t, "testdata/list.csv", strings.ReplaceAll(text, "\r\n", "\n"))
	records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || len(records) != 4 {
		t.Fatalf("%d records, %v", len(records), err)
	}
	if strings.Count(text, "\n") != strings.Count(text, "\r\n") {
		t.Error("a line does not end with CRLF")
	}
}

func TestAListReportsItsErrors(t *testing.T) {
	t.Parallel()
	gone := errors.New("gone")
	l := sampleList()
	l.Rows = func(func([]Value) error) error { return gone }
	if _, err := List(&bytes.Buffer{}, l); !errors.Is(err, gone) {
		t.Errorf("Excel: %v", err)
	}
	if _, err := CSV(&bytes.Buffer{}, l); !errors.Is(err, gone) {
		t.Errorf("CSV: %v", err)
	}
	if _, err := List(&broken{10}, sampleList()); !errors.Is(err, errFull) {
		t.Errorf("Excel on a full disk: %v", err)
	}
	for _, n := range []int{0, 20} {
		if _, err := CSV(&broken{n}, sampleList()); !errors.Is(err, errFull) {
			t.Errorf("CSV on a disk full after %d bytes: %v", n, err)
		}
	}
}

func TestTheFilesPropertiesNameTheListAndItsDay(t *testing.T) {
	t.Parallel()
	l := sampleList()
	l.Title = "A & B <1>"
	core := func() string { return string(office.Part(t, written(t, l), "docProps/core.xml")) }
	if got := core(); !strings.Contains(got, "A &amp; B &lt;1&gt;") || strings.Contains(got, "created") || strings.Contains(got, "xuri") {
		t.Error(got)
	}
	l.Made = time.Date(2020, 12, 14, 9, 30, 0, 0, calendar.Zone())
	if got := core(); !strings.Contains(got, "2020-12-14T02:30:00Z") {
		t.Error(got)
	}
}

func TestWhatWasLeftOutIsToldInTheWorkbook(t *testing.T) {
	t.Parallel()
	l := sampleList()
	l.Words = words(t, i18n.Vi)
	raw := written(t, l)
	if got := office.Sheets(t, raw); len(got) != 2 || got[1] != "Ghi chú" {
		t.Fatalf("sheets %q", got)
	}
	dump := office.Dump(t, raw)
	at := tabName(l.Title) + "!B8"
	if !strings.Contains(dump, at) {
		t.Errorf("no cell %s named in\n%s", at, dump)
	}
	l.Rows = rowsOf([]Value{Int(1), Text("không có gì lạ")})
	if got := office.Sheets(t, written(t, l)); len(got) != 1 {
		t.Errorf("a list that lost nothing has the sheets %q", got)
	}
}

// slow counts what is written to it, and when.
type slow struct{ writes, bytes int }

func (s *slow) Write(b []byte) (int, error) {
	s.writes++
	s.bytes += len(b)
	return len(b), nil
}

func TestAWorkbookIsPackedWhileItIsSent(t *testing.T) {
	t.Parallel()
	l := sampleList()
	l.Rows = func(yield func([]Value) error) error {
		for i := range 5000 {
			if err := yield([]Value{Int(i), Text("nhiệm vụ mẫu " + strings.Repeat("x", i%97))}); err != nil {
				return err
			}
		}
		return nil
	}
	k, err := ListBook(l)
	if err != nil {
		t.Fatal(err)
	}
	var s slow
	if err := errors.Join(k.Write(&s), k.Close()); err != nil {
		t.Fatal(err)
	}
	if s.writes < 10 || s.bytes/s.writes > 64<<10 {
		t.Errorf("%d bytes came in %d pieces", s.bytes, s.writes)
	}
	l.Rows = func(func([]Value) error) error { return errors.New("the database is gone") }
	if _, err := ListBook(l); err == nil || !strings.Contains(err.Error(), "database is gone") {
		t.Errorf("a failure while making it: %v", err)
	}
}
