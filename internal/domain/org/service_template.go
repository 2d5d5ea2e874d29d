package org

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// Templates lists the Word templates of a committee, the latest first, for those who keep its records, and administrators.
func (s *Service) Templates(ctx context.Context, by access.Actor, c access.CommitteeID) ([]Template, error) {
	if err := mayWrite(by, c); err != nil {
		return nil, err
	}
	return read(ctx, s, func(q database.Querier) ([]Template, error) { return templatesOf(ctx, q, c) })
}

// TemplateFile reads one template with its bytes, for the same people.
func (s *Service) TemplateFile(ctx context.Context, by access.Actor, c access.CommitteeID, t TemplateID) (Template, []byte, error) {
	if err := mayWrite(by, c); err != nil {
		return Template{}, nil, err
	}
	var b []byte
	one, err := read(ctx, s, func(q database.Querier) (Template, error) {
		row, err := templateByID(ctx, q, c, t)
		if err == nil {
			b, err = templateBytes(ctx, q, c, t)
		}
		return row, err
	})
	return one, b, err
}

// AddTemplate keeps a template that check lets pass. The same id with the same file answers with the stored row.
func (s *Service) AddTemplate(ctx context.Context, by access.Actor, in TemplateInput, check TemplateCheck) (Template, error) {
	in = in.clean()
	if err := mayWrite(by, in.Committee); err != nil {
		return Template{}, err
	}
	if err := s.d.Validate.Struct(in); err != nil {
		return Template{}, err
	}
	if err := check(in.Kind, in.Bytes); err != nil {
		return Template{}, err
	}
	return write(ctx, s, by, in, func(ctx context.Context, tx database.Tx, by access.Actor, in TemplateInput) (Template, error) {
		fresh, err := insertTemplate(ctx, tx, in, templateRow{s.d.Clock(), by.Login, id.ContentHash(in)})
		if err != nil {
			return Template{}, err
		}
		t, err := templateByID(ctx, tx, in.Committee, in.ID)
		if err != nil || !fresh {
			return t, err
		}
		return t, s.note(ctx, tx, by, audit.Entry{Committee: t.Committee, Action: "template.add", Subject: "template", SubjectID: t.ID, After: t})
	})
}

// UseTemplate takes a template into use or out of it. Papers issued before keep the file they went out as.
func (s *Service) UseTemplate(ctx context.Context, by access.Actor, in TemplateUse) (Template, error) {
	if err := mayWrite(by, in.Committee); err != nil {
		return Template{}, err
	}
	if err := s.d.Validate.Struct(in); err != nil {
		return Template{}, err
	}
	return write(ctx, s, by, in, func(ctx context.Context, tx database.Tx, by access.Actor, in TemplateUse) (Template, error) {
		if _, err := lockCommittee(ctx, tx, in.Committee); err != nil { // one of a kind is in use, so one change at a time
			return Template{}, err
		}
		before, err := templateByID(ctx, tx, in.Committee, in.ID)
		if err != nil {
			return Template{}, err
		}
		if err := fresh(in.Version, before.Version, before); err != nil {
			return Template{}, err
		}
		if before.InUse == in.InUse {
			return before, nil
		}
		t, err := useTemplate(ctx, tx, before, in.InUse)
		if err != nil {
			return Template{}, err
		}
		return t, s.note(ctx, tx, by, audit.Entry{
			Committee: t.Committee, Action: "template.use", Subject: "template", SubjectID: t.ID, Before: before, After: t,
		})
	})
}
