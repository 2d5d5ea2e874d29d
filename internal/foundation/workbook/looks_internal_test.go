package workbook

import "testing"

func TestAFormatThatShowsADayIsADate(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]bool{
		"dd/mm/yyyy": true, "d/m/yy": true, "[$-F800]dddd, mmmm dd, yyyy": true, "mmm": true, "m/d/yyyy h:mm": true, `"Ngày "dd`: true, "[$-42A]dd mmmm yyyy;@": true,
		"General": false, "0.00": false, `#,##0 "đồng/day"`: false, `#,##0\ _d`: false, "h:mm": false, "mm:ss": false, "[h]:mm": false, "[Red]0": false, "@": false, "": false,
		`0" d`: false, "[Red": false, `#,##0\d`: false,
	} {
		if got := dateFormat(code); got != want {
			t.Errorf("%q: %t", code, got)
		}
	}
}

func TestAddressesAreRead(t *testing.T) {
	t.Parallel()
	for ref, want := range map[string][2]int{"A1": {1, 1}, "$AB$14": {28, 14}, "xfd1048576": {16_384, 1_048_576}} {
		if c, r, ok := parseRef(ref); !ok || c != want[0] || r != want[1] {
			t.Errorf("%s: %d %d %t", ref, c, r, ok)
		}
	}
	for _, ref := range []string{"", "A", "1", "XFE1", "A0", "A-1", "A+1", "A1048577", "AAAAAAAAAAAA1", "A1B", "Ă1"} {
		if c, r, ok := parseRef(ref); ok {
			t.Errorf("%s was read as %d %d", ref, c, r)
		}
	}
	if Letters(28) != "AB" || Letters(0) != "" || Letters(16_384) != "XFD" {
		t.Error(Letters(28), Letters(16_384))
	}
}

func TestEscapedCharactersAreRead(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{"a_x000D_b": "a\rb", "_x005F_x000D_": "_x000D_", "_xD83D__xDE00_": "😀", "_x00": "_x00", "_xZZZZ_": "_xZZZZ_", "tiếng_x0020_Việt": "tiếng Việt"} {
		if got := unescape(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
