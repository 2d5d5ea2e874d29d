package org_test

import (
	"slices"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

func TestPeopleSortByTheirGivenName(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	for _, name := range []string{"Trần Văn Đông", "Nguyễn Thị An", "Lê Văn Dung", "Phạm Thị Ân", "Đại tá Hoàng Văn Ông", "Vũ Thị Oanh"} {
		h.person(t, h.mine.ID, name)
	}
	_, err := h.CreatePerson(ctx, h.secretary, org.PersonInput{
		ID: access.PersonID(id.Random()), Owner: h.mine.ID, FullName: "Điểu Mẫu Rin", SortName: "Bin Mẫu Điểu",
	})
	must(t, err)
	page, err := h.People(ctx, h.member, h.mine.ID, org.PersonQuery{})
	must(t, err)
	var got []string
	for _, p := range page.Rows {
		got = append(got, p.FullName)
	}
	want := []string{"Nguyễn Thị An", "Phạm Thị Ân", "Điểu Mẫu Rin", "Lê Văn Dung", "Trần Văn Đông", "Vũ Thị Oanh", "Đại tá Hoàng Văn Ông"}
	if !slices.Equal(got, want) {
		t.Errorf("order %v,\nwant %v", got, want)
	}
}

func TestCreatingAndEditingAPerson(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	in := org.PersonInput{ID: access.PersonID(id.Random()), Owner: h.mine.ID, FullName: "Nguyễn  Văn Mẫu"}
	p, err := h.CreatePerson(ctx, h.secretary, in)
	if err != nil || p.FullName != "Nguyễn Văn Mẫu" || p.SortName != "Mẫu Nguyễn Văn" || p.SortNameSet {
		t.Fatalf("made %+v, %v", p, err)
	}
	if again, err := h.CreatePerson(ctx, h.secretary, in); err != nil || again != p {
		t.Errorf("again: %+v, %v", again, err)
	}
	in.Note = "khác"
	_, err = h.CreatePerson(ctx, h.secretary, in)
	wants(t, "the id with other content", err, fault.Conflict)
	in.Version, in.SortName = 1, "Văn Mẫu Nguyễn"
	p, err = h.EditPerson(ctx, h.secretary, in)
	if err != nil || p.SortName != "Văn Mẫu Nguyễn" || !p.SortNameSet {
		t.Errorf("a sort name by hand: %+v, %v", p, err)
	}
	_, err = h.EditPerson(ctx, h.secretary, in)
	wants(t, "a stale version", err, fault.Conflict)
	in.Version, in.SortName = 2, "Mẫu Nguyễn Văn"
	p, err = h.EditPerson(ctx, h.secretary, in)
	if err != nil || p.SortNameSet {
		t.Errorf("what would be derived anyway is not by hand: %+v, %v", p, err)
	}
	in.Version, in.Withdrawn = 3, true
	_, err = h.EditPerson(ctx, h.secretary, in)
	must(t, err)
	for withdrawn, want := range map[bool]int{false: 0, true: 1} {
		page, err := h.People(ctx, h.secretary, h.mine.ID, org.PersonQuery{Withdrawn: withdrawn})
		if err != nil || page.Total != want {
			t.Errorf("withdrawn %v lists %d, %v; want %d", withdrawn, page.Total, err, want)
		}
	}
	h.intact(t)
}

// meet writes the rows of a meeting by which people appear in a committee's records.
func (h *house) meet(t *testing.T, c org.Committee, ways map[string]org.Person) {
	t.Helper()
	m, b := id.Random(), id.Random()
	h.exec(t, `INSERT INTO meeting (committee_id, id, number, kind, title, held_on, chair_id, state, search_key, created_at, created_hash)
		VALUES ($1, $2, 1, 'briefing', 'Hội nghị', '2020-06-25', $3, 'draft', '', now(), '')`, c.ID, m, ways["chair"].ID)
	h.exec(t, `INSERT INTO meeting_secretary (committee_id, meeting_id, person_id, position) VALUES ($1, $2, $3, 1)`, c.ID, m, ways["secretary"].ID)
	h.exec(t, `INSERT INTO agenda_item (committee_id, id, meeting_id, position, title, presenter_id, created_hash) VALUES ($1, $2, $3, 1, 'Mục', $4, '')`,
		c.ID, id.Random(), m, ways["presenter"].ID)
	h.exec(t, `INSERT INTO attendance (committee_id, id, meeting_id, position, person_id, name, status, created_hash) VALUES ($1, $2, $3, 1, $4, 'x', 'present', '')`,
		c.ID, id.Random(), m, ways["attendee"].ID)
	h.exec(t, `INSERT INTO block (committee_id, id, meeting_id, position, kind, speaker_id, text, wording, search_key, created_hash)
		VALUES ($1, $2, $3, 1, 'speech', $4, 'x', 'verbatim', '', '')`, c.ID, b, m, ways["speaker"].ID)
	k := id.Random()
	h.exec(t, `INSERT INTO task (committee_id, id, number, form, source_kind, text, wording, deadline_kind, state, given_on, search_key, created_at, created_hash)
		VALUES ($1, $2, 1, 'single', 'unknown', 'x', 'verbatim', 'none', 'recorded', '2020-06-25', '', now(), '')`, c.ID, k)
	h.exec(t, `INSERT INTO task_assignee (committee_id, task_id, role, position, person_id) VALUES ($1, $2, 'lead', 1, $3)`, c.ID, k, ways["assignee"].ID)
}

func TestACommitteeSeesThePeopleOfItsRecords(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	ways := map[string]org.Person{}
	for _, way := range []string{"chair", "secretary", "presenter", "attendee", "speaker", "assignee", "member", "nobody"} {
		ways[way] = h.person(t, access.CommitteeID{}, "Nguyễn Văn "+way)
	}
	own, foreign := h.person(t, h.mine.ID, "Trần Thị Của Mình"), h.person(t, h.other.ID, "Trần Thị Của Ban Khác")
	h.meet(t, h.mine, ways)
	_, err := h.CreateMembership(ctx, h.admin, membershipInput(h.mine, ways["member"]))
	must(t, err)
	left := membershipInput(h.mine, ways["attendee"]) // somebody who was a member
	left.ValidTo = day("2019-12-31")
	_, err = h.CreateMembership(ctx, h.admin, left)
	must(t, err)

	page, err := h.People(ctx, h.member, h.mine.ID, org.PersonQuery{})
	must(t, err)
	if page.Total != 8 {
		t.Errorf("%d people are seen, want 8", page.Total)
	}
	for way, p := range ways {
		_, err := h.Person(ctx, h.member, h.mine.ID, p.ID)
		if way == "nobody" {
			wants(t, "a common person it never met", err, fault.NotFound)
		} else if err != nil {
			t.Errorf("the %s: %v", way, err)
		}
	}
	_, err = h.Person(ctx, h.member, h.mine.ID, own.ID)
	must(t, err)
	_, err = h.Person(ctx, h.member, h.mine.ID, foreign.ID)
	wants(t, "another committee's own person", err, fault.NotFound)
	page, err = h.People(ctx, h.stranger, h.other.ID, org.PersonQuery{})
	if err != nil || page.Total != 1 {
		t.Errorf("the other committee sees %d, %v; want its own one", page.Total, err)
	}
	found, err := org.FindPeople(ctx, h.db, h.mine.ID, "nguyễn văn CHAIR")
	if err != nil || len(found) != 1 || found[0].ID != ways["chair"].ID {
		t.Errorf("by name: %+v, %v", found, err)
	}
	for _, name := range []string{"nguyen van chair", "Nguyễn Văn nobody", "Nguyễn Văn"} {
		if found, err := org.FindPeople(ctx, h.db, h.mine.ID, name); err != nil || len(found) != 0 {
			t.Errorf("%q finds %+v, %v; want nobody", name, found, err)
		}
	}
}

func TestWhoReadsPeople(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	p := h.person(t, h.mine.ID, "Nguyễn Văn Mẫu")
	for name, c := range map[string]struct {
		by   access.Actor
		want fault.Kind
	}{
		"focal person": {h.focal, fault.Forbidden}, "observer": {h.observer, fault.Forbidden}, "stranger": {h.stranger, fault.NotFound},
	} {
		_, err := h.People(ctx, c.by, h.mine.ID, org.PersonQuery{})
		wants(t, name+" lists people", err, c.want)
		_, err = h.Person(ctx, c.by, h.mine.ID, p.ID)
		wants(t, name+" reads a person", err, c.want)
		_, err = h.Members(ctx, c.by, h.mine.ID, org.MemberQuery{})
		wants(t, name+" lists members", err, c.want)
	}
	for name, by := range map[string]access.Actor{"head": h.head, "member": h.member, "admin": h.admin} {
		d, err := h.Person(ctx, by, h.mine.ID, p.ID)
		if err != nil || d.Person != p {
			t.Errorf("%s reads %+v, %v", name, d, err)
		}
	}
	if d, err := h.Person(ctx, h.admin, access.CommitteeID{}, p.ID); err != nil || d.Person != p {
		t.Errorf("the administrator reads in the whole register %+v, %v", d, err)
	}
}

func TestWhoWritesPeople(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	own, common, met := h.person(t, h.mine.ID, "Của Mình"), h.person(t, access.CommitteeID{}, "Chung Chưa Gặp"), h.person(t, access.CommitteeID{}, "Chung Đã Gặp")
	_, err := h.CreateMembership(ctx, h.admin, membershipInput(h.mine, met))
	must(t, err)
	edit := func(by access.Actor, p org.Person) error {
		_, err := h.EditPerson(ctx, by, org.PersonInput{ID: p.ID, Version: 1, FullName: p.FullName})
		return err
	}
	wants(t, "a member edits", edit(h.member, own), fault.Forbidden)
	wants(t, "a stranger edits", edit(h.stranger, own), fault.NotFound)
	wants(t, "a secretary edits a common member of theirs", edit(h.secretary, met), fault.Forbidden)
	wants(t, "a secretary edits a common person they never met", edit(h.secretary, common), fault.NotFound)
	wants(t, "a secretary makes a common person", func() error {
		_, err := h.CreatePerson(ctx, h.secretary, org.PersonInput{ID: access.PersonID(id.Random()), FullName: "Chung"})
		return err
	}(), fault.Forbidden)
	wants(t, "nobody of that id", edit(h.admin, org.Person{ID: access.PersonID(id.Random()), FullName: "x"}), fault.NotFound)
	must(t, edit(h.secretary, own))
	must(t, edit(h.admin, common))
}

func TestPosts(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	p, common := h.person(t, h.mine.ID, "Nguyễn Văn Mẫu"), h.person(t, access.CommitteeID{}, "Trần Thị Chung")
	u, foreign := h.unit(t, h.mine.ID, "u", "Huyện ủy Mẫu"), h.unit(t, h.other.ID, "f", "Xã Khác")
	in := org.PostInput{ID: org.PostID(id.Random()), Person: p.ID, Unit: u.ID, Title: "Phó Bí thư", PositionOrder: 2, ValidTo: day("2025-06-30")}
	made, err := h.CreatePost(ctx, h.secretary, in)
	must(t, err)
	if again, err := h.CreatePost(ctx, h.secretary, in); err != nil || again != made {
		t.Errorf("again: %+v, %v", again, err)
	}
	higher := org.PostInput{ID: org.PostID(id.Random()), Person: p.ID, Title: "Bí thư", PositionOrder: 1}
	_, err = h.CreatePost(ctx, h.secretary, higher)
	must(t, err)
	for d, want := range map[string]int{"2025-06-30": 2, "2025-07-01": 1} {
		on, err := org.PostsOn(ctx, h.db, p.ID, day(d))
		if err != nil || len(on) != want || on[0].Title != "Bí thư" {
			t.Errorf("posts on %s: %+v, %v; want %d, the higher first", d, on, err, want)
		}
	}
	in.Version, in.Person, in.Withdrawn = 1, common.ID, true // whose post it is is not for changing
	after, err := h.EditPost(ctx, h.secretary, in)
	if err != nil || !after.Withdrawn || after.Person != p.ID {
		t.Errorf("withdrawn %+v, %v", after, err)
	}
	_, err = h.EditPost(ctx, h.secretary, in)
	wants(t, "a stale version", err, fault.Conflict)
	d, err := h.Person(ctx, h.member, h.mine.ID, p.ID)
	if err != nil || len(d.Posts) != 2 || len(d.Units) != 1 {
		t.Errorf("their page %+v, %v", d, err)
	}
	listed, err := h.People(ctx, h.member, h.mine.ID, org.PersonQuery{Unit: u.ID})
	if err != nil || listed.Total != 0 {
		t.Errorf("a withdrawn post is still one of the unit: %d, %v", listed.Total, err)
	}
	wrong := org.PostInput{ID: org.PostID(id.Random()), Person: p.ID, Title: "x", Unit: foreign.ID}
	_, err = h.CreatePost(ctx, h.secretary, wrong)
	wantsField(t, "at another committee's unit", err, "unit_id")
	wrong.Unit, wrong.ValidFrom, wrong.ValidTo = u.ID, day("2025-01-02"), day("2025-01-01")
	_, err = h.CreatePost(ctx, h.secretary, wrong)
	wantsField(t, "ends before it begins", err, "valid_to")
	_, err = h.CreatePost(ctx, h.admin, org.PostInput{ID: org.PostID(id.Random()), Person: common.ID, Title: "x", Unit: u.ID})
	wantsField(t, "a common person at a committee's own unit", err, "unit_id")
	_, err = h.CreatePost(ctx, h.member, higher)
	wants(t, "a member writes posts", err, fault.Forbidden)
	_, err = h.CreatePost(ctx, h.stranger, higher)
	wants(t, "a stranger writes posts", err, fault.NotFound)
	h.intact(t)
}

func TestMemberships(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	old, young := h.person(t, h.mine.ID, "Nguyễn Văn Cũ"), h.person(t, h.mine.ID, "Trần Thị An")
	u := h.unit(t, h.mine.ID, "u", "Phòng Cũ")
	_, err := h.RenameUnit(ctx, h.secretary, org.RenameInput{ID: u.ID, Version: 1, From: day("2025-07-01"), Name: "Phòng Mới"})
	must(t, err)
	in := membershipInput(h.mine, old)
	in.Role, in.Unit, in.PositionOrder, in.ValidTo = "head", u.ID, 1, day("2025-06-30")
	made, err := h.CreateMembership(ctx, h.secretary, in)
	must(t, err)
	if again, err := h.CreateMembership(ctx, h.secretary, in); err != nil || again != made {
		t.Errorf("again: %+v, %v", again, err)
	}
	second := membershipInput(h.mine, young)
	second.Unit, second.PositionOrder = u.ID, 2
	_, err = h.CreateMembership(ctx, h.secretary, second)
	must(t, err)
	for d, want := range map[string][]string{"2025-06-30": {"Nguyễn Văn Cũ, Phòng Cũ", "Trần Thị An, Phòng Cũ"}, "2025-07-01": {"Trần Thị An, Phòng Mới"}} {
		members, err := org.MembersOn(ctx, h.db, h.mine.ID, day(d))
		must(t, err)
		var got []string
		for _, m := range members {
			got = append(got, m.FullName+", "+m.UnitName)
		}
		if !slices.Equal(got, want) {
			t.Errorf("members on %s: %v, want %v", d, got, want)
		}
	}
	byName, err := h.Members(ctx, h.member, h.mine.ID, org.MemberQuery{ListQuery: org.ListQuery{Sort: "name", Words: "tran"}})
	if err != nil || byName.Total != 1 || byName.Rows[0].FullName != "Trần Thị An" {
		t.Errorf("searched %+v, %v", byName, err)
	}
	d, err := h.Person(ctx, h.member, h.mine.ID, old.ID)
	if err != nil || len(d.Memberships) != 1 || d.Memberships[0].Role != "head" {
		t.Errorf("the person's page %+v, %v", d, err)
	}
	in.Version, in.Withdrawn = 1, true
	_, err = h.EditMembership(ctx, h.secretary, in)
	must(t, err)
	_, err = h.EditMembership(ctx, h.secretary, in)
	wants(t, "a stale version", err, fault.Conflict)
	in.ID = org.MembershipID(id.Random())
	_, err = h.EditMembership(ctx, h.secretary, in)
	wants(t, "a membership nobody made", err, fault.NotFound)
	h.intact(t)
}

func TestWhoMayBeMadeAMember(t *testing.T) {
	t.Parallel()
	h, ctx := newHouse(t), t.Context()
	own, common, foreign := h.person(t, h.mine.ID, "Của Mình"), h.person(t, access.CommitteeID{}, "Chung"), h.person(t, h.other.ID, "Của Ban Khác")
	for name, c := range map[string]struct {
		by   access.Actor
		p    org.Person
		want fault.Kind
	}{
		"a member takes somebody in":      {h.member, own, fault.Forbidden},
		"a focal person takes one in":     {h.focal, own, fault.Forbidden},
		"a stranger takes one in":         {h.stranger, own, fault.NotFound},
		"a common person it does not see": {h.secretary, common, fault.Invalid},
		"another committee's person":      {h.secretary, foreign, fault.Invalid},
		"nobody, by the administrator":    {h.admin, org.Person{ID: access.PersonID(id.Random())}, fault.Invalid},
	} {
		_, err := h.CreateMembership(ctx, c.by, membershipInput(h.mine, c.p))
		wants(t, name, err, c.want)
	}
	_, err := h.CreateMembership(ctx, h.admin, membershipInput(h.mine, common))
	must(t, err)
	if seen, err := org.SeesPerson(ctx, h.db, h.mine.ID, common.ID); err != nil || !seen {
		t.Errorf("a member is seen: %v, %v", seen, err)
	}
	in := membershipInput(h.mine, own)
	in.Role = "king"
	_, err = h.CreateMembership(ctx, h.secretary, in)
	wantsField(t, "a role that does not exist", err, "role")
	in.Role, in.ValidFrom, in.ValidTo = "member", day("2025-01-02"), day("2025-01-01")
	_, err = h.CreateMembership(ctx, h.secretary, in)
	wantsField(t, "ends before it begins", err, "valid_to")
}
