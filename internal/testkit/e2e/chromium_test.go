package e2e_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/intake"
	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/i18n"
	"github.com/dondoc/dondoc/internal/testkit/browser"
)

// demoURL is an address of the invented district's committee.
func demoURL(path string) string { return "/c/" + intake.DemoCode + path }

// What the secretary of the walk in Chromium writes down.
const (
	walkTitle      = "Hội nghị thử kiểm điểm quý IV"
	walkAgenda     = "Nghe báo cáo việc niêm yết"
	walkSpeech     = "Thôn Thử chưa niêm yết khoản thu của dân trong quý"
	walkLack       = "Chậm niêm yết khoản thu của dân ở thôn Thử"
	walkSummary    = "Kết luận hội nghị thử"
	walkConclusion = "Giao xã Mẫu Một niêm yết các khoản thu ở thôn Thử"
	walkTask       = "Niêm yết các khoản thu ở thôn Thử và báo cáo"
)

// TestAMeetingBecomesAConfirmedTaskInChromium is four of the main flows with mouse and keys, one after the other: signing in, the
// record of a meeting from its plan to the task that stems from it, the unit's reports, more time and the way back.
func TestAMeetingBecomesAConfirmedTaskInChromium(t *testing.T) {
	t.Parallel()
	chromium := browser.Shared(t)
	h := newHouse(t).demo()
	secretary := h.typing(chromium, "secretary")
	if at, said := secretary.read().at.Path, secretary.tab.Text("main h1"); at != demoURL("") || said == "" {
		t.Fatalf("after signing in: %s says %q", at, said)
	}
	if figures := browser.Eval[int](secretary.tab, `document.querySelectorAll('main .figures > li').length`); figures != 5 {
		t.Errorf("the first page shows %d figures", figures)
	}
	w := walk{house: h, t: t}
	w.recordMeeting(secretary)
	w.meetingIsStored()
	w.giveTask(secretary)
	w.lead(secretary, h.typing(chromium, "focal"), h.typing(chromium, "head"))
}

// walk is one meeting and its task on their way.
type walk struct {
	*house
	t       *testing.T
	meeting string // address of the record
	task    string // address of the task
	chair   string
}

// committee is the invented district's.
func (h *house) committee() org.Committee {
	h.t.Helper()
	open, err := h.d.Org.Open(h.t.Context(), access.System("test"), intake.DemoCode)
	h.must(err)
	return open.Committee
}

func (w *walk) recordMeeting(y *typist) {
	w.t.Helper()
	y.follow(fmt.Sprintf(`.rail a[href="%s"]`, demoURL("/hoi-nghi")))
	p := y.follow(fmt.Sprintf(`.list-tools a[href="%s"]`, demoURL("/hoi-nghi/moi")))
	chair := p.doc.Find(`[name=chair_id] option[value!=""]`).First()
	w.chair = chair.AttrOr("value", "")
	shown := y.send(p, "title", walkTitle, "kind", string(meeting.Briefing), "state", "draft", "held_on", "20/11/2026", "starts_at", "7:30", "place", "Hội trường huyện",
		"chair_id", w.chair, "chair_post", "Trưởng ban")
	w.meeting = shown.at.Path
	y.send(y.reach(`a[href$="/chuong-trinh/moi"]`), "title", walkAgenda, "minutes", "30")
	y.send(y.reach(`a[href$="/thanh-phan/moi"]`), "person_id", w.chair, "status", string(meeting.Present))
	y.send(w.line(y, meeting.Speech), "speaker", "Bà Thử", "speaker_post", "Trưởng thôn Thử", "text", walkSpeech)
	y.send(y.reach(`a[href*="/ton-tai/moi?"]`), "text", walkLack, "nature", "defect")
	y.get(w.meeting)
	y.send(w.line(y, meeting.Speech), "speaker_id", w.chair, "text", walkSummary)
	p = w.line(y, meeting.Conclusion)
	y.send(p, "kind", string(meeting.Conclusion), "speaker_id", w.chair, "within_id", within(p, walkSummary), "text", walkConclusion)
	if said := y.tab.Text("main"); !strings.Contains(said, walkSpeech) || !strings.Contains(said, walkConclusion) || !strings.Contains(said, walkLack) {
		w.t.Errorf("%s does not read as it was written: %s", w.meeting, said)
	}
}

// line opens the form of a new line of the minutes by the record's own links.
func (w *walk) line(y *typist, kind meeting.BlockKind) page {
	w.t.Helper()
	css := fmt.Sprintf(`.record-add a[href*="/ban-ghi/moi"][href*="kind=%s"]`, kind)
	if !y.tab.Has(css) {
		css = `.record-add a[href*="/ban-ghi/moi"]`
	}
	return y.reach(css)
}

// within is the speech of a form's choices that says the words.
func within(p page, words string) string {
	found := ""
	for _, o := range p.doc.Find("[name=within_id] option").EachIter() {
		if strings.Contains(o.Text(), words) {
			found = o.AttrOr("value", "")
		}
	}
	return found
}

// meetingIsStored compares what the database holds with what was typed.
func (w *walk) meetingIsStored() {
	w.t.Helper()
	ctx, by, c := w.t.Context(), access.System("test"), w.committee().ID
	id, err := w.d.Meetings.Find(ctx, by, c, last(w.meeting))
	w.must(err)
	d, err := w.d.Meetings.Record(ctx, by, c, id)
	w.must(err)
	if m := d.Meeting; m.Title != walkTitle || m.HeldOn.VN() != "20/11/2026" || m.StartsAt != "07:30" || m.Chair.String() != w.chair {
		w.t.Errorf("stored: %+v", m)
	}
	if len(d.Agenda) != 1 || d.Agenda[0].Title != walkAgenda || d.Agenda[0].Minutes != 30 || len(d.Attendance) != 1 || d.Roll.Present != 1 {
		w.t.Errorf("agenda %+v, roll %+v", d.Agenda, d.Attendance)
	}
	var said []string
	for _, b := range d.Blocks {
		said = append(said, string(b.Kind)+": "+b.Text)
	}
	if want := []string{"speech: " + walkSpeech, "speech: " + walkSummary, "conclusion: " + walkConclusion}; !slices.Equal(said, want) {
		w.t.Errorf("the minutes hold %q, want %q", said, want)
	}
	if len(d.Shortcomings) != 1 || d.Shortcomings[0].Block != d.Blocks[0].ID {
		w.t.Errorf("shortcomings: %+v", d.Shortcomings)
	}
}

func (w *walk) giveTask(y *typist) {
	w.t.Helper()
	y.get(w.meeting)
	ctx, by, c := w.t.Context(), access.System("test"), w.committee().ID
	id, err := w.d.Meetings.Find(ctx, by, c, last(w.meeting))
	w.must(err)
	d, err := w.d.Meetings.Record(ctx, by, c, id)
	w.must(err)
	p := y.reach(fmt.Sprintf(`a[href*="/nhiem-vu/moi?"][href*="block_id=%s"]`, d.Blocks[len(d.Blocks)-1].ID))
	shown := y.send(p, "text", walkTask, "leads", p.option(w.t, "leads", "Ủy ban nhân dân xã Mẫu Một"), "product", "Biên bản niêm yết")
	w.task = shown.at.Path
	if said := y.tab.Text(".thread"); !strings.Contains(said, walkConclusion) || !strings.Contains(said, walkTitle) {
		w.t.Errorf("the thread of %s says %q", w.task, said)
	}
	w.stands(task.Assigned)
	y.act("deadline_set", "deadline_words", "20/12/2026")
	if k := w.stands(task.Assigned).Task; k.DueOn.VN() != "20/12/2026" || k.Source.Block != d.Blocks[len(d.Blocks)-1].ID {
		w.t.Errorf("due %s, from block %s", k.DueOn.VN(), k.Source.Block)
	}
}

// lead brings the task from its acceptance to its confirmation, with an extension and a way back in between.
func (w *walk) lead(secretary, focal, head *typist) {
	w.t.Helper()
	focal.get(w.task)
	focal.act("accepted")
	w.stands(task.Accepted)
	focal.act("started")
	focal.act("progress", "actions", "Đã thống kê các khoản thu", "obstacles", "Nhà văn hóa đang sửa")
	w.stands(task.InProgress)
	focal.act("extension_asked", "due_on", "15/01/2027", "note", "Nhà văn hóa đang sửa")
	head.get(w.task)
	head.act("extension_granted", "due_on", "10/01/2027", "note", "Đồng ý")
	if k := w.stands(task.InProgress).Task; k.DueOn.VN() != "10/01/2027" || k.FirstDueOn.VN() != "20/12/2026" {
		w.t.Errorf("due %s, first %s", k.DueOn.VN(), k.FirstDueOn.VN())
	}
	if said := head.tab.Text("main"); !strings.Contains(said, "10/01/2027") {
		w.t.Errorf("%s does not say the new day: %s", w.task, said)
	}
	focal.get(w.task)
	focal.act("reported", "actions", "Đã niêm yết ở nhà văn hóa", "completed_on", "21/11/2026")
	w.stands(task.Reported)
	head.get(w.task)
	head.act("sent_back", "note", "Chưa có biên bản niêm yết")
	if d := w.stands(task.InProgress); !d.Task.SentBack {
		w.t.Error("nothing says that it was sent back")
	}
	focal.get(w.task)
	if said := focal.tab.Text(".history"); !strings.Contains(said, "Chưa có biên bản niêm yết") {
		w.t.Errorf("the unit is not told why: %s", said)
	}
	focal.act("reported", "actions", "Đã niêm yết, có biên bản", "completed_on", "22/11/2026")
	head.get(w.task)
	head.act("confirmed", "completed_on", "22/11/2026")
	if d := w.stands(task.Confirmed); d.Task.CompletedOn.VN() != "22/11/2026" || d.Task.LastSeq != len(d.History) {
		w.t.Errorf("completed %s, %d events of %d", d.Task.CompletedOn.VN(), len(d.History), d.Task.LastSeq)
	}
	secretary.get(w.task)
	words, said := w.d.Words.Printer(i18n.Vi), secretary.tab.Text("main")
	for _, event := range []string{"deadline_set", "accepted", "started", "progress", "extension_asked", "extension_granted", "reported", "sent_back", "confirmed"} {
		if !strings.Contains(said, words.T("task.event."+event)) {
			w.t.Errorf("the secretary does not read %q on %s", event, w.task)
		}
	}
	if !strings.Contains(said, words.T("timing.done_in_time")) {
		w.t.Errorf("%s does not say its class: %s", w.task, said)
	}
}

// stands demands that the stored task has a state, and returns it.
func (w *walk) stands(s task.State) task.Detail {
	w.t.Helper()
	d, err := w.d.Tasks.Get(w.t.Context(), access.System("test"), w.committee().ID, last(w.task))
	w.must(err)
	if d.Task.State != s {
		w.t.Fatalf("task %s is %s, want %s", w.task, d.Task.State, s)
	}
	return d
}

// last is the last part of an address.
func last(path string) string { return path[strings.LastIndex(path, "/")+1:] }

// reach follows a link, opening the menu it is in.
func (y *typist) reach(css string) page {
	y.t.Helper()
	y.tab.Wait("main")
	if browser.Eval[bool](y.tab, fmt.Sprintf(`document.querySelector(%q)?.closest('details:not([open])') != null`, css)) {
		y.tab.Click(fmt.Sprintf(`details:not([open]):has(%s) > summary`, css))
	}
	return y.follow(css)
}

// act does on the task's page what one of its buttons offers.
func (y *typist) act(event string, pairs ...string) {
	y.t.Helper()
	y.send(y.reach(fmt.Sprintf(`a[href$="/viec/%s"]`, event)), pairs...)
}

// number reads a figure as the pages write it: "1.234".
func (h *house) number(s string) int {
	h.t.Helper()
	n, err := strconv.Atoi(strings.ReplaceAll(strings.TrimSpace(s), ".", ""))
	h.must(err)
	return n
}
