package org

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// PersonByID reads a person, or fault.NotFound. It asks no rights: the caller does.
func PersonByID(ctx context.Context, q database.Querier, p access.PersonID) (Person, error) {
	return database.One[Person](ctx, q, `SELECT `+personColumns+` FROM person p WHERE p.id = $1`, p)
}

func lockPerson(ctx context.Context, tx database.Tx, p access.PersonID) (Person, error) {
	return database.One[Person](ctx, tx, `SELECT `+personColumns+` FROM person p WHERE p.id = $1 FOR UPDATE`, p)
}

func insertPerson(ctx context.Context, tx database.Tx, in PersonInput, hash string) (bool, error) {
	sort, byHand := in.sort()
	return database.Create(ctx, tx, database.Creation{
		Insert: `INSERT INTO person (id, owner_committee_id, full_name, sort_name, sort_name_set, note, withdrawn, search_key, created_hash)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO NOTHING`,
		Args:   []any{in.ID, in.Owner, in.FullName, sort, byHand, in.Note, in.Withdrawn, searchKey(in.FullName), hash},
		Stored: `SELECT created_hash FROM person WHERE id = $1`, Key: []any{in.ID}, Hash: hash,
	})
}

func updatePerson(ctx context.Context, tx database.Tx, in PersonInput) (Person, error) {
	sort, byHand := in.sort()
	return database.One[Person](ctx, tx, `UPDATE person p SET full_name = $2, sort_name = $3, sort_name_set = $4, note = $5, withdrawn = $6, search_key = $7,
			version = version + 1 WHERE p.id = $1 RETURNING `+personColumns,
		in.ID, in.FullName, sort, byHand, in.Note, in.Withdrawn, searchKey(in.FullName))
}

const postColumns = `id, person_id, unit_id, title, position_order, valid_from, valid_to, withdrawn, version`

// PostsOf lists the posts a person holds or held, in the order they are named.
func PostsOf(ctx context.Context, q database.Querier, p access.PersonID) ([]Post, error) {
	return database.Many[Post](ctx, q, `SELECT `+postColumns+` FROM person_post WHERE person_id = $1
		ORDER BY withdrawn, position_order, valid_from NULLS FIRST, id`, p)
}

// PostsOn lists the posts a person holds on a day, high to low.
func PostsOn(ctx context.Context, q database.Querier, p access.PersonID, d calendar.Date) ([]Post, error) {
	return database.Many[Post](ctx, q, `SELECT `+postColumns+` FROM person_post WHERE person_id = $1 AND NOT withdrawn
		  AND (valid_from IS NULL OR valid_from <= $2) AND (valid_to IS NULL OR valid_to >= $2)
		ORDER BY position_order, valid_from NULLS FIRST, id`, p, d)
}

func postByID(ctx context.Context, q database.Querier, p PostID) (Post, error) {
	return database.One[Post](ctx, q, `SELECT `+postColumns+` FROM person_post WHERE id = $1`, p)
}

func lockPost(ctx context.Context, tx database.Tx, p PostID) (Post, error) {
	return database.One[Post](ctx, tx, `SELECT `+postColumns+` FROM person_post WHERE id = $1 FOR UPDATE`, p)
}

func insertPost(ctx context.Context, tx database.Tx, in PostInput, hash string) (bool, error) {
	return database.Create(ctx, tx, database.Creation{
		Insert: `INSERT INTO person_post (id, person_id, unit_id, title, position_order, valid_from, valid_to, withdrawn, created_hash)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO NOTHING`,
		Args:   []any{in.ID, in.Person, in.Unit, in.Title, in.PositionOrder, in.ValidFrom, in.ValidTo, in.Withdrawn, hash},
		Stored: `SELECT created_hash FROM person_post WHERE id = $1`, Key: []any{in.ID}, Hash: hash,
	})
}

func updatePost(ctx context.Context, tx database.Tx, in PostInput) (Post, error) {
	return database.One[Post](ctx, tx, `UPDATE person_post SET unit_id = $2, title = $3, position_order = $4, valid_from = $5, valid_to = $6, withdrawn = $7,
			version = version + 1 WHERE id = $1 RETURNING `+postColumns,
		in.ID, in.Unit, in.Title, in.PositionOrder, in.ValidFrom, in.ValidTo, in.Withdrawn)
}

func membershipByID(ctx context.Context, q database.Querier, c access.CommitteeID, m MembershipID) (Membership, error) {
	return database.One[Membership](ctx, q, `SELECT `+membershipColumns+` FROM membership m WHERE m.committee_id = $1 AND m.id = $2`, c, m)
}

func lockMembership(ctx context.Context, tx database.Tx, c access.CommitteeID, m MembershipID) (Membership, error) {
	return database.One[Membership](ctx, tx, `SELECT `+membershipColumns+` FROM membership m WHERE m.committee_id = $1 AND m.id = $2 FOR UPDATE`, c, m)
}

func insertMembership(ctx context.Context, tx database.Tx, in MembershipInput, hash string) (bool, error) {
	return database.Create(ctx, tx, database.Creation{
		Insert: `INSERT INTO membership (committee_id, id, person_id, unit_id, role, title, position_order, valid_from, valid_to, withdrawn, created_hash)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (committee_id, id) DO NOTHING`,
		Args:   []any{in.Committee, in.ID, in.Person, in.Unit, in.Role, in.Title, in.PositionOrder, in.ValidFrom, in.ValidTo, in.Withdrawn, hash},
		Stored: `SELECT created_hash FROM membership WHERE committee_id = $1 AND id = $2`, Key: []any{in.Committee, in.ID}, Hash: hash,
	})
}

func updateMembership(ctx context.Context, tx database.Tx, in MembershipInput) (Membership, error) {
	return database.One[Membership](ctx, tx, `UPDATE membership m SET person_id = $3, unit_id = $4, role = $5, title = $6, position_order = $7, valid_from = $8,
			valid_to = $9, withdrawn = $10, version = version + 1 WHERE m.committee_id = $1 AND m.id = $2 RETURNING `+membershipColumns,
		in.Committee, in.ID, in.Person, in.Unit, in.Role, in.Title, in.PositionOrder, in.ValidFrom, in.ValidTo, in.Withdrawn)
}
