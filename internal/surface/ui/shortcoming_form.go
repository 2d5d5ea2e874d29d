package ui

import (
	"context"
	"strconv"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/shortcoming"
	"github.com/dondoc/dondoc/internal/foundation/access"
	formview "github.com/dondoc/dondoc/web/views/form"
	shortcomingview "github.com/dondoc/dondoc/web/views/shortcoming"
	"github.com/dondoc/dondoc/web/views/ui"
)

// newShortcoming starts a form. A link from the record brings the meeting and the line; a line short enough is the wording already.
func (p *Pages) newShortcoming(ctx context.Context, c *gin.Context, r room) error {
	if err := access.Require(shortcoming.MayRecord(r.by, r.committee.ID)); err != nil {
		return err
	}
	t := p.fresh("nature", string(shortcoming.Defect)).take(c, "meeting_id", "block_id", "text", "nature", "repeats_id")
	record, err := p.recordNamed(ctx, r, t)
	if err != nil {
		return err
	}
	if record != nil {
		t.values.Set("wording", string(record.Meeting.Wording))
		for _, b := range record.Blocks {
			if b.ID.String() == t.values.Get("block_id") {
				t.values.Set("wording", string(b.Wording))
				if t.values.Get("text") == "" && clipped(b.Text, prefill) == b.Text {
					t.values.Set("text", b.Text)
				}
			}
		}
	}
	return p.shortcomingForm(ctx, c, r, shortcomingAsked{t: t, record: record})
}

// recordNamed is the record of the meeting a form names, nil when it names none.
func (p *Pages) recordNamed(ctx context.Context, r room, t typed) (*meeting.Record, error) {
	m := meeting.ID(t.id("meeting_id"))
	if m.IsZero() {
		return nil, nil //nolint:nilnil // no meeting chosen yet is no error
	}
	d, err := p.d.Meetings.Record(ctx, r.by, r.committee.ID, m)
	return &d, err
}

func shortcomingContent(t typed) shortcoming.Content {
	return shortcoming.Content{
		Block: meeting.BlockID(t.id("block_id")), Text: t.values.Get("text"), Wording: meeting.Wording(t.values.Get("wording")),
		Field: org.FieldID(t.id("field_id")), Units: ids[access.UnitID](t.values["units"]),
		CauseObjective: t.values.Get("cause_objective"), CauseSubjective: t.values.Get("cause_subjective"),
	}
}

func (p *Pages) raiseShortcoming(ctx context.Context, c *gin.Context, r room) error {
	if err := access.Require(shortcoming.MayRecord(r.by, r.committee.ID)); err != nil {
		return err
	}
	t := posted(c)
	offers, err := p.offersFor(ctx, r, t, wordingOf(r, t))
	if err != nil {
		return err
	}
	if undecided(t, offers) {
		record, err := p.recordNamed(ctx, r, t)
		if err != nil {
			return err
		}
		t.failure = r.t("short.likely_before_saving")
		return p.shortcomingForm(ctx, c, r, shortcomingAsked{t: t, record: record})
	}
	made, err := p.raise(ctx, r, t)
	if err != nil {
		if t, err = t.refused(r, err); err != nil {
			return err
		}
		record, err := p.recordNamed(ctx, r, t)
		if err != nil {
			return err
		}
		return p.shortcomingForm(ctx, c, r, shortcomingAsked{t: t, record: record})
	}
	words := r.t("short.made", made.Number)
	if t.values.Get("again") != "" {
		return done(c, r.url("ton-tai", "moi")+"?meeting_id="+made.Meeting.String()+"&block_id="+idText(made.Block), words)
	}
	return done(c, r.shortURL(made.Number), words)
}

func (p *Pages) raise(ctx context.Context, r room, t typed) (shortcoming.Shortcoming, error) {
	repeats, err := p.repeated(ctx, r, t)
	if err != nil {
		return shortcoming.Shortcoming{}, err
	}
	return p.d.Shortcomings.Raise(ctx, r.by, shortcoming.Raise{
		Committee: r.committee.ID, ID: shortcoming.ID(t.id("id")), Meeting: meeting.ID(t.id("meeting_id")), Nature: shortcoming.Nature(t.values.Get("nature")),
		RaisedOn: t.date(r, "raised_on"), Repeats: repeats, Content: shortcomingContent(t),
	})
}

func shortcomingValues(s shortcoming.Shortcoming) typed {
	t := filled("id", s.ID.String(), "version", strconv.Itoa(s.Version), "meeting_id", s.Meeting.String(), "block_id", idText(s.Block),
		"text", s.Text, "wording", string(s.Wording), "field_id", idText(s.Field), "cause_objective", s.CauseObjective, "cause_subjective", s.CauseSubjective)
	for _, u := range s.Units {
		t.values.Add("units", u.ID.String())
	}
	return t
}

func (p *Pages) editShortcoming(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.shortcomingToWrite(ctx, c, r)
	if err != nil {
		return err
	}
	t := shortcomingValues(d.Shortcoming)
	record, err := p.recordNamed(ctx, r, t)
	if err != nil {
		return err
	}
	t.values.Set("event_id", idText(shortcoming.EventID(p.d.NewID())))
	return p.shortcomingForm(ctx, c, r, shortcomingAsked{t: t, record: record, of: &d.Shortcoming})
}

func (p *Pages) saveShortcoming(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	d, err := p.shortcomingToWrite(ctx, c, r)
	if err != nil {
		return err
	}
	_, err = p.d.Shortcomings.Edit(ctx, r.by, shortcoming.Edit{
		Committee: r.committee.ID, ID: d.ID, Version: t.version(), Event: shortcoming.EventID(t.id("event_id")), Note: t.values.Get("note"), Content: shortcomingContent(t),
	})
	if err == nil {
		return done(c, r.shortURL(d.Number), r.t("saved"))
	}
	a := shortcomingAsked{of: &d.Shortcoming}
	if now, ok := storedNow[shortcoming.Shortcoming](err); ok {
		theirs := shortcomingValues(now)
		a.theirs = &theirs
		t.values.Set("version", strconv.Itoa(now.Version))
	}
	if a.t, err = t.refused(r, err); err != nil {
		return err
	}
	if a.record, err = p.recordNamed(ctx, r, shortcomingValues(d.Shortcoming)); err != nil {
		return err
	}
	return p.shortcomingForm(ctx, c, r, a)
}

// shortcomingAsked is a shortcoming that is being written.
type shortcomingAsked struct {
	t      typed
	record *meeting.Record // of the meeting that names it; nil while none is chosen
	of     *shortcoming.Shortcoming
	theirs *typed
}

func (p *Pages) shortcomingForm(ctx context.Context, c *gin.Context, r room, a shortcomingAsked) error {
	o, err := p.shortcomingOptions(ctx, r, a)
	if err != nil {
		return err
	}
	s := newSheet(r, a.t, "text", "nature", "meeting_id")
	page := formview.Page{Head: ui.PageHead{Title: r.t("short.new")}, Submit: r.t("action.save"), Again: r.t("record.save_again")}
	action, back := r.url("ton-tai"), r.url("ton-tai")
	crumbs := []ui.Link{{Text: r.t("nav.shortcomings"), URL: back}, {Text: page.Head.Title}}
	if a.record != nil {
		page.Head.Sub, back = a.record.Meeting.Title, r.meetingURL(a.record.Meeting.Number)
		if b := a.t.values.Get("block_id"); b != "" {
			back += partAnchor(partBlocks, b)
		}
	}
	page.Hidden = s.hidden("meeting_id")
	if a.of != nil {
		page.Head.Title, page.Again = r.t("short.edit", a.of.Number), ""
		action, back = r.shortURL(a.of.Number, "sua"), r.shortURL(a.of.Number)
		crumbs = r.shortCrumbs(a.of.Number, ui.Link{Text: r.t("action.edit")})
		page.Hidden = s.hidden("event_id")
	}
	page.Base, page.Cancel = r.at(ui.SectionShortcomings, crumbs...), ui.Link{Text: r.t("action.cancel"), URL: back}
	if a.record == nil {
		page.Hidden, page.Note, page.Again = nil, r.t("short.meeting_note"), ""
	}
	page.Parts = shortcomingParts(s, o, a)
	page.Form, page.Stale = a.t.form(r, action, s.fields...), s.bothSides(a.theirs, back)
	return show(ctx, c, a.t.status(), formview.Show(page))
}

// shortcomingChoices are what the form may choose from.
type shortcomingChoices struct {
	meetings, blocks, fields, units []ui.Option
	offers                          shortcomingview.Offers
}

func (p *Pages) shortcomingOptions(ctx context.Context, r room, a shortcomingAsked) (shortcomingChoices, error) {
	var o shortcomingChoices
	var err error
	if a.record == nil {
		if o.meetings, err = p.meetingOptions(ctx, r); err != nil {
			return o, err
		}
	} else {
		for _, b := range a.record.Blocks {
			if !b.Withdrawn || b.ID.String() == a.t.values.Get("block_id") {
				o.blocks = append(o.blocks, ui.Option{Value: b.ID.String(), Label: clipped(joined(": ", b.Speaker, b.Text), 90)})
			}
		}
	}
	if o.fields, err = p.fieldOptions(ctx, r); err != nil {
		return o, err
	}
	if o.units, err = p.unitOptions(ctx, r); err != nil {
		return o, err
	}
	if a.of == nil {
		o.offers, err = p.offersFor(ctx, r, a.t, wordingOf(r, a.t))
		o.offers.URL = r.url("ton-tai", "giong")
	}
	return o, err
}

func shortcomingParts(s *sheet, o shortcomingChoices, a shortcomingAsked) []templ.Component {
	r := s.r
	var parts []templ.Component
	if a.record == nil {
		parts = append(parts, s.choice("meeting_id", "column.meeting", "short.choose_meeting", o.meetings))
	}
	parts = append(parts, s.area("text", "column.text", "short.text_hint", 4))
	if a.of == nil {
		s.fields = append(s.fields, o.offers.Choices.Field, o.offers.Number)
		parts = append(parts, shortcomingview.OffersOf(o.offers))
		parts = append(parts, s.radios("nature", "short.nature", r.natures()))
	}
	parts = append(parts, s.choice("wording", "task.wording", "short.wording_as_source", r.wordings()))
	if a.record != nil {
		parts = append(parts, s.choice("block_id", "short.block", "short.no_block", o.blocks))
	}
	parts = append(parts, s.choice("field_id", "column.field", "short.no_field", o.fields), s.several("units", "short.units", o.units),
		s.area("cause_objective", "short.cause_objective", "short.cause_objective_hint", 2), s.area("cause_subjective", "short.cause_subjective", "short.cause_subjective_hint", 2))
	if a.of == nil {
		return append(parts, s.date("raised_on", "short.raised", "short.raised_hint"))
	}
	return append(parts, s.area("note", "short.note", "short.note_hint", 2))
}
