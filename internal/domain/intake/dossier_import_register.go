package intake

import (
	"cmp"
	"context"
	"regexp"
	"strings"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/vietnamese"
)

// theCommittee finds the committee or makes it. To somebody without any role there, one that exists does not.
func (r *dossierRun) theCommittee(ctx context.Context) error {
	if err := lockDossiers(ctx, r.tx, r.d.Committee.Code); err != nil {
		return err
	}
	c, err := org.CommitteeByCode(ctx, r.tx, r.d.Committee.Code)
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return err
	}
	exists := err == nil
	if exists && !r.by.MayAdminister() {
		if _, err := r.by.ReadScope(c.ID); err != nil {
			exists = false
		}
	}
	if err := r.useCommittee(ctx, c, exists); err != nil || r.committee.IsZero() {
		return err
	}
	records := len(r.d.Meetings)+len(r.d.Tasks) > 0
	return access.Require(r.by.MayRecord(r.committee) || !records && r.by.May(r.committee, access.WriteRegister))
}

func (r *dossierRun) useCommittee(ctx context.Context, c org.Committee, exists bool) error {
	at, mine := place("committee"), access.CommitteeID(r.id(nounCommittee))
	described := r.d.Committee.Name != ""
	switch {
	case !described && !exists:
		r.wrong(at.in("code"), "dossier.no_such_committee", r.d.Committee.Code)
		return nil
	case described && exists && c.ID != mine:
		r.wrong(at.in("code"), "dossier.committee_taken", r.d.Committee.Code)
		return nil
	case !described, exists && !r.by.May(access.CommitteeID{}, access.WriteCommittee):
		r.committee = c.ID
		r.count(nounCommittee, false)
		return nil
	}
	in, ok, err := r.committeeInput(ctx, mine)
	if err != nil || !ok {
		return err
	}
	if !r.by.May(access.CommitteeID{}, access.WriteCommittee) {
		return access.Require(false)
	}
	r.committee = mine
	err = r.write(ctx, item{noun: nounCommittee, at: at, key: in.Code, id: mine}, func(tx database.Tx) error {
		_, err := r.org.CreateCommitteeIn(ctx, tx, r.by, in)
		return err
	})
	if r.refused[mine] {
		r.committee = access.CommitteeID{}
	}
	return err
}

func (r *dossierRun) committeeInput(ctx context.Context, mine access.CommitteeID) (org.CommitteeInput, bool, error) {
	b := r.d.Committee
	in := org.CommitteeInput{
		ID: mine, Code: b.Code, Name: b.Name, ShortName: cmp.Or(b.ShortName, b.Name), Level: org.Level(b.Level),
		DocumentSystem: org.DocumentSystem(b.DocumentSystem), SuperiorName: b.SuperiorName, NumberSymbol: b.NumberSymbol,
		PlaceName: b.PlaceName, HeadTitle: b.HeadTitle, UsesHostSeal: b.UsesHostSeal, DueSoonDays: b.DueSoonDays,
		BeforeExcludesDay: b.BeforeExcludesDay, ValidFrom: b.ValidFrom.Date, ValidTo: b.ValidTo.Date, Scheme: calendar.Scheme(b.Scheme),
	}
	if b.Parent == "" {
		return in, true, nil
	}
	parent, err := org.CommitteeByCode(ctx, r.tx, b.Parent)
	if fault.KindOf(err) == fault.NotFound {
		r.wrong(place("committee").in("parent"), "dossier.no_such_committee", b.Parent)
		return in, false, nil
	}
	in.ParentID = parent.ID
	return in, true, err
}

// presets sets changes of the half-years. One that is set already stays; another scheme from the same day differs.
func (r *dossierRun) presets(ctx context.Context) error {
	set, err := org.PresetsOf(ctx, r.tx, r.committee)
	if err != nil {
		return err
	}
	known := map[calendar.Date]calendar.Scheme{}
	for _, p := range set {
		known[p.ValidFrom] = p.Scheme
	}
	for i, p := range r.d.Committee.Presets {
		at := place("committee").in("presets").at(i)
		switch scheme, there := known[p.From.Date]; {
		case there && scheme == calendar.Scheme(p.Scheme):
			r.count(nounPreset, false)
			continue
		case there:
			r.wrong(at, "dossier.differs", nounWord(nounPreset), p.From.VN())
			continue
		}
		in := org.PresetInput{Committee: r.committee, ValidFrom: p.From.Date, Scheme: calendar.Scheme(p.Scheme)}
		if err := r.dated(ctx, item{noun: nounPreset, at: at, id: r.id(nounPreset, p.From.String())}, func(tx database.Tx) error {
			_, err := r.org.SetPresetIn(ctx, tx, r.by, in)
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}

// dated writes a row that is known by its day and not by an id: it is only tried when it is not there.
func (r *dossierRun) dated(ctx context.Context, it item, f func(tx database.Tx) error) error {
	r.stored[it.noun] = map[[16]byte]bool{}
	return r.write(ctx, it, f)
}

func (r *dossierRun) terms(ctx context.Context) error {
	for i, t := range r.d.Committee.Terms {
		in := org.TermInput{
			Committee: r.committee, ID: org.TermID(r.id(nounTerm, t.Key)), Name: t.Name, StartsOn: t.From.Date, EndsOn: t.To.Date, EstablishingAct: t.Act,
		}
		it := item{noun: nounTerm, at: place("committee").in("terms").at(i), key: t.Key, id: in.ID}
		if err := r.write(ctx, it, func(tx database.Tx) error {
			_, err := r.org.CreateTermIn(ctx, tx, r.by, in)
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}

// owner is whose register a row belongs to, and the name under which its id is derived.
func (r *dossierRun) owner(register string) (access.CommitteeID, string) {
	if register == "common" {
		return access.CommitteeID{}, "common"
	}
	return r.committee, r.d.Committee.Code
}

// allUnits makes the units, each after the one above it.
func (r *dossierRun) allUnits(ctx context.Context) error {
	at := map[string]int{}
	for i, u := range r.d.Units {
		at[u.Key] = i
	}
	for i := range r.d.Units {
		if err := r.unit(ctx, i, at); err != nil {
			return err
		}
	}
	return nil
}

func (r *dossierRun) unit(ctx context.Context, i int, placeOf map[string]int) error {
	u := r.d.Units[i]
	if _, done := r.units[u.Key]; done {
		return nil
	}
	at := place("units").at(i)
	if u.Existing != "" {
		found, err := org.FindUnits(ctx, r.tx, org.Whose{Committee: r.committee}, u.Existing)
		r.units[u.Key] = one(r, sought{nounUnit, u.Key, u.Existing, at.in("existing")}, found, func(u org.Unit) access.UnitID { return u.ID })
		return err
	}
	if u.Parent != "" {
		if err := r.unit(ctx, placeOf[u.Parent], placeOf); err != nil {
			return err
		}
	}
	owner, whose := r.owner(u.Register)
	in := org.UnitInput{
		ID: access.UnitID(dossierID(whose, nounUnit, u.Key)), Owner: owner, Code: cmp.Or(u.Code, slug(u.Key)), Kind: org.UnitKind(u.Kind),
		Name: u.Name, ShortName: u.ShortName, ParentID: r.units[u.Parent], ValidFrom: u.ValidFrom.Date, ValidTo: u.ValidTo.Date,
	}
	r.units[u.Key] = in.ID
	return r.write(ctx, item{nounUnit, at, u.Key, in.ID, [][16]byte{in.ParentID}}, func(tx database.Tx) error {
		_, err := r.org.CreateUnitIn(ctx, tx, r.by, in)
		return err
	})
}

// sought is a row of the register named by a word.
type sought struct {
	noun, key, word string
	at              place
}

// one is the row a word names. None and several are problems; then the id is one that counts as refused.
func one[T any, K ~[16]byte](r *dossierRun, s sought, found []T, key func(T) K) K {
	if len(found) == 1 {
		r.count(s.noun, false)
		return key(found[0])
	}
	if len(found) == 0 {
		r.wrong(s.at, "dossier.not_in_register", nounWord(s.noun), cut(s.word))
	} else {
		r.wrong(s.at, "dossier.several_in_register", nounWord(s.noun), cut(s.word), len(found))
	}
	none := r.id(s.noun, s.key, "?")
	r.refused[none] = true
	return K(none)
}

// unitNames gives units the names they bore later. One that is there already stays; another name from the same day differs.
func (r *dossierRun) unitNames(ctx context.Context) error {
	for i, u := range r.d.Units {
		if len(u.Names) == 0 || r.refused[r.units[u.Key]] {
			continue
		}
		known, err := org.NamesOf(ctx, r.tx, r.units[u.Key])
		if err != nil {
			return err
		}
		for j, n := range u.Names {
			if err := r.unitName(ctx, place("units").at(i).in("names").at(j), u, n, known); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *dossierRun) unitName(ctx context.Context, at place, u DossierUnit, n DossierName, known []org.UnitName) error {
	for _, k := range known {
		if k.ValidFrom != n.From.Date {
			continue
		}
		if k.Name == org.Line(n.Name) && (n.ShortName == "" || k.ShortName == org.Line(n.ShortName)) && k.Act == org.Line(n.Act) {
			r.count(nounName, false)
			return nil
		}
		r.wrong(at, "dossier.differs", nounWord(nounName), n.From.VN())
		return nil
	}
	it := item{nounName, at, n.Name, r.id(nounName, u.Key, n.From.String()), [][16]byte{r.units[u.Key]}}
	return r.dated(ctx, it, func(tx database.Tx) error {
		now, err := org.UnitByID(ctx, tx, r.units[u.Key])
		if err != nil {
			return err
		}
		in := org.RenameInput{ID: now.ID, Version: now.Version, From: n.From.Date, Name: n.Name, ShortName: n.ShortName, Act: n.Act}
		_, err = r.org.RenameUnitIn(ctx, tx, r.by, in)
		return err
	})
}

func (r *dossierRun) successions(ctx context.Context) error {
	for i, s := range r.d.Successions {
		in := org.SuccessionInput{
			ID: org.SuccessionID(r.id(nounSuccession, s.Key)), From: r.units[s.From], To: r.units[s.To],
			HappenedOn: s.Date.Date, Kind: org.SuccessionKind(s.Kind), Act: s.Act,
		}
		it := item{nounSuccession, place("successions").at(i), s.Key, in.ID, [][16]byte{in.From, in.To}}
		if err := r.write(ctx, it, func(tx database.Tx) error {
			_, err := r.org.CreateSuccessionIn(ctx, tx, r.by, in)
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}

func (r *dossierRun) allFields(ctx context.Context) error {
	for i, f := range r.d.Fields {
		at := place("fields").at(i)
		if f.Existing != "" {
			found, err := org.FindFields(ctx, r.tx, r.committee, f.Existing)
			if err != nil {
				return err
			}
			r.fields[f.Key] = one(r, sought{nounField, f.Key, f.Existing, at.in("existing")}, found, func(f org.Field) org.FieldID { return f.ID })
			continue
		}
		owner, whose := r.owner(f.Register)
		in := org.FieldInput{
			ID: org.FieldID(dossierID(whose, nounField, f.Key)), Owner: owner, Code: cmp.Or(f.Code, slug(f.Key)), Name: f.Name, PositionOrder: f.Order,
		}
		r.fields[f.Key] = in.ID
		if err := r.write(ctx, item{noun: nounField, at: at, key: f.Key, id: in.ID}, func(tx database.Tx) error {
			_, err := r.org.CreateFieldIn(ctx, tx, r.by, in)
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}

func (r *dossierRun) allPeople(ctx context.Context) error {
	for i, p := range r.d.People {
		if err := r.person(ctx, place("people").at(i), p); err != nil {
			return err
		}
	}
	return nil
}

func (r *dossierRun) person(ctx context.Context, at place, p DossierPerson) error {
	if p.Existing != "" {
		found, err := org.FindPeople(ctx, r.tx, r.committee, p.Existing)
		r.people[p.Key] = one(r, sought{nounPerson, p.Key, p.Existing, at.in("existing")}, found, func(p org.Person) access.PersonID { return p.ID })
		return err
	}
	owner, whose := r.owner(p.Register)
	in := org.PersonInput{
		ID: access.PersonID(dossierID(whose, nounPerson, p.Key)), Owner: owner, FullName: p.Name, SortName: p.SortName, Note: p.Note,
	}
	r.people[p.Key] = in.ID
	if err := r.write(ctx, item{noun: nounPerson, at: at, key: p.Key, id: in.ID}, func(tx database.Tx) error {
		_, err := r.org.CreatePersonIn(ctx, tx, r.by, in)
		return err
	}); err != nil {
		return err
	}
	for j, o := range p.Posts {
		post := org.PostInput{
			ID: org.PostID(dossierID(whose, nounPost, p.Key, o.Key)), Person: in.ID, Unit: r.units[o.Unit], Title: o.Title,
			PositionOrder: j + 1, ValidFrom: o.From.Date, ValidTo: o.To.Date,
		}
		it := item{nounPost, at.in("posts").at(j), o.Title, post.ID, [][16]byte{in.ID, post.Unit}}
		if err := r.write(ctx, it, func(tx database.Tx) error {
			_, err := r.org.CreatePostIn(ctx, tx, r.by, post)
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}

func (r *dossierRun) members(ctx context.Context) error {
	for i, m := range r.d.Members {
		order := i + 1
		if m.Order != nil {
			order = *m.Order
		}
		in := org.MembershipInput{
			Committee: r.committee, ID: org.MembershipID(r.id(nounMember, m.Key)), Person: r.people[m.Person], Unit: r.units[m.Unit],
			Role: org.MemberRole(m.Role), Title: m.Title, PositionOrder: order, ValidFrom: m.From.Date, ValidTo: m.To.Date,
		}
		it := item{nounMember, place("members").at(i), m.Key, in.ID, [][16]byte{in.Person, in.Unit}}
		if err := r.write(ctx, it, func(tx database.Tx) error {
			_, err := r.org.CreateMembershipIn(ctx, tx, r.by, in)
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}

var notCode = regexp.MustCompile(`[^a-z0-9]+`)

// slug makes a code of a key: "Xa_Mot" becomes "xa-mot".
func slug(key string) string {
	return strings.Trim(notCode.ReplaceAllString(vietnamese.Key(key), "-"), "-")
}
