package excel

import (
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
)

// Kind says what a column holds; it decides how its cells are written and aligned.
type Kind int

// The kinds of columns.
const (
	KindText    Kind = iota
	KindInt          // whole numbers
	KindDate         // civil dates, real dates in Excel
	KindPercent      // shares: 0.918 is shown as 91,80 %
	KindNumber       // numbers that name something: order, number of a task; without separators
	kindMark         // numbers of columns: (1)
)

// Value is the content of one cell. The zero Value is an empty cell.
type Value struct {
	kind    Kind
	filled  bool
	text    string
	number  float64
	formula string
	class   task.Timing
	bold    bool
	center  bool
	warn    bool
	open    bool   // may be filled in though the sheet is protected
	link    string // an address the cell leads to; empty: none
}

// Text is a text as it is stored; what it begins with is never taken for a formula.
func Text(s string) Value { return Value{kind: KindText, text: s, filled: s != ""} }

// Int is a whole number.
func Int(n int) Value { return Value{kind: KindInt, number: float64(n), filled: true} }

// Number is a whole number that names something and is never added up.
func Number(n int) Value {
	return Value{kind: KindNumber, number: float64(n), filled: true, center: true}
}

// Date is a civil date; no date is an empty cell. Excel has no days before 1900-03-01 that it counts rightly: they become text.
func Date(d calendar.Date) Value {
	switch {
	case d.IsZero():
		return Value{kind: KindDate}
	case d.Before(firstDay()):
		return Text(d.VN())
	}
	return Value{kind: KindDate, number: float64(d.Sub(dayZero())), filled: true}
}

// Share is a part of a whole, 0.918 for 91,8 %.
func Share(r float64) Value { return Value{kind: KindPercent, number: r, filled: true} }

// Ratio is a part of a whole from its two numbers; without a whole it is an empty cell, never a division by zero.
func Ratio(part, whole int) Value {
	if whole == 0 {
		return Value{kind: KindPercent}
	}
	return Share(float64(part) / float64(whole))
}

// Class is the word of a timing class, shown with its colour and mark.
func Class(c task.Timing, word string) Value {
	return Value{kind: KindText, text: word, filled: true, class: c, center: true}
}

func dayZero() calendar.Date  { return calendar.Date{Year: 1899, Month: 12, Day: 30} }
func firstDay() calendar.Date { return calendar.Date{Year: 1900, Month: 3, Day: 1} }

// by makes the number the cached value of a formula.
func (v Value) by(formula string) Value {
	v.formula = formula
	return v
}

// linked makes the cell lead to an address.
func (v Value) linked(address string) Value {
	v.link = address
	return v
}

func (v Value) centered() Value {
	v.center = true
	return v
}

func (v Value) warning() Value {
	v.warn = true
	return v
}
