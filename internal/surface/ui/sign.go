package ui

import (
	"context"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/account"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/i18n"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/surface/server"
	"github.com/dondoc/dondoc/web/views/page"
	"github.com/dondoc/dondoc/web/views/ui"
)

// mountSign adds the pages of coming in, going out and one's own account.
func (p *Pages) mountSign(r *gin.Engine) {
	r.GET("/", server.Handle(p.home))
	r.GET(ui.SignInURL, server.Handle(p.askSignIn))
	r.POST(ui.SignInURL, server.Handle(p.signIn))
	r.POST(ui.SignOutURL, server.Handle(p.signOut))
	r.POST(ui.PrefsURL, server.Handle(p.savePrefs))
	r.GET("/thiet-lap", server.Handle(p.askSetup))
	r.POST("/thiet-lap", server.Handle(p.setUp))
	r.GET("/dat-lai-mat-khau", server.Handle(p.askReset))
	r.POST("/dat-lai-mat-khau", server.Handle(p.reset))
	r.GET("/toi", server.RequireSignIn, server.Handle(p.myAccount))
	r.POST("/toi/mat-khau", server.RequireSignIn, server.Handle(p.changePassword))
	p.mountTokens(r)
}

// home sends to the only committee, or offers the choice.
func (p *Pages) home(ctx context.Context, c *gin.Context) error {
	if !server.SignedIn(c) {
		return seeOther(c, ui.SignInURL)
	}
	by, words := server.Actor(c), server.Printer(c)
	mine, err := p.d.Org.Committees(ctx, by, org.CommitteeQuery{ListQuery: org.ListQuery{Per: org.MaxPer}})
	if err != nil {
		return err
	}
	if len(mine.Rows) == 1 && !by.Admin {
		return seeOther(c, ui.CommitteeURL(mine.Rows[0].Code))
	}
	choice := page.HomePage{Base: p.frame(c, by, words), Empty: ui.Empty{Text: words.T("home.none")}}
	choice.Titles = []string{words.T("nav.home")}
	for _, m := range mine.Rows {
		choice.Committees = append(choice.Committees, ui.Link{Text: m.Name, URL: ui.CommitteeURL(m.Code)})
	}
	if by.MayAdminister() {
		choice.Admin = &ui.Link{Text: words.T("nav.admin"), URL: "/quan-tri", Icon: ui.IconSettings}
	}
	return show(ctx, c, http.StatusOK, page.Home(choice))
}

// seeOther sends the browser to another page.
func seeOther(c *gin.Context, url string) error {
	c.Redirect(http.StatusSeeOther, url)
	return nil
}

// plainRoom is a room outside any committee: forms need its words.
func (p *Pages) plainRoom(c *gin.Context) room {
	return room{by: server.Actor(c), words: server.Printer(c), today: p.d.Clock.Today()}
}

func (p *Pages) askSignIn(ctx context.Context, c *gin.Context) error {
	if server.SignedIn(c) {
		return seeOther(c, "/")
	}
	return p.signInForm(ctx, c, filled("tiep", c.Query("tiep")))
}

func (p *Pages) signInForm(ctx context.Context, c *gin.Context, t typed) error {
	r := p.plainRoom(c)
	f := page.SignPage{
		Base: p.frame(c, r.by, r.words), Title: r.t("sign.in"), Text: r.t("sign.in_text"), Submit: r.t("sign.in"),
		Hidden: []ui.Pair{{Name: "tiep", Value: t.values.Get("tiep")}},
	}
	login, password := t.field(r, "login", "sign.login"), t.field(r, "password", "sign.password")
	login.Autocomplete, login.Required = "username", true
	password.Type, password.Autocomplete, password.Value, password.Required = "password", "current-password", "", true
	f.Fields = []ui.Field{login, password}
	f.Titles = []string{f.Title}
	f.Form = t.form(r, ui.SignInURL, f.Fields...)
	return show(ctx, c, t.status(), page.Sign(f))
}

func (p *Pages) signIn(ctx context.Context, c *gin.Context) error {
	t := posted(c)
	u, err := p.d.Accounts.SignIn(ctx, account.SignInInput{Login: t.values.Get("login"), Password: t.values.Get("password"), Address: c.RemoteIP()})
	if err != nil {
		switch fault.KindOf(err) {
		case fault.Unauthenticated:
			t.failure = server.Printer(c).Fault(err)
		case fault.TooMany:
			t.failure, t.code = server.Printer(c).Fault(err), server.Status(err)
		case fault.Invalid:
			t.said = server.Printer(c).Fields(err)
		default:
			return err
		}
		return p.signInForm(ctx, c, t)
	}
	if err := server.SignIn(c, u.ID); err != nil {
		return err
	}
	return seeOther(c, localPath(t.values.Get("tiep")))
}

// localPath lets nobody be sent away from here by a crafted link.
func localPath(s string) string {
	if !strings.HasPrefix(s, "/") || strings.HasPrefix(s, "//") || strings.ContainsAny(s, "\\\r\n") {
		return "/"
	}
	return s
}

func (p *Pages) signOut(_ context.Context, c *gin.Context) error {
	if err := server.SignOut(c); err != nil {
		return err
	}
	return seeOther(c, ui.SignInURL)
}

// savePrefs keeps language and colours on the browser, and the language with the account.
func (p *Pages) savePrefs(ctx context.Context, c *gin.Context) error {
	if l, ok := i18n.Parse(c.PostForm("lang")); ok {
		server.SetLang(c, l)
		if by := server.Actor(c); !by.User.IsZero() {
			if _, err := p.d.Accounts.SetLanguage(ctx, by, string(l)); err != nil {
				return err
			}
		}
	}
	if theme := c.PostForm("theme"); theme != "" {
		c.SetSameSite(http.SameSiteLaxMode)
		c.SetCookie("theme", string(ui.ParseTheme(theme)), 365*24*3600, "/", "", false, true)
	}
	return seeOther(c, localPath(c.PostForm("back")))
}

func (p *Pages) askSetup(ctx context.Context, c *gin.Context) error {
	if _, err := p.d.Accounts.LinkOf(ctx, c.Query("ma")); err != nil {
		return err
	}
	return p.setupForm(ctx, c, filled("ma", c.Query("ma"), "id", id.ID[any](p.d.NewID()).String()))
}

func (p *Pages) setupForm(ctx context.Context, c *gin.Context, t typed) error {
	r := p.plainRoom(c)
	login, name := t.hinted(r, "login", "sign.login", "sign.login_hint"), t.field(r, "name", "register.full_name")
	f := page.SignPage{
		Base: p.frame(c, r.by, r.words), Title: r.t("sign.setup"), Text: r.t("sign.setup_text"), Submit: r.t("sign.setup_go"),
		Fields: []ui.Field{login, name, newPassword(r, t)}, Hidden: []ui.Pair{{Name: "ma", Value: t.values.Get("ma")}},
	}
	f.Titles = []string{f.Title}
	f.Form = t.form(r, "/thiet-lap", f.Fields...)
	return show(ctx, c, t.status(), page.Sign(f))
}

// newPassword is the field of a password being chosen; it never comes back with what was typed.
func newPassword(r room, t typed) ui.Field {
	f := t.hinted(r, "password", "sign.new_password", "sign.password_hint")
	f.Type, f.Autocomplete, f.Value, f.Required = "password", "new-password", "", true
	return f
}

func (p *Pages) setUp(ctx context.Context, c *gin.Context) error {
	t := posted(c)
	u, err := p.d.Accounts.UseSetup(ctx, account.SetupInput{
		Token: t.values.Get("ma"), ID: access.UserID(t.id("id")), Login: t.values.Get("login"), Name: t.values.Get("name"),
		Password: t.values.Get("password"), Language: string(server.Printer(c).Lang()),
	})
	if err != nil {
		if t, err = t.refused(p.plainRoom(c), err); err != nil {
			return err
		}
		return p.setupForm(ctx, c, t)
	}
	if err := server.SignIn(c, u.ID); err != nil {
		return err
	}
	return seeOther(c, "/quan-tri")
}

func (p *Pages) askReset(ctx context.Context, c *gin.Context) error {
	if _, err := p.d.Accounts.LinkOf(ctx, c.Query("ma")); err != nil {
		return err
	}
	return p.resetForm(ctx, c, filled("ma", c.Query("ma")))
}

func (p *Pages) resetForm(ctx context.Context, c *gin.Context, t typed) error {
	r := p.plainRoom(c)
	f := page.SignPage{
		Base: p.frame(c, r.by, r.words), Title: r.t("sign.reset"), Submit: r.t("action.save"),
		Fields: []ui.Field{newPassword(r, t)}, Hidden: []ui.Pair{{Name: "ma", Value: t.values.Get("ma")}},
	}
	f.Titles = []string{f.Title}
	f.Form = t.form(r, "/dat-lai-mat-khau", f.Fields...)
	return show(ctx, c, t.status(), page.Sign(f))
}

func (p *Pages) reset(ctx context.Context, c *gin.Context) error {
	t := posted(c)
	_, err := p.d.Accounts.UseReset(ctx, account.ResetInput{Token: t.values.Get("ma"), Password: t.values.Get("password")})
	if err != nil {
		if t, err = t.refused(p.plainRoom(c), err); err != nil {
			return err
		}
		return p.resetForm(ctx, c, t)
	}
	return done(c, ui.SignInURL, server.Printer(c).T("sign.reset_done"))
}

func (p *Pages) myAccount(ctx context.Context, c *gin.Context) error {
	return p.accountForm(ctx, c, filled())
}

func (p *Pages) accountForm(ctx context.Context, c *gin.Context, t typed) error {
	r := p.plainRoom(c)
	present := t.field(r, "present", "sign.present_password")
	present.Type, present.Autocomplete, present.Value, present.Required = "password", "current-password", "", true
	f := page.SignPage{
		Base: p.frame(c, r.by, r.words), Title: r.t("frame.account"), Text: r.by.Name + " (" + r.by.Login + ")", Submit: r.t("sign.change_password"),
		Fields: []ui.Field{present, newPassword(r, t)}, Framed: true, More: []ui.Link{{Text: r.t("mine.title"), URL: mineURL, Icon: ui.IconTask}, {Text: r.t("token.title"), URL: myKeysURL, Icon: ui.IconLink}},
	}
	f.Titles = []string{f.Title}
	f.Form = t.form(r, "/toi/mat-khau", f.Fields...)
	return show(ctx, c, t.status(), page.Sign(f))
}

func (p *Pages) changePassword(ctx context.Context, c *gin.Context) error {
	t := posted(c)
	err := p.d.Accounts.ChangePassword(ctx, server.Actor(c), account.PasswordInput{
		Present: t.values.Get("present"), Password: t.values.Get("password"), KeepSession: server.SessionToken(c),
	})
	if err != nil {
		if t, err = t.refused(p.plainRoom(c), err); err != nil {
			return err
		}
		return p.accountForm(ctx, c, t)
	}
	return done(c, "/toi", server.Printer(c).T("sign.password_changed"))
}
