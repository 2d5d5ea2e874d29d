package report

import (
	"context"
	"slices"
	"time"

	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// LateEntries are what was written down after a report was frozen although it concerns the report's days ("cập nhật sau thời điểm chốt").
type LateEntries struct {
	Report       HalfYear          `json:"report"`       // the frozen one, with the figures of the whole period
	Tasks        []LateTask        `json:"tasks"`        // by number; at most MostLate
	More         int               `json:"more"`         // tasks beyond these
	Effects      []Effect          `json:"effects"`      // every figure that would be another now
	Shortcomings []LateShortcoming `json:"shortcomings"` // those that would read otherwise now
}

// MostLate is how many tasks with later entries are named; their effect on the figures is counted whole.
const MostLate = 500

// LateTask is a task about which something was written down later.
type LateTask struct {
	Task    task.ID     `json:"task_id"`
	Number  int         `json:"number"`
	Text    string      `json:"text"`
	Entries []LateEntry `json:"entries"`
	Gained  []string    `json:"gained"` // figures that would count it now and did not
	Lost    []string    `json:"lost"`   // figures that counted it and would not now
	Moved   bool        `json:"moved"`  // another lead unit or field
}

// LateEntry is one event written down later.
type LateEntry struct {
	Kind        task.EventKind `json:"kind"`
	EffectiveOn calendar.Date  `json:"effective_on"`
	RecordedAt  time.Time      `json:"recorded_at"`
	Login       string         `json:"login"`
}

// Effect is a figure as frozen and as it would be now.
type Effect struct {
	Figure string `json:"figure"`
	Frozen int    `json:"frozen"`
	Now    int    `json:"now"`
}

// LateShortcoming is a shortcoming that would read otherwise now.
type LateShortcoming struct {
	Number int    `json:"number"`
	Text   string `json:"text"`
	Frozen string `json:"frozen_state"` // empty: it was not in the list
	Now    string `json:"state"`        // empty: it would not be
}

// LateEntries compares a frozen report with what the same days and settings would give now. Who reads reports reads this.
func (s *Service) LateEntries(ctx context.Context, by access.Actor, q Query) (LateEntries, error) {
	var l LateEntries
	err := s.read(ctx, by, q.Committee, func(tx database.Querier) (err error) {
		if l.Report, err = frozen(ctx, tx, q); err != nil {
			return err
		}
		again := l.Report
		again.Known = s.d.Clock()
		if err := l.tasks(ctx, tx, again); err != nil {
			return err
		}
		now, err := shortcomings(ctx, tx, again)
		l.Shortcomings = differing(l.Report.ShortcomingRows, now)
		return err
	})
	return l, err
}

func (l *LateEntries) tasks(ctx context.Context, tx database.Querier, again HalfYear) error {
	rows, err := lateTasks(ctx, tx, again, l.Report.Known)
	if err != nil {
		return err
	}
	change := map[string]int{}
	for _, r := range rows {
		one := LateTask{Task: r.Task, Number: r.Number, Text: r.Text, Gained: without(r.Now, r.Was), Lost: without(r.Was, r.Now), Moved: r.Moved}
		for _, f := range one.Gained {
			change[f]++
		}
		for _, f := range one.Lost {
			change[f]--
		}
		if len(l.Tasks) < MostLate {
			l.Tasks = append(l.Tasks, one)
		} else {
			l.More++
		}
	}
	for _, name := range append(FigureNames(), "carried_in", "given") {
		was, known := l.Report.Totals.Get(name)
		switch {
		case name == "carried_in":
			was = l.Report.CarriedIn
		case name == "given":
			was = l.Report.Given
		case !known:
			continue
		}
		if change[name] != 0 {
			l.Effects = append(l.Effects, Effect{Figure: name, Frozen: was, Now: was + change[name]})
		}
	}
	return lateEvents(ctx, tx, again, l)
}

// without are the words of a list that another lacks.
func without(list, other []string) []string {
	var left []string
	for _, s := range list {
		if !slices.Contains(other, s) {
			left = append(left, s)
		}
	}
	return left
}

// differing are the shortcomings of which two lists say something else.
func differing(was, now []ShortcomingRow) []LateShortcoming {
	rows := map[string]*LateShortcoming{}
	var order []string
	for _, r := range was {
		rows[r.ID] = &LateShortcoming{Number: r.Number, Text: r.Text, Frozen: r.State}
		order = append(order, r.ID)
	}
	for _, r := range now {
		if rows[r.ID] == nil {
			rows[r.ID] = &LateShortcoming{Number: r.Number, Text: r.Text}
			order = append(order, r.ID)
		}
		rows[r.ID].Now = r.State
	}
	var all []LateShortcoming
	for _, k := range order {
		if rows[k].Frozen != rows[k].Now {
			all = append(all, *rows[k])
		}
	}
	return all
}
