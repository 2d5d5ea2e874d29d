package browser

import (
	"context"
	"fmt"
	"time"

	"github.com/chromedp/chromedp"
)

// spot is where an element can be hit, as the page says it now.
type spot struct {
	X    float64 `json:"x"` // of the middle of its first box, in the window
	Y    float64 `json:"y"`
	Box  string  `json:"box"`  // where the element is; two looks must agree
	Why  string  `json:"why"`  // what keeps it from being clicked; empty when nothing does
	Gone bool    `json:"gone"` // nothing is there to be clicked
}

// frames lets the page draw twice, so that two looks see what a person would see move.
const frames = `new Promise(r => requestAnimationFrame(() => requestAnimationFrame(() => r(true))))`

// look finds the element, brings it into the window and says what lies at its middle. An element inside a closed <details> has a
// box but cannot be hit, and letters that are still to come move what stands behind them: both are waited for.
const look = `(css => {
	const el = document.querySelector(css)
	if (!el) return {gone: true, why: 'there is none', x: 0, y: 0, box: ''}
	const middle = () => {
		const r = [...el.getClientRects()].find(r => r.width > 0 && r.height > 0)
		return r && {x: r.x + r.width / 2, y: r.y + r.height / 2, box: [r.x, r.y, r.width, r.height].join(' ')}
	}
	const name = e => e ? e.tagName.toLowerCase() + (e.id ? '#' + e.id : '') + (e.className ? '.' + String(e.className.baseVal ?? e.className).trim().split(/\s+/).join('.') : '') : 'nothing'
	const hit = m => document.elementFromPoint(m.x, m.y)
	let m = middle()
	if (!m) return {gone: true, why: 'it is not shown', x: 0, y: 0, box: ''}
	if (!el.contains(hit(m))) {
		el.scrollIntoView({block: 'center', inline: 'nearest', behavior: 'instant'})
		m = middle()
		if (!m) return {gone: true, why: 'it is not shown', x: 0, y: 0, box: ''}
	}
	const over = hit(m)
	const why = document.fonts.status !== 'loaded' ? 'letters are still to come' : !el.contains(over) ? 'under ' + name(over) : ''
	return {...m, why, gone: false}
})(%q)`

// aim waits until an element stands in the same place in two frames with nothing over its middle, and returns that place.
// A click by coordinates that were true a moment ago lands on what has come there since.
func (t *Tab) aim(css string) spot {
	t.tb.Helper()
	ctx, cancel := context.WithTimeout(t.ctx, patience)
	defer cancel()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	last := spot{Why: "the page did not answer"}
	for {
		now, err := chromedp.Run(ctx, chromedp.Evaluate[spot](fmt.Sprintf(look, css)))
		switch {
		case err == nil && now.Why == "" && last.Why == "" && now.Box == last.Box:
			return now
		case err == nil:
			last = now
		case ctx.Err() == nil && !pageGone(err):
			t.tb.Fatalf("click %s: %v", css, err)
		}
		if !t.noScript && err == nil {
			_, _ = chromedp.Run(ctx, chromedp.Evaluate[bool](frames, chromedp.EvalAwaitPromise)) // a page that goes away meanwhile is looked at again
		}
		select {
		case <-ctx.Done():
			t.tb.Fatalf("click %s: it cannot be hit at %s: %s", css, t.where(), last.Why)
		case <-tick.C:
		}
	}
}

// where is the address of the page, for messages of tests whose time is over.
func (t *Tab) where() string {
	ctx, cancel := context.WithTimeout(t.ctx, time.Second)
	defer cancel()
	at, err := chromedp.Run(ctx, chromedp.Location())
	if err != nil {
		return "a page that does not answer"
	}
	return at
}
