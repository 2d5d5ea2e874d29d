package ui

import (
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/foundation/i18n"
)

func TestPeriodsAreReadAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"": "", "2020-H1": "2020-H1", "2020-h2": "2020-H2", "2020-Q3": "2020-Q3", "2020-06": "2020-06", "2020": "2020",
		"6 tháng đầu năm 2020": "2020-H1", "6 tháng cuối 2020": "2020-H2", "Quý II năm 2020": "2020-Q2", "quý 4/2020": "2020-Q4", "quý iv 2020": "2020-Q4",
		"tháng 6/2020": "2020-06", "Tháng 12 năm 2020": "2020-12", "năm 2020": "2020", "tháng 13/2020": "THÁNG 13/2020", "kỳ nào đó": "KỲ NÀO ĐÓ",
	} {
		if got := periodCode(typed); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}

func TestPeriodNamesAreReadBack(t *testing.T) {
	t.Parallel()
	words, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	r := room{words: words.Printer(i18n.Vi)}
	for _, code := range []string{"2020-H1", "2020-H2", "2020-Q1", "2020-Q2", "2020-Q3", "2020-Q4", "2020-01", "2020-12", "2020"} {
		name := r.periodName(code)
		if strings.Contains(name, "⟦") || name == code || periodCode(name) != code {
			t.Errorf("%s: %q is read as %q", code, name, periodCode(name))
		}
	}
}

func TestTimesAreReadAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"": "", "8h": "08:00", "8h30": "08:30", "08:30": "08:30", "14 giờ 05": "14:05", "8 giờ 30 phút": "08:30", "8g15": "08:15", "9": "09:00",
		"sáng": "sáng", "25h": "25:00", "8h3": "8h3",
	} {
		if got := clockTime(typed); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}

// What people type is never lost on the way: it becomes a code or a time that reads as itself, or stays to be refused.
func FuzzPeriodAndTime(f *testing.F) {
	for _, s := range []string{"6 tháng đầu năm 2020", "quý II/2020", "8 giờ 30 phút", "2020-H1", "  ", "É"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if code := periodCode(s); periodCode(code) != code {
			t.Errorf("period %q: %q is read as %q", s, code, periodCode(code))
		}
		if at := clockTime(s); clockTime(at) != at {
			t.Errorf("time %q: %q is read as %q", s, at, clockTime(at))
		}
	})
}
