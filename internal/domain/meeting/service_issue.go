package meeting

import (
	"context"
	"slices"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// Issue sends a paper out: it gets its number and can no longer be changed. Issuing the minutes closes the meeting for good.
type Issue struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	ID        PaperID            `json:"id" validate:"required"` // of the stored paper; where none is stored yet, the one it is to have
	Meeting   ID                 `json:"meeting_id" validate:"required"`
	Kind      PaperKind          `json:"kind" validate:"required,oneof=minutes notice invitation supplement"`
	Version   int                `json:"version"`                                       // of the stored paper; 0: none is stored
	Number    int                `json:"number,omitempty" validate:"min=0,max=1000000"` // as the registry's book has it; 0: draw the next
	Doubled   bool               `json:"doubled,omitempty"`                             // the number is meant although the run has it
	On        calendar.Date      `json:"issued_on,omitzero" validate:"realdate"`        // zero: today
}

// Outgoing is a paper that went out.
type Outgoing struct {
	Paper   Paper     `json:"paper"`
	Entry   BookEntry `json:"entry"`
	Missing []int     `json:"missing_numbers"` // of its run, to be explained
}

// Issue sends a paper out under a number and stores the very file. Minutes must be signed before, a supplement needs issued
// minutes to correct. Issuing again under the same id returns what was issued.
func (s *Service) Issue(ctx context.Context, by access.Actor, i Issue, render Renderer) (Outgoing, error) {
	if err := s.d.Validate.Struct(i); err != nil {
		return Outgoing{}, err
	}
	return in(ctx, s.d.DB, func(tx database.Tx) (Outgoing, error) { return s.issueIn(ctx, tx, by, issuing{i, render}) })
}

// issuing is an Issue with the means to do it.
type issuing struct {
	Issue
	render Renderer
}

func (s *Service) issueIn(ctx context.Context, tx database.Tx, by access.Actor, i issuing) (Outgoing, error) {
	m, err := s.lockFor(ctx, tx, by, i.Committee, i.Meeting)
	if err != nil {
		return Outgoing{}, err
	}
	p, err := s.toIssue(ctx, tx, by, m, i.Issue)
	if err != nil {
		return Outgoing{}, err
	}
	if p.Paper.State == PaperIssued {
		return issuedBefore(ctx, tx, p.Paper)
	}
	if err := mayIssue(m, p.Paper); err != nil {
		return Outgoing{}, err
	}
	before := p.Paper
	entry, err := s.giveNumber(ctx, tx, by, &p, i.Issue)
	if err != nil {
		return Outgoing{}, err
	}
	if p.Paper.SHA256, err = s.renderAndKeep(ctx, tx, p, i.render); err != nil {
		return Outgoing{}, err
	}
	if err := issuePaper(ctx, tx, p.Paper); err != nil {
		return Outgoing{}, err
	}
	if err := insertBook(ctx, tx, entry); err != nil {
		return Outgoing{}, err
	}
	if _, err := s.paperWritten(ctx, tx, act{by, "paper.issue", before}, p.Paper); err != nil {
		return Outgoing{}, err
	}
	if p.Paper.Kind == Minutes {
		if err := s.reach(ctx, tx, by, m, Issued); err != nil {
			return Outgoing{}, err
		}
	}
	return issuedBefore(ctx, tx, p.Paper)
}

// toIssue is the paper to be sent out: the stored one, else the one the record suggests, stored under the id it is to have.
func (s *Service) toIssue(ctx context.Context, tx database.Tx, by access.Actor, m Meeting, i Issue) (PaperOf, error) {
	all, err := papersOf(ctx, tx, m.Committee, m.ID)
	if err != nil {
		return PaperOf{}, err
	}
	at := slices.IndexFunc(all, func(p Paper) bool { return p.ID == i.ID && p.Kind == i.Kind })
	if at < 0 && i.Kind != Supplement {
		at = slices.IndexFunc(all, func(p Paper) bool { return p.Kind == i.Kind })
	}
	switch {
	case at >= 0 && all[at].State != PaperIssued && all[at].Version != i.Version:
		return PaperOf{}, fault.Stale(all[at])
	case at >= 0 && all[at].State == PaperIssued && all[at].ID != i.ID:
		return PaperOf{}, fault.New(fault.Conflict, "meeting.paper_issued")
	case at >= 0:
		return assembled(ctx, tx, m, all[at])
	case i.Kind == Supplement:
		return PaperOf{}, fault.New(fault.NotFound, "not_found")
	}
	p, err := assembled(ctx, tx, m, Paper{Kind: i.Kind})
	if err != nil {
		return PaperOf{}, err
	}
	p.Paper.ID = i.ID
	if err := insertPaper(ctx, tx, p.Paper, id.ContentHash(i)); err != nil {
		return PaperOf{}, err
	}
	p.Paper, err = s.paperWritten(ctx, tx, act{by, "paper.write", nil}, p.Paper)
	return p, err
}

// mayIssue refuses to send out what is not ready: minutes without the chair's signature, corrections of what is not issued.
func mayIssue(m Meeting, p Paper) error {
	switch {
	case p.Kind == Minutes && m.State != Signed:
		return fault.New(fault.Conflict, "meeting.needs_signing")
	case p.Kind == Supplement && m.State != Issued:
		return fault.New(fault.Conflict, "meeting.supplement_needs_issued")
	case p.Kind == Supplement && (p.Corrects == "" || p.Text == ""):
		return fault.New(fault.Conflict, "meeting.supplement_names_correction")
	case m.State == Cancelled:
		return fault.New(fault.Conflict, "meeting.is_cancelled")
	}
	return nil
}

// giveNumber draws or takes the number of a paper and prepares its line of the book.
func (s *Service) giveNumber(ctx context.Context, tx database.Tx, by access.Actor, p *PaperOf, i Issue) (BookEntry, error) {
	day := i.On
	if day.IsZero() {
		day = s.d.Clock.Today()
	}
	series, err := seriesFor(ctx, tx, i.Committee, day)
	if err != nil {
		return BookEntry{}, err
	}
	p.Paper.State, p.Paper.Registered, p.Paper.Series = PaperIssued, day, series.Key
	if p.Paper.Kind != Minutes {
		p.Paper.IssuedOn = day
	}
	b := bookOf(*p, series)
	b.ID, b.RecordedAt, b.Login = BookID(s.d.NewID()), s.d.Clock(), by.Login
	b, err = s.numbered(ctx, tx, b, wish{i.Number, i.Doubled})
	p.Paper.Number = b.Number
	return b, err
}

// renderAndKeep writes the file of a paper and stores its bytes.
func (s *Service) renderAndKeep(ctx context.Context, tx database.Tx, p PaperOf, render Renderer) (Digest, error) {
	f, err := rendered(p, render)
	if err != nil {
		return nil, err
	}
	return DigestOf(f.Bytes), keepFile(ctx, tx, p.Record.Meeting, f, s.d.Clock())
}

func rendered(p PaperOf, render Renderer) (File, error) {
	if render == nil {
		return File{}, fault.New(fault.Unavailable, "meeting.no_renderer")
	}
	return render(p)
}

// reach takes a meeting to a state that only an act of its own leads to, and adds the line of the audit.
func (s *Service) reach(ctx context.Context, tx database.Tx, by access.Actor, m Meeting, to State) error {
	if err := setState(ctx, tx, m.Committee, m.ID, to); err != nil {
		return err
	}
	after, err := s.full(ctx, tx, m.Committee, m.ID)
	if err != nil {
		return err
	}
	return s.remember(ctx, tx, act{by, "meeting.move", m}, audit.Entry{Committee: m.Committee, Subject: "meeting", SubjectID: m.ID, After: after})
}

// issuedBefore is what is stored of an issued paper.
func issuedBefore(ctx context.Context, q database.Querier, p Paper) (Outgoing, error) {
	stored, err := paperByID(ctx, q, p.Committee, p.ID)
	if err != nil {
		return Outgoing{}, err
	}
	b, err := bookOfPaper(ctx, q, p.Committee, p.ID)
	if err != nil {
		return Outgoing{}, err
	}
	numbers, err := numbersOf(ctx, q, run{b.Committee, b.Kind, b.Series})
	return Outgoing{Paper: stored, Entry: b, Missing: missing(numbers)}, err
}
