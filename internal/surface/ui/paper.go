package ui

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/surface/docx"
	formview "github.com/dondoc/dondoc/web/views/form"
	meetingview "github.com/dondoc/dondoc/web/views/meeting"
	"github.com/dondoc/dondoc/web/views/ui"
)

// paperWords are the words of an address that name the kinds of paper.
var paperWords = map[string]meeting.PaperKind{
	"bien-ban": meeting.Minutes, "thong-bao": meeting.Notice, "giay-moi": meeting.Invitation, "bo-sung": meeting.Supplement,
}

const wordType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

// paperOf is the paper the address names: of several supplements that of "?so=<id>", else the latest.
func (p *Pages) paperOf(ctx context.Context, c *gin.Context, r room) (meeting.PaperOf, error) {
	k, ok := paperWords[c.Param("kind")]
	if !ok {
		return meeting.PaperOf{}, fault.New(fault.NotFound, "not_found")
	}
	m, err := p.meetingTop(ctx, c, r)
	if err != nil {
		return meeting.PaperOf{}, err
	}
	if one := parseID(c.Query("so")); one != [16]byte{} {
		return p.d.Meetings.PaperByID(ctx, r.by, r.committee.ID, one)
	}
	return p.d.Meetings.PaperOf(ctx, r.by, r.committee.ID, m.ID, k)
}

func (p *Pages) showPaper(ctx context.Context, c *gin.Context, r room) error {
	of, err := p.paperOf(ctx, c, r)
	if err != nil {
		return err
	}
	if of.Paper.Kind == meeting.Supplement && (of.Paper.Version == 0 || c.Query("them") != "") {
		of.Paper.Version, of.Paper.State, of.Paper.ID, of.Paper.Number = 0, meeting.PaperDraft, meeting.PaperID{}, 0
		of.Paper.Corrects, of.Paper.Text = "", ""
	}
	return p.paperPage(ctx, c, r, papering{of: of, t: p.paperValues(of.Paper)})
}

// papering is a paper with what was typed of it.
type papering struct {
	of meeting.PaperOf
	t  typed
}

func (p *Pages) paperValues(v meeting.Paper) typed {
	t := p.fresh("version", strconv.Itoa(v.Version), "secretary_id", idText(v.Secretary.Person), "secretary_name", v.Secretary.Name,
		"secretary_title", v.Secretary.Title, "signer_id", idText(v.Signer.Person), "signer_name", v.Signer.Name, "signer_title", v.Signer.Title,
		"recipients", strings.Join(v.Recipients, "\n"), "corrects", v.Corrects, "text", v.Text)
	if !v.ID.IsZero() {
		t.values.Set("id", v.ID.String())
	}
	for name, yes := range map[string]bool{"signer_for_head": v.Signer.ForHead, "signer_on_behalf": v.Signer.OnBehalf} {
		if yes {
			t.values.Set(name, "1")
		}
	}
	return t
}

func (p *Pages) paperPage(ctx context.Context, c *gin.Context, r room, a papering) error {
	v, m := a.of.Paper, a.of.Record.Meeting
	page := r.lifePage(m, r.t("paper."+string(v.Kind)))
	page.Head.Chip = r.t("paper.state." + string(v.State))
	at := r.meetingURL(m.Number, "van-ban", c.Param("kind"))
	top := meetingview.Part{ID: "van-ban", Title: r.t("paper.file")}
	top.Terms = []ui.Term{{Name: r.t("paper.symbol"), Text: meeting.Symbol(a.of.Committee, v.Kind, v.Number)}, {Name: r.t("paper.issued_on"), Text: v.Registered.VN()}}
	if v.Number == 0 {
		top.Terms = []ui.Term{{Name: r.t("paper.symbol"), Text: r.t("paper.no_number")}}
	}
	top.Links = []ui.Link{{Text: r.t("paper.word"), URL: at + "/word" + paperQuery(v), Icon: ui.IconWord}}
	if docx.CanPDF() {
		top.Links = append(top.Links, ui.Link{Text: r.t("paper.pdf"), URL: at + "/pdf" + paperQuery(v), Icon: ui.IconDownload})
	} else {
		top.Text = r.t("docx.no_office")
	}
	page.Warnings = r.blanksOf(a.of)
	if v.Kind == meeting.Supplement && v.State == meeting.PaperIssued {
		top.Links = append(top.Links, ui.Link{Text: r.t("paper.supplement_more"), URL: at + "?them=1", Icon: ui.IconAdd})
	}
	page.Parts = []meetingview.Part{top}
	if v.Kind == meeting.Supplement {
		more, err := p.supplements(ctx, r, a.of, at)
		if err != nil {
			return err
		}
		page.Parts = append(page.Parts, more...)
	}
	if meeting.MayRecord(r.by, r.committee.ID) && v.State != meeting.PaperIssued {
		page.Failure = a.t.failure
		a.t.failure = ""
		parts, err := p.paperForms(ctx, r, a, at)
		if err != nil {
			return err
		}
		page.Parts = append(page.Parts, parts...)
	}
	status := a.t.status()
	if page.Failure != "" {
		status = http.StatusUnprocessableEntity
	}
	return show(ctx, c, status, meetingview.Life(page))
}

// supplements say what the shown one corrects, and which others there are.
func (p *Pages) supplements(ctx context.Context, r room, of meeting.PaperOf, at string) ([]meetingview.Part, error) {
	var parts []meetingview.Part
	if of.Paper.State == meeting.PaperIssued {
		terms := []ui.Term{{Name: r.t("paper.corrects"), Text: of.Paper.Corrects}, {Name: r.t("paper.text"), Text: of.Paper.Text}}
		if old := of.Corrected; old.Number > 0 {
			terms = append([]ui.Term{{Name: r.t("paper.corrected"), Text: meeting.Symbol(of.Committee, old.Kind, old.Number), URL: r.meetingURL(of.Record.Meeting.Number, "van-ban", "bien-ban")}}, terms...)
		}
		parts = append(parts, meetingview.Part{ID: "dinh-chinh", Title: r.t("paper.correction"), Terms: terms})
	}
	all, err := p.d.Meetings.Papers(ctx, r.by, r.committee.ID, of.Record.Meeting.ID)
	if err != nil {
		return nil, err
	}
	others := meetingview.Part{ID: "bo-sung-khac", Title: r.t("paper.other_supplements")}
	for _, one := range all {
		if one.Kind == meeting.Supplement && one.ID != of.Paper.ID {
			name := meeting.Symbol(of.Committee, one.Kind, one.Number)
			if name == "" {
				name = r.t("paper.no_number")
			}
			others.Lines = append(others.Lines, meetingview.Line{What: name, URL: at + "?so=" + one.ID.String(), Chip: r.t("paper.state." + string(one.State)), Text: one.Corrects})
		}
	}
	if len(others.Lines) > 0 {
		parts = append(parts, others)
	}
	return parts, nil
}

// blanksOf names what a paper that is not issued yet leaves as dotted blanks, or why it cannot be written at all.
func (r room) blanksOf(of meeting.PaperOf) []string {
	if of.Paper.State == meeting.PaperIssued {
		return nil
	}
	f, err := docx.Render(of)
	if err != nil {
		return []string{r.words.Fault(err)}
	}
	var all []string
	for _, b := range f.Blanks {
		all = append(all, r.t("sign.blank", r.t(string(b))))
	}
	return all
}

func paperQuery(v meeting.Paper) string {
	if v.Kind != meeting.Supplement || v.ID.IsZero() {
		return ""
	}
	return "?so=" + v.ID.String()
}

// paperForms are what may still be written of a paper, and the act of sending it out.
func (p *Pages) paperForms(ctx context.Context, r room, a papering, at string) ([]meetingview.Part, error) {
	people, err := p.peopleOptions(ctx, r)
	if err != nil {
		return nil, err
	}
	v, s := a.of.Paper, newSheet(r, a.t)
	write := s.act(at, "action.save")
	if v.Kind == meeting.Supplement {
		write.Parts = append(write.Parts, s.area("corrects", "paper.corrects", "paper.corrects_hint", 2), s.area("text", "paper.text", "", 6))
	}
	if v.Kind == meeting.Minutes || v.Kind == meeting.Supplement {
		write.Parts = append(write.Parts, formview.Group(r.t("column.secretary"), s.choice("secretary_id", "column.person", "record.not_in_register", people),
			formview.Row(s.text("secretary_name", "paper.name", ""), s.text("secretary_title", "paper.signer_title", ""))))
	}
	write.Parts = append(write.Parts, formview.Group(r.t("paper.signer"), s.choice("signer_id", "column.person", "record.not_in_register", people),
		formview.Row(s.text("signer_name", "paper.name", ""), s.text("signer_title", "paper.signer_title", "")), ui.CheckOf(a.t.check(r, "signer_for_head", "paper.for_head")),
		ui.CheckOf(a.t.check(r, "signer_on_behalf", "paper.on_behalf"))),
		s.area("recipients", "paper.recipients", "paper.recipients_hint", 4))
	send := newSheet(r, a.t)
	issue := send.act(at+"/ban-hanh", "paper.issue", formview.Row(send.text("number", "paper.number", "paper.number_hint"), send.date("issued_on", "paper.issued_on", "paper.issued_on_hint")),
		ui.CheckOf(a.t.check(r, "doubled", "paper.doubled")))
	issue.Note = r.t("paper.issue_note")
	write.Form.Errors, write.Form.Version, issue.Form.Version = nil, 0, 0
	version := ui.Pair{Name: "version", Value: strconv.Itoa(v.Version)}
	write.Hidden, issue.Hidden = []ui.Pair{version}, []ui.Pair{version}
	edit := meetingview.Part{ID: "noi-dung", Title: r.t("paper.details"), Forms: []meetingview.Act{write}}
	out := meetingview.Part{ID: "ban-hanh", Title: r.t("paper.issue")}
	switch {
	case v.Kind == meeting.Minutes && a.of.Record.Meeting.State != meeting.Signed:
		out.Text = r.t("paper.sign_first")
		out.Links = []ui.Link{{Text: r.t("life.signing"), URL: r.meetingURL(a.of.Record.Meeting.Number, "ky"), Icon: ui.IconEdit}}
	case v.Kind == meeting.Supplement && v.Version == 0:
		out.Text = r.t("paper.write_first")
	default:
		out.Forms = []meetingview.Act{issue}
	}
	if v.Kind == meeting.Minutes && a.of.Record.Meeting.State.Locked() {
		return []meetingview.Part{out}, nil
	}
	return []meetingview.Part{edit, out}, nil
}

func (t typed) paperContent() meeting.PaperContent {
	v := t.values.Get
	return meeting.PaperContent{
		SecretaryID: access.PersonID(t.id("secretary_id")), SecretaryName: v("secretary_name"), SecretaryTitle: v("secretary_title"),
		SignerID: access.PersonID(t.id("signer_id")), SignerName: v("signer_name"), SignerTitle: v("signer_title"), SignerForHead: v("signer_for_head") != "",
		SignerOnBehalf: v("signer_on_behalf") != "",
		Recipients:     strings.Split(v("recipients"), "\n"), Corrects: v("corrects"), Text: v("text"),
	}
}

func (p *Pages) savePaper(ctx context.Context, c *gin.Context, r room) error {
	of, err := p.paperOf(ctx, c, r)
	if err != nil {
		return err
	}
	t, m := posted(c), of.Record.Meeting
	if t.version() == 0 {
		_, err = p.d.Meetings.WritePaper(ctx, r.by, meeting.WritePaper{
			Committee: r.committee.ID, ID: meeting.PaperID(t.id("id")), Meeting: m.ID, Kind: of.Paper.Kind, PaperContent: t.paperContent(),
		})
	} else {
		_, err = p.d.Meetings.EditPaper(ctx, r.by, meeting.EditPaper{
			Committee: r.committee.ID, ID: meeting.PaperID(t.id("id")), Version: t.version(), PaperContent: t.paperContent(),
		})
	}
	if err == nil {
		return done(c, r.meetingURL(m.Number, "van-ban", c.Param("kind")), r.t("saved"))
	}
	if t, err = t.refused(r, err); err != nil {
		return err
	}
	return p.paperPage(ctx, c, r, papering{of, t})
}

// issuePaper sends a paper out under a number drawn here or typed from the registry's book.
func (p *Pages) issuePaper(ctx context.Context, c *gin.Context, r room) error {
	of, err := p.paperOf(ctx, c, r)
	if err != nil {
		return err
	}
	t, m := posted(c), of.Record.Meeting
	out, err := p.d.Meetings.Issue(ctx, r.by, meeting.Issue{
		Committee: r.committee.ID, ID: meeting.PaperID(t.id("id")), Meeting: m.ID, Kind: of.Paper.Kind, Version: t.version(),
		Number: t.howMany("number"), Doubled: t.values.Get("doubled") != "", On: t.date(r, "issued_on"),
	}, docx.Render)
	if err == nil {
		words := r.t("paper.issued", meeting.Symbol(of.Committee, of.Paper.Kind, out.Paper.Number))
		if n := len(out.Missing); n > 0 {
			words += " " + r.t("paper.gap", n, out.Missing[0])
		}
		return done(c, r.meetingURL(m.Number, "van-ban", c.Param("kind")), words)
	}
	if t, err = t.refused(r, err); err != nil {
		return err
	}
	full := p.paperValues(of.Paper)
	for _, name := range []string{"number", "issued_on", "doubled"} {
		full.values.Set(name, t.values.Get(name))
	}
	full.values.Set("id", t.values.Get("id"))
	full.said, full.failure = t.said, t.failure
	return p.paperPage(ctx, c, r, papering{of, full})
}

// fileOf is the Word file: of an issued paper the very bytes that went out, of another one as it would be now.
func (p *Pages) fileOf(ctx context.Context, c *gin.Context, r room) (meeting.File, error) {
	of, err := p.paperOf(ctx, c, r)
	if err != nil {
		return meeting.File{}, err
	}
	if len(of.Paper.SHA256) > 0 {
		return p.d.Meetings.IssuedFile(ctx, r.by, r.committee.ID, of.Record.Meeting.ID, of.Paper.SHA256)
	}
	return docx.Render(of)
}

func (p *Pages) wordOf(ctx context.Context, c *gin.Context, r room) error {
	f, err := p.fileOf(ctx, c, r)
	if err != nil {
		return err
	}
	return sendFile(c, f.Name, wordType, f.Bytes)
}

// pdfOf is the same as the office program of the machine prints it; without one the refusal says so.
func (p *Pages) pdfOf(ctx context.Context, c *gin.Context, r room) error {
	f, err := p.fileOf(ctx, c, r)
	if err != nil {
		return err
	}
	b, err := docx.PDF(ctx, f.Bytes)
	if err != nil {
		return err
	}
	return sendFile(c, strings.TrimSuffix(f.Name, ".docx")+".pdf", "application/pdf", b)
}
