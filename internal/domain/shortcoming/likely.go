package shortcoming

import (
	"cmp"
	"context"
	"slices"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/vietnamese"
)

// MostLikely is how many earlier shortcomings are offered at most.
const MostLikely = 5

// Wording is what is being written; likely earlier shortcomings are looked for by it.
type Wording struct {
	Text    string          `json:"text"`
	Field   org.FieldID     `json:"field_id,omitzero"`
	Units   []access.UnitID `json:"unit_id,omitempty"`
	Meeting meeting.ID      `json:"meeting_id,omitzero"` // those of this meeting are not offered
	Until   calendar.Date   `json:"until"`               // those raised later are not offered; zero: all
	Except  ID              `json:"except,omitzero"`     // itself, and what stands in its chain already
}

// Likely is an earlier shortcoming that one being written may repeat: the last of its chain, so that the next link joins the end.
type Likely struct {
	Ref
	Likeness  float64 `db:"-" json:"likeness"` // 0 to 1
	FieldName string  `db:"field_name" json:"field_name"`
	Units     []Unit  `db:"units" json:"units"`
	Tasks     int     `db:"tasks" json:"tasks"`
	OpenTasks int     `db:"open_tasks" json:"open_tasks"`
}

// Likely offers the earlier shortcomings of the committee that a wording may repeat, the likeliest first. Those that by may not
// see are not offered.
func (s *Service) Likely(ctx context.Context, by access.Actor, c access.CommitteeID, w Wording) ([]Likely, error) {
	see, err := meeting.SightOf(by, c)
	if err != nil {
		return nil, err
	}
	w.Text, _ = vietnamese.Clean(w.Text)
	all := []Likely{}
	err = database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		ranked, err := rank(ctx, q, reader{see, c}, w)
		if err != nil || len(ranked) == 0 {
			return err
		}
		all, err = reader{see, c}.offers(ctx, q, w, ranked[:min(len(ranked), 3*MostLikely)])
		return err
	})
	return all, err
}

// Bounds of the search: what keeps it quick in a large register.
const (
	rowsOfATerm  = 2_500  // a term in more shortcomings says too little to look for
	rowsLookedAt = 12_000 // entries of the index read for one wording
	compared     = 250    // shortcomings whose wording is compared in full
)

// rank finds the shortcomings that share the rarest terms of the wording, compares their wordings in full and returns the likeliest.
func rank(ctx context.Context, q database.Querier, r reader, w Wording) ([]candidate, error) {
	known, err := rarityOf(ctx, q, r.committee, vietnamese.Key(w.Text))
	if err != nil {
		return nil, err
	}
	found, err := r.candidates(ctx, q, w, known)
	return likeliest(found, w, known), err
}

// telling are the terms worth looking for, the rarest first, as many as may be read.
func (r rarity) telling() []string {
	terms := make([]string, 0, len(r.rows))
	for t, n := range r.rows {
		if n > 0 {
			terms = append(terms, t)
		}
	}
	slices.SortFunc(terms, func(a, b string) int { return cmp.Or(cmp.Compare(r.rows[a], r.rows[b]), cmp.Compare(a, b)) })
	read := 0
	for i, t := range terms {
		if read += r.rows[t]; i > 0 && (read > rowsLookedAt || r.rows[t] >= rowsOfATerm) {
			return terms[:i]
		}
	}
	return terms
}

// likeliest compares in full and keeps those alike enough.
func likeliest(found []candidate, w Wording, known rarity) []candidate {
	said := say(w.Text)
	for i := range found {
		c := &found[i]
		c.likeness = likeness(said, cut(c.Text, c.Key), known)
		more := 1.0
		if !w.Field.IsZero() && c.Field == w.Field {
			more += sameField
		}
		if slices.ContainsFunc(c.Units, func(u access.UnitID) bool { return slices.Contains(w.Units, u) }) {
			more += sameUnit
		}
		c.likeness = min(1, c.likeness*more)
	}
	found = slices.DeleteFunc(found, func(c candidate) bool { return c.likeness < offerFrom })
	slices.SortFunc(found, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.likeness, a.likeness), cmp.Compare(b.Number, a.Number))
	})
	return found
}
