package main

import (
	"context"
	"encoding/json"

	"github.com/spf13/cobra"

	"github.com/dondoc/dondoc/internal/domain/intake"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/deadline"
	"github.com/dondoc/dondoc/internal/foundation/i18n"
)

// understood is what "dondoc deadline" prints: the meaning, and its message keys in words.
type understood struct {
	deadline.Meaning
	Explained []string `json:"explained,omitempty"`
}

// deadline is "dondoc deadline WORDS --on DATE". It asks no database: days off are those the program brings along.
func (p *program) deadline() *cobra.Command {
	var on string
	c := p.leaf(`deadline "WORDS" --on DATE`, "deadline", 1, func(_ context.Context, _ *cobra.Command, args []string) error {
		day, err := dateFlag("--on", on)
		if err != nil {
			return err
		}
		m := deadline.Understand(args[0], deadline.Options{On: day, Calendar: calendar.NewWorkCalendar(calendar.Seed())})
		e := json.NewEncoder(p.out)
		e.SetIndent("", "  ")
		e.SetEscapeHTML(false)
		return e.Encode(understood{m, explain(p.say, m)})
	})
	c.Flags().StringVar(&on, "on", "", p.say.T("cli.flag.on"))
	c.Example = `  dondoc deadline "trước ngày 15/12" --on 2020-06-25`
	return c
}

// explain says in words what a meaning says in keys.
func explain(say *i18n.Printer, m deadline.Meaning) []string {
	var all []string
	for _, keys := range [][]string{m.Missing, m.Assumed, m.Doubts} {
		for _, k := range keys {
			all = append(all, say.T(k))
		}
	}
	for _, i := range m.Ignored {
		all = append(all, "“"+i.Words+"”: "+say.T(i.Why))
	}
	return all
}

// dateFlag reads a day given as 2020-06-25 or 25/6/2020; a flag that must be there may not be empty.
func dateFlag(flag, value string) (calendar.Date, error) {
	if value == "" {
		return calendar.Date{}, misuse("cli.usage.missing_flag", flag)
	}
	day, ok := intake.ReadDay(value)
	if !ok {
		return calendar.Date{}, misuse("cli.usage.wrong_date", flag, value)
	}
	return day, nil
}
