package statform

import (
	"regexp"
	"strings"

	"github.com/dondoc/dondoc/internal/domain/org"
)

// Cell is what was typed into a cell and what was understood.
type Cell struct {
	Row     int    `db:"row_number" json:"row"` // from 1
	Column  string `db:"column_key" json:"column"`
	Typed   string `db:"typed" json:"typed"`
	Value   string `db:"value" json:"value,omitempty"`     // a decimal number with a point; empty: words, or not understood
	Problem string `db:"problem" json:"problem,omitempty"` // a message key: why it was not understood
}

// The expressions hold no state: a compiled expression is only read.
var (
	grouped = regexp.MustCompile(`^[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?$`)
	spaced  = regexp.MustCompile(`^[0-9]{1,3}( [0-9]{3})+(,[0-9]+)?$`)
	plain   = regexp.MustCompile(`^[0-9]+(,[0-9]+)?$`)
)

// maxDigits is as many digits before the comma as any sum of đồng needs.
const maxDigits = 18

// Understand reads a number as Vietnamese offices write it: points or spaces between thousands, a comma before decimals. What cannot
// be meant so gives the key of what is wrong; what was typed is never changed.
func Understand(k Kind, typed string) (value, problem string) {
	s := org.Line(typed)
	if k == Words || s == "" {
		return "", ""
	}
	switch {
	case strings.HasPrefix(s, "-"):
		return "", "statform.negative"
	case grouped.MatchString(s):
		s = strings.ReplaceAll(s, ".", "")
	case spaced.MatchString(s):
		s = strings.ReplaceAll(s, " ", "")
	case !plain.MatchString(s):
		return "", "statform.not_a_number"
	}
	before, after, _ := strings.Cut(s, ",")
	after = strings.TrimRight(after, "0")
	if before = strings.TrimLeft(before, "0"); before == "" {
		before = "0"
	}
	switch {
	case len(before) > maxDigits || len(after) > 6:
		return "", "statform.too_long"
	case after == "":
		return before, ""
	case k != Decimal:
		return "", "statform.not_whole"
	}
	return before + "." + after, ""
}

// read turns the rows as typed into cells, leaving out empty ones and closing up empty rows.
func (f Form) read(rows []map[string]string) []Cell {
	cells := []Cell{}
	n := 0
	for _, row := range rows {
		was := len(cells)
		for _, c := range f.Columns {
			typed := org.Prose(row[c.Key])
			if strings.TrimSpace(typed) == "" {
				continue
			}
			value, problem := Understand(c.Kind, typed)
			cells = append(cells, Cell{Row: n + 1, Column: c.Key, Typed: typed, Value: value, Problem: problem})
		}
		if len(cells) > was {
			n++
		}
	}
	return cells
}
