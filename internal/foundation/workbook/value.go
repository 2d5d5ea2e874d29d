package workbook

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf16"

	"github.com/dondoc/dondoc/internal/foundation/calendar"
)

// value makes a cell of what the file writes.
func (b *Book) value(raw rawCell) (Cell, error) {
	k := b.looks.of(raw.style)
	c := Cell{Font: k.font, Format: k.format, Formula: raw.formula}
	switch raw.kind {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(raw.value))
		if err != nil || i < 0 || i >= len(b.strings) {
			return c, fmt.Errorf("no shared text %q", raw.value)
		}
		c.setText(b.strings[i])
	case "inlineStr":
		c.setText(raw.inline)
	case "str":
		c.setText(shared{text: unescape(raw.value)})
	case "b":
		c.Kind, c.Text = Bool, "FALSE"
		if on(raw.value) {
			c.Number, c.Text = 1, "TRUE"
		}
	case "e":
		c.Kind, c.Text = Error, raw.value
	case "d":
		return c, c.setISO(raw.value)
	case "", "n":
		return c, b.setNumber(&c, strings.TrimSpace(raw.value), k)
	default:
		return c, fmt.Errorf("no kind of cell %q", raw.kind)
	}
	return c, nil
}

func (c *Cell) setText(s shared) {
	if s.text != "" {
		c.Kind, c.Text = Text, s.text
		if len(s.runs) > 1 || len(s.runs) == 1 && s.runs[0].Font != "" && s.runs[0].Font != c.Font {
			c.Runs = s.runs
		}
	}
}

func (b *Book) setNumber(c *Cell, s string, k look) error {
	if s == "" {
		return nil
	}
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsInf(n, 0) || math.IsNaN(n) {
		return fmt.Errorf("no number: %q", s)
	}
	c.Kind, c.Number, c.Text = Number, n, s
	if k.date {
		if day, ok := b.day(n); ok {
			c.Kind, c.Date = Date, day
		}
	}
	return nil
}

// day is the civil date of a number of days. What Excel cannot show as a date stays a number.
func (b *Book) day(n float64) (calendar.Date, bool) {
	whole := int(math.Floor(n))
	switch {
	case n < 0 || n >= 2_958_466: // the day after 31/12/9999
		return calendar.Date{}, false
	case b.from04:
		return calendar.NewDate(1904, time.January, 1).AddDays(whole), true
	case whole == 60 || whole == 0: // 29/2/1900, which never was; a time without a day
		return calendar.Date{}, false
	case whole < 60:
		return calendar.NewDate(1899, time.December, 31).AddDays(whole), true
	}
	return calendar.NewDate(1899, time.December, 30).AddDays(whole), true
}

// setISO reads a date of the strict form of the format: "2026-12-01" or with a time behind it.
func (c *Cell) setISO(s string) error {
	day, _, _ := strings.Cut(strings.TrimSpace(s), "T")
	d, err := calendar.ParseISO(day)
	if err != nil {
		return errors.Join(errors.New("no date"), err)
	}
	c.Kind, c.Date, c.Text = Date, d, s
	return nil
}

// unescape reads the format's own way of writing characters that XML forbids: _x000D_ (ECMA-376, part 1, 22.9.2.19).
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var out []uint16
	var b strings.Builder
	flush := func() {
		b.WriteString(string(utf16.Decode(out)))
		out = out[:0]
	}
	for i := 0; i < len(s); {
		if n, ok := escaped(s[i:]); ok {
			out = append(out, n)
			i += len("_x0000_")
			continue
		}
		flush()
		b.WriteByte(s[i])
		i++
	}
	flush()
	return b.String()
}

func escaped(s string) (uint16, bool) {
	if len(s) < 7 || s[0] != '_' || s[1] != 'x' || s[6] != '_' {
		return 0, false
	}
	n, err := strconv.ParseUint(s[2:6], 16, 16)
	return uint16(n), err == nil
}

func blank(s string) bool { return strings.TrimFunc(s, unicode.IsSpace) == "" }
