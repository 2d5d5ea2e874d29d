package ui_test

import (
	"context"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/dondoc/dondoc/internal/testkit/browser"
)

// open shows one of the sample pages in a tab of its own.
func open(t *testing.T, b *browser.Browser, v browser.View, path string) *browser.Tab {
	t.Helper()
	site := httptest.NewServer(server(t, samplePages()))
	t.Cleanup(site.Close)
	tab := b.Tab(t, v)
	tab.Open(site.URL + path)
	if !v.NoScript {
		tab.Until(`document.documentElement.classList.contains('js')`)
	}
	return tab
}

func TestHowPagesBehave(t *testing.T) {
	t.Parallel()
	b := browser.Start(t)
	t.Run("a list is sorted and filtered in place, and the address follows", func(t *testing.T) { sortsInPlace(t, b) })
	t.Run("keys walk, open and select rows", func(t *testing.T) { keysWalk(t, b) })
	t.Run("no key acts inside a field or during composition", func(t *testing.T) { keysLetWritersBe(t, b) })
	t.Run("the choice of colours is kept", func(t *testing.T) { keepsColours(t, b) })
	t.Run("long choices are narrowed without marks", func(t *testing.T) { narrowsChoices(t, b) })
	t.Run("a chart is drawn from its table", func(t *testing.T) { drawsCharts(t, b) })
	t.Run("without scripts everything can be read and followed", func(t *testing.T) { worksWithoutScripts(t, b) })
	t.Run("menus close when one goes elsewhere", func(t *testing.T) { menusClose(t, b) })
}

func sortsInPlace(t *testing.T, b *browser.Browser) {
	t.Helper()
	tab := open(t, b, browser.View{}, "/c/mau/nhiem-vu")
	browser.Eval[int](tab, `window.stayed = 1`)
	tab.Click(`th[aria-sort] a[href*="sap=chu-tri"]`)
	tab.Until(`document.querySelector('a[href*="sap=-chu-tri"]') !== null`)
	if got := tab.URL(); !strings.HasSuffix(got, "/c/mau/nhiem-vu?sap=chu-tri") {
		t.Errorf("address %s", got)
	}
	// A page that glides after a swap carries other rows under the pointer.
	if got := browser.Eval[string](tab, `getComputedStyle(document.documentElement).scrollBehavior`); got != "auto" {
		t.Errorf("the page scrolls %s", got)
	}
	stood := browser.Eval[float64](tab, `scrollY`)
	tab.Click(`details.filter summary`)
	tab.Click(`details.filter a[href*="lop=overdue"]`)
	tab.Until(`document.querySelector('.filter-set') !== null && document.querySelector('details.filter[open]') === null`)
	if got := tab.URL(); !strings.HasSuffix(got, "?lop=overdue&sap=chu-tri") {
		t.Errorf("address %s", got)
	}
	if now := browser.Eval[float64](tab, `scrollY`); now != stood {
		t.Errorf("choosing a filter moved the page from %v to %v", stood, now)
	}
	if got := tab.Title(); got != "Quá hạn (5) · Nhiệm vụ · BCĐ mẫu" {
		t.Errorf("title %q", got)
	}
	tab.Fill(".list-search input[type=search]", "ngân sách")
	tab.Press(kb.Enter)
	tab.Until(`location.search.includes('tim=')`)
	if !browser.Eval[bool](tab, `window.stayed === 1`) {
		t.Error("the whole page was loaded anew")
	}
}

func keysWalk(t *testing.T, b *browser.Browser) {
	t.Helper()
	tab := open(t, b, browser.View{}, "/c/mau/nhiem-vu")
	tab.Press("jjk")
	tab.Until(`document.querySelector('[data-row].current') === document.querySelectorAll('[data-row]')[0]`)
	tab.Press("x")
	tab.Until(`document.querySelector('[data-row] [data-pick]').checked && document.querySelector('.bulk').classList.contains('bulk-on')`)
	if got := tab.Text(".bulk-count"); got != "Đã chọn 1 dòng" {
		t.Errorf("count says %q", got)
	}
	tab.Press("?")
	tab.Until(`document.querySelector('#phim-tat').open`)
	tab.Press(kb.Escape)
	tab.Until(`!document.querySelector('#phim-tat').open`)
	tab.Press("/")
	tab.Until(`document.activeElement.matches('[data-key-search]')`)
	tab.Press(kb.Escape)
	tab.Until(`document.activeElement === document.body`)
	tab.Press("gt")
	tab.Until(`location.pathname === '/c/mau' && document.querySelector('h1') !== null`)
}

func keysLetWritersBe(t *testing.T, b *browser.Browser) {
	t.Helper()
	tab := open(t, b, browser.View{}, "/c/mau/nhiem-vu/ma")
	tab.Type("#f-text", "gn xj/?k")
	if got := tab.Value("#f-text"); got != "gn xj/?k" {
		t.Errorf("typed %q", got)
	}
	tab.Click("h1") // leaves the field
	compose(tab, "ngươ")
	if tab.Has("#phim-tat[open]") || !strings.HasSuffix(tab.URL(), "/ma") {
		t.Error("a key acted while somebody was writing")
	}
	// A key that an input method has taken (keyCode 229) is not ours, wherever the focus is.
	tab.Do("a key taken by the input method", chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: kb.KeyRawDown, Key: "?", WindowsVirtualKeyCode: 229})
		return err
	}))
	if tab.Has("#phim-tat[open]") {
		t.Error("a key taken by the input method opened the sheet")
	}
}

// compose writes as Vietnamese input methods do: a word under composition that is changed before it stands.
func compose(tab *browser.Tab, word string) {
	tab.Fill("#f-text", "")
	tab.Do("compose", chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		for _, so := range []string{"n", "ng", "nguo", word} {
			if _, err := cdp.Call(ctx, target, input.ImeSetComposition, input.ImeSetCompositionParams{Text: so, SelectionStart: int64(len([]rune(so))), SelectionEnd: int64(len([]rune(so)))}); err != nil {
				return err
			}
		}
		_, err := cdp.Call(ctx, target, input.InsertText, input.InsertTextParams{Text: "người?"})
		return err
	}))
	tab.Until(`document.querySelector('#f-text').value === 'người?'`)
}

func keepsColours(t *testing.T, b *browser.Browser) {
	t.Helper()
	tab := open(t, b, browser.View{}, "/c/mau/nhiem-vu")
	light := browser.Eval[string](tab, `getComputedStyle(document.body).backgroundColor`)
	tab.Click(".person > summary")
	tab.Click(`button[name=theme][value=dark]`)
	tab.Until(`document.documentElement.dataset.bsTheme === 'dark'`)
	dark := browser.Eval[string](tab, `getComputedStyle(document.body).backgroundColor`)
	if dark == light {
		t.Errorf("dark is %s, as light", dark)
	}
	tab.Do("load again", chromedp.Reload())
	tab.Until(`document.documentElement.classList.contains('js')`)
	if got := browser.Eval[string](tab, `getComputedStyle(document.body).backgroundColor`); got != dark {
		t.Errorf("after loading again %s, want %s", got, dark)
	}
	auto := open(t, b, browser.View{Dark: true}, "/c/mau/nhiem-vu")
	if got := browser.Eval[string](auto, `getComputedStyle(document.body).backgroundColor`); got != dark {
		t.Errorf("as a dark device: %s, want %s", got, dark)
	}
}

func narrowsChoices(t *testing.T, b *browser.Browser) {
	t.Helper()
	tab := open(t, b, browser.View{}, "/c/mau/nhiem-vu/ma")
	tab.Type("[data-multi-filter]", "hoi nong")
	tab.Until(`[...document.querySelectorAll('#f-units .choice:not([hidden]) > span:first-of-type')].map(e => e.textContent).join() === 'UBND xã Thanh Mẫu,Hội Nông dân'`)
	tab.Fill("[data-multi-filter]", "đoàn")
	tab.Until(`[...document.querySelectorAll('#f-units .choice:not([hidden])')].length === 2`)
}

func drawsCharts(t *testing.T, b *browser.Browser) {
	t.Helper()
	tab := open(t, b, browser.View{}, "/c/mau")
	browser.Eval[bool](tab, `(document.querySelector('[data-chart]').scrollIntoView(), true)`) // it is drawn when it comes near
	tab.Wait("[data-chart-canvas] svg")
	if n := browser.Eval[int](tab, `document.querySelectorAll('[data-chart-canvas] svg path').length`); n < 11 {
		t.Errorf("%d paths: not even the bars", n)
	}
	if got := browser.Eval[string](tab, `document.querySelector('[data-chart-canvas] svg').textContent`); !strings.Contains(got, "UBND xã Mẫu Một") {
		t.Errorf("the drawing says %q", got)
	}
}

func worksWithoutScripts(t *testing.T, b *browser.Browser) {
	t.Helper()
	tab := open(t, b, browser.View{NoScript: true}, "/c/mau/nhiem-vu")
	tab.Click("details.filter > summary")
	tab.Follow(`details.filter a[href*="lop=overdue"]`)
	tab.Wait(".filter-set")
	tab.Follow(`th a[href*="sap=chu-tri"]`)
	tab.Follow(`.pages a[rel=next]`)
	if got := tab.URL(); !strings.HasSuffix(got, "?lop=overdue&sap=chu-tri&trang=2") {
		t.Errorf("address %s", got)
	}
	tab.Wait(".bulk")
	chart := open(t, b, browser.View{NoScript: true}, "/c/mau")
	chart.Wait("[data-chart] table")
	if chart.Has("[data-chart-canvas] svg") {
		t.Error("a drawing without scripts")
	}
}

func menusClose(t *testing.T, b *browser.Browser) {
	t.Helper()
	tab := open(t, b, browser.View{Width: browser.Phone}, "/c/mau/nhiem-vu")
	tab.Click(".rail-more summary")
	tab.Wait(".rail-more .menu-sheet")
	tab.NoSidewaysScroll()
	tab.Accessible()
	tab.Click("h1")
	tab.Until(`document.querySelector('details.menu[open]') === null`)
	tab.Click(".person > summary")
	tab.Wait(".person .menu-sheet")
	tab.NoSidewaysScroll()
	tab.Accessible()
	tab.Press(kb.Escape)
	tab.Until(`document.querySelector('details.menu[open]') === null`)
}
