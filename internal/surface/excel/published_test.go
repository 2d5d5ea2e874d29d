package excel_test

import (
	"bytes"
	"strconv"
	"testing"
	"time"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/i18n"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/foundation/validate"
	"github.com/dondoc/dondoc/internal/surface/excel"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
	"github.com/dondoc/dondoc/internal/testkit/factory"
	"github.com/dondoc/dondoc/internal/testkit/office"
)

// Published figures, stored as tasks with dates and events, counted by the report's own SQL, must stand in the workbook's cells.
func TestPublishedFiguresReachTheCells(t *testing.T) {
	t.Parallel()
	for _, p := range factory.PublishedSets() {
		t.Run(p.Name, func(t *testing.T) {
			t.Parallel()
			cells := publishedCells(t, p)
			done := p.DoneInTime + p.DoneLate
			for label, want := range map[string]int{
				"Tổng số nhiệm vụ": done + p.Open + p.Overdue, "Hoàn thành": done, "Hoàn thành đúng hạn": p.DoneInTime, "Hoàn thành quá hạn": p.DoneLate,
				"Chưa hoàn thành": p.Open + p.Overdue, "Trong hạn": p.Open, "Quá hạn": p.Overdue,
			} {
				if got := cells[label]; got != strconv.Itoa(want) {
					t.Errorf("%s: the cell says %q, published were %d", label, got, want)
				}
			}
		})
	}
}

// publishedCells makes the workbook of a set and reads the first sheet: label in column B, figure in column C.
func publishedCells(t *testing.T, p factory.Published) map[string]string {
	t.Helper()
	db, ctx := dbtest.Tx(t), t.Context()
	v, err := validate.New()
	if err != nil {
		t.Fatal(err)
	}
	words, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2020, 12, 31, 2, 0, 0, 0, time.UTC)
	c, unit := access.CommitteeID(id.Random()), access.UnitID(id.Random())
	for _, q := range []struct {
		sql  string
		args []any
	}{
		{`INSERT INTO committee (id, code, name, short_name, level, document_system, search_key, created_hash) VALUES ($1, 'mau', 'BCĐ Mẫu', 'BCĐ Mẫu', 'district', 'state', '', '')`, []any{c}},
		{`INSERT INTO period_preset (committee_id, valid_from, scheme) VALUES ($1, '2010-01-01', 'cutoff14')`, []any{c}},
		{`INSERT INTO unit (id, code, kind, name, short_name, search_key, created_hash) VALUES ($1, 'don-vi-cong-bo', 'commune', 'Đơn vị Mẫu', 'Mẫu', '', '')`, []any{unit}},
	} {
		if _, err := db.Exec(ctx, q.sql, q.args...); err != nil {
			t.Fatal(err)
		}
	}
	p.Load(t, db, c, unit)
	var b bytes.Buffer
	s := report.NewService(org.Deps{DB: db, Clock: func() time.Time { return now }, NewID: id.Random, Validate: v})
	q := report.Query{Committee: c, Period: "2020-H2", AsOf: calendar.NewDate(2020, 12, 14)}
	err = s.WithTasks(ctx, access.System("test"), q, func(h report.HalfYear, walk report.Walk) error {
		_, err := excel.HalfYear(&b, h, walk, excel.Options{Words: words.Printer(i18n.Vi)})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return firstSheet(t, b.Bytes())
}

func firstSheet(t *testing.T, raw []byte) map[string]string {
	t.Helper()
	labels, found := map[string]string{}, map[string]string{} // by row, by label
	cells := office.Cells(t, raw)
	for _, cell := range cells {
		if cell.Sheet == "Tổng hợp" && cell.Ref[0] == 'B' {
			labels[cell.Ref[1:]] = cell.Value
		}
	}
	for _, cell := range cells {
		label := labels[cell.Ref[1:]]
		if _, taken := found[label]; cell.Sheet == "Tổng hợp" && cell.Ref[0] == 'C' && label != "" && !taken {
			found[label] = cell.Value
		}
	}
	return found
}
