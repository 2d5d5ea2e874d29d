package statform_test

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/statform"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
	"github.com/dondoc/dondoc/internal/testkit/factory"
)

func TestUnderstand(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		kind           statform.Kind
		typed          string
		value, problem string
	}{
		{statform.Whole, "12", "12", ""},
		{statform.Whole, " 1.234 ", "1234", ""},
		{statform.Whole, "0", "0", ""},
		{statform.Whole, "007", "7", ""},
		{statform.Money, "1.234.567.000", "1234567000", ""},
		{statform.Money, "1 234 567", "1234567", ""},
		{statform.Decimal, "1.234,5", "1234.5", ""},
		{statform.Decimal, "0,50", "0.5", ""},
		{statform.Decimal, "1.234", "1234", ""},
		{statform.Whole, "3,0", "3", ""},
		{statform.Whole, "1.234,5", "", "statform.not_whole"},
		{statform.Whole, "1.23", "", "statform.not_a_number"},
		{statform.Decimal, "1.5", "", "statform.not_a_number"},
		{statform.Decimal, "1,234.5", "", "statform.not_a_number"},
		{statform.Whole, "-3", "", "statform.negative"},
		{statform.Whole, "ba", "", "statform.not_a_number"},
		{statform.Money, strings.Repeat("9", 19), "", "statform.too_long"},
		{statform.Words, "1.234,5", "", ""},
		{statform.Whole, "", "", ""},
	} {
		value, problem := statform.Understand(tt.kind, tt.typed)
		if value != tt.value || problem != tt.problem {
			t.Errorf("%s %q: %q %q, want %q %q", tt.kind, tt.typed, value, problem, tt.value, tt.problem)
		}
	}
}

func FuzzUnderstand(f *testing.F) {
	for _, s := range []string{"1.234,5", "-1", "0,", "1 000", "９"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		value, problem := statform.Understand(statform.Decimal, s)
		if value != "" && problem != "" {
			t.Errorf("%q is both %s and %s", s, value, problem)
		}
		if value == "" {
			return
		}
		if again, p := statform.Understand(statform.Decimal, strings.ReplaceAll(value, ".", ",")); again != value || p != "" {
			t.Errorf("%q became %s, and that %s (%s)", s, value, again, p)
		}
	})
}

func TestTheTenForms(t *testing.T) {
	t.Parallel()
	want := []struct{ columns, added int }{{9, 0}, {11, 5}, {7, 1}, {17, 0}, {5, 3}, {8, 3}, {8, 8}, {7, 7}, {6, 5}, {5, 4}}
	ten := statform.Ten()
	if len(ten) != len(want) {
		t.Fatalf("%d forms", len(ten))
	}
	for i, f := range ten {
		added := 0
		keys := map[string]bool{}
		for _, c := range f.Columns {
			keys[c.Key] = true
			if c.Roll != statform.None {
				added++
			}
			if (c.Kind == statform.Words) != (c.Roll == statform.None) {
				t.Errorf("form %s: %s is %s and rolls %q", f.Code, c.Heading, c.Kind, c.Roll)
			}
		}
		if f.Code != strconv.Itoa(i+1) || len(f.Columns) != want[i].columns || added != want[i].added || len(keys) != len(f.Columns) || f.Note == "" || f.Single != (i >= 6) {
			t.Errorf("form %s: %d columns, %d added", f.Code, len(f.Columns), added)
		}
	}
}

func TestQuarters(t *testing.T) {
	t.Parallel()
	for period, want := range map[string]string{
		"2026-Q3": "2026-Q3", "2026-H1": "2026-Q1 2026-Q2", "2026-H2": "2026-Q3 2026-Q4", "2026-9M": "2026-Q1 2026-Q2 2026-Q3",
		"2026": "2026-Q1 2026-Q2 2026-Q3 2026-Q4", "2026-M07": "", "2026-T": "", "x": "",
	} {
		got, err := statform.Quarters(period)
		if strings.Join(got, " ") != want || (err != nil) != (want == "") {
			t.Errorf("%s: %v %v", period, got, err)
		}
	}
}

type desk struct {
	factory.Room
	forms *statform.Service
}

func newDesk(t *testing.T) desk {
	t.Helper()
	r := factory.NewRoom(t, dbtest.Tx(t))
	return desk{r, statform.NewService(r.Deps)}
}

func (d desk) key(form, period string) statform.Key {
	return statform.Key{Committee: d.Committee, Form: form, Period: period, Unit: d.Unit}
}

func (d desk) save(t *testing.T, in statform.Save) statform.Sheet {
	t.Helper()
	s, err := d.forms.Save(t.Context(), d.Secretary, in)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func watched(typed string) []map[string]string { return []map[string]string{{"watched": typed}} }

func TestTheLifeOfASheet(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	k := d.key("7", "2026-Q1")
	draft := statform.Save{Key: k, Rows: []map[string]string{{"watched": "1.2", "land": "1.234,5"}}}
	s, err := d.forms.Save(t.Context(), d.Focal, draft)
	if err != nil || s.Version != 1 || s.State != statform.Draft || s.Problems() != 1 {
		t.Fatalf("%+v %v", s, err)
	}
	if again, err := d.forms.Save(t.Context(), d.Focal, draft); err != nil || again.Version != 1 {
		t.Errorf("a repeat: %d %v", again.Version, err)
	}
	read, err := d.forms.Sheet(t.Context(), d.Focal, k)
	if err != nil || len(read.Cells) != 2 || read.Cells[0].Typed != "1.2" || read.Cells[0].Problem != "statform.not_a_number" || read.Cells[1].Value != "1234.5" {
		t.Fatalf("what was typed is lost: %+v %v", read.Cells, err)
	}
	refused := func(what, key string, err error) {
		t.Helper()
		f, ok := err.(*fault.Fault) //nolint:errorlint // faults of the use case come unwrapped
		if !ok || f.Key != key && f.Fields["rows"].Key != key && f.Fields["reason"].Key != key {
			t.Errorf("%s: %v", what, err)
		}
	}
	_, err = d.forms.Save(t.Context(), d.Focal, statform.Save{Key: k, Rows: draft.Rows, Send: true, Version: 1})
	refused("sending what is not understood", "statform.send_problems", err)
	_, err = d.forms.Save(t.Context(), d.Focal, statform.Save{Key: k, Rows: watched("9")})
	refused("a stale write", "conflict.stale", err)
	if theirs := err.(*fault.Fault).Theirs.(statform.Sheet); theirs.Cells[0].Typed != "1.2" { //nolint:errorlint,forcetypeassert // as above
		t.Errorf("the refusal does not say what is stored: %+v", theirs)
	}
	_, err = d.forms.Save(t.Context(), d.Focal, statform.Save{Key: k, Version: 1, Rows: append(watched("1"), watched("2")...)})
	refused("two rows", "statform.one_row", err)
	s = d.save(t, statform.Save{Key: k, Rows: watched("12"), Send: true, Version: 1})
	_, err = d.forms.Save(t.Context(), d.Focal, statform.Save{Key: k, Rows: watched("13"), Version: s.Version})
	refused("a draft over what was sent", "statform.sent_already", err)
	_, err = d.forms.Return(t.Context(), d.Secretary, k, " ", s.Version)
	refused("no reason", "statform.say_why", err)
	s, err = d.forms.Return(t.Context(), d.Secretary, k, "Thiếu số quý", s.Version)
	if err != nil || s.State != statform.Returned || s.Reason != "Thiếu số quý" {
		t.Fatalf("%+v %v", s, err)
	}
	if _, err = d.forms.SetDue(t.Context(), d.Secretary, statform.Due{Committee: d.Committee, Form: "7", Period: "2026-Q1", Locked: true}); err != nil {
		t.Fatal(err)
	}
	_, err = d.forms.Save(t.Context(), d.Focal, statform.Save{Key: k, Rows: watched("13"), Version: s.Version})
	refused("a closed quarter", "statform.locked", err)
}

func TestADefinitionHoldsFromItsQuarterOn(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	old := d.save(t, statform.Save{Key: d.key("7", "2026-Q1"), Rows: watched("5"), Send: true})
	own := statform.Form{Code: "7", FromPeriod: "2026-Q1", Title: "Biểu riêng", Single: true, Columns: []statform.Column{{Key: "n", Heading: "Số cuộc", Kind: statform.Whole, Roll: statform.Sum}}}
	made, err := d.forms.Define(t.Context(), d.Secretary, d.Committee, own)
	if err != nil || made.Version != 1 {
		t.Fatal(made, err)
	}
	if _, err := d.forms.Define(t.Context(), d.Secretary, d.Committee, own); fault.KindOf(err) != fault.Conflict {
		t.Errorf("a stale definition: %v", err)
	}
	for period, title := range map[string]string{"2025-Q4": old.Form.Title, "2026-Q2": "Biểu riêng"} {
		forms, err := d.forms.Forms(t.Context(), d.Focal, d.Committee, period)
		if err != nil || len(forms) != 10 || forms[6].Title != title || forms[9].Code != "10" {
			t.Errorf("%s: %v %v", period, forms, err)
		}
	}
	if s, err := d.forms.Sheet(t.Context(), d.Head, d.key("7", "2026-Q1")); err != nil || s.Form.Title != old.Form.Title || s.Cells[0].Typed != "5" {
		t.Errorf("an old sheet was rewritten: %+v %v", s, err)
	}
	own.Columns = append(own.Columns, own.Columns[0])
	if _, err := d.forms.Define(t.Context(), d.Secretary, d.Committee, own); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a column twice: %v", err)
	}
}

// TestAYearIsTheSumOfItsQuarters holds the identities over drawn figures: what happened adds up, what there is does not.
func TestAYearIsTheSumOfItsQuarters(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	draw := rand.New(rand.NewPCG(7, 8))
	units := []access.UnitID{d.Unit, d.NewUnit(t, "Xã Ví Dụ"), d.NewUnit(t, "Xã Mẫu")}
	last := 0
	for _, u := range units {
		stock := 0
		for _, q := range []string{"2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"} {
			if draw.IntN(4) == 0 {
				continue // missing: not nought
			}
			stock = draw.IntN(90) + 1
			k := d.key("8", q)
			k.Unit = u
			d.save(t, statform.Save{Key: k, Send: true, Rows: []map[string]string{{"works": strconv.Itoa(stock), "watched": strconv.Itoa(draw.IntN(1000)), "money": strconv.Itoa(draw.IntN(1e9))}}})
		}
		last += stock
	}
	total := func(period, column string) int {
		t.Helper()
		r, err := d.forms.Rollup(t.Context(), d.Head, d.Committee, "8", period)
		if err != nil {
			t.Fatal(err)
		}
		n, byUnit := 0, 0
		for _, f := range r.Totals {
			if f.Column == column {
				n, _ = strconv.Atoi(f.Value)
			}
		}
		for _, f := range r.Figures {
			if f.Column == column {
				v, _ := strconv.Atoi(f.Value)
				byUnit += v
			}
		}
		if n != byUnit {
			t.Errorf("%s %s: the total is %d, its units make %d", period, column, n, byUnit)
		}
		return n
	}
	for _, column := range []string{"watched", "money"} {
		q := total("2026-Q1", column) + total("2026-Q2", column) + total("2026-Q3", column) + total("2026-Q4", column)
		h := total("2026-H1", column) + total("2026-H2", column)
		if y := total("2026", column); y != q || y != h || y != total("2026-9M", column)+total("2026-Q4", column) || y == 0 {
			t.Errorf("%s: year %d, quarters %d, halves %d", column, y, q, h)
		}
	}
	if got := total("2026", "works"); got != last {
		t.Errorf("works: %d, want each unit's last quarter, %d", got, last)
	}
}

func TestMissingUnits(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	other := d.NewUnit(t, "Xã Ví Dụ")
	if _, err := d.forms.SetDue(t.Context(), d.Secretary, statform.Due{Committee: d.Committee, Form: "7", Period: "2026-Q1", Units: []access.UnitID{d.Unit, other}}); err != nil {
		t.Fatal(err)
	}
	s := d.save(t, statform.Save{Key: d.key("7", "2026-Q1"), Rows: watched("3"), Send: true})
	missing := func() (out []access.UnitID) {
		r, err := d.forms.Rollup(t.Context(), d.Head, d.Committee, "7", "2026-H1")
		if err != nil || len(r.Standings) != 2 {
			t.Fatalf("%+v %v", r.Standings, err)
		}
		for _, st := range r.Standings {
			if st.Missing() {
				out = append(out, st.Unit)
			}
		}
		return out
	}
	if m := missing(); len(m) != 1 || m[0] != other {
		t.Errorf("missing: %v", m)
	}
	if _, err := d.forms.Return(t.Context(), d.Head, s.Key, "Sai số", s.Version); err != nil {
		t.Fatal(err)
	}
	if m := missing(); len(m) != 2 {
		t.Errorf("one returned is missing again: %v", m)
	}
	if r, err := d.forms.Rollup(t.Context(), d.Head, d.Committee, "7", "2026-Q1"); err != nil || len(r.Totals) != 0 {
		t.Errorf("what was returned is counted: %v %v", r.Totals, err)
	}
}

func TestWhoMay(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	other := d.NewUnit(t, "Xã Ví Dụ")
	theirs := statform.Key{Committee: d.Committee, Form: "7", Period: "2026-Q1", Unit: other}
	d.save(t, statform.Save{Key: d.key("7", "2026-Q1"), Rows: watched("3"), Send: true})
	acts := map[string]func(access.Actor) error{
		"read":                 func(a access.Actor) error { _, err := d.forms.Sheet(t.Context(), a, d.key("7", "2026-Q1")); return err },
		"read of another unit": func(a access.Actor) error { _, err := d.forms.Sheet(t.Context(), a, theirs); return err },
		"forms": func(a access.Actor) error {
			_, err := d.forms.Forms(t.Context(), a, d.Committee, "2026-Q1")
			return err
		},
		"rollup": func(a access.Actor) error {
			_, err := d.forms.Rollup(t.Context(), a, d.Committee, "7", "2026")
			return err
		},
		"save": func(a access.Actor) error {
			_, err := d.forms.Save(t.Context(), a, statform.Save{Key: d.key("7", "2026-Q1"), Version: 99})
			return err
		},
		"save of another unit": func(a access.Actor) error {
			_, err := d.forms.Save(t.Context(), a, statform.Save{Key: theirs, Version: 99})
			return err
		},
		"return": func(a access.Actor) error {
			_, err := d.forms.Return(t.Context(), a, d.key("7", "2026-Q1"), "x", 99)
			return err
		},
		"due": func(a access.Actor) error {
			_, err := d.forms.SetDue(t.Context(), a, statform.Due{Committee: d.Committee, Form: "7", Period: "2026-Q1", Version: 99})
			return err
		},
		"define": func(a access.Actor) error {
			f := statform.Ten()[6]
			f.FromPeriod, f.Version = "2026-Q1", 99
			_, err := d.forms.Define(t.Context(), a, d.Committee, f)
			return err
		},
	}
	may := map[string]string{
		"read": "head deputy secretary member focal", "read of another unit": "head deputy secretary member", "forms": "head deputy secretary member focal observer",
		"rollup": "head deputy secretary member", "save": "head deputy secretary focal", "save of another unit": "head deputy secretary",
		"return": "head deputy secretary", "due": "head deputy secretary", "define": "head deputy secretary",
	}
	for act, f := range acts {
		for name, by := range d.Actors() {
			allowed := strings.Contains(" "+may[act]+" ", " "+name+" ")
			kind := fault.KindOf(f(by)) // a write that may be done ends at its version
			switch {
			case name == "stranger" || name == "admin":
				if kind != fault.NotFound {
					t.Errorf("%s by %s: %v", act, name, kind)
				}
			case allowed == (kind == fault.Forbidden || kind == fault.NotFound):
				t.Errorf("%s by %s: %v", act, name, kind)
			}
		}
	}
	foreign := newDesk(t)
	if _, err := foreign.forms.Sheet(t.Context(), foreign.Secretary, statform.Key{Committee: foreign.Committee, Form: "7", Period: "2026-Q1", Unit: access.UnitID(d.NewID())}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a unit of nowhere: %v", err)
	}
}
