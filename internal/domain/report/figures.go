package report

import (
	"slices"
	"strings"
)

// figure joins the name of a count, where it is kept, and the condition of the rows it counts.
// The same condition counts a figure and opens the list behind it, so the two cannot disagree.
type figure struct {
	name string
	cond string // over the rows of population
	at   func(*Figures) *int
}

var figures = []figure{
	{"total", `timing <> 'cancelled'`, func(f *Figures) *int { return &f.Total }},
	{"done", `timing IN ('done_in_time', 'done_late', 'done_no_deadline')`, func(f *Figures) *int { return &f.Done }},
	{"done_in_time", `timing = 'done_in_time'`, func(f *Figures) *int { return &f.DoneInTime }},
	{"done_late", `timing = 'done_late'`, func(f *Figures) *int { return &f.DoneLate }},
	{"done_no_deadline", `timing = 'done_no_deadline'`, func(f *Figures) *int { return &f.DoneNoDeadline }},
	{"not_done", `timing IN ('in_time', 'due_soon', 'overdue', 'no_deadline', 'continuous', 'paused')`, func(f *Figures) *int { return &f.NotDone }},
	{"in_time", `timing IN ('in_time', 'due_soon')`, func(f *Figures) *int { return &f.InTime }},
	{"due_soon", `timing = 'due_soon'`, func(f *Figures) *int { return &f.DueSoon }},
	{"overdue", `timing = 'overdue'`, func(f *Figures) *int { return &f.Overdue }},
	{"no_deadline", `timing IN ('no_deadline', 'continuous')`, func(f *Figures) *int { return &f.NoDeadline }},
	{"continuous", `timing = 'continuous'`, func(f *Figures) *int { return &f.Continuous }},
	{"paused", `timing = 'paused'`, func(f *Figures) *int { return &f.Paused }},
	{"waiting", `state = 'reported'`, func(f *Figures) *int { return &f.Waiting }},
	{"sent_back", `sent_back AND state = 'in_progress'`, func(f *Figures) *int { return &f.SentBack }},
	{"cancelled", `timing = 'cancelled'`, func(f *Figures) *int { return &f.Cancelled }},
	{"due", `due_on < as_of AND timing NOT IN ('paused', 'cancelled')`, func(f *Figures) *int { return &f.Due }},
	{"due_done", `due_on < as_of AND timing IN ('done_in_time', 'done_late')`, func(f *Figures) *int { return &f.DueDone }},
	{
		"updated", `timing IN ('in_time', 'due_soon', 'overdue', 'no_deadline', 'continuous', 'paused') AND last_report_on >= starts_on`,
		func(f *Figures) *int { return &f.Updated },
	},
}

// extra are lists that a report opens beside the figures.
var extra = map[string]string{
	"carried_in":  `carried_in`,
	"given":       `NOT carried_in`,
	"carried_out": `timing IN ('in_time', 'due_soon', 'overdue', 'no_deadline', 'continuous', 'paused')`,
	"all":         `true`,
}

// definitions is the version of what the figures mean. It goes up when a condition of the table changes; frozen reports keep theirs.
const definitions = 1

// figuresOfRow is an SQL array of the names of all figures and lists that count a row of the population.
func figuresOfRow() string {
	names := append(FigureNames(), "carried_in", "given", "carried_out")
	parts := make([]string, len(names))
	for i, n := range names {
		cond, _ := condition(n)
		parts[i] = `CASE WHEN ` + cond + ` THEN '` + n + `' END`
	}
	return `array_remove(ARRAY[` + strings.Join(parts, ", ") + `], NULL)`
}

// condition is the SQL over the population that a figure's name stands for.
func condition(name string) (string, bool) {
	for _, f := range figures {
		if f.name == name {
			return f.cond, true
		}
	}
	cond, ok := extra[name]
	return cond, ok
}

// FigureNames lists every figure in the order sheets show them.
func FigureNames() []string {
	names := make([]string, len(figures))
	for i, f := range figures {
		names[i] = f.name
	}
	return names
}

// Get is the count called name, and whether there is one.
func (f Figures) Get(name string) (int, bool) {
	for _, known := range figures {
		if known.name == name {
			return *known.at(&f), true
		}
	}
	return 0, false
}

// counts is the select list of every figure, in the table's order.
func counts() string {
	parts := make([]string, len(figures))
	for i, f := range figures {
		parts[i] = `count(*) FILTER (WHERE ` + f.cond + `)::int`
	}
	return strings.Join(parts, ", ")
}

// targets are where the columns of counts are scanned to.
func (f *Figures) targets() []any {
	to := make([]any, len(figures))
	for i, known := range figures {
		to[i] = known.at(f)
	}
	return to
}

// sum is an equation between figures of one row: the left one is the sum of the right ones.
type sum struct {
	left  string
	right []string
}

var sums = []sum{
	{"total", []string{"done", "not_done"}},
	{"done", []string{"done_in_time", "done_late", "done_no_deadline"}},
	{"not_done", []string{"in_time", "overdue", "no_deadline", "paused"}},
	{"due", []string{"due_done", "overdue"}},
}

func (s sum) of(prefix string, f Figures) Identity {
	left, _ := f.Get(s.left)
	right := make([]int, len(s.right))
	for i, name := range s.right {
		right[i], _ = f.Get(name)
	}
	return equation(prefix+s.left, left, right...)
}

// identities are the equations of one row of figures.
func identities(prefix string, f Figures) []Identity {
	all := make([]Identity, len(sums))
	for i, s := range sums {
		all[i] = s.of(prefix, f)
	}
	return all
}

// Row are the figures of the row a list belongs to: those of a unit, of a field, of the tasks without either, or of all.
func (h HalfYear) Row(b Behind) Figures {
	switch {
	case b.NoLead:
		return h.NoLead
	case !b.Unit.IsZero():
		for _, u := range h.ByUnit {
			if u.Unit == b.Unit {
				return u.Figures
			}
		}
		return Figures{}
	case b.NoField || !b.Field.IsZero():
		for _, f := range h.ByField {
			if f.Field == b.Field {
				return f.Figures
			}
		}
		return Figures{}
	}
	return h.Totals
}

// Parts are the identities that the number of a list takes part in, with the numbers of its row.
func (h HalfYear) Parts(b Behind) []Identity {
	var all []Identity
	row := h.Row(b)
	for _, s := range sums {
		if s.left == b.Figure || slices.Contains(s.right, b.Figure) {
			all = append(all, s.of("identity.", row))
		}
	}
	whole := b == Behind{Figure: b.Figure}
	for _, i := range h.Identities {
		about := map[string][]string{
			"identity.carried": {"total", "cancelled", "carried_in", "given"}, "identity.opening": {"carried_in"},
			"identity.by_unit": {"total"}, "identity.by_field": {"total"},
		}[i.Key]
		if whole && slices.Contains(about, b.Figure) {
			all = append(all, i)
		}
	}
	return all
}

func equation(key string, left int, right ...int) Identity {
	sum := 0
	for _, n := range right {
		sum += n
	}
	return Identity{Key: key, Left: left, Right: right, Holds: left == sum}
}

// check writes the identities of the whole report.
func (h *HalfYear) check() {
	h.Identities = append(identities("identity.", h.Totals),
		equation("identity.carried", h.Totals.Total+h.Totals.Cancelled, h.CarriedIn, h.Given),
		equation("identity.by_unit", h.Totals.Total, h.sumFirstNamed(), h.NoLead.Total),
		equation("identity.by_field", h.Totals.Total, h.fieldTotals()...),
		equation("identity.first_deadline", h.FirstDeadline.Total, h.FirstDeadline.Done, h.FirstDeadline.NotDone))
	for _, c := range h.Comparison {
		if c.Which == before {
			h.Identities = append(h.Identities, equation("identity.opening", h.CarriedIn, c.Figures.NotDone))
		}
	}
	for _, u := range h.ByUnit {
		for _, i := range identities("identity.", u.Figures) {
			if !i.Holds {
				i.Key += " " + u.Name
				h.Identities = append(h.Identities, i)
			}
		}
	}
}

func (h *HalfYear) sumFirstNamed() int {
	n := 0
	for _, u := range h.ByUnit {
		n += u.FirstNamed
	}
	return n
}

func (h *HalfYear) fieldTotals() []int {
	list := make([]int, len(h.ByField))
	for i, f := range h.ByField {
		list[i] = f.Figures.Total
	}
	return list
}

// TwoLeads is by how much the units' totals together exceed the committee's, because a task with several leads stands in full under each.
func (h *HalfYear) TwoLeads() int {
	sum := h.NoLead.Total
	for _, u := range h.ByUnit {
		sum += u.Figures.Total
	}
	return sum - h.Totals.Total
}

// rates states every share with its base; the same share of another base is another rate.
func rates(f Figures) []Rate {
	return []Rate{
		{Key: "rate.done_of_total", Of: f.Done, Base: f.Total, Numerator: "done", Denominator: "total"},
		{Key: "rate.in_time_of_done", Of: f.DoneInTime, Base: f.Done, Numerator: "done_in_time", Denominator: "done"},
		{Key: "rate.late_of_done", Of: f.DoneLate, Base: f.Done, Numerator: "done_late", Denominator: "done"},
		{Key: "rate.due_done_of_due", Of: f.DueDone, Base: f.Due, Numerator: "due_done", Denominator: "due"},
		{Key: "rate.overdue_of_total", Of: f.Overdue, Base: f.Total, Numerator: "overdue", Denominator: "total"},
		{Key: "rate.overdue_of_done", Of: f.Overdue, Base: f.Done, Numerator: "overdue", Denominator: "done"},
		{Key: "rate.overdue_of_done_and_overdue", Of: f.Overdue, Base: f.Done + f.Overdue, Numerator: "overdue", Denominator: "done+overdue"},
		{Key: "rate.updated_of_not_done", Of: f.Updated, Base: f.NotDone, Numerator: "updated", Denominator: "not_done"},
	}
}
