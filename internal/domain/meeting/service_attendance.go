package meeting

import (
	"context"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// AddAttendance puts somebody on the roll. The same id with the same content returns the stored line.
func (s *Service) AddAttendance(ctx context.Context, by access.Actor, a AddAttendance) (Attendance, error) {
	return in(ctx, s.d.DB, func(tx database.Tx) (Attendance, error) { return s.AddAttendanceIn(ctx, tx, by, a) })
}

// AddAttendanceIn is AddAttendance as part of a larger act.
func (s *Service) AddAttendanceIn(ctx context.Context, tx database.Tx, by access.Actor, in AddAttendance) (Attendance, error) {
	cleanLines(&in.Name, &in.Post, &in.ArrivedAt, &in.LeftAt, &in.BackAt)
	if err := s.valid(in, in.check); err != nil {
		return Attendance{}, err
	}
	m, err := s.lockFor(ctx, tx, by, in.Committee, in.Meeting)
	if err != nil {
		return Attendance{}, err
	}
	hash := id.ContentHash(in)
	if sent, err := attendanceHash(ctx, tx, in.Committee, in.ID); err != nil || sent != "" {
		return repeated(ctx, tx, attendanceByID, repeat{sent, hash, err}, in.Committee, in.ID)
	}
	if err := m.mayEdit(); err != nil {
		return Attendance{}, err
	}
	a := Attendance{Committee: in.Committee, ID: in.ID, Meeting: in.Meeting, Version: 1}
	if a, err = appliedAttendance(ctx, tx, m, a, in.AttendanceContent); err != nil {
		return Attendance{}, err
	}
	if a.Position, err = put(ctx, tx, rollOrder, m, a.ID, spot{in.After, in.First}); err != nil {
		return Attendance{}, err
	}
	if err := insertAttendance(ctx, tx, a, hash); err != nil {
		return Attendance{}, err
	}
	return s.attendanceWritten(ctx, tx, m, act{by, "attendance.add", nil}, a)
}

// appliedAttendance is the line with new content: person and unit checked, name and post filled in, the roll still consistent.
func appliedAttendance(ctx context.Context, q database.Querier, m Meeting, a Attendance, c AttendanceContent) (Attendance, error) {
	a.Person, a.Name, a.Post, a.Status = c.Person, c.Name, c.Post, c.Status
	a.SubstituteFor, a.ArrivedAt, a.LeftAt, a.BackAt = c.SubstituteFor, c.ArrivedAt, c.LeftAt, c.BackAt
	if !c.Person.IsZero() {
		var err error
		if a.Name, a.Post, err = named(ctx, q, m, namedAs{"person_id", c.Person, c.Name, c.Post}); err != nil {
			return Attendance{}, err
		}
	}
	if !c.Unit.IsZero() && c.Unit != a.Unit {
		ok, err := org.SeesUnit(ctx, q, m.Committee, c.Unit)
		if err != nil {
			return Attendance{}, err
		}
		if !ok {
			return Attendance{}, fault.Field("unit_id", "meeting.unit_unknown")
		}
	}
	if a.Unit != c.Unit {
		a.Unit, a.UnitName = c.Unit, ""
	}
	return a, inRoll(ctx, q, m, a)
}

func inRoll(ctx context.Context, q database.Querier, m Meeting, a Attendance) error {
	lines, err := rollOf(ctx, q, m.Committee, m.ID)
	if err != nil {
		return err
	}
	return checkRoll(lines, a)
}

// attendanceWritten reads a line back as stored, writes the count down and adds the line of the audit.
func (s *Service) attendanceWritten(ctx context.Context, tx database.Tx, m Meeting, c act, a Attendance) (Attendance, error) {
	a, err := attendanceByID(ctx, tx, a.Committee, a.ID)
	if err != nil {
		return Attendance{}, err
	}
	if err := s.markQuorum(ctx, tx, c.by, m); err != nil {
		return Attendance{}, err
	}
	return a, s.remember(ctx, tx, c, audit.Entry{Committee: a.Committee, Subject: "attendance", SubjectID: a.ID, After: a})
}

func attendanceLine(by access.Actor, c access.CommitteeID, a AttendanceID) lineOf[AttendanceID, Attendance] {
	return lineOf[AttendanceID, Attendance]{by, c, a, attendanceByID, func(a Attendance) ID { return a.Meeting }}
}

// EditAttendance replaces a line of the roll.
func (s *Service) EditAttendance(ctx context.Context, by access.Actor, e EditAttendance) (Attendance, error) {
	return in(ctx, s.d.DB, func(tx database.Tx) (Attendance, error) { return s.EditAttendanceIn(ctx, tx, by, e) })
}

// EditAttendanceIn is EditAttendance as part of a larger act.
func (s *Service) EditAttendanceIn(ctx context.Context, tx database.Tx, by access.Actor, e EditAttendance) (Attendance, error) {
	cleanLines(&e.Name, &e.Post, &e.ArrivedAt, &e.LeftAt, &e.BackAt)
	if err := s.valid(e, e.check); err != nil {
		return Attendance{}, err
	}
	m, before, err := lockLine(ctx, tx, s, attendanceLine(by, e.Committee, e.ID))
	if err != nil {
		return Attendance{}, err
	}
	after, err := appliedAttendance(ctx, tx, m, before, e.AttendanceContent)
	if err != nil {
		return Attendance{}, err
	}
	return s.changeAttendance(ctx, tx, m, change[Attendance]{act{by, "attendance.edit", before}, before, after, e.Version})
}

// WithdrawAttendance takes a line off the roll, or brings it back.
func (s *Service) WithdrawAttendance(ctx context.Context, by access.Actor, w Withdraw[AttendanceID]) (Attendance, error) {
	return in(ctx, s.d.DB, func(tx database.Tx) (Attendance, error) { return s.WithdrawAttendanceIn(ctx, tx, by, w) })
}

// WithdrawAttendanceIn is WithdrawAttendance as part of a larger act.
func (s *Service) WithdrawAttendanceIn(ctx context.Context, tx database.Tx, by access.Actor, w Withdraw[AttendanceID]) (Attendance, error) {
	if err := s.d.Validate.Struct(w); err != nil {
		return Attendance{}, err
	}
	m, before, err := lockLine(ctx, tx, s, attendanceLine(by, w.Committee, w.ID))
	if err != nil {
		return Attendance{}, err
	}
	after := before
	after.Withdrawn = w.Withdrawn
	if !after.Withdrawn {
		if err := inRoll(ctx, tx, m, after); err != nil {
			return Attendance{}, err
		}
	}
	return s.changeAttendance(ctx, tx, m, change[Attendance]{act{by, withdrawal("attendance", w.Withdrawn), before}, before, after, w.Version})
}

// changeAttendance writes a changed line. A change that changes nothing writes nothing.
func (s *Service) changeAttendance(ctx context.Context, tx database.Tx, m Meeting, c change[Attendance]) (Attendance, error) {
	if c.old == c.new {
		return c.old, nil
	}
	if c.old.Version != c.version {
		return Attendance{}, fault.Stale(c.old)
	}
	if err := m.mayEdit(); err != nil {
		return Attendance{}, err
	}
	if err := updateAttendance(ctx, tx, c.new); err != nil {
		return Attendance{}, err
	}
	return s.attendanceWritten(ctx, tx, m, c.act, c.new)
}

// PlaceAttendance moves a line of the roll and returns it where it stands now.
func (s *Service) PlaceAttendance(ctx context.Context, by access.Actor, p Place[AttendanceID]) (Attendance, error) {
	return in(ctx, s.d.DB, func(tx database.Tx) (Attendance, error) { return s.PlaceAttendanceIn(ctx, tx, by, p) })
}

// PlaceAttendanceIn is PlaceAttendance as part of a larger act.
func (s *Service) PlaceAttendanceIn(ctx context.Context, tx database.Tx, by access.Actor, p Place[AttendanceID]) (Attendance, error) {
	if err := s.d.Validate.Struct(p); err != nil {
		return Attendance{}, err
	}
	m, _, err := lockLine(ctx, tx, s, attendanceLine(by, p.Committee, p.ID))
	if err != nil {
		return Attendance{}, err
	}
	err = s.place(ctx, tx, by, m, placing{rollOrder, "attendance", p.ID, spot{p.After, p.First}, moved{p.After.String(), p.First}})
	if err != nil {
		return Attendance{}, err
	}
	return attendanceByID(ctx, tx, p.Committee, p.ID)
}
