package vietnamese_test

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/dondoc/dondoc/internal/foundation/vietnamese"
)

func TestKeyFindsWordsTypedWithoutMarks(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, in, want string }{
		{"tones and vowel marks fall away", "Trật tự", "trat tu"},
		{"đ has no decomposition and is mapped by hand", "Đường xuyên ĐẢO", "duong xuyen dao"},
		{"look-alikes of đ are read as đ", "Ðảng Ɖảng ðang", "dang dang dang"},
		{"runs of white space are one space", "  Cô \t Tô\n\u00a0 ", "co to"},
		{"loose combining marks are the same text", "tro\u0302\u0323i", "troi"},
		{"figures and signs stay", "Số 12-TB/BCĐ", "so 12-tb/bcd"},
		{"capital letters with marks", "ỦY BAN NHÂN DÂN", "uy ban nhan dan"},
		{"nothing stays nothing", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := vietnamese.Key(tt.in); got != tt.want {
				t.Errorf("Key(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestExactKeyKeepsMarksButNotTheTwoPlacesOfATone(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, a, b string
		equal      bool
	}{
		{"hòa and hoà", "hòa giải", "hoà giải", true},
		{"HÒA and HOÀ", "CỘNG HÒA", "CỘNG HOÀ", true},
		{"thủy and thuỷ", "thủy sản", "thuỷ sản", true},
		{"ủy and uỷ, without a first consonant", "Ủy ban", "Uỷ ban", true},
		{"khỏe and khoẻ", "sức khỏe", "sức khoẻ", true},
		{"họa and hoạ", "thảm họa", "thảm hoạ", true},
		{"quý has one place only", "quý", "qúy", false},
		{"a closed syllable has one place only", "toàn", "tòan", false},
		{"another tone is another word", "hòa", "hóa", false},
		{"a vowel mark makes another word", "trật tự", "trât tự", false},
		{"without marks it is another word", "trật tự", "trat tu", false},
		{"case and spaces do not count", "BAN  Chỉ đạo", "ban chỉ đạo", true},
		{"composed and loose marks are equal", "kết luận", norm.NFD.String("kết luận"), true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a, b := vietnamese.ExactKey(tt.a), vietnamese.ExactKey(tt.b)
			if (a == b) != tt.equal {
				t.Errorf("ExactKey(%q) = %q, ExactKey(%q) = %q, want equal: %v", tt.a, a, tt.b, b, tt.equal)
			}
		})
	}
}

func TestTheExactKeyReducesToTheMarkFreeKey(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"Hòa Bình", "thuỷ lợi", "Khoẻ", "Quý I", "Đắk N’Drung", "toàn quyền"} {
		if got, want := vietnamese.Key(vietnamese.ExactKey(s)), vietnamese.Key(s); got != want {
			t.Errorf("Key(ExactKey(%q)) = %q, want %q", s, got, want)
		}
	}
}

func FuzzKey(f *testing.F) {
	for _, s := range []string{"Trật tự", "Đường", "İstanbul", "각하", "a\u0323\u0302", "\xff", "ẞ", "K\u212a", "ﬁ", "ð Ð", "hoà hòa"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "")
		key := vietnamese.Key(s)
		if again := vietnamese.Key(key); again != key {
			t.Errorf("Key is not idempotent: %q -> %q -> %q", s, key, again)
		}
		exact := vietnamese.ExactKey(s)
		if again := vietnamese.ExactKey(exact); again != exact {
			t.Errorf("ExactKey is not idempotent: %q -> %q -> %q", s, exact, again)
		}
		for _, r := range norm.NFD.String(key) {
			if r >= 0x0300 && r <= 0x036F || r == 'đ' {
				t.Errorf("Key(%q) = %q keeps %U", s, key, r)
			}
		}
		if strings.Contains(key, "  ") || strings.TrimFunc(key, unicode.IsSpace) != key {
			t.Errorf("Key(%q) = %q keeps spaces", s, key)
		}
		if !norm.NFC.IsNormalString(key) || !norm.NFC.IsNormalString(exact) {
			t.Errorf("keys of %q are not NFC: %q %q", s, key, exact)
		}
	})
}
