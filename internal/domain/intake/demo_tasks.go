package intake

import (
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/deadline"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// demoSetting is what the invented tasks of a committee are made from.
type demoSetting struct {
	committee access.CommitteeID
	units     []access.UnitID // those that may lead
	people    []access.PersonID
	fields    map[string]org.FieldID
	cast      demoCast
	rng       *rand.Rand
	now       time.Time
	newID     id.Maker
	calendar  *calendar.WorkCalendar
}

// demoOrder is where and when a batch of tasks was directed.
type demoOrder struct {
	given  calendar.Date
	source task.Source
	count  int // single tasks
}

// invent makes the tasks directed at one meeting: singles living every fate in turn, a fan-out and a series.
func (s *demoSetting) invent(o demoOrder) ([]task.Whole, error) {
	var all []task.Whole
	for i := range o.count {
		f := fates[i%len(fates)]
		w, err := s.single(o, i, f)
		if err != nil {
			return nil, fmt.Errorf("invented task %q: %w", f.name, err)
		}
		all = append(all, w)
	}
	parts, err := s.fanOut(o)
	if err != nil {
		return nil, err
	}
	rounds, err := s.series(o)
	return append(append(all, parts...), rounds...), err
}

// blank is a task as directed, before anything happened to it.
func (s *demoSetting) blank(o demoOrder, work demoWork, position int) task.Task {
	t := task.Task{
		Committee: s.committee, Form: task.Single, Source: o.source, Text: work.text, Wording: "verbatim", SpokenText: work.text,
		Field: s.fields[work.field], GivenOn: o.given, Position: position, CreatedAt: o.given.Start().Add(8 * time.Hour), Version: 1,
	}
	copy(t.ID[:], idBytes(s.newID))
	if position%3 > 0 { // some were given without saying what is to be handed in
		t.Product = "Báo cáo kết quả bằng văn bản, kèm biên bản"
	}
	return t
}

func (s *demoSetting) live(w *task.Whole, given calendar.Date) *life {
	return &life{w: w, cast: s.cast, rng: s.rng, now: s.now, newID: s.newID, given: given}
}

// single makes one obligation that lives a fate. Every fifth has a co-ordinating unit, every eleventh two leads, every thirteenth a member as lead.
func (s *demoSetting) single(o demoOrder, i int, f fate) (task.Whole, error) {
	w := task.Whole{Task: s.blank(o, demoWorks[(i+int(o.given.Month))%len(demoWorks)], i+1)}
	l := s.live(&w, o.given)
	switch unit := s.units[(i*5+int(o.given.Month))%len(s.units)]; {
	case !f.lead:
		w.Task.Addressees = []string{"các đơn vị liên quan"}
	case i%13 == 12:
		w.Task.Assignees = []task.Assignee{{Role: task.Lead, Person: s.people[i%len(s.people)]}}
	case i%11 == 10:
		w.Task.Assignees = []task.Assignee{{Role: task.Lead, Unit: unit}, {Role: task.Lead, Unit: s.other(unit, i)}}
	case i%5 == 4:
		w.Task.Assignees = []task.Assignee{{Role: task.Lead, Unit: unit}, {Role: task.Coordinate, Unit: s.other(unit, i)}}
	default:
		w.Task.Assignees = []task.Assignee{{Role: task.Lead, Unit: unit}}
	}
	leads := w.Task.Assignees
	w.Task.Assignees = nil
	l.born(deadline.Understand(s.words(o.given, i, f), deadline.Options{On: o.given, Calendar: s.calendar}))
	w.Task.Assignees = leads
	if f.lead {
		l.assigned(o.given)
		l.shared(i%10 == 4)
	}
	f.live(l)
	if i%7 != 6 {
		l.comeToAnEnd()
	}
	return w, w.Settle(calendar.DateOf(s.now))
}

func (s *demoSetting) other(unit access.UnitID, i int) access.UnitID {
	for j := range s.units {
		if u := s.units[(i+j)%len(s.units)]; u != unit {
			return u
		}
	}
	return unit
}

// words are the words of a deadline, in the forms that real orders use.
func (s *demoSetting) words(given calendar.Date, i int, f fate) string {
	if !f.dated {
		return f.words
	}
	due := given.AddDays(45 + 17*(i%7))
	switch i % 5 {
	case 0:
		return fmt.Sprintf("trước ngày %s", due.VN())
	case 1:
		return fmt.Sprintf("trong tháng %d/%d", due.Month, due.Year)
	case 2:
		return fmt.Sprintf("xong trong quý %d/%d", (due.Month+2)/3, due.Year)
	case 3:
		return fmt.Sprintf("chậm nhất ngày %d tháng %d năm %d", due.Day, due.Month, due.Year)
	}
	return fmt.Sprintf("hoàn thành trước %d/%d/%d", due.Day, due.Month, due.Year)
}

// fanOut makes a task asked of each commune, with one obligation for each.
func (s *demoSetting) fanOut(o demoOrder) ([]task.Whole, error) {
	work := demoWork{"cong-khai", "Từng xã, thị trấn rà soát, niêm yết lại các nội dung phải công khai"}
	due := o.given.AddDays(75)
	m := deadline.Understand("trước ngày "+due.VN(), deadline.Options{On: o.given, Calendar: s.calendar})
	parent := task.Whole{Task: s.blank(o, work, o.count+1)}
	parent.Task.Form, parent.Task.EachOf, parent.Task.Addressees = task.FanOut, true, []string{"từng xã, thị trấn"}
	top := s.live(&parent, o.given)
	top.born(m)
	done := o.given.AddDays(300) // by then every part has come to its end
	top.on(done, task.EvConcluded, func(e *task.Event) { e.CompletedOn = done.AddDays(-30) })
	if err := parent.Settle(calendar.DateOf(s.now)); err != nil {
		return nil, err
	}
	all := []task.Whole{parent}
	for i, unit := range s.units[max(0, len(s.units)-4):] {
		part := task.Whole{Task: s.blank(o, work, o.count+1)}
		part.Task.Form, part.Task.Parent, part.Task.PartUnit = task.Part, parent.Task.ID, unit
		l := s.live(&part, o.given)
		l.born(m)
		part.Task.Assignees = []task.Assignee{{Role: task.Lead, Unit: unit}}
		l.assigned(o.given)
		fates[[]int{0, 2, 4, 20}[i%4]].live(l)
		l.comeToAnEnd()
		if err := part.Settle(calendar.DateOf(s.now)); err != nil {
			return nil, err
		}
		all = append(all, part)
	}
	return all, nil
}

// series makes a quarterly report and its occurrences up to the end of the next half-year.
func (s *demoSetting) series(o demoOrder) ([]task.Whole, error) {
	work := demoWork{"giam-sat", "Tổng hợp tình hình thực hiện dân chủ ở cơ sở gửi Ban Chỉ đạo"}
	unit := s.units[int(o.given.Month)%len(s.units)]
	m := deadline.Understand("định kỳ hằng quý", deadline.Options{On: o.given, Calendar: s.calendar})
	top := task.Whole{Task: s.blank(o, work, o.count+2)}
	top.Task.Form = task.Series
	l := s.live(&top, o.given)
	l.born(m)
	top.Task.Assignees = []task.Assignee{{Role: task.Lead, Unit: unit}}
	l.assigned(o.given)
	if err := top.Settle(calendar.DateOf(s.now)); err != nil {
		return nil, err
	}
	all := []task.Whole{top}
	for i, occurrence := range task.OccurrencesOf(top.Task, calendar.HalfYearOf(calendar.DateOf(s.now), calendar.SchemeCalendar).Next().End) {
		w := task.Whole{Task: occurrence}
		copy(w.Task.ID[:], idBytes(s.newID))
		given := occurrence.GivenOn
		if today := calendar.DateOf(s.now); given.After(today) {
			given = today
		}
		l := s.live(&w, given)
		leads := w.Task.Assignees
		w.Task.Assignees = nil
		l.born(occurrence.Deadline)
		w.Task.Assignees = leads
		l.assigned(given)
		if !occurrence.GivenOn.After(given) {
			fates[[]int{1, 2, 0}[i%3]].live(l)
		}
		if err := w.Settle(calendar.DateOf(s.now)); err != nil {
			return nil, err
		}
		all = append(all, w)
	}
	return all, nil
}
