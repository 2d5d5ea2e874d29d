package ui_test

import (
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/testkit/browser"
)

func TestSamplePagesLookRightEverywhere(t *testing.T) {
	t.Parallel()
	b := browser.Start(t)
	pages := samplePages()
	site := httptest.NewServer(server(t, pages))
	t.Cleanup(site.Close)
	for path := range pages {
		for _, v := range []browser.View{{}, {Dark: true}, {Width: browser.Phone}, {Width: browser.Phone, Dark: true}} {
			name := strings.ReplaceAll(strings.Trim(path, "/"), "/", "-") + viewName(v)
			t.Run(name, func(t *testing.T) {
				tab := b.Tab(t, v)
				tab.Open(site.URL + path)
				tab.Until(`document.fonts.status === 'loaded' && document.documentElement.classList.contains('js')`)
				tab.Accessible()
				tab.NoSidewaysScroll()
				tab.Photograph(name)
			})
		}
	}
}

func viewName(v browser.View) string {
	name := "-1366"
	if v.Width == browser.Phone {
		name = "-360"
	}
	if v.Dark {
		return name + "-dark"
	}
	return name
}
