package ui

import (
	"context"
	"mime"
	"net/http"
	"strconv"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/surface/ical"
	meetingview "github.com/dondoc/dondoc/web/views/meeting"
	"github.com/dondoc/dondoc/web/views/ui"
)

// mountMeetingLife adds what happens around a record: the invitation before it, comments, signatures and papers after it.
func (p *Pages) mountMeetingLife(c *gin.RouterGroup, in mounter) {
	at := "/hoi-nghi/:meeting"
	c.POST(at+"/lap-chuong-trinh", in(p.prepareAgenda))
	c.POST(at+"/lap-danh-sach", in(p.fillRoll))
	c.GET(at+"/ra-soat", in(p.showReview))
	c.GET(at+"/day-du", in(p.showCompleteness))
	c.GET(at+"/chuong-trinh/:line/ket-qua", in(p.askOutcome))
	c.POST(at+"/chuong-trinh/:line/ket-qua", in(p.setOutcome))
	c.GET(at+"/tuc-so", in(p.showQuorum))
	c.GET("/hoi-nghi/tuc-so", in(p.askQuorumRule))
	c.POST("/hoi-nghi/tuc-so", in(p.setQuorumRule))

	c.GET(at+"/giay-moi", in(p.showInvitation))
	c.POST(at+"/giay-moi", in(p.invite))
	c.GET(at+"/giay-moi/lich.ics", in(p.calendarFile))
	c.POST(at+"/tai-lieu", in(p.addPaperFile))

	c.GET(at+"/gop-y", in(p.showComments))
	c.GET(at+"/gop-y/moi", in(p.askComment))
	c.POST(at+"/gop-y", in(p.addComment))
	c.GET(at+"/gop-y/:comment", in(p.askAnswer))
	c.POST(at+"/gop-y/:comment", in(p.answerComment))

	c.GET(at+"/ky", in(p.showSigning))
	c.POST(at+"/ky", in(p.signMinutes))
	c.POST(at+"/ky/tren-giay", in(p.signOnPaper))
	c.POST(at+"/ky/thu-hoi", in(p.withdrawSignatures))
	c.GET(at+"/ky/:digest", in(p.keptFile))

	c.GET(at+"/van-ban/:kind", in(p.showPaper))
	c.POST(at+"/van-ban/:kind", in(p.savePaper))
	c.GET(at+"/van-ban/:kind/word", in(p.wordOf))
	c.GET(at+"/van-ban/:kind/pdf", in(p.pdfOf))
	c.POST(at+"/van-ban/:kind/ban-hanh", in(p.issuePaper))

	c.GET("/so-van-ban", in(p.showBook))
	mountExport(c, "/so-van-ban", in(p.exportBook))
	c.GET("/so-van-ban/huy", in(p.askBookVoid))
	c.POST("/so-van-ban/huy", in(p.bookVoid))
	c.GET("/so-van-ban/:entry/huy", in(p.askVoid))
	c.POST("/so-van-ban/:entry/huy", in(p.voidNumber))
}

// lifePage starts a page about one side of a meeting's life.
func (r room) lifePage(m meeting.Meeting, title string) meetingview.LifePage {
	return meetingview.LifePage{
		Base: r.at(ui.SectionMeetings, r.meetingCrumbs(m, ui.Link{Text: title})...), Head: ui.PageHead{Title: title, Sub: m.Title},
		Back: ui.Link{Text: r.t("record.back"), URL: r.meetingURL(m.Number)},
	}
}

// button is an act that needs nothing but a click.
func (r room) button(action, word string, icon ui.Icon, pairs ...string) meetingview.Act {
	a := meetingview.Act{Form: ui.Form{P: r.words, Action: action}, Submit: r.t(word), Icon: icon}
	for i := 0; i+1 < len(pairs); i += 2 {
		a.Hidden = append(a.Hidden, ui.Pair{Name: pairs[i], Value: pairs[i+1]})
	}
	return a
}

// act is a form of a page that has several; submit is a catalogue key.
func (s *sheet) act(action, submit string, parts ...templ.Component) meetingview.Act {
	return meetingview.Act{Form: s.t.form(s.r, action, s.fields...), Parts: parts, Submit: s.r.t(submit)}
}

// sendFile answers with a file to be saved.
func sendFile(c *gin.Context, name, media string, body []byte) error {
	c.Header("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	c.Header("Cache-Control", "private, no-store")
	c.Data(http.StatusOK, media, body)
	return nil
}

// meetingTop reads the meeting the address names, as far as the reader may see it.
func (p *Pages) meetingTop(ctx context.Context, c *gin.Context, r room) (meeting.Meeting, error) {
	m, err := p.d.Meetings.Find(ctx, r.by, r.committee.ID, c.Param("meeting"))
	if err != nil {
		return meeting.Meeting{}, err
	}
	return p.d.Meetings.Get(ctx, r.by, r.committee.ID, m)
}

// fullTop is meetingTop for those who may read the whole record.
func (p *Pages) fullTop(ctx context.Context, c *gin.Context, r room) (meeting.Meeting, error) {
	m, err := p.meetingTop(ctx, c, r)
	if err != nil {
		return m, err
	}
	return m, access.Require(m.Level == meeting.Full)
}

// recordLife puts the ways to the pages around the record on its page.
func (r room) recordLife(d meeting.Record, page *meetingview.ShowPage) {
	m := d.Meeting
	keeps, reads := meeting.MayRecord(r.by, r.committee.ID), r.by.May(r.committee.ID, access.ReadAll)
	link := func(show bool, key string, icon ui.Icon, parts ...string) {
		if show {
			page.Life = append(page.Life, ui.Link{Text: r.t(key), URL: r.meetingURL(m.Number, parts...), Icon: icon})
		}
	}
	held := m.State.Held()
	link(keeps, "life.invitation", ui.IconCalendar, "giay-moi")
	link(reads, "life.review", ui.IconTask, "ra-soat")
	link(reads && held, "life.completeness", ui.IconEyeCheck, "day-du")
	link(reads && held, "life.comments", ui.IconComment, "gop-y")
	link(held, "life.signing", ui.IconEdit, "ky")
	link(held, "paper.minutes", ui.IconWord, "van-ban", "bien-ban")
	link(held, "paper.notice", ui.IconWord, "van-ban", "thong-bao")
	link(m.State == meeting.Issued, "paper.supplement", ui.IconWord, "van-ban", "bo-sung")
	if q := d.Quorum; d.Roll.Total > 0 && held {
		page.Quorum = &ui.Link{Text: r.quorumWords(q), URL: r.meetingURL(m.Number, "tuc-so")}
	}
	if !r.writes(m) {
		return
	}
	page.AgendaActs = []meetingview.Act{r.button(r.meetingURL(m.Number, "lap-chuong-trinh"), "life.prepare_agenda", ui.IconAdd)}
	page.RollActs = []meetingview.Act{r.button(r.meetingURL(m.Number, "lap-danh-sach"), "life.fill_roll", ui.IconAdd)}
}

func (r room) quorumWords(q meeting.Quorum) string {
	switch {
	case q.Needed == nil:
		return r.t("life.quorum_counted", q.Present, q.Seats)
	case q.Reached():
		return r.t("life.quorum_reached", q.Present, *q.Needed)
	}
	return r.t("life.quorum_short", q.Present, *q.Needed)
}

// agendaMore are the words below a point of the agenda: who prepares what, and what became of it.
func (r room) agendaMore(g meeting.AgendaItem) []string {
	var all []string
	if who := ical.Preparing(r.words, g); who != "" {
		all = append(all, who)
	}
	switch g.Outcome {
	case meeting.OutcomeDone:
		all = append(all, r.t("outcome.done"))
	case meeting.OutcomeMoved:
		all = append(all, r.t("life.moved_to", strconv.Itoa(g.MovedNo)))
	default:
	}
	return all
}
