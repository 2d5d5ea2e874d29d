package meeting

import (
	"context"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// Written is the meeting as it would be sent to Edit unchanged.
func (m Meeting) Written() Content {
	c := Content{
		Kind: m.Kind, Title: m.Title, ReviewedPeriod: m.ReviewedPeriod, NextPeriod: m.NextPeriod, Place: m.Place, HeldOn: m.HeldOn, StartsAt: m.StartsAt,
		EndedOn: m.EndedOn, EndsAt: m.EndsAt, Chair: m.Chair, ChairPost: m.ChairPost, Wording: m.Wording, Source: m.Source, Remark: m.Remark,
	}
	for _, s := range m.Secretaries {
		c.Secretaries = append(c.Secretaries, s.ID)
	}
	return c
}

// AgendaItemByID reads a point of an agenda, for larger acts that change it.
func AgendaItemByID(ctx context.Context, q database.Querier, c access.CommitteeID, g AgendaID) (AgendaItem, error) {
	return agendaByID(ctx, q, c, g)
}
