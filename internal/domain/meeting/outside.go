package meeting

import (
	"context"
	"strings"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// The documents of a committee that are no meeting's. The first takes its number from the same book.
const (
	Reminder   PaperKind = "reminder" // công văn đôn đốc, Nghị định 30/2020/NĐ-CP, mẫu 1.5
	HalfReport PaperKind = "report"   // báo cáo sơ kết, tổng kết, mẫu 1.4
)

// BookKinds lists the kinds of paper that have runs of numbers of their own.
func BookKinds() []PaperKind { return []PaperKind{Minutes, Notice, Invitation, Reminder} }

// TemplateKinds lists the kinds of paper that a committee may bring a template for.
func TemplateKinds() []PaperKind { return append(PaperKinds(), Reminder, HalfReport) }

// Letter is a paper of no meeting that asks for its number.
type Letter struct {
	Committee  access.CommitteeID
	Kind       PaperKind
	On         calendar.Date // the day it goes out
	Number     int           // as the registry's book has it; 0: draw the next
	Doubled    bool          // the number is meant although the run has it
	Summary    string
	Signer     string
	Recipients []string
}

// NumberIn enters a letter into the book as part of a larger act, and so gives it its number.
func (s *Service) NumberIn(ctx context.Context, tx database.Tx, by access.Actor, l Letter) (BookEntry, error) {
	if err := access.Require(by.MayRecord(l.Committee)); err != nil {
		return BookEntry{}, err
	}
	if l.On.IsZero() || l.Kind.Register() != Reminder {
		return BookEntry{}, fault.New(fault.Invalid, "meeting.letter_unnumbered")
	}
	series, err := seriesFor(ctx, tx, l.Committee, l.On)
	if err != nil {
		return BookEntry{}, err
	}
	b := BookEntry{
		Committee: l.Committee, ID: BookID(s.d.NewID()), Kind: l.Kind, Series: series.Key, SeriesName: series.Name, IssuedOn: l.On, Summary: l.Summary,
		Signer: l.Signer, Recipients: strings.Join(l.Recipients, "; "), RecordedAt: s.d.Clock(), Login: by.Login,
	}
	if b, err = s.numbered(ctx, tx, b, wish{l.Number, l.Doubled}); err != nil {
		return BookEntry{}, err
	}
	if err := insertBook(ctx, tx, b); err != nil {
		return BookEntry{}, err
	}
	return s.bookWritten(ctx, tx, act{by, "paper_number.draw", nil}, b)
}

// SignatoryOf is a member who signs a paper of the committee on a day: the head under the head's title, anybody else in the head's place.
// False where the person was no member then.
func SignatoryOf(c org.Committee, members []org.Member, p access.PersonID) (Signatory, bool) {
	m, ok := memberOf(members, p)
	if !ok {
		return Signatory{}, false
	}
	s := signatoryOf(Named{p, m.FullName}, members, headTitle(c))
	if m.Role == "head" {
		s.Title = strings.ToUpper(headTitle(c))
	}
	s.ForHead = m.Role != "head"
	return s, true
}

// TitleOf is the title a member has in the committee, as a sentence names it.
func TitleOf(c org.Committee, m org.Member) string {
	if m.Role == "head" {
		return headTitle(c)
	}
	return memberTitle(m, "")
}
