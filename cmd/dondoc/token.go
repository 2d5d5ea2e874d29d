package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/dondoc/dondoc/internal/domain/account"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// tokenGroup holds what is done to bearer tokens.
func (p *program) tokenGroup() *cobra.Command {
	g := p.group("token COMMAND", "token")
	g.AddCommand(p.tokenCreate())
	return g
}

// newToken is what "dondoc token create" was asked for.
type newToken struct {
	login, name string
	days        int
}

func (p *program) tokenCreate() *cobra.Command {
	var in newToken
	c := p.leaf("create --user LOGIN --name NAME [--days 90]", "token.create", 0,
		func(_ context.Context, c *cobra.Command, _ []string) error { return p.createToken(c, in) })
	f := c.Flags()
	f.StringVar(&in.login, "user", "", p.say.T("cli.flag.user"))
	f.StringVar(&in.name, "name", "", p.say.T("cli.flag.token_name"))
	f.IntVar(&in.days, "days", 90, p.say.T("cli.flag.days"))
	return p.writes(c)
}

// createToken prints the token alone on standard output, so that a script can keep it; the rest goes beside it.
func (p *program) createToken(c *cobra.Command, in newToken) error {
	for _, f := range [][2]string{{"--user", in.login}, {"--name", in.name}} {
		if f[1] == "" {
			return misuse("cli.usage.missing_flag", f[0])
		}
	}
	if in.days < 1 {
		return misuse("cli.usage.wrong_value", "--days", fmt.Sprint(in.days))
	}
	return p.with(c, func(ctx context.Context, h *house) error {
		by, err := p.actor(ctx, h)
		if err != nil {
			return err
		}
		u, err := h.accounts.ByLogin(ctx, access.System(builtIn), in.login)
		if fault.KindOf(err) == fault.NotFound {
			err = fault.New(fault.NotFound, "cli.no_login", in.login)
		}
		if err != nil {
			return err
		}
		t, secret, err := h.accounts.CreateToken(ctx, by, account.TokenInput{ID: account.TokenID(id.Random()), User: u.ID, Name: in.name, Days: in.days})
		if err != nil {
			return err
		}
		_, err = fmt.Fprintln(p.out, secret)
		p.print(p.err, "cli.token.made", in.login, calendar.DateOf(t.ExpiresAt))
		return err
	})
}
