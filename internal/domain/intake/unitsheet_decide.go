package intake

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// ApplyUnitSheet takes over the rows chosen of a received sheet, in one transaction: a row that a rule refuses is told and left out,
// the others are kept. A row taken over before is never taken over again.
func (s *Service) ApplyUnitSheet(ctx context.Context, by access.Actor, in DecideSheet) (SheetPreview, error) {
	if err := s.d.Validate.Struct(in); err != nil {
		return SheetPreview{}, err
	}
	if _, err := by.ReadScope(in.Committee); err != nil {
		return SheetPreview{}, err
	}
	var p SheetPreview
	err := database.InTx(ctx, s.d.DB, func(tx database.Tx) (err error) {
		p, err = s.apply(ctx, tx, by, in)
		return err
	})
	return p, err
}

func (s *Service) apply(ctx context.Context, tx database.Tx, by access.Actor, in DecideSheet) (SheetPreview, error) {
	up, f, err := s.uploadFor(ctx, tx, by, in.Committee, in.ID)
	if err != nil {
		return SheetPreview{}, err
	}
	if err := lockSheet(ctx, tx, in.Committee, f.ID); err != nil {
		return SheetPreview{}, err
	}
	p, err := s.judge(ctx, tx, by, up, f)
	if err != nil {
		return p, err
	}
	for i := range p.Rows {
		if err := s.decide(ctx, tx, by, in, &p.Rows[i]); err != nil {
			return p, err
		}
		p.tally(p.Rows[i])
	}
	p.Counts = count(p.Rows)
	if p.Upload, err = uploadByID(ctx, tx, in.Committee, in.ID); err != nil {
		return p, err
	}
	return p, audit.Record(ctx, tx, audit.Entry{
		At: s.d.Clock(), By: by, Committee: in.Committee, Action: "unit_sheet.decide", Subject: "unit_sheet", SubjectID: in.ID,
		Before: up, After: map[string]any{"upload": p.Upload, "decision": in},
	})
}

// tally counts what this decision came to.
func (p *SheetPreview) tally(j Judged) {
	switch {
	case j.Outcome == OutcomeTaken && j.just:
		p.Taken++
	case j.Outcome == OutcomeRefused && j.just, j.Verdict == RowInvalid && j.Outcome == "":
		p.Refused++
	}
}

// decide does with one row what was chosen for it.
func (s *Service) decide(ctx context.Context, tx database.Tx, by access.Actor, in DecideSheet, j *Judged) error {
	choice := in.choice(*j)
	if choice == "" || !j.Decidable() {
		return nil
	}
	if choice == voided {
		j.refuse(fault.Message{Key: "unit_sheet.why.changed_meanwhile"})
		return nil
	}
	d := decision{committee: in.Committee, sheet: in.ID, row: *j, outcome: OutcomeRefused, at: s.d.Clock(), login: by.Login}
	if choice == Accept {
		err := s.savepoint(ctx, tx, func(tx database.Tx) (err error) {
			d.outcome = OutcomeTaken
			d.task, err = s.take(ctx, tx, by, j)
			return err
		})
		if err != nil {
			return j.refusedBy(err)
		}
	}
	if d.task.IsZero() {
		d.task = j.Task
	}
	j.Task, j.Outcome, j.Decided, j.just = d.task, d.outcome, s.d.Clock.Today(), true
	return insertDecision(ctx, tx, d)
}

// voided is a choice made in the sight of something that no longer holds.
const voided Choice = "voided"

// choice is what was chosen for a row. The rest never takes over what somebody has to look at.
func (in DecideSheet) choice(j Judged) Choice {
	for _, r := range in.Rows {
		if r.Line != j.Line {
			continue
		}
		if r.Choice == Accept && r.Seen != "" && r.Seen != j.Seen {
			return voided
		}
		return r.Choice
	}
	if in.Rest == Accept && j.Verdict != RowAccepted {
		return ""
	}
	return in.Rest
}
