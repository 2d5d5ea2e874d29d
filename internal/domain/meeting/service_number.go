package meeting

import (
	"context"
	"slices"
	"strings"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// BookQuery is what the book of outgoing documents understands; empty fields filter nothing.
type BookQuery struct {
	org.ListQuery
	Kind   PaperKind `json:"kind"`
	Series string    `json:"series"`
}

// Run is a run of numbers as the book shows it: the numbers nobody bears are to be explained.
type Run struct {
	Kind    PaperKind `json:"kind"`
	Series  Series    `json:"series"`
	Missing []int     `json:"missing_numbers"`
}

// mayReadBook is the verdict on reading the book: whoever reads the committee's records.
func mayReadBook(by access.Actor, c access.CommitteeID) error {
	if _, err := by.ReadScope(c); err != nil {
		return err
	}
	return access.Require(by.May(c, access.ReadAll))
}

// Book reads a page of the book of outgoing documents, the latest first unless another order is asked for.
func (s *Service) Book(ctx context.Context, by access.Actor, c access.CommitteeID, b BookQuery) (org.Page[BookEntry], error) {
	if err := mayReadBook(by, c); err != nil {
		return org.Page[BookEntry]{}, err
	}
	var p org.Page[BookEntry]
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		var err error
		p, err = listBook(ctx, q, c, b)
		return err
	})
	return p, err
}

// BookEntry reads one line of the book.
func (s *Service) BookEntry(ctx context.Context, by access.Actor, c access.CommitteeID, b BookID) (BookEntry, error) {
	if err := mayReadBook(by, c); err != nil {
		return BookEntry{}, err
	}
	var e BookEntry
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		var err error
		e, err = bookByID(ctx, q, c, b)
		return err
	})
	return e, err
}

// Runs lists the runs of numbers of a committee, the latest first, with the numbers each of them skips.
func (s *Service) Runs(ctx context.Context, by access.Actor, c access.CommitteeID) ([]Run, error) {
	if err := mayReadBook(by, c); err != nil {
		return nil, err
	}
	runs := []Run{}
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		all, err := seriesOf(ctx, q, c)
		if err != nil {
			return err
		}
		for _, r := range all {
			numbers, err := numbersOf(ctx, q, run{c, r.Kind, r.Key})
			if err != nil {
				return err
			}
			runs = append(runs, Run{Kind: r.Kind, Series: Series{r.Key, r.Name}, Missing: missing(numbers)})
		}
		return nil
	})
	return runs, err
}

// VoidNumber makes a number of the book void. It stays listed and is never given again.
type VoidNumber struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	ID        BookID             `json:"id" validate:"required"`
	Version   int                `json:"version" validate:"required"`
	Why       string             `json:"why" validate:"required,max=500"`
}

// VoidNumber makes a number void, with the reason.
func (s *Service) VoidNumber(ctx context.Context, by access.Actor, v VoidNumber) (BookEntry, error) {
	cleanLines(&v.Why)
	if err := s.d.Validate.Struct(v); err != nil {
		return BookEntry{}, err
	}
	return in(ctx, s.d.DB, func(tx database.Tx) (BookEntry, error) {
		if err := mayWrite(by, v.Committee); err != nil {
			return BookEntry{}, err
		}
		before, err := bookByID(ctx, tx, v.Committee, v.ID)
		if err != nil {
			return BookEntry{}, err
		}
		if _, err := lockRun(ctx, tx, run{v.Committee, before.Kind, before.Series}); err != nil {
			return BookEntry{}, err
		}
		if before, err = bookByID(ctx, tx, v.Committee, v.ID); err != nil || before.Void && before.VoidWhy == v.Why {
			return before, err
		}
		if before.Version != v.Version || before.Void {
			return BookEntry{}, fault.Stale(before)
		}
		after := before
		after.VoidWhy = v.Why
		if err := voidBook(ctx, tx, after); err != nil {
			return BookEntry{}, err
		}
		return s.bookWritten(ctx, tx, act{by, "paper_number.void", before}, after)
	})
}

// BookVoid writes a number into the book that no paper bears: spoilt, or skipped in the registry.
type BookVoid struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	ID        BookID             `json:"id" validate:"required"`
	Kind      PaperKind          `json:"kind" validate:"required,oneof=minutes notice invitation reminder"`
	Number    int                `json:"number" validate:"min=1,max=1000000"`
	On        calendar.Date      `json:"issued_on" validate:"required,realdate"`
	Why       string             `json:"why" validate:"required,max=500"`
}

// BookVoid writes a void number into the book. The same id again returns the stored line.
func (s *Service) BookVoid(ctx context.Context, by access.Actor, v BookVoid) (BookEntry, error) {
	cleanLines(&v.Why)
	if err := s.d.Validate.Struct(v); err != nil {
		return BookEntry{}, err
	}
	return in(ctx, s.d.DB, func(tx database.Tx) (BookEntry, error) {
		if err := mayWrite(by, v.Committee); err != nil {
			return BookEntry{}, err
		}
		switch stored, err := bookByID(ctx, tx, v.Committee, v.ID); {
		case err == nil && stored.Void && stored.Number == v.Number && stored.Kind == v.Kind && stored.VoidWhy == v.Why:
			return stored, nil
		case err == nil:
			return BookEntry{}, fault.New(fault.Conflict, "conflict.id_reused")
		case fault.KindOf(err) != fault.NotFound:
			return BookEntry{}, err
		}
		series, err := seriesFor(ctx, tx, v.Committee, v.On)
		if err != nil {
			return BookEntry{}, err
		}
		b := BookEntry{
			Committee: v.Committee, ID: v.ID, Kind: v.Kind, Series: series.Key, SeriesName: series.Name, IssuedOn: v.On,
			Summary: v.Why, Typed: true, Void: true, VoidWhy: v.Why, RecordedAt: s.d.Clock(), Login: by.Login,
		}
		if b, err = s.numbered(ctx, tx, b, wish{number: v.Number}); err != nil {
			return BookEntry{}, err
		}
		if err := insertBook(ctx, tx, b); err != nil {
			return BookEntry{}, err
		}
		return s.bookWritten(ctx, tx, act{by, "paper_number.book_void", nil}, b)
	})
}

func (s *Service) bookWritten(ctx context.Context, tx database.Tx, a act, b BookEntry) (BookEntry, error) {
	b, err := bookByID(ctx, tx, b.Committee, b.ID)
	if err != nil {
		return BookEntry{}, err
	}
	return b, s.remember(ctx, tx, a, audit.Entry{Committee: b.Committee, Subject: "paper_number", SubjectID: b.ID, After: b})
}

// seriesFor is the series of a committee on a day.
func seriesFor(ctx context.Context, q database.Querier, c access.CommitteeID, day calendar.Date) (Series, error) {
	committee, err := org.CommitteeByID(ctx, q, c)
	if err != nil {
		return Series{}, err
	}
	terms, err := org.TermsOf(ctx, q, c)
	return seriesOn(committee, terms, day), err
}

// wish is the number somebody typed (0: draw the next), and whether they know that another paper bears it.
type wish struct {
	number int
	double bool
}

// numbered gives a line of the book its number, with the run locked until the transaction ends: drawn numbers have no gaps and
// no doubles. A typed number that the run has already is refused until somebody says that it is meant.
func (s *Service) numbered(ctx context.Context, tx database.Tx, b BookEntry, w wish) (BookEntry, error) {
	r := run{b.Committee, b.Kind, b.Series}
	last, err := lockRun(ctx, tx, r)
	if err != nil {
		return b, err
	}
	if b.Number = w.number; b.Number == 0 {
		b.Number = last + 1
		return b, setLast(ctx, tx, r, b.Number)
	}
	b.Typed = true
	given, err := numbersOf(ctx, tx, r)
	if err != nil {
		return b, err
	}
	if slices.Contains(given, b.Number) {
		if !w.double {
			return b, fault.Field("number", "meeting.number_taken", b.Number, b.SeriesName)
		}
		b.Doubled = true
	}
	return b, setLast(ctx, tx, r, b.Number)
}

// bookOf is the line of the book that a paper is entered as.
func bookOf(p PaperOf, series Series) BookEntry {
	return BookEntry{
		Committee: p.Paper.Committee, Kind: p.Paper.Kind.Register(), Series: series.Key, SeriesName: series.Name, Paper: p.Paper.ID,
		IssuedOn: p.Paper.Registered, Summary: p.Record.Meeting.Title, Signer: p.Paper.Signer.Name, Recipients: strings.Join(p.Paper.Recipients, "; "),
	}
}
