package shortcoming_test

import (
	"testing"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/shortcoming"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
	"github.com/dondoc/dondoc/internal/testkit/factory"
	"github.com/dondoc/dondoc/internal/testkit/recurrence"
)

// A small form of what "make bench" measures: the kept half of the pairs in a register of a thousand.
func TestEarlierOnesAreFound(t *testing.T) {
	t.Parallel()
	g := factory.FullRegister(t, factory.NewRoom(t, dbtest.Tx(t)), 1000)
	var reworded, paraphrased int
	kept := recurrence.Kept(g.Pairs)
	for _, p := range kept {
		if g.Place(t, p, p.Reworded) > 0 {
			reworded++
		}
		if g.Place(t, p, p.Paraphrased) > 0 {
			paraphrased++
		}
	}
	if reworded*100 < 90*len(kept) || paraphrased*100 < 60*len(kept) {
		t.Errorf("of %d: %d re-wordings and %d paraphrases found, want at least nine and six in ten", len(kept), reworded, paraphrased)
	}
}

func likely(t *testing.T, r factory.Room, by access.Actor, w shortcoming.Wording) []int {
	t.Helper()
	all := must(r.Shortcomings().Likely(t.Context(), by, r.Committee, w))(t)
	numbers := []int{}
	for _, l := range all {
		numbers = append(numbers, l.Number)
	}
	return numbers
}

func TestWhatIsOffered(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	named := func(m meeting.Meeting, text string, repeats shortcoming.ID) shortcoming.Shortcoming {
		return r.NewShortcoming(t, m, func(in *shortcoming.Raise) { in.Text, in.Repeats = text, repeats })
	}
	june, december := heldOn(t, r, 6, 20), heldOn(t, r, 12, 20)
	first := named(june, "Chậm công khai các khoản thu của trường", shortcoming.ID{})
	named(june, "Tàu cá chưa đăng ký lại", shortcoming.ID{})
	ask := shortcoming.Wording{Text: "cham cong khai khoan thu cua truong"}
	if got := likely(t, r, r.Secretary, ask); len(got) != 1 || got[0] != first.Number {
		t.Fatalf("typed without marks: %v", got)
	}
	second := named(december, "Các khoản thu của trường vẫn chậm công khai", first.ID)
	if got := likely(t, r, r.Secretary, ask); len(got) != 1 || got[0] != second.Number {
		t.Errorf("of a chain the last is offered, once: %v", got)
	}
	for name, w := range map[string]struct {
		change func(*shortcoming.Wording)
		want   int // 0: none
	}{
		"not those of the same meeting": {func(w *shortcoming.Wording) { w.Meeting = december.ID }, first.Number},
		"not those raised later":        {func(w *shortcoming.Wording) { w.Until = on(6, 30) }, first.Number},
		"not itself":                    {func(w *shortcoming.Wording) { w.Except = second.ID }, first.Number},
		"nothing alike":                 {func(w *shortcoming.Wording) { w.Text = "Hồ chứa cạn nước" }, 0},
		"no words":                      {func(w *shortcoming.Wording) { w.Text = " … " }, 0},
	} {
		in := ask
		w.change(&in)
		if got := likely(t, r, r.Secretary, in); (w.want == 0) != (len(got) == 0) || len(got) > 0 && got[0] != w.want {
			t.Errorf("%s: %v, want %d", name, got, w.want)
		}
	}
	if got := likely(t, r, r.Member, ask); len(got) != 0 {
		t.Errorf("a member is offered what stands in a draft: %v", got)
	}
	_, err := r.Shortcomings().Likely(t.Context(), r.Stranger, r.Committee, ask)
	wantKind(t, err, fault.NotFound, "not_found")
}

// The index follows the wording: edited away, it is found no more by the old words.
func TestTheIndexFollowsEdits(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	s := r.NewShortcoming(t, heldOn(t, r, 6, 20))
	in := shortcoming.Edit{Committee: r.Committee, ID: s.ID, Version: s.Version, Content: shortcoming.Content{Text: "Tàu cá chưa đăng ký lại"}}
	must(r.Shortcomings().Edit(t.Context(), r.Secretary, in))(t)
	if got := likely(t, r, r.Secretary, shortcoming.Wording{Text: s.Text}); len(got) != 0 {
		t.Errorf("by the old words: %v", got)
	}
	if got := likely(t, r, r.Secretary, shortcoming.Wording{Text: "Tàu cá chưa đăng ký"}); len(got) != 1 {
		t.Errorf("by the new words: %v", got)
	}
}
