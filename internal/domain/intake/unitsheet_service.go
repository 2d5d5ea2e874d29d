package intake

import (
	"context"
	"errors"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// ReceiveSheet is a unit sheet that came back, as read, with the bytes' hash.
type ReceiveSheet struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	ID        UploadID           `json:"id" validate:"required"`
	FileName  string             `json:"file_name" validate:"required,max=300"`
	SHA256    []byte             `json:"sha256" validate:"len=32"`
	File      SheetFile          `json:"file" validate:"-"`
}

// DecideSheet says which rows of a received sheet are taken over. Rows named nowhere stay undecided.
type DecideSheet struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	ID        UploadID           `json:"id" validate:"required"`
	Rest      Choice             `json:"rest,omitempty" validate:"omitempty,oneof=accept refuse"` // of the rows not named: accept takes no conflict and no new task over
	Rows      []RowChoice        `json:"rows,omitempty" validate:"max=10000,dive"`
}

// Choice is what somebody decides about a row.
type Choice string

// The choices.
const (
	Accept Choice = "accept"
	Refuse Choice = "refuse"
)

// RowChoice is the choice about one row. Seen is the row's mark when it was looked at; empty: as it is now.
type RowChoice struct {
	Line   int    `json:"line" validate:"required"`
	Choice Choice `json:"choice" validate:"required,oneof=accept refuse"`
	Seen   string `json:"seen,omitempty" validate:"max=64"`
}

// SheetUpload is a sheet that came back, without its rows.
type SheetUpload struct {
	Committee  access.CommitteeID `db:"committee_id" json:"committee_id"`
	ID         UploadID           `db:"id" json:"id"`
	Sheet      SheetID            `db:"sheet_id" json:"sheet_id"`
	Unit       access.UnitID      `db:"unit_id" json:"unit_id"`
	UnitName   string             `db:"unit_name" json:"unit"`
	MadeOn     calendar.Date      `db:"made_on" json:"made_on"`
	FileName   string             `db:"file_name" json:"file_name"`
	RowCount   int                `db:"row_count" json:"row_count"`
	Taken      int                `db:"taken" json:"taken"` // rows accepted from this file
	ReceivedOn calendar.Date      `db:"received_on" json:"received_on"`
	Login      string             `db:"login" json:"login"`
}

// SheetPreview is what a sheet that came back would change, or has changed.
type SheetPreview struct {
	ID      UploadID        `json:"id,omitzero"` // none: only looked at
	Upload  SheetUpload     `json:"upload"`
	Rows    []Judged        `json:"rows"`
	Counts  map[Verdict]int `json:"counts"`
	Missing []int           `json:"missing"` // numbers of open tasks whose rows are not in the file
	Taken   int             `json:"taken"`   // by this decision
	Refused int             `json:"refused"`
	Records bool            `json:"may_enter_tasks"`
}

// UnitSheet reads what a unit owes, for its workbook: tasks it leads, and its parts of others'. Who answers for the unit may have
// it, and who keeps the committee's records.
func (s *Service) UnitSheet(ctx context.Context, by access.Actor, c access.CommitteeID, u access.UnitID) (UnitSheet, error) {
	sheet := UnitSheet{ID: id.From[sheetKind](s.d.NewID), Unit: u, MadeAt: s.d.Clock()}
	if err := maySheet(by, c, u); err != nil {
		return sheet, err
	}
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) (err error) {
		if sheet.Committee, err = org.CommitteeByID(ctx, q, c); err != nil {
			return err
		}
		if sheet.UnitName, err = sheetUnit(ctx, q, c, u); err != nil {
			return err
		}
		sheet.Rows, err = openRows(ctx, q, c, u, s.d.Clock.Today())
		return err
	})
	return sheet, err
}

// maySheet: to strangers the committee does not exist; a focal person has the sheets of their own units.
func maySheet(by access.Actor, c access.CommitteeID, u access.UnitID) error {
	if _, err := by.ReadScope(c); err != nil {
		return err
	}
	return access.Require(by.May(c, access.ReportTask) && (by.MayRecord(c) || by.AnswersFor(c, u)))
}

// errTrial ends a transaction in which something was only tried.
var errTrial = errors.New("a trial")

// PreviewUnitSheet tells what a sheet would change, and keeps nothing.
func (s *Service) PreviewUnitSheet(ctx context.Context, by access.Actor, c access.CommitteeID, f SheetFile) (SheetPreview, error) {
	if err := s.mayFile(by, c, f); err != nil {
		return SheetPreview{}, err
	}
	up := SheetUpload{Committee: c, Sheet: f.ID, Unit: f.Unit, MadeOn: f.MadeOn, RowCount: len(f.Rows), ReceivedOn: s.d.Clock.Today(), Login: by.Login}
	return s.tried(ctx, by, func(database.Tx) (SheetUpload, SheetFile, error) { return up, f, nil })
}

func (s *Service) mayFile(by access.Actor, c access.CommitteeID, f SheetFile) error {
	if _, err := by.ReadScope(c); err != nil {
		return err
	}
	if err := f.check(c); err != nil {
		return err
	}
	return maySheet(by, c, f.Unit)
}

// ReceiveUnitSheet keeps the rows of a sheet that came back and tells what they would change. Nothing else is changed yet. The same
// id with the same file answers with what is stored.
func (s *Service) ReceiveUnitSheet(ctx context.Context, by access.Actor, in ReceiveSheet) (SheetPreview, error) {
	in.FileName = org.Line(in.FileName)
	if err := s.d.Validate.Struct(in); err != nil {
		return SheetPreview{}, err
	}
	if err := s.mayFile(by, in.Committee, in.File); err != nil {
		return SheetPreview{}, err
	}
	err := database.InTx(ctx, s.d.DB, func(tx database.Tx) error { return s.receive(ctx, tx, by, in) })
	if err != nil {
		return SheetPreview{}, err
	}
	return s.UnitSheetUpload(ctx, by, in.Committee, in.ID)
}

func (s *Service) receive(ctx context.Context, tx database.Tx, by access.Actor, in ReceiveSheet) error {
	if _, err := sheetUnit(ctx, tx, in.Committee, in.File.Unit); err != nil {
		return err
	}
	fresh, err := insertUpload(ctx, tx, in, received{at: s.d.Clock(), by: by, hash: id.ContentHash(in)})
	if err != nil || !fresh {
		return err
	}
	up, err := uploadByID(ctx, tx, in.Committee, in.ID)
	if err != nil {
		return err
	}
	return audit.Record(ctx, tx, audit.Entry{
		At: s.d.Clock(), By: by, Committee: in.Committee, Action: "unit_sheet.receive", Subject: "unit_sheet", SubjectID: in.ID, After: up,
	})
}

// UnitSheetUpload tells what a received sheet would change now, and what was decided about it.
func (s *Service) UnitSheetUpload(ctx context.Context, by access.Actor, c access.CommitteeID, u UploadID) (SheetPreview, error) {
	if _, err := by.ReadScope(c); err != nil {
		return SheetPreview{}, err
	}
	return s.tried(ctx, by, func(tx database.Tx) (SheetUpload, SheetFile, error) { return s.uploadFor(ctx, tx, by, c, u) })
}

// uploadFor reads a received sheet; one of another's unit does not exist.
func (s *Service) uploadFor(ctx context.Context, q database.Querier, by access.Actor, c access.CommitteeID, u UploadID) (SheetUpload, SheetFile, error) {
	up, err := uploadByID(ctx, q, c, u)
	if err != nil {
		return up, SheetFile{}, err
	}
	if maySheet(by, c, up.Unit) != nil {
		return up, SheetFile{}, fault.New(fault.NotFound, "not_found")
	}
	f, err := uploadContent(ctx, q, c, u)
	return up, f, err
}

// tried judges a sheet and tries every move it would make, in a transaction that is rolled back: so the reasons against a row are
// those of the very rules that a real take-over meets.
func (s *Service) tried(ctx context.Context, by access.Actor, open func(database.Tx) (SheetUpload, SheetFile, error)) (SheetPreview, error) {
	var p SheetPreview
	err := database.InTx(ctx, s.d.DB, func(tx database.Tx) error {
		up, f, err := open(tx)
		if err != nil {
			return err
		}
		if p, err = s.judge(ctx, tx, by, up, f); err != nil {
			return err
		}
		for i := range p.Rows {
			if j := &p.Rows[i]; j.Decidable() {
				if err := s.try(ctx, tx, by, j); err != nil {
					return err
				}
			}
		}
		return errTrial
	})
	if !errors.Is(err, errTrial) {
		return p, err
	}
	p.Counts = count(p.Rows)
	return p, nil
}

// judge compares a file with what is now.
func (s *Service) judge(ctx context.Context, tx database.Tx, by access.Actor, up SheetUpload, f SheetFile) (SheetPreview, error) {
	g := judging{file: f, records: by.MayRecord(f.Committee), today: s.d.Clock.Today()}
	var err error
	if up.UnitName, err = sheetUnit(ctx, tx, f.Committee, f.Unit); err != nil {
		return SheetPreview{}, err
	}
	if g.now, err = rowsNow(ctx, tx, f, g.today); err != nil {
		return SheetPreview{}, err
	}
	if g.before, err = decisions(ctx, tx, f.Committee, f.ID); err != nil {
		return SheetPreview{}, err
	}
	p := SheetPreview{ID: up.ID, Upload: up, Rows: g.judge(), Missing: missing(g.now, f), Records: g.records}
	p.Counts = count(p.Rows)
	return p, nil
}

// try takes a row over within a savepoint that is undone. A refusal makes the row invalid.
func (s *Service) try(ctx context.Context, tx database.Tx, by access.Actor, j *Judged) error {
	err := s.savepoint(ctx, tx, func(tx database.Tx) error {
		if _, err := s.take(ctx, tx, by, j); err != nil {
			return err
		}
		return errTrial
	})
	return j.refusedBy(err)
}

// refusedBy makes a row invalid by the refusal of a rule; what is no refusal is returned.
func (j *Judged) refusedBy(err error) error {
	f, ok := errors.AsType[*fault.Fault](err)
	switch {
	case err == nil || errors.Is(err, errTrial):
		return nil
	case !ok || f.Kind == fault.Internal || f.Kind == fault.Unavailable:
		return err
	}
	j.refuse(reasons(f)...)
	j.settle()
	return nil
}

// take makes the moves of a row, or the task of a row added by hand.
func (s *Service) take(ctx context.Context, tx database.Tx, by access.Actor, j *Judged) (task.ID, error) {
	tasks := task.NewService(s.d)
	if j.Task.IsZero() {
		in := j.fresh
		in.ID = task.ID(s.d.NewID())
		t, err := tasks.CreateIn(ctx, tx, by, in)
		return t.ID, err
	}
	version := j.version
	for _, a := range j.acts {
		a.ID, a.Committee, a.Task, a.Version, a.ForUnit = task.EventID(s.d.NewID()), j.fresh.Committee, j.Task, version, j.Unit
		t, err := tasks.ActIn(ctx, tx, by, a)
		if err != nil {
			return j.Task, err
		}
		version = t.Version
	}
	return j.Task, nil
}

// SheetUnit is a unit with what it owes.
type SheetUnit struct {
	ID    access.UnitID `db:"id" json:"id"`
	Name  string        `db:"name" json:"name"`
	Leads int           `db:"leads" json:"leads"` // open tasks it leads
	Parts int           `db:"parts" json:"parts"` // open tasks of others with a part of its own
}

// SheetDesk is where sheets go out and come back.
type SheetDesk struct {
	Units   []SheetUnit   `json:"units"`
	Uploads []SheetUpload `json:"uploads"` // the latest fifty
}

// SheetDesk lists the units whose sheets the reader may have, and the sheets that came back: all of the committee's for who keeps
// its records, those of the units one answers for otherwise.
func (s *Service) SheetDesk(ctx context.Context, by access.Actor, c access.CommitteeID) (SheetDesk, error) {
	var d SheetDesk
	if _, err := by.ReadScope(c); err != nil {
		return d, err
	}
	if err := access.Require(by.May(c, access.ReportTask)); err != nil {
		return d, err
	}
	scope := access.Scope{All: by.MayRecord(c), Units: by.UnitsIn(c)}
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) (err error) {
		if d.Units, err = unitsOwing(ctx, q, c, scope, s.d.Clock.Today()); err != nil {
			return err
		}
		d.Uploads, err = uploadsOf(ctx, q, c, scope)
		return err
	})
	return d, err
}
