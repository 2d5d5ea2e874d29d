package intake

import (
	"crypto/sha256"
	"errors"

	"github.com/dondoc/dondoc/internal/foundation/calendar"
)

// sheets lets filled unit sheets come back and wait for somebody to decide: of the unit that the focal person answers for, and of one
// with more to do.
func (m *demoDistrict) sheets() error {
	return errors.Join(m.sheet("xa-mau-mot"), m.sheet("xa-mau-ba"))
}

// sheet lets a filled sheet come back, with a row of every verdict as far as the unit has tasks. Nothing of it is decided.
func (m *demoDistrict) sheet(code string) error {
	today := m.d.Clock.Today()
	unit := m.units[code]
	rows, err := openRows(m.ctx, m.tx, m.committee.ID, unit, today)
	if err != nil {
		return err
	}
	f := SheetFile{Format: SheetFormat, ID: SheetID(m.d.NewID()), Committee: m.committee.ID, Unit: unit, MadeOn: today.AddDays(-3)}
	for i, r := range rows {
		f.Rows = append(f.Rows, demoSheetRow(i, r, today))
	}
	f.Rows = append(f.Rows, FileRow{Line: 13 + len(rows), Cells: map[SheetField]SheetCell{
		FieldText: {Ref: "C20", Kind: CellText, Text: "Lắp loa truyền thanh ở hai thôn chưa có (mẫu)"}, FieldDue: {Ref: "F20", Kind: CellDate, Date: today.AddDays(60)},
	}})
	sum := sha256.Sum256([]byte("the demonstration's sheet of " + code))
	return NewService(m.d).receive(m.ctx, m.tx, m.setting.cast.focal, ReceiveSheet{
		Committee: m.committee.ID, ID: UploadID(m.d.NewID()), FileName: "phieu-nhiem-vu-" + code + ".xlsx", SHA256: sum[:], File: f,
	})
}

// demoSheetRow is a row as the unit filled it in: a new result, one that the committee has overtaken, a date nobody can read, nothing.
func demoSheetRow(i int, r SheetRow, today calendar.Date) FileRow {
	sealed := r
	f := FileRow{Line: 12 + i, Task: r.Task, Unit: r.Unit, Role: r.Role, Version: r.Version, Cells: map[SheetField]SheetCell{}}
	for _, name := range SheetFields() {
		c := SheetCell{Ref: "H12", Kind: CellText, Text: r.Value(name)}
		if d, err := calendar.ParseISO(c.Text); err == nil && name.dated() {
			c = SheetCell{Ref: "H12", Kind: CellDate, Date: d}
		}
		f.Cells[name] = c
	}
	if r.MayReport() {
		switch i % 4 {
		case 0:
			f.Cells[FieldResult] = SheetCell{Ref: "H12", Kind: CellText, Text: "Đã họp dân ở 6/8 thôn, niêm yết biên bản tại nhà văn hóa (mẫu)"}
			f.Cells[FieldObstacles] = SheetCell{Ref: "K12", Kind: CellText, Text: "Hai thôn đang vào vụ (mẫu)"}
		case 1:
			sealed.DueOn = today.AddDays(-10) // the deadline was moved since
			f.Cells[FieldDue] = SheetCell{Ref: "F13", Kind: CellDate, Date: sealed.DueOn}
			f.Cells[FieldResult] = SheetCell{Ref: "H13", Kind: CellText, Text: "Đã tổng hợp xong số liệu của các thôn (mẫu)"}
		case 2:
			f.Cells[FieldProgress] = SheetCell{Ref: "I14", Kind: CellText, Text: string(Done)}
			f.Cells[FieldOn] = SheetCell{Ref: "J14", Kind: CellText, Text: "12/25"}
		}
	}
	f.Seal = sealed.Seal()
	return f
}
