package export

import (
	"context"
	"errors"
	"io"

	"github.com/dondoc/dondoc/internal/domain/account"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// Making is a workbook under way, in the hands of a job.
type Making struct {
	File
	For access.Actor // who asked, with what they may do now
	s   *Service
}

// Maker writes the workbook a file asks for and returns the name under which it is offered. It calls m.Progress now and then.
type Maker func(ctx context.Context, m *Making, w io.Writer) (name string, err error)

// Make makes the file of a job with the rights its asker has now, and stores it. Repeating a job that was cut off begins anew; one
// that is done, failed or deleted is left alone. What cannot be mended by trying again, and the last try, end as failed with the
// reason; other failures are returned, so that the queue tries again. Built-in actors only.
func (s *Service) Make(ctx context.Context, by access.Actor, j Job, make Maker) error {
	if err := access.Require(by.System); err != nil {
		return err
	}
	m, err := s.begin(ctx, j)
	if err != nil || m == nil {
		return err
	}
	name, size, err := s.store(ctx, m, make)
	if err == nil {
		return s.finish(ctx, by, m, name, size)
	}
	if ctx.Err() != nil { // the program stops: that is no failure of the workbook's
		return err
	}
	last := m.Tries >= MaxTries || permanent(err)
	if told := s.fail(context.WithoutCancel(ctx), by, m, problemOf(err), last); told != nil || !last {
		return errors.Join(err, told)
	}
	return s.blobs.DeleteNamed(ctx, m.key())
}

// permanent reports whether trying again would come to the same.
func permanent(err error) bool {
	switch fault.KindOf(err) {
	case fault.Invalid, fault.Forbidden, fault.NotFound, fault.Conflict, fault.TooLarge, fault.Unauthenticated:
		return true
	case fault.Internal, fault.TooMany, fault.Unavailable:
	}
	return false
}

// problemOf is the message key of what may be shown of a failure.
func problemOf(err error) string {
	if f, ok := errors.AsType[*fault.Fault](err); ok && f.Key != "" && len(f.Args) == 0 {
		return f.Key
	}
	return "export.broken"
}

// begin takes a file up, for an asker without rights when there is none any more, or returns nil when there is nothing to do.
func (s *Service) begin(ctx context.Context, j Job) (*Making, error) {
	var m *Making
	err := database.InTx(ctx, s.d.DB, func(tx database.Tx) error {
		m = nil
		f, err := one(ctx, tx, j.Committee, j.ID)
		if fault.KindOf(err) == fault.NotFound || err == nil && (f.State == Done || f.State == Failed) {
			return nil
		}
		if err != nil {
			return err
		}
		if f, err = begun(ctx, tx, f); err != nil {
			return err
		}
		by, err := account.ActorOf(ctx, tx, f.User, s.d.Clock.Today())
		if err != nil && !permanent(err) {
			return err
		}
		m = &Making{File: f, For: by, s: s}
		return nil
	})
	return m, err
}

// store runs the maker and keeps what it writes; a maker that fails leaves nothing.
func (s *Service) store(ctx context.Context, m *Making, make Maker) (name string, size int64, err error) {
	if err := mayRead(m.For, m.Committee); err != nil {
		return "", 0, err
	}
	r, w := io.Pipe()
	made := func() {
		var err error
		name, err = make(ctx, m, w)
		_ = w.CloseWithError(err) // nil closes it as at the end of a file
	}
	ended := chanOf(made)
	size, err = s.blobs.PutNamed(ctx, m.key(), r)
	_ = r.CloseWithError(err) // a maker that still writes gives up
	<-ended
	return name, size, err
}

// chanOf runs f beside the caller and returns a channel that closes when it has ended.
func chanOf(f func()) <-chan struct{} {
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		f()
	}()
	return ended
}

// Progress says how many rows are made. It stands in a transaction of its own, so that others see it at once.
func (m *Making) Progress(ctx context.Context, done, total int) error {
	return m.s.tell(ctx, m.File, done, total)
}

func (s *Service) tell(ctx context.Context, f File, done, total int) error {
	return database.InTx(ctx, s.d.DB, func(tx database.Tx) error { return progress(ctx, tx, f, done, total) })
}

func (s *Service) finish(ctx context.Context, by access.Actor, m *Making, name string, size int64) error {
	there := false
	err := database.InTx(ctx, s.d.DB, func(tx database.Tx) error {
		after, err := finished(ctx, tx, m.File, made{name, size, s.d.Clock()})
		there = err == nil
		if fault.KindOf(err) == fault.NotFound {
			return nil
		}
		if err != nil {
			return err
		}
		return s.note(ctx, tx, by, "export.done", m.File, after)
	})
	if err != nil || there {
		return err
	}
	return s.blobs.DeleteNamed(ctx, m.key()) // deleted meanwhile
}

func (s *Service) fail(ctx context.Context, by access.Actor, m *Making, problem string, last bool) error {
	return database.InTx(ctx, s.d.DB, func(tx database.Tx) error {
		after, err := failed(ctx, tx, m.File, failure{problem, last, s.d.Clock()})
		if fault.KindOf(err) == fault.NotFound {
			return nil
		}
		if err != nil || !last {
			return err
		}
		return s.note(ctx, tx, by, "export.failed", m.File, after)
	})
}
