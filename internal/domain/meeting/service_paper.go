package meeting

import (
	"context"
	"slices"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// PaperOf gathers all that a paper of a meeting is written from: as stored, and where nothing is stored as the record suggests it.
// Of several supplements it is the latest. Somebody who may read the meeting's heading only gets Forbidden.
func (s *Service) PaperOf(ctx context.Context, by access.Actor, c access.CommitteeID, m ID, k PaperKind) (PaperOf, error) {
	var p PaperOf
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		if !slices.Contains(PaperKinds(), k) {
			return fault.New(fault.NotFound, "not_found")
		}
		head, err := readable(ctx, q, by, c, m)
		if err != nil {
			return err
		}
		p, err = paperFor(ctx, q, head, k)
		p.Today = s.d.Clock.Today()
		return err
	})
	return p, err
}

// PaperByID is PaperOf of one stored paper: one of several supplements.
func (s *Service) PaperByID(ctx context.Context, by access.Actor, c access.CommitteeID, p PaperID) (PaperOf, error) {
	var of PaperOf
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		if _, err := SightOf(by, c); err != nil {
			return err
		}
		stored, err := paperByID(ctx, q, c, p)
		if err != nil {
			return err
		}
		head, err := readable(ctx, q, by, c, stored.Meeting)
		if err != nil {
			return err
		}
		of, err = assembled(ctx, q, head, stored)
		of.Today = s.d.Clock.Today()
		return err
	})
	return of, err
}

// readable is a meeting whose record the reader sees in full.
func readable(ctx context.Context, q database.Querier, by access.Actor, c access.CommitteeID, m ID) (Meeting, error) {
	head, err := sight(ctx, q, by, c, m)
	if err != nil {
		return Meeting{}, err
	}
	return head, access.Require(head.Level == Full)
}

// paperFor is the paper of a kind as stored, or as the record suggests it.
func paperFor(ctx context.Context, q database.Querier, m Meeting, k PaperKind) (PaperOf, error) {
	all, err := papersOf(ctx, q, m.Committee, m.ID)
	if err != nil {
		return PaperOf{}, err
	}
	for _, p := range slices.Backward(all) {
		if p.Kind == k {
			return assembled(ctx, q, m, p)
		}
	}
	return assembled(ctx, q, m, Paper{Kind: k})
}

// assembled puts committee, record and paper together. A paper of version 0 is filled in from the record.
func assembled(ctx context.Context, q database.Querier, m Meeting, p Paper) (PaperOf, error) {
	c, err := org.CommitteeByID(ctx, q, m.Committee)
	if err != nil {
		return PaperOf{}, err
	}
	r, err := readRecord(ctx, q, m)
	if err != nil {
		return PaperOf{}, err
	}
	if p.Version == 0 {
		members, err := org.MembersOn(ctx, q, m.Committee, m.HeldOn)
		if err != nil {
			return PaperOf{}, err
		}
		p = draftPaper(c, r, members, p.Kind)
	}
	own, err := org.TemplateInUse(ctx, q, c.ID, string(p.Kind))
	if err != nil {
		return PaperOf{}, err
	}
	of := PaperOf{Committee: c, Record: r, Paper: p, Template: own}
	if p.Kind == Supplement {
		of.Corrected, err = corrected(ctx, q, m, p)
	}
	return of, err
}

// corrected is the issued paper that a supplement corrects: the one it names, else the minutes.
func corrected(ctx context.Context, q database.Querier, m Meeting, p Paper) (Paper, error) {
	all, err := papersOf(ctx, q, m.Committee, m.ID)
	for _, old := range all {
		if old.State == PaperIssued && (old.ID == p.CorrectsID || p.CorrectsID.IsZero() && old.Kind == Minutes) {
			return old, err
		}
	}
	return Paper{}, err
}

// Papers lists the papers of a meeting that are stored. Who may read the record may read them.
func (s *Service) Papers(ctx context.Context, by access.Actor, c access.CommitteeID, m ID) ([]Paper, error) {
	papers := []Paper{}
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		head, err := readable(ctx, q, by, c, m)
		if err == nil {
			papers, err = papersOf(ctx, q, c, head.ID)
		}
		return err
	})
	return papers, err
}

// IssuedFile is the very file a paper went out as, or a signed one, by its digest.
func (s *Service) IssuedFile(ctx context.Context, by access.Actor, c access.CommitteeID, m ID, d Digest) (File, error) {
	var f File
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		head, err := readable(ctx, q, by, c, m)
		if err != nil {
			return err
		}
		kept, err := fileOf(ctx, q, head, d)
		f = File{Name: kept.Name, Bytes: kept.Bytes}
		return err
	})
	return f, err
}

// PaperContent is what a person writes about a paper.
type PaperContent struct {
	SecretaryID    access.PersonID `json:"secretary_id,omitzero"`
	SecretaryName  string          `json:"secretary_name,omitempty" validate:"max=200"`
	SecretaryTitle string          `json:"secretary_title,omitempty" validate:"max=300"`
	SignerID       access.PersonID `json:"signer_id,omitzero"`
	SignerName     string          `json:"signer_name,omitempty" validate:"max=200"`
	SignerTitle    string          `json:"signer_title,omitempty" validate:"max=300"`
	SignerForHead  bool            `json:"signer_for_head,omitempty"`
	SignerOnBehalf bool            `json:"signer_on_behalf,omitempty"` // of the whole body
	Recipients     []string        `json:"recipients,omitempty" validate:"max=100,dive,max=500"`
	CorrectsID     PaperID         `json:"corrects_id,omitzero"`                   // of a supplement
	Corrects       string          `json:"corrects,omitempty" validate:"max=2000"` // of a supplement: what it corrects, in words
	Text           string          `json:"text,omitempty" validate:"max=100000"`   // of a supplement
}

// WritePaper writes down what is known of a paper of a meeting.
type WritePaper struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	ID        PaperID            `json:"id" validate:"required"`
	Meeting   ID                 `json:"meeting_id" validate:"required"`
	Kind      PaperKind          `json:"kind" validate:"required,oneof=minutes notice invitation supplement"`
	PaperContent
}

// EditPaper replaces what is written about a paper that is not issued.
type EditPaper struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	ID        PaperID            `json:"id" validate:"required"`
	Version   int                `json:"version" validate:"required"`
	PaperContent
}

func (c *PaperContent) clean() {
	cleanLines(&c.SecretaryName, &c.SecretaryTitle, &c.SignerName, &c.SignerTitle)
	c.Corrects, c.Text = org.Prose(c.Corrects), org.Prose(c.Text)
	var lines []string
	for _, l := range c.Recipients {
		if l = org.Line(l); l != "" {
			lines = append(lines, l)
		}
	}
	c.Recipients = lines
}

// WritePaper stores a paper. The same id with the same content returns the stored one.
func (s *Service) WritePaper(ctx context.Context, by access.Actor, p WritePaper) (Paper, error) {
	return in(ctx, s.d.DB, func(tx database.Tx) (Paper, error) { return s.WritePaperIn(ctx, tx, by, p) })
}

// WritePaperIn is WritePaper as part of a larger act.
func (s *Service) WritePaperIn(ctx context.Context, tx database.Tx, by access.Actor, in WritePaper) (Paper, error) {
	in.clean()
	if err := s.d.Validate.Struct(in); err != nil {
		return Paper{}, err
	}
	m, err := s.lockFor(ctx, tx, by, in.Committee, in.Meeting)
	if err != nil {
		return Paper{}, err
	}
	hash := id.ContentHash(in)
	if sent, err := paperHash(ctx, tx, in.Committee, in.ID); err != nil || sent != "" {
		return repeated(ctx, tx, paperByID, repeat{sent, hash, err}, in.Committee, in.ID)
	}
	p := Paper{Committee: in.Committee, ID: in.ID, Meeting: in.Meeting, Kind: in.Kind, State: PaperDraft}
	if p, err = s.appliedPaper(ctx, tx, m, p, in.PaperContent); err != nil {
		return Paper{}, err
	}
	if err := s.onePaper(ctx, tx, m, in.Kind); err != nil {
		return Paper{}, err
	}
	if err := insertPaper(ctx, tx, p, hash); err != nil {
		return Paper{}, err
	}
	return s.paperWritten(ctx, tx, act{by, "paper.write", nil}, p)
}

// onePaper refuses a second paper of a kind of which a meeting has one.
func (s *Service) onePaper(ctx context.Context, q database.Querier, m Meeting, k PaperKind) error {
	if k == Supplement {
		return nil
	}
	all, err := papersOf(ctx, q, m.Committee, m.ID)
	if err == nil && slices.ContainsFunc(all, func(p Paper) bool { return p.Kind == k }) {
		err = fault.New(fault.Conflict, "meeting.paper_exists")
	}
	return err
}

// appliedPaper is the paper with new content, its people and what it corrects checked.
func (s *Service) appliedPaper(ctx context.Context, q database.Querier, m Meeting, p Paper, c PaperContent) (Paper, error) {
	names, err := known(ctx, q, m.Committee, []access.PersonID{c.SecretaryID, c.SignerID})
	if err != nil {
		return Paper{}, err
	}
	wrong := map[string]fault.Message{}
	for field, person := range map[string]access.PersonID{"secretary_id": c.SecretaryID, "signer_id": c.SignerID} {
		if _, ok := names[person]; !ok && !person.IsZero() {
			wrong[field] = fault.Message{Key: "meeting.person_unknown"}
		}
	}
	if p.Kind != Supplement && (c.Corrects != "" || c.Text != "" || !c.CorrectsID.IsZero()) {
		wrong["corrects"] = fault.Message{Key: "meeting.only_supplement_corrects"}
	}
	if !c.CorrectsID.IsZero() {
		if old, err := paperByID(ctx, q, m.Committee, c.CorrectsID); err != nil || old.Meeting != m.ID || old.State != PaperIssued {
			wrong["corrects_id"] = fault.Message{Key: "meeting.corrects_unknown"}
		}
	}
	if err := invalid(wrong); err != nil {
		return Paper{}, err
	}
	p.Secretary = Signatory{Person: c.SecretaryID, Name: c.SecretaryName, Title: c.SecretaryTitle}
	p.Signer = Signatory{Person: c.SignerID, Name: c.SignerName, Title: c.SignerTitle, ForHead: c.SignerForHead, OnBehalf: c.SignerOnBehalf}
	for _, who := range []*Signatory{&p.Secretary, &p.Signer} {
		if who.Name == "" {
			who.Name = names[who.Person]
		}
	}
	p.Recipients, p.CorrectsID, p.Corrects, p.Text = c.Recipients, c.CorrectsID, c.Corrects, c.Text
	if p.Recipients == nil {
		p.Recipients = []string{}
	}
	return p, nil
}

func (s *Service) paperWritten(ctx context.Context, tx database.Tx, a act, p Paper) (Paper, error) {
	p, err := paperByID(ctx, tx, p.Committee, p.ID)
	if err != nil {
		return Paper{}, err
	}
	return p, s.remember(ctx, tx, a, audit.Entry{Committee: p.Committee, Subject: "meeting_paper", SubjectID: p.ID, After: p})
}

// EditPaper replaces what is written about a paper. Minutes that somebody has signed, and an issued paper, stay as they are.
func (s *Service) EditPaper(ctx context.Context, by access.Actor, e EditPaper) (Paper, error) {
	e.clean()
	if err := s.d.Validate.Struct(e); err != nil {
		return Paper{}, err
	}
	return in(ctx, s.d.DB, func(tx database.Tx) (Paper, error) {
		m, before, err := lockLine(ctx, tx, s, paperLine(by, e.Committee, e.ID))
		if err != nil {
			return Paper{}, err
		}
		after, err := s.appliedPaper(ctx, tx, m, before, e.PaperContent)
		if err != nil || samePaper(before, after) {
			return before, err
		}
		if before.Version != e.Version {
			return Paper{}, fault.Stale(before)
		}
		if err := mayEditPaper(m, before); err != nil {
			return Paper{}, err
		}
		if err := updatePaper(ctx, tx, after); err != nil {
			return Paper{}, err
		}
		return s.paperWritten(ctx, tx, act{by, "paper.edit", before}, after)
	})
}

func paperLine(by access.Actor, c access.CommitteeID, p PaperID) lineOf[PaperID, Paper] {
	return lineOf[PaperID, Paper]{by, c, p, paperByID, func(p Paper) ID { return p.Meeting }}
}

// mayEditPaper refuses changes to what was issued, and to minutes that carry a signature.
func mayEditPaper(m Meeting, p Paper) error {
	switch {
	case p.State == PaperIssued:
		return fault.New(fault.Conflict, "meeting.paper_issued")
	case p.Kind == Minutes && m.State.Locked():
		return fault.New(fault.Conflict, "meeting.locked")
	}
	return nil
}

func samePaper(a, b Paper) bool {
	return a.Secretary == b.Secretary && a.Signer == b.Signer && slices.Equal(a.Recipients, b.Recipients) &&
		a.CorrectsID == b.CorrectsID && a.Corrects == b.Corrects && a.Text == b.Text
}
