package org

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/access"
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
