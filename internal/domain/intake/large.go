package intake

import (
	"context"
	"fmt"
	"math/rand/v2"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// Large is the size of the invented database on which speed is measured.
type Large struct {
	From       int // the first committee's number, so that several may load side by side; 0 is 1
	Committees int // the last one's number
	Tasks      int // of each committee
}

// LargeCode is the code of the n-th committee of the large database, from 1.
func LargeCode(n int) string { return fmt.Sprintf("do-%05d", n) }

// largeUnits is how many units each committee of the large database has.
const largeUnits = 10

// LoadLarge builds the large invented database by COPY, one transaction a committee, so that it can be left and taken up again:
// committees already there are passed over. progress is told how many stand.
func (s *Service) LoadLarge(ctx context.Context, by access.Actor, l Large, progress func(done int)) error {
	if err := access.Require(by.MayAdminister()); err != nil {
		return err
	}
	work, err := org.WorkCalendar(ctx, s.d.DB)
	if err != nil {
		return err
	}
	for n := max(1, l.From); n <= l.Committees; n++ {
		err := database.InTx(ctx, s.d.DB, func(tx database.Tx) error { return largeCommittee(ctx, tx, by, s.d, largeOne{n, l.Tasks, work}) })
		if err != nil {
			return fmt.Errorf("committee %d: %w", n, err)
		}
		if n%50 == 0 || n == l.Committees {
			progress(n)
		}
	}
	return database.Analyze(ctx, s.d.DB, loadedTables()...)
}

// loadedTables are those that a load fills at once.
func loadedTables() []string {
	return []string{"committee", "unit", "person", "membership", "meeting", "agenda_item", "attendance", "block", "shortcoming", "task", "task_assignee", "task_event"}
}

// largeOne is one committee of the large database.
type largeOne struct {
	n, tasks int
	calendar *calendar.WorkCalendar
}

func largeCommittee(ctx context.Context, tx database.Tx, by access.Actor, d org.Deps, l largeOne) error {
	if _, err := org.CommitteeByCode(ctx, tx, LargeCode(l.n)); fault.KindOf(err) != fault.NotFound {
		return err
	}
	register := org.NewService(d)
	c, err := register.CreateCommitteeIn(ctx, tx, by, org.CommitteeInput{
		ID: access.CommitteeID(d.NewID()), Code: LargeCode(l.n), Name: fmt.Sprintf("Ban Chỉ đạo đo tốc độ %d (hư cấu)", l.n), ShortName: fmt.Sprintf("BCĐ đo %d", l.n),
		Level: org.Commune, DocumentSystem: org.StateDocuments,
	})
	if err != nil {
		return err
	}
	s := demoSetting{
		committee: c.ID, now: d.Clock(), newID: d.NewID, calendar: l.calendar, fields: map[string]org.FieldID{},
		rng:  rand.New(rand.NewPCG(uint64(l.n), 7)), //nolint:gosec // invented data, the same every time
		cast: demoCast{head: by, secretary: by, focal: by},
	}
	for i := range largeUnits {
		u, err := register.CreateUnitIn(ctx, tx, by, org.UnitInput{
			ID: access.UnitID(d.NewID()), Owner: c.ID, Code: fmt.Sprintf("don-vi-%d", i+1), Kind: "commune", Name: fmt.Sprintf("Đơn vị đo %d.%d", l.n, i+1),
		})
		if err != nil {
			return err
		}
		s.units = append(s.units, u.ID)
	}
	p, err := register.CreatePersonIn(ctx, tx, by, org.PersonInput{ID: access.PersonID(d.NewID()), Owner: c.ID, FullName: fmt.Sprintf("Người Đo %d", l.n)})
	if err != nil {
		return err
	}
	s.people = []access.PersonID{p.ID}
	return s.fill(ctx, tx, by, l.tasks)
}

// fill brings in the committee's tasks, directed in eight rounds over the last two years.
func (s *demoSetting) fill(ctx context.Context, tx database.Tx, by access.Actor, tasks int) error {
	const rounds = 8
	all := make([]task.Whole, 0, tasks)
	start := calendar.DateOf(s.now).AddDays(-700)
	for i := range tasks {
		given := start.AddDays(i % rounds * 85)
		w, err := s.single(demoOrder{given: given, source: task.Source{Kind: task.FromUnknown}}, i, fates[(i/rounds+i)%len(fates)])
		if err != nil {
			return err
		}
		w.Task.Number = i + 1
		all = append(all, w)
	}
	if _, err := org.NextNumbers(ctx, tx, s.committee, "task", tasks); err != nil {
		return err
	}
	if err := task.CopyIn(ctx, tx, all); err != nil {
		return err
	}
	return audit.Record(ctx, tx, audit.Entry{At: s.now, By: by, Committee: s.committee, Action: "demo.load", Subject: "committee", SubjectID: s.committee})
}
