package report

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/vietnamese"
)

const (
	// ShownEverywhere is how many rows a search through all committees shows.
	ShownEverywhere = 20
	// CountedEverywhere is how far it counts; beyond, it says "more than".
	CountedEverywhere = 1000
	// weighed is how many rows of a kind are looked at for the best: all of a rare word, a beginning of a very common one.
	weighed = 2000
)

// HitIn is one row found, with the committee it was found in.
type HitIn struct {
	Hit
	Kind      FoundKind `json:"kind"`
	Committee string    `json:"committee_code"`
	Name      string    `json:"committee_short_name"`
	day       string    // yyyy-mm-dd, for the order
}

// FoundEverywhere is the answer to a search through all committees.
type FoundEverywhere struct {
	Words string  `json:"words"`
	Hits  []HitIn `json:"hits"`  // at most ShownEverywhere: those with the marks typed first, then the latest
	Total int     `json:"total"` // never more than CountedEverywhere
	More  bool    `json:"more"`  // there are more than Total
}

// SearchEverywhere looks for words, with or without their marks, in the records of every committee by may read, each as far as they
// may read it there. Of a very common word the best of the first thousands are shown, and the rest are not counted.
func (s *Service) SearchEverywhere(ctx context.Context, by access.Actor, words string) (FoundEverywhere, error) {
	found := FoundEverywhere{Words: org.Line(words), Hits: []HitIn{}}
	if runes := []rune(found.Words); len(runes) > mostWords {
		found.Words = string(runes[:mostWords])
	}
	key := vietnamese.Key(found.Words)
	alike, err := readAlike(by)
	if err != nil || key == "" {
		return found, err
	}
	err = database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		for _, l := range alike {
			l.words, l.key = strings.ToLower(found.Words), key
			for _, kind := range []FoundKind{FoundMeeting, FoundSpeech, FoundConclusion, FoundShortcoming, FoundTask} {
				hits, total, err := l.findIn(ctx, q, kind)
				if err != nil {
					return err
				}
				found.Hits, found.Total = append(found.Hits, hits...), found.Total+total
			}
		}
		return nil
	})
	found.rank()
	return found, err
}

// rank keeps the best rows of all kinds, and says "more" instead of a count that was broken off.
func (f *FoundEverywhere) rank() {
	slices.SortStableFunc(f.Hits, func(a, b HitIn) int {
		if a.Exact != b.Exact {
			if a.Exact {
				return -1
			}
			return 1
		}
		return cmp.Compare(b.day, a.day)
	})
	f.Hits = f.Hits[:min(len(f.Hits), ShownEverywhere)]
	if f.More = f.Total > CountedEverywhere; f.More {
		f.Total = CountedEverywhere
	}
}

// lookingIn is a search through committees in all of which the reader sees alike.
type lookingIn struct {
	looking
	committees []access.CommitteeID
}

// readAlike sorts the committees somebody may read by what they may read there: a dozen roles at most, however many committees.
func readAlike(by access.Actor) ([]lookingIn, error) {
	var all []lookingIn
	own := map[access.CommitteeID][]access.Grant{}
	var order []access.CommitteeID
	for _, g := range by.Grants {
		if own[g.Committee] == nil {
			order = append(order, g.Committee)
		}
		own[g.Committee] = append(own[g.Committee], g)
	}
	for _, c := range order {
		by.Grants = own[c] // verdicts look through the grants: through these few, not through a thousand each time
		l, err := lookingFor(by, c)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(all, l.alike)
		if i < 0 {
			i, all = len(all), append(all, lookingIn{looking: l})
		}
		all[i].committees = append(all[i].committees, c)
	}
	return all, nil
}

// lookingFor is what somebody may look through in a committee.
func lookingFor(by access.Actor, c access.CommitteeID) (looking, error) {
	scope, err := by.ReadScope(c)
	if err != nil {
		return looking{}, err
	}
	sight, err := meeting.SightOf(by, c)
	return looking{scope: scope, sight: sight}, err
}

// alike reports whether the same may be read in the other committees.
func (l looking) alike(other lookingIn) bool {
	a, b := l.sight, other.sight
	return l.scope.All == other.scope.All && l.scope.IssuedOnly == other.scope.IssuedOnly && slices.Equal(l.scope.Units, other.scope.Units) &&
		a.Keeper == b.Keeper && a.Member == b.Member && a.Observer == b.Observer && slices.Equal(a.Units, b.Units)
}
