package ui

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/shortcoming"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	shortcomingview "github.com/dondoc/dondoc/web/views/shortcoming"
	"github.com/dondoc/dondoc/web/views/ui"
)

// The fields of a form that tell whether something was said before.
const (
	fieldRepeats = "repeats_id"     // the one chosen of those offered
	fieldNumber  = "repeats_number" // or the number of another
	fieldOffered = "offered"        // those shown already: they do not hold up saving again
)

// wordingOf is what stands in a form, as earlier ones are looked for by it.
func wordingOf(r room, t typed) shortcoming.Wording {
	w := shortcoming.Wording{
		Text: t.values.Get("text"), Field: org.FieldID(t.id("field_id")), Units: ids[access.UnitID](t.values["units"]), Meeting: meeting.ID(t.id("meeting_id")),
	}
	if on := t.date(r, "raised_on"); on.Valid() {
		w.Until = on
	}
	return w
}

// likelyFragment answers a form that is being filled in with the earlier ones it may repeat.
func (p *Pages) likelyFragment(ctx context.Context, c *gin.Context, r room) error {
	if err := access.Require(shortcoming.MayRecord(r.by, r.committee.ID)); err != nil {
		return err
	}
	t := typed{values: c.Request.URL.Query()}
	o, err := p.offersFor(ctx, r, t, wordingOf(r, t))
	if err != nil {
		return err
	}
	return show(ctx, c, http.StatusOK, shortcomingview.Offered(o))
}

// offersFor are the choices "first time", the likely earlier ones, and whichever was chosen before.
func (p *Pages) offersFor(ctx context.Context, r room, t typed, w shortcoming.Wording) (shortcomingview.Offers, error) {
	all, err := p.d.Shortcomings.Likely(ctx, r.by, r.committee.ID, w)
	if err != nil {
		return shortcomingview.Offers{}, err
	}
	chosen := t.values.Get(fieldRepeats)
	options, shownIDs := []ui.Option{{Label: r.t("short.first_time")}}, []string{}
	for _, l := range all {
		shownIDs = append(shownIDs, l.ID.String())
		options = append(options, ui.Option{Value: l.ID.String(), Label: r.offerLabel(l.Ref), Hint: r.offerHint(l)})
	}
	if chosen != "" && !slices.Contains(shownIDs, chosen) {
		d, err := p.d.Shortcomings.Get(ctx, r.by, r.committee.ID, shortcoming.ID(parseID(chosen)))
		switch {
		case err == nil:
			options = append(options, ui.Option{Value: chosen, Label: r.t("short.option", d.Number, d.RaisedOn.VN(), clipped(d.Text, 160))})
		case fault.KindOf(err) != fault.NotFound:
			return shortcomingview.Offers{}, err
		}
	}
	choice := ui.Field{Name: fieldRepeats, Label: r.t("short.likely"), Hint: r.t("short.likely_hint"), Error: t.said[fieldRepeats]}
	byNumber := ui.Field{Name: fieldNumber, Label: r.t("short.repeats_number"), Hint: r.t("short.repeats_number_hint"), Value: t.values.Get(fieldNumber), Error: t.said[fieldNumber], Short: true}
	if byNumber.Value != "" || len(options) == 1 { // what was refused stands where it was typed
		byNumber.Error, choice.Error = joined(" ", byNumber.Error, choice.Error), ""
	}
	return shortcomingview.Offers{
		Base:    r.at(ui.SectionShortcomings),
		Choices: ui.Radios{Field: choice, Options: ui.Choices(options, chosen)},
		Number:  byNumber,
		Offered: strings.Join(shownIDs, " "), Some: len(options) > 1,
	}, nil
}

func (r room) offerLabel(s shortcoming.Ref) string {
	return joined(" · ", r.t("short.option", s.Number, s.RaisedOn.VN(), clipped(s.Text, 160)), r.t("shortcoming.times", s.Times))
}

// offerHint tells of an earlier one what helps to know it again: where, its state, and how much was tried.
func (r room) offerHint(l shortcoming.Likely) string {
	tasks := r.t("short.no_tasks")
	if l.Tasks > 0 {
		tasks = r.t("short.tasks_tried", l.Tasks, l.OpenTasks)
	}
	return joined(" · ", unitNames(l.Units), l.FieldName, r.t("shortcoming.state."+string(l.State)), tasks)
}

// undecided reports whether something was offered that the form did not show before and nobody chose: it is shown before saving.
func undecided(t typed, o shortcomingview.Offers) bool {
	if t.values.Get(fieldRepeats) != "" || t.values.Get(fieldNumber) != "" {
		return false
	}
	before := strings.Fields(t.values.Get(fieldOffered))
	return slices.ContainsFunc(strings.Fields(o.Offered), func(s string) bool { return !slices.Contains(before, s) })
}

// repeated is the earlier one a form names: by its number, else the one chosen.
func (p *Pages) repeated(ctx context.Context, r room, t typed) (shortcoming.ID, error) {
	number := strings.TrimSpace(t.values.Get(fieldNumber))
	if number == "" {
		return shortcoming.ID(t.id(fieldRepeats)), nil
	}
	if _, err := strconv.Atoi(number); err != nil {
		return shortcoming.ID{}, fault.Field(fieldNumber, "shortcoming.repeats_unknown").Because(err)
	}
	s, err := p.d.Shortcomings.Find(ctx, r.by, r.committee.ID, number)
	if fault.KindOf(err) == fault.NotFound {
		return s, fault.Field(fieldNumber, "shortcoming.repeats_unknown").Because(err)
	}
	return s, err
}
