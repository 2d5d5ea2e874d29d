package ui

import (
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/surface/excel"
	"github.com/dondoc/dondoc/internal/surface/server"
	"github.com/dondoc/dondoc/web/views/ui"
)

const (
	xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	csvType  = "text/csv; charset=utf-8"
)

// listExport is a list on its way into a workbook: the same columns, order and rows as the page.
type listExport struct {
	query ui.ListQuery
	title string
	notes []string // more lines below the title: the day it shows
	rows  func(yield func(ui.Row) error) error
}

// The endings of a list's address that answer with a file.
const (
	workbookFile = "/xuat.xlsx"
	textFile     = "/xuat.csv"
)

// mountExport adds the two files of the list at a path: one handler makes both, see exportList.
func mountExport(g *gin.RouterGroup, path string, h gin.HandlerFunc) {
	g.GET(path+workbookFile, h)
	g.GET(path+textFile, h)
}

// exportList answers with the list as the file its address asks for: a workbook or text. What a badge says in colour and icon
// stands there in words.
func (p *Pages) exportList(c *gin.Context, r room, l listExport) error {
	sheet := p.listSheet(r, l)
	if strings.HasSuffix(c.Request.URL.Path, textFile) {
		return server.Send(c, server.File{Name: l.title + ".csv", Media: csvType, Write: func(w io.Writer) error {
			_, err := excel.CSV(w, sheet)
			return err
		}})
	}
	book, err := excel.ListBook(sheet)
	if err != nil {
		return err
	}
	return sendBook(c, l.title, book)
}

// listSheet is the list with its words and the columns shown.
func (p *Pages) listSheet(r room, l listExport) excel.ListSheet {
	sheet := excel.ListSheet{
		Title: l.title, Subtitle: append([]string{r.committee.Name, r.t("export.made", p.d.Clock.Today().VN())}, l.notes...), Made: p.d.Clock(),
		Empty: r.t("list.nothing"), More: r.t("excel.more"), Page: r.t("excel.page"), Words: r.words, Separator: r.t("export.separator"),
	}
	for _, col := range l.query.Columns {
		kind, width := excel.KindText, 0.0
		switch {
		case col.Num:
			kind = excel.KindInt
		case col.Wide:
			width = 60
		}
		sheet.Columns = append(sheet.Columns, excel.Column{Head: r.t(col.Label), Kind: kind, Width: width})
	}
	sheet.Rows = func(yield func([]excel.Value) error) error {
		return l.rows(func(row ui.Row) error { return yield(cellValues(row)) })
	}
	return sheet
}

// sendBook answers with a workbook that is made: it is packed while it is sent.
func sendBook(c *gin.Context, name string, book *excel.Book) error {
	defer book.Close() //nolint:errcheck // temporary files alone; what was sent is sent
	return server.Send(c, server.File{Name: name + ".xlsx", Media: xlsxType, Write: book.Write})
}

func cellValues(row ui.Row) []excel.Value {
	values := make([]excel.Value, len(row.Cells))
	for i, cell := range row.Cells {
		values[i] = cellValue(cell)
	}
	return values
}

// cellValue keeps numbers and days as such; everything else stands as it reads on the page.
func cellValue(cell ui.Cell) excel.Value {
	if cell.Timing.Class != "" {
		return excel.Class(task.Timing(cell.Timing.Class), cellWords(", ", cell.Timing.Word, cell.Timing.Distance))
	}
	text := cellWords("\n", cell.Text, cell.Chip, cell.Sub)
	if n, err := strconv.Atoi(text); err == nil && strconv.Itoa(n) == text { // "007" and "+84" are names, not numbers
		return excel.Int(n)
	}
	if t, err := time.Parse("02/01/2006", text); err == nil {
		return excel.Date(calendar.NewDate(t.Year(), t.Month(), t.Day()))
	}
	return excel.Text(text)
}

// cellWords puts together what is not empty.
func cellWords(by string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), by)
}

// eachPage walks every page of a list.
func eachPage[T any](read func(org.ListQuery) (org.Page[T], error), l org.ListQuery, yield func(T) error) error {
	l.Per = org.MaxPer
	for l.Page = 1; ; l.Page++ {
		page, err := read(l)
		if err != nil {
			return err
		}
		for _, row := range page.Rows {
			if err := yield(row); err != nil {
				return err
			}
		}
		if l.Page*l.Per >= page.Total {
			return nil
		}
	}
}

// dayNotes say in a workbook which day gone by a list shows; nothing in the present.
func (r room) dayNotes(day calendar.Date, known bool) []string {
	if day.IsZero() {
		return nil
	}
	notes := []string{r.t("frame.as_of", day.VN())}
	if known {
		notes = append(notes, r.t("frame.as_of_known"))
	}
	return notes
}
