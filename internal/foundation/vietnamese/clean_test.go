package vietnamese_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/dondoc/dondoc/internal/foundation/vietnamese"
)

func TestCleanMendsWhatCameInWrongAndSaysSo(t *testing.T) {
	t.Parallel()
	type mends = []vietnamese.Mend
	for _, tt := range []struct {
		name, in, want string
		mends          mends
	}{
		{"clean text is left alone", "Ban chỉ đạo QCDC huyện", "Ban chỉ đạo QCDC huyện", nil},
		{"a loose mark joins its letter", "ho\u0302\u0323i", "hội", mends{{vietnamese.MendComposed, 1}}},
		{"Ð and Ɖ become Đ", "Ðảng Ɖoàn", "Đảng Đoàn", mends{{vietnamese.MendLookAlike, 2}}},
		{"a small ð at the head of a word becomes đ", "ðồng chí", "đồng chí", mends{{vietnamese.MendLookAlike, 1}}},
		{"a small ð inside a word is Icelandic", "Hafnarfjörður", "Hafnarfjörður", nil},
		{"soft hyphens go when the text is Unicode", "ph\u00adương h\u00adướng", "phương hướng", mends{{vietnamese.MendSoftHyphen, 2}}},
		{"no-break spaces become spaces, each of them", "Cô\u00a0\u00a0Tô\u202fvà", "Cô  Tô và", mends{{vietnamese.MendSpace, 3}}},
		{"runs of spaces stay as typed", "6 tháng đầu năm  và", "6 tháng đầu năm  và", nil},
		{"tabs and line ends stay, in one form", "a\tb\r\nc\rd\n", "a\tb\nc\nd\n", nil},
		{"control characters go", "kết\x00 luận\x07\u0085x", "kết luận\nx", mends{{vietnamese.MendControl, 3}}},
		{"zero-width and direction marks go", "\ufeffBan\u200b chỉ\u202e đạo", "Ban chỉ đạo", mends{{vietnamese.MendInvisible, 3}}},
		{"an emoji built of several keeps its joiner", "👩\u200d🌾 nông dân", "👩\u200d🌾 nông dân", nil},
		{"bytes that are no text are shown as such", "họ\xffp", "họ\ufffdp", mends{{vietnamese.MendInvalidUTF8, 1}}},
		{"taking a mark's neighbour away composes the rest", "e\u00ad\u0302ư", "êư", mends{{vietnamese.MendSoftHyphen, 1}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, mended := vietnamese.Clean(tt.in)
			if got != tt.want {
				t.Errorf("Clean(%q) = %q, want %q", tt.in, got, tt.want)
			}
			if !slices.Equal(mended, tt.mends) {
				t.Errorf("Clean(%q) reports %v, want %v", tt.in, mended, tt.mends)
			}
		})
	}
}

func TestCleanLeavesLegacyTextToAPerson(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, in string
		legacy   bool
	}{
		{"TCVN3 words", "Uû ban nh©n d©n", true},
		{"TCVN3 where the soft hyphen is the letter ư", "ng\u00adêi d©n vµ chÝnh quyÒn", true},
		{"a single TCVN3 word in a cell", "nh©n", true},
		{"an accented capital inside a word", "kÕt qu¶ ho¹t ®éng", true},
		{"proper Vietnamese with soft hyphens", "ph\u00adương h\u00adướng nhiệm vụ", false},
		{"proper Vietnamese with a copyright sign", "© Trung tâm Truyền thông huyện", false},
		{"French with quotation marks", "le «comité» a décidé", false},
		{"German", "Müller und Söhne, Größe 5 µm", false},
		{"English with a soft hyphen", "co\u00adoperation and de\u00advelopment", false},
		{"capitals with marks of Latin-1 only", "KÊ KHAI TÀI CHÍNH", false},
		{"an empty text", "", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, mended := vietnamese.Clean(tt.in)
			legacy := slices.ContainsFunc(mended, func(m vietnamese.Mend) bool { return m.Kind == vietnamese.MendLegacy })
			if legacy != tt.legacy {
				t.Errorf("Clean(%q) reports %v, want legacy: %v", tt.in, mended, tt.legacy)
			}
			if legacy && got != tt.in {
				t.Errorf("legacy text was touched: %q -> %q", tt.in, got)
			}
		})
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{
		"Ban chỉ đạo", "ph\u00adương", "ng\u00adêi d©n vµ", "a\r\nb", "\xff\xfe", "ðð Ðð", "e\u00ad\u0302", "\u0340\u2000", "x\u200d\u0301", "\ufffe\x00",
		"nh©n\u00a0d©n\u200bd©n", "©\u00ad©n", "\u0085\u2028",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		clean, mends := vietnamese.Clean(s)
		if again, _ := vietnamese.Clean(clean); again != clean {
			t.Errorf("Clean is not idempotent: %q -> %q -> %q", s, clean, again)
		}
		if !utf8.ValidString(clean) || !norm.NFC.IsNormalString(clean) {
			t.Errorf("Clean(%q) = %q is not NFC text", s, clean)
		}
		if strings.ContainsAny(clean, "\x00\r\x07") {
			t.Errorf("Clean(%q) = %q keeps control characters", s, clean)
		}
		plain := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s)
		if clean != plain && len(mends) == 0 {
			t.Errorf("Clean(%q) = %q changed the text and does not say so", s, clean)
		}
	})
}
