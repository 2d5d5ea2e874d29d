package i18n

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

func mustNew(tb testing.TB) *Catalogue {
	tb.Helper()
	c, err := New()
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

// small is a catalogue of its own, so that these tests do not depend on the wording of the real one.
func small(tb testing.TB) *Catalogue {
	tb.Helper()
	c, err := read(fstest.MapFS{
		"catalogue/vi/a.json": {Data: []byte(`{"_composed": ["state."], "rows": "%s dòng", "left": "còn %d ngày", "day": "ngày %s", "state.open": "đang mở",
			"is": "trạng thái: %s", "swap": "%[2]s rồi %[1]s", "full": "100 %%", "validate.other": "giá trị chưa đúng", "validate.required": "xin điền",
			"conflict.other": "trùng", "internal": "lỗi", "not_found": "không thấy %s"}`)},
		"catalogue/en/a.json": {Data: []byte(`{"left": {"one": "%d day left", "other": "%d days left"}, "rows": "%s rows"}`)},
	})
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

func TestAPrinterSays(t *testing.T) {
	t.Parallel()
	c := small(t)
	day := calendar.NewDate(2026, time.September, 5)
	tests := []struct {
		name string
		lang Lang
		key  string
		args []any
		want string
	}{
		{"a sentence with a number", Vi, "left", []any{3}, "còn 3 ngày"},
		{"one day in English", En, "left", []any{1}, "1 day left"},
		{"several days in English", En, "left", []any{2}, "2 days left"},
		{"none is plural in English", En, "left", []any{0}, "0 days left"},
		{"dates are dd/mm/yyyy", Vi, "day", []any{day}, "ngày 05/09/2026"},
		{"a key among the arguments is said in words", Vi, "is", []any{Key("state.open")}, "trạng thái: đang mở"},
		{"a message among the arguments is said in words", Vi, "is", []any{fault.Message{Key: "left", Args: []any{1}}}, "trạng thái: còn 1 ngày"},
		{"a word of an enumeration handed on as its key", Vi, "is", []any{"state.open"}, "trạng thái: đang mở"},
		{"other words stay, even where they are keys", Vi, "is", []any{"internal"}, "trạng thái: internal"},
		{"a value the sentence does not name is left out", Vi, "is", []any{"a", "b"}, "trạng thái: a"},
		{"the order of words is the language's own", Vi, "swap", []any{"a", "b"}, "b rồi a"},
		{"a percent sign is not a verb", Vi, "full", nil, "100 %"},
		{"an unknown key is loud", Vi, "nowhere", nil, "⟦nowhere⟧"},
		{"a key that only Vietnamese has is loud in English", En, "full", nil, "⟦full⟧"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := c.Printer(tt.lang).T(tt.key, tt.args...); got != tt.want {
				t.Errorf("T(%s) = %q, want %q", tt.key, got, tt.want)
			}
		})
	}
}

func TestArgumentsAreNotChanged(t *testing.T) {
	t.Parallel()
	args := []any{Key("state.open")}
	small(t).Printer(Vi).T("is", args...)
	if args[0] != Key("state.open") {
		t.Errorf("the caller's slice was written to: %v", args)
	}
}

func TestAFaultIsToldWithoutItsCause(t *testing.T) {
	t.Parallel()
	p := small(t).Printer(Vi)
	tests := []struct {
		name string
		err  error
		want string
	}{
		{"a fault says its sentence", fault.New(fault.NotFound, "not_found", "xã Mẫu"), "không thấy xã Mẫu"},
		{"a constraint without a sentence of its own", fault.New(fault.Conflict, "conflict.unit_code"), "trùng"},
		{"an error that is no fault is told in general words", errors.New("dial tcp 10.0.0.1: refused"), "lỗi"},
		{"an internal fault is told in general words", fault.New(fault.Internal, "not_found", "x"), "lỗi"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := p.Fault(tt.err); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestFieldsAreToldOneByOne(t *testing.T) {
	t.Parallel()
	p := small(t).Printer(Vi)
	err := &fault.Fault{Kind: fault.Invalid, Key: "invalid", Fields: map[string]fault.Message{"a": {Key: "validate.required"}, "b": {Key: "validate.iban"}}}
	got := p.Fields(err)
	if len(got) != 2 || got["a"] != "xin điền" || got["b"] != "giá trị chưa đúng" {
		t.Errorf("got %v", got)
	}
	if got := p.Fields(errors.New("x")); got != nil {
		t.Errorf("an error about no field gave %v", got)
	}
}

func TestNumbers(t *testing.T) {
	t.Parallel()
	c := small(t)
	vi, en := c.Printer(Vi), c.Printer(En)
	for n, want := range map[int][2]string{
		0: {"0", "0"}, 999: {"999", "999"}, 1000: {"1.000", "1,000"}, 21914: {"21.914", "21,914"}, -1234567: {"-1.234.567", "-1,234,567"},
	} {
		if got := [2]string{vi.Int(n), en.Int(n)}; got != want {
			t.Errorf("Int(%d) = %v, want %v", n, got, want)
		}
	}
	if got := vi.Percent(2501, 2723, 1); got != "91,8\u00a0%" {
		t.Errorf("Percent = %q", got)
	}
	if got := en.Percent(223, 16274, 2); got != "1.37\u00a0%" {
		t.Errorf("Percent = %q", got)
	}
	if got := vi.Percent(1, 0, 1); got != "" {
		t.Errorf("a rate without a base is %q", got)
	}
}

func TestMalformedCataloguesAreRefused(t *testing.T) {
	t.Parallel()
	for name, files := range map[string]fstest.MapFS{
		"a key twice in one file":     {"catalogue/vi/a.json": {Data: []byte(`{"a": "x", "a": "y"}`)}},
		"a key twice in two files":    {"catalogue/vi/a.json": {Data: []byte(`{"a": "x"}`)}, "catalogue/vi/b.json": {Data: []byte(`{"a": "y"}`)}},
		"not an object":               {"catalogue/vi/a.json": {Data: []byte(`["a"]`)}},
		"an unknown plural category":  {"catalogue/vi/a.json": {Data: []byte(`{"a": {"few": "x"}}`)}},
		"a number instead of a text":  {"catalogue/vi/a.json": {Data: []byte(`{"a": 1}`)}},
		"a file that breaks off":      {"catalogue/vi/a.json": {Data: []byte(`{"a": "x",`)}},
		"an empty file":               {"catalogue/vi/a.json": {Data: nil}},
		"a value that breaks off":     {"catalogue/vi/a.json": {Data: []byte(`{"a": "x`)}},
		"a list that is not of words": {"catalogue/vi/a.json": {Data: []byte(`{"_composed": [1]}`)}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := read(files); err == nil {
				t.Error("accepted")
			} else if !strings.Contains(err.Error(), "catalogue/vi/") {
				t.Errorf("the error does not name the file: %v", err)
			}
		})
	}
}

func TestChoiceOfLanguage(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, cookie, user, accept string
		want                       Lang
	}{
		{"nothing is known: Vietnamese", "", "", "", Vi},
		{"the cookie goes before all", "en", "vi", "vi", En},
		{"the user's setting goes before the browser", "", "en", "vi", En},
		{"an unknown cookie is passed over", "fr", "en", "", En},
		{"the browser's first known language", "", "", "fr-FR,en-GB;q=0.8,vi;q=0.5", En},
		{"the browser's weights are obeyed", "", "", "en;q=0.2,vi;q=0.9", Vi},
		{"a language of weight zero is not wanted", "", "", "en;q=0,fr", Vi},
		{"a malformed header is passed over", "", "", ";;;=,", Vi},
		{"a header of absurd length is passed over", "", "", strings.Repeat("en,", 1000), Vi},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := Choose(tt.cookie, tt.user, tt.accept); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func FuzzChoose(f *testing.F) {
	f.Add("vi", "en", "vi-VN,vi;q=0.9,en;q=0.8")
	f.Add("", "", "*;q=0.1")
	f.Fuzz(func(t *testing.T, cookie, user, accept string) {
		if _, ok := Parse(string(Choose(cookie, user, accept))); !ok {
			t.Error("chose a language that does not exist")
		}
	})
}
