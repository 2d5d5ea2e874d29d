package org_test

import (
	"testing"
	"time"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

func fieldInput(owner access.CommitteeID, code, name string) org.FieldInput {
	return org.FieldInput{ID: org.FieldID(id.Random()), Owner: owner, Code: code, Name: name}
}

func TestFieldsOfWork(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	in := fieldInput(h.mine.ID, "cong-khai", "Công khai tài chính")
	f, err := h.CreateField(ctx, h.secretary, in)
	must(t, err)
	if again, err := h.CreateField(ctx, h.secretary, in); err != nil || again != f {
		t.Errorf("again: %+v, %v", again, err)
	}
	in.Version, in.Name = 1, "Công khai thu chi"
	f, err = h.EditField(ctx, h.secretary, in)
	if err != nil || f.Name != "Công khai thu chi" || f.Version != 2 {
		t.Errorf("edited %+v, %v", f, err)
	}
	_, err = h.EditField(ctx, h.secretary, in)
	wants(t, "a stale version", err, fault.Conflict)
	common, err := h.CreateField(ctx, h.admin, fieldInput(access.CommitteeID{}, "dan-van", "Dân vận"))
	must(t, err)
	foreign, err := h.CreateField(ctx, h.stranger, fieldInput(h.other.ID, "rieng", "Của ban khác"))
	must(t, err)

	for name, by := range map[string]access.Actor{"focal": h.focal, "observer": h.observer, "member": h.member} {
		page, err := h.Fields(ctx, by, h.mine.ID, org.FieldQuery{})
		if err != nil || page.Total != 2 {
			t.Errorf("%s sees %d fields, %v", name, page.Total, err)
		}
		_, err = h.Field(ctx, by, h.mine.ID, foreign.ID)
		wants(t, name+" reads another committee's", err, fault.NotFound)
		_, err = h.CreateField(ctx, by, fieldInput(h.mine.ID, "x", "X"))
		wants(t, name+" makes one", err, fault.Forbidden)
		in.Version = 2
		_, err = h.EditField(ctx, by, in)
		wants(t, name+" edits one", err, fault.Forbidden)
	}
	if got, err := h.Field(ctx, h.focal, h.mine.ID, common.ID); err != nil || got != common {
		t.Errorf("a common one: %+v, %v", got, err)
	}
	_, err = h.Field(ctx, h.stranger, h.mine.ID, common.ID)
	wants(t, "a stranger reads from it", err, fault.NotFound)
	_, err = h.Fields(ctx, h.stranger, h.mine.ID, org.FieldQuery{})
	wants(t, "a stranger lists", err, fault.NotFound)
	_, err = h.EditField(ctx, h.stranger, in)
	wants(t, "a stranger edits", err, fault.NotFound)
	for of, want := range map[org.FieldID]bool{f.ID: true, common.ID: true, foreign.ID: false} {
		if seen, err := org.SeesField(ctx, h.db, h.mine.ID, of); err != nil || seen != want {
			t.Errorf("sees %s: %v, %v; want %v", of, seen, err, want)
		}
	}
	h.intact(t)
}

func TestFieldsAreFoundByCodeOrName(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	for _, in := range []org.FieldInput{
		fieldInput(access.CommitteeID{}, "dan-van", "Dân vận"), fieldInput(h.mine.ID, "dan-van", "Dân vận khéo"), fieldInput(h.other.ID, "la", "Lạ"),
	} {
		_, err := h.CreateField(ctx, h.admin, in)
		must(t, err)
	}
	for word, want := range map[string]string{"dan-van": "Dân vận khéo", "DÂN  VẬN": "Dân vận", "dan van": "", "la": "", "Lạ": "", "": ""} {
		found, err := org.FindFields(ctx, h.db, h.mine.ID, word)
		must(t, err)
		got := ""
		if len(found) > 0 {
			got = found[0].Name
		}
		if got != want || len(found) > 1 {
			t.Errorf("%q finds %+v, want %q", word, found, want)
		}
	}
}

func TestTheWorkingCalendarIsSeededOnce(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	n, err := h.SeedCalendar(ctx, h.admin)
	if err != nil || n != len(calendar.Seed()) {
		t.Fatalf("seeded %d, %v", n, err)
	}
	off := day("2026-02-17") // mùng 1 Tết Bính Ngọ
	work, err := org.WorkCalendar(ctx, h.db)
	if err != nil || work.IsWorking(off) || !work.IsWorking(day("2026-02-13")) {
		t.Errorf("Tết is worked: %v, %v", work.IsWorking(off), err)
	}
	days, err := h.CalendarDays(ctx, 2026)
	must(t, err)
	var tet org.CalendarDay
	for _, d := range days {
		if d.Day == off {
			tet = d
		}
	}
	in := org.DayInput{Day: off, Version: tet.Version, Kind: tet.Kind, Name: tet.Name, Source: tet.Source, Certainty: tet.Certainty, Withdrawn: true}
	_, err = h.EditDay(ctx, h.admin, in)
	must(t, err)
	if n, err := h.SeedCalendar(ctx, h.admin); n != 0 || err != nil {
		t.Errorf("seeded again %d, %v", n, err)
	}
	if work, err = org.WorkCalendar(ctx, h.db); err != nil || !work.IsWorking(off) {
		t.Errorf("what an administrator took back does not stay back, %v", err)
	}
	_, err = h.EditDay(ctx, h.admin, in)
	wants(t, "a stale version", err, fault.Conflict)
	h.intact(t)
}

func TestEditingTheWorkingCalendar(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	in := org.DayInput{Day: day("2027-04-30"), Kind: calendar.DayOff, Name: "Ngày Giải phóng", Source: "Bộ luật Lao động 2019, Điều 112", Certainty: "V"}
	made, err := h.AddDay(ctx, h.admin, in)
	must(t, err)
	if again, err := h.AddDay(ctx, h.admin, in); err != nil || again != made {
		t.Errorf("again: %+v, %v", again, err)
	}
	in.Name = "Khác"
	_, err = h.AddDay(ctx, h.admin, in)
	wants(t, "another row of the day", err, fault.Conflict)
	for name, by := range map[string]access.Actor{"head": h.head, "secretary": h.secretary, "stranger": h.stranger} {
		_, err = h.AddDay(ctx, by, in)
		wants(t, name+" adds a day", err, fault.Forbidden)
		_, err = h.EditDay(ctx, by, in)
		wants(t, name+" edits a day", err, fault.Forbidden)
		_, err = h.SeedCalendar(ctx, by)
		wants(t, name+" seeds", err, fault.Forbidden)
	}
	in.Day, in.Kind = day("2027-04-29"), calendar.WorkingWeekend
	if w := in.Day.Weekday(); w != time.Thursday {
		t.Fatalf("the example is a %v", w)
	}
	_, err = h.AddDay(ctx, h.admin, in)
	wantsField(t, "a Thursday as a working weekend", err, "day")
	in.Day, in.Certainty = day("2027-05-01"), "sure"
	_, err = h.AddDay(ctx, h.admin, in)
	wantsField(t, "a certainty that does not exist", err, "certainty")
	in.Certainty = "D"
	_, err = h.EditDay(ctx, h.admin, in)
	wants(t, "a day that is not there", err, fault.NotFound)
}
