package work

import (
	"context"
	"io"
	"log/slog"
	"strings"

	"github.com/dondoc/dondoc/internal/domain/export"
	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/i18n"
	"github.com/dondoc/dondoc/internal/surface/excel"
)

// progressStep is after how many tasks the reader hears how far a workbook is.
const progressStep = 2000

// export makes a large workbook that somebody asked for.
func (d Deps) export(ctx context.Context, j export.Job) error {
	err := d.Exports.Make(ctx, access.System("job:export"), j, d.workbook)
	if err != nil {
		d.Log.WarnContext(ctx, "workbook not made", slog.String("export", j.ID.String()), slog.Any("error", err))
	}
	return err
}

// workbook writes the workbook of a period as its asker would get it from the page.
func (d Deps) workbook(ctx context.Context, m *export.Making, w io.Writer) (string, error) {
	words := d.Words.Printer(i18n.Lang(m.Query.Language))
	var name string
	var book *excel.Book
	err := d.Reports.WithTasks(ctx, m.For, m.Report(), func(h report.HalfYear, walk report.Walk) error {
		code := h.Period.Code
		if h.Frozen != nil {
			code += "-" + words.T("freeze.file", h.Frozen.Number)
		}
		name = words.T("report.file", h.Letterhead.Code, strings.ToLower(code)) + ".xlsx"
		var err error
		book, err = excel.HalfYearBook(h, counting(ctx, m, h, walk), excel.Options{Words: words, Base: d.BaseURL})
		return err
	})
	if err != nil {
		return "", err
	}
	defer book.Close() //nolint:errcheck // temporary files alone; what was written is written
	return name, book.Write(w)
}

// counting walks as walk does and tells the progress.
func counting(ctx context.Context, m *export.Making, h report.HalfYear, walk report.Walk) report.Walk {
	total := h.Totals.Total + h.Totals.Cancelled
	return func(yield func(report.TaskRow) error) error {
		n := 0
		return walk(func(r report.TaskRow) error {
			if n%progressStep == 0 {
				if err := m.Progress(ctx, n, total); err != nil {
					return err
				}
			}
			n++
			return yield(r)
		})
	}
}
