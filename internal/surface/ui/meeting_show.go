package ui

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/attach"
	"github.com/dondoc/dondoc/internal/domain/meeting"
	meetingview "github.com/dondoc/dondoc/web/views/meeting"
	"github.com/dondoc/dondoc/web/views/ui"
)

func (p *Pages) showMeeting(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.recordOf(ctx, c, r)
	if err != nil {
		return err
	}
	page := r.recordPage(d)
	if !page.Heading {
		if err := p.recordAround(ctx, r, d, &page); err != nil {
			return err
		}
	}
	return show(ctx, c, http.StatusOK, meetingview.Show(page))
}

// recordAround adds what the record itself does not hold: the days people were told before, and the papers of the agenda.
func (p *Pages) recordAround(ctx context.Context, r room, d meeting.Record, page *meetingview.ShowPage) error {
	told, err := p.d.Meetings.Told(ctx, r.by, r.committee.ID, d.Meeting.ID)
	if err != nil {
		return err
	}
	if len(told) > 1 {
		var days []string
		for _, t := range told[:len(told)-1] {
			days = append(days, joined(" ", t.StartsAt, t.HeldOn.VN()))
		}
		page.Facts = append(page.Facts, ui.Term{Name: r.t("record.told_before"), Text: strings.Join(days, "; "), Sub: told[len(told)-1].Why})
	}
	files, err := p.d.Attach.Of(ctx, r.by, r.committee.ID, attach.OfMeeting, attach.OwnerID(d.Meeting.ID))
	if err != nil {
		return err
	}
	for i, g := range d.Agenda {
		for _, f := range files {
			if f.OwnerID == attach.OwnerID(g.ID) {
				page.Agenda[i].Files = append(page.Agenda[i].Files, ui.Link{Text: f.FileName, URL: r.url("tep", f.ID.String())})
			}
		}
	}
	return nil
}

// writes reports whether the reader may change the record now.
func (r room) writes(m meeting.Meeting) bool {
	return meeting.MayRecord(r.by, r.committee.ID) && !m.State.Locked()
}

func (r room) recordPage(d meeting.Record) meetingview.ShowPage {
	m := d.Meeting
	page := meetingview.ShowPage{
		Base: r.at(ui.SectionMeetings, r.meetingCrumbs(m)...),
		Head: ui.PageHead{
			Title: m.Title, Chip: r.t("meeting.state." + string(m.State)),
			Sub: joined(" · ", r.t("meeting.kind."+string(m.Kind)), m.HeldOn.VN(), m.Place),
		},
		Facts: r.recordFacts(m), Heading: m.Level != meeting.Full, Source: m.Source,
	}
	for _, w := range d.Warnings(r.today) {
		page.Warnings = append(page.Warnings, r.words.Message(w))
	}
	switch {
	case page.Heading:
		page.Closed = r.t("record.heading_only")
	case m.State == meeting.Cancelled:
		page.Closed = r.t("record.cancelled")
	case m.State.Locked():
		page.Closed = r.t("meeting.locked")
	}
	if page.Heading {
		return page
	}
	if m.Wording == meeting.Verbatim {
		page.Source = ""
	}
	page.Remark = m.Remark
	r.recordRoll(d, &page)
	r.recordAgenda(d, &page)
	r.recordBlocks(d, &page)
	r.recordActs(d, &page)
	r.recordLife(d, &page)
	return page
}

// joined puts what there is together.
func joined(between string, parts ...string) string {
	var some []string
	for _, s := range parts {
		if s != "" {
			some = append(some, s)
		}
	}
	return strings.Join(some, between)
}

func (r room) recordFacts(m meeting.Meeting) []ui.Term {
	when := joined(" ", m.StartsAt, m.HeldOn.VN())
	switch {
	case !m.EndedOn.IsZero() && m.EndedOn != m.HeldOn:
		when = r.t("record.from_to", when, joined(" ", m.EndsAt, m.EndedOn.VN()))
	case m.EndsAt != "":
		when = r.t("record.from_to", joined(" ", m.HeldOn.VN(), m.StartsAt), m.EndsAt)
	}
	var secretaries []string
	for _, s := range m.Secretaries {
		secretaries = append(secretaries, s.Name)
	}
	var facts []ui.Term
	for _, f := range []ui.Term{
		{Name: r.t("column.chair"), Text: m.ChairName, Sub: m.ChairPost},
		{Name: r.t("column.secretary"), Text: strings.Join(secretaries, "; ")},
		{Name: r.t("record.when"), Text: when},
		{Name: r.t("column.place"), Text: m.Place},
		{Name: r.t("record.reviewed"), Text: r.periodName(m.ReviewedPeriod)},
		{Name: r.t("record.next_period"), Text: r.periodName(m.NextPeriod)},
	} {
		if f.Text != "" {
			facts = append(facts, f)
		}
	}
	return facts
}

func (r room) recordRoll(d meeting.Record, page *meetingview.ShowPage) {
	if d.Roll.Total > 0 {
		page.Roll = r.rollWords(d.Roll)
		if !d.Meeting.State.Held() {
			page.Roll = r.t("record.expected", d.Roll.Total)
		}
	}
	for i, a := range d.Attendance {
		l := meetingview.RollLine{
			ID: "a-" + a.ID.String(), Name: a.Name, Post: joined(" · ", a.Post, a.UnitName), Status: r.t("attendance." + string(a.Status)), Away: a.Status != meeting.Present,
		}
		var notes []string
		for _, n := range []struct {
			is   bool
			word string
		}{
			{a.InFor != "", r.t("record.in_for", a.InFor)},
			{a.Late, r.t("record.late", a.ArrivedAt)},
			{a.LeftEarly, r.t("record.left", a.LeftAt)},
			{a.BackAt != "", r.t("record.left_and_back", a.LeftAt, a.BackAt)},
		} {
			if n.is {
				notes = append(notes, n.word)
			}
		}
		l.Notes = strings.Join(notes, " · ")
		if !d.Meeting.State.Held() && a.Status == meeting.Present {
			l.Status = ""
		}
		if r.writes(d.Meeting) {
			l.Menu = r.lineMenu(d, partRoll, i)
		}
		page.People = append(page.People, l)
	}
	if r.writes(d.Meeting) {
		page.AddPerson = []ui.Link{
			{Text: r.t("record.roll_add"), URL: r.meetingURL(d.Meeting.Number, partRoll, "moi")},
		}
	}
}

// rollWords is "Dự họp 24/27 (vắng có lý do 2, dự thay 1)".
func (r room) rollWords(l meeting.Roll) string {
	words := r.t("record.roll", l.Present, l.Total)
	var more []string
	for _, part := range []struct {
		n   int
		key string
	}{{l.Excused, "record.roll_excused"}, {l.Absent, "record.roll_absent"}, {l.Substitutes, "record.roll_substitutes"}} {
		if part.n > 0 {
			more = append(more, r.t(part.key, part.n))
		}
	}
	if len(more) > 0 {
		words += " (" + strings.Join(more, ", ") + ")"
	}
	return words
}

func (r room) recordAgenda(d meeting.Record, page *meetingview.ShowPage) {
	for i, g := range d.Agenda {
		l := meetingview.AgendaLine{ID: "g-" + g.ID.String(), Title: g.Title, Sub: g.Presenter}
		if g.Minutes > 0 {
			l.Sub = joined(" · ", l.Sub, r.t("record.minutes_long", g.Minutes))
		}
		l.More = r.agendaMore(g)
		if r.writes(d.Meeting) {
			l.Menu = r.lineMenu(d, partAgenda, i)
			l.Menu.Links = append(l.Menu.Links, ui.Link{Text: r.t("life.outcome"), URL: r.meetingURL(d.Meeting.Number, partAgenda, g.ID.String(), "ket-qua")})
		}
		page.Agenda = append(page.Agenda, l)
	}
	if r.writes(d.Meeting) {
		page.AddAgenda = &ui.Link{Text: r.t("record.agenda_add"), URL: r.meetingURL(d.Meeting.Number, partAgenda, "moi")}
	}
}

// recordActs are what may be done with the whole record, the likeliest first.
func (r room) recordActs(d meeting.Record, page *meetingview.ShowPage) {
	if !meeting.MayRecord(r.by, r.committee.ID) {
		return
	}
	m := d.Meeting
	move := ui.Link{Text: r.t("record.move"), URL: r.meetingURL(m.Number, "chuyen")}
	if !r.writes(m) {
		if len(m.State.Next()) > 0 {
			page.Head.Actions = []ui.Link{move}
		}
		return
	}
	page.Head.Actions = []ui.Link{
		{Text: r.t("record.block_add"), URL: r.meetingURL(m.Number, partBlocks, "moi"), Icon: ui.IconAdd},
		{Text: r.t("live.title"), URL: r.meetingURL(m.Number, partLive), Icon: ui.IconMeeting},
		{Text: r.t("action.edit"), URL: r.meetingURL(m.Number, "sua"), Icon: ui.IconEdit},
		move,
	}
	for _, k := range meeting.BlockKinds() {
		page.AddBlock = append(page.AddBlock, ui.Link{Text: r.t("block." + string(k)), URL: r.newBlockURL(d, k)})
	}
	page.AddBlock = append([]ui.Link{page.Head.Actions[0]}, page.AddBlock...)
	page.AddBlock[0].Icon = ""
	page.Others = []ui.Link{
		{Text: r.t("record.shortcoming_here"), URL: r.url("ton-tai", "moi") + "?meeting_id=" + m.ID.String()},
		{Text: r.t("record.task_here"), URL: r.url("nhiem-vu", "moi") + "?" + url.Values{"meeting_id": {m.ID.String()}, "given_on": {m.HeldOn.VN()}}.Encode()},
		{Text: r.t("record.taken_out"), URL: r.meetingURL(m.Number, "da-rut")},
	}
}

// newBlockURL starts a line of a kind; a conclusion goes into the last speech.
func (r room) newBlockURL(d meeting.Record, k meeting.BlockKind) string {
	q := url.Values{"kind": {string(k)}}
	if k == meeting.Conclusion {
		for _, b := range d.Blocks {
			if b.Kind == meeting.Speech && !b.Withdrawn {
				q.Set("within_id", b.ID.String())
			}
		}
	}
	return r.meetingURL(d.Meeting.Number, partBlocks, "moi") + "?" + q.Encode()
}

// lineMenu are the acts on the i-th line of a part of the record.
func (r room) lineMenu(d meeting.Record, part string, i int) *meetingview.Menu {
	lines := linesOf(d, part)
	l := lines[i]
	at := func(act string) string { return r.meetingURL(d.Meeting.Number, part, l.id, act) }
	m := &meetingview.Menu{Label: r.t("record.line_acts", i+1), Links: []ui.Link{{Text: r.t("action.edit"), URL: at("sua")}}}
	if part == partBlocks {
		m.Links = append(m.Links,
			ui.Link{Text: r.t("record.block_after"), URL: r.meetingURL(d.Meeting.Number, part, "moi") + "?after_id=" + l.id},
			ui.Link{Text: r.t("record.versions"), URL: at("phien-ban")})
	}
	m.Links = append(m.Links, ui.Link{Text: r.t("record.place"), URL: at("vi-tri")})
	if i > 0 {
		where := "first"
		if i > 1 {
			where = lines[i-2].id
		}
		m.Posts = append(m.Posts, meetingview.Post{Action: at("vi-tri"), Word: r.t("record.up"), Hidden: []ui.Pair{{Name: "place", Value: where}}})
	}
	if i+1 < len(lines) {
		m.Posts = append(m.Posts, meetingview.Post{Action: at("vi-tri"), Word: r.t("record.down"), Hidden: []ui.Pair{{Name: "place", Value: lines[i+1].id}}})
	}
	if !l.withdrawn {
		m.Posts = append(m.Posts, meetingview.Post{Action: at("rut"), Word: r.t("action.withdraw"), Hidden: []ui.Pair{{Name: "version", Value: strconv.Itoa(l.version)}}})
	}
	return m
}
