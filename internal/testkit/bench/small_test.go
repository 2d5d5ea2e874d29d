package bench

import (
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/intake"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
)

// The small form of the large database: as many committees as a twentieth of it, the measured one in full size.
const (
	smallCommittees = 62
	smallTasks      = 60
	measuredTasks   = 800
)

// mostStatements is what the first page may cost, session and rights included.
const mostStatements = 6

func small(t *testing.T) *site {
	t.Helper()
	url := dbtest.URL(t)
	pool, err := database.Open(t.Context(), url, 0)
	must(t, err)
	defer pool.Close()
	load(t, pool, intake.Large{Committees: 1, Tasks: measuredTasks})
	load(t, pool, intake.Large{Committees: smallCommittees, Tasks: smallTasks})
	settle(t, pool)
	return open(t, url)
}

func TestPagesOfACommitteeAmongManyCostLittle(t *testing.T) {
	t.Parallel()
	s := small(t)
	t.Run("a filtered and sorted list is found on the index by deadline", func(t *testing.T) {
		all := s.tape.record(func() {
			if body := s.page(t, listPath); strings.Count(body, "<tr") < 51 {
				t.Errorf("%d rows on the page, want 50 and a head", strings.Count(body, "<tr"))
			}
		})
		wantIndex(t, explain(t, s.pool, listOf(t, all)), filteredIndex)
	})
	t.Run("the unfiltered list too", func(t *testing.T) {
		all := s.tape.record(func() { s.page(t, pagePath) })
		wantIndex(t, explain(t, s.pool, listOf(t, all)), wholeIndex)
		if len(all) > mostStatements {
			t.Errorf("%d statements, want at most %d", len(all), mostStatements)
		}
	})
	t.Run("the first page costs at most six statements, session and rights included", func(t *testing.T) {
		all := s.tape.record(func() { s.page(t, homePath) })
		if len(all) > mostStatements || len(all) < 3 {
			for _, one := range all {
				t.Log(one.SQL)
			}
			t.Errorf("%d statements, want at most %d and at least session, rights and figures", len(all), mostStatements)
		}
	})
	t.Run("the first page of a day gone by costs no more statements", func(t *testing.T) {
		if all := s.tape.record(func() { s.page(t, homePath+"?den=01/06/2026") }); len(all) > mostStatements || len(all) < 3 {
			t.Errorf("%d statements, want at most %d and at least session, rights and figures", len(all), mostStatements)
		}
	})
}
