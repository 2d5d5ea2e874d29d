package excel

import (
	"bytes"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/foundation/i18n"
)

// The two benchmarks write the same hundred thousand tasks: HalfYear100k as a report, Bare100k as plain excelize does at best, one
// sheet of ready values and styles. docs/performance.md keeps their ratio; the bound is 2.5.
//
//	go test ./internal/surface/excel -run '^$' -bench '100k' -benchtime 3x
const benchTasks = 100_000

// benchRows are a thousand different tasks with texts of usual length; they are walked again and again.
func benchRows() []report.TaskRow {
	rows := numbered(1000)
	for i := range rows {
		rows[i].Text += ": " + long(2)
		rows[i].Result = long(1) + strconv.Itoa(i)
	}
	return rows
}

func BenchmarkHalfYear100k(b *testing.B) {
	h, _ := sample("state")
	rows := benchRows()
	t := words(b, i18n.Vi)
	for b.Loop() {
		rss := startRSS(b)
		_, err := HalfYear(io.Discard, h, func(yield func(report.TaskRow) error) error {
			for i := range benchTasks {
				if err := yield(rows[i%len(rows)]); err != nil {
					return err
				}
			}
			return nil
		}, Options{Words: t})
		if err != nil {
			b.Fatal(err)
		}
		rss.report(b)
	}
}

func BenchmarkBare100k(b *testing.B) {
	h, _ := sample("state")
	rows := bareRows(words(b, i18n.Vi), h, benchRows())
	for b.Loop() {
		rss := startRSS(b)
		f := excelize.NewFile()
		styles := bareStyles(b, f)
		w, err := f.NewStreamWriter("Sheet1")
		if err != nil {
			b.Fatal(err)
		}
		for i := range benchTasks {
			if err := w.SetRow("A"+strconv.Itoa(i+1), styled(rows[i%len(rows)], styles)); err != nil {
				b.Fatal(err)
			}
		}
		if err := w.Flush(); err != nil {
			b.Fatal(err)
		}
		if err := f.Write(io.Discard); err != nil {
			b.Fatal(err)
		}
		if err := f.Close(); err != nil {
			b.Fatal(err)
		}
		rss.report(b)
	}
}

// bareRows are the values of the tasks, ready to be written.
func bareRows(t Words, h report.HalfYear, tasks []report.TaskRow) [][]any {
	d := &document{t: t, h: h}
	all := make([][]any, len(tasks))
	for i, r := range tasks {
		v := make([]Value, 13)
		d.taskRow(v, i+1, r)
		all[i] = make([]any, len(v))
		for k := range v {
			switch {
			case v[k].text != "":
				all[i][k] = v[k].text
			case v[k].filled:
				all[i][k] = int(v[k].number)
			}
		}
	}
	return all
}

// styled puts a row's values into cells of as many styles as the report has.
func styled(row []any, styles []int) []any {
	cells := make([]any, len(row))
	for i, v := range row {
		cells[i] = excelize.Cell{StyleID: styles[i], Value: v}
	}
	return cells
}

func bareStyles(b *testing.B, f *excelize.File) []int {
	b.Helper()
	ids := make([]int, 13)
	for i := range ids {
		id, err := f.NewStyle(style{border: true, wrap: true, size: tableSize + float64(i)}.excel())
		if err != nil {
			b.Fatal(err)
		}
		ids[i] = id
	}
	return ids
}

// rss measures by how much the resident memory of the process grows at its peak, where Linux tells it.
type rss int64

func startRSS(b *testing.B) rss {
	b.Helper()
	b.StopTimer()
	defer b.StartTimer()
	runtime.GC()
	debug.FreeOSMemory()
	_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0o600) // begins a new peak
	return rss(memory("VmRSS:"))
}

func (r rss) report(b *testing.B) {
	b.Helper()
	b.ReportMetric(float64(memory("VmHWM:")-int64(r))/1024, "MB-rss-growth")
}

// memory reads a figure of the process in kB; nought where there is none.
func memory(name string) int64 {
	raw, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range bytes.Lines(raw) {
		if fields := bytes.Fields(line); len(fields) > 1 && string(fields[0]) == name {
			n, _ := strconv.ParseInt(string(fields[1]), 10, 64)
			return n
		}
	}
	return 0
}
