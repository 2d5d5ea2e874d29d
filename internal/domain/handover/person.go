package handover

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/dondoc/dondoc/internal/domain/account"
	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// Carried is everything a person carries in a committee. What is written down of the past (who spoke, who attended, who wrote minutes that
// are signed) is not among it: it stays theirs.
type Carried struct {
	Person      access.PersonID  `json:"person_id"`
	Name        string           `json:"name"`
	Tasks       []task.Owed      `json:"tasks"`       // open tasks that name the person
	Meetings    []MeetingDuty    `json:"meetings"`    // meetings to come that they chair; minutes in preparation that they write
	Points      []PointDuty      `json:"points"`      // points of meetings to come that they present or prepare
	Memberships []org.Membership `json:"memberships"` // that hold on the day
	Duties      account.Duties   `json:"duties"`      // roles and units of their account
	Requests    int              `json:"requests"`    // requests for more time that wait for whoever decides: they follow the role
	Slips       int              `json:"slips"`       // reminders to them about tasks still open: the next go to the receiver
	RolesMove   bool             `json:"roles_move"`  // whether whoever asks may move the roles
	UnitsMove   bool             `json:"units_move"`  // likewise the units answered for
}

// MeetingDuty is a meeting that somebody chairs or writes the minutes of.
type MeetingDuty struct {
	ID      meeting.ID    `json:"id" db:"id"`
	Number  int           `json:"number" db:"number"`
	Title   string        `json:"title" db:"title"`
	HeldOn  calendar.Date `json:"held_on" db:"held_on"`
	State   meeting.State `json:"state" db:"state"`
	Chairs  bool          `json:"chairs" db:"chairs"` // of a meeting to come only
	Writes  bool          `json:"writes" db:"writes"`
	Version int           `json:"version" db:"version"`
}

// PointDuty is a point of an agenda that somebody presents or prepares.
type PointDuty struct {
	ID            meeting.AgendaID `json:"id" db:"id"`
	MeetingNumber int              `json:"meeting_number" db:"meeting_number"`
	Title         string           `json:"title" db:"title"`
	Version       int              `json:"version" db:"version"`
}

// HandOver moves everything a person carries to another from a day on.
type HandOver struct {
	ID        ID                 `json:"id" validate:"required"`
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	From      access.PersonID    `json:"from_person_id" validate:"required"`
	To        access.PersonID    `json:"to_person_id" validate:"required"`
	On        calendar.Date      `json:"happened_on" validate:"required,realdate"` // the receiver's first day
	Act       string             `json:"act" validate:"required,max=300"`
}

// Handed is a handover as it was made.
type Handed struct {
	Committee access.CommitteeID `json:"committee_id" db:"committee_id"`
	ID        ID                 `json:"id" db:"id"`
	From      access.PersonID    `json:"from_person_id" db:"from_id"`
	FromName  string             `json:"from" db:"from_name"`
	To        access.PersonID    `json:"to_person_id" db:"to_id"`
	ToName    string             `json:"to" db:"to_name"`
	On        calendar.Date      `json:"happened_on" db:"happened_on"`
	Act       string             `json:"act" db:"act"`
	Moved     Sums               `json:"moved" db:"moved"`
	MadeAt    time.Time          `json:"made_at" db:"made_at"`
	Login     string             `json:"login" db:"login"`
}

// Sums count what went over.
type Sums struct {
	Tasks       int `json:"tasks"`
	Meetings    int `json:"meetings"`
	Points      int `json:"points"`
	Memberships int `json:"memberships"`
	Roles       int `json:"roles"`
	Units       int `json:"units"`
}

// mayHandOver is the verdict on handing over: head, secretaries, administrators. To a stranger the committee does not exist.
func mayHandOver(by access.Actor, c access.CommitteeID) error {
	if by.May(c, access.HandOver) {
		return nil
	}
	if _, err := by.ReadScope(c); err != nil {
		return err
	}
	return access.Require(false)
}

// Carried lists everything a person carries in a committee. Administrators, who do not read its records, see roles and memberships only.
func (s *Service) Carried(ctx context.Context, by access.Actor, c access.CommitteeID, p access.PersonID) (Carried, error) {
	if err := mayHandOver(by, c); err != nil {
		return Carried{}, err
	}
	var all Carried
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) (err error) {
		all, err = s.carried(ctx, q, by, c, p)
		return err
	})
	return all, err
}

func (s *Service) carried(ctx context.Context, q database.Querier, by access.Actor, c access.CommitteeID, p access.PersonID) (all Carried, err error) {
	if seen, err := org.SeesPerson(ctx, q, c, p); err != nil || !seen {
		return all, errors.Join(err, fault.Field("from_person_id", "handover.unknown_person"))
	}
	today := s.d.Clock.Today()
	all.Person = p
	if all.Name, err = nameOf(ctx, q, p); err != nil {
		return all, err
	}
	if all.Memberships, err = membershipsOf(ctx, q, c, p, today); err != nil {
		return all, err
	}
	if all.Duties, err = account.DutiesOf(ctx, q, c, p, today); err != nil {
		return all, err
	}
	all.RolesMove, all.UnitsMove = by.MayLend(c, access.UserID{}), by.May(access.CommitteeID{}, access.WriteAccounts)
	if !by.MayRecord(c) {
		return all, nil
	}
	if all.Tasks, err = task.OpenOf(ctx, q, c, task.Debtors{People: []access.PersonID{p}}, today); err != nil {
		return all, err
	}
	if all.Meetings, err = meetingsOf(ctx, q, c, p); err != nil {
		return all, err
	}
	if all.Points, err = pointsOf(ctx, q, c, p); err != nil {
		return all, err
	}
	all.Requests, all.Slips, err = waitingFor(ctx, q, c, p)
	return all, err
}

// Handovers lists the handovers of a committee, the latest first.
func (s *Service) Handovers(ctx context.Context, by access.Actor, c access.CommitteeID) ([]Handed, error) {
	if err := mayHandOver(by, c); err != nil {
		return nil, err
	}
	var all []Handed
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) (err error) {
		all, err = handoversOf(ctx, q, c)
		return err
	})
	return all, err
}

// HandOver moves everything in one transaction; the same command sent again changes nothing. The old name stays in every history.
func (s *Service) HandOver(ctx context.Context, by access.Actor, in HandOver) (Handed, error) {
	in.Act = org.Line(in.Act)
	if err := s.d.Validate.Struct(in); err != nil {
		return Handed{}, err
	}
	if err := mayHandOver(by, in.Committee); err != nil {
		return Handed{}, err
	}
	if in.From == in.To {
		return Handed{}, fault.Field("to_person_id", "handover.to_oneself")
	}
	if today := s.d.Clock.Today(); in.On.After(today) {
		return Handed{}, fault.Field("happened_on", "handover.in_future", today.VN())
	}
	var h Handed
	err := database.InTx(ctx, s.d.DB, func(tx database.Tx) (err error) {
		h, err = s.handOver(ctx, tx, by, in)
		return err
	})
	return h, err
}

func (s *Service) handOver(ctx context.Context, tx database.Tx, by access.Actor, in HandOver) (Handed, error) {
	hash := id.ContentHash(in)
	if known, err := handoverSent(ctx, tx, in, hash); err != nil || known {
		if err != nil {
			return Handed{}, err
		}
		return handoverByID(ctx, tx, in.Committee, in.ID)
	}
	if seen, err := org.SeesPerson(ctx, tx, in.Committee, in.To); err != nil || !seen {
		return Handed{}, errors.Join(err, fault.Field("to_person_id", "handover.unknown_person"))
	}
	all, err := s.carried(ctx, tx, by, in.Committee, in.From)
	if err != nil {
		return Handed{}, err
	}
	a := handing{by, in, all}
	var moved Sums
	for _, step := range []func(context.Context, database.Tx, handing, *Sums) error{s.handTasks, s.handMeetings, s.handPoints, s.handMemberships, s.handDuties} {
		if err := step(ctx, tx, a, &moved); err != nil {
			return Handed{}, err
		}
	}
	if moved == (Sums{}) {
		return Handed{}, fault.New(fault.Conflict, "handover.nothing")
	}
	body, err := json.Marshal(moved)
	if err != nil {
		return Handed{}, err
	}
	if err := insertHandover(ctx, tx, in, made{body, s.d.Clock(), by.LoginIn(in.Committee), hash}); err != nil {
		return Handed{}, err
	}
	h, err := handoverByID(ctx, tx, in.Committee, in.ID)
	if err != nil {
		return Handed{}, err
	}
	return h, s.note(ctx, tx, by, audit.Entry{Committee: in.Committee, Action: "handover", Subject: "handover", SubjectID: h.ID, Before: all, After: h})
}

// handing is a handover on its way.
type handing struct {
	by  access.Actor
	in  HandOver
	all Carried
}

// handTasks moves the open tasks; one that names the person in two roles moves once.
func (s *Service) handTasks(ctx context.Context, tx database.Tx, a handing, moved *Sums) error {
	done := map[task.ID]bool{}
	for _, k := range a.all.Tasks {
		if done[k.ID] {
			continue
		}
		done[k.ID] = true
		_, _, err := s.tasks.ReassignIn(ctx, tx, a.by, task.Reassign{
			ID: task.EventID(s.d.NewID()), Committee: a.in.Committee, Task: k.ID, Kind: task.EvHandedOver, On: a.in.On, Act: a.in.Act,
			Swaps: []task.Swap{{Person: a.in.From, ToPerson: a.in.To, Formerly: a.all.Name}},
		})
		if err != nil {
			return err
		}
		moved.Tasks++
	}
	return nil
}

// handMeetings names the receiver as chair of meetings to come and as secretary of minutes in preparation.
func (s *Service) handMeetings(ctx context.Context, tx database.Tx, a handing, moved *Sums) error {
	for _, d := range a.all.Meetings {
		m, err := meeting.ByID(ctx, tx, a.in.Committee, d.ID)
		if err != nil {
			return err
		}
		c := m.Written()
		if d.Chairs {
			c.Chair, c.ChairPost = a.in.To, ""
		}
		var writers []access.PersonID
		for _, p := range c.Secretaries {
			if p == a.in.From {
				p = a.in.To
			}
			if len(writers) == 0 || writers[len(writers)-1] != p {
				writers = append(writers, p)
			}
		}
		c.Secretaries = writers
		if _, err := s.meetings.EditIn(ctx, tx, a.by, meeting.Edit{Committee: a.in.Committee, ID: d.ID, Version: m.Version, Content: c}); err != nil {
			return err
		}
		moved.Meetings++
	}
	return nil
}

func (s *Service) handPoints(ctx context.Context, tx database.Tx, a handing, moved *Sums) error {
	for _, d := range a.all.Points {
		g, err := meeting.AgendaItemByID(ctx, tx, a.in.Committee, d.ID)
		if err != nil {
			return err
		}
		c := meeting.AgendaContent{Title: g.Title, PresenterID: g.PresenterID, Presenter: g.Presenter, Minutes: g.Minutes, Preparation: g.Preparation}
		if c.PresenterID == a.in.From {
			c.PresenterID, c.Presenter = a.in.To, ""
		}
		if c.PreparePerson == a.in.From {
			c.PreparePerson = a.in.To
		}
		if _, err := s.meetings.EditAgendaItemIn(ctx, tx, a.by, meeting.EditAgendaItem{Committee: a.in.Committee, ID: d.ID, Version: g.Version, AgendaContent: c}); err != nil {
			return err
		}
		moved.Points++
	}
	return nil
}

// handMemberships ends the memberships the day before and begins the receiver's, in the same place.
func (s *Service) handMemberships(ctx context.Context, tx database.Tx, a handing, moved *Sums) error {
	for _, m := range a.all.Memberships {
		end := org.MembershipInput{
			Committee: m.Committee, ID: m.ID, Version: m.Version, Person: m.Person, Unit: m.Unit, Role: m.Role, Title: m.Title,
			PositionOrder: m.PositionOrder, ValidFrom: m.ValidFrom, ValidTo: a.in.On.AddDays(-1),
		}
		if !m.ValidFrom.IsZero() && !m.ValidFrom.Before(a.in.On) {
			end.ValidTo, end.Withdrawn = m.ValidTo, true
		}
		if _, err := s.orgs.EditMembershipIn(ctx, tx, a.by, end); err != nil {
			return err
		}
		begin := end
		begin.ID, begin.Version, begin.Person, begin.ValidFrom, begin.ValidTo, begin.Withdrawn = org.MembershipID(s.d.NewID()), 0, a.in.To, a.in.On, m.ValidTo, false
		if _, err := s.orgs.CreateMembershipIn(ctx, tx, a.by, begin); err != nil {
			return err
		}
		moved.Memberships++
	}
	return nil
}

// handDuties moves roles and units to the receiver's account, as far as by may; a receiver without an account gets them with one.
func (s *Service) handDuties(ctx context.Context, tx database.Tx, a handing, moved *Sums) error {
	if !a.all.RolesMove || len(a.all.Duties.Grants) == 0 {
		return nil
	}
	to, err := account.DutiesOf(ctx, tx, a.in.Committee, a.in.To, a.in.On)
	if err != nil {
		return err
	}
	if to.User.IsZero() {
		return fault.Field("to_person_id", "handover.no_account")
	}
	moved.Roles = len(a.all.Duties.Grants)
	if a.all.UnitsMove {
		moved.Units = len(a.all.Duties.Units)
	}
	return s.accounts.HandDutiesIn(ctx, tx, a.by, account.HandDuties{Committee: a.in.Committee, Duties: a.all.Duties, To: to.User, On: a.in.On})
}
