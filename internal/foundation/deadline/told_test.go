package deadline_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/deadline"
)

// The tests speak on Friday, 19 June 2026, with the working calendar that comes with the program.
func spoken() deadline.Options {
	return deadline.Options{
		On:       calendar.Date{Year: 2026, Month: 6, Day: 19},
		Calendar: calendar.NewWorkCalendar(calendar.Seed()),
	}
}

// told is a meaning as one line, so that a table of wordings can be read:
//
//	kind/grain due time until … | each … | +3wd «event» | before «event» | ?missing ~assumed !doubt xignored ask
func told(m deadline.Meaning) string {
	words := []string{string(m.Kind)}
	add := func(format string, args ...any) { words = append(words, fmt.Sprintf(format, args...)) }
	if m.Grain != "" {
		words[0] += "/" + string(m.Grain)
	}
	if !m.Due.IsZero() {
		add("%s", m.Due)
	}
	if m.Time != "" {
		add("%s", m.Time)
	}
	if !m.Until.IsZero() {
		add("until %s", m.Until)
	}
	for _, r := range m.Recurrences {
		add("| %s", toldRecurrence(r))
	}
	if m.Relative != nil {
		add("| %s", toldRelative(*m.Relative))
	}
	if m.Event != "" {
		add("| %s «%s»", map[bool]string{true: "before", false: "on"}[m.EventBefore], m.Event)
	}
	if m.Reference != "" {
		add("| see «%s»", m.Reference)
	}
	if m.OnDemand {
		add("on-demand")
	}
	words = append(words, toldNotes(m)...)
	return strings.Join(words, " ")
}

func toldNotes(m deadline.Meaning) []string {
	var notes []string
	for _, k := range m.Missing {
		notes = append(notes, "?"+lastWord(k))
	}
	for _, k := range m.Assumed {
		notes = append(notes, "~"+lastWord(k))
	}
	for _, k := range m.Doubts {
		notes = append(notes, "!"+lastWord(k))
	}
	for _, g := range m.Ignored {
		notes = append(notes, "x"+lastWord(g.Why))
	}
	if m.Ask {
		notes = append(notes, "ask")
	}
	return notes
}

func lastWord(key string) string { return key[strings.LastIndex(key, ".")+1:] }

func toldRecurrence(r deadline.Recurrence) string {
	s := "each "
	if r.Interval > 0 {
		s += fmt.Sprintf("%d. ", r.Interval)
	}
	s += string(r.Every)
	for _, part := range []struct {
		set  bool
		text string
	}{
		{r.Weekday > 0, fmt.Sprintf(" weekday %d", r.Weekday)},
		{r.Nth != 0, fmt.Sprintf(" nth %d", r.Nth)},
		{r.Day > 0, fmt.Sprintf(" day %d", r.Day)},
		{r.Month > 0, fmt.Sprintf(" month %d", r.Month)},
		{r.MonthOffset != 0, fmt.Sprintf(" month%+d", r.MonthOffset)},
		{r.ShiftDays != 0, fmt.Sprintf(" day%+d", r.ShiftDays)},
		{r.Time != "", " " + r.Time},
		{r.Before, " before"},
		{!r.From.IsZero(), " from " + r.From.String()},
		{!r.Until.IsZero(), " until " + r.Until.String()},
	} {
		if part.set {
			s += part.text
		}
	}
	return s
}

func toldRelative(r deadline.Relative) string {
	sign, unit := "+", r.Unit
	if r.Before {
		sign = "-"
	}
	if r.Working {
		unit = "working " + unit
	}
	return strings.TrimSpace(fmt.Sprintf("%s%d %s «%s»", sign, r.Amount, unit, r.Base))
}

// reading is one row: the words and what told should say.
type reading struct{ words, want string }

func checkReadings(t *testing.T, rows []reading) {
	t.Helper()
	for _, tt := range rows {
		t.Run(tt.words, func(t *testing.T) {
			t.Parallel()
			if got := told(deadline.Understand(tt.words, spoken())); got != tt.want {
				t.Errorf("%s\n got %s\nwant %s", tt.words, got, tt.want)
			}
		})
	}
}
