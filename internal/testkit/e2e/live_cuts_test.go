package e2e_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/dondoc/dondoc/internal/testkit/browser"
)

// TestE2ENothingTypedIsLostOrDoubled types 200 lines while the line is cut and mended five times and the server is killed with -9
// twice: once at no particular moment, once after it had committed what was sent and before its answer arrived.
func TestE2ENothingTypedIsLostOrDoubled(t *testing.T) {
	t.Parallel()
	p := newStage(t).write(t, browser.Start(t), "secretary").begin()
	const all, stretch = 200, 20
	var want []string
	write := func() {
		t.Helper()
		for range stretch {
			want = append(want, fmt.Sprintf("Ý %d về xã", len(want)+1))
			p.lines(want[len(want)-1])
		}
	}
	write()
	for range 5 {
		p.wire.Cut()
		write()
		p.waits(5) // nothing counts as sent that the server has not answered
		p.wire.Mend()
		if len(want) == 3*stretch {
			p.online()
			p.app.Kill()
			write()
			p.restart()
		}
	}
	p.sent() // whatever is sent from here on is new
	committed := p.loseAnAnswer(func() { write() })
	write()
	p.restart()
	for len(want) < all {
		write()
	}
	p.online().sent()
	if len(want) != all || committed == 0 {
		t.Fatalf("%d lines typed, %d committed before the answer was lost", len(want), committed)
	}
	p.same(want...)
	if n := p.count(t, `SELECT count(*) FROM block WHERE meeting_id = $1`, p.m.ID); n != all {
		t.Errorf("%d lines were ever made of %d", n, all)
	}
	if n := p.count(t, `SELECT count(*) FROM audit_entry WHERE action = 'block.add' AND after->>'meeting_id' = $1`, p.m.ID.String()); n != all {
		t.Errorf("%d additions in the audit of %d lines", n, all)
	}
	if got := p.shown(); strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("the page shows %q", got)
	}
}

// loseAnAnswer lets the server commit the commands it is sent while act types, kills it and loses its answer. It returns how many
// commands were committed then.
func (p *pad) loseAnAnswer(act func()) int {
	p.t.Helper()
	answered := make(chan []byte, 1)
	p.wire.Lose(func(r *http.Request) bool {
		return r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/lenh")
	}, func(answer []byte) {
		p.app.Kill()
		answered <- answer
	})
	act()
	var a struct {
		Outcomes []struct {
			Status string `json:"status"`
			Block  struct {
				ID string `json:"id"`
			} `json:"block"`
		} `json:"outcomes"`
	}
	select {
	case raw := <-answered:
		p.must(json.Unmarshal(raw, &a))
	case <-time.After(time.Minute):
		p.t.Fatal("nothing was sent")
	}
	n := 0
	for _, o := range a.Outcomes {
		if o.Status == "applied" {
			n += p.count(p.t, `SELECT count(*) FROM block WHERE id = $1`, o.Block.ID)
		}
	}
	return n
}

// TestE2EThePageOpensWithoutANetwork reloads the page and kills the browser while there is no network: the words are there from the
// browser's own store, half a sentence among them, and are sent once there is one.
func TestE2EThePageOpensWithoutANetwork(t *testing.T) {
	t.Parallel()
	s, profile := newStage(t), browser.Profile(t)
	first := browser.StartAt(t, profile)
	tab := first.Own(t, browser.View{})
	s.signIn(tab, "secretary")
	p := s.at(t, s.meet(t), tab).online().begin()
	p.lines("Có mạng")
	p.sent()
	tab.Until(`document.documentElement.dataset.kept === 'yes'`)
	s.wire.Cut()
	p.lines("Mất mạng rồi")
	tab.Press("Đang gõ dở")
	p.kept("Đang gõ dở")
	p.open()
	want := []string{"Có mạng", "Mất mạng rồi", "Đang gõ dở"}
	if got := p.shown(); strings.Join(got, "|") != strings.Join(want, "|") {
		t.Fatalf("after loading it again: %q", got)
	}
	p.begin()
	tab.Press("Rồi máy tắt")
	p.kept("Rồi máy tắt")
	first.Kill(t)

	tab = browser.StartAt(t, profile).Own(t, browser.View{})
	p = s.at(t, p.m, tab)
	want = append(want, "Rồi máy tắt")
	if got := p.shown(); strings.Join(got, "|") != strings.Join(want, "|") {
		t.Fatalf("after the browser was killed: %q", got)
	}
	p.waits(2)
	s.wire.Mend()
	p.backIn("secretary")
	p.sent()
	p.same(want...)
}

// backIn signs in again beside the page where the killed browser had not yet written its session down.
func (p *pad) backIn(login string) {
	p.t.Helper()
	const how = `document.querySelector('[data-live-link]').dataset.link`
	p.tab.Until(`['online', 'signed-out'].includes(` + how + `)`)
	if browser.Eval[string](p.tab, how) == "signed-out" {
		p.signIn(p.tab.Beside(), login)
	}
	p.online()
}
