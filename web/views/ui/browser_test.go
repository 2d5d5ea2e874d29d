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
		name := strings.ReplaceAll(strings.Trim(path, "/"), "/", "-")
		t.Run(name, func(t *testing.T) {
			tab := b.Tab(t, browser.View{})
			tab.Open(site.URL + path)
			tab.Until(`document.fonts.status === 'loaded' && document.documentElement.classList.contains('js')`)
			for _, v := range browser.Views() {
				tab.Look(v)
				tab.Accessible()
				tab.NoSidewaysScroll()
				tab.Photograph(name + "-" + v.String())
			}
		})
	}
}
