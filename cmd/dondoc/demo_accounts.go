package main

import (
	"context"
	"fmt"

	"github.com/dondoc/dondoc/internal/domain/account"
	"github.com/dondoc/dondoc/internal/domain/intake"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// dossierCode is the committee of the real dossier.
const dossierCode = "qcdc-co-to"

// showDossier lets the accounts of the invented district look at the committee of the real dossier in the same roles.
// A focal person gets none: the real units are nobody's to play with. The ids are derived, so repeating it changes nothing.
func (h *house) showDossier(ctx context.Context) error {
	by := access.System(builtIn)
	c, err := h.committee(ctx, by, dossierCode)
	if err != nil {
		return err
	}
	since := calendar.NewDate(2020, 1, 1) // the dossier's own year
	for _, a := range intake.DemoAccounts() {
		if a.Role == "" || a.Role == access.Focal {
			continue
		}
		u, err := h.accounts.ByLogin(ctx, by, a.Login)
		if fault.KindOf(err) == fault.NotFound || err == nil && !u.IsDemo {
			continue // a real installation may use such a login
		}
		if err != nil {
			return err
		}
		grant := account.GrantID(id.Derived(since.Start(), "demo "+dossierCode+" "+u.ID.String()))
		if _, err = h.accounts.CreateGrant(ctx, by, account.GrantInput{Committee: c.ID, ID: grant, User: u.ID, Role: a.Role, ValidFrom: since}); err != nil {
			return err
		}
	}
	return nil
}

// printDemoAccounts tells how to sign in to the demonstration.
func (p *program) printDemoAccounts(h *house) {
	if !h.cfg.Loopback() {
		p.print(p.out, "cli.demo.beyond")
		return
	}
	p.print(p.out, "cli.demo.accounts")
	for _, a := range intake.DemoAccounts() {
		role := "role.admin"
		if a.Role != "" {
			role = "role." + string(a.Role)
		}
		_, _ = fmt.Fprintf(p.out, "  %-12s %-16s %s\n", a.Login, a.Password, p.say.T(role))
	}
}
