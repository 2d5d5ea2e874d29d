package report

import (
	"context"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// Draft is a half-year report being written: the words, the rows to choose from, and the document they make.
type Draft struct {
	Writing  Writing  `json:"writing"`
	Rows     Rows     `json:"-"`
	Document Document `json:"document"`
}

// Draft reads what is written for a half-year, or what it would begin with: the words of the half-year before, else an empty outline.
// Whoever reads the report may read it.
func (s *Service) Draft(ctx context.Context, by access.Actor, q Query) (Draft, error) {
	var d Draft
	err := s.read(ctx, by, q.Committee, func(tx database.Querier) error {
		h, err := s.make(ctx, tx, q)
		if err != nil {
			return err
		}
		if d.Rows, err = rowsOf(ctx, tx, h); err != nil {
			return err
		}
		d.Writing, d.Document, err = s.documentOf(ctx, tx, h, d.Rows)
		return err
	})
	return d, err
}

// rowsOf are the lists a document chooses from.
func rowsOf(ctx context.Context, q database.Querier, h HalfYear) (Rows, error) {
	r := Rows{Open: h.ShortcomingRows}
	return r, eachTask(ctx, q, h, Behind{Figure: "not_done"}, page{}, func(t TaskRow) error {
		r.Overdue = append(r.Overdue, t)
		return nil
	})
}

// documentOf composes the document of a half-year that is given, counted now or kept.
func (s *Service) documentOf(ctx context.Context, q database.Querier, h HalfYear, rows Rows) (Writing, Document, error) {
	c, err := org.CommitteeByID(ctx, q, h.Letterhead.Committee)
	if err != nil {
		return Writing{}, Document{}, err
	}
	w, err := s.writingFor(ctx, q, c, h.Period)
	if err != nil {
		return Writing{}, Document{}, err
	}
	d := Compose(h, rows, w)
	d.Committee = c
	if d.Signer, err = signerOf(ctx, q, c, signing{w.Signer, d.dated()}); err != nil {
		return Writing{}, Document{}, err
	}
	d.Template, err = org.TemplateInUse(ctx, q, c.ID, string(meeting.HalfReport))
	return w, d, err
}

// dated is the day that decides the form and who is in office: the document's own, else that of its figures.
func (d Document) dated() calendar.Date {
	if d.IssuedOn.IsZero() {
		return d.Half.AsOf
	}
	return d.IssuedOn
}

// signing is who is to sign, and when; nobody named is the head.
type signing struct {
	who access.PersonID
	on  calendar.Date
}

func signerOf(ctx context.Context, q database.Querier, c org.Committee, s signing) (meeting.Signatory, error) {
	members, err := org.MembersOn(ctx, q, c.ID, s.on)
	if err != nil {
		return meeting.Signatory{}, err
	}
	if s.who.IsZero() {
		for _, m := range members {
			if m.Role == "head" {
				s.who = m.Person
				break
			}
		}
	}
	signer, _ := meeting.SignatoryOf(c, members, s.who)
	return signer, nil
}

// writingFor is what is stored, or what a new report begins with.
func (s *Service) writingFor(ctx context.Context, q database.Querier, c org.Committee, p calendar.Period) (Writing, error) {
	w, err := writingOf(ctx, q, c.ID, p.Code)
	if fault.KindOf(err) != fault.NotFound {
		return w, err
	}
	w = Writing{Committee: c.ID, Period: p.Code, Subject: "Sơ kết công tác " + halfName(p), Recipients: []string{"Thành viên " + c.ShortName}}
	last, found, err := writingBefore(ctx, q, c.ID, p.Code)
	if err != nil {
		return Writing{}, err
	}
	if !found {
		outline := OutlineGeneral
		if c.DocumentSystem == org.PartyDocuments {
			outline = OutlineDemocracy
		}
		w.Sections = SectionsOf(outline, p)
		return w, nil
	}
	from, err := org.PeriodOf(ctx, q, c.ID, last.Period)
	if err != nil {
		return Writing{}, err
	}
	w.From, w.Recipients = last.Period, last.Recipients
	for _, section := range last.Sections {
		w.Sections = append(w.Sections, renamed(section, from, p))
	}
	return w, nil
}

// Write stores what people wrote for a half-year; those who keep the committee's records may.
func (s *Service) Write(ctx context.Context, by access.Actor, in Write) (Writing, error) {
	in.clean()
	if err := s.d.Validate.Struct(in); err != nil {
		return Writing{}, err
	}
	if _, err := by.ReadScope(in.Committee); err != nil {
		return Writing{}, err
	}
	if err := access.Require(by.MayRecord(in.Committee)); err != nil {
		return Writing{}, err
	}
	var after Writing
	err := database.InTx(ctx, s.d.DB, func(tx database.Tx) (err error) {
		after, err = s.writeIn(ctx, tx, by, in)
		return err
	})
	return after, err
}

func (s *Service) writeIn(ctx context.Context, tx database.Tx, by access.Actor, in Write) (Writing, error) {
	if err := lockWriting(ctx, tx, in.Committee); err != nil {
		return Writing{}, err
	}
	if _, err := org.PeriodOf(ctx, tx, in.Committee, in.Period); err != nil {
		return Writing{}, err
	}
	before, err := writingOf(ctx, tx, in.Committee, in.Period)
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return Writing{}, err
	}
	if before.Version != in.Version {
		return Writing{}, fault.Stale(before)
	}
	w := Writing{
		Committee: in.Committee, Period: in.Period, Subject: in.Subject, Sections: in.Sections, Shortcomings: in.Shortcomings, Tasks: in.Tasks,
		Signer: in.Signer, Recipients: in.Recipients, Number: in.Number, IssuedOn: in.IssuedOn, WrittenAt: s.d.Clock(), Login: by.Login,
	}
	if err := saveWriting(ctx, tx, w); err != nil {
		return Writing{}, err
	}
	after, err := writingOf(ctx, tx, in.Committee, in.Period)
	if err != nil {
		return Writing{}, err
	}
	return after, audit.Record(ctx, tx, audit.Entry{
		At: w.WrittenAt, By: by, Committee: in.Committee, Action: "report_writing.write", Subject: "report_writing", SubjectID: in.Committee, Before: before, After: after,
	})
}
