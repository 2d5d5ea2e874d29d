package ui

import (
	"context"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/attach"
	"github.com/dondoc/dondoc/internal/domain/shortcoming"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	formview "github.com/dondoc/dondoc/web/views/form"
	shortcomingview "github.com/dondoc/dondoc/web/views/shortcoming"
	"github.com/dondoc/dondoc/web/views/ui"
)

// shortcomingFiles puts the files that show the cure on the page of a shortcoming, for who may read them.
func (p *Pages) shortcomingFiles(ctx context.Context, r room, d shortcoming.Detail, page *shortcomingview.ShowPage) error {
	o := cureFiles(d.ID)
	files, err := p.d.Attach.Of(ctx, r.by, r.committee.ID, o.kind, o.id)
	if fault.KindOf(err) == fault.NotFound {
		return nil // the shortcoming is open to more readers than the papers of its meeting
	}
	page.Files = r.fileRows(files, func(f attach.Attachment) string { return r.shortURL(d.Number, filesPart, f.ID.String(), removePart) })
	if shortcoming.MayRecord(r.by, r.committee.ID) && !d.Withdrawn {
		page.AddFiles = ui.Link{Text: r.t("evidence.add"), URL: r.shortURL(d.Number, filesPart)}
	}
	return err
}

func (p *Pages) askCureFiles(ctx context.Context, c *gin.Context, r room) error {
	return p.cureFilesForm(ctx, c, r, filled("file_id", p.newKey()))
}

func (p *Pages) cureFilesForm(ctx context.Context, c *gin.Context, r room, t typed) error {
	d, err := p.shortcomingToWrite(ctx, c, r)
	if err != nil {
		return err
	}
	title, field := r.t("task.evidence_add"), r.upload(t, r.committee.Code, cureFiles(d.ID))
	page := formview.Page{
		Base: r.at(ui.SectionShortcomings, r.shortCrumbs(d.Number, ui.Link{Text: title})...), Head: ui.PageHead{Title: title}, Lead: d.Text,
		Form: t.form(r, r.shortURL(d.Number, filesPart), field.Field), Hidden: []ui.Pair{{Name: "file_id", Value: t.values.Get("file_id")}},
		Parts: []templ.Component{ui.UploadOf(field)}, Submit: title, Cancel: ui.Link{Text: r.t("action.cancel"), URL: r.shortURL(d.Number)},
	}
	page.Form.Multipart = true
	return show(ctx, c, t.status(), formview.Show(page))
}

func (p *Pages) addCureFiles(ctx context.Context, c *gin.Context, r room) error {
	t := postedWithFile(c)
	d, err := p.shortcomingToWrite(ctx, c, r)
	if err != nil {
		return err
	}
	t, taken, err := p.takeFiles(ctx, c, r, t, cureFiles(d.ID))
	if err != nil {
		return err
	}
	if len(t.said) == 0 && taken == 0 {
		t.said = map[string]string{"file": r.t("task.file_missing")}
	}
	if len(t.said) > 0 {
		return p.cureFilesForm(ctx, c, r, t)
	}
	return done(c, r.shortURL(d.Number), r.t("evidence.files_added", taken))
}

func (p *Pages) askRemoveCureFile(ctx context.Context, c *gin.Context, r room) error {
	return p.removeCureForm(ctx, c, r, filled("event_id", p.newKey()))
}

func (p *Pages) removeCureForm(ctx context.Context, c *gin.Context, r room, t typed) error {
	d, err := p.shortcomingToWrite(ctx, c, r)
	if err != nil {
		return err
	}
	base := r.at(ui.SectionShortcomings, r.shortCrumbs(d.Number, ui.Link{Text: r.t("evidence.remove_title")})...)
	return p.removeForm(ctx, c, r, removing{t: t, lead: d.Text, base: base, back: r.shortURL(d.Number), owner: cureFiles(d.ID)})
}

func (p *Pages) removeCureFile(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	d, err := p.shortcomingToWrite(ctx, c, r)
	if err != nil {
		return err
	}
	_, err = p.d.Shortcomings.RemoveEvidence(ctx, r.by, shortcoming.RemoveEvidence{
		Committee: r.committee.ID, ID: d.ID, Event: shortcoming.EventID(t.id("event_id")), Attachment: attach.ID(parseID(c.Param("file"))), Note: t.values.Get("note"),
	})
	if err != nil {
		if t, err = t.refused(r, err); err != nil {
			return err
		}
		return p.removeCureForm(ctx, c, r, t)
	}
	return done(c, r.shortURL(d.Number), r.t("evidence.removed"))
}
