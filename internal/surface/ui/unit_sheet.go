package ui

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/intake"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/i18n"
	"github.com/dondoc/dondoc/internal/surface/excel"
	"github.com/dondoc/dondoc/web/views/ui"
	sheetview "github.com/dondoc/dondoc/web/views/unitsheet"
)

// sheetsPart is where a committee's unit sheets are below its address.
const sheetsPart = "phieu-don-vi"

// mountSheets adds the pages of unit sheets.
func (p *Pages) mountSheets(c *gin.RouterGroup, in mounter) {
	c.GET("/"+sheetsPart, in(p.sheetDesk))
	c.POST("/"+sheetsPart, in(p.receiveSheet))
	c.GET("/"+sheetsPart+"/xuat.xlsx", in(p.unitSheet))
	c.GET("/"+sheetsPart+"/:upload", in(p.reviewSheet))
	c.POST("/"+sheetsPart+"/:upload", in(p.decideSheet))
}

func (r room) sheetsCrumb() ui.Link {
	return ui.Link{Text: r.t("unit_sheet.page.title"), URL: r.url(sheetsPart)}
}

// sheetLink leads to the sheets from where tasks are listed, for those who report on tasks.
func (r room) sheetLink() []ui.Link {
	if !r.by.May(r.committee.ID, access.ReportTask) {
		return nil
	}
	return []ui.Link{{Text: r.t("unit_sheet.page.title"), URL: r.url(sheetsPart), Icon: ui.IconExcel}}
}

func (p *Pages) sheetDesk(ctx context.Context, c *gin.Context, r room) error {
	return p.showSheetDesk(ctx, c, r, filled("id", p.newKey()))
}

func (p *Pages) showSheetDesk(ctx context.Context, c *gin.Context, r room, t typed) error {
	d, err := p.d.Intake.SheetDesk(ctx, r.by, r.committee.ID)
	if err != nil {
		return err
	}
	file := t.hinted(r, "file", "unit_sheet.page.file_label", "unit_sheet.page.file_hint")
	page := sheetview.DeskPage{
		Base: r.at(ui.SectionTasks, ui.Link{Text: r.t("nav.tasks"), URL: r.url("nhiem-vu")}, r.sheetsCrumb()), Head: ui.PageHead{Title: r.t("unit_sheet.page.title")},
		Intro: r.t("unit_sheet.page.intro"), Empty: r.t("unit_sheet.page.nothing"), Form: t.form(r, r.url(sheetsPart), file), File: file, Submit: r.t("unit_sheet.page.send"),
		Units: ui.Table{Caption: r.t("unit_sheet.page.out"), Headed: true, Heads: []ui.Head{
			{Label: r.t("unit_sheet.page.unit"), Wide: true}, {Label: r.t("unit_sheet.page.leads"), Num: true}, {Label: r.t("unit_sheet.page.parts"), Num: true}, {Label: r.t("unit_sheet.page.workbook")},
		}},
		Uploads: ui.Table{Caption: r.t("unit_sheet.page.received"), Headed: true, Heads: []ui.Head{
			{Label: r.t("unit_sheet.page.file_name"), Wide: true}, {Label: r.t("unit_sheet.page.received_on"), Short: true}, {Label: r.t("unit_sheet.page.taken"), Num: true},
		}},
	}
	page.Form.Multipart = true
	for _, u := range d.Units {
		page.Units.Rows = append(page.Units.Rows, ui.TableRow{Cells: []ui.Cell{
			{Text: u.Name},
			{Text: r.words.Int(u.Leads)},
			{Text: r.words.Int(u.Parts)},
			{Text: r.t("unit_sheet.page.take"), URL: r.url(sheetsPart, "xuat.xlsx") + "?" + paramUnit + "=" + u.ID.String()},
		}})
	}
	for _, u := range d.Uploads {
		page.Uploads.Rows = append(page.Uploads.Rows, ui.TableRow{Cells: []ui.Cell{
			{Text: u.FileName, URL: r.url(sheetsPart, u.ID.String()), Sub: u.UnitName + " · " + u.Login}, {Text: u.ReceivedOn.VN()}, {Text: r.t("unit_sheet.page.taken_of", u.Taken, u.RowCount)},
		}})
	}
	return show(ctx, c, t.status(), sheetview.Desk(page))
}

// unitSheet hands out a unit's sheet. Documents are Vietnamese in any language of the pages.
func (p *Pages) unitSheet(ctx context.Context, c *gin.Context, r room) error {
	sheet, err := p.d.Intake.UnitSheet(ctx, r.by, r.committee.ID, access.UnitID(parseID(c.Query(paramUnit))))
	if err != nil {
		return err
	}
	book, err := excel.UnitSheetBook(sheet, p.d.Words.Printer(i18n.Vi))
	if err != nil {
		return err
	}
	return sendBook(c, excel.UnitSheetName(sheet), book)
}

// receiveSheet reads an uploaded sheet and keeps its rows; what is wrong with the file is told beside it.
func (p *Pages) receiveSheet(ctx context.Context, c *gin.Context, r room) error {
	name, raw, err := uploadedUpTo(c, excel.MaxUnitSheet)
	t := posted(c) // after the file, which is read with the fields
	if err != nil {
		t.said = map[string]string{"file": r.t("unit_sheet.page.no_file")}
		return p.showSheetDesk(ctx, c, r, t)
	}
	file, err := excel.ReadUnitSheet(ctx, raw)
	if err != nil {
		return p.refusedSheet(ctx, c, r, t, err)
	}
	sum := sha256.Sum256(raw)
	got, err := p.d.Intake.ReceiveUnitSheet(ctx, r.by, intake.ReceiveSheet{Committee: r.committee.ID, ID: intake.UploadID(t.id("id")), FileName: name, SHA256: sum[:], File: file})
	if err != nil {
		return p.refusedSheet(ctx, c, r, t, err)
	}
	c.Redirect(http.StatusSeeOther, r.url(sheetsPart, got.Upload.ID.String()))
	return nil
}

// refusedSheet puts what is wrong with the file beside it.
func (p *Pages) refusedSheet(ctx context.Context, c *gin.Context, r room, t typed, err error) error {
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok || f.Kind != fault.Invalid && f.Kind != fault.TooLarge && f.Kind != fault.Forbidden {
		return err
	}
	words := r.words.Fault(err)
	if f.Kind == fault.Forbidden {
		words = r.t("unit_sheet.page.not_yours")
	}
	t.said = map[string]string{"file": words}
	t.values.Set("id", p.newKey()) // another file is another upload
	return p.showSheetDesk(ctx, c, r, t)
}

// uploadedUpTo reads the file of a form, at most a byte more than it may have, so that the refusal can say so.
func uploadedUpTo(c *gin.Context, most int64) (string, []byte, error) {
	header, err := c.FormFile("file")
	if err != nil {
		return "", nil, err
	}
	f, err := header.Open()
	if err != nil {
		return "", nil, err
	}
	defer f.Close() //nolint:errcheck // nothing is written to it
	var b bytes.Buffer
	_, err = io.Copy(&b, io.LimitReader(f, most+1))
	return header.Filename, b.Bytes(), err
}

func (p *Pages) reviewSheet(ctx context.Context, c *gin.Context, r room) error {
	got, err := p.d.Intake.UnitSheetUpload(ctx, r.by, r.committee.ID, intake.UploadID(parseID(c.Param("upload"))))
	if err != nil {
		return err
	}
	return show(ctx, c, http.StatusOK, sheetview.Review(p.reviewPage(r, got)))
}

// steps are the buttons of the page.
const (
	stepChosen = "chosen"
	stepAll    = "accept"
	stepNone   = "refuse"
)

// decideSheet takes the choices over. What somebody has not looked at as it now is stays undecided and is told.
func (p *Pages) decideSheet(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	in := intake.DecideSheet{Committee: r.committee.ID, ID: intake.UploadID(parseID(c.Param("upload")))}
	switch t.values.Get("step") {
	case stepAll:
		in.Rest = intake.Accept
	case stepNone:
		in.Rest = intake.Refuse
	default:
		in.Rows = t.rowChoices()
	}
	got, err := p.d.Intake.ApplyUnitSheet(ctx, r.by, in)
	if err != nil {
		return err
	}
	return done(c, r.url(sheetsPart, in.ID.String()), r.t("unit_sheet.page.decided", got.Taken, got.Refused))
}

// rowChoices reads the choices row by row; a row left for later has none.
func (t typed) rowChoices() []intake.RowChoice {
	var all []intake.RowChoice
	for name := range t.values {
		line, ok := strings.CutPrefix(name, "dong-")
		if !ok {
			continue
		}
		n, err := strconv.Atoi(line)
		if choice := intake.Choice(t.values.Get(name)); err == nil && choice != "" {
			all = append(all, intake.RowChoice{Line: n, Choice: choice, Seen: t.values.Get("thay-" + line)})
		}
	}
	return all
}
