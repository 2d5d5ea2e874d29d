package vietnamese_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/dondoc/dondoc/internal/foundation/vietnamese"
)

func TestSortNameBeginsWithTheGivenName(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, in, want string }{
		{"given name, family name, middle name", "Mai Tuấn Phượng", "Phượng Mai Tuấn"},
		{"two words", "Lê Lợi", "Lợi Lê"},
		{"one word", "Phượng", "Phượng"},
		{"a rank does not count", "Đại tá Phạm Văn Mẫu", "Mẫu Phạm Văn"},
		{"đồng chí does not count", "đồng chí Nguyễn Thị Mẫu", "Mẫu Nguyễn Thị"},
		{"đ/c does not count", "Đ/c Nguyễn Văn Mẫu", "Mẫu Nguyễn Văn"},
		{"ông and bà do not count", "Bà Trần Thị Mẫu", "Mẫu Trần Thị"},
		{"degrees run together", "PGS.TS. Nguyễn Văn Mẫu", "Mẫu Nguyễn Văn"},
		{"degrees with a comma", "PGS, TS Nguyễn Văn Mẫu", "Mẫu Nguyễn Văn"},
		{"several titles", "Đồng chí Thiếu tướng, TS. Nguyễn Văn Mẫu", "Mẫu Nguyễn Văn"},
		{"tone in its old place", "Đại úy Lê Văn Mẫu", "Mẫu Lê Văn"},
		{"the post behind a comma", "Nguyễn Văn Mẫu, Trưởng ban", "Mẫu Nguyễn Văn"},
		{"the post behind a dash", "Nguyễn Văn Mẫu - Trưởng ban", "Mẫu Nguyễn Văn"},
		{"a note in brackets", "Nguyễn Văn Mẫu (khách mời)", "Mẫu Nguyễn Văn"},
		{"initials are not a post", "Nguyễn V. Mẫu", "Mẫu Nguyễn V."},
		{"a rank alone is read as a name, not lost", "Đại tá", "tá Đại"},
		{"spaces do not count", "  Nguyễn   Văn  Mẫu ", "Mẫu Nguyễn Văn"},
		{"nothing", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := vietnamese.SortName(tt.in); got != tt.want {
				t.Errorf("SortName(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestTheAlphabetIsVietnamese(t *testing.T) {
	t.Parallel()
	for _, want := range [][]string{
		{"An", "Ăn", "Ân", "Bình", "Chi", "Dung", "Đông", "Em", "Êm", "Oanh", "Ông", "Ơn", "Uyên", "Ước"},
		{"ma", "mà", "mả", "mã", "má", "mạ"},
		{"Hùng Hà Mạnh", "Phượng Mai Tuấn", "Quảng Phạm Hữu"},
	} {
		got := slices.Clone(want)
		slices.Reverse(got)
		vietnamese.SortFunc(got, func(s string) string { return s })
		if !slices.Equal(got, want) {
			t.Errorf("sorted %v, want %v", got, want)
		}
	}
}

func TestTheCollatorIsAnOrder(t *testing.T) {
	t.Parallel()
	c := vietnamese.NewCollator()
	word := rapid.StringOfN(rapid.RuneFrom([]rune("aăâbdđeêoôơuưàảãáạếởỹ ")), 0, 6, -1)
	rapid.Check(t, func(t *rapid.T) {
		x, y, z := word.Draw(t, "x"), word.Draw(t, "y"), word.Draw(t, "z")
		if c.Compare(x, y) != -c.Compare(y, x) {
			t.Errorf("Compare(%q, %q) is not the reverse of Compare(%q, %q)", x, y, y, x)
		}
		if c.Compare(x, y) <= 0 && c.Compare(y, z) <= 0 && c.Compare(x, z) > 0 {
			t.Errorf("%q ≤ %q ≤ %q, yet the first sorts after the last", x, y, z)
		}
	})
}

func FuzzSortName(f *testing.F) {
	for _, s := range []string{"Đại tá Phạm Văn Mẫu", "đ/c", "PGS.TS.", ", ,", "- -", "(", "Ông Ông Ông"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := vietnamese.SortName(s)
		if got == "" && vietnamese.Key(s) != "" {
			t.Errorf("SortName(%q) is empty", s)
		}
	})
}
