package golden

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestDiff(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, want, got, shows string }{
		{"equal texts have no difference", "a\nb\n", "a\nb\n", ""},
		{"a changed line is shown with its neighbours", "1\n2\n3\n4\n5\n6\n7\n", "1\n2\n3\nvier\n5\n6\n7\n", "line 4:\n  2\n  3\n- 4\n+ vier\n  5\n  6\n"},
		{"an added line", "a\nc\n", "a\nb\nc\n", "line 2:\n  a\n+ b\n  c\n  \n"},
		{"a missing last line", "a\nb", "a", "line 2:\n  a\n- b\n"},
		{"a missing end of line", "a\n", "a", "line 2:\n  a\n- \n"},
		{"a letter in another Unicode form", "ô", "o\u0302", "line 1:\n- ô\n+ o\u0302\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if d := diff(tt.want, tt.got); d != tt.shows {
				t.Errorf("diff:\n%s\nwant:\n%s", d, tt.shows)
			}
		})
	}
}

func TestLongDifferencesAreCutWithAWord(t *testing.T) {
	t.Parallel()
	d := diff("", strings.Repeat("x\n", 100))
	if n := strings.Count(d, "\n"); n > most+5 || !strings.Contains(d, "… and 60 more") {
		t.Errorf("%d lines:\n%s", n, d)
	}
}

func TestFiles(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "testdata", "x.txt")
	if _, err := compare(file, ""); err == nil || !strings.Contains(err.Error(), "-update") {
		t.Errorf("a missing file: %v, want the words that say how to make it", err)
	}
	if err := write(file, "đôn đốc\n"); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(file); err != nil || string(b) != "đôn đốc\n" {
		t.Errorf("written: %q (%v)", b, err)
	}
	if d, err := compare(file, "đôn đốc\n"); err != nil || d != "" {
		t.Errorf("the same text: %q (%v)", d, err)
	}
	if d, err := compare(file, "kiểm tra\n"); err != nil || !strings.Contains(d, "+ kiểm tra") {
		t.Errorf("another text: %q (%v)", d, err)
	}
}
