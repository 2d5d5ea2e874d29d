package vietnamese_test

import (
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/dondoc/dondoc/internal/foundation/vietnamese"
)

func TestNumbersArePrintedTheVietnameseWay(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, got, want string }{
		{"thousands have a full stop", vietnamese.FormatInt(21914), "21.914"},
		{"three figures have none", vietnamese.FormatInt(833), "833"},
		{"billions", vietnamese.FormatInt(10006866385), "10.006.866.385"},
		{"nought", vietnamese.FormatInt(0), "0"},
		{"a negative number", vietnamese.FormatInt(-1234567), "-1.234.567"},
		{"the smallest number there is", vietnamese.FormatInt(-9223372036854775808), "-9.223.372.036.854.775.808"},
		{"decimals have a comma", vietnamese.FormatDecimal(1311.4, 2), "1.311,4"},
		{"trailing noughts go", vietnamese.FormatDecimal(75, 2), "75"},
		{"no minus before nought", vietnamese.FormatDecimal(-0.001, 2), "0"},
		{"a rate", vietnamese.FormatPercent(1.37), "1,37 %"},
		{"a whole rate", vietnamese.FormatPercent(100), "100 %"},
		{"a rate is rounded to two decimals", vietnamese.FormatPercent(91.8473), "91,85 %"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if tt.got != tt.want {
				t.Errorf("got %q, want %q", tt.got, tt.want)
			}
		})
	}
}

func TestAPrintedNumberReadsBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64().Draw(t, "n")
		back, err := strconv.ParseInt(strings.ReplaceAll(vietnamese.FormatInt(n), ".", ""), 10, 64)
		if err != nil || back != n {
			t.Errorf("FormatInt(%d) = %q reads back as %d (%v)", n, vietnamese.FormatInt(n), back, err)
		}
	})
}
