package htmlcheck_test

import (
	"strings"
	"testing"

	. "github.com/dondoc/dondoc/internal/testkit/htmlcheck"
)

const page = `<html><main><h1>Nhiệm  vụ
 quá hạn</h1>
<table><tr class="row"><td>Một</td><td><a href="/c/mau/nhiem-vu/1">1</a></td></tr><tr class="row"><td>Hai</td></tr></table>
<form><input name="han" aria-invalid="true" aria-describedby="e h"><p id="e">Chưa hiểu ngày này.</p><p id="h">Ví dụ</p></form></main></html>`

func TestCheckersPassAndFail(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		check Checker
		wrong string // part of what is said; empty: passes
	}{
		{"white space is run together", In("h1", HasExactText("Nhiệm vụ quá hạn")), ""},
		{"a part of the text is enough", In("h1", HasText("quá hạn")), ""},
		{"a text that is not there is told with the one that is", In("h1", HasText("trong hạn")), `text is "Nhiệm vụ quá hạn"`},
		{"what must not be seen", In("h1", LacksText("quá hạn")), "should lack"},
		{"rows are counted", Count("tr.row", 2), ""},
		{"a wrong number of rows names both", Count("tr.row", 3), "2 match, want 3"},
		{"every row is looked at", Each("tr.row", In("td", Matches("^(Một|Hai)$"))), ""},
		{"the row that fails is numbered", Each("tr.row", HasText("Một")), "match 2"},
		{"one of the rows is enough", Any("tr.row", HasText("Hai")), ""},
		{"no row passes", Any("tr.row", HasText("Ba")), "none of 2"},
		{"a link by its address", In("table", HasLink("/c/mau/nhiem-vu/1")), ""},
		{"a link that is not there", In("table", HasLink("/c/mau/nhiem-vu/2")), "none of 1 links"},
		{"an attribute", In("input", HasAttr("name", "han")), ""},
		{"an attribute with another value", In("input", HasAttr("name", "ten")), `is "han"`},
		{"an attribute that is missing", In("input", HasAttr("value", "x")), "no attribute value"},
		{"an attribute that should be missing", In("input", LacksAttr("name")), "should not be there"},
		{"nothing matches is a failure", In("h2"), "nothing matches"},
		{"nothing should match and nothing does", NotIn("h2"), ""},
		{"a mistake in the selector is told, not taken for nothing", NotIn("h2["), "selector"},
		{"the error beside a field", FieldError("han", "Chưa hiểu"), ""},
		{"another error than expected", FieldError("han", "Xin điền"), "does not say"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			err := Check(page, tt.check)
			switch {
			case tt.wrong == "" && err != nil:
				t.Errorf("should pass: %v", err)
			case tt.wrong != "" && (err == nil || !strings.Contains(err.Error(), tt.wrong)):
				t.Errorf("said %v, want something with %q", err, tt.wrong)
			}
		})
	}
}

func TestAnUnknownMessageKeyFailsEveryCheck(t *testing.T) {
	t.Parallel()
	err := Check("<p>⟦nav.nowhere⟧</p>")
	if err == nil || !strings.Contains(err.Error(), "⟦nav.nowhere⟧") {
		t.Errorf("said %v", err)
	}
}
