package e2e_test

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"

	"github.com/dondoc/dondoc/internal/domain/intake"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
)

// found enters the register of a dossier into an empty house through its pages, from the set-up link to the secretary's account.
func (h *house) found(d *intake.Dossier) {
	h.t.Helper()
	secret, needed, err := h.d.Accounts.EnsureSetup(h.t.Context())
	h.must(err)
	if !needed {
		h.t.Fatal("an empty house offers no set-up link")
	}
	admin := h.visit("vi")
	hub := admin.send(admin.get("/thiet-lap?ma="+url.QueryEscape(secret)), "login", "quan-tri", "name", "Người Quản Trị", "password", password)
	if hub.at.Path != "/quan-tri" {
		h.t.Fatalf("the first administrator comes to %s", hub.at)
	}
	f := founding{h: h, v: admin, d: d, at: "/c/" + d.Committee.Code}
	f.committee()
	f.fields()
	f.units()
	f.people()
	f.members()
	f.secretary()
}

// founding is an administrator at the pages with the dossier beside them.
type founding struct {
	h  *house
	v  hand
	d  *intake.Dossier
	at string
}

// add sends the form of a new row below an address and returns where it led.
func (f founding) add(list string, pairs ...string) page {
	f.h.t.Helper()
	return f.v.send(f.v.get(list+"/moi"), pairs...)
}

func (f founding) committee() {
	f.h.t.Helper()
	b := f.d.Committee
	f.add("/quan-tri/ban-chi-dao", "name", b.Name, "short_name", b.ShortName, "code", b.Code, "level", b.Level, "document_system", b.DocumentSystem,
		"superior_name", b.SuperiorName, "number_symbol", b.NumberSymbol, "place_name", b.PlaceName, "head_title", b.HeadTitle, "scheme", b.Scheme,
		"valid_from", b.ValidFrom.VN(), "valid_to", b.ValidTo.VN())
	for _, one := range b.Terms {
		f.add(f.at+"/quan-tri/nhiem-ky", "name", one.Name, "starts_on", one.From.VN(), "ends_on", one.To.VN(), "establishing_act", one.Act)
	}
	for _, one := range b.Presets {
		f.add(f.at+"/quan-tri/ky-bao-cao", "valid_from", one.From.VN(), "scheme", one.Scheme)
	}
}

func (f founding) fields() {
	f.h.t.Helper()
	for _, one := range f.d.Fields {
		f.add(f.at+"/linh-vuc", "name", one.Name, "code", cmp.Or(one.Code, one.Key), "position_order", strconv.Itoa(one.Order))
	}
}

func (f founding) units() {
	f.h.t.Helper()
	for _, u := range f.d.Units {
		f.add(f.at+"/don-vi", "name", u.Name, "short_name", u.ShortName, "code", cmp.Or(u.Code, u.Key), "kind", u.Kind,
			"valid_from", u.ValidFrom.VN(), "valid_to", u.ValidTo.VN())
	}
}

func (f founding) people() {
	f.h.t.Helper()
	for _, n := range f.d.People {
		shown := f.add(f.at+"/nguoi", "full_name", n.Name, "sort_name", n.SortName, "note", n.Note)
		for i, o := range n.Posts {
			p := f.v.get(shown.at.Path + "/chuc-vu/moi")
			f.v.send(p, "title", o.Title, "unit_id", f.unit(p, o.Unit), "position_order", strconv.Itoa(i+1), "valid_from", o.From.VN(), "valid_to", o.To.VN())
		}
	}
}

// unit is the choice of a form that names a unit of the dossier.
func (f founding) unit(p page, key string) string {
	f.h.t.Helper()
	i := slices.IndexFunc(f.d.Units, func(u intake.DossierUnit) bool { return u.Key == key })
	if i < 0 {
		return ""
	}
	return p.option(f.h.t, "unit_id", f.d.Units[i].Name)
}

func (f founding) members() {
	f.h.t.Helper()
	for i, m := range f.d.Members {
		p := f.v.get(f.at + "/thanh-vien/moi")
		who := slices.IndexFunc(f.d.People, func(n intake.DossierPerson) bool { return n.Key == m.Person })
		order := i + 1
		if m.Order != nil {
			order = *m.Order
		}
		f.v.send(p, "person_id", p.option(f.h.t, "person_id", f.d.People[who].Name), "role", m.Role, "title", m.Title, "unit_id", f.unit(p, m.Unit),
			"position_order", strconv.Itoa(order), "valid_from", m.From.VN(), "valid_to", m.To.VN())
	}
}

// secretary makes the account of whoever keeps the record, and gives it its role.
func (f founding) secretary() {
	f.h.t.Helper()
	login := string(access.Secretary)
	f.add("/quan-tri/tai-khoan", "name", "Người Thử", "login", login, "password", password)
	p := f.v.get(f.at + "/quan-tri/vai-tro/moi")
	f.v.send(p, "user_id", p.option(f.h.t, "user_id", "Người Thử ("+login+")"), "role", login, "valid_from", "01/01/2010")
}

// sameRegister demands that two houses hold the same register, whatever the ids.
func (h *house) sameRegister(other *house, code string) {
	h.t.Helper()
	mine, theirs := h.register(code), other.register(code)
	if len(mine) < 10 || !slices.Equal(mine, theirs) {
		h.t.Errorf("the registers differ\nonly here: %q\nonly there: %q", without(mine, theirs), without(theirs, mine))
	}
}

// register is a line of words for every row of a committee's register.
func (h *house) register(code string) []string {
	h.t.Helper()
	ctx, by := h.t.Context(), access.System("test")
	open, err := h.d.Org.Open(ctx, by, code)
	h.must(err)
	c, whole := open.Committee, org.ListQuery{Per: org.MaxPer}
	all := []string{c.Name + "|" + c.ShortName + "|" + string(c.Level) + "|" + string(c.DocumentSystem) + "|" + c.SuperiorName + "|" + c.NumberSymbol +
		"|" + c.PlaceName + "|" + c.HeadTitle + "|" + strconv.Itoa(c.DueSoonDays)}
	presets, err := h.d.Org.Presets(ctx, by, c.ID)
	h.must(err)
	for _, p := range presets {
		all = append(all, p.ValidFrom.VN()+"|"+string(p.Scheme))
	}
	units, err := h.d.Org.Units(ctx, by, c.ID, org.UnitQuery{ListQuery: whole})
	h.must(err)
	for _, u := range units.Rows {
		all = append(all, u.Code+"|"+u.Name+"|"+u.ShortName+"|"+string(u.Kind))
	}
	fields, err := h.d.Org.Fields(ctx, by, c.ID, org.FieldQuery{ListQuery: whole})
	h.must(err)
	for _, f := range fields.Rows {
		all = append(all, f.Code+"|"+f.Name+"|"+strconv.Itoa(f.PositionOrder))
	}
	return append(all, h.persons(c.ID)...)
}

func (h *house) persons(c access.CommitteeID) []string {
	h.t.Helper()
	ctx, by, whole := h.t.Context(), access.System("test"), org.ListQuery{Per: org.MaxPer}
	var all []string
	people, err := h.d.Org.People(ctx, by, c, org.PersonQuery{ListQuery: whole})
	h.must(err)
	for _, n := range people.Rows {
		d, err := h.d.Org.Person(ctx, by, c, n.ID)
		h.must(err)
		for _, o := range d.Posts {
			all = append(all, n.FullName+"|"+n.SortName+"|"+o.Title)
		}
	}
	members, err := h.d.Org.Members(ctx, by, c, org.MemberQuery{ListQuery: whole})
	h.must(err)
	for _, m := range members.Rows {
		all = append(all, m.FullName+"|"+string(m.Role)+"|"+m.Title+"|"+strconv.Itoa(m.PositionOrder))
	}
	return all
}
