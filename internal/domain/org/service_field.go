package org

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// Fields lists the fields of work a committee sees; the zero committee asks for the whole register, for administrators.
func (s *Service) Fields(ctx context.Context, by access.Actor, c access.CommitteeID, in FieldQuery) (Page[Field], error) {
	sight, err := sightOf(by, c, access.ReadRegister)
	if err != nil {
		return Page[Field]{}, err
	}
	return read(ctx, s, func(q database.Querier) (Page[Field], error) { return listFields(ctx, q, sight, in) })
}

// Field reads a field of work a committee sees; another committee's own is fault.NotFound.
func (s *Service) Field(ctx context.Context, by access.Actor, c access.CommitteeID, f FieldID) (Field, error) {
	sight, err := sightOf(by, c, access.ReadRegister)
	if err != nil {
		return Field{}, err
	}
	return read(ctx, s, func(q database.Querier) (Field, error) {
		field, err := FieldByID(ctx, q, f)
		if err == nil && !sight.sees(field.Owner) {
			return Field{}, fault.New(fault.NotFound, "not_found")
		}
		return field, err
	})
}

// CreateField makes a field of work: a committee's own by those who keep its records, a common one by administrators.
func (s *Service) CreateField(ctx context.Context, by access.Actor, in FieldInput) (Field, error) {
	return write(ctx, s, by, in, s.CreateFieldIn)
}

// CreateFieldIn is CreateField within a larger act.
func (s *Service) CreateFieldIn(ctx context.Context, tx database.Tx, by access.Actor, in FieldInput) (Field, error) {
	in = in.clean()
	if err := mayWrite(by, in.Owner); err != nil {
		return Field{}, err
	}
	if err := s.d.Validate.Struct(in); err != nil {
		return Field{}, err
	}
	if err := audit.Lock(ctx, tx, in.Owner); err != nil { // before the code, for which two may wait
		return Field{}, err
	}
	fresh, err := insertField(ctx, tx, in, id.ContentHash(in))
	if err != nil {
		return Field{}, err
	}
	f, err := FieldByID(ctx, tx, in.ID)
	if err != nil || !fresh {
		return f, err
	}
	return f, s.note(ctx, tx, by, audit.Entry{Committee: f.Owner, Action: "field.create", Subject: "field", SubjectID: f.ID, After: f})
}

// EditField changes or withdraws a field of work.
func (s *Service) EditField(ctx context.Context, by access.Actor, in FieldInput) (Field, error) {
	return write(ctx, s, by, in, s.EditFieldIn)
}

// EditFieldIn is EditField within a larger act. The owner of a field never changes.
func (s *Service) EditFieldIn(ctx context.Context, tx database.Tx, by access.Actor, in FieldInput) (Field, error) {
	in = in.clean()
	before, err := lockField(ctx, tx, in.ID)
	if err != nil {
		return Field{}, err
	}
	if err := mayWrite(by, before.Owner); err != nil {
		return Field{}, err
	}
	if err := s.d.Validate.Struct(in); err != nil {
		return Field{}, err
	}
	if err := fresh(in.Version, before.Version, before); err != nil {
		return Field{}, err
	}
	f, err := updateField(ctx, tx, in)
	if err != nil {
		return Field{}, err
	}
	return f, s.note(ctx, tx, by, audit.Entry{
		Committee: f.Owner, Action: "field.edit", Subject: "field", SubjectID: f.ID, Before: before, After: f,
	})
}
