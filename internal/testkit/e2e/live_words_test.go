package e2e_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/account"
	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/testkit/browser"
)

// TestE2EWordsOnTheirWayIn: how Vietnamese words reach the record, and what is not let in.
func TestE2EWordsOnTheirWayIn(t *testing.T) {
	t.Parallel()
	chromium, s := browser.Start(t), newStage(t)
	t.Run("an input method trips no shortcut and loses nothing", func(t *testing.T) { composed(t, chromium, s) })
	t.Run("what is pasted becomes lines", func(t *testing.T) { pasted(t, chromium, s) })
	t.Run("a record that was locked meanwhile", func(t *testing.T) { locked(t, chromium, s) })
	t.Run("a right that was taken away meanwhile", func(t *testing.T) { deprived(t, chromium, s) })
}

func composed(t *testing.T, chromium *browser.Browser, s *stage) {
	t.Helper()
	p := s.write(t, chromium, "secretary").begin()
	p.lines("Dòng trên")
	p.tab.Press("Xã ")
	// Telex and VNI: the input method builds "nước" and asks for keys of its own; none of them may do anything on the page.
	p.tab.Compose("nước", []string{"n", "nu", "nuo", "nuoc", "nước"}, "Enter", "Escape", "ArrowUp", "ArrowDown", "Backspace", "F2", "F9", "Tab")
	p.tab.Press(" ")
	p.tab.Compose("đường", []string{"d", "d9", "đ", "đu", "đuo", "đuon", "đuong", "đường"}, "Digit2", "Enter")
	if got, want := p.tab.Value(field), "Xã nước đường"; got != want {
		t.Fatalf("the line says %q, want %q", got, want)
	}
	if p.tab.Has("dialog[open]") {
		t.Error("a key of the input method opened a sheet")
	}
	p.tab.Compose("@Ủy", []string{"@", "@U", "@Uy", "@Ủy"}, "Tab")
	p.tab.Press("\r")
	p.lines("Dòng dưới")
	p.sent()
	p.same("Dòng trên", "Xã nước đường@Ủy", "Dòng dưới")
	for _, b := range p.stored() {
		if b.Kind != meeting.Speech {
			t.Errorf("%q became a %s", b.Text, b.Kind)
		}
	}
}

// word is a text as Word puts it on the clipboard: styles, conditional comments, lists, a table, a break, no-break spaces.
const word = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {mso-style-name: Normal; margin: 0cm}</style></head>
<body lang=VI><!--StartFragment--><p class=MsoNormal style='text-align:justify'><b><span lang=VI style='font-size:14.0pt'>Đồng chí Lê Giả Định,
Trưởng thôn:</span></b><span> Thôn&nbsp;đã<o:p></o:p>
công khai khoản thu.</span></p><p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>-</span><![endif]>Còn hai hộ chưa nộp.</p>
<script>alert(1)</script><table><tr><td><p class=MsoNormal>Ô thứ nhất</p></td><td>Ô thứ hai<br>dòng nữa</td></tr></table><!--EndFragment--></body></html>`

func pasted(t *testing.T, chromium *browser.Browser, s *stage) {
	t.Helper()
	p := s.write(t, chromium, "secretary").begin()
	p.put("text/html", word)
	p.tab.Wait("dialog[open]")
	if said := p.tab.Text("dialog[open]"); !strings.Contains(said, "Chia được 5 dòng") || !strings.Contains(said, "1 lượt người nói") || strings.Contains(said, "mso-") || strings.Contains(said, "alert") {
		t.Errorf("the sheet says %q", said)
	}
	p.tab.Photograph("live-paste-1366")
	p.same() // nothing before it is confirmed
	p.press("live.paste_lines")
	p.sent()
	p.same("Thôn đã công khai khoản thu.", "-Còn hai hộ chưa nộp.", "Ô thứ nhất", "Ô thứ hai", "dòng nữa")
	if b := p.stored()[0]; b.Speaker != "Lê Giả Định" || b.SpeakerPost != "Trưởng thôn" {
		t.Errorf("the first line is spoken by %q, %q", b.Speaker, b.SpeakerPost)
	}

	// Marks set apart, a soft hyphen, a no-break space, the letters of other alphabets that look like Đ.
	p.begin()
	p.tab.Paste(field, "Ðo\u0302\u0300ng bào ph\u00adường\u00a0Ɖo\u00e0n ke\u0302\u0301t")
	p.tab.Press("\x1b")
	p.sent()
	if got := texts(p.stored()); got[len(got)-1] != "Đồng bào phường Đoàn kết" {
		t.Errorf("stored as %q", got[len(got)-1])
	}
	p.sees("Đồng bào phường Đoàn kết")

	p.begin()
	before := len(p.stored())
	browser.Eval[bool](p.tab, `(window.large = 'ẵ '.repeat(5.4 * 1024 * 1024 / 4) + '\n' + 'x', true)`)
	p.putScript("text/plain", "window.large")
	p.tab.Wait("[data-live-said]")
	if said := p.tab.Text("[data-live-said]"); !strings.Contains(said, "5,4 MB") {
		t.Errorf("a paste of 5.4 MB is answered by %q", said)
	}
	p.tab.Press("\x1b")
	p.sent()
	if n := len(p.stored()); n != before {
		t.Errorf("%d lines came of it", n-before)
	}

	// A whole record: whoever is in the register is known by name alone, others when they are addressed.
	chair := s.members[0].FullName
	p.begin()
	p.put("text/plain", strings.Join([]string{
		"Nội dung làm việc", "1. " + chair + ": Tôi nêu mấy việc.", "Việc thứ nhất là công khai.", "Ông Vũ Giả Tưởng: Xin báo cáo thêm.", "Lưu ý: không phải người nói.",
	}, "\r\n"))
	p.tab.Wait("dialog[open]")
	p.press("live.paste_lines")
	p.sent()
	all := p.stored()
	var who []string
	for _, b := range all[len(all)-5:] {
		who = append(who, string(b.Kind)+"/"+b.Speaker+"/"+b.Text)
	}
	want := []string{
		"note//Nội dung làm việc", "speech/" + chair + "/Tôi nêu mấy việc.", "speech/" + chair + "/Việc thứ nhất là công khai.",
		"speech/Vũ Giả Tưởng/Xin báo cáo thêm.", "speech/Vũ Giả Tưởng/Lưu ý: không phải người nói.",
	}
	if !slices.Equal(who, want) {
		t.Errorf("taken apart as %q, want %q", who, want)
	}
}

// put pastes a text of a type into the field.
func (p *pad) put(kind, text string) {
	p.t.Helper()
	p.putScript(kind, fmt.Sprintf("%q", text))
}

func (p *pad) putScript(kind, script string) {
	p.t.Helper()
	browser.Eval[bool](p.tab, fmt.Sprintf(`(() => { const d = new DataTransfer(); d.setData(%q, %s)
		return document.querySelector(%q).dispatchEvent(new ClipboardEvent('paste', {clipboardData: d, bubbles: true, cancelable: true})) || true })()`, kind, script, field))
}

// locked writes for a meeting whose record is closed meanwhile: the line is refused, the words and the reason stay.
func locked(t *testing.T, chromium *browser.Browser, s *stage) {
	t.Helper()
	p := s.write(t, chromium, "secretary").begin()
	p.lines("Ghi kịp")
	p.sent()
	s.wire.Cut()
	p.linked("offline")
	p.lines("Ghi muộn")
	p.kept("Ghi muộn")
	_, err := s.d.Meetings.Move(t.Context(), access.System("test"), meeting.Move{Committee: s.committee.ID, ID: p.m.ID, Version: p.m.Version, To: meeting.Cancelled})
	s.must(err)
	s.wire.Mend()
	reason := p.reads(".live-refused p")
	if !strings.Contains(reason, s.d.Words.Printer("vi").T("meeting.is_cancelled")) {
		t.Errorf("refused because %q", reason)
	}
	p.same("Ghi kịp")
	p.open()
	p.online()
	if got := p.reads(".live-refused p"); got != reason || !slices.Contains(p.shown(), "Ghi muộn") {
		t.Errorf("after loading it again: %q, %q", got, p.shown())
	}
}

// deprived writes for a meeting of a committee that the writer may not write for any more.
func deprived(t *testing.T, chromium *browser.Browser, s *stage) {
	t.Helper()
	const login = "thu-ky-ba"
	s.another(login, access.Secretary)
	p := s.write(t, chromium, login).begin()
	p.lines("Ghi kịp")
	p.sent()
	s.wire.Cut()
	p.linked("offline")
	p.lines("Ghi khi không còn quyền")
	s.dismiss(t, login)
	s.wire.Mend()
	p.linked("denied")
	if said := p.reads(".live-refused p"); !strings.Contains(said, "không được ghi bản ghi này nữa") {
		t.Errorf("refused because %q", said)
	}
	p.kept("Ghi khi không còn quyền")
	p.same("Ghi kịp")
	for _, path := range []string{p.address(), s.url + "/toi"} { // the page that is refused now, and the account's own
		p.tab.Open(path)
		p.tab.Until(`document.querySelector('.live-kept')?.innerText.includes('Ghi khi không còn quyền')`)
		if p.reads(".live-kept") == "" || strings.Contains(p.reads(".live-kept"), "Ghi kịp") {
			t.Errorf("%s keeps %q", path, p.reads(".live-kept"))
		}
	}
	p.tab.NoSidewaysScroll()
	p.tab.Accessible()
	p.tab.Photograph("chu-con-lai")
	p.tab.Click(".live-kept .btn:nth-of-type(2)")
	p.tab.Click("dialog[open] .btn")
	p.tab.Until(`!document.querySelector('.live-kept')`)
	p.tab.Open(s.url + "/toi")
	p.tab.UntilKept(`indexedDB.databases().then(async all => (await Promise.all(all.filter(d => d.name.startsWith('dondoc-live-')).map(d => new Promise(done => {
		const open = indexedDB.open(d.name)
		open.onsuccess = () => { const n = open.result.transaction('lines').objectStore('lines').count(); n.onsuccess = () => done(n.result) }
	})))).every(n => n === 0))`)
}

// TestE2EWithoutHTTPS writes minutes at an address that the browser does not trust: the page says what is missing, and no word is lost.
func TestE2EWithoutHTTPS(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.url = strings.Replace(s.url, "127.0.0.1", browser.PlainHost, 1)
	tab := browser.Start(t).Tab(t, browser.View{})
	tab.Forgive("Cross-Origin-Opener-Policy") // without HTTPS it protects nobody, and the browser says so
	s.signIn(tab, "secretary")
	p := s.at(t, s.meet(t), tab).online().begin()
	if said := p.reads("[data-live-insecure]"); !strings.Contains(said, "HTTPS") {
		t.Errorf("the page says %q", said)
	}
	p.tab.NoSidewaysScroll()
	p.tab.Photograph("khong-https")
	p.lines("Ghi kịp")
	p.sent()
	s.wire.Cut()
	p.linked("offline")
	p.lines("Ghi khi mất mạng")
	p.kept("Ghi khi mất mạng")
	s.wire.Mend()
	p.sent()
	p.same("Ghi kịp", "Ghi khi mất mạng")
}

// dismiss ends what somebody may do.
func (s *stage) dismiss(t *testing.T, login string) {
	t.Helper()
	ctx, by := t.Context(), access.System("test")
	u, err := s.d.Accounts.ByLogin(ctx, by, login)
	s.must(err)
	grants, err := s.d.Accounts.GrantsIn(ctx, by, s.committee.ID)
	s.must(err)
	for _, g := range grants {
		if g.User == u.ID {
			_, err = s.d.Accounts.EditGrant(ctx, by, account.GrantInput{
				Committee: s.committee.ID, ID: g.ID, Version: g.Version, User: g.User, Role: g.Role, ValidFrom: g.ValidFrom, ValidTo: g.ValidTo, Withdrawn: true,
			})
			s.must(err)
		}
	}
}
