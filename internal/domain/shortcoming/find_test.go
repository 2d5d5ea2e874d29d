package shortcoming_test

import (
	"testing"

	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
	"github.com/dondoc/dondoc/internal/testkit/factory"
)

func TestFind(t *testing.T) {
	t.Parallel()
	r := factory.NewRoom(t, dbtest.Tx(t))
	s := r.NewShortcoming(t, heldOn(t, r, 6, 20))
	for _, word := range []string{"1", s.ID.String()} {
		if got, err := r.Shortcomings().Find(t.Context(), r.Member, r.Committee, word); err != nil || got != s.ID {
			t.Errorf("%q: %v, %v", word, got, err)
		}
		if _, err := r.Shortcomings().Find(t.Context(), r.Stranger, r.Committee, word); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a stranger looks for %q: %v", word, err)
		}
	}
}
