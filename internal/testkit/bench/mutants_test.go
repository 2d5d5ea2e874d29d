//go:build bench

package bench

import (
	"os"
	"regexp"
	"strconv"
	"testing"
)

// mutants reads 10,000 workbooks that no office program would save; ordinary tests read 500 of them.
func mutants(t *testing.T, tb *table) {
	t.Helper()
	c := command(t.Context(), "go", "test", "-count=1", "-v", "./internal/foundation/workbook", "-run", "^TestMutants$", "-timeout", "30m")
	c.Env = append(os.Environ(), "MUTANTS=10000")
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	m := regexp.MustCompile(`(\d+) mutants: .* slowest ([\d.]+)(m?s), peak (\d+) MB`).FindSubmatch(out)
	if m == nil {
		t.Fatalf("no figures in\n%s", out)
	}
	count, err := strconv.ParseFloat(string(m[1]), 64)
	must(t, err)
	peak, err := strconv.ParseFloat(string(m[4]), 64)
	must(t, err)
	tb.add("broken and hostile workbooks read or clearly refused (slowest "+string(m[2])+" "+string(m[3])+")", count, "", bound{least: 10_000})
	tb.add("memory held while reading them", peak, " MB", bound{most: 400})
}
