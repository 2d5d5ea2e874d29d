package export_test

import (
	"context"
	"errors"
	"io"
	"testing"
	"time"

	"github.com/dondoc/dondoc/internal/domain/account"
	"github.com/dondoc/dondoc/internal/domain/export"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/blob"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/foundation/jobs"
	"github.com/dondoc/dondoc/internal/foundation/validate"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
)

// kept remembers what was asked of the queue.
type kept struct{ jobs []export.Job }

func (k *kept) Enqueue(_ context.Context, _ database.Tx, args jobs.Args) error {
	k.jobs = append(k.jobs, args.(export.Job)) //nolint:forcetypeassert // nothing else is asked for here
	return nil
}

type house struct {
	t         *testing.T
	db        database.DB
	now       time.Time
	queue     kept
	s         *export.Service
	committee access.CommitteeID
}

func open(t *testing.T) *house {
	t.Helper()
	h := &house{t: t, db: dbtest.Tx(t), now: calendar.Date{Year: 2026, Month: 11, Day: 20}.Start()}
	v, err := validate.New()
	h.must(err)
	d := org.Deps{DB: h.db, Clock: func() time.Time { return h.now }, NewID: id.Random, Validate: v}
	blobs, err := blob.Open(t.TempDir(), id.Random)
	h.must(err)
	h.s = export.NewService(d, blobs, &h.queue)
	c, err := org.NewService(d).CreateCommittee(t.Context(), system, org.CommitteeInput{
		ID: access.CommitteeID(id.Random()), Code: "mau", Name: "Ban Chỉ đạo huyện Mẫu", ShortName: "BCĐ Mẫu", Level: org.District, DocumentSystem: org.PartyDocuments,
	})
	h.must(err)
	h.committee = c.ID
	return h
}

var system = access.System("test")

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// user is an account with a role in the committee; "" has none.
func (h *house) user(login string, role access.Role) access.Actor {
	h.t.Helper()
	v, err := validate.New()
	h.must(err)
	d := org.Deps{DB: h.db, Clock: func() time.Time { return h.now }, NewID: id.Random, Validate: v}
	accounts := account.NewService(d, account.Options{Loopback: true, Cost: account.Cost{MemoryKiB: 8, Passes: 1, Threads: 1}})
	u, err := accounts.CreateUser(h.t.Context(), system, account.UserInput{ID: access.UserID(id.Random()), Login: login, Name: login, Password: "mat-khau-thu-" + login})
	h.must(err)
	if role != "" {
		_, err = accounts.CreateGrant(h.t.Context(), system, account.GrantInput{
			Committee: h.committee, ID: account.GrantID(id.Random()), User: u.ID, Role: role, ValidFrom: calendar.Date{Year: 2020, Month: 1, Day: 1},
		})
		h.must(err)
	}
	return h.actor(u.ID)
}

func (h *house) actor(u access.UserID) access.Actor {
	h.t.Helper()
	var by access.Actor
	h.must(database.InReadTx(h.t.Context(), h.db, func(q database.Querier) (err error) {
		by, err = account.ActorOf(h.t.Context(), q, u, calendar.DateOf(h.now))
		return err
	}))
	return by
}

func (h *house) ask(by access.Actor) export.File {
	h.t.Helper()
	f, err := h.s.Ask(h.t.Context(), by, h.wanted(export.ID(id.Random())))
	h.must(err)
	return f
}

func (h *house) wanted(i export.ID) export.Ask {
	return export.Ask{Committee: h.committee, ID: i, Query: export.Query{Period: "2026-H2", Language: "vi"}}
}

func (h *house) make(f export.File, m export.Maker) error {
	return h.s.Make(h.t.Context(), system, export.Job{Committee: f.Committee, ID: f.ID}, m)
}

// writes is a maker of a file with these words.
func writes(words string) export.Maker {
	return func(_ context.Context, _ *export.Making, w io.Writer) (string, error) {
		_, err := io.WriteString(w, words)
		return "bao-cao.xlsx", err
	}
}

func breaks(why error) export.Maker {
	return func(_ context.Context, _ *export.Making, w io.Writer) (string, error) {
		_, _ = io.WriteString(w, "half a file")
		return "", why
	}
}

func (h *house) state(by access.Actor, f export.File, want export.State) export.File {
	h.t.Helper()
	got, err := h.s.Get(h.t.Context(), by, h.committee, f.ID)
	h.must(err)
	if got.State != want {
		h.t.Fatalf("the file is %s, want %s (%+v)", got.State, want, got)
	}
	return got
}

func (h *house) fetched(by access.Actor, f export.File) (string, error) {
	h.t.Helper()
	_, in, err := h.s.Open(h.t.Context(), by, h.committee, f.ID)
	if err != nil {
		return "", err
	}
	defer in.Close() //nolint:errcheck // read whole
	raw, err := io.ReadAll(in)
	h.must(err)
	return string(raw), nil
}

func wants(t *testing.T, what string, err error, kind fault.Kind) {
	t.Helper()
	if fault.KindOf(err) != kind || err == nil {
		t.Errorf("%s: %v, want kind %d", what, err, kind)
	}
}

func TestAFileIsAskedForOnceMadeAndFetched(t *testing.T) {
	t.Parallel()
	h := open(t)
	head := h.user("head", access.Head)
	i := export.ID(id.Random())
	for range 2 {
		if _, err := h.s.Ask(t.Context(), head, h.wanted(i)); err != nil {
			t.Fatal(err)
		}
	}
	if len(h.queue.jobs) != 1 {
		t.Fatalf("%d jobs for one file", len(h.queue.jobs))
	}
	f := h.state(head, export.File{ID: i}, export.Waiting)
	_, err := h.fetched(head, f)
	wants(t, "fetching what is not made", err, fault.NotFound)
	h.must(h.make(f, writes("the workbook")))
	h.must(h.make(f, writes("another"))) // the job is repeated: nothing is made again
	if got := h.state(head, f, export.Done); got.Size != 12 || got.Percent() != 100 {
		t.Errorf("%+v", got)
	}
	if got, err := h.fetched(head, f); err != nil || got != "the workbook" {
		t.Errorf("%q %v", got, err)
	}
	h.must(h.s.Delete(t.Context(), head, h.committee, f.ID))
	_, err = h.fetched(head, f)
	wants(t, "fetching what was deleted", err, fault.NotFound)
	h.must(h.make(f, writes("late"))) // a job of what was deleted does nothing
}

func TestAFileIsItsAskersAlone(t *testing.T) {
	t.Parallel()
	h := open(t)
	head, secretary, stranger, focal := h.user("head", access.Head), h.user("secretary", access.Secretary), h.user("stranger", ""), h.user("focal", access.Focal)
	f := h.ask(head)
	h.must(h.make(f, writes("the workbook")))
	for who, by := range map[string]access.Actor{"secretary": secretary, "stranger": stranger, "focal": focal} {
		_, err := h.s.Get(t.Context(), by, h.committee, f.ID)
		if err == nil {
			t.Errorf("the %s sees it", who)
		}
		if _, err = h.fetched(by, f); err == nil {
			t.Errorf("the %s fetches it", who)
		}
		if h.s.Delete(t.Context(), by, h.committee, f.ID) == nil {
			t.Errorf("the %s deletes it", who)
		}
	}
	_, err := h.s.Ask(t.Context(), stranger, h.wanted(export.ID(id.Random())))
	wants(t, "a stranger asks", err, fault.NotFound)
	_, err = h.s.Ask(t.Context(), focal, h.wanted(export.ID(id.Random())))
	wants(t, "a focal person asks", err, fault.Forbidden)
	if mine, err := h.s.Mine(t.Context(), secretary, h.committee); err != nil || len(mine) != 0 {
		t.Errorf("the secretary's list: %v %v", mine, err)
	}
	gone := head
	gone.Grants = nil // the grant ended since
	_, err = h.fetched(gone, f)
	wants(t, "who may no longer read", err, fault.NotFound)
	_, err = h.s.Expire(t.Context(), head)
	wants(t, "a person expires", err, fault.Forbidden)
}

func TestAFailureIsTriedAgainAndThenTold(t *testing.T) {
	t.Parallel()
	h := open(t)
	head := h.user("head", access.Head)
	f := h.ask(head)
	for try := 1; try < export.MaxTries; try++ {
		if h.make(f, breaks(errors.New("disk full"))) == nil {
			t.Fatal("the queue hears of no failure and does not try again")
		}
		h.state(head, f, export.Waiting)
	}
	h.must(h.make(f, breaks(errors.New("disk full"))))
	if got := h.state(head, f, export.Failed); got.Problem != "export.broken" || got.Tries != export.MaxTries {
		t.Errorf("%+v", got)
	}
	never := h.ask(head)
	h.must(h.make(never, breaks(fault.New(fault.NotFound, "not_found"))))
	if got := h.state(head, never, export.Failed); got.Problem != "not_found" || got.Tries != 1 {
		t.Errorf("what cannot be mended is tried again: %+v", got)
	}
	killed := h.ask(head)
	ctx, kill := context.WithCancel(t.Context())
	err := h.s.Make(ctx, system, export.Job{Committee: h.committee, ID: killed.ID}, func(context.Context, *export.Making, io.Writer) (string, error) {
		kill()
		return "", context.Canceled
	})
	if err == nil {
		t.Fatal("a killed worker is done")
	}
	h.state(head, killed, export.Working)
	h.must(h.make(killed, writes("the workbook")))
	h.state(head, killed, export.Done)
}

func TestARightThatEndedMakesNoFile(t *testing.T) {
	t.Parallel()
	h := open(t)
	head := h.user("head", access.Head)
	f := h.ask(head)
	h.must(database.InTx(t.Context(), h.db, func(tx database.Tx) error {
		_, err := tx.Exec(t.Context(), `UPDATE role_grant SET valid_to = '2026-01-01' WHERE user_id = $1`, head.User)
		return err
	}))
	called := false
	h.must(h.make(f, func(context.Context, *export.Making, io.Writer) (string, error) { called = true; return "", nil }))
	if called || h.state(head, f, export.Failed).Problem == "" {
		t.Error("it was made all the same")
	}
}

func TestAFileExpires(t *testing.T) {
	t.Parallel()
	h := open(t)
	head := h.user("head", access.Head)
	f := h.ask(head)
	h.must(h.make(f, writes("the workbook")))
	h.now = h.now.Add(export.Lasts)
	if _, err := h.fetched(head, f); err == nil {
		t.Error("it is fetched after its time")
	}
	if n, err := h.s.Expire(t.Context(), system); n != 1 || err != nil {
		t.Errorf("%d %v", n, err)
	}
	if all, err := h.s.Mine(t.Context(), head, h.committee); err != nil || len(all) != 0 {
		t.Errorf("%v %v", all, err)
	}
}

func TestWhatCannotBeAskedFor(t *testing.T) {
	t.Parallel()
	h := open(t)
	head := h.user("head", access.Head)
	for name, change := range map[string]func(*export.Ask){
		"no period": func(a *export.Ask) { a.Period = "nửa năm" }, "no language": func(a *export.Ask) { a.Language = "fr" },
		"no day": func(a *export.Ask) { a.AsOf = calendar.Date{Year: 2026, Month: 2, Day: 31} }, "no id": func(a *export.Ask) { a.ID = export.ID{} },
	} {
		in := h.wanted(export.ID(id.Random()))
		change(&in)
		_, err := h.s.Ask(t.Context(), head, in)
		wants(t, name, err, fault.Invalid)
	}
	if len(h.queue.jobs) != 0 {
		t.Error("a job of nothing")
	}
}
