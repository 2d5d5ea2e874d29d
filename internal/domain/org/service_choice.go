package org

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// Choice is a row of the register as a filter offers it.
type Choice struct {
	ID   id.ID[any]
	Name string // a unit's short name, a field's name
	Full string // a unit's whole name, a field's name
}

// Choices are what the lists of a committee may be filtered by.
type Choices struct {
	Units  []Choice
	Fields []Choice
}

// Choices reads the units and fields of work a committee sees, in one statement: it stands beside every list.
func (s *Service) Choices(ctx context.Context, by access.Actor, c access.CommitteeID) (Choices, error) {
	sight, err := sightOf(by, c, access.ReadRegister)
	if err != nil {
		return Choices{}, err
	}
	rows, err := choices(ctx, s.d.DB, sight)
	var all Choices
	for _, r := range rows {
		if r.IsField {
			all.Fields = append(all.Fields, Choice{r.ID, r.Name, r.Full})
		} else {
			all.Units = append(all.Units, Choice{r.ID, r.Name, r.Full})
		}
	}
	return all, err
}

type choiceRow struct {
	IsField bool       `db:"is_field"`
	ID      id.ID[any] `db:"id"`
	Name    string     `db:"name"`
	Full    string     `db:"full_name"`
}

// choices reads both registers in the order people expect: units by name, fields by their own order.
func choices(ctx context.Context, q database.Querier, s Sight) ([]choiceRow, error) {
	w := database.Where(`NOT r.withdrawn`)
	s.add(w, "r")
	return database.Many[choiceRow](ctx, q, `(SELECT false AS is_field, r.id, r.short_name AS name, r.name AS full_name FROM unit r
			WHERE `+w.String()+` ORDER BY r.name COLLATE "vi-x-icu" LIMIT `+mostChoices+`)
		UNION ALL
		(SELECT true, r.id, r.name, r.name FROM field r WHERE `+w.String()+` ORDER BY r.position_order, r.name COLLATE "vi-x-icu" LIMIT `+mostChoices+`)`, w.Args...)
}

// mostChoices bounds what one filter offers; more are found by the list's own search.
const mostChoices = "500"
