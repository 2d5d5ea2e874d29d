package meeting

import (
	"context"
	"slices"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// Prepare makes what a meeting can make by itself: the first points of its agenda, or its roll.
type Prepare struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	ID        ID                 `json:"id" validate:"required"` // of the meeting
}

// Plan creates a meeting, and of one that is still to be held it makes what a plan begins with: the first points of the agenda
// and everybody who is a member on its day. Planning tells nobody; Invite does.
func (s *Service) Plan(ctx context.Context, by access.Actor, c Create) (Meeting, error) {
	return in(ctx, s.d.DB, func(tx database.Tx) (Meeting, error) {
		m, err := s.CreateIn(ctx, tx, by, c)
		if err != nil || m.State != Planned {
			return m, err
		}
		p := Prepare{Committee: m.Committee, ID: m.ID}
		if _, err := s.prepareAgenda(ctx, tx, by, p); err != nil {
			return m, err
		}
		_, err = s.fillRoll(ctx, tx, by, p)
		return m, err
	})
}

// Review lists by unit what is overdue on the day of a meeting and what falls due within the committee's due_soon_days after it.
// Tasks far away are left out. Whoever reads the record may read it.
func (s *Service) Review(ctx context.Context, by access.Actor, c access.CommitteeID, m ID) ([]ReviewUnit, error) {
	units := []ReviewUnit{}
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		head, err := readable(ctx, q, by, c, m)
		if err != nil {
			return err
		}
		if err := access.Require(by.May(c, access.ReadAll)); err != nil {
			return err
		}
		tasks, err := review(ctx, q, head)
		units = byUnit(tasks)
		return err
	})
	return units, err
}

// Repeats lists what has come back too often: it stands first on the agenda. Whoever reads the record may read it.
func (s *Service) Repeats(ctx context.Context, by access.Actor, c access.CommitteeID, m ID) ([]ReviewRepeat, error) {
	all := []ReviewRepeat{}
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		head, err := readable(ctx, q, by, c, m)
		if err != nil {
			return err
		}
		if err := access.Require(by.May(c, access.ReadAll)); err != nil {
			return err
		}
		all, err = cameBack(ctx, q, head)
		return err
	})
	return all, err
}

func cameBack(ctx context.Context, q database.Querier, m Meeting) ([]ReviewRepeat, error) {
	c, err := org.CommitteeByID(ctx, q, m.Committee)
	if err != nil {
		return nil, err
	}
	return repeats(ctx, q, m, c.RepeatAlarm)
}

func review(ctx context.Context, q database.Querier, m Meeting) ([]ReviewTask, error) {
	c, err := org.CommitteeByID(ctx, q, m.Committee)
	if err != nil {
		return nil, err
	}
	return dueTasks(ctx, q, m, m.HeldOn.AddDays(c.DueSoonDays))
}

// PrepareAgenda puts the points on the agenda that a committee's meeting begins with: what came back too often, the review of tasks that are due or overdue,
// where there are any, and the approval of the last minutes while they are unsigned. Doing it again adds nothing; a point that
// somebody took out stays out. The points added are returned.
func (s *Service) PrepareAgenda(ctx context.Context, by access.Actor, p Prepare) ([]AgendaItem, error) {
	if err := s.d.Validate.Struct(p); err != nil {
		return nil, err
	}
	return in(ctx, s.d.DB, func(tx database.Tx) ([]AgendaItem, error) { return s.prepareAgenda(ctx, tx, by, p) })
}

func (s *Service) prepareAgenda(ctx context.Context, tx database.Tx, by access.Actor, p Prepare) ([]AgendaItem, error) {
	m, err := s.lockFor(ctx, tx, by, p.Committee, p.ID)
	if err != nil {
		return nil, err
	}
	if err := m.mayEdit(); err != nil {
		return nil, err
	}
	wanted, err := firstPoints(ctx, tx, m)
	if err != nil {
		return nil, err
	}
	added := []AgendaItem{}
	var after AgendaID
	for _, a := range wanted {
		sent, err := agendaHash(ctx, tx, m.Committee, a.ID)
		if err != nil {
			return nil, err
		}
		if sent == "" {
			a.First, a.After = after.IsZero(), after
			g, err := s.AddAgendaItemIn(ctx, tx, by, a)
			if err != nil {
				return nil, err
			}
			added = append(added, g)
		}
		after = a.ID
	}
	return added, nil
}

// firstPoints are the points the agenda of a meeting should begin with.
func firstPoints(ctx context.Context, q database.Querier, m Meeting) ([]AddAgendaItem, error) {
	var all []AddAgendaItem
	point := func(what, title string) {
		all = append(all, AddAgendaItem{Committee: m.Committee, ID: AgendaID(derived(m, what)), Meeting: m.ID, AgendaContent: AgendaContent{Title: title}})
	}
	often, err := cameBack(ctx, q, m)
	if err != nil {
		return nil, err
	}
	if len(often) > 0 {
		point("repeats", repeatTitle)
	}
	tasks, err := review(ctx, q, m)
	if err != nil {
		return nil, err
	}
	if len(tasks) > 0 {
		point("review", reviewTitle)
	}
	last, unsigned, err := lastUnsigned(ctx, q, m)
	if unsigned {
		point("approve", approveTitle+" (ngày "+last.HeldOn.VN()+")")
	}
	return all, err
}

// FillRoll puts everybody on the roll who is a member on the day of the meeting, as present: the exceptions are written afterwards.
// Doing it again adds those who are missing; a line that somebody took out stays out. The lines added are returned.
func (s *Service) FillRoll(ctx context.Context, by access.Actor, p Prepare) ([]Attendance, error) {
	if err := s.d.Validate.Struct(p); err != nil {
		return nil, err
	}
	return in(ctx, s.d.DB, func(tx database.Tx) ([]Attendance, error) { return s.fillRoll(ctx, tx, by, p) })
}

func (s *Service) fillRoll(ctx context.Context, tx database.Tx, by access.Actor, p Prepare) ([]Attendance, error) {
	m, err := s.lockFor(ctx, tx, by, p.Committee, p.ID)
	if err != nil {
		return nil, err
	}
	if err := m.mayEdit(); err != nil {
		return nil, err
	}
	members, err := org.MembersOn(ctx, tx, m.Committee, m.HeldOn)
	if err != nil {
		return nil, err
	}
	roll, err := rollOf(ctx, tx, m.Committee, m.ID)
	if err != nil {
		return nil, err
	}
	return s.addMissing(ctx, tx, by, m, filling{members, roll})
}

// filling is who should be on a roll, and who is.
type filling struct {
	members []org.Member
	roll    []Attendance
}

func (s *Service) addMissing(ctx context.Context, tx database.Tx, by access.Actor, m Meeting, f filling) ([]Attendance, error) {
	added := []Attendance{}
	for _, member := range f.members {
		key := AttendanceID(derived(m, "member:"+member.Person.String()))
		there := func(a Attendance) bool { return a.Person == member.Person || a.ID == key }
		if slices.ContainsFunc(f.roll, there) || slices.ContainsFunc(added, there) {
			continue
		}
		a, err := s.AddAttendanceIn(ctx, tx, by, AddAttendance{
			Committee: m.Committee, ID: key, Meeting: m.ID,
			AttendanceContent: AttendanceContent{Person: member.Person, Unit: member.Unit, Status: Present},
		})
		if err != nil {
			return nil, err
		}
		added = append(added, a)
	}
	return added, nil
}
