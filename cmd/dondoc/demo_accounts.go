package main

import (
	"context"
	"fmt"

	"github.com/dondoc/dondoc/internal/domain/account"
	"github.com/dondoc/dondoc/internal/domain/intake"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// demoPassword is that of every demonstration account. It is known to everybody, so those accounts may sign in only while
// the server listens on this machine alone.
const demoPassword = "mat-khau-thu" //nolint:gosec // G101: meant to be known

// dossierCode is the committee of the real dossier; the accounts of the invented district may look at it too.
const dossierCode = "qcdc-co-to"

// demoUnit is the unit of the invented district that the focal person answers for. The real units are nobody's to play with.
const demoUnit = "xa-mau-mot"

// demoAccount is an account of the demonstration; the administrator has no role.
type demoAccount struct {
	login, name string
	role        access.Role
}

// demoAccounts have the names of the invented district's people, whose deeds the invented histories tell.
var demoAccounts = []demoAccount{
	{"truong.ban", "Trần Ví Dụ", access.Head},
	{"pho.ban", "Lê Giả Định", access.Deputy},
	{"thu.ky", "Nguyễn Thị Thí Điểm", access.Secretary},
	{"uy.vien", "Hoàng Bản Mẫu", access.Member},
	{"dau.moi", "Dương Văn Thử", access.Focal},
	{"giam.sat", "Người giám sát mẫu", access.Observer},
	{"quan.tri", "Quản trị mẫu", ""},
}

// demoMaker makes accounts in one transaction. They are the program's own doing, whoever loads the rest: only it may make
// accounts whose password is known.
type demoMaker struct {
	*house
	tx             database.Tx
	by             access.Actor
	district, real org.Committee
}

// makeDemoAccounts makes the accounts that are not there yet, all or nothing.
func (h *house) makeDemoAccounts(ctx context.Context) error {
	m := demoMaker{house: h, by: access.System(builtIn)}
	var err error
	if m.district, err = h.committee(ctx, m.by, intake.DemoCode); err != nil {
		return err
	}
	if m.real, err = h.committee(ctx, m.by, dossierCode); err != nil {
		return err
	}
	return database.InTx(ctx, h.pool, func(tx database.Tx) error {
		m.tx = tx
		for _, a := range demoAccounts {
			_, err := h.accounts.ByLogin(ctx, m.by, a.login)
			if fault.KindOf(err) == fault.NotFound {
				err = m.make(ctx, a)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func (m demoMaker) make(ctx context.Context, a demoAccount) error {
	u, err := m.accounts.CreateUserIn(ctx, m.tx, m.by, account.UserInput{
		ID: access.UserID(id.Random()), Login: a.login, Name: a.name, IsAdmin: a.role == "", Password: demoPassword, Demo: true,
	})
	if err != nil || a.role == "" {
		return err
	}
	if err := m.grant(ctx, m.district, u, a.role); err != nil {
		return err
	}
	if a.role == access.Focal {
		return m.answers(ctx, u)
	}
	return m.grant(ctx, m.real, u, a.role)
}

// demoSince is when the roles of the demonstration began: long enough ago for every meeting in it.
func demoSince() calendar.Date { return calendar.NewDate(2020, 1, 1) }

func (m demoMaker) grant(ctx context.Context, c org.Committee, u account.User, r access.Role) error {
	_, err := m.accounts.CreateGrantIn(ctx, m.tx, m.by, account.GrantInput{
		Committee: c.ID, ID: account.GrantID(id.Random()), User: u.ID, Role: r, ValidFrom: demoSince(),
	})
	return err
}

// answers makes the focal person answer for a commune of the invented district.
func (m demoMaker) answers(ctx context.Context, u account.User) error {
	units, err := m.orgs.Units(ctx, m.by, m.district.ID, org.UnitQuery{ListQuery: org.ListQuery{Per: org.MaxPer}})
	if err != nil {
		return err
	}
	for _, unit := range units.Rows {
		if unit.Code != demoUnit {
			continue
		}
		_, err := m.accounts.CreateUserUnitIn(ctx, m.tx, m.by, account.UserUnitInput{
			ID: account.UserUnitID(id.Random()), User: u.ID, Unit: unit.ID, ValidFrom: demoSince(),
		})
		return err
	}
	return fmt.Errorf("demonstration: no unit %s", demoUnit)
}

// printDemoAccounts tells how to sign in to the demonstration.
func (p *program) printDemoAccounts(h *house) {
	if !h.cfg.Loopback() {
		p.print(p.out, "cli.demo.beyond")
		return
	}
	p.print(p.out, "cli.demo.accounts", demoPassword)
	for _, a := range demoAccounts {
		role := "role.admin"
		if a.role != "" {
			role = "role." + string(a.role)
		}
		_, _ = fmt.Fprintf(p.out, "  %-12s %s\n", a.login, p.say.T(role))
	}
}
