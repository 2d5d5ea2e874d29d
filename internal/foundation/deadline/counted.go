package deadline

import "github.com/dondoc/dondoc/internal/foundation/calendar"

// relative makes the first limit counted from an event the deadline.
func (a *answer) relative() bool {
	f := a.bestCount()
	if f == nil {
		return false
	}
	c := f.it
	if c.base == "" && !c.spoken {
		a.baseBefore(f, &c)
	}
	a.m.Kind, a.m.Phrase = KindRelative, a.slice(f.lead.from, f.to)
	a.m.Relative = c.relative()
	for _, p := range a.phrases {
		a.m.Target = a.m.Target || p.it.target && a.sameClause(p.at, f.at)
	}
	if c.least > 0 {
		a.note(&a.m.Assumed, AssumedLonger)
	}
	if f.lead.about {
		a.note(&a.m.Assumed, AssumedAbout)
		a.m.Ask = true
	}
	base, known := a.baseDate(c)
	if !known {
		return true
	}
	a.m.Relative.BaseDate = base
	a.m.Due = a.count(base, c)
	return true
}

// bestCount is the first count with an event, else the first that is limited, else the only thing said.
func (a *answer) bestCount() *found[count] {
	var best *found[count]
	for i := range a.counts {
		f := &a.counts[i]
		switch {
		case f.it.base != "" || f.it.spoken:
			return f
		case best == nil && (f.it.limited || a.afterEvent(f) || a.nothingBut(f.lead.from, f.to)):
			best = f
		}
	}
	return best
}

// afterEvent reports whether the words of an event stand right before the count: "trước khi họp 03 ngày".
func (a *answer) afterEvent(f *found[count]) bool {
	for _, p := range a.phrases {
		if p.it.kind == KindEvent && p.to == f.lead.from && p.it.words != "" {
			return true
		}
	}
	return false
}

// baseBefore takes the event from the words before: "sau khi nhận văn bản, trong vòng 05 ngày", "trước khi họp 03 ngày".
func (a *answer) baseBefore(f *found[count], c *count) {
	for i := len(a.phrases) - 1; i >= 0; i-- {
		p := a.phrases[i]
		if p.it.kind == KindEvent && !p.it.onDemand && p.at < f.at && a.sameClause(p.at, f.at) {
			c.base, c.before = p.it.words, p.it.before
			return
		}
	}
	for i := len(a.moments) - 1; i >= 0; i-- {
		m := &a.moments[i]
		if m.lead.start && m.at < f.at && a.sameClause(m.at, f.at) && m.it.month > 0 {
			c.base, c.baseDay = a.slice(m.at, m.to), &m.it
			return
		}
	}
	for i := f.at - 1; i >= 0 && !a.breaks(i); i-- { // "kể từ ngày ký, trong vòng 10 ngày"
		if k := a.seq(i, "kể từ khi", "kể từ", "tính từ"); k >= 0 && k < f.lead.from {
			c.base = a.slice(k, a.phraseEnd(k))
			return
		}
	}
}

// baseDate is the day to count from: one in the words, the day spoken, or the one given.
func (a *answer) baseDate(c count) (calendar.Date, bool) {
	switch {
	case c.baseDay != nil:
		o := a.resolve(*c.baseDay, false)
		a.note(&a.m.Missing, o.missing...)
		a.note(&a.m.Assumed, o.assumed...)
		a.m.Ask = a.m.Ask || o.ask
		return o.last, !o.last.IsZero()
	case c.spoken:
		if a.On.IsZero() {
			a.note(&a.m.Missing, MissingSpokenOn)
			return calendar.Date{}, false
		}
		a.note(&a.m.Assumed, AssumedSpokenOn)
		return a.On, true
	case !a.BaseDate.IsZero():
		a.note(&a.m.Assumed, AssumedBaseDate)
		return a.BaseDate, true
	}
	a.note(&a.m.Missing, MissingBaseEvent)
	return calendar.Date{}, false
}

// count counts from the day after the event (Civil Code 2015, article 147). A period that ends on a day off goes on to
// the next working day (article 148), but not when counted backwards.
func (a *answer) count(base calendar.Date, c count) calendar.Date {
	n := c.amount
	if c.before {
		n = -n
	}
	if a.Calendar == nil {
		a.note(&a.m.Assumed, AssumedWeekendsOnly)
	}
	if c.working && c.unit == "day" {
		return a.Calendar.AddWorkingDays(base, n)
	}
	due := c.end(base, n)
	if c.before || a.KeepDayOff || c.unit == "hour" || c.amount == 0 {
		return due
	}
	if moved := a.Calendar.NextWorking(due); moved != due {
		a.m.MovedFrom = due
		return moved
	}
	return due
}

// end is the last day of n units after base.
func (c count) end(base calendar.Date, n int) calendar.Date {
	switch c.unit {
	case "week":
		return base.AddDays(7 * n)
	case "month":
		return base.AddMonths(n)
	case "quarter":
		return base.AddMonths(3 * n)
	case "year":
		return base.AddMonths(12 * n)
	case "hour":
		days := (c.amount + 23) / 24 // the hour of the event is not known: to the end of the last day
		if n < 0 {
			days = -days
		}
		return base.AddDays(days)
	}
	return base.AddDays(n)
}

// relative is the count as it is shown.
func (c count) relative() *Relative {
	r := &Relative{Amount: c.amount, Unit: c.unit, Working: c.working, Before: c.before, Base: c.base}
	switch c.unit {
	case "day":
		r.Days = c.amount
	case "week":
		r.Days = 7 * c.amount
	}
	return r
}
