package report

import (
	"context"
	"strings"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/vietnamese"
)

// FoundKind is what sort of row was found.
type FoundKind string

// The kinds, in the order they are shown.
const (
	FoundMeeting     FoundKind = "meeting"
	FoundSpeech      FoundKind = "speech" // any line of a record but a conclusion
	FoundConclusion  FoundKind = "conclusion"
	FoundShortcoming FoundKind = "shortcoming"
	FoundTask        FoundKind = "task"
	FoundUnit        FoundKind = "unit"
	FoundPerson      FoundKind = "person"
)

// Hit is one row found.
type Hit struct {
	ID      string `db:"id" json:"id"`
	Number  int    `db:"number" json:"number"`   // the row's own; of a line, the meeting's
	Text    string `db:"text" json:"text"`       // the words it was found by
	Speaker string `db:"speaker" json:"speaker"` // of a line
	Title   string `db:"title" json:"title"`     // of the meeting it belongs to
	On      string `db:"on_day" json:"on"`       // dd/mm/yyyy: held, raised, given
	Exact   bool   `db:"exact" json:"exact"`     // holds the words with the very marks typed
}

// FoundGroup is what was found of one kind: the best of it, and how much there is in all.
type FoundGroup struct {
	Kind  FoundKind `json:"kind"`
	Hits  []Hit     `json:"hits"`
	Total int       `json:"total"`
}

// Found is the answer to a search; groups without a hit are left out.
type Found struct {
	Words  string       `json:"words"`
	Groups []FoundGroup `json:"groups"`
}

// Total is the number of rows found in all groups.
func (f Found) Total() int {
	n := 0
	for _, g := range f.Groups {
		n += g.Total
	}
	return n
}

// mostWords bounds what is searched for, in letters.
const mostWords = 200

// looking is a search by somebody.
type looking struct {
	committee access.CommitteeID
	scope     access.Scope
	sight     meeting.Sight
	words     string // as typed, lower case: for exact marks
	key       string // without marks
	per       int
}

// Search looks for words, with or without their marks, in all that by may read of a committee: every word must be there;
// rows that hold them as typed come first, then those that hold them in that order. A number finds the rows that bear it.
// Administrators without a role in the committee find its register only. To a stranger the committee does not exist.
func (s *Service) Search(ctx context.Context, by access.Actor, c access.CommitteeID, words string, perGroup int) (Found, error) {
	l := looking{committee: c, per: max(1, min(perGroup, org.MaxPer))}
	found := Found{Words: org.Line(words)}
	if runes := []rune(found.Words); len(runes) > mostWords {
		found.Words = string(runes[:mostWords])
	}
	l.words, l.key = strings.ToLower(found.Words), vietnamese.Key(found.Words)
	var err error
	if l.scope, err = by.ReadScope(c); err == nil {
		l.sight, err = meeting.SightOf(by, c)
	}
	reads := err == nil
	if !reads && (fault.KindOf(err) != fault.NotFound || !by.May(c, access.ReadRegister)) {
		return Found{}, err
	}
	if l.key == "" {
		return found, nil
	}
	if reads {
		if found.Groups, err = s.searchRecords(ctx, l); err != nil {
			return Found{}, err
		}
	}
	register, err := s.searchRegister(ctx, by, l)
	found.Groups = append(found.Groups, register...)
	return found, err
}

// searchRecords looks through the committee's records in one snapshot.
func (s *Service) searchRecords(ctx context.Context, l looking) ([]FoundGroup, error) {
	var groups []FoundGroup
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		for _, kind := range []FoundKind{FoundMeeting, FoundSpeech, FoundConclusion, FoundShortcoming, FoundTask} {
			hits, total, err := l.find(ctx, q, kind)
			if err != nil {
				return err
			}
			if total > 0 {
				groups = append(groups, FoundGroup{Kind: kind, Hits: hits, Total: total})
			}
		}
		return nil
	})
	return groups, err
}

// searchRegister asks the register itself, which knows whom and what the committee sees.
func (s *Service) searchRegister(ctx context.Context, by access.Actor, l looking) ([]FoundGroup, error) {
	register, list := org.NewService(s.d), org.ListQuery{Words: l.words, Per: l.per}
	var groups []FoundGroup
	units, err := register.Units(ctx, by, l.committee, org.UnitQuery{ListQuery: list})
	if err != nil {
		return nil, err
	}
	g := FoundGroup{Kind: FoundUnit, Total: units.Total}
	for _, u := range units.Rows {
		g.Hits = append(g.Hits, Hit{ID: u.ID.String(), Text: u.Name, Exact: l.exact(u.Name)})
	}
	if g.Total > 0 {
		groups = append(groups, g)
	}
	if !by.May(l.committee, access.ReadPeople) {
		return groups, nil
	}
	people, err := register.People(ctx, by, l.committee, org.PersonQuery{ListQuery: list})
	if err != nil {
		return nil, err
	}
	g = FoundGroup{Kind: FoundPerson, Total: people.Total}
	for _, p := range people.Rows {
		g.Hits = append(g.Hits, Hit{ID: p.ID.String(), Text: p.FullName, Exact: l.exact(p.FullName)})
	}
	if g.Total > 0 {
		groups = append(groups, g)
	}
	return groups, nil
}

func (l looking) exact(text string) bool { return strings.Contains(strings.ToLower(text), l.words) }
