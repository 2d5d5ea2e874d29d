package org_test

import (
	"sync"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
)

func TestANewCommitteeHasItsFirstPreset(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	in := committeeInput("qcdc-mau")
	in.Scheme = calendar.SchemeCutoff14
	in.Name = "  Ban   chỉ đạo Quy chế dân chủ "
	c, err := h.CreateCommittee(t.Context(), h.admin, in)
	if err != nil {
		t.Fatal(err)
	}
	if c.Name != "Ban chỉ đạo Quy chế dân chủ" || c.DueSoonDays != 14 || c.Version != 1 {
		t.Errorf("stored %+v", c)
	}
	p, err := org.PeriodOf(t.Context(), h.db, c.ID, "2020-H2")
	if err != nil || p.Start != day("2020-06-15") || p.End != day("2020-12-14") {
		t.Errorf("period %+v, %v", p, err)
	}
	h.intact(t)
}

func TestCreatingACommitteeTwice(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	in := committeeInput("qcdc-mau")
	first, err := h.CreateCommittee(ctx, h.admin, in)
	if err != nil {
		t.Fatal(err)
	}
	again, err := h.CreateCommittee(ctx, h.admin, in)
	if err != nil || again != first {
		t.Errorf("the same request again: %+v, %v", again, err)
	}
	if n := h.lines(t, "committee.create"); n != 3 { // two of the house
		t.Errorf("%d lines in the audit, want 3", n)
	}
	in.Name = "Tên khác"
	_, err = h.CreateCommittee(ctx, h.admin, in)
	wants(t, "the id with other content", err, fault.Conflict)
	taken := committeeInput("khac")
	taken.Code = in.Code
	_, err = h.CreateCommittee(ctx, h.admin, taken)
	wants(t, "a code that is taken", err, fault.Conflict)
}

func TestEditingACommittee(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	in := committeeInput("bcd-mau")
	in.ID, in.Version, in.HeadTitle, in.ValidTo = h.mine.ID, 1, "Trưởng ban", day("2025-06-30")
	c, err := h.EditCommittee(ctx, h.admin, in)
	if err != nil || c.HeadTitle != "Trưởng ban" || c.ValidTo != day("2025-06-30") || c.Version != 2 {
		t.Errorf("edited %+v, %v", c, err)
	}
	_, err = h.EditCommittee(ctx, h.admin, in)
	wants(t, "a stale version", err, fault.Conflict)
	in.Version, in.ValidFrom = 2, day("2025-07-01")
	_, err = h.EditCommittee(ctx, h.admin, in)
	wantsField(t, "a last day before the first", err, "valid_to")
	in.ValidFrom = calendar.Date{Year: 2025, Month: 2, Day: 30}
	_, err = h.EditCommittee(ctx, h.admin, in)
	wantsField(t, "a day that does not exist", err, "valid_from")
	h.intact(t)
}

func TestNoCommitteeStandsBelowItself(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	in := committeeInput("bcd-mau")
	in.ID, in.Version, in.ParentID = h.mine.ID, 1, h.other.ID
	if _, err := h.EditCommittee(ctx, h.admin, in); err != nil {
		t.Fatal(err)
	}
	in = committeeInput("bcd-khac")
	in.ID, in.Version, in.ParentID = h.other.ID, 1, h.mine.ID
	_, err := h.EditCommittee(ctx, h.admin, in)
	wantsField(t, "a circle of two", err, "parent_id")
	in = committeeInput("tu-minh")
	in.ParentID = in.ID
	_, err = h.CreateCommittee(ctx, h.admin, in)
	wantsField(t, "a committee above itself", err, "parent_id")
}

func TestOnlyAdministratorsTouchCommittees(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	edit := committeeInput("bcd-mau")
	edit.ID, edit.Version = h.mine.ID, 1
	for name, by := range map[string]access.Actor{"head": h.head, "secretary": h.secretary, "member": h.member, "stranger": h.stranger} {
		_, err := h.CreateCommittee(ctx, by, committeeInput("moi"))
		wants(t, name+" makes a committee", err, fault.Forbidden)
		_, err = h.EditCommittee(ctx, by, edit)
		wants(t, name+" edits a committee", err, fault.Forbidden)
		_, err = h.SetPreset(ctx, by, org.PresetInput{Committee: h.mine.ID, ValidFrom: day("2020-01-01"), Scheme: "cutoff14"})
		wants(t, name+" sets a preset", err, fault.Forbidden)
		_, err = h.CreateTerm(ctx, by, org.TermInput{Committee: h.mine.ID, ID: org.TermID(id.Random()), Name: "Nhiệm kỳ"})
		wants(t, name+" makes a term", err, fault.Forbidden)
	}
}

func TestWhoSeesWhichCommittee(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	for name, by := range map[string]access.Actor{"head": h.head, "focal": h.focal, "observer": h.observer, "admin": h.admin} {
		if c, err := h.Committee(ctx, by, h.mine.Code); err != nil || c != h.mine {
			t.Errorf("%s reads their committee: %+v, %v", name, c, err)
		}
	}
	_, err := h.Committee(ctx, h.stranger, h.mine.Code)
	wants(t, "a stranger reads it", err, fault.NotFound)
	_, err = h.Committee(ctx, h.admin, "khong-co")
	wants(t, "a code nobody has", err, fault.NotFound)
	for _, of := range []struct {
		name string
		by   access.Actor
		want int
	}{{"secretary", h.secretary, 1}, {"admin", h.admin, 2}, {"nobody", access.Actor{}, 0}} {
		page, err := h.Committees(ctx, of.by, org.CommitteeQuery{})
		if err != nil || page.Total != of.want || len(page.Rows) != of.want {
			t.Errorf("%s lists %d of %d, %v; want %d", of.name, len(page.Rows), page.Total, err, of.want)
		}
	}
	_, err = h.Presets(ctx, h.stranger, h.mine.ID)
	wants(t, "a stranger reads presets", err, fault.NotFound)
	_, err = h.Terms(ctx, h.stranger, h.mine.ID)
	wants(t, "a stranger reads terms", err, fault.NotFound)
}

func TestAWithdrawnCommitteeIsHiddenUntilItComesBack(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	in := committeeInput("bcd-mau")
	in.ID, in.Code, in.Version, in.Withdrawn = h.mine.ID, h.mine.Code, 1, true
	c, err := h.EditCommittee(ctx, h.admin, in)
	if err != nil || !c.Withdrawn {
		t.Fatalf("withdrawn %+v, %v", c, err)
	}
	for withdrawn, want := range map[bool]int{false: 1, true: 2} {
		page, err := h.Committees(ctx, h.admin, org.CommitteeQuery{Withdrawn: withdrawn})
		if err != nil || page.Total != want {
			t.Errorf("with the withdrawn ones %v: %d, %v; want %d", withdrawn, page.Total, err, want)
		}
	}
	o, err := h.Open(ctx, h.admin, h.mine.Code)
	if err != nil || o.Committee.ID != h.mine.ID {
		t.Errorf("an administrator opens it to bring it back: %+v, %v", o, err)
	}
	_, err = h.EditCommittee(ctx, h.secretary, in)
	wants(t, "a secretary brings it back", err, fault.Forbidden)
	in.Version, in.Withdrawn = 2, false
	if c, err = h.EditCommittee(ctx, h.admin, in); err != nil || c.Withdrawn {
		t.Errorf("brought back %+v, %v", c, err)
	}
	h.intact(t)
}

func TestPeriodsFollowThePresetValidWhenTheyStart(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	set := org.PresetInput{Committee: h.mine.ID, ValidFrom: day("2019-12-15"), Scheme: calendar.SchemeCutoff14}
	for range 2 { // the second changes nothing
		if _, err := h.SetPreset(ctx, h.admin, set); err != nil {
			t.Fatal(err)
		}
	}
	if n := h.lines(t, "preset.set"); n != 1 {
		t.Errorf("%d lines in the audit, want 1", n)
	}
	for code, want := range map[string][2]string{
		"2019-H2": {"2019-07-01", "2019-12-31"}, "2020-H1": {"2019-12-15", "2020-06-14"}, "2020-H2": {"2020-06-15", "2020-12-14"},
	} {
		p, err := org.PeriodOf(ctx, h.db, h.mine.ID, code)
		if err != nil || p.Start != day(want[0]) || p.End != day(want[1]) {
			t.Errorf("%s is %s–%s, %v; want %v", code, p.Start, p.End, err, want)
		}
	}
	for _, wrong := range []string{"", "20", "2020-H3", "hai nghìn"} {
		_, err := org.PeriodOf(ctx, h.db, h.mine.ID, wrong)
		wants(t, "code "+wrong, err, fault.Invalid)
	}
	nobody := access.CommitteeID(id.Random())
	if p, err := org.PeriodOf(ctx, h.db, nobody, "2020-H1"); err != nil || p.Start != day("2020-01-01") {
		t.Errorf("without any preset: %+v, %v", p, err)
	}
	_, err := h.SetPreset(ctx, h.admin, org.PresetInput{Committee: nobody, ValidFrom: day("2020-01-01"), Scheme: "calendar"})
	wants(t, "a preset of no committee", err, fault.NotFound)
}

func TestTermsOfOffice(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	in := org.TermInput{Committee: h.mine.ID, ID: org.TermID(id.Random()), Name: "Nhiệm kỳ 2020–2025", StartsOn: day("2020-07-01"), EndsOn: day("2025-06-30")}
	made, err := h.CreateTerm(ctx, h.admin, in)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := h.CreateTerm(ctx, h.admin, in); err != nil || again != made {
		t.Errorf("again: %+v, %v", again, err)
	}
	in.Version, in.Withdrawn = 1, true
	if got, err := h.EditTerm(ctx, h.admin, in); err != nil || !got.Withdrawn || got.Version != 2 {
		t.Errorf("withdrawn: %+v, %v", got, err)
	}
	_, err = h.EditTerm(ctx, h.admin, in)
	wants(t, "a stale version", err, fault.Conflict)
	in.Version, in.EndsOn = 2, day("2020-06-30")
	_, err = h.EditTerm(ctx, h.admin, in)
	wantsField(t, "an end before the start", err, "ends_on")
	in.ID = org.TermID(id.Random())
	in.EndsOn = calendar.Date{}
	_, err = h.EditTerm(ctx, h.admin, in)
	wants(t, "a term nobody made", err, fault.NotFound)
	terms, err := h.Terms(ctx, h.member, h.mine.ID)
	if err != nil || len(terms) != 1 {
		t.Errorf("terms %+v, %v", terms, err)
	}
	h.intact(t)
}

func TestShortNumbersHaveNoGapsAndNoTwins(t *testing.T) {
	t.Parallel()
	db := dbtest.Fresh(t)
	h := houseOn(t, db)
	const writers, each = 4, 10
	var all sync.WaitGroup
	got := make(chan int, writers*each)
	for range writers {
		all.Go(func() {
			for range each {
				err := database.InTx(t.Context(), db, func(tx database.Tx) error {
					n, err := org.NextNumber(t.Context(), tx, h.mine.ID, "task")
					got <- n
					return err
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	close(got)
	seen := map[int]bool{}
	for n := range got {
		if n < 1 || n > writers*each || seen[n] {
			t.Errorf("number %d twice or out of range", n)
		}
		seen[n] = true
	}
	err := database.InTx(t.Context(), db, func(tx database.Tx) error {
		first, err := org.NextNumbers(t.Context(), tx, h.mine.ID, "task", 5)
		if err != nil || first != writers*each+1 {
			t.Errorf("five at once begin with %d, %v", first, err)
		}
		if other, err := org.NextNumber(t.Context(), tx, h.mine.ID, "meeting"); err != nil || other != 1 {
			t.Errorf("another noun begins with %d, %v", other, err)
		}
		_, err = org.NextNumbers(t.Context(), tx, h.mine.ID, "task", 0)
		if err == nil {
			t.Error("no numbers were given out")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestACommitteeIsFoundByItsCodeOrItsID(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	c, err := h.CreateCommittee(t.Context(), h.admin, committeeInput("qcdc-mau"))
	if err != nil {
		t.Fatal(err)
	}
	head := access.Actor{Login: "truong.ban", Grants: []access.Grant{{Committee: c.ID, Role: access.Head}}}
	for _, word := range []string{c.Code, c.ID.String()} {
		for _, by := range []access.Actor{head, h.admin} {
			if got, err := h.FindCommittee(t.Context(), by, word); err != nil || got != c {
				t.Errorf("%s for %s: %+v, %v", word, by.Login, got, err)
			}
		}
		_, err := h.FindCommittee(t.Context(), access.Actor{Login: "nguoi.la"}, word)
		wants(t, "a stranger", err, fault.NotFound)
	}
}
