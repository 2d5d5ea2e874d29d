package e2e_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/testkit/browser"
)

// TestE2EASecretaryAtWork holds a meeting on the live page with keys alone, from the roll call to the task.
func TestE2EASecretaryAtWork(t *testing.T) {
	t.Parallel()
	chromium, s := browser.Start(t), newStage(t)
	m := s.meet(t)
	_, err := s.d.Meetings.SetQuorumRule(t.Context(), access.System("test"), meeting.SetQuorumRule{
		Committee: s.committee.ID, Base: meeting.OfSeats, Numerator: 1, Denominator: 2, Strict: true, Active: true,
	})
	s.must(err)
	_, err = s.d.Meetings.AddAgendaItem(t.Context(), access.System("test"), meeting.AddAgendaItem{
		Committee: s.committee.ID, ID: meeting.AgendaID(s.deps.NewID()), Meeting: m.ID, AgendaContent: meeting.AgendaContent{Title: "Báo cáo quý IV"},
	})
	s.must(err)
	tab := chromium.Tab(t, browser.View{})
	s.signIn(tab, "secretary")
	p := s.at(t, m, tab).online()
	p.callTheRoll()
	p.writeDown()
	p.turnIntoWork()
	p.lookBack()
	p.onTheWall(chromium)
	tab.Accessible()
	tab.Photograph("live-1366")
	tab.Look(browser.View{Dark: true})
	tab.Accessible()
	tab.Photograph("live-1366-dark")
	tab.Look(browser.View{Width: browser.Phone})
	tab.NoSidewaysScroll()
	tab.Accessible()
	tab.Photograph("live-360")
}

// counted waits until the roll says so many of so many.
func (p *pad) counted(present, seats int) {
	p.t.Helper()
	p.tab.Until(fmt.Sprintf(`document.querySelector('.live-count')?.textContent.startsWith('Có mặt %d/%d')`, present, seats))
}

// rolled presses a button of somebody's line of the roll.
func (p *pad) rolled(id meeting.AttendanceID, what string) {
	p.t.Helper()
	p.tab.Click(fmt.Sprintf(`[data-roll="%s-%s"]`, id, what))
}

func (p *pad) callTheRoll() {
	p.t.Helper()
	n := len(p.members)
	p.tab.Click(`[data-roll="all"]`)
	p.counted(n, n)
	p.sent()
	roll := func() []meeting.AttendanceEntry {
		d, err := p.d.Meetings.Record(p.t.Context(), access.System("test"), p.committee.ID, p.m.ID)
		p.must(err)
		return d.Attendance
	}
	first := roll()
	if len(first) != n || first[0].Person != p.members[0].Person || first[1].Unit != p.members[1].Unit {
		p.t.Fatalf("the roll: %+v", first)
	}
	last := first[n-1]
	p.tab.Choose(fmt.Sprintf(`[data-roll="%s-s"]`, last.ID), string(meeting.Excused))
	p.counted(n-1, n)
	p.rolled(last.ID, "substitute")
	p.tab.Press("Bà Thử Thay\r")
	p.counted(n, n)
	p.rolled(first[1].ID, "arrived_at")
	p.rolled(first[2].ID, "left_at")
	p.counted(n-1, n)
	p.rolled(first[2].ID, "back_at")
	p.counted(n, n)
	p.rolled(first[1].ID, "left_at")
	p.counted(n-1, n)
	p.sent()
	after := roll()
	sub := after[len(after)-1]
	if len(after) != n+1 || sub.Name != "Bà Thử Thay" || sub.SubstituteFor != last.ID || after[1].ArrivedAt == "" || after[1].LeftAt == "" || after[2].BackAt == "" {
		p.t.Errorf("the roll: %+v", after)
	}
	_, moments, err := p.d.Meetings.Quorum(p.t.Context(), access.System("test"), p.committee.ID, p.m.ID)
	p.must(err)
	var counts []string
	for _, q := range moments[len(moments)-6:] {
		counts = append(counts, fmt.Sprintf("%d/%d", q.Present-n, q.Seats-n))
	}
	if want := []string{"0/0", "-1/0", "0/0", "-1/0", "0/0", "-1/0"}; !slices.Equal(counts, want) {
		p.t.Errorf("counts written down, against %d seats: %q, want %q", n, counts, want)
	}
	if said := p.tab.Text(".live-count"); !strings.Contains(said, fmt.Sprintf("cần %d · đủ", n/2+1)) {
		p.t.Errorf("the roll says %q", said)
	}
}

// What the secretary writes down.
const (
	workSpeech     = "Thôn Thử chưa niêm yết khoản thu"
	workSummary    = "Tôi kết luận mấy việc"
	workConclusion = "Giao @UBND xã Mẫu Một niêm yết #hạn 30/12"
)

// speaker chooses who speaks by the given name.
func (p *pad) speaker(name string) {
	p.t.Helper()
	p.tab.Press(kb.F2)
	p.tab.Wait("dialog[open] input")
	p.tab.Press(name)
	p.tab.Until(fmt.Sprintf(`document.querySelector('dialog[open] [aria-selected=true]')?.textContent.includes(%q)`, name))
	p.tab.Press("\r")
	p.tab.Until(fmt.Sprintf(`document.activeElement.matches(%q)`, field))
}

func given(full string) string { return full[strings.LastIndex(full, " ")+1:] }

func (p *pad) writeDown() {
	p.t.Helper()
	chair, member := p.members[0], p.members[1]
	p.begin()
	p.tab.Alt("9")
	p.tab.Wait("dialog[open] input")
	p.tab.Press("quy IV\r")
	p.speaker(given(member.FullName))
	p.lines(workSpeech)
	p.speaker(given(chair.FullName))
	p.lines(workSummary)
	p.tab.Alt("2")
	p.tab.Press("Giao @mau mot")
	p.tab.Wait(".live-suggest")
	p.tab.Press("\t")
	p.tab.Press(" niêm yết #hạn 30/12")
	p.tab.Press("\r")
	p.tab.Alt("4") // the next one is a vote
	p.tab.Press("Thông qua kết luận")
	for i, n := range []string{"9", "1", "2"} {
		p.tab.Fill(fmt.Sprintf(".live-line[data-kind=vote] .live-votes label:nth-of-type(%d) input", i+1), n)
	}
	p.sent()
	all := p.stored()
	p.same(workSpeech, workSummary, workConclusion, "Thông qua kết luận")
	if b := all[0]; b.SpeakerID != member.Person || b.AgendaItem.IsZero() {
		p.t.Errorf("the first line: %+v", b)
	}
	if b := all[2]; b.Kind != meeting.Conclusion || b.Within != all[1].ID || b.SpeakerID != chair.Person {
		p.t.Errorf("the conclusion: %+v", b)
	}
	if b := all[3]; b.Kind != meeting.Vote || b.Votes == nil || *b.Votes != (meeting.Votes{For: 9, Against: 1, Abstained: 2}) {
		p.t.Errorf("the vote: %+v", b)
	}
	p.into("Thông qua kết luận")
	p.tab.Alt("ArrowUp")
	p.sent()
	p.same(workSpeech, workSummary, "Thông qua kết luận", workConclusion)
	p.tab.Alt("ArrowDown")
	p.sent()
	p.same(workSpeech, workSummary, workConclusion, "Thông qua kết luận")
}

// turnIntoWork makes a shortcoming of what was said and a task of the conclusion; both keep where they come from.
func (p *pad) turnIntoWork() {
	p.t.Helper()
	p.into(workSpeech)
	p.tab.Alt("7")
	p.into(workConclusion)
	p.tab.Alt("8")
	p.sent()
	p.tab.Until(`document.querySelectorAll('.live-became a').length === 2`)
	d, err := p.d.Meetings.Record(p.t.Context(), access.System("test"), p.committee.ID, p.m.ID)
	p.must(err)
	if len(d.Shortcomings) != 1 || d.Shortcomings[0].Block != d.Blocks[0].ID || d.Shortcomings[0].Text != workSpeech {
		p.t.Errorf("shortcomings: %+v", d.Shortcomings)
	}
	if len(d.Tasks) != 1 {
		p.t.Fatalf("tasks: %+v", d.Tasks)
	}
	k, err := p.d.Tasks.Get(p.t.Context(), access.System("test"), p.committee.ID, fmt.Sprint(d.Tasks[0].Number))
	p.must(err)
	if k.Task.Source.Kind != task.FromConclusion || k.Task.Source.Block != d.Blocks[2].ID || k.Task.DueOn.VN() != "30/12/2026" ||
		k.Task.Text != "Giao UBND xã Mẫu Một niêm yết hạn 30/12" || d.Tasks[0].LeadName == "" {
		p.t.Errorf("the task: %+v, led by %q", k.Task, d.Tasks[0].LeadName)
	}
	if said := p.reads(".live-marks"); !strings.Contains(said, "UBND xã Mẫu Một") || !strings.Contains(said, "30/12/2026") {
		p.t.Errorf("the marks are understood as %q", said)
	}
	if said := p.reads(".live-became"); !strings.Contains(said, "→ Tồn tại, hạn chế") {
		p.t.Errorf("what became of the first line: %q", said)
	}
	if said := p.tab.Text("[data-live-tasks]"); !strings.Contains(said, "niêm yết") {
		p.t.Errorf("the tasks so far: %q", said)
	}
}

// lookBack reads what a line has said and takes the first wording back.
func (p *pad) lookBack() {
	p.t.Helper()
	p.rewrite(workSpeech, workSpeech+" của dân")
	p.sent()
	p.into(workSpeech + " của dân")
	p.tab.Press(kb.F9)
	p.tab.Wait("dialog[open] .live-versions")
	if said := p.tab.Text("dialog[open] .live-written"); !strings.Contains(said, "của dân") {
		p.t.Errorf("who wrote what: %q", said)
	}
	if by := browser.Eval[string](p.tab, `document.querySelector('dialog[open] .live-written span').title`); !strings.HasPrefix(by, "Người Thử") {
		p.t.Errorf("written by %q", by)
	}
	if said := p.tab.Text("dialog[open] .live-versions ins"); said != "của dân" {
		p.t.Errorf("what the last version added: %q", said)
	}
	p.tab.Photograph("live-versions-1366")
	p.press("live.history_restore")
	p.sees(workSpeech)
	p.sent()
	if got := texts(p.stored()); got[0] != workSpeech {
		p.t.Errorf("after taking it back: %q", got[0])
	}
	p.tab.Press("\x1b")
}

// onTheWall is what the room sees.
func (p *pad) onTheWall(chromium *browser.Browser) {
	p.t.Helper()
	wall := chromium.Tab(p.t, browser.View{})
	p.signIn(wall, other)
	wall.Open(p.address() + "/trinh-chieu")
	wall.Until(`document.documentElement.dataset.live === 'ready'`)
	if said := wall.Text("[data-present-conclusions]"); !strings.Contains(said, workConclusion) {
		p.t.Errorf("on the wall: %q", said)
	}
	p.into("Thông qua kết luận")
	p.tab.Press("\r")
	p.speaker(given(p.members[1].FullName))
	p.tab.Press("Xin nói thêm\x1b")
	p.sent()
	p.same(workSpeech, workSummary, workConclusion, "Thông qua kết luận", "Xin nói thêm")
	wall.Until(`document.querySelector('[data-present-text]').textContent === 'Xin nói thêm'`)
	for css, want := range map[string]string{"[data-present-item]": "Báo cáo quý IV", "[data-present-speaker]": p.members[1].FullName} {
		if said := wall.Text(css); !strings.Contains(said, want) {
			p.t.Errorf("%s on the wall says %q, want %q", css, said, want)
		}
	}
	wall.Accessible()
	wall.Photograph("live-present-1366")
}
