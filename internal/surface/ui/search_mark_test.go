package ui

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func marked(text, words string) string {
	var b strings.Builder
	for _, p := range markWords(text, words) {
		if p.Marked {
			b.WriteString("[" + p.Text + "]")
		} else {
			b.WriteString(p.Text)
		}
	}
	return b.String()
}

func TestMatchingWordsAreMarked(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ text, words, want string }{
		"without marks, every time":          {"Khoản thu và khoan thu", "khoan thu", "[Khoản thu] và [khoan thu]"},
		"with marks the plain ones too":      {"khoản thu, khoan thu", "khoản thu", "[khoản thu], [khoan thu]"},
		"đ is found by d":                    {"Đất đai", "dat dai", "[Đất đai]"},
		"words apart are marked each":        {"thu các khoản", "khoan thu", "[thu] các [khoản]"},
		"runs that overlap become one":       {"aba", "ab ba", "[aba]"},
		"what is not there leaves it whole":  {"Xã Mẫu", "phường", "Xã Mẫu"},
		"no words mark nothing":              {"Xã Mẫu", " ", "Xã Mẫu"},
		"a line end counts as a space":       {"khoản\nthu", "khoan thu", "[khoản\nthu]"},
		"nothing of an empty text is marked": {"", "x", ""},
	} {
		if got := marked(tt.text, tt.words); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

func TestExcerptStandsAroundTheMatch(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("mở đầu ", 100) + "khoản thu" + strings.Repeat(" phần cuối", 100)
	got := excerpt(long, "khoan thu")
	if !strings.Contains(got, "khoản thu") || !strings.HasPrefix(got, "… ") || !strings.HasSuffix(got, " …") || utf8.RuneCountInString(got) > 400 {
		t.Errorf("%q", got)
	}
	if got := excerpt("ngắn", "x"); got != "ngắn" {
		t.Errorf("%q", got)
	}
}

func FuzzMarkedTextStaysWhole(f *testing.F) {
	f.Add("Khoản thu", "khoan")
	f.Add("đ̃ ẳ\x00 İ ß", "ss i")
	f.Fuzz(func(t *testing.T, text, words string) {
		var whole strings.Builder
		for _, p := range markWords(text, words) {
			whole.WriteString(p.Text)
		}
		if utf8.ValidString(text) && whole.String() != text {
			t.Errorf("%q became %q", text, whole.String())
		}
	})
}
