package ui

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/attach"
	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/surface/docx"
	meetingview "github.com/dondoc/dondoc/web/views/meeting"
	"github.com/dondoc/dondoc/web/views/ui"
)

func (p *Pages) showSigning(ctx context.Context, c *gin.Context, r room) error {
	return p.signingPage(ctx, c, r, signing{t: p.fresh()})
}

// signing is the page of signatures with what was refused: the changes since the signer was shown the minutes, or words.
type signing struct {
	t       typed
	changed *meeting.Changed
}

func (p *Pages) signingPage(ctx context.Context, c *gin.Context, r room, a signing) error {
	m, err := p.fullTop(ctx, c, r)
	if err != nil {
		return err
	}
	v, err := p.d.Meetings.ToSign(ctx, r.by, r.committee.ID, m.ID, docx.Render)
	if err != nil {
		return err
	}
	page := r.lifePage(m, r.t("life.signing"))
	page.Head.Chip, page.Failure = r.t("meeting.state."+string(m.State)), a.t.failure
	for _, b := range v.Blanks {
		if m.SignsNext() == "" {
			break // what is signed is signed
		}
		page.Warnings = append(page.Warnings, r.t("sign.blank", r.t(string(b))))
	}
	for _, title := range v.Undecided {
		page.Warnings = append(page.Warnings, r.t("sign.undecided", title))
	}
	if a.changed != nil {
		page.Parts = append(page.Parts, r.changedPart(*a.changed))
	}
	if m.SignsNext() != "" {
		page.Parts = append(page.Parts, r.signPart(m, v, a.t))
	}
	page.Parts = append(page.Parts, r.signaturesPart(m, v.Signatures))
	page.Parts = append(page.Parts, p.otherWays(r, m, v, a.t)...)
	status := a.t.status()
	if a.changed != nil {
		status = http.StatusConflict
	}
	return show(ctx, c, status, meetingview.Life(page))
}

// changedPart shows what was written after the signer was shown the minutes.
func (r room) changedPart(v meeting.Changed) meetingview.Part {
	part := meetingview.Part{ID: "da-doi", Title: r.t("sign.changed"), Text: r.t("sign.changed_text"), Empty: r.t("sign.changed_elsewhere")}
	for _, k := range v.Changes {
		part.Lines = append(part.Lines, meetingview.Line{What: r.moment(k.At), Chip: k.Login, Quote: k.Before, Text: k.After})
	}
	return part
}

// signPart is the file to be signed and the act of signing it.
func (r room) signPart(m meeting.Meeting, v meeting.Shown, t typed) meetingview.Part {
	part := meetingview.Part{ID: "ban-ky", Title: r.t("sign.file"), Text: r.t("sign.file_text"), Terms: []ui.Term{
		{Name: r.t("paper.file"), Text: v.Name, URL: r.meetingURL(m.Number, "van-ban", "bien-ban", "word")}, {Name: "SHA-256", Text: v.SHA256.String()},
	}}
	if meeting.MaySign(r.by, m) {
		as := m.SignsNext()
		part.Forms = []meetingview.Act{r.button(r.meetingURL(m.Number, "ky"), "sign.as."+string(as), ui.IconEdit,
			"id", t.values.Get("id"), "capacity", string(as), "sha256", v.SHA256.String(), "record", strconv.FormatInt(v.Record, 10))}
	}
	return part
}

func (r room) signaturesPart(m meeting.Meeting, all []meeting.Signature) meetingview.Part {
	part := meetingview.Part{ID: "chu-ky", Title: r.t("sign.signatures"), Empty: r.t("sign.nobody")}
	for _, s := range all {
		l := meetingview.Line{
			What: s.Name, Chip: r.t("capacity." + string(s.Capacity)), Sub: joined(" · ", s.SignedOn.VN(), r.moment(s.RecordedAt), s.Login),
			Text: "SHA-256 " + s.SHA256.String(), URL: r.meetingURL(m.Number, "ky", s.SHA256.String()),
		}
		if s.OnPaper {
			l.Sub, l.URL = joined(" · ", r.t("sign.on_paper"), l.Sub), r.url("tep", s.Attachment.String())
		}
		if s.WithdrawnAt != nil {
			l.Quiet, l.Sub = true, joined(" · ", l.Sub, r.t("sign.withdrawn", r.moment(*s.WithdrawnAt), s.WithdrawnBy, s.WithdrawnWhy))
		}
		part.Lines = append(part.Lines, l)
	}
	return part
}

// otherWays are signing on paper, and taking signatures back.
func (p *Pages) otherWays(r room, m meeting.Meeting, v meeting.Shown, t typed) []meetingview.Part {
	t.failure = ""
	s := newSheet(r, t, "file", "chair", "signed_on")
	switch {
	case meeting.MayWithdrawSignatures(r.by, m, v.Signatures):
		act := s.act(r.meetingURL(m.Number, "ky", "thu-hoi"), "sign.withdraw", s.text("why", "sign.why", ""))
		act.Form.Version, act.Form.RowID, act.Title, act.Open = m.Version, "", r.t("sign.withdraw"), len(t.said) > 0
		return []meetingview.Part{{ID: "thu-hoi", Title: r.t("sign.back"), Text: r.t("sign.back_text"), Forms: []meetingview.Act{act}}}
	case meeting.MayRecord(r.by, r.committee.ID) && m.SignsNext() == meeting.AsSecretary:
		for name, value := range map[string]string{"chair": m.ChairName, "signed_on": r.today.VN()} {
			if !t.values.Has(name) {
				t.values.Set(name, value)
			}
		}
		if len(m.Secretaries) > 0 && !t.values.Has("secretary") {
			t.values.Set("secretary", m.Secretaries[0].Name)
		}
		hint := "sign.scan_hint"
		if t.values.Get("scan_id") != "" {
			hint = ""
		}
		scan := s.field("file", "sign.scan", hint)
		if name := t.values.Get("scan_name"); name != "" {
			scan.Hint, scan.Required = r.t("sign.scan_kept", name), false
		}
		file := ui.File(scan, ".pdf,.jpg,.jpeg,.png", false)
		act := s.act(r.meetingURL(m.Number, "ky", "tren-giay"), "sign.on_paper_save", file, s.text("secretary", "column.secretary", ""),
			s.text("chair", "column.chair", ""), s.date("signed_on", "sign.signed_on", "form.date_hint"))
		act.Form = t.form(r, r.meetingURL(m.Number, "ky", "tren-giay"), s.fields...)
		act.Form.Multipart, act.Form.Version, act.Title, act.Open = true, 0, r.t("sign.on_paper_save"), len(t.said) > 0
		act.Hidden = s.hidden("scan_id", "scan_name")
		return []meetingview.Part{{ID: "tren-giay", Title: r.t("sign.on_paper"), Text: r.t("sign.on_paper_text"), Forms: []meetingview.Act{act}}}
	}
	return nil
}

func (p *Pages) signMinutes(ctx context.Context, c *gin.Context, r room) error {
	m, err := p.fullTop(ctx, c, r)
	if err != nil {
		return err
	}
	t := posted(c)
	in := meeting.Sign{Committee: r.committee.ID, ID: meeting.SignatureID(t.id("id")), Meeting: m.ID, Capacity: meeting.Capacity(t.values.Get("capacity"))}
	if err := in.SHA256.UnmarshalText([]byte(t.values.Get("sha256"))); err != nil {
		return fault.New(fault.Invalid, "invalid").Because(err)
	}
	if in.Record, err = strconv.ParseInt(t.values.Get("record"), 10, 64); err != nil {
		return fault.New(fault.Invalid, "invalid").Because(err)
	}
	_, err = p.d.Meetings.Sign(ctx, r.by, in, docx.Render)
	if err == nil {
		return done(c, r.meetingURL(m.Number, "ky"), r.t("sign.done"))
	}
	a := signing{t: p.fresh()}
	if f, ok := errors.AsType[*fault.Fault](err); ok {
		if v, ok := f.Theirs.(meeting.Changed); ok {
			a.changed = &v
		}
	}
	if a.t, err = a.t.refused(r, err); err != nil {
		return err
	}
	return p.signingPage(ctx, c, r, a)
}

// signOnPaper takes the scan of printed and signed minutes with the names under them.
func (p *Pages) signOnPaper(ctx context.Context, c *gin.Context, r room) error {
	m, err := p.fullTop(ctx, c, r)
	if err != nil {
		return err
	}
	if err := access.Require(meeting.MayRecord(r.by, r.committee.ID)); err != nil {
		return err
	}
	t := filled()
	for _, name := range []string{"id", "secretary", "chair", "signed_on", "scan_id", "scan_name"} {
		t.values.Set(name, c.PostForm(name))
	}
	if err := p.takeScan(ctx, c, r, m, &t); err != nil || len(t.said) > 0 {
		if err != nil {
			return err
		}
		return p.signingPage(ctx, c, r, signing{t: t})
	}
	_, err = p.d.Meetings.SignOnPaper(ctx, r.by, meeting.SignOnPaper{
		Committee: r.committee.ID, ID: meeting.SignatureID(t.id("scan_id")), Meeting: m.ID, Attachment: attach.ID(t.id("scan_id")), Secretary: t.values.Get("secretary"),
		Chair: t.values.Get("chair"), SignedOn: t.date(r, "signed_on"),
	})
	if err == nil {
		return done(c, r.meetingURL(m.Number, "ky"), r.t("sign.done"))
	}
	if t, err = t.refused(r, err); err != nil {
		return err
	}
	return p.signingPage(ctx, c, r, signing{t: t})
}

// takeScan stores the scan. One that was stored before its form was refused is not asked for again.
func (p *Pages) takeScan(ctx context.Context, c *gin.Context, r room, m meeting.Meeting, t *typed) error {
	if _, err := c.FormFile("file"); err != nil && t.values.Get("scan_id") != "" {
		return nil
	}
	scan, said, err := p.uploaded(ctx, c, r, attach.UploadInput{OwnerKind: attach.OfMeeting, OwnerID: attach.OwnerID(m.ID)})
	if err != nil {
		return err
	}
	if said != "" {
		t.said = map[string]string{"file": said}
		return nil
	}
	t.values.Set("scan_id", scan.ID.String())
	t.values.Set("scan_name", scan.FileName)
	t.values.Set("id", id.ID[any](p.d.NewID()).String()) // the form's own went to the scan, which the signature is named by
	return nil
}

func (p *Pages) withdrawSignatures(ctx context.Context, c *gin.Context, r room) error {
	m, err := p.fullTop(ctx, c, r)
	if err != nil {
		return err
	}
	t := posted(c)
	_, err = p.d.Meetings.WithdrawSignatures(ctx, r.by, meeting.WithdrawSignatures{Committee: r.committee.ID, ID: m.ID, Version: t.version(), Why: t.values.Get("why")})
	if err == nil {
		return done(c, r.meetingURL(m.Number, "ky"), r.t("sign.taken_back"))
	}
	if t, err = t.refused(r, err); err != nil {
		return err
	}
	return p.signingPage(ctx, c, r, signing{t: t})
}

// keptFile is a file that was signed, by its digest.
func (p *Pages) keptFile(ctx context.Context, c *gin.Context, r room) error {
	m, err := p.fullTop(ctx, c, r)
	if err != nil {
		return err
	}
	var d meeting.Digest
	if err := d.UnmarshalText([]byte(c.Param("digest"))); err != nil {
		return fault.New(fault.NotFound, "not_found").Because(err)
	}
	f, err := p.d.Meetings.IssuedFile(ctx, r.by, r.committee.ID, m.ID, d)
	if err != nil {
		return err
	}
	return sendFile(c, f.Name, wordType, f.Bytes)
}
