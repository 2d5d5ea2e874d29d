package ui

import (
	"cmp"
	"slices"

	"github.com/dondoc/dondoc/internal/foundation/i18n"
)

// Field is what every form control has. What was typed stays: Value is shown as it came.
type Field struct {
	Name         string // of the form value; also the id, so that errors and labels find it
	Label        string
	Hint         string // below the control: what is expected, with an example
	Error        string // in words that say how to mend; see Errors
	Value        string
	Required     bool
	Disabled     bool
	Placeholder  string
	Autocomplete string // "username", "current-password", …; empty: off
	Type         string // of Text: "password", "email", "number", "url", …; empty: text
	MaxLength    int
	Short        bool // a short value: the control need not fill the column
}

// id is the control's id: the name, made unique enough by a prefix that no heading has.
func (f Field) id() string { return "f-" + f.Name }

// describedBy names the hint and the error for screen readers, the error first.
func (f Field) describedBy() string {
	switch {
	case f.Error != "" && f.Hint != "":
		return f.errorID() + " " + f.hintID()
	case f.Error != "":
		return f.errorID()
	case f.Hint != "":
		return f.hintID()
	}
	return ""
}

func (f Field) hintID() string  { return f.id() + "-hint" }
func (f Field) errorID() string { return f.id() + "-error" }

func (f Field) inputType() string { return cmp.Or(f.Type, "text") }

// autocomplete is off unless asked for: browsers guess wrong on registers.
func (f Field) autocomplete() string { return cmp.Or(f.Autocomplete, "off") }

// Option is one choice.
type Option struct {
	Value    string
	Label    string
	Hint     string // quieter words after the label
	Selected bool
	Disabled bool
}

// Choices marks the chosen values among options; the options handed in stay as they are.
func Choices(options []Option, chosen ...string) []Option {
	marked := slices.Clone(options)
	for i := range marked {
		marked[i].Selected = slices.Contains(chosen, marked[i].Value)
	}
	return marked
}

// Select is a drop-down of few choices. Empty is the words of "nothing chosen yet"; without them the first option is chosen.
type Select struct {
	Field
	Options []Option
	Empty   string
}

// Radios is a handful of choices, all visible.
type Radios struct {
	Field
	Options []Option
}

// Multi is many choices with check boxes; a filter appears where scripts run. The chosen ones stand first.
type Multi struct {
	Field
	Options []Option
	P       *i18n.Printer
}

// sorted puts the chosen options first and keeps the order otherwise.
func (m Multi) sorted() []Option {
	all := slices.Clone(m.Options)
	slices.SortStableFunc(all, func(a, b Option) int {
		switch {
		case a.Selected == b.Selected:
			return 0
		case a.Selected:
			return -1
		}
		return 1
	})
	return all
}

func (m Multi) chosen() int {
	n := 0
	for _, o := range m.Options {
		if o.Selected {
			n++
		}
	}
	return n
}

// filterFrom is the number of options from which a filter is worth its line.
const filterFrom = 9

// Check is one yes-or-no.
type Check struct {
	Field
	Checked bool
}

// Form is the frame of a form. Its children are the fields and the buttons.
type Form struct {
	P         *i18n.Printer
	ID        string
	Action    string
	Multipart bool   // it uploads files
	Errors    Errors // shown at the top with links to the fields
	Failure   string // a fault that is not about a field
	Version   int    // of the row edited; 0 leaves it out
	RowID     string // the id of the row created or edited (made once per form, so that a retry is no second row)
}

// Errors is what is wrong, field by field, in the order of the page.
type Errors []FieldError

// FieldError is one mistake.
type FieldError struct {
	Name  string
	Label string
	Text  string
}

// NewErrors puts what Printer.Fields said into the order of the form's fields, named by their labels; mistakes of fields the
// form does not show come last under their own name, so that none is lost.
func NewErrors(said map[string]string, fields ...Field) Errors {
	var all Errors
	seen := map[string]bool{}
	for _, f := range fields {
		if text, ok := said[f.Name]; ok {
			all = append(all, FieldError{Name: f.Name, Label: f.Label, Text: text})
			seen[f.Name] = true
		}
	}
	var rest []string
	for name := range said {
		if !seen[name] {
			rest = append(rest, name)
		}
	}
	slices.Sort(rest)
	for _, name := range rest {
		all = append(all, FieldError{Label: name, Text: said[name]})
	}
	return all
}

// At is the words for one field, or nothing.
func (e Errors) At(name string) string {
	for _, one := range e {
		if one.Name == name {
			return one.Text
		}
	}
	return ""
}
