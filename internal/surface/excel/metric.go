package excel

import (
	"math"
	"strings"
	"unicode/utf8"
)

// Excel does not fit the height of a row to merged cells, nor of any row in a file that a program wrote, so the heights are
// computed here from the widths of the letters of Times New Roman (and of Liberation Serif, which has the same widths).

const (
	// unitsPerChar is how many thousandths of an em, at one point, fit into one unit of column width: a unit is 7 pixels of 3/4 pt.
	unitsPerChar = 7 * 0.75 * 1000
	// spare leaves room for the differences between office programs.
	spare = 0.96
	// unknownWidth is taken for letters outside the table: that of a wide capital.
	unknownWidth = 722
	// wideWidth is taken for ideographs and symbols.
	wideWidth = 1000
	// leading is the height of a line over the size of its letters, as Excel spaces Times New Roman.
	leading = 15.0 / 11
)

// face is one cut of the typeface: advance widths in thousandths of an em, for the first 384 letters and the Vietnamese blocks.
type face struct {
	latin [0x180]uint16
	viet  [0x1EFA - 0x1EA0]uint16
	horn  [4]uint16 // Ơ ơ Ư ư
}

var (
	upright = newFace(
		"250 333 408 500 500 833 777 180 333 333 500 563 250 333 250 277 500 500 500 500 500 500 500 500 500 500 277 277 563 563 563 443 "+
			"920 722 666 666 722 610 556 722 722 333 389 722 610 889 722 722 556 722 666 556 610 722 722 943 722 722 610 333 277 333 469 500 "+
			"333 443 500 443 500 443 333 500 500 277 277 500 277 777 500 500 500 500 333 389 277 500 500 722 500 500 443 479 200 479 541",
		"722 528 775 541")
	heavy = newFace(
		"250 333 555 500 500 1000 833 277 333 333 500 569 250 333 250 277 500 500 500 500 500 500 500 500 500 500 333 333 569 569 569 500 "+
			"930 722 666 722 722 666 610 777 777 389 500 777 666 943 722 777 610 777 722 556 666 722 722 1000 722 722 666 333 277 333 581 500 "+
			"333 500 556 443 556 443 333 500 556 277 333 556 277 833 556 500 556 556 443 389 333 556 500 722 500 500 443 394 220 394 520",
		"777 553 795 600")
)

// bases names, for each letter from U+00C0 on and from U+1EA0 on, the plain letter that has its width.
const (
	bases00C0 = "AAAAAA?CEEEEIIIIDNOOOOOx?UUUUYPsaaaaaa?ceeeeiiiidnooooo-ouuuuypy" +
		"AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIi??JjKkkLlLlLlLlLlNnNnNnnNnOoOoOo??RrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzf"
	bases1EA0 = "AaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEeEeEeEeEeIiIiOoOoOoOoOoOoOo++++++++++UuUu**********YyYyYyYy"
)

func newFace(ascii, horns string) *face {
	f := &face{}
	for i := range f.latin {
		f.latin[i] = unknownWidth
	}
	for i, w := range strings.Fields(ascii) {
		f.latin[0x20+i] = digits(w)
	}
	for i, w := range strings.Fields(horns) {
		f.horn[i] = digits(w)
	}
	for i := range len(bases00C0) {
		if b := bases00C0[i]; b != '?' {
			f.latin[0xC0+i] = f.latin[b]
		}
	}
	for r := 0xA0; r < 0xC0; r++ {
		f.latin[r] = f.latin['0']
	}
	f.latin[0xA0] = f.latin[' ']
	f.vietnamese()
	return f
}

func (f *face) vietnamese() {
	for i := range f.viet {
		switch b := bases1EA0[i]; b {
		case '+':
			f.viet[i] = f.horn[i%2]
		case '*':
			f.viet[i] = f.horn[2+i%2]
		default:
			f.viet[i] = f.latin[b]
		}
	}
}

// digits reads a number of the tables above, which hold nothing but digits.
func digits(s string) uint16 {
	var n uint16
	for _, c := range []byte(s) {
		n = n*10 + uint16(c-'0')
	}
	return n
}

// width is the advance of a letter in thousandths of an em; never zero, so that every line is of bounded length.
func (f *face) width(r rune) int {
	switch {
	case r < 0x20:
		return int(f.latin[' '])
	case r < 0x180:
		return int(f.latin[r])
	case r >= 0x1EA0 && r < 0x1EFA:
		return int(f.viet[r-0x1EA0])
	case r == 'Ơ' || r == 'ơ':
		return int(f.horn[r-'Ơ'])
	case r == 'Ư' || r == 'ư':
		return int(f.horn[2+r-'Ư'])
	case r == '“' || r == '”' || r == '–' || r == '‘' || r == '’':
		return int(f.latin['0'])
	case r < 0x2000:
		return unknownWidth
	}
	return wideWidth
}

// measure is the room a text has: a width in thousandths of an em and the face it is set in.
type measure struct {
	face *face
	room int
}

// measureOf is the room of a column (or of merged columns) of a width in Excel's units, for letters of a size in points.
func measureOf(width, size float64, bold bool) measure {
	m := measure{face: upright, room: int(width * unitsPerChar / size * spare)}
	if bold {
		m.face = heavy
	}
	return m
}

// width is how wide a text without line feeds is, in thousandths of an em.
func (m measure) width(s string) int {
	sum := 0
	for _, r := range s {
		sum += m.face.width(r)
	}
	return sum
}

// wrap calls next with the byte offset at which every line after the first begins, breaking at spaces as office programs do and
// within a word only when it is longer than a line. It stops early when next says false.
func (m measure) wrap(s string, next func(at int) bool) {
	line, word := 0, 0 // widths: of the line so far, and of its last word so far
	start, wordAt := 0, 0
	for i, r := range s {
		if r == '\n' {
			line, word, start, wordAt = 0, 0, i+1, i+1
			if !next(i + 1) {
				return
			}
			continue
		}
		w := m.face.width(r)
		if r == ' ' {
			line, word, wordAt = line+w, 0, i+1
			continue
		}
		if line+w > m.room && wordAt > start {
			start, line = wordAt, word
			if !next(start) {
				return
			}
		}
		if line+w > m.room && i > start { // the word alone is too long
			start, wordAt, line, word = i, i, 0, 0
			if !next(start) {
				return
			}
		}
		line, word = line+w, word+w
	}
}

// lines counts the lines a text takes.
func (m measure) lines(s string) int {
	if len(s) < 16 && !strings.Contains(s, "\n") && len(s)*wideWidth <= m.room {
		return 1
	}
	n := 1
	m.wrap(s, func(int) bool { n++; return true })
	return n
}

// cut breaks a text into pieces of at most maxLines lines and maxUnits UTF-16 units each. The pieces together are the text.
func (m measure) cut(s string, maxLines, maxUnits int) []string {
	var pieces []string
	from, last, lines, units := 0, 0, 1, 0
	flush := func(to int) {
		pieces = append(pieces, s[from:to])
		from, lines, units = to, 1, 0
	}
	m.wrap(s, func(at int) bool {
		u := utf16Len(s[last:at])
		if units+u > maxUnits && last > from {
			flush(last)
		}
		units += u
		last = at
		if lines == maxLines {
			flush(at)
			return true
		}
		lines++
		return true
	})
	if units+utf16Len(s[last:]) > maxUnits && last > from {
		flush(last)
	}
	return append(pieces, s[from:])
}

// utf16Len is the length as Excel counts it.
func utf16Len(s string) int {
	n := utf8.RuneCountInString(s)
	for i := range len(s) {
		if s[i] >= 0xF0 {
			n++ // a letter beyond the basic plane takes two units
		}
	}
	return n
}

// heightOf is the height in points of so many lines of letters of a size, in quarters as screens show them.
func heightOf(lines int, size float64) float64 {
	return math.Ceil(float64(lines)*size*leading*4) / 4
}
