package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

const dossier = "../../examples/co-to-2020-06-25.yaml"

func TestTheRealMeetingBecomesAWorkbook(t *testing.T) {
	t.Parallel()
	d := at(t, "2020-12-20")
	if r := d.must("import", "dossier", dossier); !strings.Contains(r.out, "qcdc-co-to") {
		t.Errorf("what was imported is not told: %s", r.out)
	}
	if r := d.must("import", "dossier", dossier); !strings.Contains(r.out, "nothing changed") {
		t.Errorf("the second import: %s", r.out)
	}
	file := filepath.Join(t.TempDir(), "half-year.xlsx")
	d.must("export", "half-year", "--committee", "qcdc-co-to", "--period", "2020-H2", "--as-of", "14/12/2020", "-o", file)
	book, err := excelize.OpenFile(file)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = book.Close() }()
	want := []string{"Tổng hợp", "Theo đơn vị", "Theo lĩnh vực", "Danh mục nhiệm vụ", "Tồn tại hạn chế", "Hội nghị", "So sánh"}
	if got := book.GetSheetList(); !slices.Equal(got, want) {
		t.Errorf("sheets %q, want %q although the command line speaks English", got, want)
	}
	rows, err := book.GetRows("Tồn tại hạn chế")
	if err != nil || len(rows) < 6 {
		t.Errorf("the shortcomings of the meeting are not there: %d rows, %v", len(rows), err)
	}
	r := d.must("export", "half-year", "--committee", "qcdc-co-to", "--period", "2020-H2", "-o", "-", "--lang", "en")
	english, err := excelize.OpenReader(bytes.NewReader([]byte(r.out)))
	if err != nil {
		t.Fatalf("on standard output: %v", err)
	}
	defer func() { _ = english.Close() }()
	if english.GetSheetList()[0] == want[0] {
		t.Error("the workbook asked for in English speaks Vietnamese")
	}
}

func TestExportTellsWhatIsWrong(t *testing.T) {
	t.Parallel()
	d := at(t, "2020-12-20")
	d.must("import", "dossier", dossier)
	dir := t.TempDir()
	order := func(more ...string) []string {
		return append([]string{"export", "half-year", "--period", "2020-H2"}, more...)
	}
	for _, tt := range []struct {
		name string
		args []string
		want string
	}{
		{"a committee nobody knows", order("--committee", "qcdc-khac", "-o", filepath.Join(dir, "x.xlsx")), "No committee has the code “qcdc-khac”."},
		{"a day before the period", order("--committee", "qcdc-co-to", "--as-of", "2020-06-01", "-o", filepath.Join(dir, "x.xlsx")), "as_of"},
		{"a folder that is not there", order("--committee", "qcdc-co-to", "-o", filepath.Join(dir, "none", "x.xlsx")), "There is no folder " + filepath.Join(dir, "none")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := d.run(tt.args...)
			if r.code != exitFailed || !strings.Contains(r.err, tt.want) {
				t.Errorf("%d %s", r.code, r.err)
			}
			if all, _ := os.ReadDir(dir); len(all) != 0 {
				t.Errorf("files are left: %v", all)
			}
		})
	}
}

func TestABrokenDossierIsRefusedLineByLine(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile(dossier)
	if err != nil {
		t.Fatal(err)
	}
	broken := strings.Replace(string(raw), "level: district", "level: galaxy", 1)
	broken = strings.Replace(broken, "held_on: 2020-06-25", "held_on: 2020-06-31", 1)
	if strings.Count(broken, "galaxy")+strings.Count(broken, "2020-06-31") != 2 {
		t.Fatal("the example no longer has what this test breaks")
	}
	file := filepath.Join(t.TempDir(), "broken.yaml")
	if err := os.WriteFile(file, []byte(broken), 0o600); err != nil {
		t.Fatal(err)
	}
	d := at(t, "2020-12-20")
	r := d.run("import", "dossier", file)
	lines := strings.Split(strings.TrimSpace(r.err), "\n")
	if r.code != exitFailed || len(lines) != 3 || !strings.HasPrefix(lines[0], "dondoc: 2 ") {
		t.Fatalf("%d\n%s", r.code, r.err)
	}
	for i, path := range []string{"committee.level", "meetings[0].held_on"} {
		if !strings.HasPrefix(lines[i+1], file+":") || !strings.Contains(lines[i+1], ": "+path+": ") {
			t.Errorf("%s does not tell line and place of %s", lines[i+1], path)
		}
	}
	if r := d.run("export", "half-year", "--committee", "qcdc-co-to", "--period", "2020-H2", "-o", "-"); r.code != exitFailed {
		t.Error("something of the refused dossier was stored")
	}
	if r := d.pipe(string(raw), "import", "dossier", "-"); r.code != exitOK {
		t.Errorf("from standard input: %d %s", r.code, r.err)
	}
	if r := d.run("import", "dossier", file+".gone"); r.code != exitFailed || !strings.Contains(r.err, "There is no file") {
		t.Errorf("a missing file: %d %s", r.code, r.err)
	}
}
