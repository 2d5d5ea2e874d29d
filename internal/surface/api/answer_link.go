package api

import (
	"context"
	"net/http"

	links "github.com/dondoc/dondoc/internal/domain/answer"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/remind"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/surface/server"
)

const (
	answerLinksPath = committeePath + "/answer-links"
	answerLinkPath  = answerLinksPath + "/{link}"
)

// answerRoutes are those of the links by which units answer without an account. Answering itself is a page, for people.
func (a *API) answerRoutes() []route {
	return []route{
		pages(title{answerLinksPath, "listAnswerLinks", "The answer links of a committee, the latest first, without their tasks"}, a.listAnswerLinks),
		creates(title{answerLinksPath, "makeAnswerLink", "Make an answer link for tasks of a unit; its address is shown once"}, answerLinksPath+"/{id}", a.makeAnswerLink, nil),
		reads(title{answerLinkPath, "getAnswerLink", "An answer link with its tasks and what was reported by it"}, a.getAnswerLink),
		does(http.MethodPost, title{answerLinkPath + "/revoke", "revokeAnswerLink", "End an answer link at once"}, a.d.Answers.Revoke).bind("link=id"),
	}
}

// AnswerLinkQuery is a page of links.
type AnswerLinkQuery struct {
	org.ListQuery
	Unit access.UnitID `json:"unit_id"`
	Slip remind.SlipID `json:"slip_id"`
}

func (a *API) listAnswerLinks(ctx context.Context, c call, q AnswerLinkQuery) (org.Page[links.Link], error) {
	return a.d.Answers.List(ctx, c.by, c.in(), links.Query(q))
}

// NewAnswerLink is a link with its address.
type NewAnswerLink struct {
	links.Link
	Address string `json:"address"` // whole; shown this once
}

func (a *API) makeAnswerLink(ctx context.Context, by access.Actor, in links.Make) (NewAnswerLink, error) {
	l, secret, err := a.d.Answers.Make(ctx, by, in)
	return NewAnswerLink{l, a.d.BaseURL + server.AnswerPath + "/" + secret}, err
}

func (a *API) getAnswerLink(ctx context.Context, c call) (links.Link, error) {
	i, err := idOf[any](c, "link")
	if err != nil {
		return links.Link{}, err
	}
	return a.d.Answers.Get(ctx, c.by, c.in(), access.LinkID(i))
}
