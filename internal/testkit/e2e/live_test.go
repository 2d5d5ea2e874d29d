package e2e_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/intake"
	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/testkit/browser"
)

// writing is a new meeting of the invented district, open in a secretary's browser.
type writing struct {
	h         *house
	committee org.Committee
	m         meeting.Meeting
	tab       *browser.Tab
}

func (h *house) write(t *testing.T, b *browser.Browser) *writing {
	t.Helper()
	open, err := h.d.Org.Open(t.Context(), access.System("test"), intake.DemoCode)
	h.must(err)
	w := &writing{h: h, committee: open.Committee}
	w.m, err = h.d.Meetings.Create(t.Context(), access.System("test"), meeting.Create{
		Committee: w.committee.ID, ID: meeting.ID(h.deps.NewID()), State: meeting.InProgress,
		Content: meeting.Content{Kind: meeting.Briefing, Title: "Giao ban thử", HeldOn: calendar.NewDate(2026, 11, 22)},
	})
	h.must(err)
	w.tab = b.Tab(t, browser.View{})
	w.tab.Open(h.url + "/dang-nhap")
	w.tab.Fill("[name=login]", string(access.Secretary))
	w.tab.Fill("[name=password]", password)
	w.tab.Follow("main form button[type=submit]")
	w.tab.Open(fmt.Sprintf("%s/c/%s/hoi-nghi/%d/ghi", h.url, intake.DemoCode, w.m.Number))
	w.tab.Until(`document.documentElement.dataset.live === 'ready' && document.querySelector('[data-live-link]').dataset.link === 'online'`)
	return w
}

// stored are the lines of the record on the server.
func (w *writing) stored(t *testing.T) []string {
	t.Helper()
	d, err := w.h.d.Meetings.Record(t.Context(), access.System("test"), w.committee.ID, w.m.ID)
	w.h.must(err)
	var all []string
	for _, b := range d.Blocks {
		all = append(all, b.Text)
	}
	return all
}

func TestE2EWhatIsTypedArrivesOnceAndInOrder(t *testing.T) {
	t.Parallel()
	w := newHouse(t).demo().write(t, browser.Start(t))
	w.tab.Click("[data-live-add]")
	var want []string
	for i := range 6 {
		line := fmt.Sprintf("Dòng thứ %d về công khai", i+1)
		want = append(want, line)
		w.tab.Press(line)
		w.tab.Press("\r")
	}
	w.tab.Until(`document.querySelector('[data-live-receipt]').dataset.waiting === '0'`)
	if got := w.stored(t); strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("on the server %q\nwant %q", got, want)
	}
	w.tab.Photograph("live-1366")
	w.tab.Look(browser.View{Width: browser.Phone})
	w.tab.NoSidewaysScroll()
	w.tab.Photograph("live-360")
}
