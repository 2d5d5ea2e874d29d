package excel

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestVietnameseLettersAreAsWideAsTheirPlainOnes(t *testing.T) {
	t.Parallel()
	for _, pair := range []string{"Ếế Ee", "Ậặ Aa", "Ỹỵ Yy", "Ĩỉ Ii", "Ũụ Uu", "Ýý Yy", "Đđ Dd"} {
		marked, plain, _ := strings.Cut(pair, " ")
		m := measureOf(1, 11, false)
		if m.width(marked) != m.width(plain) {
			t.Errorf("%s is %d wide, %s %d", marked, m.width(marked), plain, m.width(plain))
		}
	}
	m := measureOf(1, 11, false)
	for _, pair := range []string{"Ớ Ơ", "ợ ơ", "Ữ Ư", "ự ư"} {
		marked, plain, _ := strings.Cut(pair, " ")
		if m.width(marked) != m.width(plain) || m.width(plain) == m.width("o") {
			t.Errorf("%s is %d wide, %s %d", marked, m.width(marked), plain, m.width(plain))
		}
	}
}

func TestLinesOfAText(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, text string
		width      float64
		want       int
	}{
		{"nothing takes a line", "", 10, 1},
		{"a short text takes one", "Công khai", 20, 1},
		{"a line feed begins a line", "một\nhai\nba", 20, 3},
		{"a line feed at the end counts as Excel counts it", "một\n", 20, 2},
		{"words are not broken", "nhân dân nhân dân nhân dân", 10, 3},
		{"a word longer than a line is broken", strings.Repeat("x", 40), 10, 5},
		{"the two together", "a " + strings.Repeat("x", 18), 10, 3},
		{"spaces at the end of a line do not begin a new one", "Công khai" + strings.Repeat(" ", 60), 12, 1},
	}
	for _, tt := range cases {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := measureOf(tt.width, 11, false).lines(tt.text); got != tt.want {
				t.Errorf("%d lines, want %d", got, tt.want)
			}
		})
	}
}

// anyText draws texts of the letters and lengths that matter: marks, long words, line feeds, letters beyond the basic plane.
func anyText() *rapid.Generator[string] {
	return rapid.StringOfN(rapid.SampledFrom([]rune("aáệ mWƠ漢😀\n -=“”́")), 0, 3000, -1)
}

func TestCutLosesNothingAndKeepsItsBounds(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := anyText().Draw(t, "text")
		m := measureOf(rapid.Float64Range(4, 60).Draw(t, "width"), 11, rapid.Bool().Draw(t, "bold"))
		lines, units := rapid.IntRange(1, 30).Draw(t, "lines"), rapid.IntRange(200, 2000).Draw(t, "units")
		pieces := m.cut(text, lines, units)
		if got := strings.Join(pieces, ""); got != text {
			t.Fatalf("the pieces are %q", got)
		}
		for i, p := range pieces {
			last := strings.TrimSuffix(p, "\n")
			if n := m.lines(last); n > lines {
				t.Fatalf("piece %d has %d lines, at most %d", i, n, lines)
			}
			if n := utf16Len(p); n > units+longestLine(m, p) {
				t.Fatalf("piece %d has %d units, at most %d and a line", i, n, units)
			}
			if p == "" && len(pieces) > 1 && i < len(pieces)-1 {
				t.Fatalf("piece %d is empty", i)
			}
		}
	})
}

// longestLine is the length of the longest line: a line is never broken for its length alone, because a line has at most as many
// letters as its width allows.
func longestLine(m measure, s string) int {
	longest, from := 0, 0
	m.wrap(s, func(at int) bool {
		longest, from = max(longest, utf16Len(s[from:at])), at
		return true
	})
	return max(longest, utf16Len(s[from:]))
}

func TestLengthIsCountedInUTF16(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{"": 0, "abc": 3, "Đường": 5, "漢": 1, "😀": 2, "a😀b": 4} {
		if got := utf16Len(text); got != want {
			t.Errorf("%q has %d units, want %d", text, got, want)
		}
	}
}

func BenchmarkLines(b *testing.B) {
	m := measureOf(36, 11, false)
	text := long(4)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		m.lines(text)
	}
}
