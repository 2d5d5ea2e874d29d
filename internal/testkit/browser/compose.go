package browser

import (
	"context"
	"fmt"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// Compose writes a word as an input method does: each state of the word while it is put together, then the word itself. between are
// keys that the input method uses for itself meanwhile ("Enter", "Escape"); the page sees them as keys of a composition.
func (t *Tab) Compose(word string, states []string, between ...string) {
	t.tb.Helper()
	t.Do("compose "+word, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		for _, s := range states {
			at := int64(len([]rune(s)))
			if _, err := cdp.Call(ctx, target, input.ImeSetComposition, input.ImeSetCompositionParams{Text: s, SelectionStart: at, SelectionEnd: at}); err != nil {
				return err
			}
		}
		for _, key := range between {
			for _, kind := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeRawKeyDown, input.DispatchKeyEventTypeKeyUp} {
				_, err := cdp.Call(ctx, target, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: kind, Key: key, Code: key, WindowsVirtualKeyCode: processKey})
				if err != nil {
					return err
				}
			}
		}
		_, err := cdp.Call(ctx, target, input.InsertText, input.InsertTextParams{Text: word})
		return err
	}))
}

// processKey is the code of a key that an input method has taken.
const processKey = 229

// Alt presses a key together with Alt: "2", "ArrowUp".
func (t *Tab) Alt(key string) {
	t.tb.Helper()
	code, virtual := key, map[string]int64{"ArrowUp": 38, "ArrowDown": 40}[key]
	if len(key) == 1 {
		code, virtual = "Digit"+key, int64(key[0])
	}
	t.Do(fmt.Sprintf("press Alt+%s", key), chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		for _, kind := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeRawKeyDown, input.DispatchKeyEventTypeKeyUp} {
			_, err := cdp.Call(ctx, target, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: kind, Key: key, Code: code, WindowsVirtualKeyCode: virtual, Modifiers: altKey})
			if err != nil {
				return err
			}
		}
		return nil
	}))
}

const altKey = 1

// UntilKept waits until a script's promise is true; it is asked again and again.
func (t *Tab) UntilKept(js string) {
	t.tb.Helper()
	ctx, cancel := context.WithTimeout(t.ctx, patience)
	defer cancel()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](js, chromedp.EvalAwaitPromise))
		if err == nil && ok {
			return
		}
		if err != nil && ctx.Err() == nil && !pageGone(err) {
			t.tb.Fatalf("until %s: %v", js, err)
		}
		select {
		case <-ctx.Done():
			t.tb.Fatalf("until %s: not within %s (at %s)", js, patience, t.where())
		case <-tick.C:
		}
	}
}
