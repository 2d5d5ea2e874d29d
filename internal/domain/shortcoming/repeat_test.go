package shortcoming_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/shortcoming"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
	"github.com/dondoc/dondoc/internal/testkit/factory"
)

func TestARepeatMakesACuredOneRecur(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		cured calendar.Date // zero: not cured
		want  shortcoming.State
	}{
		{"cured before it was raised again", on(8, 1), shortcoming.Recurred},
		{"cured only after it was raised again", on(12, 25), shortcoming.Cured},
		{"never cured", calendar.Date{}, shortcoming.Open},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := factory.NewRoom(t, dbtest.Tx(t))
			first := r.NewShortcoming(t, heldOn(t, r, 6, 20))
			if !tt.cured.IsZero() {
				must(r.Shortcomings().Move(t.Context(), r.Secretary, move(r, first, shortcoming.Cured, tt.cured)))(t)
			}
			again := r.NewShortcoming(t, heldOn(t, r, 12, 20), func(in *shortcoming.Raise) { in.Repeats = first.ID })
			if again.Times != 2 || again.RepeatsNumber != first.Number {
				t.Errorf("raised again %+v", again)
			}
			after := must(shortcoming.ByID(t.Context(), r.DB, r.Committee, first.ID))(t)
			if after.State != tt.want {
				t.Errorf("the earlier one is %s, want %s", after.State, tt.want)
			}
			all := events(t, r, first.ID)
			if last := all[len(all)-1]; tt.want == shortcoming.Recurred && (last.State != shortcoming.Recurred || last.EffectiveOn != on(12, 20)) {
				t.Errorf("last event %+v", last)
			}
		})
	}
}

// Told afterwards that the earlier one had been cured before it was raised again, it has recurred at once.
func TestACureFoundOutLate(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	first := r.NewShortcoming(t, heldOn(t, r, 6, 20))
	r.NewShortcoming(t, heldOn(t, r, 12, 20), func(in *shortcoming.Raise) { in.Repeats = first.ID })
	s := must(r.Shortcomings().Move(t.Context(), r.Secretary, move(r, first, shortcoming.Cured, on(8, 1))))(t)
	if s.State != shortcoming.Recurred || len(events(t, r, first.ID)) != 3 {
		t.Errorf("state %s, %d events", s.State, len(events(t, r, first.ID)))
	}
}

func link(r factory.Room, s shortcoming.Shortcoming, to shortcoming.ID) shortcoming.Link {
	return shortcoming.Link{Committee: r.Committee, ID: s.ID, Version: s.Version, Repeats: to}
}

func TestLinkRepeats(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	ctx, sv := t.Context(), r.Shortcomings()
	reload := func(s shortcoming.Shortcoming) shortcoming.Shortcoming {
		return must(shortcoming.ByID(ctx, r.DB, r.Committee, s.ID))(t)
	}
	a := r.NewShortcoming(t, heldOn(t, r, 1, 10))
	b, c := r.NewShortcoming(t, heldOn(t, r, 6, 10)), r.NewShortcoming(t, heldOn(t, r, 12, 10))
	c = must(sv.LinkRepeats(ctx, r.Secretary, link(r, c, b.ID)))(t)
	if c.Times != 2 {
		t.Errorf("times %d, want 2", c.Times)
	}
	b = must(sv.LinkRepeats(ctx, r.Secretary, link(r, b, a.ID)))(t)
	if c = reload(c); b.Times != 2 || c.Times != 3 {
		t.Errorf("times %d and %d, want 2 and 3: those further down are counted anew", b.Times, c.Times)
	}
	_, err := sv.LinkRepeats(ctx, r.Secretary, link(r, a, c.ID))
	wantField(t, err, "repeats_id", "shortcoming.repeats_in_circle")
	sameMeeting := r.NewShortcoming(t, meeting.Meeting{ID: a.Meeting})
	_, err = sv.LinkRepeats(ctx, r.Secretary, link(r, sameMeeting, a.ID))
	wantField(t, err, "repeats_id", "shortcoming.repeats_same_meeting")
	stale := link(r, b, shortcoming.ID{})
	stale.Version = 1
	_, err = sv.LinkRepeats(ctx, r.Secretary, stale)
	wantKind(t, err, fault.Conflict, "conflict.stale")
	b = must(sv.LinkRepeats(ctx, r.Secretary, link(r, b, shortcoming.ID{})))(t)
	if c = reload(c); b.Times != 1 || !b.Repeats.IsZero() || c.Times != 2 {
		t.Errorf("parted: times %d and %d, want 1 and 2", b.Times, c.Times)
	}
	if e := events(t, r, b.ID); len(e) != 3 || e[2].Kind != shortcoming.EvLinked {
		t.Errorf("events %+v", e)
	}
}

// Two joins at once cannot close a circle between shortcomings of one day.
func TestTwoJoinsAtOnce(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Fresh(t))
	a, b := r.NewShortcoming(t, heldOn(t, r, 6, 10)), r.NewShortcoming(t, heldOn(t, r, 6, 10))
	results := make(chan error, 2)
	for _, l := range []shortcoming.Link{link(r, a, b.ID), link(r, b, a.ID)} {
		go func() {
			_, err := r.Shortcomings().LinkRepeats(t.Context(), r.Secretary, l)
			results <- err
		}()
	}
	first, second := <-results, <-results
	if (first == nil) == (second == nil) {
		t.Errorf("want one joined and one refused, got %v and %v", first, second)
	}
}

// Whatever is done, the row is what its events fold to today, and the events are numbered without gaps.
func TestTheRowIsTheFoldOfItsEvents(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	m := heldOn(t, r, 6, 20)
	later := heldOn(t, r, 12, 20)
	rapid.Check(t, func(rt *rapid.T) {
		s := r.NewShortcoming(t, m, func(in *shortcoming.Raise) {
			in.Nature = rapid.SampledFrom(shortcoming.Natures()).Draw(rt, "nature")
		})
		for range rapid.IntRange(1, 6).Draw(rt, "steps") {
			randomAct(t, rt, r, later, s)
			s = must(shortcoming.ByID(t.Context(), r.DB, r.Committee, s.ID))(t)
		}
		all := events(t, r, s.ID)
		want := shortcoming.Folded{Nature: s.Nature, State: s.State, CuredOn: s.CuredOn, Withdrawn: s.Withdrawn}
		if got := shortcoming.Fold(all, r.Clock.Today(), r.Clock()); got != want {
			rt.Fatalf("events fold to %+v, the row is %+v", got, want)
		}
		for i, e := range all {
			if e.Seq != i+1 {
				rt.Fatalf("event %d has number %d", i+1, e.Seq)
			}
		}
	})
}

// randomAct does something to s; that it is refused is one of the things that may happen, that the program fails is not.
func randomAct(t *testing.T, rt *rapid.T, r factory.Room, later meeting.Meeting, s shortcoming.Shortcoming) {
	t.Helper()
	ctx, sv, c := t.Context(), r.Shortcomings(), r.Committee
	day := on(6, 20).AddDays(rapid.IntRange(-5, 260).Draw(rt, "day"))
	var err error
	switch rapid.IntRange(0, 3).Draw(rt, "act") {
	case 0:
		_, err = sv.Move(ctx, r.Secretary, move(r, s, rapid.SampledFrom(shortcoming.States()).Draw(rt, "to"), day))
	case 1:
		_, err = sv.Reclass(ctx, r.Secretary, shortcoming.Reclass{
			Committee: c, ID: s.ID, Version: s.Version, Nature: rapid.SampledFrom(shortcoming.Natures()).Draw(rt, "to"), On: day,
		})
	case 2:
		_, err = sv.SetWithdrawn(ctx, r.Secretary, shortcoming.Withdraw{Committee: c, ID: s.ID, Version: s.Version, Withdrawn: rapid.Bool().Draw(rt, "yes")})
	case 3:
		in := r.Raise(later)
		in.Repeats = s.ID
		_, err = sv.Raise(ctx, r.Secretary, in)
	}
	if err != nil && fault.KindOf(err) != fault.Invalid && fault.KindOf(err) != fault.Conflict {
		rt.Fatal(err)
	}
}
