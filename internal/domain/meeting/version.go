package meeting

import (
	"context"
	"slices"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// VersionCompared is a wording of a line, compared by words with the one before.
type VersionCompared struct {
	BlockVersion
	Name   string  `json:"name"`   // of the account that wrote it, or its login
	Pieces []Piece `json:"pieces"` // what became of the wording before
}

// Written is a stretch of a line's text with the one who wrote these words.
type Written struct {
	Text    string    `json:"text"`
	Version int       `json:"version"`
	Name    string    `json:"name"`
	At      time.Time `json:"at"`
}

// History is every wording of a line, the latest first, and who wrote which words of it.
type History struct {
	Block    Block             `json:"block"`
	Versions []VersionCompared `json:"versions"`
	Written  []Written         `json:"written"`
}

// History reads the wordings of a line with what changed from one to the next. Who may read the record may read them.
func (s *Service) History(ctx context.Context, by access.Actor, c access.CommitteeID, b BlockID) (History, error) {
	var h History
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		if _, err := SightOf(by, c); err != nil {
			return err
		}
		var err error
		if h.Block, err = BlockByID(ctx, q, c, b); err != nil {
			return err
		}
		m, err := sight(ctx, q, by, c, h.Block.Meeting)
		if err != nil {
			return err
		}
		if err := notFull(m); err != nil {
			return err
		}
		versions, err := blockVersions(ctx, q, c, b)
		if err != nil {
			return err
		}
		names, err := authors(ctx, q, c, b)
		h.Versions, h.Written = compared(versions, names), writtenBy(versions, names)
		return err
	})
	return h, err
}

// compared sets each wording beside the one before; versions are the latest first.
func compared(versions []BlockVersion, names map[access.UserID]string) []VersionCompared {
	all := make([]VersionCompared, len(versions))
	for i, v := range versions {
		before := ""
		if i+1 < len(versions) {
			before = versions[i+1].Text
		}
		all[i] = VersionCompared{v, nameOf(v, names), Compare(before, v.Text)}
	}
	return all
}

func nameOf(v BlockVersion, names map[access.UserID]string) string {
	if name := names[v.User]; name != "" {
		return name
	}
	return v.Login
}

// writtenBy tells for every word of the latest wording in which version it was first written.
func writtenBy(versions []BlockVersion, names map[access.UserID]string) []Written {
	var words []token
	var origin []int // index of the version each word came with
	oldest := slices.Clone(versions)
	slices.Reverse(oldest)
	for i, v := range oldest {
		next := tokens(v.Text)
		from := make([]int, len(next))
		for j := range from {
			from[j] = i
		}
		for old, j := range matches(words, next) {
			if j >= 0 {
				from[j] = origin[old]
			}
		}
		words, origin = next, from
	}
	all := []Written{}
	for j, t := range words {
		v := oldest[origin[j]]
		if n := len(all); n > 0 && all[n-1].Version == v.Version {
			all[n-1].Text += t.lead + t.word
			continue
		}
		all = append(all, Written{t.lead + t.word, v.Version, nameOf(v, names), v.RecordedAt})
	}
	return all
}
