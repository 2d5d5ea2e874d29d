package remind

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// Make makes a slip: draws its number, keeps the very file, and logs it on each task. Making again under the same id returns what was made.
func (s *Service) Make(ctx context.Context, by access.Actor, in Make, render Renderer) (Slip, error) {
	in.clean()
	if err := s.d.Validate.Struct(in); err != nil {
		return Slip{}, err
	}
	if in.Unit.IsZero() == in.Person.IsZero() {
		return Slip{}, fault.Field("unit_id", "remind.one_addressee")
	}
	if err := mayWrite(by, in.Committee); err != nil {
		return Slip{}, err
	}
	var out Slip
	err := database.InTx(ctx, s.d.DB, func(tx database.Tx) (err error) {
		out, err = s.makeIn(ctx, tx, by, making{Make: in, render: render, hash: id.ContentHash(in)})
		return err
	})
	return out, err
}

// making is a Make on its way.
type making struct {
	Make
	render Renderer
	hash   string
}

func (s *Service) makeIn(ctx context.Context, tx database.Tx, by access.Actor, in making) (Slip, error) {
	if err := lockCommittee(ctx, tx, in.Committee); err != nil {
		return Slip{}, err
	}
	committee, err := org.CommitteeByID(ctx, tx, in.Committee)
	if err != nil {
		return Slip{}, err
	}
	switch stored, err := hashOf(ctx, tx, in.Committee, in.ID); {
	case err == nil && stored == in.hash:
		return slipByID(ctx, tx, committee, in.ID)
	case err == nil:
		return Slip{}, fault.New(fault.Conflict, "conflict.id_reused")
	case fault.KindOf(err) != fault.NotFound:
		return Slip{}, err
	}
	slip, err := s.draft(ctx, tx, committee, in.Make)
	if err != nil {
		return Slip{}, err
	}
	slip.Login = by.Login
	if err := s.keep(ctx, tx, by, keeping{committee, in}, &slip); err != nil {
		return Slip{}, err
	}
	if err := s.log(ctx, tx, by, slip); err != nil {
		return Slip{}, err
	}
	out, err := slipByID(ctx, tx, committee, in.ID)
	if err != nil {
		return Slip{}, err
	}
	return out, audit.Record(ctx, tx, audit.Entry{
		At: slip.MadeAt, By: by, Committee: in.Committee, Action: "reminder_slip.make", Subject: "reminder_slip", SubjectID: slip.ID, After: out,
	})
}

// Preview is the slip as Make would make it, without a number and without a trace.
func (s *Service) Preview(ctx context.Context, by access.Actor, in Make) (SlipOf, error) {
	in.clean()
	if err := s.d.Validate.Struct(in); err != nil {
		return SlipOf{}, err
	}
	if err := mayWrite(by, in.Committee); err != nil {
		return SlipOf{}, err
	}
	var of SlipOf
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) (err error) {
		if of.Committee, err = org.CommitteeByID(ctx, q, in.Committee); err != nil {
			return err
		}
		if of.Slip, err = s.draft(ctx, q, of.Committee, in); err != nil {
			return err
		}
		of.Template, err = org.TemplateInUse(ctx, q, in.Committee, string(meeting.Reminder))
		return err
	})
	return of, err
}

// draft is the slip before it has a number: its tasks at their steps of the day, who signs, who gets it too.
func (s *Service) draft(ctx context.Context, q database.Querier, c org.Committee, in Make) (Slip, error) {
	today := s.d.Clock.Today()
	if in.On.IsZero() {
		in.On = today
	}
	if in.On.After(today) {
		return Slip{}, fault.Field("issued_on", "remind.in_future", in.On.VN())
	}
	rule, err := ruleOf(ctx, q, c.ID)
	if err != nil {
		return Slip{}, err
	}
	rows, err := settled(ctx, q, rule, in.On)
	if err != nil {
		return Slip{}, err
	}
	slip := Slip{Committee: c.ID, ID: in.ID, Unit: in.Unit, Person: in.Person, IssuedOn: in.On, MadeAt: s.d.Clock()}
	rows = slices.DeleteFunc(rows, func(r Row) bool { return r.Unit != in.Unit || r.Person != in.Person })
	if err := slip.fill(rows, in); err != nil {
		return Slip{}, err
	}
	return slip, slip.sign(ctx, q, c, in)
}

// fill puts the chosen tasks on the slip, those at the highest step first.
func (s *Slip) fill(rows []Row, in Make) error {
	for _, t := range in.Tasks {
		i := slices.IndexFunc(rows, func(r Row) bool { return r.Task == t })
		if i < 0 {
			return fault.Field("tasks", "remind.not_due")
		}
		r := rows[i]
		if r.Done && !in.Again {
			return fault.Field("tasks", "remind.already", r.Number, r.LastOn.VN())
		}
		if slices.ContainsFunc(s.Lines, func(l Line) bool { return l.Task == t }) {
			continue
		}
		s.Addressee, s.Step = r.Name, max(s.Step, r.Step)
		s.Lines = append(s.Lines, Line{
			Task: t, Number: r.Number, Text: r.Text, Words: r.Words, DueOn: r.DueOn, Step: r.Step, Times: r.Times + 1, Again: slices.Contains(r.Ever, int32(r.Step)), //nolint:gosec // 1 to 3
		})
	}
	slices.SortStableFunc(s.Lines, func(a, b Line) int {
		if a.Step != b.Step {
			return int(b.Step) - int(a.Step)
		}
		return a.DueOn.Compare(b.DueOn)
	})
	return nil
}

// sign names who signs and who gets the slip too, from those in office on its day.
func (s *Slip) sign(ctx context.Context, q database.Querier, c org.Committee, in Make) error {
	members, err := org.MembersOn(ctx, q, c.ID, s.IssuedOn)
	if err != nil {
		return err
	}
	head, deputies := leaders(c, members)
	s.Paper = Paper{Recipients: in.Recipients, AnswerBy: in.AnswerBy, Note: in.Note}
	signer := in.Signer
	if signer.IsZero() {
		signer = head.Person
	}
	signed, ok := meeting.SignatoryOf(c, members, signer)
	if !ok && !in.Signer.IsZero() {
		return fault.Field("signer_id", "remind.not_member", s.IssuedOn.VN())
	}
	s.Paper.Signer = signed
	if len(s.Paper.Recipients) == 0 {
		s.Paper.Recipients = []string{"Như trên"}
	}
	return s.escalate(c, escalation{head: head, deputies: deputies, deputy: in.Deputy})
}

// escalation is who may get a letter beside its addressee.
type escalation struct {
	head     Officer
	deputies []Officer
	deputy   access.PersonID
}

// escalate adds the deputy head from the second step on, and the head at the third, unless they sign it themselves.
func (s *Slip) escalate(c org.Committee, e escalation) error {
	if s.Step >= Overdue && !e.deputy.IsZero() {
		i := slices.IndexFunc(e.deputies, func(o Officer) bool { return o.Person == e.deputy })
		if i < 0 {
			return fault.Field("deputy_id", "remind.no_deputy", s.IssuedOn.VN())
		}
		s.Paper.Deputy = e.deputy
		s.copyTo(e.deputies[i], "để chỉ đạo")
	}
	if s.Step >= LongOverdue {
		if e.head.Person.IsZero() {
			e.head.Title = c.HeadTitle
		}
		s.Paper.Head = e.head.Person
		s.copyTo(e.head, "để báo cáo")
	}
	return nil
}

func (s *Slip) copyTo(o Officer, why string) {
	if !o.Person.IsZero() && o.Person == s.Paper.Signer.Person {
		return
	}
	line := "Đồng chí " + o.Name + ", " + o.Title
	if o.Name == "" {
		line = o.Title
	}
	if o.Title == "" {
		line = strings.TrimSuffix(line, ", ")
	}
	if line == "" {
		line = "Trưởng ban"
	}
	if !slices.ContainsFunc(s.Paper.Recipients, func(have string) bool { return strings.HasPrefix(have, line) }) {
		s.Paper.Recipients = append(s.Paper.Recipients, line+" ("+why+")")
	}
}

// keeping is what a slip is kept by.
type keeping struct {
	committee org.Committee
	in        making
}

// keep gives the slip its number, writes its file and stores both.
func (s *Service) keep(ctx context.Context, tx database.Tx, by access.Actor, k keeping, slip *Slip) error {
	if k.in.render == nil {
		return fault.New(fault.Unavailable, "meeting.no_renderer")
	}
	entry, err := s.meetings.NumberIn(ctx, tx, by, meeting.Letter{
		Committee: slip.Committee, Kind: meeting.Reminder, On: slip.IssuedOn, Number: k.in.Number, Doubled: k.in.Doubled,
		Summary: "Đôn đốc thực hiện nhiệm vụ – " + slip.Addressee, Signer: slip.Paper.Signer.Name, Recipients: append([]string{slip.Addressee}, slip.Paper.Recipients...),
	})
	if err != nil {
		return err
	}
	slip.Number, slip.Symbol = entry.Number, meeting.Symbol(k.committee, meeting.Reminder, entry.Number)
	own, err := org.TemplateInUse(ctx, tx, slip.Committee, string(meeting.Reminder))
	if err != nil {
		return err
	}
	f, err := k.in.render(SlipOf{Committee: k.committee, Slip: *slip, Template: own})
	if err != nil {
		return err
	}
	slip.FileName, slip.SHA256 = f.Name, meeting.DigestOf(f.Bytes)
	if err := insertSlip(ctx, tx, *slip, kept{entry.ID, f.Bytes, k.in.hash}); err != nil {
		return err
	}
	return insertLines(ctx, tx, *slip)
}

// log writes the letter into the history of each of its tasks.
func (s *Service) log(ctx context.Context, tx database.Tx, by access.Actor, slip Slip) error {
	for _, l := range slip.Lines {
		words := fmt.Sprintf("Đã đôn đốc lần %d (bước %d), Phiếu số %s, ngày %s, gửi %s", l.Times, l.Step, slip.Symbol, slip.IssuedOn.VN(), slip.Addressee)
		if _, err := s.tasks.RemindedIn(ctx, tx, by, task.Reminded{Committee: slip.Committee, Task: l.Task, On: slip.IssuedOn, Words: words}); err != nil {
			return err
		}
	}
	return nil
}
