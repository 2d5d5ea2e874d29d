package org_test

import (
	"slices"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

func successionInput(from, to org.Unit, k org.SuccessionKind) org.SuccessionInput {
	return org.SuccessionInput{
		ID: org.SuccessionID(id.Random()), From: from.ID, To: to.ID, HappenedOn: day("2025-07-01"), Kind: k, Act: "Nghị quyết mẫu",
	}
}

// lastDay is the stored last day of a unit.
func (h *house) lastDay(t *testing.T, u org.Unit) calendar.Date {
	t.Helper()
	fresh, err := org.UnitByID(t.Context(), h.db, u.ID)
	must(t, err)
	return fresh.ValidTo
}

func TestThreeUnitsBecomeOne(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	old := []org.Unit{h.unit(t, h.mine.ID, "a", "Thị trấn Mẫu"), h.unit(t, h.mine.ID, "b", "Xã Mẫu Một"), h.unit(t, h.mine.ID, "c", "Xã Mẫu Hai")}
	zone := h.unit(t, h.mine.ID, "z", "Đặc khu Mẫu")
	var in []org.SuccessionInput
	for _, u := range old {
		in = append(in, successionInput(u, zone, org.Merge))
	}
	made, err := h.CreateSuccessions(ctx, h.secretary, in)
	must(t, err)
	for i, u := range old {
		if made[i].From != u.ID || h.lastDay(t, u) != day("2025-06-30") {
			t.Errorf("%s ends on %v by %+v", u.Name, h.lastDay(t, u), made[i])
		}
	}
	before, err := org.Predecessors(ctx, h.db, zone.ID)
	must(t, err)
	if len(before) != 3 || !slices.Contains(before, old[1].ID) {
		t.Errorf("predecessors %v", before)
	}
	after, err := org.Successors(ctx, h.db, old[0].ID)
	if err != nil || !slices.Equal(after, []access.UnitID{zone.ID}) {
		t.Errorf("successors %v, %v", after, err)
	}
	d, err := h.Unit(ctx, h.member, h.mine.ID, zone.ID)
	if err != nil || len(d.Successions) != 3 || len(d.Neighbours) != 3 {
		t.Errorf("the zone's page: %+v, %v", d, err)
	}
	if again, err := h.CreateSuccessions(ctx, h.secretary, in); err != nil || !slices.Equal(again, made) {
		t.Errorf("again: %+v, %v", again, err)
	}
	if n := h.lines(t, "succession.create"); n != 3 {
		t.Errorf("%d lines in the audit, want 3", n)
	}
	in[2].Act = "Khác"
	_, err = h.CreateSuccessions(ctx, h.secretary, in)
	wants(t, "an id with other content", err, fault.Conflict)
	h.intact(t)
}

func TestPredecessorsReachThroughGenerations(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	a, b, c := h.unit(t, h.mine.ID, "a", "A"), h.unit(t, h.mine.ID, "b", "B"), h.unit(t, h.mine.ID, "c", "C")
	first := successionInput(a, b, org.Rename)
	first.HappenedOn = day("2020-01-01")
	_, err := h.CreateSuccession(ctx, h.secretary, first)
	must(t, err)
	second, err := h.CreateSuccession(ctx, h.secretary, successionInput(b, c, org.Merge))
	must(t, err)
	if got, err := org.Predecessors(ctx, h.db, c.ID); err != nil || len(got) != 2 {
		t.Errorf("predecessors of the last %v, %v", got, err)
	}
	_, err = h.CreateSuccession(ctx, h.secretary, successionInput(c, a, org.Transfer))
	wantsField(t, "a circle", err, "to_unit_id")
	edit := successionInput(b, c, org.Merge)
	edit.ID, edit.Version, edit.Withdrawn = second.ID, 1, true
	_, err = h.EditSuccession(ctx, h.secretary, edit)
	must(t, err)
	if got, err := org.Predecessors(ctx, h.db, c.ID); err != nil || len(got) != 0 {
		t.Errorf("after the link was withdrawn: %v, %v", got, err)
	}
	if got := h.lastDay(t, b); !got.IsZero() {
		t.Errorf("the unit still ends on %v", got)
	}
}

func TestWhatASuccessionDoesToTheOldUnit(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		kind org.SuccessionKind
		ends string
	}{
		"merged into another":      {org.Merge, "2025-06-30"},
		"renamed as another row":   {org.Rename, "2025-06-30"},
		"split up":                 {org.Split, "2025-06-30"},
		"functions moved, goes on": {org.Transfer, ""},
		"dissolved":                {org.Dissolve, "2025-06-30"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			a, b := h.unit(t, h.mine.ID, "a", "A"), h.unit(t, h.mine.ID, "b", "B")
			if c.kind == org.Dissolve {
				b = org.Unit{}
			}
			_, err := h.CreateSuccession(t.Context(), h.secretary, successionInput(a, b, c.kind))
			must(t, err)
			if got := h.lastDay(t, a); got.String() != c.ends {
				t.Errorf("ends on %q, want %q", got, c.ends)
			}
		})
	}
}

func TestEditingASuccessionMovesTheLastDay(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	a, b := h.unit(t, h.mine.ID, "a", "A"), h.unit(t, h.mine.ID, "b", "B")
	in := successionInput(a, b, org.Merge)
	made, err := h.CreateSuccession(ctx, h.secretary, in)
	must(t, err)
	in.Version, in.HappenedOn, in.From = made.Version, day("2025-09-01"), b.ID // where it starts from is not for changing
	after, err := h.EditSuccession(ctx, h.secretary, in)
	if err != nil || after.From != a.ID || after.Version != 2 || h.lastDay(t, a) != day("2025-08-31") {
		t.Errorf("edited %+v, ends %v, %v", after, h.lastDay(t, a), err)
	}
	_, err = h.EditSuccession(ctx, h.secretary, in)
	wants(t, "a stale version", err, fault.Conflict)
	in.Version = 2
	for name, by := range map[string]access.Actor{"member": h.member, "focal": h.focal} {
		_, err = h.EditSuccession(ctx, by, in)
		wants(t, name+" edits", err, fault.Forbidden)
	}
	_, err = h.EditSuccession(ctx, h.stranger, in)
	wants(t, "a stranger edits", err, fault.NotFound)
	in.ID = org.SuccessionID(id.Random())
	_, err = h.EditSuccession(ctx, h.secretary, in)
	wants(t, "a succession nobody made", err, fault.NotFound)
}

func TestSuccessionsThatCannotBe(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	a, b := h.unit(t, h.mine.ID, "a", "A"), h.unit(t, h.mine.ID, "b", "B")
	foreign, common := h.unit(t, h.other.ID, "f", "F"), h.unit(t, access.CommitteeID{}, "c", "C")
	young := unitInput(h.mine.ID, "y", "Y")
	young.ValidFrom = day("2025-07-01")
	y, err := h.CreateUnit(ctx, h.secretary, young)
	must(t, err)
	for name, c := range map[string]struct {
		in    org.SuccessionInput
		field string
	}{
		"dissolved into something":   {successionInput(a, b, org.Dissolve), "to_unit_id"},
		"merged into nothing":        {successionInput(a, org.Unit{}, org.Merge), "to_unit_id"},
		"merged into itself":         {successionInput(a, a, org.Merge), "to_unit_id"},
		"into another committee's":   {successionInput(a, foreign, org.Merge), "to_unit_id"},
		"ended before it began":      {successionInput(y, b, org.Merge), "happened_on"},
		"a kind that does not exist": {successionInput(a, b, "vanish"), "kind"},
	} {
		_, err := h.CreateSuccession(ctx, h.secretary, c.in)
		wantsField(t, name, err, c.field)
	}
	_, err = h.CreateSuccession(ctx, h.secretary, successionInput(common, b, org.Merge))
	wants(t, "a secretary ends a common unit", err, fault.Forbidden)
	_, err = h.CreateSuccession(ctx, h.admin, successionInput(common, b, org.Merge))
	wantsField(t, "a common unit goes over into a committee's own", err, "to_unit_id")
	_, err = h.CreateSuccession(ctx, h.stranger, successionInput(a, b, org.Merge))
	wants(t, "a stranger", err, fault.NotFound)
	_, err = h.CreateSuccession(ctx, h.secretary, successionInput(a, common, org.Merge))
	must(t, err)
}
