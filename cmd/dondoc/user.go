package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dondoc/dondoc/internal/domain/account"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/surface/server"
)

// userGroup holds what is done to accounts.
func (p *program) userGroup() *cobra.Command {
	g := p.group("user COMMAND", "user")
	g.AddCommand(p.userCreate())
	return g
}

// newUser is what "dondoc user create" was asked for.
type newUser struct {
	login, name   string
	admin         bool
	roles         []string
	passwordStdin bool
}

func (p *program) userCreate() *cobra.Command {
	var in newUser
	c := p.leaf("create LOGIN --name NAME [--admin] [--role CODE:ROLE]… [--password-stdin]", "user.create", 1,
		func(_ context.Context, c *cobra.Command, args []string) error {
			in.login = args[0]
			return p.createUser(c, in)
		})
	f := c.Flags()
	f.StringVar(&in.name, "name", "", p.say.T("cli.flag.name"))
	f.BoolVar(&in.admin, "admin", false, p.say.T("cli.flag.admin"))
	f.StringArrayVar(&in.roles, "role", nil, p.say.T("cli.flag.role"))
	f.BoolVar(&in.passwordStdin, "password-stdin", false, p.say.T("cli.flag.password_stdin"))
	c.Example = "  dondoc user create thu.ky --name \"Thư ký\" --role qcdc-co-to:secretary\n" +
		"  dondoc user create quan.tri --name \"Quản trị\" --admin --password-stdin < password.txt"
	return p.writes(c)
}

// roleAt is one --role.
type roleAt struct {
	committee string
	role      access.Role
}

// readRoles reads CODE:ROLE; a mistyped role is told before anything is opened.
func readRoles(given []string) ([]roleAt, error) {
	var all []roleAt
	for _, g := range given {
		code, role, found := strings.Cut(g, ":")
		if !found || code == "" || !slices.Contains(access.Roles(), access.Role(role)) {
			return nil, misuse("cli.usage.wrong_role", g, roleNames())
		}
		all = append(all, roleAt{code, access.Role(role)})
	}
	return all, nil
}

func roleNames() string {
	var names []string
	for _, r := range access.Roles() {
		names = append(names, string(r))
	}
	return strings.Join(names, ", ")
}

func (p *program) createUser(c *cobra.Command, in newUser) error {
	if in.name == "" {
		return misuse("cli.usage.missing_flag", "--name")
	}
	roles, err := readRoles(in.roles)
	if err != nil {
		return err
	}
	password := ""
	if in.passwordStdin {
		if password, err = p.firstLine(); err != nil {
			return err
		}
	}
	return p.with(c, func(ctx context.Context, h *house) error {
		by, err := p.actor(ctx, h)
		if err != nil {
			return err
		}
		user := account.UserInput{ID: access.UserID(id.Random()), Login: in.login, Name: in.name, IsAdmin: in.admin, Password: password}
		secret, err := h.makeUser(ctx, by, user, roles)
		if err != nil {
			return err
		}
		p.print(p.out, "cli.user.made", in.login)
		if secret != "" {
			p.print(p.out, "cli.user.link", h.link(server.ResetPath, secret))
		}
		return nil
	})
}

// makeUser makes the account with its roles, all or nothing. Without a password it returns the secret of a one-time link.
func (h *house) makeUser(ctx context.Context, by access.Actor, in account.UserInput, roles []roleAt) (string, error) {
	secret := ""
	err := database.InTx(ctx, h.pool, func(tx database.Tx) error {
		u, err := h.accounts.CreateUserIn(ctx, tx, by, in)
		if err != nil {
			return err
		}
		for _, r := range roles {
			if err := h.grant(ctx, tx, by, u.ID, r); err != nil {
				return err
			}
		}
		if in.Password == "" {
			secret, err = h.accounts.IssueResetIn(ctx, tx, by, u.ID)
		}
		return err
	})
	return secret, err
}

func (h *house) grant(ctx context.Context, tx database.Tx, by access.Actor, u access.UserID, r roleAt) error {
	c, err := h.committee(ctx, by, r.committee)
	if err != nil {
		return err
	}
	_, err = h.accounts.CreateGrantIn(ctx, tx, by, account.GrantInput{
		Committee: c.ID, ID: account.GrantID(id.Random()), User: u, Role: r.role, ValidFrom: h.deps.Clock.Today(),
	})
	return err
}

// link is the address of a one-time link.
func (h *house) link(path, secret string) string {
	return h.cfg.Base(h.cfg.Listen) + path + "?ma=" + secret
}

// firstLine reads a password from standard input: the first line, as a person or a secret store gives it.
func (p *program) firstLine() (string, error) {
	line, err := bufio.NewReader(io.LimitReader(p.in, 4096)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	line = strings.TrimRight(line, "\r\n")
	if line == "" {
		return "", misuse("cli.usage.no_password")
	}
	return line, nil
}
