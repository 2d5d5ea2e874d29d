package deadline

import "slices"

// ranges joins "từ … đến …": the first day becomes the From of the last one.
func (r *reading) ranges() {
	for i := range r.moments {
		f := &r.moments[i]
		if !f.lead.start || f.lead.until || i+1 >= len(r.moments) {
			continue
		}
		next := &r.moments[i+1]
		if next.lead.until && r.sameClause(f.at, next.at) && next.at-f.to <= 6 && next.it.grain != KindRelative {
			f.gone = true
			if f.it.deictic == "" && f.it.month > 0 && !f.it.impossible && (f.it.year == 0 || f.it.year == next.it.year) {
				next.it.fromMonth, next.it.fromDay = f.it.month, max(f.it.day, 1)
				if f.it.fromMonth > 0 {
					next.it.fromMonth = f.it.fromMonth
				}
			}
		}
	}
}

// attach gives the rhythms the days, hours and bounds that were named for them.
func (r *reading) attach() {
	r.mergeRhythms()
	for i := range r.moments {
		f := &r.moments[i]
		if f.gone || f.it.impossible || f.it.lunar {
			continue
		}
		if h := r.rhythmFor(f); h != nil {
			f.gone = true
			h.it.take(f)
			h.it.from, h.it.to = min(h.it.from, f.lead.from), max(h.it.to, f.to)
		}
	}
}

// mergeRhythms joins "hằng quý" with "ngày 20 của tháng cuối quý", and drops a bare "định kỳ" beside a real rhythm.
func (r *reading) mergeRhythms() {
	named := false
	for i := range r.rhythms {
		day := &r.rhythms[i]
		named = named || !day.it.noPeriod
		if day.it.ofQuarter {
			if plain := r.plainNear(day); plain != nil {
				plain.it.dayFrom(day)
				day.gone = true
			}
		}
	}
	for i := range r.rhythms {
		r.rhythms[i].gone = r.rhythms[i].gone || named && r.rhythms[i].it.noPeriod
	}
}

// plainNear is the rhythm without a day that stands nearest in the clause, those before it first.
func (r *reading) plainNear(day *found[rhythm]) *found[rhythm] {
	var best *found[rhythm]
	for i := range r.rhythms {
		h := &r.rhythms[i]
		if h.gone || h.it.noPeriod || h.it.ofQuarter || h.it.dayed || !r.sameClause(h.at, day.at) || !h.it.long() {
			continue
		}
		if best == nil || h.at < day.at {
			best = h
		}
	}
	return best
}

func (h rhythm) long() bool {
	return slices.ContainsFunc(h.list, func(r Recurrence) bool { return r.long() })
}

// long reports a period of several months.
func (r Recurrence) long() bool {
	return r.Every == EveryQuarter || r.Every == EveryHalfYear || r.Every == EveryYear
}

// dayFrom takes over the day and the month in the period: for the quarter when the list has one, else for all long periods.
func (h *rhythm) dayFrom(day *found[rhythm]) {
	named := day.it.list[0]
	quarterly := slices.ContainsFunc(h.list, func(r Recurrence) bool { return r.Every == EveryQuarter })
	for i := range h.list {
		r := &h.list[i]
		if quarterly && r.Every != EveryQuarter || !r.long() {
			continue
		}
		r.Day, r.MonthOffset, r.Before = named.Day, named.MonthOffset, day.lead.before || day.lead.latest
	}
	h.dayed, h.monthNamed = true, true
	h.from, h.to = min(h.from, day.lead.from), max(h.to, day.to)
}

// rhythmFor finds the nearest rhythm in the clause that the moment can belong to.
func (r *reading) rhythmFor(f *found[moment]) *found[rhythm] {
	var best *found[rhythm]
	distance := 0
	for i := range r.rhythms {
		h := &r.rhythms[i]
		if f.lead.bracketed && h.at > f.at {
			continue
		}
		if h.gone || h.it.noPeriod || !r.sameClause(h.at, f.at) || !h.it.fits(f) {
			continue
		}
		d := max(f.at-h.to, h.at-f.to)
		if best == nil || d < distance || d == distance && h.at < f.at {
			best, distance = h, d
		}
	}
	return best
}

// fits reports whether a moment names a day of the rhythm or bounds it.
func (h rhythm) fits(f *found[moment]) bool {
	if f.it.undefined {
		return true
	}
	if f.it.year > 0 || endsRun(f) {
		return limitsRun(f)
	}
	for _, r := range h.list {
		if r.accepts(f.it) {
			return true
		}
	}
	return false
}

// endsRun reports "đến cuối năm", which ends a rhythm although the year is not said.
func endsRun(f *found[moment]) bool {
	return f.lead.until && f.it.year == 0 && f.it.deictic == "" && f.it.month > 0 && f.it.grain != KindDate
}

// limitsRun reports whether a moment with a year says how long a rhythm runs, rather than being a deadline of its own.
func limitsRun(f *found[moment]) bool {
	l := f.lead
	if l.before || l.latest || l.done {
		return false
	}
	return l.start || l.until || f.it.grain != KindDate && !f.it.point
}

// accepts reports whether the moment names a day in the period of the recurrence.
func (r Recurrence) accepts(m moment) bool {
	long := r.long()
	switch {
	case m.deictic == "weekday", m.deictic == "week" && (m.weekday > 0 || m.lastDay):
		return r.Every == EveryWeek
	case m.deictic == "month" && m.day > 0:
		return r.Every == EveryMonth || long && m.shift == 1
	case m.deictic == "month":
		return r.Every == EveryMonth && m.lastDay
	case m.deictic == "quarter":
		return r.Every == EveryQuarter && m.lastDay
	case m.deictic != "":
		return false
	case m.month == 0:
		return r.Every == EveryMonth || long
	case m.grain == KindDate:
		return long
	}
	return r.Every == EveryYear || r.Every == EveryHalfYear && m.grain == KindMonth
}

// take uses the moment: as a bound of the whole rhythm, or as the day of the first recurrence that accepts it.
func (h *rhythm) take(f *found[moment]) {
	switch {
	case f.it.undefined:
		h.unclear = true
		return
	case f.it.year > 0:
		h.bound(f)
		return
	case endsRun(f):
		h.until = &f.it
		return
	}
	for i := range h.list {
		if r := &h.list[i]; r.accepts(f.it) && r.dayless() {
			r.on(f)
			h.dayed = true
			return
		}
	}
	h.takeAnother(f)
}

// takeAnother makes a further recurrence for a second day ("trước ngày 15/6 và 15/12").
func (h *rhythm) takeAnother(f *found[moment]) {
	for i := range h.list {
		r := &h.list[i]
		if !r.accepts(f.it) {
			continue
		}
		every := r.Every
		if f.it.month > 0 { // several dates of the year are yearly rhythms
			every = EveryYear
			if r.Month > 0 {
				r.Every = EveryYear
			}
		}
		more := Recurrence{Every: every, Interval: r.Interval, Time: r.Time, From: r.From, Until: r.Until}
		more.on(f)
		h.list = append(h.list, more)
		return
	}
}

func (r Recurrence) dayless() bool { return r.Day == 0 && r.Month == 0 && r.Weekday == 0 }

// on sets the day of a recurrence.
func (r *Recurrence) on(f *found[moment]) {
	m := f.it
	r.Before = f.lead.before || f.lead.latest
	switch m.deictic {
	case "weekday", "week":
		r.Weekday = m.weekday
	case "month":
		r.Day = m.day
		if m.shift == 1 && r.Every != EveryMonth {
			r.MonthOffset = 1
		}
	case "quarter": // "cuối quý" is the last day anyway
	default:
		r.Month, r.Day = m.month, m.day
		if r.Before && m.grain != KindDate && !m.point { // before a month: its eve
			r.Month = (m.fromMonth+10)%12 + 1
		}
	}
}

// bound limits how long a rhythm runs.
func (h *rhythm) bound(f *found[moment]) {
	first, last := f.it.dates(f.it.year)
	for i := range h.list {
		r := &h.list[i]
		switch {
		case last.IsZero():
		case f.lead.start && !f.lead.until:
			r.From = first
		case f.lead.until:
			r.Until = last
			if f.it.fromDay > 0 {
				r.From = first
			}
		default:
			r.From, r.Until = first, last
		}
	}
}

// hourNear is the hour that belongs to what stands in tokens [at, to): the nearest in the clause.
func (r *reading) hourNear(at, to int) (hour, bool) {
	best, distance := hour{}, -1
	for _, h := range r.hours {
		if !r.sameClause(h.at, at) {
			continue
		}
		d := max(h.at-to, at-h.to)
		if distance < 0 || d < distance {
			best, distance = h, d
		}
	}
	return best, distance >= 0
}
