package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestAUnitSheetGoesOutAndComesBack(t *testing.T) {
	t.Parallel()
	d := at(t, "2020-12-20")
	if r := d.pipe(ledBy(t, "xa-thanh-lan"), "import", "dossier", "-"); r.code != exitOK {
		t.Fatal(r.err)
	}
	file := filepath.Join(t.TempDir(), "phieu.xlsx")
	order := []string{"export", "unit-sheet", "--committee", "qcdc-co-to", "--unit", "xa-thanh-lan", "-o", file}
	var told writtenSheet
	if err := json.Unmarshal([]byte(d.must(append(order, "--json")...).out), &told); err != nil || told.Rows == 0 {
		t.Fatalf("%+v, %v", told, err)
	}
	if r := d.must("import", "unit-sheet", file); !strings.Contains(r.out, "Took 0 rows over") {
		t.Errorf("an untouched sheet: %s", r.out)
	}
	book, err := excelize.OpenFile(file)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = book.Close() }()
	sheet := book.GetSheetList()[0]
	row := rowOf(t, book, sheet)
	for col, v := range map[string]string{"H": "Đã thực hiện xong", "I": "Đã hoàn thành", "J": "10/12/2020"} {
		if err := book.SetCellStr(sheet, col+row, v); err != nil {
			t.Fatal(err)
		}
	}
	if err := book.Save(); err != nil {
		t.Fatal(err)
	}
	if r := d.must("import", "unit-sheet", file, "--dry-run"); !strings.Contains(r.out, "1 rows can be taken over") || !strings.Contains(r.out, "Nothing was stored") {
		t.Errorf("a dry run: %s", r.out)
	}
	if r := d.must("import", "unit-sheet", file); !strings.Contains(r.out, "Took 1 rows over") {
		t.Errorf("taken over: %s", r.out)
	}
	if r := d.must("import", "unit-sheet", file); !strings.Contains(r.out, "Took 0 rows over") {
		t.Errorf("the same file again: %s", r.out)
	}
	if err := book.SetCellStr(sheet, "J"+row, "12/25/2020"); err != nil {
		t.Fatal(err)
	}
	if err := book.Save(); err != nil {
		t.Fatal(err)
	}
	r := d.run("import", "unit-sheet", file, "--json")
	var got struct {
		Rows []struct{ Verdict string } `json:"rows"`
	}
	if err := json.Unmarshal([]byte(r.out), &got); err != nil || r.code != exitFailed || len(got.Rows) == 0 || got.Rows[0].Verdict != "invalid" {
		t.Errorf("a date nobody can read: %d, %v\n%s\n%s", r.code, err, r.out, r.err)
	}
}

// ledBy is the example with its first task led by a unit: the real report names no lead.
func ledBy(t *testing.T, unit string) string {
	t.Helper()
	raw, err := os.ReadFile(dossier)
	if err != nil {
		t.Fatal(err)
	}
	const first = "      - key: nv-1\n"
	led := strings.Replace(string(raw), first, first+"        leads: ["+unit+"]\n", 1)
	if led == string(raw) {
		t.Fatal("the example no longer has what this test changes")
	}
	return led
}

// rowOf is the number of the row of the first task.
func rowOf(t *testing.T, book *excelize.File, sheet string) string {
	t.Helper()
	found, err := book.SearchSheet(sheet, "dd:task")
	if err != nil || len(found) != 1 {
		t.Fatalf("%v, %v", found, err)
	}
	_, n, err := excelize.CellNameToCoordinates(found[0])
	if err != nil {
		t.Fatal(err)
	}
	cell, err := excelize.CoordinatesToCellName(1, n+4) // below the key row: groups, heads, numbers
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimPrefix(cell, "A")
}
