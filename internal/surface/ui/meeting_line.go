package ui

import (
	"context"
	"net/http"
	"strconv"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	formview "github.com/dondoc/dondoc/web/views/form"
	meetingview "github.com/dondoc/dondoc/web/views/meeting"
	"github.com/dondoc/dondoc/web/views/ui"
)

// recordLine is what lines of the agenda, the roll and the minutes have in common.
type recordLine struct {
	id        string
	words     string
	version   int
	withdrawn bool
}

// linesOf are the lines of a part of the record, in order.
func linesOf(d meeting.Record, part string) []recordLine {
	var all []recordLine
	switch part {
	case partAgenda:
		for _, g := range d.Agenda {
			all = append(all, recordLine{g.ID.String(), g.Title, g.Version, g.Withdrawn})
		}
	case partRoll:
		for _, a := range d.Attendance {
			all = append(all, recordLine{a.ID.String(), a.Name, a.Version, a.Withdrawn})
		}
	case partBlocks:
		for _, b := range d.Blocks {
			all = append(all, recordLine{b.ID.String(), joined(": ", b.Speaker, b.Text), b.Version, b.Withdrawn})
		}
	}
	return all
}

// lineOf is the line the address names.
func lineOf(c *gin.Context, d meeting.Record, part string) (recordLine, error) {
	for _, l := range linesOf(d, part) {
		if l.id == c.Param("line") {
			return l, nil
		}
	}
	return recordLine{}, fault.New(fault.NotFound, "not_found")
}

// lineAt is the line of a record, read with err, that the address names.
func lineAt[E any](c *gin.Context, err error, lines []E, id func(E) string) (E, error) {
	var none E
	if err != nil {
		return none, err
	}
	for _, l := range lines {
		if id(l) == c.Param("line") {
			return l, nil
		}
	}
	return none, fault.New(fault.NotFound, "not_found")
}

// refusedLine is the form of a line that was refused: what was typed, why not, and what somebody else stored meanwhile.
func refusedLine[T any](r room, t typed, refused error, values func(T) typed) (lineForm, error) {
	l := lineForm{}
	if now, ok := storedNow[T](refused); ok {
		theirs := values(now)
		l.theirs = &theirs
		t.values.Set("version", theirs.values.Get("version"))
	}
	var err error
	l.t, err = t.refused(r, refused)
	return l, err
}

// partAnchors are where on the record's page a part begins.
func partAnchor(part, line string) string {
	switch part {
	case partAgenda:
		return "#g-" + line
	case partRoll:
		return "#a-" + line
	}
	return "#b-" + line
}

// placeOptions are the places a line may have: last, first, after another one.
func (r room) placeOptions(d meeting.Record, part, without string) []ui.Option {
	all := []ui.Option{{Value: "first", Label: r.t("record.place_first")}}
	for i, l := range linesOf(d, part) {
		if l.id != without {
			all = append(all, ui.Option{Value: l.id, Label: r.t("record.place_after", i+1, clipped(l.words, 60))})
		}
	}
	return all
}

// place reads a place: the line to stand after, or first; neither is last.
func (t typed) place() (after [16]byte, first bool) {
	v := t.values.Get("place")
	return parseID(v), v == "first"
}

// lineForm is the page on which a line of the record is written. of is the row edited, "" for a new one.
type lineForm struct {
	part, of    string
	title       string
	t           typed
	sheet       *sheet
	parts       []templ.Component
	hidden      []ui.Pair
	theirs      *typed
	again, note string
}

func (r room) showLineForm(ctx context.Context, c *gin.Context, d meeting.Record, l lineForm) error {
	back := r.meetingURL(d.Meeting.Number)
	action := r.meetingURL(d.Meeting.Number, l.part)
	if l.of != "" {
		action, back = action+"/"+l.of+"/sua", back+partAnchor(l.part, l.of)
	}
	page := formview.Page{
		Base: r.at(ui.SectionMeetings, r.meetingCrumbs(d.Meeting, ui.Link{Text: l.title})...), Head: ui.PageHead{Title: l.title, Sub: d.Meeting.Title},
		Note: l.note, Form: l.t.form(r, action, l.sheet.fields...), Parts: l.parts, Hidden: l.hidden, Stale: l.sheet.bothSides(l.theirs, back),
		Submit: r.t("action.save"), Again: l.again, Cancel: ui.Link{Text: r.t("action.cancel"), URL: back},
	}
	return show(ctx, c, l.t.status(), formview.Show(page))
}

// withdrawLine takes a line out of the record, or brings it back.
func (p *Pages) withdrawLine(part string, out bool) roomHandler {
	return func(ctx context.Context, c *gin.Context, r room) error {
		d, err := p.kept(ctx, c, r)
		if err != nil {
			return err
		}
		t, line := posted(c), parseID(c.Param("line"))
		switch part {
		case partAgenda:
			_, err = p.d.Meetings.WithdrawAgendaItem(ctx, r.by, meeting.Withdraw[meeting.AgendaID]{Committee: r.committee.ID, ID: line, Version: t.version(), Withdrawn: out})
		case partRoll:
			_, err = p.d.Meetings.WithdrawAttendance(ctx, r.by, meeting.Withdraw[meeting.AttendanceID]{Committee: r.committee.ID, ID: line, Version: t.version(), Withdrawn: out})
		default:
			_, err = p.d.Meetings.WithdrawBlock(ctx, r.by, meeting.Withdraw[meeting.BlockID]{Committee: r.committee.ID, ID: line, Version: t.version(), Withdrawn: out})
		}
		if err != nil {
			return err
		}
		if out {
			return done(c, r.meetingURL(d.Meeting.Number), r.t("record.line_withdrawn"))
		}
		return done(c, r.meetingURL(d.Meeting.Number)+partAnchor(part, c.Param("line")), r.t("record.line_restored"))
	}
}

// askPlace asks where a line is to stand.
func (p *Pages) askPlace(part string) roomHandler {
	return func(ctx context.Context, c *gin.Context, r room) error {
		d, err := p.kept(ctx, c, r)
		if err != nil {
			return err
		}
		l, err := lineOf(c, d, part)
		if err != nil {
			return err
		}
		return r.placeForm(ctx, c, d, placing{part, l, filled()})
	}
}

// placing is a line that is to stand elsewhere.
type placing struct {
	part string
	line recordLine
	t    typed
}

func (r room) placeForm(ctx context.Context, c *gin.Context, d meeting.Record, w placing) error {
	title, s := r.t("record.place"), newSheet(r, w.t)
	back := r.meetingURL(d.Meeting.Number) + partAnchor(w.part, w.line.id)
	page := formview.Page{
		Base: r.at(ui.SectionMeetings, r.meetingCrumbs(d.Meeting, ui.Link{Text: title})...), Head: ui.PageHead{Title: title, Sub: d.Meeting.Title},
		Lead: clipped(w.line.words, prefill), Submit: title, Cancel: ui.Link{Text: r.t("action.cancel"), URL: back},
		Parts: []templ.Component{s.choice("place", "record.place_where", "record.place_last", r.placeOptions(d, w.part, w.line.id))},
	}
	page.Form = w.t.form(r, r.meetingURL(d.Meeting.Number, w.part, w.line.id, "vi-tri"), s.fields...)
	return show(ctx, c, w.t.status(), formview.Show(page))
}

// placeLine puts a line where it was told to stand.
func (p *Pages) placeLine(part string) roomHandler {
	return func(ctx context.Context, c *gin.Context, r room) error {
		d, err := p.kept(ctx, c, r)
		if err != nil {
			return err
		}
		l, err := lineOf(c, d, part)
		if err != nil {
			return err
		}
		t := posted(c)
		after, first := t.place()
		line := parseID(l.id)
		switch part {
		case partAgenda:
			_, err = p.d.Meetings.PlaceAgendaItem(ctx, r.by, meeting.Place[meeting.AgendaID]{Committee: r.committee.ID, ID: line, After: after, First: first})
		case partRoll:
			_, err = p.d.Meetings.PlaceAttendance(ctx, r.by, meeting.Place[meeting.AttendanceID]{Committee: r.committee.ID, ID: line, After: after, First: first})
		default:
			_, err = p.d.Meetings.PlaceBlock(ctx, r.by, meeting.Place[meeting.BlockID]{Committee: r.committee.ID, ID: line, After: after, First: first})
		}
		if err != nil {
			if t, err = t.refused(r, err); err != nil {
				return err
			}
			return r.placeForm(ctx, c, d, placing{part, l, t.renamed("after_id", "place")})
		}
		return done(c, r.meetingURL(d.Meeting.Number)+partAnchor(part, l.id), r.t("record.placed"))
	}
}

// showVersions lists every wording a line of the minutes has had.
func (p *Pages) showVersions(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.recordOf(ctx, c, r)
	if err != nil {
		return err
	}
	all, err := p.d.Meetings.BlockVersions(ctx, r.by, r.committee.ID, meeting.BlockID(parseID(c.Param("line"))))
	if err != nil {
		return err
	}
	title := r.t("record.versions")
	page := meetingview.VersionsPage{
		Base: r.at(ui.SectionMeetings, r.meetingCrumbs(d.Meeting, ui.Link{Text: title})...), Head: ui.PageHead{Title: title, Sub: d.Meeting.Title},
		Back: ui.Link{Text: r.t("record.back"), URL: r.meetingURL(d.Meeting.Number) + partAnchor(partBlocks, c.Param("line"))},
	}
	for i, v := range all {
		page.Versions = append(page.Versions, meetingview.Version{
			Number: r.t("record.version", v.Version), When: r.moment(v.RecordedAt), Who: v.Login, Kind: r.t("block." + string(v.Kind)),
			Speaker: v.Speaker, Text: v.Text, Gone: v.Withdrawn, Now: i == 0,
		})
	}
	return show(ctx, c, http.StatusOK, meetingview.Versions(page))
}

// showTakenOut lists what was taken out of the record, to be brought back.
func (p *Pages) showTakenOut(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.kept(ctx, c, r)
	if err != nil {
		return err
	}
	out, err := p.d.Meetings.TakenOut(ctx, r.by, r.committee.ID, d.Meeting.ID)
	if err != nil {
		return err
	}
	title := r.t("record.taken_out")
	page := meetingview.GonePage{
		Base: r.at(ui.SectionMeetings, r.meetingCrumbs(d.Meeting, ui.Link{Text: title})...), Head: ui.PageHead{Title: title, Sub: d.Meeting.Title},
		Back: ui.Link{Text: r.t("record.back"), URL: r.meetingURL(d.Meeting.Number)},
	}
	add := func(part, what string, l recordLine) {
		page.Lines = append(page.Lines, meetingview.Gone{What: what, Text: l.words, Restore: meetingview.Post{
			Action: r.meetingURL(d.Meeting.Number, part, l.id, "khoi-phuc"), Word: r.t("action.restore"),
			Hidden: []ui.Pair{{Name: "version", Value: strconv.Itoa(l.version)}},
		}})
	}
	for _, g := range out.Agenda {
		add(partAgenda, r.t("record.agenda"), recordLine{id: g.ID.String(), words: g.Title, version: g.Version})
	}
	for _, a := range out.Attendance {
		add(partRoll, r.t("record.roll_head"), recordLine{id: a.ID.String(), words: joined(", ", a.Name, a.Post), version: a.Version})
	}
	for _, b := range out.Blocks {
		add(partBlocks, r.t("block."+string(b.Kind)), recordLine{id: b.ID.String(), words: joined(": ", b.Speaker, b.Text), version: b.Version})
	}
	return show(ctx, c, http.StatusOK, meetingview.TakenOut(page))
}
