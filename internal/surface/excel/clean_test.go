package excel

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/dondoc/dondoc/internal/testkit/office"
)

func TestTextsAreMadeFitForACell(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, text, want string
		removed          int
	}{
		{"a plain text stays", "Công khai “khoản thu”", "Công khai “khoản thu”", 0},
		{"a decomposed text becomes NFC", "Công khai khoản thu", "Công khai khoản thu", 0},
		{"tabs and line feeds stay", "a\tb\nc", "a\tb\nc", 0},
		{"line ends of all systems become one", "a\r\nb\rc\n\rd", "a\nb\nc\n\nd", 0},
		{"control characters go", "a\x00b\x0bc\x1bd\x7fe\u0085f", "abcdef", 5},
		{"what XML forbids goes", "a\uFFFEb\uFFFFc", "abc", 2},
		{"bytes that are not UTF-8 become the sign for it", "a\xffb\xc3", "a\uFFFDb\uFFFD", 2},
		{"the sign itself stays", "a\uFFFDb", "a\uFFFDb", 0},
	}
	for _, tt := range cases {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			text := tt.text
			if tt.name == "a decomposed text becomes NFC" {
				text = norm.NFD.String(text)
			}
			if got, n := clean(text); got != tt.want || n != tt.removed {
				t.Errorf("%q, %d removed; want %q, %d", got, n, tt.want, tt.removed)
			}
		})
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{"", "Đôn đốc", "a\r\n\x00\u0085\xff\uFFFE", "e\u0301\u0323"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, n := clean(s)
		if !utf8.ValidString(got) || !norm.NFC.IsNormalString(got) || strings.ContainsFunc(got, control) || strings.Contains(got, "\r") {
			t.Errorf("%q became %q", s, got)
		}
		if again, m := clean(got); again != got || m != 0 {
			t.Errorf("%q became %q the second time", got, again)
		}
		if n == 0 && plain(s) && got != s {
			t.Errorf("%q was called plain and became %q", s, got)
		}
	})
}

func TestWhatMightBeTakenForAFormula(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"": false, "công khai": false, "“=1”": false, "1-2": false, "=1": true, "+84 33": true, "-5": true, "@a": true, "\t=1": true, "\r=1": true,
		"＝1": true, "＋1": true, "－1": true, "＠1": true, "–": false, "ﾊ": false,
	} {
		if got := dangerous(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func TestHostileTextsStayTexts(t *testing.T) {
	t.Parallel()
	hostile := []string{"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", `=HYPERLINK("http://example.invalid";"x")`, "=cmd|' /C calc'!A0", "_x000D_", "<b>&amp;]]>", "  hai đầu  "}
	l := sampleList()
	l.Columns = l.Columns[1:2]
	l.Rows = func(yield func([]Value) error) error {
		for _, h := range hostile {
			if err := yield([]Value{Text(h)}); err != nil {
				return err
			}
		}
		return nil
	}
	raw := written(t, l)
	f := opened(t, raw)
	cells := office.Cells(t, raw)
	for i, want := range hostile {
		ref := fmt.Sprintf("A%d", 6+i)
		got, err := f.GetCellValue(f.GetSheetName(0), ref)
		if err != nil || got != want {
			t.Errorf("%s = %q, want %q (%v)", ref, got, want, err)
		}
		if formula, _ := f.GetCellFormula(f.GetSheetName(0), ref); formula != "" {
			t.Errorf("%s became a formula: %s", ref, formula)
		}
		for _, c := range cells {
			if c.Ref == ref && (c.Number || c.Quoted != dangerous(want)) {
				t.Errorf("%s: %s", ref, c)
			}
		}
	}
	var b bytes.Buffer
	if _, err := CSV(&b, l); err != nil {
		t.Fatal(err)
	}
	for _, record := range strings.Split(b.String(), "\r\n") {
		if field := strings.TrimPrefix(record, `"`); dangerous(strings.TrimLeft(field, " ")) {
			t.Errorf("CSV: %s", record)
		}
	}
}

func TestWhatIsRemovedIsReported(t *testing.T) {
	t.Parallel()
	h, rows := sample("state")
	rows[0].Text = "a\x00b\x01c"
	rows[1].Leads = "x\x02"
	h.ByUnit[0].Name = "Phòng\x1b Mẫu"
	raw, notes := made(t, h, rows)
	if notes.Removed != 4 || len(notes.RemovedAt) != 3 {
		t.Errorf("notes %+v", notes)
	}
	for _, want := range []string{"Theo đơn vị!B13", "Danh mục nhiệm vụ!C12", "Danh mục nhiệm vụ!E13"} {
		if !strings.Contains(strings.Join(notes.RemovedAt, " "), want) {
			t.Errorf("no note of %s in %q", want, notes.RemovedAt)
		}
	}
	if dump := office.Dump(t, raw); !strings.Contains(dump, `"“abc”"`) {
		t.Error("the rest of the text is not there")
	}
}

func TestNotesNameTheFirstPlacesAndCountAll(t *testing.T) {
	t.Parallel()
	var n Notes
	for i := range 200 {
		n.removed(2, fmt.Sprint(i))
		n.continued(3, fmt.Sprint(i))
	}
	if n.Removed != 400 || n.Continued != 600 || len(n.RemovedAt) != maxNoted || len(n.ContinuedAt) != maxNoted {
		t.Errorf("%d at %d places, %d at %d", n.Removed, len(n.RemovedAt), n.Continued, len(n.ContinuedAt))
	}
}

func TestALongTextGoesOnInFurtherRows(t *testing.T) {
	t.Parallel()
	texts := map[string]string{
		"a short text": long(1), "a long text": long(30), "a very long text": long(200), "one endless word": strings.Repeat("x", 40_000), "many lines": strings.Repeat("dòng\n", 300),
	}
	results := map[string]string{"no result": "", "a short result": "ngắn", "a long result": long(90)}
	for name, text := range texts {
		for of, result := range results {
			t.Run(name+" with "+of, func(t *testing.T) {
				t.Parallel()
				goesOn(t, text, result)
			})
		}
	}
}

func goesOn(t *testing.T, text, result string) {
	t.Helper()
	h, rows := sample("state")
	rows = rows[6:7]
	rows[0].Text, rows[0].Result = text, result
	raw, notes := made(t, h, rows)
	columns := map[byte][]string{} // the cells of the list, from its first row to its last
	for _, c := range office.Cells(t, raw) {
		if c.Sheet == "Danh mục nhiệm vụ" && after(c.Ref, 11) {
			columns[c.Ref[0]] = append(columns[c.Ref[0]], c.Value)
		}
	}
	texts, orders := columns['C'][:len(columns['C'])-1], columns['A'][:len(columns['A'])-1] // the last row counts
	if got := strings.Join(texts, ""); got != text {
		t.Errorf("the text came out with %d of %d letters in %d rows", len(got), len(text), len(texts))
	}
	if got := strings.Join(columns['L'], ""); got != result {
		t.Errorf("the result came out as %q", got)
	}
	further := max(len(texts), len(columns['L'])) - 1
	if notes.Continued != further || len(columns['J']) != further+1 || len(columns['B']) != further+1 || len(orders) != further+1 {
		t.Errorf("%d further rows, noted %d; classes %q, numbers %q, orders %q", further, notes.Continued, columns['J'], columns['B'], orders)
	}
	for _, o := range orders[1:] {
		if o != "(tiếp)" {
			t.Errorf("a further row is called %q", o)
		}
	}
}

// after reports whether a reference such as C14 lies below a row.
func after(ref string, row int) bool {
	n := 0
	_, err := fmt.Sscanf(ref[1:], "%d", &n)
	return err == nil && n > row
}
