package meeting

import (
	"context"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// known are the names of those among the people that the committee sees; the others do not exist for it.
func known(ctx context.Context, q database.Querier, c access.CommitteeID, people []access.PersonID) (map[access.PersonID]string, error) {
	names := map[access.PersonID]string{}
	for _, p := range people {
		if p.IsZero() {
			continue
		}
		sees, err := org.SeesPerson(ctx, q, c, p)
		if err != nil {
			return nil, err
		}
		if !sees {
			continue
		}
		person, err := org.PersonByID(ctx, q, p)
		if err != nil {
			return nil, err
		}
		names[p] = person.FullName
	}
	return names, nil
}

// namedAs is a person in a field of an input, with name and post as typed.
type namedAs struct {
	field      string
	person     access.PersonID
	name, post string
}

// named is the name and the post by which a record names a registered person on the day of the meeting: as typed, else as
// the register has them.
func named(ctx context.Context, q database.Querier, m Meeting, n namedAs) (string, string, error) {
	names, err := known(ctx, q, m.Committee, []access.PersonID{n.person})
	if err != nil {
		return "", "", err
	}
	name, ok := names[n.person]
	if !ok {
		return "", "", fault.Field(n.field, "meeting.person_unknown")
	}
	if n.name != "" {
		name = n.name
	}
	if n.post != "" {
		return name, n.post, nil
	}
	post, err := postOn(ctx, q, m.Committee, n.person, m.HeldOn)
	return name, post, err
}
