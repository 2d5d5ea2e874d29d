package account_test

import (
	"testing"

	"github.com/dondoc/dondoc/internal/domain/account"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/testkit/factory"
)

// lending is a committee whose head goes away from 10 to 20 March 2030 and is stood in for by the secretary.
type lending struct {
	*house
	c                     access.CommitteeID
	head                  account.User
	boss, keeper, unknown access.Actor
}

func newLending(t *testing.T) *lending {
	t.Helper()
	h := newHouse(t)
	l := &lending{house: h, c: factory.Committee(t, h.d).ID}
	l.head = factory.User(t, h.d, func(in *account.UserInput) { in.Login, in.Name = "truong.ban", "Ông Trưởng" })
	stranger := factory.User(t, h.d, func(in *account.UserInput) { in.Login = "nguoi.la" })
	factory.Granted(t, h.d, l.c, l.head.ID, access.Head)
	factory.Granted(t, h.d, l.c, h.user.ID, access.Secretary)
	l.boss, l.keeper, l.unknown = factory.ActorOf(t, h.d, l.head.ID), factory.ActorOf(t, h.d, h.user.ID), factory.ActorOf(t, h.d, stranger.ID)
	return l
}

func (l *lending) span() account.DelegationInput {
	return account.DelegationInput{
		Committee: l.c, ID: account.DelegationID(l.d.NewID()), Absent: l.head.ID, Substitute: l.user.ID,
		ValidFrom: day("2030-03-10"), ValidTo: day("2030-03-20"), Act: "Giấy ủy quyền mẫu",
	}
}

func TestASubstituteDecidesInTheSpanOnly(t *testing.T) {
	t.Parallel()
	l, ctx := newLending(t), t.Context()
	in := l.span()
	d, err := l.CreateDelegation(ctx, l.boss, in)
	must(t, err)
	if again, err := l.CreateDelegation(ctx, l.boss, in); err != nil || again.Version != d.Version {
		t.Errorf("sent again: %v", err)
	}
	for on, want := range map[string]bool{"2030-03-09": false, "2030-03-10": true, "2030-03-20": true, "2030-03-21": false} {
		a, err := account.ActorOf(ctx, l.d.DB, l.user.ID, day(on))
		must(t, err)
		if a.MayDecide(l.c) != want || !a.MayRecord(l.c) {
			t.Errorf("on %s the substitute decides: %v", on, a.MayDecide(l.c))
		}
		if says := a.NameIn(l.c) == a.Name+" (thay Ông Trưởng)"; says != want {
			t.Errorf("on %s: %q", on, a.NameIn(l.c))
		}
		if a.MayLend(l.c, l.head.ID) {
			t.Errorf("on %s a lent role is passed on", on)
		}
		other, err := account.ActorOf(ctx, l.d.DB, l.unknown.User, day(on))
		must(t, err)
		if _, err := other.ReadScope(l.c); fault.KindOf(err) != fault.NotFound {
			t.Errorf("on %s a stranger reads: %v", on, err)
		}
	}
	in.Version, in.Withdrawn = d.Version, true
	_, err = l.EditDelegation(ctx, l.boss, in)
	must(t, err)
	if a, err := account.ActorOf(ctx, l.d.DB, l.user.ID, day("2030-03-12")); err != nil || a.MayDecide(l.c) {
		t.Errorf("after it was taken back: %v, %v", a.MayDecide(l.c), err)
	}
	_, err = l.EditDelegation(ctx, l.boss, in)
	wants(t, "stale", err, fault.Conflict)
}

func TestSpansDoNotOverlap(t *testing.T) {
	t.Parallel()
	l, ctx := newLending(t), t.Context()
	_, err := l.CreateDelegation(ctx, l.admin, l.span())
	must(t, err)
	for name, c := range map[string]struct{ from, to, field string }{
		"inside": {"2030-03-12", "2030-03-13", "valid_from"}, "the last day": {"2030-03-20", "2030-04-01", "valid_from"},
		"backwards": {"2030-05-02", "2030-05-01", "valid_to"}, "after": {"2030-03-21", "2030-04-01", ""},
	} {
		in := l.span()
		in.ValidFrom, in.ValidTo = day(c.from), day(c.to)
		_, err := l.CreateDelegation(ctx, l.admin, in)
		if c.field == "" {
			must(t, err)
		} else {
			wantsField(t, name, err, c.field)
		}
	}
	self := l.span()
	self.Substitute = self.Absent
	_, err = l.CreateDelegation(ctx, l.admin, self)
	wantsField(t, "oneself", err, "substitute_id")
	outside := l.span()
	outside.Substitute = l.unknown.User
	_, err = l.CreateDelegation(ctx, l.admin, outside)
	wantsField(t, "somebody without a role", err, "substitute_id")
	if _, err := l.d.DB.Exec(ctx, `INSERT INTO delegation (committee_id, id, absent_id, substitute_id, valid_from, valid_to, act, created_hash)
		VALUES ($1, $2, $3, $4, '2030-03-15', '2030-03-16', 'x', '')`, l.c, l.d.NewID(), l.head.ID, l.user.ID); err == nil {
		t.Error("the database took a span that overlaps")
	}
}

func TestWhoMayLend(t *testing.T) {
	t.Parallel()
	l, ctx := newLending(t), t.Context()
	_, err := l.CreateDelegation(ctx, l.keeper, l.span())
	wants(t, "the secretary takes the head's role", err, fault.Forbidden)
	_, err = l.CreateDelegation(ctx, l.unknown, l.span())
	wants(t, "a stranger", err, fault.NotFound)
	own := l.span()
	own.Absent, own.Substitute = l.user.ID, l.head.ID
	d, err := l.CreateDelegation(ctx, l.keeper, own)
	must(t, err)
	edit := own
	edit.Version = d.Version
	_, err = l.EditDelegation(ctx, l.unknown, edit)
	wants(t, "a stranger edits", err, fault.NotFound)
	_, err = l.Delegations(ctx, l.unknown, l.c)
	wants(t, "a stranger reads", err, fault.NotFound)
	_, err = l.Holders(ctx, l.unknown, l.c)
	wants(t, "a stranger reads who holds a role", err, fault.NotFound)
	if all, err := l.Delegations(ctx, l.keeper, l.c); err != nil || len(all) != 1 {
		t.Errorf("%d spans, %v", len(all), err)
	}
}
