package answer

import (
	"context"
	"crypto/rand"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/remind"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/foundation/secrets"
)

// Options are what links need besides the usual.
type Options struct {
	Rand   io.Reader // none: the system's
	Limits Limits    // of tries; none: the usual ones
}

// Service is what people do with answer links. Make one and share it: it counts tries.
type Service struct {
	d       org.Deps
	tasks   *task.Service // in whose history the reports stand
	rand    io.Reader
	limiter limiter
}

// NewService returns a Service over what every subject is given and the tasks its links report on.
func NewService(d org.Deps, t *task.Service, o Options) *Service {
	if o.Rand == nil {
		o.Rand = rand.Reader
	}
	return &Service{d: d, tasks: t, rand: o.Rand, limiter: newLimiter(o.Limits)}
}

// Choices are the unit's tasks that a link may be made for now: those its bearer could do something about.
func (s *Service) Choices(ctx context.Context, by access.Actor, c access.CommitteeID, u access.UnitID) ([]Line, error) {
	if err := mayKeep(by, c); err != nil {
		return nil, err
	}
	var lines []Line
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		units, err := unitsOf(ctx, q, u, s.d.Clock.Today())
		if err != nil {
			return err
		}
		owed, err := owedBy(ctx, q, c, units)
		if err != nil {
			return err
		}
		lines, err = linesOf(ctx, q, Link{Committee: c, Unit: u}, looking{units: units, tasks: owed})
		lines = slices.DeleteFunc(lines, func(l Line) bool { return len(l.Moves) == 0 })
		return err
	})
	return lines, err
}

// looking is what the lines of a link are made from.
type looking struct {
	units []access.UnitID
	tasks []task.ID
	given []Given
}

// answered reports whether the link no longer serves for a task.
func (l looking) answered(t task.ID) bool {
	return slices.ContainsFunc(l.given, func(g Given) bool { return g.Final && g.Task == t })
}

// left are the tasks the link still serves for.
func (l looking) left() []access.TaskID {
	var some []access.TaskID
	for _, t := range l.tasks {
		if !l.answered(t) {
			some = append(some, access.TaskID(t))
		}
	}
	return some
}

// linesOf reads tasks as a link's bearer sees them, in the order given.
func linesOf(ctx context.Context, q database.Querier, of Link, in looking) ([]Line, error) {
	tasks, err := task.ByIDs(ctx, q, of.Committee, in.tasks)
	if err != nil {
		return nil, err
	}
	bearer := pass(of, in.units, in.left())
	lines := make([]Line, 0, len(tasks))
	for _, t := range tasks {
		l := Line{
			Task: t.ID, Number: t.Number, Text: t.Text, Words: t.Deadline.Words, DueOn: t.DueOn, State: t.State, Version: t.Version, Kind: t.DeadlineKind,
			Asked: t.AskedDueOn, Back: t.SentBack, Evidence: t.EvidenceNeeded, Answered: in.answered(t.ID),
		}
		for _, a := range t.Assignees {
			if a.Role == task.Coordinate && a.Reply.IsZero() && !slices.Contains(in.units, a.Unit) {
				l.Parts = append(l.Parts, a.Name)
			}
		}
		if !l.Answered {
			for _, m := range task.MovesFor(bearer, t) {
				l.Moves = append(l.Moves, m.Event)
			}
		}
		lines = append(lines, l)
	}
	slices.SortFunc(lines, func(a, b Line) int { return slices.Index(in.tasks, a.Task) - slices.Index(in.tasks, b.Task) })
	return lines, nil
}

// Make makes a link and returns its secret, which is shown once: the same request again is fault.Conflict "answer_link.shown".
func (s *Service) Make(ctx context.Context, by access.Actor, in Make) (Link, string, error) {
	in.clean()
	if err := s.d.Validate.Struct(in); err != nil {
		return Link{}, "", err
	}
	if err := mayKeep(by, in.Committee); err != nil {
		return Link{}, "", err
	}
	secret, err := secrets.Draw(s.rand, "")
	if err != nil {
		return Link{}, "", err
	}
	var l Link
	err = database.InTx(ctx, s.d.DB, func(tx database.Tx) (err error) {
		l, err = s.make(ctx, tx, by, making{in, secrets.Hash(secret)})
		return err
	})
	if err != nil {
		return Link{}, "", err
	}
	return l, secret, nil
}

// making is a Make on its way.
type making struct {
	Make
	hash []byte
}

func (s *Service) make(ctx context.Context, tx database.Tx, by access.Actor, in making) (Link, error) {
	now := s.d.Clock().Truncate(time.Microsecond)
	last := s.d.Clock.Today().AddDays(in.Days)
	l := Link{
		Committee: in.Committee, ID: in.ID, Unit: in.Unit, Slip: in.Slip, MeantFor: in.MeantFor, Phone: in.Phone, MadeAt: now, Login: by.Login,
		ExpiresOn: last, ExpiresAt: last.AddDays(1).Start(),
	}
	if _, err := byID(ctx, tx, in.Committee, in.ID); err == nil {
		return Link{}, fault.New(fault.Conflict, "answer_link.shown")
	}
	if err := s.fits(ctx, tx, in.Make); err != nil {
		return Link{}, err
	}
	fresh, err := insertLink(ctx, tx, l, in.hash, id.ContentHash(in.Make))
	if err == nil && !fresh {
		err = fault.New(fault.Conflict, "answer_link.shown")
	}
	if err != nil {
		return Link{}, err
	}
	if err := insertTasks(ctx, tx, l, in.Tasks); err != nil {
		return Link{}, err
	}
	after, err := s.whole(ctx, tx, l)
	if err != nil {
		return Link{}, err
	}
	return after, s.note(ctx, tx, by, audit.Entry{Action: "answer_link.make", SubjectID: l.ID, After: after}, l)
}

// fits refuses a letter that went elsewhere, and tasks the unit could not report on.
func (s *Service) fits(ctx context.Context, q database.Querier, in Make) error {
	if !in.Slip.IsZero() {
		to, err := slipTo(ctx, q, in.Committee, in.Slip)
		if err != nil {
			return err
		}
		if to != in.Unit {
			return fault.Field("slip_id", "answer_link.other_unit")
		}
	}
	units, err := unitsOf(ctx, q, in.Unit, s.d.Clock.Today())
	if err != nil {
		return err
	}
	lines, err := linesOf(ctx, q, Link{Committee: in.Committee, Unit: in.Unit}, looking{units: units, tasks: in.Tasks})
	if err != nil {
		return err
	}
	for _, t := range in.Tasks {
		i := slices.IndexFunc(lines, func(l Line) bool { return l.Task == t })
		if i < 0 {
			return fault.Field("tasks", "answer_link.no_task")
		}
		if len(lines[i].Moves) == 0 {
			return fault.Field("tasks", "answer_link.not_theirs", lines[i].Number)
		}
	}
	return nil
}

// note writes who did what with a link into the audit.
func (s *Service) note(ctx context.Context, tx database.Tx, by access.Actor, e audit.Entry, l Link) error {
	e.At, e.By, e.Committee, e.Subject = s.d.Clock(), by, l.Committee, "answer_link"
	return audit.Record(ctx, tx, e)
}

// whole reads a link with its tasks and what was reported by it.
func (s *Service) whole(ctx context.Context, q database.Querier, l Link) (Link, error) {
	l, err := byID(ctx, q, l.Committee, l.ID)
	if err != nil {
		return Link{}, err
	}
	in, err := s.lookingOf(ctx, q, l)
	if err != nil {
		return Link{}, err
	}
	l.settle(s.d.Clock())
	l.Given = in.given
	l.Lines, err = linesOf(ctx, q, l, in)
	return l, err
}

func (s *Service) lookingOf(ctx context.Context, q database.Querier, l Link) (looking, error) {
	var in looking
	var err error
	if in.units, err = unitsOf(ctx, q, l.Unit, s.d.Clock.Today()); err != nil {
		return in, err
	}
	if in.tasks, err = tasksOf(ctx, q, l); err != nil {
		return in, err
	}
	in.given, err = givenBy(ctx, q, l)
	return in, err
}

// List reads a page of a committee's links, the latest first, without their tasks.
func (s *Service) List(ctx context.Context, by access.Actor, c access.CommitteeID, in Query) (org.Page[Link], error) {
	if err := mayKeep(by, c); err != nil {
		return org.Page[Link]{}, err
	}
	var p org.Page[Link]
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) (err error) {
		p, err = listLinks(ctx, q, c, in)
		return err
	})
	for i := range p.Rows {
		p.Rows[i].settle(s.d.Clock())
	}
	return p, err
}

// Get reads one link with its tasks and what was reported by it.
func (s *Service) Get(ctx context.Context, by access.Actor, c access.CommitteeID, i access.LinkID) (Link, error) {
	if err := mayKeep(by, c); err != nil {
		return Link{}, err
	}
	var l Link
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) (err error) {
		l, err = s.whole(ctx, q, Link{Committee: c, ID: i})
		return err
	})
	return l, err
}

// Revoke ends a link at once. Revoking twice changes nothing.
func (s *Service) Revoke(ctx context.Context, by access.Actor, in Revoke) (Link, error) {
	if err := s.d.Validate.Struct(in); err != nil {
		return Link{}, err
	}
	if err := mayKeep(by, in.Committee); err != nil {
		return Link{}, err
	}
	var after Link
	err := database.InTx(ctx, s.d.DB, func(tx database.Tx) error {
		l := Link{Committee: in.Committee, ID: in.ID}
		if err := lockLink(ctx, tx, l); err != nil {
			return err
		}
		before, err := s.whole(ctx, tx, l)
		if err != nil || before.RevokedAt != nil {
			after = before
			return err
		}
		if err := revokeLink(ctx, tx, l, s.d.Clock()); err != nil {
			return err
		}
		if after, err = s.whole(ctx, tx, l); err != nil {
			return err
		}
		return s.note(ctx, tx, by, audit.Entry{Action: "answer_link.revoke", SubjectID: l.ID, Before: before, After: after}, l)
	})
	return after, err
}

// OfSlip is the link of a letter whose secret the asker holds, so that the letter can be printed with it; else it does not exist.
func (s *Service) OfSlip(ctx context.Context, by access.Actor, of remind.SlipID, secret string) (Link, error) {
	l, err := byHash(ctx, s.d.DB, secrets.Hash(secret))
	if fault.KindOf(err) == fault.NotFound {
		return Link{}, dead()
	}
	if err != nil {
		return Link{}, err
	}
	if err := mayKeep(by, l.Committee); err != nil {
		return Link{}, dead()
	}
	l.settle(s.d.Clock())
	if l.Slip != of || of.IsZero() || l.Standing != Open {
		return Link{}, dead()
	}
	return l, nil
}

// declared are the sender's own words on who they are.
func (a Answer) declared() string { return strings.Trim(a.Name+", "+a.Post, ", ") }
