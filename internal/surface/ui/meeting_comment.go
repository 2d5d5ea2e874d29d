package ui

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	formview "github.com/dondoc/dondoc/web/views/form"
	meetingview "github.com/dondoc/dondoc/web/views/meeting"
	"github.com/dondoc/dondoc/web/views/ui"
)

// showComments lists what participants said to the lines of the minutes, and the lines that may be commented on.
func (p *Pages) showComments(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.recordOf(ctx, c, r)
	if err != nil {
		return err
	}
	m := d.Meeting
	all, err := p.d.Meetings.Comments(ctx, r.by, r.committee.ID, m.ID)
	if err != nil {
		return err
	}
	page := r.lifePage(m, r.t("life.comments"))
	page.Head.Chip = r.t("meeting.state." + string(m.State))
	given := meetingview.Part{ID: "da-gop", Title: r.t("life.comments_given"), Empty: r.t("life.comments_none")}
	for _, k := range all {
		given.Lines = append(given.Lines, r.commentLine(d, k))
	}
	page.Parts = []meetingview.Part{given}
	if meeting.MayComment(r.by, m) {
		lines := meetingview.Part{ID: "cac-dong", Title: r.t("life.comment_on"), Empty: r.t("record.empty")}
		for _, b := range d.Blocks {
			if !b.Withdrawn {
				lines.Lines = append(lines.Lines, meetingview.Line{
					What: joined(": ", r.t("block."+string(b.Kind)), b.Speaker), Quote: b.Text,
					URL: r.meetingURL(m.Number, "gop-y", "moi") + "?block_id=" + b.ID.String(),
				})
			}
		}
		page.Parts = append(page.Parts, lines)
	}
	return show(ctx, c, http.StatusOK, meetingview.Life(page))
}

func (r room) commentLine(d meeting.Record, k meeting.Comment) meetingview.Line {
	l := meetingview.Line{
		ID: "k-" + k.ID.String(), What: k.Name, Chip: r.t("comment." + string(k.State)), Text: k.Text, Sub: r.moment(k.At), Quiet: k.State != meeting.CommentOpen,
	}
	if b, ok := blockOf(d, k.Block); ok {
		l.Quote = joined(": ", b.Speaker, b.Text)
		if b.Version != k.BlockVersion {
			l.Sub = joined(" · ", l.Sub, r.t("life.comment_older"))
		}
	}
	if k.State != meeting.CommentOpen {
		l.Text += "\n→ " + joined(": ", k.AnsweredBy, k.Answer)
	}
	if r.writes(d.Meeting) {
		l.URL = r.meetingURL(d.Meeting.Number, "gop-y", k.ID.String())
	}
	return l
}

func blockOf(d meeting.Record, b meeting.BlockID) (meeting.BlockEntry, bool) {
	i := slices.IndexFunc(d.Blocks, func(e meeting.BlockEntry) bool { return e.ID == b })
	if i < 0 {
		return meeting.BlockEntry{}, false
	}
	return d.Blocks[i], true
}

func (p *Pages) askComment(ctx context.Context, c *gin.Context, r room) error {
	return p.commentForm(ctx, c, r, p.fresh().take(c, "block_id"))
}

func (p *Pages) commentForm(ctx context.Context, c *gin.Context, r room, t typed) error {
	d, err := p.recordOf(ctx, c, r)
	if err != nil {
		return err
	}
	b, ok := blockOf(d, meeting.BlockID(t.id("block_id")))
	if !ok {
		return fault.New(fault.NotFound, "not_found")
	}
	if err := access.Require(meeting.MayComment(r.by, d.Meeting)); err != nil {
		return err
	}
	title, s, m := r.t("life.comment"), newSheet(r, t, "text"), d.Meeting
	page := formview.Page{
		Base: r.at(ui.SectionMeetings, r.meetingCrumbs(m, ui.Link{Text: r.t("life.comments"), URL: r.meetingURL(m.Number, "gop-y")}, ui.Link{Text: title})...),
		Head: ui.PageHead{Title: title, Sub: m.Title}, Lead: joined(": ", b.Speaker, b.Text), Submit: r.t("life.comment_send"),
		Cancel: ui.Link{Text: r.t("action.cancel"), URL: r.meetingURL(m.Number, "gop-y")}, Hidden: s.hidden("block_id"),
		Parts: []templ.Component{s.area("text", "life.comment_text", "life.comment_hint", 4)},
	}
	page.Form = t.form(r, r.meetingURL(m.Number, "gop-y"), s.fields...)
	return show(ctx, c, t.status(), formview.Show(page))
}

func (p *Pages) addComment(ctx context.Context, c *gin.Context, r room) error {
	m, err := p.fullTop(ctx, c, r)
	if err != nil {
		return err
	}
	t := posted(c)
	k, err := p.d.Meetings.AddComment(ctx, r.by, meeting.AddComment{
		Committee: r.committee.ID, ID: meeting.CommentID(t.id("id")), Block: meeting.BlockID(t.id("block_id")), Text: t.values.Get("text"),
	})
	if err != nil {
		if t, err = t.refused(r, err); err != nil {
			return err
		}
		return p.commentForm(ctx, c, r, t)
	}
	return done(c, r.meetingURL(m.Number, "gop-y")+"#k-"+k.ID.String(), r.t("life.comment_sent"))
}

// commentOf is the comment the address names.
func (p *Pages) commentOf(ctx context.Context, c *gin.Context, r room) (meeting.Record, meeting.Comment, error) {
	d, err := p.kept(ctx, c, r)
	if err != nil {
		return d, meeting.Comment{}, err
	}
	all, err := p.d.Meetings.Comments(ctx, r.by, r.committee.ID, d.Meeting.ID)
	if err != nil {
		return d, meeting.Comment{}, err
	}
	i := slices.IndexFunc(all, func(k meeting.Comment) bool { return k.ID.String() == c.Param("comment") })
	if i < 0 {
		return d, meeting.Comment{}, fault.New(fault.NotFound, "not_found")
	}
	return d, all[i], nil
}

func (p *Pages) askAnswer(ctx context.Context, c *gin.Context, r room) error {
	d, k, err := p.commentOf(ctx, c, r)
	if err != nil {
		return err
	}
	state := k.State
	if state == meeting.CommentOpen {
		state = meeting.CommentTakenOver
	}
	return p.answerForm(ctx, c, r, answering{d, k, filled("version", strconv.Itoa(k.Version), "state", string(state), "answer", k.Answer)})
}

// answering is a comment that is being answered.
type answering struct {
	d meeting.Record
	k meeting.Comment
	t typed
}

func (p *Pages) answerForm(ctx context.Context, c *gin.Context, r room, a answering) error {
	title, s, m := r.t("life.comment_answer"), newSheet(r, a.t), a.d.Meeting
	states := []ui.Option{
		{Value: string(meeting.CommentTakenOver), Label: r.t("comment.taken_over")}, {Value: string(meeting.CommentAnswered), Label: r.t("comment.answered")},
	}
	page := formview.Page{
		Base: r.at(ui.SectionMeetings, r.meetingCrumbs(m, ui.Link{Text: r.t("life.comments"), URL: r.meetingURL(m.Number, "gop-y")}, ui.Link{Text: title})...),
		Head: ui.PageHead{Title: title, Sub: a.k.Name + " · " + r.moment(a.k.At)}, Lead: a.k.Text, Note: r.t("life.comment_answer_note"), Submit: r.t("action.save"),
		Cancel: ui.Link{Text: r.t("action.cancel"), URL: r.meetingURL(m.Number, "gop-y")},
		Parts:  []templ.Component{s.radios("state", "life.comment_state", states), s.area("answer", "life.comment_answer_text", "life.comment_answer_hint", 3)},
	}
	if b, ok := blockOf(a.d, a.k.Block); ok {
		page.Head.Actions = []ui.Link{{Text: r.t("record.block_edit"), URL: r.meetingURL(m.Number, partBlocks, b.ID.String(), "sua"), Icon: ui.IconEdit}}
	}
	page.Form = a.t.form(r, r.meetingURL(m.Number, "gop-y", a.k.ID.String()), s.fields...)
	return show(ctx, c, a.t.status(), formview.Show(page))
}

func (p *Pages) answerComment(ctx context.Context, c *gin.Context, r room) error {
	d, k, err := p.commentOf(ctx, c, r)
	if err != nil {
		return err
	}
	t := posted(c)
	_, err = p.d.Meetings.AnswerComment(ctx, r.by, meeting.AnswerComment{
		Committee: r.committee.ID, ID: k.ID, Version: t.version(), State: meeting.CommentState(t.values.Get("state")), Answer: t.values.Get("answer"),
	})
	if err == nil {
		return done(c, r.meetingURL(d.Meeting.Number, "gop-y")+"#k-"+k.ID.String(), r.t("saved"))
	}
	if now, ok := storedNow[meeting.Comment](err); ok {
		t.values.Set("version", strconv.Itoa(now.Version))
		k = now
	}
	if t, err = t.refused(r, err); err != nil {
		return err
	}
	return p.answerForm(ctx, c, r, answering{d, k, t})
}
