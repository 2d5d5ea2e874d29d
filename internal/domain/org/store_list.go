package org

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// UnitQuery filters the list of units. Zero fields do not filter.
type UnitQuery struct {
	ListQuery
	Kind      UnitKind      `json:"kind"`
	Parent    access.UnitID `json:"parent_id,omitzero"`
	On        calendar.Date `json:"on,omitzero"` // units that exist on the day
	Withdrawn bool          `json:"withdrawn"`   // also those entered by mistake
}

var unitSorts = []SortColumn{
	{"name", `u.name COLLATE "vi-x-icu" §, u.valid_from NULLS FIRST, u.id`},
	{"code", `u.code §, u.id`},
	{"kind", `u.kind §, u.name COLLATE "vi-x-icu", u.id`},
	{"valid_from", `u.valid_from §, u.name COLLATE "vi-x-icu", u.id`},
	{"valid_to", `u.valid_to §, u.name COLLATE "vi-x-icu", u.id`},
}

func listUnits(ctx context.Context, q database.Querier, s Sight, in UnitQuery) (Page[Unit], error) {
	w := database.Where(`NOT u.withdrawn OR ?`, in.Withdrawn)
	s.add(w, "u")
	if in.Kind != "" {
		w.And(`u.kind = ?`, in.Kind)
	}
	if !in.Parent.IsZero() {
		w.And(`u.parent_id = ?`, in.Parent)
	}
	existsOn(w, in.On)
	columns := Search(in.ListQuery, w, Searched{Key: "u.search_key", Shown: "u.name || ' ' || u.short_name"}, unitSorts)
	return ReadPage[Unit](ctx, q, in.ListQuery, Listing{
		Select: `SELECT ` + unitColumns, From: `FROM unit u`, Where: w, Columns: columns,
	})
}

// existsOn keeps the units (alias u) that exist on a day; no day keeps all.
func existsOn(w *database.Conditions, d calendar.Date) {
	if d.IsZero() {
		return
	}
	w.And(`(u.valid_from IS NULL OR u.valid_from <= ?) AND (u.valid_to IS NULL OR u.valid_to >= ?)`, d, d)
}

// PersonQuery filters the list of people.
type PersonQuery struct {
	ListQuery
	Unit      access.UnitID `json:"unit_id,omitzero"` // who hold or held a post there
	Withdrawn bool          `json:"withdrawn"`
}

const personColumns = `p.id, p.owner_committee_id, p.full_name, p.sort_name, p.sort_name_set, p.note, p.withdrawn, p.version`

var personSorts = []SortColumn{
	{"name", `p.sort_name COLLATE "vi-x-icu" §, p.id`},
	{"full_name", `p.full_name COLLATE "vi-x-icu" §, p.id`},
}

func listPeople(ctx context.Context, q database.Querier, s Sight, in PersonQuery) (Page[Person], error) {
	w := database.Where(`NOT p.withdrawn OR ?`, in.Withdrawn)
	s.addPeople(w)
	if !in.Unit.IsZero() {
		w.And(`EXISTS (SELECT 1 FROM person_post o WHERE o.person_id = p.id AND o.unit_id = ? AND NOT o.withdrawn)`, in.Unit)
	}
	columns := Search(in.ListQuery, w, Searched{Key: "p.search_key", Shown: "p.full_name"}, personSorts)
	return ReadPage[Person](ctx, q, in.ListQuery, Listing{
		Select: `SELECT ` + personColumns, From: `FROM person p`, Where: w, Columns: columns,
	})
}

// FieldQuery filters the list of fields of work.
type FieldQuery struct {
	ListQuery
	Withdrawn bool `json:"withdrawn"`
}

const fieldColumns = `f.id, f.owner_committee_id, f.code, f.name, f.position_order, f.withdrawn, f.version`

var fieldSorts = []SortColumn{
	{"position", `f.position_order §, f.name COLLATE "vi-x-icu", f.id`},
	{"name", `f.name COLLATE "vi-x-icu" §, f.id`},
	{"code", `f.code §, f.id`},
}

func listFields(ctx context.Context, q database.Querier, s Sight, in FieldQuery) (Page[Field], error) {
	w := database.Where(`NOT f.withdrawn OR ?`, in.Withdrawn)
	s.add(w, "f")
	columns := Search(in.ListQuery, w, Searched{Key: "f.search_key", Shown: "f.name"}, fieldSorts)
	return ReadPage[Field](ctx, q, in.ListQuery, Listing{
		Select: `SELECT ` + fieldColumns, From: `FROM field f`, Where: w, Columns: columns,
	})
}

// CommitteeQuery filters the list of committees.
type CommitteeQuery struct {
	ListQuery
	Level Level         `json:"level"`
	On    calendar.Date `json:"on,omitzero"` // committees that exist on the day

	Withdrawn bool `json:"withdrawn"` // those taken back, too
}

var committeeSorts = []SortColumn{
	{"name", `c.name COLLATE "vi-x-icu" §, c.id`},
	{"code", `c.code §`},
	{"level", `array_position(ARRAY['central', 'province', 'district', 'commune', 'agency'], c.level) §, c.name COLLATE "vi-x-icu", c.id`},
}

// listCommittees lists all committees, or those among only.
func listCommittees(ctx context.Context, q database.Querier, all bool, only []access.CommitteeID, in CommitteeQuery) (Page[Committee], error) {
	w := database.Where(`? OR c.id = ANY(?)`, all, only)
	w.And(`NOT c.withdrawn OR ?`, in.Withdrawn)
	if in.Level != "" {
		w.And(`c.level = ?`, in.Level)
	}
	if !in.On.IsZero() {
		w.And(`(c.valid_from IS NULL OR c.valid_from <= ?) AND (c.valid_to IS NULL OR c.valid_to >= ?)`, in.On, in.On)
	}
	columns := Search(in.ListQuery, w, Searched{Key: "c.search_key", Shown: "c.name || ' ' || c.short_name"}, committeeSorts)
	return ReadPage[Committee](ctx, q, in.ListQuery, Listing{
		Select: `SELECT ` + committeeColumns, From: `FROM committee c`, Where: w, Columns: columns,
	})
}

// MemberQuery filters the list of a committee's members.
type MemberQuery struct {
	ListQuery
	On        calendar.Date   `json:"on,omitzero"` // members on the day; no day: everybody who is or was one
	Person    access.PersonID `json:"person_id,omitzero"`
	Withdrawn bool            `json:"withdrawn"`
}

const membershipColumns = `m.committee_id, m.id, m.person_id, m.unit_id, m.role, m.title, m.position_order, m.valid_from, m.valid_to, m.withdrawn, m.version`

var memberSorts = []SortColumn{
	{"position", `m.position_order §, p.sort_name COLLATE "vi-x-icu", m.id`},
	{"name", `p.sort_name COLLATE "vi-x-icu" §, m.position_order, m.id`},
	{"valid_from", `m.valid_from §, m.position_order, m.id`},
	{"valid_to", `m.valid_to §, m.position_order, m.id`},
}

// listMembers lists the memberships of a committee, or of all for the zero one; units are named as on the day asked for, or as on today.
func listMembers(ctx context.Context, q database.Querier, c access.CommitteeID, in MemberQuery, today calendar.Date) (Page[Member], error) {
	w := database.Where(`NOT m.withdrawn OR ?`, in.Withdrawn)
	if !c.IsZero() {
		w.And(`m.committee_id = ?`, c)
	}
	named := today
	if !in.On.IsZero() {
		named = in.On
		w.And(`(m.valid_from IS NULL OR m.valid_from <= ?) AND (m.valid_to IS NULL OR m.valid_to >= ?)`, in.On, in.On)
	}
	if !in.Person.IsZero() {
		w.And(`m.person_id = ?`, in.Person)
	}
	columns := Search(in.ListQuery, w, Searched{Key: "p.search_key", Shown: "p.full_name"}, memberSorts)
	day := w.Arg(named)
	return ReadPage[Member](ctx, q, in.ListQuery, Listing{
		Select: `SELECT ` + membershipColumns + `, p.full_name, p.sort_name, coalesce(n.name, '') AS unit_name`,
		From: `FROM membership m JOIN person p ON p.id = m.person_id LEFT JOIN LATERAL (
				SELECT name FROM unit_name WHERE unit_id = m.unit_id
				 ORDER BY valid_from <= ` + day + ` DESC, CASE WHEN valid_from <= ` + day + ` THEN valid_from END DESC, valid_from LIMIT 1) n ON true`,
		Where: w, Columns: columns,
	})
}

// MembersOn lists who belongs to a committee on a day, in the order documents print them. It asks no rights: the caller does.
func MembersOn(ctx context.Context, q database.Querier, c access.CommitteeID, d calendar.Date) ([]Member, error) {
	all := ListQuery{Per: MaxPer}
	var members []Member
	for {
		page, err := listMembers(ctx, q, c, MemberQuery{ListQuery: all, On: d}, d)
		if err != nil {
			return nil, err
		}
		members = append(members, page.Rows...)
		if page.Page >= page.Pages() {
			return members, nil
		}
		all.Page = page.Page + 1
	}
}
