package ui_test

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/testkit/htmlcheck"
)

const sheetsAt = "/c/qcdc-mau/phieu-don-vi"

// owing makes a task that a unit leads.
func (s *site) owing(text string, unit org.Unit) task.Task {
	s.t.Helper()
	made, err := s.d.Tasks.Create(s.t.Context(), s.boss, task.NewTask{
		ID: task.ID(id.Random()), Committee: s.committee.ID, Text: text, Wording: "verbatim", GivenOn: day("2026-09-01"), Deadline: "30/11/2026",
		Assignees: []task.Assignee{{Role: task.Lead, Unit: unit.ID}},
	})
	s.must(err)
	return made
}

// filledSheet takes a unit's sheet and writes a result into its first task.
func (v *visitor) filledSheet(result string, unit org.Unit) string {
	v.s.t.Helper()
	a := v.get(sheetsAt + "/xuat.xlsx?don-vi=" + unit.ID.String())
	if a.code != http.StatusOK || !strings.Contains(a.header.Get("Content-Disposition"), "phieu-nhiem-vu-qcdc-mau") {
		v.s.t.Fatalf("%d %v", a.code, a.header)
	}
	f, err := excelize.OpenReader(strings.NewReader(a.body))
	v.s.must(err)
	defer func() { _ = f.Close() }()
	sheet := f.GetSheetList()[0]
	rows, err := f.GetRows(sheet)
	v.s.must(err)
	for i, r := range rows {
		if len(r) > 3 && r[0] == "1" && r[1] == "1" {
			cell, err := excelize.CoordinatesToCellName(8, i+1)
			v.s.must(err)
			v.s.must(f.SetCellStr(sheet, cell, result))
		}
	}
	var b bytes.Buffer
	_, err = f.WriteTo(&b)
	v.s.must(err)
	return b.String()
}

func TestASheetGoesOutComesBackAndIsDecided(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	one := s.owing("niêm yết các khoản thu", s.units[0])
	s.owing("rà soát hương ước", s.units[0])
	who := s.as("secretary")
	htmlcheck.Run(t, who.page(sheetsAt), htmlcheck.In("form[enctype='multipart/form-data'] input[type=file][name=file]"),
		htmlcheck.In("section[aria-labelledby=lay-phieu]", htmlcheck.HasText("Xã Mẫu Một")))
	a := who.sendFile(sheetsAt, "phiếu của xã.xlsx", who.filledSheet("Đã niêm yết 4/5 thôn", s.units[0]), "id", newID())
	if a.code != http.StatusSeeOther {
		t.Fatalf("%d\n%s", a.code, a.body)
	}
	page := who.page(a.location)
	htmlcheck.Run(t, page, htmlcheck.In("li.sheet-accepted", htmlcheck.HasText("Đã niêm yết 4/5 thôn")), htmlcheck.In("li.sheet-accepted select option[value=accept][selected]"),
		htmlcheck.In("details.sheet-quiet", htmlcheck.HasText("1 dòng không đổi")), htmlcheck.Count("button[name=step]", 3))
	names := formNames(page)
	line := names[0]
	if b := who.post(a.location, "dong-"+line, "accept", "thay-"+line, "stale"); b.code != http.StatusSeeOther {
		t.Fatalf("%d", b.code)
	}
	if now := s.version(one); now != one.Version {
		t.Fatal("a choice about something no longer so was followed")
	}
	who.get(a.location)
	if b := who.post(a.location, "dong-"+line, "accept", "thay-"+line, names[1], "step", "chosen"); b.code != http.StatusSeeOther {
		t.Fatalf("%d", b.code)
	}
	htmlcheck.Run(t, who.page(a.location), htmlcheck.In(".flash", htmlcheck.HasText("Đã nhận 1 dòng")), htmlcheck.Count("button[name=step]", 0))
	if s.version(one) == one.Version {
		t.Error("nothing was taken over")
	}
	htmlcheck.Run(t, who.page(sheetsAt), htmlcheck.In("section[aria-labelledby=da-nhan]", htmlcheck.HasText("1/2 dòng")))
}

// version is that of a task now.
func (s *site) version(of task.Task) int {
	s.t.Helper()
	d, err := s.d.Tasks.Get(s.t.Context(), s.boss, s.committee.ID, of.ID.String())
	s.must(err)
	return d.Task.Version
}

// formNames are the line of the first row to decide, and its mark.
func formNames(page string) [2]string {
	_, rest, _ := strings.Cut(page, `name="thay-`)
	line, rest, _ := strings.Cut(rest, `"`)
	_, rest, _ = strings.Cut(rest, `value="`)
	seen, _, _ := strings.Cut(rest, `"`)
	return [2]string{line, seen}
}

func TestAFileThatIsNoSheetIsRefusedBesideTheField(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	who := s.as("secretary")
	for name, file := range map[string]string{"": "", "thư.xlsx": "không phải sổ tính", "cũ.xls": "\xD0\xCF\x11\xE0...."} {
		a := who.sendFile(sheetsAt, name, file, "id", newID())
		if a.code != http.StatusUnprocessableEntity {
			t.Errorf("%q: %d", name, a.code)
		}
		htmlcheck.Run(t, a.body, htmlcheck.In(".field-error"), htmlcheck.In("input[type=file][aria-invalid=true]"))
	}
}

func TestStrangersFindNoSheets(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.owing("niêm yết các khoản thu", s.units[2])
	who := s.as("secretary")
	at := who.sendFile(sheetsAt, "phieu.xlsx", who.filledSheet("xong", s.units[2]), "id", newID()).location
	for login, want := range map[string][2]int{
		"stranger": {http.StatusNotFound, http.StatusNotFound}, "member": {http.StatusForbidden, http.StatusNotFound}, "observer": {http.StatusForbidden, http.StatusNotFound},
		"focal": {http.StatusOK, http.StatusNotFound}, // answers for another unit
	} {
		v := s.as(login)
		if got := v.get(sheetsAt).code; got != want[0] {
			t.Errorf("%s: the desk answers %d", login, got)
		}
		if got := v.get(at).code; got != want[1] {
			t.Errorf("%s: the sheet answers %d", login, got)
		}
		if got := v.do(http.MethodPost, at, url.Values{"step": {"accept"}}).code; got != want[1] {
			t.Errorf("%s: deciding answers %d", login, got)
		}
		if got := v.get(sheetsAt + "/xuat.xlsx?don-vi=" + s.units[2].ID.String()).code; got == http.StatusOK {
			t.Errorf("%s has the sheet", login)
		}
	}
}
