package deadline

import (
	"slices"
	"strings"

	"github.com/dondoc/dondoc/internal/foundation/calendar"
)

// Understand reads the words of a deadline. It always answers; words in which it finds no deadline are KindNone.
func Understand(words string, o Options) Meaning {
	r := tokenize(words).read()
	a := answer{reading: r, setting: setting{Options: o}, m: Meaning{Words: words, Kind: KindNone}}
	r.on = o.On
	r.ranges()
	r.attach()
	r.gate()
	a.textYear = r.namedYear()
	a.decide()
	return a.finish()
}

// answer builds the meaning from the reading.
type answer struct {
	*reading
	setting
	m Meaning
}

// decide takes the strongest kind of limit that was found; weaker ones are kept beside it where they add something.
func (a *answer) decide() {
	a.rhythmsInto()
	a.yearlyHalves()
	dated := a.dated()
	switch {
	case dated:
	case len(a.m.Recurrences) > 0 || a.unnamedRhythm():
		a.recurring()
	case a.relative():
	default:
		a.undated()
	}
	a.besides()
}

// yearlyHalves: beside a yearly rhythm, "6 tháng (trước ngày 15/6)" is that one day a year.
func (a *answer) yearlyHalves() {
	if !slices.ContainsFunc(a.m.Recurrences, func(r Recurrence) bool { return r.Every == EveryYear }) {
		return
	}
	for i := range a.m.Recurrences {
		if r := &a.m.Recurrences[i]; r.Every == EveryHalfYear && r.Month > 0 {
			r.Every = EveryYear
		}
	}
}

// rhythmsInto copies the recurrences with their hours.
func (a *answer) rhythmsInto() {
	for _, f := range a.rhythms {
		if f.gone || f.it.noPeriod {
			continue
		}
		until := a.runsUntil(f.it)
		for _, rec := range f.it.list {
			if !until.IsZero() {
				rec.Until = until
			}
			if h, found := a.hourNear(f.at, f.to); found && !h.impossible {
				rec.Time, rec.Before = h.text, rec.Before || h.before
			}
			rec.Before = rec.Before || (f.lead.before || f.lead.latest) && f.it.dayed
			if rec.Interval > 1 {
				rec.Anchor = a.On
			}
			if rec.Before && a.BeforeExcludesDay && !rec.dayless() && rec.Time == "" {
				rec.ShiftDays = -1
			}
			if !slices.Contains(a.m.Recurrences, rec) {
				a.m.Recurrences = append(a.m.Recurrences, rec)
			}
		}
	}
}

// runsUntil fills in the year of a rhythm's end.
func (a *answer) runsUntil(h rhythm) calendar.Date {
	if h.until == nil {
		return calendar.Date{}
	}
	o := a.resolve(*h.until, false)
	a.note(&a.m.Missing, o.missing...)
	a.note(&a.m.Assumed, o.assumed...)
	a.m.Ask = a.m.Ask || o.ask
	return o.last
}

func (a *answer) unnamedRhythm() bool {
	return slices.ContainsFunc(a.rhythms, func(f found[rhythm]) bool { return !f.gone && f.it.noPeriod })
}

// recurring says what a rhythm leaves open.
func (a *answer) recurring() {
	a.m.Kind = KindRecurring
	if len(a.m.Recurrences) == 0 {
		a.m.Missing = append(a.m.Missing, MissingPeriod)
	}
	for _, r := range a.m.Recurrences {
		switch {
		case r.Every == EveryTerm:
			a.note(&a.m.Missing, MissingTerm)
		case r.dayless() && r.Every != EveryDay && a.any(func(h rhythm) bool { return h.unclear }):
			a.note(&a.m.Missing, MissingDay)
		case r.dayless() && r.Every != EveryDay && !a.any(func(h rhythm) bool { return h.dayed && len(h.list) == 1 }):
			a.note(&a.m.Assumed, AssumedPeriodEnd)
		case r.long() && r.Day > 0 && r.Month == 0 && r.MonthOffset == 0 && !a.any(func(h rhythm) bool { return h.monthNamed }):
			a.note(&a.m.Assumed, AssumedLastMonth)
		}
	}
	for _, f := range a.rhythms {
		if !f.gone {
			a.m.Phrase = a.balanced(min(f.lead.from, f.it.from), max(f.to, f.it.to))
			break
		}
	}
	a.countBeside()
}

// any reports whether a rhythm in use satisfies f.
func (a *answer) any(f func(rhythm) bool) bool {
	return slices.ContainsFunc(a.rhythms, func(h found[rhythm]) bool { return !h.gone && f(h.it) })
}

// balanced is the source of tokens [i, j) with the bracket that closes one opened inside.
func (t *text) balanced(i, j int) string {
	if t.is(j, ")") && strings.Count(t.slice(i, j), "(") > strings.Count(t.slice(i, j), ")") {
		j++
	}
	return t.slice(i, j)
}

// countBeside keeps "chậm nhất 05 ngày sau khi kết thúc quý" with a rhythm.
func (a *answer) countBeside() {
	for _, f := range a.counts {
		if !f.it.limited || f.it.before {
			continue
		}
		a.m.Relative = f.it.relative()
		if f.it.unit == "day" && !f.it.working && strings.Contains(f.it.base, "kết thúc") {
			for i := range a.m.Recurrences {
				a.m.Recurrences[i].ShiftDays = f.it.amount
			}
		}
		return
	}
}

// undated takes an event, continuous work, another document or urgency, in this order.
func (a *answer) undated() {
	for _, kind := range []Kind{KindEvent, KindContinuous, KindReference, KindVague} {
		p, found := a.phrase(kind)
		if !found {
			continue
		}
		a.m.Kind, a.m.Phrase = kind, a.slice(p.at, p.to)
		switch kind {
		case KindEvent:
			a.m.Event, a.m.EventBefore, a.m.OnDemand = p.it.words, p.it.before, p.it.onDemand
			if !p.it.onDemand {
				a.m.Missing = append(a.m.Missing, MissingEventDate)
			}
		case KindContinuous:
			a.m.Event, a.m.OnDemand = p.it.words, p.it.onDemand
		case KindReference:
			a.m.Reference = p.it.words
			a.m.Missing = append(a.m.Missing, MissingReferenceDate)
		default:
			a.m.Missing = append(a.m.Missing, MissingDate)
		}
		return
	}
	if len(a.m.Missing) == 0 {
		a.m.Missing = append(a.m.Missing, MissingDate)
	}
}

// phrase is the first phrase of a kind. Continuous work goes before an event that is only "on demand".
func (a *answer) phrase(kind Kind) (found[phrase], bool) {
	for _, p := range a.phrases {
		if p.it.kind != kind || p.it.target {
			continue
		}
		if kind == KindEvent && p.it.onDemand && a.hasPlainContinuous() {
			continue
		}
		return p, true
	}
	return found[phrase]{}, false
}

func (a *answer) hasPlainContinuous() bool {
	return slices.ContainsFunc(a.phrases, func(p found[phrase]) bool { return p.it.kind == KindContinuous })
}

// besides notes what stands beside the main limit: on demand, an impossible hour.
func (a *answer) besides() {
	for _, p := range a.phrases {
		a.m.OnDemand = a.m.OnDemand || p.it.onDemand
	}
	for _, h := range a.hours {
		if a.m.Kind == KindNone && !h.impossible {
			a.m.Time = h.text
		}
		if h.impossible {
			a.note(&a.m.Missing, ImpossibleTime)
			a.m.Ask = true
		}
	}
}

func (a *answer) note(list *[]string, keys ...string) {
	for _, k := range keys {
		if !slices.Contains(*list, k) {
			*list = append(*list, k)
		}
	}
}

// finish checks the due date against the calendar and the day the words were spoken.
func (a *answer) finish() Meaning {
	m := a.m
	m.Ignored = a.ignored
	if a.cut {
		m.Doubts, m.Ask = append(m.Doubts, DoubtTooLong), true
	}
	if m.Due.IsZero() {
		m.From = calendar.Date{}
		return m
	}
	m.FallsOnDayOff = !a.Calendar.IsWorking(m.Due)
	if !a.On.IsZero() {
		switch {
		case m.Due.Before(a.On):
			m.Doubts, m.Ask = append(m.Doubts, DoubtPast), true
		case m.Due.Year > a.On.Year+10:
			m.Doubts, m.Ask = append(m.Doubts, DoubtFar), true
		}
	}
	return m
}
