package browser_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/dondoc/dondoc/internal/testkit/browser"
)

const sample = `<!DOCTYPE html><html lang="vi"><head><title>Mẫu</title></head><body><main><h1>Mẫu</h1>
<form action="/sau"><label>Tên <input id="ten" name="ten" value="cũ"></label>
<label>Loại <select id="loai"><option value="a">A</option><option value="b">B</option></select></label>
<button id="gui">Gửi</button></form><p id="noi"></p>
<script>document.getElementById('loai').addEventListener('change', e => { document.getElementById('noi').textContent = e.target.value })</script>
</main></body></html>`

// moving is a page on which the link glides down, then is covered for a while, and a closed menu hides another far below.
const moving = `<!DOCTYPE html><html lang="vi"><head><title>Động</title><style>
#di{position:absolute;top:20px;left:20px}#che{position:fixed;inset:0;background:#fff}</style></head><body><main><h1>Động</h1>
<a id="di" href="/sau">Đi</a><a id="bay" href="/xau" style="position:absolute;top:400px">Bẫy</a><div id="che"></div>
<div style="height:3000px"></div><details id="xa"><summary>Mở</summary><button id="trong">Trong</button></details></main>
<script>
document.getElementById('trong').addEventListener('click', () => { document.querySelector('h1').textContent = 'Đã bấm' })
let n = 0
const step = () => { n++; document.getElementById('di').style.top = 20 + 4 * Math.min(n, 40) + 'px'
	if (n === 60) document.getElementById('che').remove()
	if (n === 90) document.getElementById('xa').open = true
	if (n < 90) requestAnimationFrame(step) }
requestAnimationFrame(step)
</script></body></html>`

func serve(t *testing.T) string {
	t.Helper()
	mux := http.NewServeMux()
	page := func(pattern, body string) {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write([]byte(body))
		})
	}
	page("/mau", sample)
	page("/sau", `<!DOCTYPE html><html lang="vi"><title>Sau</title><main><h1>Đã gửi</h1></main></html>`)
	page("/dong", moving)
	page("/xau", `<!DOCTYPE html><html><title></title><img src="/khong-co.png"><div style="width:3000px">rộng</div><script>console.error("hỏng")</script></html>`)
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s.URL
}

func TestATabDoesWhatAPersonDoes(t *testing.T) {
	t.Parallel()
	url := serve(t)
	tab := browser.Start(t).Tab(t, browser.View{})
	tab.Open(url + "/mau")
	if got := tab.Title(); got != "Mẫu" {
		t.Errorf("title %q", got)
	}
	tab.Choose("#loai", "b")
	tab.Until(`document.getElementById('noi').textContent === 'b'`)
	tab.Type("#ten", " và mới")
	if got := tab.Value("#ten"); got != "cũ và mới" {
		t.Errorf("typed: %q", got)
	}
	tab.Fill("#ten", "Thanh Lân")
	if v := tab.Axe(); len(v) != 0 {
		t.Errorf("axe finds something on a good page: %+v", v)
	}
	tab.NoSidewaysScroll()
	tab.Follow("#gui")
	if got := tab.Text("h1"); got != "Đã gửi" || !strings.HasSuffix(tab.URL(), "/sau?ten=Thanh+L%C3%A2n") {
		t.Errorf("after sending: %q at %s", got, tab.URL())
	}
	if tab.Has("#gui") {
		t.Error("the old page is still there")
	}
}

func TestABadPageIsFoundOut(t *testing.T) {
	t.Parallel()
	tab := browser.Start(t).Tab(t, browser.View{Width: browser.Phone, Dark: true})
	tab.Open(serve(t) + "/xau")
	tab.Until(`document.readyState === 'complete'`)
	serious := false
	for _, v := range tab.Axe() {
		serious = serious || v.Serious()
	}
	if !serious {
		t.Error("axe finds nothing serious on a page without language, title and alternative text")
	}
	if !browser.Eval[bool](tab, `matchMedia('(prefers-color-scheme: dark)').matches`) {
		t.Error("the device does not prefer dark")
	}
	tab.Until(`performance.getEntriesByType('resource').length > 0`)
	if got := strings.Join(tab.Errors(), "\n"); !strings.Contains(got, "hỏng") {
		t.Errorf("console errors: %q", got)
	}
	tab.Forgive("hỏng")
	tab.Forgive("404")
	if got := tab.Picture(); !strings.HasPrefix(string(got), "\x89PNG") {
		t.Errorf("the picture begins with %q", got[:min(4, len(got))])
	}
}

func TestAClickWaitsUntilItWouldHit(t *testing.T) {
	t.Parallel()
	tab := browser.Start(t).Tab(t, browser.View{})
	tab.Open(serve(t) + "/dong")
	tab.Click("#trong") // far below, in a menu that is still closed
	if got := tab.Text("h1"); got != "Đã bấm" {
		t.Errorf("after clicking inside the menu: %q", got)
	}
	tab.Do("load again", chromedp.Reload())
	tab.Follow("#di") // moves, then lies under something
	if got := tab.Text("h1"); got != "Đã gửi" {
		t.Errorf("the link led to %q at %s", got, tab.URL())
	}
}
