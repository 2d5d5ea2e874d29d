package org_test

import (
	"errors"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

func anyFile(string, []byte) error { return nil }

func templateInput(c access.CommitteeID, body string) org.TemplateInput {
	return org.TemplateInput{Committee: c, ID: org.TemplateID(id.Random()), Kind: "minutes", FileName: "Mẫu biên bản.docx", Bytes: []byte(body)}
}

func TestTemplates(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	in := templateInput(h.mine.ID, "một")
	first, err := h.AddTemplate(ctx, h.secretary, in, anyFile)
	must(t, err)
	if first.InUse || first.Size != len("một") || first.Version != 1 || first.Login != h.secretary.Login {
		t.Errorf("added %+v", first)
	}
	if again, err := h.AddTemplate(ctx, h.secretary, in, anyFile); err != nil || again.Version != 1 {
		t.Errorf("again: %+v, %v", again, err)
	}
	other := in
	other.Bytes = []byte("khác")
	_, err = h.AddTemplate(ctx, h.secretary, other, anyFile)
	wants(t, "the id with another file", err, fault.Conflict)

	if b, err := org.TemplateInUse(ctx, h.db, h.mine.ID, "minutes"); err != nil || b != nil {
		t.Errorf("in use before anybody said so: %q, %v", b, err)
	}
	use := org.TemplateUse{Committee: h.mine.ID, ID: first.ID, Version: 1, InUse: true}
	used, err := h.UseTemplate(ctx, h.secretary, use)
	if err != nil || !used.InUse || used.Version != 2 {
		t.Errorf("used %+v, %v", used, err)
	}
	_, err = h.UseTemplate(ctx, h.secretary, use)
	wants(t, "a stale version", err, fault.Conflict)

	second, err := h.AddTemplate(ctx, h.admin, templateInput(h.mine.ID, "hai"), anyFile)
	must(t, err)
	_, err = h.UseTemplate(ctx, h.secretary, org.TemplateUse{Committee: h.mine.ID, ID: second.ID, Version: 1, InUse: true})
	must(t, err)
	if b, err := org.TemplateInUse(ctx, h.db, h.mine.ID, "minutes"); err != nil || string(b) != "hai" {
		t.Errorf("in use %q, %v", b, err)
	}
	all, err := h.Templates(ctx, h.secretary, h.mine.ID)
	if err != nil || len(all) != 2 || all[0].InUse == all[1].InUse {
		t.Errorf("%+v, %v", all, err)
	}
	_, err = h.UseTemplate(ctx, h.secretary, org.TemplateUse{Committee: h.mine.ID, ID: second.ID, Version: 2})
	must(t, err)
	if b, err := org.TemplateInUse(ctx, h.db, h.mine.ID, "minutes"); err != nil || b != nil {
		t.Errorf("in use after it was taken out: %q, %v", b, err)
	}
	if got, b, err := h.TemplateFile(ctx, h.secretary, h.mine.ID, first.ID); err != nil || string(b) != "một" || got.ID != first.ID {
		t.Errorf("%+v, %q, %v", got, b, err)
	}
	h.intact(t)
}

func TestTemplatesThatAreRefused(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	no := errors.New("no Word file")
	_, err := h.AddTemplate(ctx, h.secretary, templateInput(h.mine.ID, "x"), func(string, []byte) error { return no })
	if !errors.Is(err, no) {
		t.Errorf("%v", err)
	}
	in := templateInput(h.mine.ID, "x")
	in.Kind = "telegram"
	_, err = h.AddTemplate(ctx, h.secretary, in, anyFile)
	wants(t, "a kind there is not", err, fault.Invalid)
	_, err = h.AddTemplate(ctx, h.secretary, templateInput(h.mine.ID, string(make([]byte, 2<<20+1))), anyFile)
	wants(t, "too large", err, fault.Invalid)

	mine, err := h.AddTemplate(ctx, h.secretary, templateInput(h.mine.ID, "x"), anyFile)
	must(t, err)
	for _, who := range []struct {
		name string
		by   access.Actor
		kind fault.Kind
	}{{"a member", h.member, fault.Forbidden}, {"a focal person", h.focal, fault.Forbidden}, {"a stranger", h.stranger, fault.NotFound}} {
		_, err = h.Templates(ctx, who.by, h.mine.ID)
		wants(t, who.name+" lists", err, who.kind)
		_, _, err = h.TemplateFile(ctx, who.by, h.mine.ID, mine.ID)
		wants(t, who.name+" reads", err, who.kind)
		_, err = h.AddTemplate(ctx, who.by, templateInput(h.mine.ID, "y"), anyFile)
		wants(t, who.name+" adds", err, who.kind)
		_, err = h.UseTemplate(ctx, who.by, org.TemplateUse{Committee: h.mine.ID, ID: mine.ID, Version: 1, InUse: true})
		wants(t, who.name+" uses", err, who.kind)
	}
	_, _, err = h.TemplateFile(ctx, h.stranger, h.other.ID, mine.ID)
	wants(t, "by the address of another committee", err, fault.NotFound)
}
