package browser

import (
	"context"
	"os"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
)

// common is the one Chromium that the tests of a process share, and how many of them are at it.
var common struct {
	sync.Mutex
	users   int
	browser *Browser
	stop    func()
}

// Shared is one Chromium for all tests that run side by side: starting one costs more than many pages do. Each tab has cookies of
// its own. The last test out ends it.
func Shared(tb testing.TB) *Browser {
	tb.Helper()
	path := chromium(tb)
	common.Lock()
	defer common.Unlock()
	if common.users == 0 {
		b, stop, err := launch(path)
		if err != nil {
			tb.Fatalf("start %s: %v", path, err)
		}
		common.browser, common.stop = b, stop
	}
	common.users++
	tb.Cleanup(func() {
		common.Lock()
		defer common.Unlock()
		if common.users--; common.users == 0 {
			common.stop()
		}
	})
	return common.browser
}

func launch(path string) (*Browser, func(), error) {
	dir, err := os.MkdirTemp("", "dondoc-browser-")
	if err != nil {
		return nil, nil, err
	}
	alloc, end := chromedp.NewExecAllocator(context.Background(), options(path, dir)...)
	ctx, cancel := chromedp.NewContext(alloc)
	stop := func() {
		cancel()
		end()
		_ = os.RemoveAll(dir) // its last children may still write
	}
	if err := chromedp.Do(ctx); err != nil {
		stop()
		return nil, nil, err
	}
	return &Browser{ctx: ctx}, stop, nil
}
