package ui

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	formview "github.com/dondoc/dondoc/web/views/form"
	meetingview "github.com/dondoc/dondoc/web/views/meeting"
	"github.com/dondoc/dondoc/web/views/ui"
)

// bookList are the columns of the book of outgoing documents (Nghị định 30/2020/NĐ-CP, Phụ lục IV).
func bookList() *ui.ListSpec {
	return &ui.ListSpec{
		Name: "so-van-ban", Sort: "-ngay", Size: org.DefaultPer, Filters: []string{paramKind},
		Columns: []ui.Column{
			{Key: "so", Label: "paper.symbol", Sort: true, Short: true, Fixed: true},
			{Key: "ngay", Label: "paper.issued_on", Sort: true, Short: true},
			{Key: "loai", Label: "column.kind", Sort: true, Short: true, Hidden: true},
			{Key: "ten", Label: "paper.summary", Wide: true, Fixed: true},
			{Key: "ky", Label: "paper.signer"},
			{Key: "nhan", Label: "paper.recipients"},
			{Key: "chuoi", Label: "paper.series"},
			{Key: "ghi", Label: "column.note"},
		},
	}
}

// bookWords is the kind of paper a word of the book's addresses names: those of meetings, and letters that urge.
func bookWords(word string) meeting.PaperKind {
	if word == remindPart {
		return meeting.Reminder
	}
	return paperWords[word]
}

func readBookQuery(q ui.ListQuery) meeting.BookQuery {
	sorts := map[string]string{"so": "number", "ngay": "issued_on", "loai": "kind"}
	return meeting.BookQuery{
		Kind:      bookWords(q.Get(paramKind)),
		ListQuery: org.ListQuery{Words: q.Words, Sort: sorts[q.Sort], Desc: q.Desc, Page: q.Page, Per: q.Size},
	}
}

func (p *Pages) showBook(ctx context.Context, c *gin.Context, r room) error {
	q := p.readList(c, bookList(), r.url("so-van-ban"))
	rows, err := p.d.Meetings.Book(ctx, r.by, r.committee.ID, readBookQuery(q))
	if err != nil {
		return err
	}
	runs, err := p.d.Meetings.Runs(ctx, r.by, r.committee.ID)
	if err != nil {
		return err
	}
	var kinds []ui.Option
	for _, word := range []string{"bien-ban", "thong-bao", "giay-moi", "don-doc"} {
		kinds = append(kinds, ui.Option{Value: word, Label: r.t("paper." + string(bookWords(word)))})
	}
	title := r.t("paper.book")
	l := q.List(r.words, rows.Total)
	l.Caption, l.Empty = title, ui.Empty{Text: r.t("paper.book_empty")}
	l.Sentence = ui.Sentence(r.t("paper.book_sentence"), q.Filter(paramKind, r.t("column.kind"), r.t("paper.any_kind"), kinds))
	if meeting.MayRecord(r.by, r.committee.ID) {
		l.Actions = []ui.Link{{Text: r.t("paper.void_book"), URL: r.url("so-van-ban", "huy"), Icon: ui.IconBan}}
	}
	for _, row := range rows.Rows {
		l.Rows = append(l.Rows, r.bookRow(q, row))
	}
	var gaps []string
	for _, run := range runs {
		if len(run.Missing) > 0 {
			gaps = append(gaps, r.t("paper.run_gap", r.t("paper."+string(run.Kind)), r.seriesName(run.Series.Name), numbersText(run.Missing)))
		}
	}
	base := r.at(ui.SectionMeetings, ui.Link{Text: r.t("nav.meetings"), URL: r.url("hoi-nghi")}, ui.Link{Text: title})
	return show(ctx, c, http.StatusOK, meetingview.List(meetingview.ListPage{Base: base, Head: ui.PageHead{Title: title, Sub: strings.Join(gaps, " ")}, List: l}))
}

// numbersText names a few numbers.
func numbersText(all []int) string {
	var words []string
	for i, n := range all {
		if i == 10 {
			words = append(words, "…")
			break
		}
		words = append(words, strconv.Itoa(n))
	}
	return strings.Join(words, ", ")
}

// seriesName is a run of numbers as people call it; of a Party committee whose terms nobody wrote down it has no name.
func (r room) seriesName(name string) string {
	if name == "" {
		return r.t("paper.no_term")
	}
	return name
}

func (r room) bookRow(q ui.ListQuery, b meeting.BookEntry) ui.Row {
	cells := map[string]ui.Cell{
		"so": {Text: meeting.Symbol(r.committee, b.Kind, b.Number)}, "ngay": {Text: b.IssuedOn.VN()}, "loai": {Text: r.t("paper." + string(b.Kind))},
		"ten": {Text: b.Summary}, "ky": {Text: b.Signer}, "nhan": {Text: b.Recipients}, "chuoi": {Text: r.seriesName(b.SeriesName)},
	}
	if b.MeetingNo > 0 {
		cells["ten"] = ui.Cell{Text: b.Summary, URL: r.meetingURL(b.MeetingNo)}
	}
	switch {
	case b.Void:
		cells["ghi"] = ui.Cell{Chip: r.t("paper.void"), Sub: b.VoidWhy}
	case b.Doubled:
		cells["ghi"] = ui.Cell{Chip: r.t("paper.is_doubled")}
	case meeting.MayRecord(r.by, r.committee.ID):
		cells["ghi"] = ui.Cell{Text: r.t("paper.void_act"), URL: r.url("so-van-ban", b.ID.String(), "huy")}
	}
	row := ui.Row{ID: b.ID.String(), Label: cells["so"].Text, Quiet: b.Void}
	for _, column := range q.Columns {
		row.Cells = append(row.Cells, cells[column.Key])
	}
	return row
}

func (p *Pages) exportBook(ctx context.Context, c *gin.Context, r room) error {
	q := p.readList(c, bookList(), r.url("so-van-ban"))
	in := readBookQuery(q)
	return p.exportList(c, r, listExport{query: q, title: r.t("paper.book"), rows: func(yield func(ui.Row) error) error {
		return eachPage(func(l org.ListQuery) (org.Page[meeting.BookEntry], error) {
			in.ListQuery = l
			return p.d.Meetings.Book(ctx, r.by, r.committee.ID, in)
		}, in.ListQuery, func(b meeting.BookEntry) error { return yield(r.bookRow(q, b)) })
	}})
}

// voidPage is the frame of the two forms that make a number void.
func (r room) voidPage(ctx context.Context, c *gin.Context, v voiding, parts ...templ.Component) error {
	title := r.t("paper.void_act")
	page := formview.Page{
		Base: r.at(ui.SectionMeetings, ui.Link{Text: r.t("paper.book"), URL: r.url("so-van-ban")}, ui.Link{Text: title}), Head: ui.PageHead{Title: title},
		Lead: v.lead, Note: r.t("paper.void_note"), Submit: title, Cancel: ui.Link{Text: r.t("action.cancel"), URL: r.url("so-van-ban")}, Parts: parts,
	}
	page.Form = v.t.form(r, v.action, v.s.fields...)
	return show(ctx, c, v.t.status(), formview.Show(page))
}

// voiding is a form that makes a number void: what was typed, and which number, when the book has it already.
type voiding struct {
	t            typed
	s            *sheet
	action, lead string
}

func (p *Pages) askBookVoid(ctx context.Context, c *gin.Context, r room) error {
	if err := access.Require(meeting.MayRecord(r.by, r.committee.ID)); err != nil {
		return err
	}
	return r.bookVoidForm(ctx, c, p.fresh("issued_on", r.today.VN()))
}

func (r room) bookVoidForm(ctx context.Context, c *gin.Context, t typed) error {
	s := newSheet(r, t, "kind", "number", "issued_on", "why")
	var kinds []ui.Option
	for _, k := range meeting.BookKinds() {
		kinds = append(kinds, ui.Option{Value: string(k), Label: r.t("paper." + string(k))})
	}
	return r.voidPage(ctx, c, voiding{t: t, s: s, action: r.url("so-van-ban", "huy")}, s.choice("kind", "column.kind", "", kinds), s.number("number", "paper.number"),
		s.date("issued_on", "paper.issued_on", "form.date_hint"), s.text("why", "sign.why", ""))
}

func (p *Pages) bookVoid(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	_, err := p.d.Meetings.BookVoid(ctx, r.by, meeting.BookVoid{
		Committee: r.committee.ID, ID: meeting.BookID(t.id("id")), Kind: meeting.PaperKind(t.values.Get("kind")), Number: t.howMany("number"),
		On: t.date(r, "issued_on"), Why: t.values.Get("why"),
	})
	if err == nil {
		return done(c, r.url("so-van-ban"), r.t("saved"))
	}
	if t, err = t.refused(r, err); err != nil {
		return err
	}
	return r.bookVoidForm(ctx, c, t)
}

func (p *Pages) askVoid(ctx context.Context, c *gin.Context, r room) error {
	b, err := p.bookEntry(ctx, c, r)
	if err != nil {
		return err
	}
	return r.voidForm(ctx, c, b, filled("version", strconv.Itoa(b.Version)))
}

// bookEntry is the line of the book that the address names, for those who keep it.
func (p *Pages) bookEntry(ctx context.Context, c *gin.Context, r room) (meeting.BookEntry, error) {
	b, err := p.d.Meetings.BookEntry(ctx, r.by, r.committee.ID, meeting.BookID(parseID(c.Param("entry"))))
	if err != nil {
		return b, err
	}
	return b, access.Require(meeting.MayRecord(r.by, r.committee.ID))
}

func (r room) voidForm(ctx context.Context, c *gin.Context, b meeting.BookEntry, t typed) error {
	s := newSheet(r, t, "why")
	v := voiding{t: t, s: s, action: r.url("so-van-ban", b.ID.String(), "huy")}
	v.lead = joined(" · ", meeting.Symbol(r.committee, b.Kind, b.Number), b.IssuedOn.VN(), b.Summary)
	return r.voidPage(ctx, c, v, s.text("why", "sign.why", ""))
}

func (p *Pages) voidNumber(ctx context.Context, c *gin.Context, r room) error {
	b, err := p.bookEntry(ctx, c, r)
	if err != nil {
		return err
	}
	t := posted(c)
	_, err = p.d.Meetings.VoidNumber(ctx, r.by, meeting.VoidNumber{Committee: r.committee.ID, ID: b.ID, Version: t.version(), Why: t.values.Get("why")})
	if err == nil {
		return done(c, r.url("so-van-ban"), r.t("saved"))
	}
	if t, err = t.refused(r, err); err != nil {
		return err
	}
	return r.voidForm(ctx, c, b, t)
}
