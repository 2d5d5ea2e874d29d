package deadline

import (
	"slices"

	"github.com/dondoc/dondoc/internal/foundation/calendar"
)

// choice is a moment that may be the deadline, worked out.
type choice struct {
	f        *found[moment]
	o        outcome
	due      calendar.Date
	kind     Kind // what it is, target aside
	before   bool // before a period: due on its eve
	target   bool
	strength int
}

// dated makes the strongest moment the deadline and reports whether there was one.
func (a *answer) dated() bool {
	choices := a.choices()
	if len(choices) == 0 {
		return false
	}
	best := choices[0]
	for _, c := range choices[1:] {
		if c.better(best) {
			best = c
		}
	}
	if a.continuousWithin(best) {
		return true
	}
	a.apply(best)
	a.alternatives(choices, best)
	return true
}

// choices works out every moment that was not put aside. Impossible days stay out when there is any possible one.
func (a *answer) choices() []choice {
	var good, bad []choice
	for i := range a.moments {
		f := &a.moments[i]
		if f.gone {
			continue
		}
		c := a.work(f)
		if c.strength == 1 && f.it.year > 0 && !c.due.IsZero() && !a.On.IsZero() && c.due.Before(a.On) {
			a.ignore(f.lead.from, f.to, IgnoredPast) // nothing makes it a limit, and it has passed
			continue
		}
		if f.it.impossible || slices.Contains(c.o.missing, ImpossibleDate) {
			bad = append(bad, c)
			continue
		}
		good = append(good, c)
	}
	if len(good) == 0 {
		return bad
	}
	for range bad {
		a.note(&a.m.Missing, ImpossibleDate)
		a.m.Ask = true
	}
	return good
}

// work resolves one moment and weighs the words before it.
func (a *answer) work(f *found[moment]) choice {
	m, l := f.it, f.lead
	period := m.grain != KindDate && m.grain != KindRelative && !m.point
	c := choice{f: f, kind: m.grain, target: a.strivenFor(f)}
	c.before = l.before && period && !l.end
	c.o = a.resolve(m, c.before)
	c.due = c.o.last
	if c.before && !c.o.first.IsZero() {
		c.due = c.o.first.AddDays(-1)
		c.kind = KindBeforeMonth
	}
	if l.before && !period && a.BeforeExcludesDay && !c.due.IsZero() {
		if _, timed := a.hourNear(f.at, f.to); !timed {
			c.due = c.due.AddDays(-1)
		}
	}
	if c.before && c.o.last.IsZero() {
		c.kind = KindBeforeMonth
	}
	c.strength = a.strength(f)
	return c
}

// strength weighs how plainly the words make a moment the limit.
func (a *answer) strength(f *found[moment]) int {
	l := f.lead
	switch {
	case l.before || l.latest || l.done:
		return 3
	case l.within || l.until || l.end || a.sole(f) || f.it.deictic != "":
		if a.finishes(f) {
			return 3
		}
		return 2
	}
	return 1
}

// better prefers the stronger words, then an obligation to a hope, then the later day.
func (c choice) better(d choice) bool {
	if c.within(d) || d.within(c) {
		return c.within(d)
	}
	if c.strength != d.strength {
		return c.strength > d.strength
	}
	if c.target != d.target {
		return d.target
	}
	return c.due.After(d.due)
}

// within reports whether c is a day or month that takes its year from the period d: "trong năm 2026, trước ngày 30/9".
func (c choice) within(d choice) bool {
	return c.f.it.year == 0 && c.f.it.deictic == "" && c.strength >= 2 && d.f.it.grain == KindYear && !d.before && !d.f.it.point &&
		c.f.it.grain != KindYear && !c.due.IsZero() && !c.due.Before(d.o.first) && !c.due.After(d.o.last)
}

// strivenFor reports whether "phấn đấu", "dự kiến" govern the moment.
func (a *answer) strivenFor(f *found[moment]) bool {
	for _, p := range a.phrases {
		if !p.it.target || p.at > f.at {
			continue
		}
		start := p.to
		if a.is(start, ":") {
			start++
		}
		if a.sameClause(start, f.at) && !a.clauseHas(start, f.at, "chậm nhất", "muộn nhất", "không quá", "nhưng", "phải", "bắt buộc") {
			return true
		}
	}
	return false
}

// continuousWithin keeps "thường xuyên trong năm 2026" continuous: the period only says how long.
func (a *answer) continuousWithin(c choice) bool {
	l := c.f.lead
	if l.before || l.latest || l.done || l.end && !l.until || c.kind == KindDate && !l.until || a.finishes(c.f) {
		return false
	}
	for _, p := range a.phrases {
		if p.it.kind != KindContinuous || p.it.onDemand || p.it.words != "" || !a.sameClause(p.at, c.f.at) {
			continue
		}
		if a.clauseHas(min(p.to, c.f.at), max(p.at, c.f.lead.from), ",") && p.at != 0 {
			continue
		}
		a.m.Kind, a.m.Until = KindContinuous, c.due
		a.m.Phrase = a.slice(min(p.at, c.f.lead.from), max(p.to, c.f.to))
		a.note(&a.m.Assumed, c.o.assumed...)
		return true
	}
	return false
}

// apply writes the choice into the meaning.
func (a *answer) apply(c choice) {
	m, f := &a.m, c.f
	m.Phrase = a.slice(f.lead.from, f.to)
	a.note(&m.Missing, c.o.missing...)
	a.note(&m.Assumed, c.o.assumed...)
	m.Doubts = append(m.Doubts, c.o.doubts...)
	m.Ask = m.Ask || c.o.ask
	switch {
	case slices.Contains(c.o.missing, ImpossibleDate):
		m.Kind = KindNone
		return
	case f.it.lunar:
		from := f.at
		if a.is(from-1, "rằm") {
			from--
		}
		m.Kind, m.Event, m.EventBefore = KindEvent, a.slice(from, f.to), f.lead.before
		return
	case f.it.undefined:
		m.Kind = KindVague
		return
	}
	a.due(c)
	a.timed(f)
	a.targeted(c)
}

// due writes the date and what it was taken from.
func (a *answer) due(c choice) {
	m, f := &a.m, c.f
	m.Kind, m.Due = c.kind, c.due
	if c.o.first != c.o.last && !c.before && !f.it.point {
		m.From = c.o.first
	}
	if c.kind == KindBeforeMonth {
		m.Grain = f.it.grain
	}
	if f.it.grain == KindRelative {
		m.Relative = f.it.relative(a.slice(f.at, f.to), a.On)
	}
	if f.lead.about {
		a.note(&m.Assumed, AssumedAbout)
		m.Ask = true
	}
}

// relative shows how "tuần sau", "ngày mai" count from the day the words were spoken.
func (m moment) relative(words string, on calendar.Date) *Relative {
	if m.deictic == "day" {
		return &Relative{Amount: m.shift, Unit: "day", Days: m.shift, Base: words, BaseDate: on}
	}
	return &Relative{Amount: m.shift, Unit: "week", Days: 7 * m.shift, Base: words, BaseDate: on}
}

// timed adds the hour.
func (a *answer) timed(f *found[moment]) {
	h, found := a.hourNear(f.at, f.to)
	if !found || h.impossible {
		return
	}
	a.m.Time = h.text
	if a.m.Kind == KindDate || f.it.point && a.m.Kind != KindRelative {
		a.m.Kind = KindDateTime
	}
}

// targeted marks a hope: Kind is target and Grain keeps what the date is.
func (a *answer) targeted(c choice) {
	if !c.target {
		return
	}
	if a.m.Grain == "" {
		a.m.Grain = a.m.Kind
	}
	a.m.Kind, a.m.Target = KindTarget, true
}

// alternatives lists other limits with another day and asks which one is meant.
func (a *answer) alternatives(all []choice, best choice) {
	for _, c := range all {
		if c.f == best.f || c.due == best.due || c.due.IsZero() || c.strength < 2 || best.within(c) {
			continue
		}
		a.m.Also = append(a.m.Also, Alternative{Words: a.slice(c.f.lead.from, c.f.to), Due: c.due})
		if c.target == best.target {
			a.note(&a.m.Assumed, AssumedLatest)
			a.m.Ask = true
		}
	}
}
