package api

import (
	"context"
	"io"
	"net/http"
	"reflect"
	"strings"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/surface/docx"
)

const (
	meetingPapersPath = meetingPath + "/papers"
	meetingPaperPath  = meetingPapersPath + "/{kind}"
	paperPath         = committeePath + "/papers/{paper}"
	numbersPath       = committeePath + "/numbers"
	templatesPath     = committeePath + "/templates"
	templatePath      = templatesPath + "/{template}"
)

const (
	wordType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	pdfType  = "application/pdf"
)

// file is a GET of bytes of a media type.
func file(t title, media string, f func(ctx context.Context, c call) (written, error)) route {
	r := reads(t, f)
	r.media, r.answer = media, nil
	return r
}

// paperRoutes are those of the documents of meetings, the book of their numbers and the templates they are written by.
func (a *API) paperRoutes() []route {
	m := a.d.Meetings
	return []route{
		lists(title{meetingPapersPath, "listPapers", "The stored papers of a meeting"}, a.listPapers),
		reads(title{meetingPaperPath, "getPaperOfKind", "The paper of a kind, as stored or as the record suggests it; of supplements the latest"}, a.getPaperOfKind),
		file(title{meetingPaperPath + "/word", "downloadPaperOfKind", "The same as a Word file; of an issued paper the very bytes that went out"}, wordType, a.wordOfKind),
		file(title{meetingPaperPath + "/pdf", "downloadPaperOfKindAsPDF", "The same as PDF, where an office program is on the machine"}, pdfType, a.pdfOfKind),
		creates(title{meetingPapersPath, "writePaper", "Store who signs a paper and to whom it goes, or what a supplement corrects"}, committeePath+"/papers/{id}", m.WritePaper, a.paperThere).
			bind("meeting=meeting_id"),
		posts(title{meetingPath + "/issue", "issuePaper", "Send a paper out under a number drawn here or typed from the registry's book; again returns what was issued"}, a.issuePaper).
			bind("meeting=meeting_id").refusing(meeting.Paper{}),
		reads(title{paperPath, "getPaper", "A stored paper"}, a.getPaper),
		edits(title{paperPath, "editPaper", "Change what is written about a paper that is not issued"}, m.EditPaper).bind("paper=id"),
		file(title{paperPath + "/word", "downloadPaper", "A stored paper as a Word file"}, wordType, a.wordOf),
		file(title{paperPath + "/pdf", "downloadPaperAsPDF", "A stored paper as PDF, where an office program is on the machine"}, pdfType, a.pdfOf),

		pages(title{numbersPath, "listNumbers", "The book of outgoing documents, the latest first; void numbers stay in it"}, a.listNumbers),
		lists(title{numbersPath + "/runs", "listNumberRuns", "The runs of numbers with the numbers each of them skips"}, a.listRuns),
		creates(title{numbersPath, "bookVoidNumber", "Write a number into the book that no paper bears"}, numbersPath+"/{id}", m.BookVoid, a.numberThere),
		reads(title{numbersPath + "/{entry}", "getNumber", "A line of the book"}, a.getNumber),
		posts(title{numbersPath + "/{entry}/void", "voidNumber", "Make a number void; it is never given again"}, m.VoidNumber).bind("entry=id"),

		lists(title{templatesPath, "listTemplates", "The committee's own Word templates, the latest first"}, a.listTemplates),
		{
			method: http.MethodPost, path: templatesPath, name: "addTemplate", summary: "Bring a Word template; it is not used before that is said", status: http.StatusCreated,
			form:   []formPart{{"id", reflect.TypeFor[org.TemplateID]()}, {"kind", reflect.TypeFor[meeting.PaperKind]()}, {"file", nil}},
			answer: reflect.TypeFor[org.Template](), reading: templatesPath + "/{id}", repeats: true, handle: a.addTemplate,
		},
		reads(title{templatePath, "getTemplate", "A template with the marks that will not do what their writer expects"}, a.getTemplate),
		posts(title{templatePath + "/use", "useTemplate", "Take a template into use, or out of it"}, a.d.Org.UseTemplate).bind("template=id"),
		file(title{templatePath + "/file", "downloadTemplate", "A template as it was brought"}, wordType, a.templateFile),
		file(title{templatePath + "/trial", "tryTemplate", "An invented paper written by a template"}, wordType, a.tryTemplate),
	}
}

// PaperView is a paper with its number as documents print it and what it still leaves blank.
type PaperView struct {
	Paper  meeting.Paper   `json:"paper"`
	Symbol string          `json:"symbol"` // "05/BB-BCĐ"; empty: no number yet
	Blanks []meeting.Blank `json:"blanks"` // of a draft
}

func viewOf(of meeting.PaperOf, err error) (PaperView, error) {
	if err != nil {
		return PaperView{}, err
	}
	v := PaperView{Paper: of.Paper, Symbol: meeting.Symbol(of.Committee, of.Paper.Kind, of.Paper.Number)}
	if of.Paper.State == meeting.PaperIssued {
		return v, nil
	}
	f, err := docx.Render(of)
	v.Blanks = f.Blanks
	return v, err
}

func (a *API) listPapers(ctx context.Context, c call) ([]meeting.Paper, error) {
	return ofMeeting(ctx, c, a.d.Meetings.Papers)
}

func (a *API) ofKind(ctx context.Context, c call) (meeting.PaperOf, error) {
	m, err := c.meeting(ctx)
	if err != nil {
		return meeting.PaperOf{}, err
	}
	return a.d.Meetings.PaperOf(ctx, c.by, c.in(), m, meeting.PaperKind(c.word("kind")))
}

func (a *API) stored(ctx context.Context, c call) (meeting.PaperOf, error) {
	p, err := idOf[any](c, "paper")
	if err != nil {
		return meeting.PaperOf{}, err
	}
	return a.d.Meetings.PaperByID(ctx, c.by, c.in(), meeting.PaperID(p))
}

func (a *API) getPaperOfKind(ctx context.Context, c call) (PaperView, error) {
	return viewOf(a.ofKind(ctx, c))
}

func (a *API) getPaper(ctx context.Context, c call) (PaperView, error) {
	return viewOf(a.stored(ctx, c))
}

func (a *API) paperThere(ctx context.Context, c call, in meeting.WritePaper) error {
	_, err := a.d.Meetings.PaperByID(ctx, c.by, c.in(), in.ID)
	return err
}

// bytesOf is the file of a paper: of an issued one the very bytes that went out.
func (a *API) bytesOf(ctx context.Context, c call, of meeting.PaperOf) (meeting.File, error) {
	if len(of.Paper.SHA256) > 0 {
		return a.d.Meetings.IssuedFile(ctx, c.by, c.in(), of.Record.Meeting.ID, of.Paper.SHA256)
	}
	return docx.Render(of)
}

func (a *API) sendWord(ctx context.Context, c call, of meeting.PaperOf, err error) (written, error) {
	if err != nil {
		return written{}, err
	}
	f, err := a.bytesOf(ctx, c, of)
	if err != nil {
		return written{}, err
	}
	c.file(f.Name, wordType, f.Bytes)
	return written{}, nil
}

func (a *API) sendPDF(ctx context.Context, c call, of meeting.PaperOf, err error) (written, error) {
	if err != nil {
		return written{}, err
	}
	f, err := a.bytesOf(ctx, c, of)
	if err != nil {
		return written{}, err
	}
	b, err := docx.PDF(ctx, f.Bytes)
	if err != nil {
		return written{}, err
	}
	c.file(strings.TrimSuffix(f.Name, ".docx")+".pdf", pdfType, b)
	return written{}, nil
}

func (a *API) wordOfKind(ctx context.Context, c call) (written, error) {
	of, err := a.ofKind(ctx, c)
	return a.sendWord(ctx, c, of, err)
}

func (a *API) pdfOfKind(ctx context.Context, c call) (written, error) {
	of, err := a.ofKind(ctx, c)
	return a.sendPDF(ctx, c, of, err)
}

func (a *API) wordOf(ctx context.Context, c call) (written, error) {
	of, err := a.stored(ctx, c)
	return a.sendWord(ctx, c, of, err)
}

func (a *API) pdfOf(ctx context.Context, c call) (written, error) {
	of, err := a.stored(ctx, c)
	return a.sendPDF(ctx, c, of, err)
}

func (a *API) issuePaper(ctx context.Context, by access.Actor, in meeting.Issue) (meeting.Outgoing, error) {
	return a.d.Meetings.Issue(ctx, by, in, docx.Render)
}

func (a *API) listNumbers(ctx context.Context, c call, q meeting.BookQuery) (org.Page[meeting.BookEntry], error) {
	return a.d.Meetings.Book(ctx, c.by, c.in(), q)
}

func (a *API) listRuns(ctx context.Context, c call) ([]meeting.Run, error) {
	return a.d.Meetings.Runs(ctx, c.by, c.in())
}

func (a *API) getNumber(ctx context.Context, c call) (meeting.BookEntry, error) {
	b, err := idOf[any](c, "entry")
	if err != nil {
		return meeting.BookEntry{}, err
	}
	return a.d.Meetings.BookEntry(ctx, c.by, c.in(), meeting.BookID(b))
}

func (a *API) numberThere(ctx context.Context, c call, in meeting.BookVoid) error {
	_, err := a.d.Meetings.BookEntry(ctx, c.by, c.in(), in.ID)
	return err
}

func (a *API) listTemplates(ctx context.Context, c call) ([]org.Template, error) {
	return a.d.Org.Templates(ctx, c.by, c.in())
}

// addTemplate refuses a file that no paper can be written by. The fields that say what it is for come before it in the body.
func (a *API) addTemplate(ctx context.Context, c call) (any, error) {
	in := org.TemplateInput{Committee: c.in()}
	part, err := readForm(c.c.Request, map[string]reflect.Value{"id": reflect.ValueOf(&in.ID).Elem(), "kind": reflect.ValueOf(&in.Kind).Elem()})
	if err != nil {
		return nil, err
	}
	in.FileName = part.FileName()
	if in.Bytes, err = io.ReadAll(io.LimitReader(part, docx.MaxTemplate+1)); err != nil {
		return nil, fault.New(fault.Invalid, "api.not_multipart").Because(err)
	}
	status := http.StatusCreated
	if _, _, err := a.d.Org.TemplateFile(ctx, c.by, c.in(), in.ID); err == nil {
		status = http.StatusOK
	}
	out, err := a.d.Org.AddTemplate(ctx, c.by, in, func(kind string, file []byte) error {
		_, err := docx.Check(file, meeting.PaperKind(kind))
		return err
	})
	if err != nil {
		return nil, err
	}
	return made{status: status, body: out, location: c.location(templatesPath+"/{id}", out)}, nil
}

func (a *API) template(ctx context.Context, c call) (org.Template, []byte, error) {
	t, err := idOf[any](c, "template")
	if err != nil {
		return org.Template{}, nil, err
	}
	return a.d.Org.TemplateFile(ctx, c.by, c.in(), org.TemplateID(t))
}

// TemplateView is a template with what is wrong with its marks.
type TemplateView struct {
	Template org.Template   `json:"template"`
	Problems []docx.Problem `json:"problems"`
}

func (a *API) getTemplate(ctx context.Context, c call) (TemplateView, error) {
	t, body, err := a.template(ctx, c)
	if err != nil {
		return TemplateView{}, err
	}
	problems, err := docx.Check(body, meeting.PaperKind(t.Kind))
	return TemplateView{t, problems}, err
}

func (a *API) templateFile(ctx context.Context, c call) (written, error) {
	t, body, err := a.template(ctx, c)
	if err != nil {
		return written{}, err
	}
	c.file(t.FileName, wordType, body)
	return written{}, nil
}

func (a *API) tryTemplate(ctx context.Context, c call) (written, error) {
	t, body, err := a.template(ctx, c)
	if err != nil {
		return written{}, err
	}
	f, err := docx.Render(docx.Sample(c.committee, meeting.PaperKind(t.Kind), a.d.Clock.Today(), body))
	if err != nil {
		return written{}, fault.New(fault.Conflict, "docx.broken_part", t.FileName).Because(err)
	}
	c.file(f.Name, wordType, f.Bytes)
	return written{}, nil
}
