package api

import (
	"context"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/shortcoming"
)

const (
	shortcomingsPath = committeePath + "/shortcomings"
	shortcomingPath  = shortcomingsPath + "/{shortcoming}"
)

func (a *API) shortcomingRoutes() []route {
	s := a.d.Shortcomings
	return []route{
		pages(title{shortcomingsPath, "listShortcomings", "Shortcomings, the latest first"}, a.listShortcomings),
		creates(title{shortcomingsPath, "raiseShortcoming", "Name a shortcoming at a meeting"}, shortcomingsPath+"/{id}", s.Raise, a.shortcomingThere),
		asks(title{committeePath + "/likely-shortcomings", "likelyShortcomings", "Earlier shortcomings that a wording may repeat, the likeliest first"}, a.likelyShortcomings),
		pages(title{committeePath + "/conclusions", "listConclusions", "Conclusions of meetings, with the number of tasks that stem from each"}, a.listConclusions),
		reads(title{shortcomingPath, "getShortcoming", "A shortcoming with its thread"}, a.getShortcoming),
		edits(title{shortcomingPath, "editShortcoming", "Change what is written about a shortcoming"}, s.Edit).bind("shortcoming=id"),
		posts(title{shortcomingPath + "/reclass", "reclassShortcoming", "Give a shortcoming another nature from a day on"}, s.Reclass).bind("shortcoming=id"),
		posts(title{shortcomingPath + "/move", "moveShortcoming", "Take a shortcoming to another state on a day"}, s.Move).bind("shortcoming=id"),
		posts(title{shortcomingPath + "/link", "linkShortcoming", "Join a shortcoming to the earlier one it repeats, or part them"}, s.LinkRepeats).bind("shortcoming=id"),
		posts(title{shortcomingPath + "/remove-evidence", "removeShortcomingEvidence", "Take a file away that showed a cure, with an event"}, s.RemoveEvidence).bind("shortcoming=id"),
		posts(title{shortcomingPath + "/withdraw", "withdrawShortcoming", "Take a shortcoming back, or restore it"}, s.SetWithdrawn).bind("shortcoming=id"),
	}
}

func (a *API) listShortcomings(ctx context.Context, c call, q shortcoming.Query) (org.Page[shortcoming.Row], error) {
	return a.d.Shortcomings.List(ctx, c.by, c.in(), q)
}

func (a *API) listConclusions(ctx context.Context, c call, q meeting.ConclusionQuery) (org.Page[meeting.Concluded], error) {
	return a.d.Meetings.Conclusions(ctx, c.by, c.in(), q)
}

func (a *API) likelyShortcomings(ctx context.Context, c call, w shortcoming.Wording) (Rows[shortcoming.Likely], error) {
	rows, err := a.d.Shortcomings.Likely(ctx, c.by, c.in(), w)
	return Rows[shortcoming.Likely]{Rows: rows, Total: len(rows)}, err
}

func (a *API) shortcomingThere(ctx context.Context, c call, in shortcoming.Raise) error {
	_, err := a.d.Shortcomings.Get(ctx, c.by, c.in(), in.ID)
	return err
}

func (a *API) getShortcoming(ctx context.Context, c call) (shortcoming.Detail, error) {
	s, err := c.shortcoming(ctx)
	if err != nil {
		return shortcoming.Detail{}, err
	}
	return a.d.Shortcomings.Get(ctx, c.by, c.in(), s)
}
