package i18n

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// Printer says things in one language. It holds no state and may be shared.
type Printer struct {
	lang      Lang
	catalogue *Catalogue
	texts     map[string]text
}

// Lang is the language spoken.
func (p *Printer) Lang() Lang { return p.lang }

// Key is an argument that is itself a key of the catalogue: T("x", Key("task.state.recorded")) says the state’s word.
type Key string

// T says the sentence of a key. Verbs are fmt's; dates among the arguments are written dd/mm/yyyy and a Key is said in words.
// The first whole number chooses singular or plural where the language has both.
func (p *Printer) T(key string, args ...any) string {
	t, ok := p.texts[key]
	if !ok {
		return "⟦" + key + "⟧"
	}
	s := t.other
	if t.one != "" && isOne(args) {
		s = t.one
	}
	if !strings.Contains(s, "%") {
		return s
	}
	said := fmt.Sprintf(s, p.spoken(args)...)
	if i := strings.Index(said, "%!(EXTRA"); i >= 0 {
		said = said[:i] // a sentence need not name every value it was given
	}
	return said
}

// Raw is the sentence of a key with its verbs unfilled, for scripts that fill them in.
func (p *Printer) Raw(key string) string {
	t, ok := p.texts[key]
	if !ok {
		return "⟦" + key + "⟧"
	}
	return t.other
}

// Has reports whether the catalogue knows the key.
func (p *Printer) Has(key string) bool {
	_, ok := p.texts[key]
	return ok
}

func isOne(args []any) bool {
	for _, a := range args {
		if n, ok := a.(int); ok {
			return n == 1
		}
	}
	return false
}

// spoken turns arguments into what people read. The slice handed in is left as it is.
func (p *Printer) spoken(args []any) []any {
	said := make([]any, len(args))
	for i, a := range args {
		switch v := a.(type) {
		case calendar.Date:
			said[i] = v.VN()
		case Key:
			said[i] = p.T(string(v))
		case string:
			said[i] = p.named(v)
		case fault.Message:
			said[i] = p.Message(v)
		default:
			said[i] = a
		}
	}
	return said
}

// named says a word of an enumeration ("task.state.reported", which domains hand on as it stands) and leaves all other words alone.
func (p *Printer) named(s string) string {
	if p.Has(s) && p.catalogue.Composed(s) {
		return p.T(s)
	}
	return s
}

// families are the keys whose last part comes from elsewhere (a constraint's name, a validator's tag); a member without
// a sentence of its own is answered with the family's general one.
var families = []string{"conflict.", "reference.", "check.", "validate."}

// Message says what a fault says of one thing.
func (p *Printer) Message(m fault.Message) string {
	if !p.Has(m.Key) {
		for _, f := range families {
			if strings.HasPrefix(m.Key, f) {
				return p.T(f + "other")
			}
		}
	}
	return p.T(m.Key, m.Args...)
}

// Fault says what a person may hear of an error. Whatever is not a fault is told in general words: its cause is for the log.
func (p *Printer) Fault(err error) string {
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok || f.Kind == fault.Internal {
		return p.T("internal")
	}
	return p.Message(fault.Message{Key: f.Key, Args: f.Args})
}

// Fields says what is wrong with each field of a form, or nil when err is not about fields.
func (p *Printer) Fields(err error) map[string]string {
	wrong := fault.Fields(err)
	if wrong == nil {
		return nil
	}
	said := make(map[string]string, len(wrong))
	for name, m := range wrong {
		said[name] = p.Message(m)
	}
	return said
}

// Date is dd/mm/yyyy in both languages, or nothing for no date.
func (p *Printer) Date(d calendar.Date) string { return d.VN() }

// Int writes a whole number with the language's thousands separator: 21.914 or 21,914.
func (p *Printer) Int(n int) string {
	s := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + p.separator() + s[i:]
	}
	return sign + s
}

func (p *Printer) separator() string {
	if p.lang == En {
		return ","
	}
	return "."
}

// Percent writes part of whole with the given number of decimals: "91,8 %" or "91.8 %"; nothing when there is no whole.
func (p *Printer) Percent(part, whole, decimals int) string {
	if whole == 0 {
		return ""
	}
	s := strconv.FormatFloat(100*float64(part)/float64(whole), 'f', decimals, 64)
	if p.lang != En {
		s = strings.Replace(s, ".", ",", 1)
	}
	return s + "\u00a0%" // a no-break space keeps the sign on the line of its figure
}
