package ui

import (
	"context"
	"net/url"
	"strconv"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/foundation/access"
	formview "github.com/dondoc/dondoc/web/views/form"
	"github.com/dondoc/dondoc/web/views/ui"
)

// newBlock starts a line of the minutes. A link brings its kind, the line it follows, and what it shares with the line before.
func (p *Pages) newBlock(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.kept(ctx, c, r)
	if err != nil {
		return err
	}
	t := p.fresh("kind", string(meeting.Speech), "wording", string(d.Meeting.Wording))
	t = t.take(c, "kind", "within_id", "agenda_item_id", "speaker_id", "speaker", "speaker_post")
	t.values.Set("place", c.Query("after_id"))
	return p.blockForm(ctx, c, r, d, lineForm{t: t})
}

// blockContent reads what a form says of a line. Votes are read of a vote only; so are a speech for conclusions only.
func blockContent(t typed) meeting.BlockContent {
	b := meeting.BlockContent{
		Kind: meeting.BlockKind(t.values.Get("kind")), Within: meeting.BlockID(t.id("within_id")), AgendaItem: meeting.AgendaID(t.id("agenda_item_id")),
		SpeakerID: access.PersonID(t.id("speaker_id")), Speaker: t.values.Get("speaker"), SpeakerPost: t.values.Get("speaker_post"),
		Text: t.values.Get("text"), Wording: meeting.Wording(t.values.Get("wording")), Source: t.values.Get("source"),
	}
	counted := t.values.Get("votes_for") + t.values.Get("votes_against") + t.values.Get("votes_abstained")
	if counted != "" {
		b.Votes = &meeting.Votes{For: t.howMany("votes_for"), Against: t.howMany("votes_against"), Abstained: t.howMany("votes_abstained")}
	}
	return b
}

func blockValues(b meeting.Block) typed {
	t := filled("id", b.ID.String(), "version", strconv.Itoa(b.Version), "kind", string(b.Kind), "within_id", idText(b.Within),
		"agenda_item_id", idText(b.AgendaItem), "speaker_id", idText(b.SpeakerID), "speaker", b.Speaker, "speaker_post", b.SpeakerPost,
		"text", b.Text, "wording", string(b.Wording), "source", b.Source)
	if b.Votes != nil {
		t.values.Set("votes_for", strconv.Itoa(b.Votes.For))
		t.values.Set("votes_against", strconv.Itoa(b.Votes.Against))
		t.values.Set("votes_abstained", strconv.Itoa(b.Votes.Abstained))
	}
	return t
}

// votesNamed moves what was said of votes to the fields of the form.
func (t typed) votesNamed() typed {
	return t.renamed("votes", "votes_for", "votes.for", "votes_for", "votes.against", "votes_against", "votes.abstained", "votes_abstained", "after_id", "place")
}

func (p *Pages) createBlock(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.kept(ctx, c, r)
	if err != nil {
		return err
	}
	t := posted(c)
	after, first := t.place()
	made, err := p.d.Meetings.AddBlock(ctx, r.by, meeting.AddBlock{
		Committee: r.committee.ID, ID: meeting.BlockID(t.id("id")), Meeting: d.Meeting.ID, After: after, First: first, BlockContent: blockContent(t),
	})
	if err != nil {
		if t, err = t.refused(r, err); err != nil {
			return err
		}
		return p.blockForm(ctx, c, r, d, lineForm{t: t.votesNamed()})
	}
	if t.values.Get("again") != "" {
		return done(c, r.nextBlockURL(d, t, made), r.t("saved"))
	}
	return r.lineDone(c, d, partBlocks, t)
}

// nextBlockURL goes on writing below a line: the same kind, of the same speech, by the same speaker unless it is another speech.
func (r room) nextBlockURL(d meeting.Record, t typed, made meeting.Block) string {
	q := url.Values{"kind": {string(made.Kind)}}
	if t.values.Get("place") != "" {
		q.Set("after_id", made.ID.String())
	}
	keep := []string{"within_id", "agenda_item_id"}
	if made.Kind != meeting.Speech {
		keep = append(keep, "speaker_id", "speaker", "speaker_post")
	}
	for _, name := range keep {
		if v := t.values.Get(name); v != "" {
			q.Set(name, v)
		}
	}
	return r.meetingURL(d.Meeting.Number, partBlocks, "moi") + "?" + q.Encode()
}

func (p *Pages) editBlock(ctx context.Context, c *gin.Context, r room) error {
	d, b, err := p.blockOf(ctx, c, r)
	if err != nil {
		return err
	}
	return p.blockForm(ctx, c, r, d, lineForm{t: blockValues(b), of: b.ID.String()})
}

func (p *Pages) blockOf(ctx context.Context, c *gin.Context, r room) (meeting.Record, meeting.Block, error) {
	d, err := p.kept(ctx, c, r)
	b, err := lineAt(c, err, d.Blocks, func(b meeting.BlockEntry) string { return b.ID.String() })
	return d, b.Block, err
}

func (p *Pages) saveBlock(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	d, b, err := p.blockOf(ctx, c, r)
	if err != nil {
		return err
	}
	_, err = p.d.Meetings.EditBlock(ctx, r.by, meeting.EditBlock{Committee: r.committee.ID, ID: b.ID, Version: t.version(), BlockContent: blockContent(t)})
	if err == nil {
		return r.lineDone(c, d, partBlocks, t)
	}
	l, err := refusedLine(r, t, err, blockValues)
	if err != nil {
		return err
	}
	l.of = b.ID.String()
	l.t = l.t.votesNamed()
	return p.blockForm(ctx, c, r, d, l)
}

func (p *Pages) blockForm(ctx context.Context, c *gin.Context, r room, d meeting.Record, l lineForm) error {
	people, err := p.peopleOptions(ctx, r)
	if err != nil {
		return err
	}
	s := newSheet(r, l.t, "kind")
	l.part, l.sheet, l.title = partBlocks, s, r.t("record.block_edit")
	l.parts = r.blockParts(s, d, people)
	if l.of == "" {
		l.title, l.again = r.t("record.block_add"), r.t("record.save_again")
		l.parts = append(l.parts, s.choice("place", "record.place_where", "record.place_last", r.placeOptions(d, partBlocks, "")))
	}
	return r.showLineForm(ctx, c, d, l)
}

func (r room) blockParts(s *sheet, d meeting.Record, people []ui.Option) []templ.Component {
	var kinds, speeches, points []ui.Option
	for _, k := range meeting.BlockKinds() {
		kinds = append(kinds, ui.Option{Value: string(k), Label: r.t("block." + string(k))})
	}
	for _, b := range d.Blocks {
		if b.Kind == meeting.Speech && !b.Withdrawn {
			speeches = append(speeches, ui.Option{Value: b.ID.String(), Label: clipped(joined(": ", b.Speaker, b.Text), 80)})
		}
	}
	for _, g := range d.Agenda {
		points = append(points, ui.Option{Value: g.ID.String(), Label: clipped(g.Title, 80)})
	}
	parts := []templ.Component{
		s.choice("kind", "record.block_kind", "", kinds),
		formview.Row(s.choice("speaker_id", "record.speaker", "record.not_in_register", people), s.text("speaker", "record.name_as_called", "record.name_hint")),
		s.text("speaker_post", "record.post", "record.post_hint"),
		s.area("text", "column.text", "record.text_hint", 8),
		formview.Row(s.choice("within_id", "record.within_field", "record.within_none", speeches), s.choice("agenda_item_id", "record.agenda_item", "record.no_point", points)),
		formview.Group(r.t("record.votes_head"), formview.Row(s.number("votes_for", "record.votes_for"), s.number("votes_against", "record.votes_against"),
			s.number("votes_abstained", "record.votes_abstained"))),
		formview.Group(r.t("record.whence"), s.choice("wording", "task.wording", "", r.wordings()), s.text("source", "record.source", "record.block_source_hint")),
	}
	return parts
}
