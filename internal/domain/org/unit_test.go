package org_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

func TestCreatingAUnitTwice(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	in := unitInput(h.mine.ID, "xa-mau-mot", "Ủy ban nhân dân xã Mẫu Một")
	u, err := h.CreateUnit(ctx, h.secretary, in)
	must(t, err)
	if u.ShortName != u.Name || u.Owner != h.mine.ID {
		t.Errorf("made %+v", u)
	}
	if again, err := h.CreateUnit(ctx, h.secretary, in); err != nil || again != u {
		t.Errorf("again: %+v, %v", again, err)
	}
	if n := h.lines(t, "unit.create"); n != 1 {
		t.Errorf("%d lines in the audit, want 1", n)
	}
	in.Name = "Tên khác"
	_, err = h.CreateUnit(ctx, h.secretary, in)
	wants(t, "the id with other content", err, fault.Conflict)
	_, err = h.CreateUnit(ctx, h.secretary, unitInput(h.mine.ID, "xa-mau-mot", "Xã khác"))
	wants(t, "a code taken in the committee", err, fault.Conflict)
	_, err = h.CreateUnit(ctx, h.stranger, unitInput(h.other.ID, "xa-mau-mot", "Xã của ban khác"))
	must(t, err)
	_, err = h.CreateUnit(ctx, h.secretary, unitInput(h.mine.ID, "Xã", ""))
	wantsField(t, "a code with marks", err, "code")
	wantsField(t, "no name", err, "name")
	h.intact(t)
}

func TestWhoMayWriteUnits(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	common, own := h.unit(t, access.CommitteeID{}, "so-mau", "Sở Mẫu"), h.unit(t, h.mine.ID, "xa-mau", "Xã Mẫu")
	type want struct {
		by                access.Actor
		common, own       fault.Kind
		mayCommon, mayOwn bool
	}
	for name, w := range map[string]want{
		"administrator":        {by: h.admin, mayCommon: true, mayOwn: true},
		"built-in actor":       {by: access.System("cli"), mayCommon: true, mayOwn: true},
		"secretary":            {by: h.secretary, common: fault.Forbidden, mayOwn: true},
		"head":                 {by: h.head, common: fault.Forbidden, mayOwn: true},
		"member":               {by: h.member, common: fault.Forbidden, own: fault.Forbidden},
		"focal person":         {by: h.focal, common: fault.Forbidden, own: fault.Forbidden},
		"observer":             {by: h.observer, common: fault.Forbidden, own: fault.Forbidden},
		"another's secretary":  {by: h.stranger, common: fault.Forbidden, own: fault.NotFound},
		"somebody without any": {by: access.Actor{Login: "x"}, common: fault.Forbidden, own: fault.NotFound},
	} {
		try := func(what string, may bool, kind fault.Kind, err error) {
			if may && err != nil {
				t.Errorf("%s %s: %v", name, what, err)
			}
			if !may {
				wants(t, name+" "+what, err, kind)
			}
		}
		_, err := h.CreateUnit(ctx, w.by, unitInput(access.CommitteeID{}, "c-"+id.ID[want](id.Random()).String(), "Chung"))
		try("makes a common unit", w.mayCommon, w.common, err)
		_, err = h.CreateUnit(ctx, w.by, unitInput(h.mine.ID, "r-"+id.ID[want](id.Random()).String(), "Riêng"))
		try("makes the committee's own unit", w.mayOwn, w.own, err)
		now := func(u org.Unit) int {
			fresh, err := org.UnitByID(ctx, h.db, u.ID)
			must(t, err)
			return fresh.Version
		}
		_, err = h.EditUnit(ctx, w.by, org.UnitInput{ID: common.ID, Version: now(common), Code: common.Code, Kind: common.Kind, Name: common.Name})
		try("edits a common unit", w.mayCommon, w.common, err)
		_, err = h.RenameUnit(ctx, w.by, org.RenameInput{ID: own.ID, Version: now(own), From: day("2025-07-01"), Name: "Tên mới"})
		try("renames the committee's own unit", w.mayOwn, w.own, err)
	}
}

func TestWhoSeesWhichUnits(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	common := h.unit(t, access.CommitteeID{}, "so-mau", "Sở Mẫu")
	own, foreign := h.unit(t, h.mine.ID, "xa-mau", "Xã Mẫu"), h.unit(t, h.other.ID, "xa-khac", "Xã Khác")
	for name, by := range map[string]access.Actor{"secretary": h.secretary, "focal": h.focal, "observer": h.observer, "admin": h.admin} {
		page, err := h.Units(ctx, by, h.mine.ID, org.UnitQuery{})
		must(t, err)
		if got := codes(page.Rows); !slices.Equal(got, []string{"so-mau", "xa-mau"}) {
			t.Errorf("%s sees %v", name, got)
		}
		for _, u := range []org.Unit{common, own} {
			if d, err := h.Unit(ctx, by, h.mine.ID, u.ID); err != nil || d.Unit != u {
				t.Errorf("%s reads %s: %+v, %v", name, u.Code, d.Unit, err)
			}
		}
		_, err = h.Unit(ctx, by, h.mine.ID, foreign.ID)
		wants(t, name+" reads another committee's unit", err, fault.NotFound)
	}
	_, err := h.Units(ctx, h.stranger, h.mine.ID, org.UnitQuery{})
	wants(t, "a stranger lists", err, fault.NotFound)
	_, err = h.Unit(ctx, h.stranger, h.mine.ID, common.ID)
	wants(t, "a stranger reads", err, fault.NotFound)
	_, err = h.Units(ctx, h.secretary, access.CommitteeID{}, org.UnitQuery{})
	wants(t, "a secretary lists the whole register", err, fault.Forbidden)
	all, err := h.Units(ctx, h.admin, access.CommitteeID{}, org.UnitQuery{})
	if err != nil || all.Total != 3 {
		t.Errorf("the administrator sees %d of the register, %v", all.Total, err)
	}
	for u, want := range map[access.UnitID]bool{common.ID: true, own.ID: true, foreign.ID: false, access.UnitID(id.Random()): false} {
		if seen, err := org.SeesUnit(ctx, h.db, h.mine.ID, u); err != nil || seen != want {
			t.Errorf("sees %s: %v, %v", u, seen, err)
		}
	}
}

func codes(units []org.Unit) []string {
	var all []string
	for _, u := range units {
		all = append(all, u.Code)
	}
	return all
}

func TestSearchingUnits(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	for code, name := range map[string]string{
		"xa-dong-tien": "Xã Đồng Tiến", "thon-dong-tien": "Thôn Đông Tiên", "dac-khu": "Đặc khu Mẫu", "phan-tram": "Tổ 100% mẫu", "ong": "Ông", "o": "Ô",
	} {
		h.unit(t, h.mine.ID, code, name)
	}
	for words, want := range map[string][]string{
		"đồng tiến":  {"xa-dong-tien", "thon-dong-tien"}, // the very marks first
		"Đông tiên":  {"thon-dong-tien", "xa-dong-tien"},
		"dong  TIEN": {"thon-dong-tien", "xa-dong-tien"}, // no marks: by name, as Vietnamese sorts đông before đồng … thôn before xã
		"dac khu":    {"dac-khu"},
		"100%":       {"phan-tram"},
		"%":          {"phan-tram"},
		"_":          nil,
		"xa-dong":    {"xa-dong-tien"},
		"không có":   nil,
	} {
		page, err := h.Units(ctx, h.focal, h.mine.ID, org.UnitQuery{ListQuery: org.ListQuery{Words: words}})
		must(t, err)
		if got := codes(page.Rows); !slices.Equal(got, want) || page.Total != len(want) {
			t.Errorf("%q finds %v of %d, want %v", words, got, page.Total, want)
		}
	}
}

func TestListingUnitsByKindParentAndDay(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	district := unitInput(h.mine.ID, "huyen-mau", "Huyện Mẫu")
	district.Kind, district.ValidTo = "district", day("2025-06-30")
	top, err := h.CreateUnit(ctx, h.secretary, district)
	must(t, err)
	below := unitInput(h.mine.ID, "xa-mau", "Xã Mẫu")
	below.ParentID = top.ID
	_, err = h.CreateUnit(ctx, h.secretary, below)
	must(t, err)
	wrong := unitInput(h.mine.ID, "nham", "Nhập nhầm")
	wrong.Withdrawn = true
	_, err = h.CreateUnit(ctx, h.secretary, wrong)
	must(t, err)
	for name, c := range map[string]struct {
		q    org.UnitQuery
		want []string
	}{
		"all but the mistake":   {org.UnitQuery{}, []string{"huyen-mau", "xa-mau"}},
		"the mistake too":       {org.UnitQuery{Withdrawn: true}, []string{"huyen-mau", "nham", "xa-mau"}},
		"districts":             {org.UnitQuery{Kind: "district"}, []string{"huyen-mau"}},
		"below the district":    {org.UnitQuery{Parent: top.ID}, []string{"xa-mau"}},
		"on its last day":       {org.UnitQuery{On: day("2025-06-30")}, []string{"huyen-mau", "xa-mau"}},
		"on the day after":      {org.UnitQuery{On: day("2025-07-01")}, []string{"xa-mau"}},
		"by code, last first":   {org.UnitQuery{ListQuery: org.ListQuery{Sort: "code", Desc: true}}, []string{"xa-mau", "huyen-mau"}},
		"by an unknown column":  {org.UnitQuery{ListQuery: org.ListQuery{Sort: "; DROP TABLE unit"}}, []string{"huyen-mau", "xa-mau"}},
		"second page of one":    {org.UnitQuery{ListQuery: org.ListQuery{Per: 1, Page: 2}}, []string{"xa-mau"}},
		"a page past the end":   {org.UnitQuery{ListQuery: org.ListQuery{Per: 1, Page: 9}}, []string{"xa-mau"}},
		"an empty list, page 9": {org.UnitQuery{Kind: "school", ListQuery: org.ListQuery{Page: 9}}, nil},
	} {
		page, err := h.Units(ctx, h.member, h.mine.ID, c.q)
		must(t, err)
		if got := codes(page.Rows); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	page, err := h.Units(ctx, h.member, h.mine.ID, org.UnitQuery{ListQuery: org.ListQuery{Per: 1, Page: 9}})
	if err != nil || page.Page != 2 || page.Total != 2 || page.Pages() != 2 {
		t.Errorf("past the end: %+v, %v", page, err)
	}
}

func TestEveryColumnOfEveryListSorts(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	h.unit(t, h.mine.ID, "xa-mau", "Xã Mẫu")
	for _, desc := range []bool{false, true} {
		for _, c := range []string{"name", "code", "kind", "valid_from", "valid_to"} {
			_, err := h.Units(ctx, h.head, h.mine.ID, org.UnitQuery{ListQuery: org.ListQuery{Sort: c, Desc: desc, Words: "xa"}})
			must(t, err)
		}
		for _, c := range []string{"name", "code", "level"} {
			_, err := h.Committees(ctx, h.admin, org.CommitteeQuery{Level: org.District, On: day("2025-01-01"), ListQuery: org.ListQuery{Sort: c, Desc: desc, Words: "ban"}})
			must(t, err)
		}
		for _, c := range []string{"position", "name", "code"} {
			_, err := h.Fields(ctx, h.head, h.mine.ID, org.FieldQuery{ListQuery: org.ListQuery{Sort: c, Desc: desc, Words: "x"}})
			must(t, err)
		}
		for _, c := range []string{"name", "full_name"} {
			_, err := h.People(ctx, h.head, h.mine.ID, org.PersonQuery{Unit: access.UnitID(id.Random()), ListQuery: org.ListQuery{Sort: c, Desc: desc, Words: "x"}})
			must(t, err)
		}
		for _, c := range []string{"position", "name", "valid_from", "valid_to"} {
			_, err := h.Members(ctx, h.head, h.mine.ID, org.MemberQuery{On: day("2025-01-01"), ListQuery: org.ListQuery{Sort: c, Desc: desc, Words: "x"}})
			must(t, err)
		}
	}
}

func TestTheTreeOfUnits(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	a, b := h.unit(t, h.mine.ID, "a", "A"), h.unit(t, h.mine.ID, "b", "B")
	foreign, common := h.unit(t, h.other.ID, "f", "F"), h.unit(t, access.CommitteeID{}, "c", "C")
	move := func(u org.Unit, below org.Unit) error {
		_, err := h.EditUnit(ctx, h.admin, org.UnitInput{ID: u.ID, Version: u.Version, Code: u.Code, Kind: u.Kind, Name: u.Name, ParentID: below.ID})
		return err
	}
	must(t, move(a, b))
	wantsField(t, "a circle", move(b, a), "parent_id")
	wantsField(t, "below itself", move(b, b), "parent_id")
	wantsField(t, "below another committee's unit", move(b, foreign), "parent_id")
	wantsField(t, "a common unit below a committee's own", move(common, a), "parent_id")
	must(t, move(b, common))
}

func TestRenamingAUnit(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	u := h.unit(t, h.mine.ID, "phong-tnmt", "Phòng Tài nguyên và Môi trường")
	r := org.RenameInput{ID: u.ID, Version: 1, From: day("2025-03-01"), Name: "Phòng Nông nghiệp và Môi trường", ShortName: "Phòng NN&MT", Act: "Nghị quyết 1"}
	u, err := h.RenameUnit(ctx, h.secretary, r)
	must(t, err)
	if u.Name != r.Name || u.ShortName != r.ShortName || u.Version != 2 {
		t.Errorf("renamed %+v", u)
	}
	_, err = h.RenameUnit(ctx, h.secretary, r)
	wants(t, "a stale version", err, fault.Conflict)
	for d, want := range map[string]string{
		"1800-01-01": "Phòng Tài nguyên và Môi trường", "2025-02-28": "Phòng Tài nguyên và Môi trường",
		"2025-03-01": "Phòng Nông nghiệp và Môi trường", "2030-01-01": "Phòng Nông nghiệp và Môi trường",
	} {
		n, err := org.NameOn(ctx, h.db, u.ID, day(d))
		many, errMany := org.NamesOn(ctx, h.db, []access.UnitID{u.ID}, day(d))
		if err != nil || errMany != nil || n.Name != want || many[u.ID] != n {
			t.Errorf("on %s it is called %q (of many %q), %v %v; want %q", d, n.Name, many[u.ID].Name, err, errMany, want)
		}
	}
	page, err := h.Units(ctx, h.member, h.mine.ID, org.UnitQuery{ListQuery: org.ListQuery{Words: "tài nguyên"}})
	if err != nil || page.Total != 1 {
		t.Errorf("by its old name %d are found, %v", page.Total, err)
	}
	_, err = h.RenameUnit(ctx, h.secretary, org.RenameInput{ID: u.ID, Version: 2, Name: "Không ngày"})
	wantsField(t, "no day", err, "valid_from")
	h.intact(t)
}

func TestANameThatBeginsLaterHoldsFromItsDay(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	u := h.unit(t, h.mine.ID, "x", "Tên cũ")
	u, err := h.RenameUnit(ctx, h.secretary, org.RenameInput{ID: u.ID, Version: 1, From: day("2025-08-02"), Name: "Tên mới"})
	if err != nil || u.Name != "Tên cũ" {
		t.Fatalf("the day before: %+v, %v", u, err)
	}
	if n, err := h.RefreshNames(ctx, access.System("job")); n != 0 || err != nil {
		t.Errorf("the day before %d names change, %v", n, err)
	}
	h.now = h.now.Add(24 * time.Hour)
	if n, err := h.RefreshNames(ctx, access.System("job")); n != 1 || err != nil {
		t.Errorf("on the day %d names change, %v", n, err)
	}
	d, err := h.Unit(ctx, h.member, h.mine.ID, u.ID)
	if err != nil || d.Name != "Tên mới" || len(d.Names) != 2 || d.Version != 3 {
		t.Errorf("on the day: %+v, %v", d, err)
	}
	_, err = h.RefreshNames(ctx, h.secretary)
	wants(t, "a secretary refreshes names", err, fault.Forbidden)
	h.intact(t)
}

func TestEditingCorrectsThePresentName(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	u := h.unit(t, h.mine.ID, "x", "Xã Mâu")
	u, err := h.EditUnit(ctx, h.secretary, org.UnitInput{ID: u.ID, Version: 1, Owner: h.other.ID, Code: "y", Kind: "ward", Name: "Xã Mẫu"})
	if err != nil || u.Name != "Xã Mẫu" || u.Code != "y" || u.Kind != "ward" || u.Owner != h.mine.ID {
		t.Errorf("edited %+v, %v", u, err)
	}
	names, err := org.NamesOf(ctx, h.db, u.ID)
	if err != nil || len(names) != 1 || names[0].Name != "Xã Mẫu" {
		t.Errorf("names %+v, %v", names, err)
	}
}

func TestUnitsAreFoundByCodeOrNameOfTheDay(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	common := h.unit(t, access.CommitteeID{}, "xa-hoa-mau", "Xã Hòa Mẫu")
	renamed := h.unit(t, h.mine.ID, "phong-a", "Phòng A")
	_, err := h.RenameUnit(ctx, h.admin, org.RenameInput{ID: renamed.ID, Version: 1, From: day("2025-03-01"), Name: "Phòng B", ShortName: "P.B"})
	must(t, err)
	ended := unitInput(h.mine.ID, "xa-cu", "Xã Hòa Mẫu")
	ended.ValidTo = day("2020-12-31")
	_, err = h.CreateUnit(ctx, h.admin, ended)
	must(t, err)
	h.unit(t, h.other.ID, "xa-cua-ban-khac", "Xã Của Ban Khác")
	_, err = h.CreateUnit(ctx, h.admin, unitInput(h.mine.ID, "phong-b-phu", "Phòng B phụ"))
	must(t, err)
	for _, c := range []struct {
		name, word, on string
		want           []string
	}{
		{"by code", "xa-hoa-mau", "2025-01-01", []string{common.Code}},
		{"by name, tone placed the other way, other case", "xã  hoà mẫu", "2025-01-01", []string{common.Code}},
		{"two of a name, both alive", "Xã Hòa Mẫu", "2020-06-25", []string{"xa-cu", common.Code}},
		{"without marks a name is not exact", "xa hoa mau", "2025-01-01", nil},
		{"by the name of the day", "Phòng A", "2025-02-28", []string{"phong-a"}},
		{"the old name after the day", "Phòng A", "2025-03-01", nil},
		{"the short name", "p.b", "2025-03-01", []string{"phong-a"}},
		{"any name on no day", "Phòng A", "", []string{"phong-a"}},
		{"another committee's", "Xã Của Ban Khác", "2025-01-01", nil},
		{"another committee's, by code", "xa-cua-ban-khac", "2025-01-01", nil},
		{"nothing", " ", "2025-01-01", nil},
	} {
		in := org.Whose{Committee: h.mine.ID}
		if c.on != "" {
			in.On = day(c.on)
		}
		got, err := org.FindUnits(ctx, h.db, in, c.word)
		must(t, err)
		if !slices.Equal(codes(got), c.want) {
			t.Errorf("%s: %v, want %v", c.name, codes(got), c.want)
		}
	}
	own := h.unit(t, h.mine.ID, "xa-hoa-mau", "Xã Riêng")
	if got, err := org.FindUnits(ctx, h.db, org.Whose{Committee: h.mine.ID}, "xa-hoa-mau"); err != nil || len(got) != 1 || got[0].ID != own.ID {
		t.Errorf("a committee's own code stands before the common one: %+v, %v", got, err)
	}
}

func TestEveryWordIsFoundInAnyOrder(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	for code, name := range map[string]string{
		"ubnd-dong": "Ủy ban nhân dân xã Đông Mẫu", "ubnd-dong2": "Ủy ban nhân dân xã Đồng Mẫu", "mat-tran": "Mặt trận Tổ quốc xã Đông Mẫu",
	} {
		h.unit(t, h.mine.ID, code, name)
	}
	for words, want := range map[string][]string{
		"đông ủy ban":     {"ubnd-dong", "ubnd-dong2"}, // the marks as typed come first
		"đồng ủy ban":     {"ubnd-dong2", "ubnd-dong"},
		"mau dan nhan uy": {"ubnd-dong", "ubnd-dong2"},
		"quoc mat":        {"mat-tran"},
		"quốc hội mặt":    nil,
		"% mat":           nil,
	} {
		page, err := h.Units(ctx, h.member, h.mine.ID, org.UnitQuery{ListQuery: org.ListQuery{Words: words}})
		must(t, err)
		if got := codes(page.Rows); !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", words, got, want)
		}
	}
	for _, name := range []string{"Trần Thị Ví Dụ", "Trần Thị Vị Du", "Lê Ví Dụ"} {
		_, err := h.CreatePerson(ctx, h.secretary, org.PersonInput{ID: access.PersonID(id.Random()), Owner: h.mine.ID, FullName: name})
		must(t, err)
	}
	for words, want := range map[string][]string{
		"dụ trần":        {"Trần Thị Ví Dụ", "Trần Thị Vị Du"},
		"vị trần":        {"Trần Thị Vị Du", "Trần Thị Ví Dụ"},
		"du vi le":       {"Lê Ví Dụ"},
		"trần lê":        nil,
		"ví dụ trần thị": {"Trần Thị Ví Dụ", "Trần Thị Vị Du"},
	} {
		page, err := h.People(ctx, h.secretary, h.mine.ID, org.PersonQuery{ListQuery: org.ListQuery{Words: words}})
		must(t, err)
		var got []string
		for _, p := range page.Rows {
			got = append(got, p.FullName)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q finds %q, want %q", words, got, want)
		}
	}
	if _, err := h.Units(ctx, h.member, h.mine.ID, org.UnitQuery{ListQuery: org.ListQuery{Words: strings.Repeat("a ", 5000)}}); err != nil {
		t.Errorf("very many words: %v", err)
	}
}
