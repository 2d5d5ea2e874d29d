package ui

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/account"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/surface/server"
	adminview "github.com/dondoc/dondoc/web/views/admin"
	registerview "github.com/dondoc/dondoc/web/views/register"
	"github.com/dondoc/dondoc/web/views/ui"
)

// myKeysURL is the page of the bearer tokens of whoever is signed in.
const myKeysURL = "/toi/ma-truy-cap"

// mountTokens adds the pages of one's own bearer tokens. Making one answers with it, since it is shown only once.
func (p *Pages) mountTokens(r *gin.Engine) {
	in := func(h roomHandler) gin.HandlerFunc { return server.Handle(p.inMine(h)) }
	g := r.Group(myKeysURL, server.RequireSignIn)
	g.GET("", in(p.listTokens))
	g.GET("/moi", in(p.newToken))
	g.POST("", in(p.createToken))
	g.GET("/:token", in(p.showToken))
	g.POST("/:token/thu-hoi", in(p.revokeToken))
}

// inMine makes the room of a page about one's own account.
func (p *Pages) inMine(h roomHandler) func(context.Context, *gin.Context) error {
	return func(ctx context.Context, c *gin.Context) error {
		r := p.plainRoom(c)
		r.base = p.frame(c, r.by, r.words)
		r.base.Crumbs = []ui.Link{{Text: r.t("frame.account"), URL: "/toi"}}
		return h(ctx, c, r)
	}
}

// mine puts a page about one's own account into its frame.
func (r room) mine(crumbs ...ui.Link) ui.Base {
	b := r.base
	b.Crumbs = append(b.Crumbs, crumbs...)
	for i := len(crumbs) - 1; i >= 0; i-- {
		b.Titles = append(b.Titles, crumbs[i].Text)
	}
	b.Titles = append(b.Titles, r.t("frame.account"))
	return b
}

func (r room) tokensCrumb() ui.Link { return ui.Link{Text: r.t("token.title"), URL: myKeysURL} }

// dayOf is the day of an instant as people here read it.
func dayOf(t time.Time) string { return calendar.DateOf(t).VN() }

// tokenState says whether a token still opens anything.
func (p *Pages) tokenState(r room, t account.Token) string {
	switch {
	case t.RevokedAt != nil:
		return r.t("token.revoked")
	case !t.Holds(p.d.Clock()):
		return r.t("token.expired")
	}
	return r.t("token.holds")
}

func (p *Pages) listTokens(ctx context.Context, c *gin.Context, r room) error {
	tokens, err := p.d.Accounts.Tokens(ctx, r.by, r.by.User)
	if err != nil {
		return err
	}
	title := r.t("token.title")
	part := registerview.Part{
		ID: "ma", Title: title, Empty: r.t("token.empty"), Add: ui.Link{Text: r.t("token.new"), URL: myKeysURL + "/moi"},
		Table: ui.Table{Caption: title, Heads: r.heads("column.name", "token.made", "token.expires", "column.state")},
	}
	for _, t := range tokens {
		row := line(ui.Cell{Text: t.Name, URL: myKeysURL + "/" + t.ID.String()}, word(dayOf(t.CreatedAt)), word(dayOf(t.ExpiresAt)), word(p.tokenState(r, t)))
		part.Table.Rows = append(part.Table.Rows, row)
	}
	return show(ctx, c, http.StatusOK, registerview.Show(registerview.ShowPage{
		Base: r.mine(r.tokensCrumb()), Head: ui.PageHead{Title: title}, Note: r.t("token.note"), Parts: []registerview.Part{part},
	}))
}

func (p *Pages) newToken(ctx context.Context, c *gin.Context, r room) error {
	return p.tokenForm(ctx, c, r, p.fresh("days", "90"))
}

func (p *Pages) tokenForm(ctx context.Context, c *gin.Context, r room, t typed) error {
	k := card{title: r.t("token.new"), action: myKeysURL, back: myKeysURL, required: []string{"name", "days"}, note: r.t("token.note")}
	k.base = r.mine(r.tokensCrumb(), ui.Link{Text: k.title})
	var spans []ui.Option
	for _, days := range []int{7, 30, 90, 180, 365} {
		spans = append(spans, ui.Option{Value: strconv.Itoa(days), Label: r.t("token.until", days, r.today.AddDays(days).VN())})
	}
	k.parts = func(s *sheet) []templ.Component {
		return []templ.Component{s.text("name", "token.name", "token.name_hint"), s.choice("days", "token.days", "", spans)}
	}
	return p.cardForm(ctx, c, r, k, t, nil)
}

// createToken answers with the token itself: it is kept nowhere and never shown again.
func (p *Pages) createToken(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	made, secret, err := p.d.Accounts.CreateToken(ctx, r.by, account.TokenInput{ID: account.TokenID(t.id("id")), Name: t.values.Get("name"), Days: t.count("days")})
	if err != nil {
		if t, err = t.refused(r, err); err != nil {
			return err
		}
		return p.tokenForm(ctx, c, r, t)
	}
	c.Header("Cache-Control", "no-store")
	return show(ctx, c, http.StatusOK, adminview.Secret(adminview.SecretPage{
		Base: r.mine(r.tokensCrumb(), ui.Link{Text: made.Name}), Head: ui.PageHead{Title: made.Name, Sub: r.t("token.expires") + " " + dayOf(made.ExpiresAt)},
		Text: r.t("token.secret_text"), Label: r.t("token.secret"), Secret: secret, Back: ui.Link{Text: r.t("token.back"), URL: myKeysURL},
	}))
}

// tokenOf finds one of the reader's own tokens.
func (p *Pages) tokenOf(ctx context.Context, c *gin.Context, r room) (account.Token, error) {
	tokens, err := p.d.Accounts.Tokens(ctx, r.by, r.by.User)
	if err != nil {
		return account.Token{}, err
	}
	for _, t := range tokens {
		if t.ID == account.TokenID(rowID(c, "token")) {
			return t, nil
		}
	}
	return account.Token{}, fault.New(fault.NotFound, "not_found")
}

func (p *Pages) showToken(ctx context.Context, c *gin.Context, r room) error {
	t, err := p.tokenOf(ctx, c, r)
	if err != nil {
		return err
	}
	at := myKeysURL + "/" + t.ID.String()
	page := registerview.ShowPage{
		Base: r.mine(r.tokensCrumb(), ui.Link{Text: t.Name, URL: at}), Head: ui.PageHead{Title: t.Name},
		Facts: []ui.Term{
			{Name: r.t("token.made"), Text: dayOf(t.CreatedAt)}, {Name: r.t("token.expires"), Text: dayOf(t.ExpiresAt)}, {Name: r.t("column.state"), Text: p.tokenState(r, t)},
		},
	}
	if t.RevokedAt == nil {
		page.Acts = []registerview.Act{{URL: at + "/thu-hoi", Word: r.t("token.revoke"), Icon: ui.IconLock, Danger: true}}
	}
	return show(ctx, c, http.StatusOK, registerview.Show(page))
}

func (p *Pages) revokeToken(ctx context.Context, c *gin.Context, r room) error {
	t, err := p.tokenOf(ctx, c, r)
	if err != nil {
		return err
	}
	if _, err := p.d.Accounts.RevokeToken(ctx, r.by, t.ID); err != nil {
		return err
	}
	return done(c, myKeysURL, r.t("token.was_revoked"))
}
