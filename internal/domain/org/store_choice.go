package org

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

type choiceRow struct {
	IsField bool
	ID      id.ID[any]
	Name    string
	Full    string
}

// choices reads both registers in the order people expect: units by name, fields by their own order.
func choices(ctx context.Context, q database.Querier, s Sight) ([]choiceRow, error) {
	w := database.Where(`NOT r.withdrawn`)
	s.add(w, "r")
	rows, err := q.Query(ctx, `(SELECT false AS is_field, r.id, r.short_name AS name, r.name AS full_name FROM unit r
			WHERE `+w.String()+` ORDER BY r.name COLLATE "vi-x-icu" LIMIT `+mostChoices+`)
		UNION ALL
		(SELECT true, r.id, r.name, r.name FROM field r WHERE `+w.String()+` ORDER BY r.position_order, r.name COLLATE "vi-x-icu" LIMIT `+mostChoices+`)`, w.Args...)
	if err != nil {
		return nil, database.Translate(err)
	}
	all, err := pgx.CollectRows(rows, func(r pgx.CollectableRow) (c choiceRow, err error) { // by place: every list page reads these
		return c, r.Scan(&c.IsField, &c.ID, &c.Name, &c.Full)
	})
	return all, database.Translate(err)
}

// mostChoices bounds what one filter offers; more are found by the list's own search.
const mostChoices = "500"
