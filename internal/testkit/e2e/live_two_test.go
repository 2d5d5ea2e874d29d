package e2e_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dondoc/dondoc/internal/testkit/browser"
	"github.com/dondoc/dondoc/internal/testkit/program"
)

// TestE2ETwoSecretaries write in one record through two processes of the program.
func TestE2ETwoSecretaries(t *testing.T) {
	t.Parallel()
	chromium, s := browser.Start(t), newStage(t)
	mine := s.write(t, chromium, "secretary").begin()
	mine.lines("Mở đầu hội nghị", "Ý kiến thứ nhất", "Ý kiến thứ hai")
	mine.sent()

	second := *s // the same record through another process
	second.house = &house{t: t, deps: s.deps, d: s.d, url: program.Start(t, s.db).URL}
	tab := chromium.Tab(t, browser.View{})
	second.signIn(tab, other)
	theirs := second.at(t, mine.m, tab).online()
	theirs.sees("Ý kiến thứ hai")
	mine.tab.Until(`document.querySelector('[data-live-here]').textContent.includes('Người Thử Hai')`)

	t.Run("different lines join in silence and are seen within two seconds", func(t *testing.T) {
		mine.into("Ý kiến thứ nhất").Press(" của tôi")
		theirs.into("Ý kiến thứ hai").Press(" của người kia")
		mine.tab.Press("\x1b") // leaving the line sends it
		theirs.tab.Press("\x1b")
		theirs.sees("Ý kiến thứ nhất của tôi")
		mine.sees("Ý kiến thứ hai của người kia")
		theirs.into("Mở đầu hội nghị").Press(" lúc 8 giờ\x1b")
		begun := time.Now()
		theirs.sent()
		mine.sees("Mở đầu hội nghị lúc 8 giờ")
		t.Logf("seen %s after the key that sent it", time.Since(begun).Round(time.Millisecond))
		for _, p := range []*pad{mine, theirs} {
			if p.tab.Has(".live-conflict") {
				t.Error("different lines are called a conflict")
			}
		}
		mine.same("Mở đầu hội nghị lúc 8 giờ", "Ý kiến thứ nhất của tôi", "Ý kiến thứ hai của người kia")
	})
	t.Run("the same line is joined where different words were changed", func(t *testing.T) {
		s.wire.Cut()
		mine.linked("offline")
		mine.into("Ý kiến thứ nhất của tôi").Press(" và bổ sung\x1b")
		theirs.rewrite("Ý kiến thứ nhất của tôi", "Ý kiến đầu tiên của tôi")
		theirs.sent()
		s.wire.Mend()
		mine.online().sent()
		mine.sees("Ý kiến đầu tiên của tôi và bổ sung")
		theirs.sees("Ý kiến đầu tiên của tôi và bổ sung")
	})
	for take, want := range map[string]string{
		"live.take_mine": "Thu 500.000 đồng mỗi hộ", "live.take_theirs": "Thu 300.000 đồng mỗi hộ", "live.take_merged": "",
	} {
		t.Run("the same words are a choice of three: "+take, func(t *testing.T) {
			line := "Thu 200.000 đồng mỗi hộ " + take
			mine.begin().lines(line)
			theirs.sees(line)
			s.wire.Cut()
			mine.linked("offline")
			mine.rewrite(line, "Thu 500.000 đồng mỗi hộ")
			theirs.rewrite(line, "Thu 300.000 đồng mỗi hộ")
			theirs.sent()
			s.wire.Mend()
			mine.online()
			if said := mine.reads(".live-conflict"); !strings.Contains(said, "500.000") || !strings.Contains(said, "300.000") {
				t.Errorf("the choice shows %q", said)
			}
			mine.tab.Photograph("live-conflict-1366")
			merged := browser.Eval[string](mine.tab, `[...document.querySelectorAll('.live-side-text')].at(-1).textContent`)
			for _, word := range []string{"500.000", "300.000"} {
				if !strings.Contains(merged, word) {
					t.Errorf("the joined text %q lost %s", merged, word)
				}
			}
			if want == "" {
				want = merged
			}
			mine.press(take)
			mine.sent()
			theirs.sees(want)
			if got := texts(mine.stored()); !slices.Contains(got, want) {
				t.Errorf("%q is not among %q", want, got)
			}
			mine.rewrite(want, "xong "+take)
			theirs.sees("xong " + take)
		})
	}
}

// reads is the text of an element, also of one so far away that the browser has not laid it out.
func (p *pad) reads(css string) string {
	p.t.Helper()
	p.tab.Until(fmt.Sprintf(`document.querySelector(%q) !== null`, css))
	return browser.Eval[string](p.tab, fmt.Sprintf(`document.querySelector(%q).textContent`, css))
}

// sees waits until a line says something.
func (p *pad) sees(text string) {
	p.t.Helper()
	p.tab.Until(fmt.Sprintf(`[...document.querySelectorAll('.live-line .live-text')].some(e => (e.value ?? e.textContent) === %q)`, text))
}

// into puts the cursor at the end of the line that says something.
func (p *pad) into(text string) *browser.Tab {
	p.t.Helper()
	p.sees(text)
	browser.Eval[bool](p.tab, fmt.Sprintf(`(() => { const e = [...document.querySelectorAll('.live-line .live-text')].find(e => (e.value ?? e.textContent) === %q)
		e.scrollIntoView({block: 'center'}); e.focus(); return true })()`, text))
	p.tab.Until(fmt.Sprintf(`document.activeElement.matches(%q) && document.activeElement.value === %q`, field, text))
	return p.tab
}

// rewrite types another text over a line and leaves it.
func (p *pad) rewrite(text, other string) {
	p.t.Helper()
	p.into(text)
	p.tab.Fill(field, other)
	p.tab.Press("\x1b")
}

// press clicks the button that bears the words of a key.
func (p *pad) press(key string) {
	p.t.Helper()
	words := browser.Eval[string](p.tab, fmt.Sprintf(`JSON.parse(document.getElementById('live-config').textContent).words[%q]`, key))
	// Found and pressed in one breath: the page may be drawn anew at any moment.
	p.tab.Until(fmt.Sprintf(`(() => { const b = [...document.querySelectorAll('button')].find(b => b.checkVisibility() && b.textContent.includes(%q)); b?.click(); return b !== undefined })()`, words))
}

// TestE2EASessionThatEnds in the middle of a sentence stops nobody from writing; after signing in what waits is sent.
func TestE2EASessionThatEnds(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	p := s.write(t, browser.Start(t), "secretary").begin()
	p.lines("Trước khi hết phiên")
	p.sent()
	p.tab.Press("Đang nói giữa ")
	if _, err := s.deps.DB.Exec(t.Context(), `DELETE FROM session`); err != nil {
		t.Fatal(err)
	}
	p.tab.Press("câu")
	p.lines("", "Sau khi hết phiên")
	p.linked("signed-out")
	if said := p.tab.Text("[data-live-banner]"); !strings.Contains(said, "Phiên đăng nhập đã hết") {
		t.Errorf("the page says %q", said)
	}
	p.waits(1)
	p.same("Trước khi hết phiên")
	beside := p.tab.Beside()
	beside.Open(browser.Eval[string](p.tab, `document.querySelector('[data-live-banner] a').href`))
	beside.Fill("[name=login]", "secretary")
	beside.Fill("[name=password]", password)
	beside.Follow("main form button[type=submit]")
	p.online().sent()
	p.same("Trước khi hết phiên", "Đang nói giữa câu", "Sau khi hết phiên")
	p.tab.Until(`document.documentElement.dataset.kept === 'yes'`)
}

// TestE2EWordsBelongToOneAccount: whoever signs in next on the same computer neither sees nor sends what waits; signing out with words
// that wait is warned of.
func TestE2EWordsBelongToOneAccount(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	p := s.write(t, browser.Start(t), "secretary").begin()
	p.lines("Đã gửi")
	p.sent()
	s.wire.Refuse(func(r *http.Request) bool { return strings.HasSuffix(r.URL.Path, "/lenh") })
	p.lines("Của riêng thư ký một")
	p.waits(0)
	beside := p.tab.Beside()
	beside.Open(s.url + "/c/qcdc-mau")
	beside.Click("details.person > summary")
	beside.Click("details.person form[action='/dang-xuat'] button")
	beside.Wait("dialog[open]")
	if said := beside.Text("dialog[open]"); !strings.Contains(said, "Còn 1 mục chưa gửi") {
		t.Errorf("signing out says %q", said)
	}
	beside.Click("dialog[open] button:nth-of-type(1)") // stay
	beside.Until(`document.querySelector('dialog[open]') === null`)
	if !beside.Has("details.person[open]") {
		beside.Click("details.person > summary")
	}
	beside.Click("details.person form[action='/dang-xuat'] button")
	beside.Wait("dialog[open]")
	beside.Follow("dialog[open] button:nth-of-type(2)")
	s.signIn(beside, other)
	s.wire.Refuse(nil)

	p.linked("other-account")
	if browser.Eval[bool](p.tab, `document.querySelector('.live').checkVisibility()`) {
		t.Error("the words of the one who signed out can be read while somebody else is signed in")
	}
	theirs := s.at(t, p.m, beside).online()
	theirs.begin().lines("Của người thứ hai")
	theirs.sent()
	theirs.same("Đã gửi", "Của người thứ hai")
	if got := theirs.shown(); slices.Contains(got, "Của riêng thư ký một") {
		t.Errorf("the second account sees %q", got)
	}
	beside.Click("details.person > summary")
	beside.Follow("details.person form[action='/dang-xuat'] button") // nothing of theirs waits: no warning
	s.signIn(beside, "secretary")
	p.online().sent()
	if got := texts(p.stored()); len(got) != 3 || !slices.Contains(got, "Của riêng thư ký một") {
		t.Errorf("after coming back: %q", got)
	}
	p.sees("Của người thứ hai")
}
