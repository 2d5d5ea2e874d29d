package deadline_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/dondoc/dondoc/internal/foundation/deadline"
)

// goldFolder holds real texts with honest readings, beside the project; it does not come with it.
const goldFolder = "../../../../shared/data"

// goldRow is a task or duty as a gold file has it; only what concerns its deadline.
type goldRow struct {
	Text     string  `yaml:"text"`
	Deadline *string `yaml:"deadline"`
	Kind     string  `yaml:"kind"`
	Date     string  `yaml:"date_in_text"`
	Every    string  `yaml:"every"`
	MonthDay string  `yaml:"month_day"`
	To       string  `yaml:"to"`
}

type goldFile struct {
	Tasks []goldRow `yaml:"tasks"`
}

// goldKinds are the kinds of ours that answer to one of theirs.
var goldKinds = map[string][]deadline.Kind{
	"period": {deadline.KindHalfYear, deadline.KindQuarter, deadline.KindMonth, deadline.KindYear},
}

func TestGoldReadingsOfRealTexts(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join(goldFolder, "texts", "*.gold.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	files = append(files, filepath.Join(goldFolder, "seed-co-to-2020.gold.yaml"))
	if _, err := os.Stat(goldFolder); os.IsNotExist(err) {
		t.Skipf("the folder of gold readings %s is not here: this test is for the developers' machines that have it", goldFolder)
	}
	checked := 0
	for _, name := range files {
		for _, row := range goldRows(t, name) {
			checkGold(t, filepath.Base(name), row)
			checked++
		}
	}
	if checked < 20 {
		t.Errorf("only %d readings were checked: has the form of the files changed?", checked)
	}
}

func goldRows(t *testing.T, name string) []goldRow {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var f goldFile
	if err := yaml.Unmarshal(b, &f); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return f.Tasks
}

func checkGold(t *testing.T, file string, row goldRow) {
	t.Helper()
	if row.Deadline == nil {
		if m := deadline.Understand(row.Text, spoken()); m.HasDue() {
			t.Errorf("%s: a date was invented for a task without a deadline: %s (%s)", file, row.Text, told(m))
		}
		return
	}
	m := deadline.Understand(*row.Deadline, spoken())
	want := goldKinds[row.Kind]
	if want == nil {
		want = []deadline.Kind{deadline.Kind(row.Kind)}
	}
	if !slices.Contains(want, m.Kind) {
		t.Errorf("%s: %q is %s, want %s", file, *row.Deadline, told(m), row.Kind)
	}
	if due := row.Date + row.To; due != "" && m.Due.String() != due {
		t.Errorf("%s: %q is due %s, want %s", file, *row.Deadline, m.Due, due)
	}
	if row.Every != "" && !slices.ContainsFunc(m.Recurrences, func(r deadline.Recurrence) bool { return string(r.Every) == row.Every }) {
		t.Errorf("%s: %q is %s, want each %s", file, *row.Deadline, told(m), row.Every)
	}
	// The whole sentence must not say another date than its deadline.
	if whole := deadline.Understand(row.Text, spoken()); strings.Contains(row.Text, *row.Deadline) && whole.HasDue() && whole.Due != m.Due {
		t.Errorf("%s: the whole sentence is %s, its deadline alone %s", file, told(whole), told(m))
	}
}
