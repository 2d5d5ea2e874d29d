//go:build bench

package bench

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/dondoc/dondoc/internal/domain/account"
	"github.com/dondoc/dondoc/internal/domain/intake"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// What following up and searching may cost.
const (
	mostForAPage   = 50 * time.Millisecond
	mostForAll     = 200 * time.Millisecond // a search through all committees
	askedByEach    = 60
	committeesRead = 1250
	readerOfAll    = "do-doc-het"
	rareWord       = "quỳnh" // in one task of all
)

// follow measures the pages of following up and the searches, in the large database beside one that holds the committee alone.
func follow(t *testing.T, tb *table, large, alone *site) {
	t.Helper()
	for _, s := range []*site{large, alone} {
		_, err := s.pool.Exec(t.Context(), `UPDATE task SET text = text || ' (' || $2 || ')', search_key = search_key || ' quynh'
			WHERE number = 400 AND search_key NOT LIKE '%quynh%' AND committee_id = (SELECT id FROM committee WHERE code = $1)`, intake.LargeCode(1), rareWord)
		must(t, err)
	}
	for _, p := range []struct{ name, path string }{
		{"the list", pagePath},
		{"the first page", homePath},
		{"a thread", homePath + "/mach-viec/nhiem-vu/1"},
		{"search, a word of most tasks", searchPath("các")},
		{"search, the same without marks", searchPath("cac")},
		{"search, a rare word", searchPath(rareWord)},
		{"search, a word of none", searchPath("không có từ ấy")},
	} {
		ratio(t, tb, p.name, p.path, large, alone)
		eight(t, tb, p.name, p.path, large, mostForAPage)
	}
	member, session := large.member, large.session
	large.member = readAll(t, large)
	reader := &site{server: large.server, session: large.signIn(t)}
	large.member, large.session = member, session
	for _, words := range []string{"các", "cac", "hiến đất", "hien dat", rareWord, "quynh", "không có từ ấy"} {
		eight(t, tb, "search of all committees: "+words, "/toi/tim-kiem?q="+url.QueryEscape(words), reader, mostForAll)
	}
}

func searchPath(words string) string { return homePath + "/tim-kiem?q=" + url.QueryEscape(words) }

// ratio compares a page of both databases, in turn.
func ratio(t *testing.T, tb *table, name, path string, large, alone *site) {
	t.Helper()
	var took [2][]float64
	for range runs {
		for i, s := range []*site{large, alone} {
			took[i] = append(took[i], each(t, func() { s.page(t, path) }))
		}
	}
	tb.add(fmt.Sprintf("%s: large / alone (%.2f / %.2f ms)", name, median(took[0]), median(took[1])), median(took[0])/median(took[1]), "", bound{most: 1.5})
}

// eight is the 95th hundredth of a page's time while eight readers ask for it.
func eight(t *testing.T, tb *table, name, path string, s *site, most time.Duration) {
	t.Helper()
	var mu sync.Mutex
	var all sync.WaitGroup
	var took []time.Duration
	for range connections {
		all.Go(func() {
			for range askedByEach {
				begun := time.Now()
				if w := s.ask(t, path); w.Code != http.StatusOK {
					t.Errorf("%s: %d", path, w.Code)
				}
				mu.Lock()
				took = append(took, time.Since(begun))
				mu.Unlock()
			}
		})
	}
	all.Wait()
	slices.Sort(took)
	tb.add(name+", 95th of 100 with 8 readers", float64(took[len(took)*95/100].Microseconds())/1000, " ms", bound{most: float64(most.Milliseconds())})
}

// readAll is a member of every committee of the large database, made when missing.
func readAll(t *testing.T, s *site) access.UserID {
	t.Helper()
	d, boss := deps(t, s.pool), access.System("bench")
	accounts := account.NewService(d, account.Options{Loopback: true, Cost: account.Cost{MemoryKiB: 8, Passes: 1, Threads: 1}})
	if u, err := accounts.ByLogin(t.Context(), boss, readerOfAll); err == nil {
		return u.ID
	}
	u, err := accounts.CreateUser(t.Context(), boss, account.UserInput{ID: access.UserID(id.Random()), Login: readerOfAll, Name: "Người Đọc Hết", Password: "mat-khau-do-toc-do"})
	must(t, err)
	for n := 1; n <= number(t, "BENCH_COMMITTEES", committeesRead); n++ {
		c, err := org.CommitteeByCode(t.Context(), d.DB, intake.LargeCode(n))
		must(t, err)
		_, err = accounts.CreateGrant(t.Context(), boss, account.GrantInput{
			Committee: c.ID, ID: account.GrantID(id.Random()), User: u.ID, Role: access.Member, ValidFrom: calendar.NewDate(2020, time.January, 1),
		})
		must(t, err)
	}
	return u.ID
}
