package org

import (
	"context"
	"slices"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// mostOthers bounds the committee switcher of somebody who may open thousands.
const mostOthers = 30

// Opened is a committee somebody opened, with the others they may switch to.
type Opened struct {
	Committee Committee
	Others    []Committee
}

// Open reads the committee of an address and the others its reader may open, in one statement: every page begins with it.
// A stranger gets fault.NotFound; administrators may open any.
func (s *Service) Open(ctx context.Context, by access.Actor, code string) (Opened, error) {
	all, err := s.mayOpen(ctx, by, code)
	if err != nil {
		return Opened{}, err
	}
	var o Opened
	for _, c := range all {
		if c.Code == code {
			o.Committee = c
		} else {
			o.Others = append(o.Others, c)
		}
	}
	if o.Committee.ID.IsZero() {
		return Opened{}, fault.New(fault.NotFound, "not_found")
	}
	return o, nil
}

// mayOpen reads the committee of a code and those of the switcher. Members read the committees of their grants by key;
// administrators may open any and are offered the first ones.
func (s *Service) mayOpen(ctx context.Context, by access.Actor, code string) ([]Committee, error) {
	if by.MayAdminister() {
		return database.Many[Committee](ctx, s.d.DB, `SELECT `+committeeColumns+` FROM committee
			WHERE code = $1 OR id = ANY(ARRAY(SELECT o.id FROM committee o WHERE NOT o.withdrawn ORDER BY o.short_name LIMIT $2))
			ORDER BY short_name COLLATE "vi-x-icu"`, code, mostOthers)
	}
	only := make([]access.CommitteeID, len(by.Grants))
	for i, g := range by.Grants {
		only[i] = g.Committee
	}
	if len(slices.Compact(only)) == 1 { // as of most people: by its key alone PostgreSQL keeps one plan, with a list it plans every time
		return database.Many[Committee](ctx, s.d.DB, `SELECT `+committeeColumns+` FROM committee WHERE id = $1`, only[0])
	}
	return database.Many[Committee](ctx, s.d.DB, `SELECT `+committeeColumns+` FROM committee
		WHERE id = ANY($1) ORDER BY code <> $2, short_name COLLATE "vi-x-icu" LIMIT $3`, only, code, mostOthers+1)
}
