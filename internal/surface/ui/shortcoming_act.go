package ui

import (
	"context"
	"strconv"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/shortcoming"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	formview "github.com/dondoc/dondoc/web/views/form"
	shortcomingview "github.com/dondoc/dondoc/web/views/shortcoming"
	"github.com/dondoc/dondoc/web/views/ui"
)

// The acts on a shortcoming, by the words that stand in their address.
const (
	actReclass  = "xep-loai"
	actMove     = "trang-thai"
	actLink     = "lan-truoc"
	actWithdraw = "rut"
	actRestore  = "khoi-phuc"
)

// shortcomingActTitles name the acts; what is not here is no act.
var shortcomingActTitles = map[string]string{
	actReclass: "short.act.reclass", actMove: "short.act.move", actLink: "short.act.link", actWithdraw: "short.act.withdraw", actRestore: "short.act.restore",
}

func (p *Pages) askShortcomingAct(ctx context.Context, c *gin.Context, r room) error {
	d, err := p.shortcomingToWrite(ctx, c, r)
	if err != nil {
		return err
	}
	t := filled("version", strconv.Itoa(d.Version), "event_id", idText(shortcoming.EventID(p.d.NewID())), "nature", string(d.Nature), "repeats_id", idText(d.Repeats))
	return p.shortcomingActForm(ctx, c, r, shortcomingAct{t, d, c.Param("act")})
}

// shortcomingAct is an act that is being asked for.
type shortcomingAct struct {
	t   typed
	d   shortcoming.Detail
	act string
}

func (p *Pages) doShortcomingAct(ctx context.Context, c *gin.Context, r room) error {
	t := postedWithFile(c)
	d, err := p.shortcomingToWrite(ctx, c, r)
	if err != nil {
		return err
	}
	t, taken, err := p.takeFiles(ctx, c, r, t, cureFiles(d.ID))
	if err != nil {
		return err
	}
	if taken > 0 && t.values.Get("note") == "" { // the files say what shows it
		t.values.Set("note", r.t("short.evidence_in_files", taken))
	}
	a := shortcomingAct{t, d, c.Param("act")}
	if len(t.said) > 0 {
		return p.shortcomingActForm(ctx, c, r, a)
	}
	if err = p.actOnShortcoming(ctx, r, a); err == nil {
		return done(c, r.shortURL(d.Number), r.t("saved"))
	}
	if now, ok := storedNow[shortcoming.Shortcoming](err); ok {
		t.values.Set("version", strconv.Itoa(now.Version))
	}
	if a.t, err = t.refused(r, err); err != nil {
		return err
	}
	return p.shortcomingActForm(ctx, c, r, a)
}

func (p *Pages) actOnShortcoming(ctx context.Context, r room, a shortcomingAct) error {
	t, in := a.t, shortcoming.Withdraw{
		Committee: r.committee.ID, ID: a.d.ID, Version: a.t.version(), Event: shortcoming.EventID(a.t.id("event_id")), Note: a.t.values.Get("note"),
	}
	var err error
	switch a.act {
	case actReclass:
		_, err = p.d.Shortcomings.Reclass(ctx, r.by, shortcoming.Reclass{
			Committee: in.Committee, ID: in.ID, Version: in.Version, Event: in.Event, Note: in.Note, Nature: shortcoming.Nature(t.values.Get("nature")), On: t.date(r, "on"),
		})
	case actMove:
		_, err = p.d.Shortcomings.Move(ctx, r.by, shortcoming.Move{
			Committee: in.Committee, ID: in.ID, Version: in.Version, Event: in.Event, Note: in.Note, To: shortcoming.State(t.values.Get("to")), On: t.date(r, "on"),
		})
	case actLink:
		link := shortcoming.Link{Committee: in.Committee, ID: in.ID, Version: in.Version, Event: in.Event, Note: in.Note}
		if link.Repeats, err = p.repeated(ctx, r, t); err == nil {
			_, err = p.d.Shortcomings.LinkRepeats(ctx, r.by, link)
		}
	case actWithdraw, actRestore:
		in.Withdrawn = a.act == actWithdraw
		_, err = p.d.Shortcomings.SetWithdrawn(ctx, r.by, in)
	default:
		return fault.New(fault.NotFound, "not_found")
	}
	return err
}

func (p *Pages) shortcomingActForm(ctx context.Context, c *gin.Context, r room, a shortcomingAct) error {
	key, ok := shortcomingActTitles[a.act]
	if !ok {
		return fault.New(fault.NotFound, "not_found")
	}
	title, s := r.t(key), newSheet(r, a.t, "nature", "to")
	page := formview.Page{
		Base: r.at(ui.SectionShortcomings, r.shortCrumbs(a.d.Number, ui.Link{Text: title})...), Head: ui.PageHead{Title: title}, Lead: a.d.Text,
		Hidden: s.hidden("event_id"), Submit: title, Cancel: ui.Link{Text: r.t("action.cancel"), URL: r.shortURL(a.d.Number)},
	}
	switch a.act {
	case actReclass:
		page.Parts = []templ.Component{s.radios("nature", "short.nature", r.natures()), s.date("on", "task.effective", "task.effective_hint")}
	case actMove:
		var states []ui.Option
		for _, st := range a.d.State.Next() {
			states = append(states, ui.Option{Value: string(st), Label: r.t("shortcoming.state." + string(st))})
		}
		page.Note = r.t("record.move_from", r.t("shortcoming.state."+string(a.d.State)))
		page.Parts = []templ.Component{s.radios("to", "record.move_to", states), s.date("on", "task.effective", "task.effective_hint")}
	case actLink:
		offers, err := p.offersFor(ctx, r, a.t, wordingNow(a.d))
		if err != nil {
			return err
		}
		s.fields = append(s.fields, offers.Choices.Field, offers.Number)
		page.Parts = []templ.Component{shortcomingview.OffersOf(offers)}
	}
	note := s.area("note", "task.reason", "task.reason_hint", 3)
	if a.act == actMove {
		note = s.area("note", "short.evidence", "short.evidence_hint", 3)
	}
	page.Parts = append(page.Parts, note)
	if a.act == actMove {
		files := r.upload(a.t, r.committee.Code, cureFiles(a.d.ID))
		s.fields = append(s.fields, files.Field)
		page.Parts = append(page.Parts, ui.UploadOf(files))
	}
	page.Form = a.t.form(r, r.shortURL(a.d.Number, "viec", a.act), s.fields...)
	page.Form.Multipart = a.act == actMove
	return show(ctx, c, a.t.status(), formview.Show(page))
}

// wordingNow is what a stored shortcoming is looked for by: those it may be joined to.
func wordingNow(d shortcoming.Detail) shortcoming.Wording {
	w := shortcoming.Wording{Text: d.Text, Field: d.Field, Meeting: d.Meeting, Until: d.RaisedOn, Except: d.ID}
	for _, u := range d.Units {
		w.Units = append(w.Units, u.ID)
	}
	return w
}
