package docx

import (
	"fmt"
	"io/fs"
	"slices"

	"github.com/goccy/go-yaml"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
)

// form is how documents of a system are laid out from a day on: web/documents/forms.yaml, where each value tells its act.
// Lengths are millimetres, letters and line heights points.
type form struct {
	Name             string             `yaml:"name"`
	System           org.DocumentSystem `yaml:"system"`
	From             string             `yaml:"from"` // YYYY-MM-DD
	Act              string             `yaml:"act"`
	Sure             string             `yaml:"sure"` // V, V2, M
	Page             margins            `yaml:"page"`
	Font             string             `yaml:"font"`
	Size             sizes              `yaml:"size"`
	Body             prose              `yaml:"body"`
	Rule             rules              `yaml:"rule"`
	Star             bool               `yaml:"star"`          // below the issuer, in place of a rule
	Hyphens          string             `yaml:"hyphens"`       // below the summary, in place of a rule
	Number           string             `yaml:"number"`        // of number, kind, issuer
	NumberLetter     string             `yaml:"number_letter"` // the same of a letter (công văn)
	PlaceDate        bool               `yaml:"place_date"`
	MinutesPlaceDate bool               `yaml:"minutes_place_date"`
	Cited            string             `yaml:"cited"` // another document: number and symbol, day, issuer
	KT               string             `yaml:"kt"`
	TM               string             `yaml:"tm"`
	GroundsItalic    bool               `yaml:"grounds_italic"`
	Heading          string             `yaml:"heading"` // the number of a part, as Word writes it
	End              string             `yaml:"end"`
	SignBold         bool               `yaml:"sign_bold"`
	RecipientsStyle  string             `yaml:"recipients_style"` // bold_italic, underlined
	AboutItalic      bool               `yaml:"about_italic"`     // what a letter is about, below its number
	FileLineMinutes  string             `yaml:"file_line_minutes"`
	FileLine         string             `yaml:"file_line"`
	Labels           labels             `yaml:"labels"`
}

type margins struct {
	Top    float64 `yaml:"top"`
	Bottom float64 `yaml:"bottom"`
	Left   float64 `yaml:"left"`
	Right  float64 `yaml:"right"`
}

type sizes struct {
	Nation         float64 `yaml:"nation"`
	Motto          float64 `yaml:"motto"`
	Superior       float64 `yaml:"superior"`
	Issuer         float64 `yaml:"issuer"`
	Number         float64 `yaml:"number"`
	Date           float64 `yaml:"date"`
	Type           float64 `yaml:"type"`
	Summary        float64 `yaml:"summary"`
	Body           float64 `yaml:"body"`
	Sign           float64 `yaml:"sign"`
	Name           float64 `yaml:"name"`
	RecipientsHead float64 `yaml:"recipients_head"`
	Recipients     float64 `yaml:"recipients"`
	PageNumber     float64 `yaml:"page_number"`
	About          float64 `yaml:"about"` // what a letter is about
	Table          float64 `yaml:"table"`
}

type prose struct {
	Indent    float64 `yaml:"indent"`
	After     float64 `yaml:"after"`
	ExactLine float64 `yaml:"exact_line"` // 0: single
}

// rules are how long the drawn lines are; 0: none.
type rules struct {
	Motto   float64 `yaml:"motto"`
	Issuer  float64 `yaml:"issuer"`
	Summary float64 `yaml:"summary"`
}

type labels struct {
	Secretary string `yaml:"secretary"`
	Chair     string `yaml:"chair"`
}

// forms reads the settings of all forms.
func forms(files fs.FS) ([]form, error) {
	b, err := fs.ReadFile(files, "forms.yaml")
	if err != nil {
		return nil, fmt.Errorf("docx: %w", err)
	}
	var all struct {
		Forms []form `yaml:"forms"`
	}
	if err := yaml.UnmarshalWithOptions(b, &all, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("docx: forms.yaml: %w", err)
	}
	for _, f := range all.Forms {
		if _, err := calendar.ParseISO(f.From); err != nil {
			return nil, fmt.Errorf("docx: forms.yaml: %s: %w", f.Name, err)
		}
	}
	return all.Forms, nil
}

// formOn is the form of a document of a system that bears a date: the latest that was in force, for older ones the first there is.
// A document exported again keeps its form, because its own date does not change.
func formOn(all []form, system org.DocumentSystem, d calendar.Date) (form, error) {
	var of []form
	for _, f := range all {
		if f.System == system {
			of = append(of, f)
		}
	}
	if len(of) == 0 {
		return form{}, fmt.Errorf("docx: no form for documents of %q", system)
	}
	slices.SortFunc(of, func(a, b form) int { return a.from().Compare(b.from()) })
	best := of[0]
	for _, f := range of {
		if !f.from().After(d) {
			best = f
		}
	}
	return best, nil
}

func (f form) from() calendar.Date {
	d, err := calendar.ParseISO(f.From)
	if err != nil {
		return calendar.Date{} // forms refused it
	}
	return d
}

// dated is the date that decides the form of a paper: its own, of minutes the meeting's. One that is not issued yet would bear
// today's; where nobody says what day it is, that of the meeting.
func dated(p meeting.PaperOf) calendar.Date {
	switch {
	case !p.Paper.IssuedOn.IsZero():
		return p.Paper.IssuedOn
	case p.Paper.Kind == meeting.Minutes:
		return p.Record.Meeting.LastDay()
	case !p.Today.IsZero():
		return p.Today
	}
	return p.Record.Meeting.HeldOn
}
