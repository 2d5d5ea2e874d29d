package ui

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/web/views/ui"
)

// The parameters of pages that can show the past: the day, and the switch that leaves out what was not known then.
const (
	paramAsOf  = "den"
	paramKnown = "biet"
	knownThen  = "1"
)

// past is the day gone by that a page shows; its zero value is the present.
type past struct {
	asOf  org.AsOf
	then  org.Then
	query string // what links that keep the day carry: "den=14%2F12%2F2020"; empty in the present
	known bool
	wrong wrongDay
}

// wrongDay is what was typed where no day can be read, or one to come, and what is to be said of it; empty: nothing.
type wrongDay struct{ typed, words string }

// when reads which day the address asks for. From here on the page's today is that day: distances are told from it.
func (p *Pages) when(c *gin.Context, r room) (room, error) {
	asOf, known := r.asOf(c)
	then, err := asOf.At(p.d.Clock)
	if err != nil {
		return r, err
	}
	if !then.Past {
		return r, nil
	}
	q := url.Values{paramAsOf: {then.Day.VN()}}
	if known {
		q.Set(paramKnown, knownThen)
	}
	r.past = past{asOf: asOf, then: then, query: q.Encode(), known: known}
	r.today = then.Day
	return r, nil
}

// whenShown is when for a page that has a field for the day: one that cannot be is said at that field, with what was typed, over the
// present. The links of the page forget it.
func (p *Pages) whenShown(c *gin.Context, r room) (room, error) {
	seen, err := p.when(c, r)
	wrong, ok := r.wrongDayOf(c, err)
	if !ok {
		return seen, err
	}
	r.past.wrong = wrong
	q := c.Request.URL.Query()
	q.Del(paramAsOf)
	q.Del(paramKnown)
	c.Request.URL.RawQuery = q.Encode()
	return r, nil
}

// wrongDayOf reports whether an error is about the day of an address, and what its field is to say.
func (r room) wrongDayOf(c *gin.Context, err error) (wrongDay, bool) {
	words, ok := r.words.Fields(err)["as_of"]
	return wrongDay{typed: c.Query(paramAsOf), words: words}, ok
}

// status is that of a page which shows a day: 422 where the day asked for is none.
func (s past) status() int {
	if s.wrong.words != "" {
		return http.StatusUnprocessableEntity
	}
	return http.StatusOK
}

// asOf reads the two clocks of an address. What is no day is left for the use case to refuse.
func (r room) asOf(c *gin.Context) (on org.AsOf, known bool) {
	t := typed{values: c.Request.URL.Query()}
	on.Day = t.date(r, paramAsOf)
	if known = t.values.Get(paramKnown) != "" && on.Day.Valid(); known {
		on.Known = on.Day.End()
	}
	return on, known
}

// on puts the day into the page's frame: the chip with its form, and the band when it is gone by. path is the page in the present,
// with what keep says.
func (r room) on(b ui.Base, path string, keep []ui.Pair) ui.Base {
	b.AsOf = ui.AsOf{Date: r.today.VN(), Past: r.past.then.Past, Known: r.past.known, Form: r.asOfForm(path, keep, r.today, r.past.known)}
	if w := r.past.wrong; w.words != "" {
		b.AsOf.Form.Day.Value, b.AsOf.Form.Day.Error = w.typed, w.words
	}
	if r.past.then.Past {
		rest := url.Values{}
		for _, k := range keep {
			rest.Add(k.Name, k.Value)
		}
		b.AsOf.TodayURL = withQuery(path, rest.Encode())
		b.Crumbs[0].URL = r.thenURL(b.Crumbs[0].URL)
	}
	return b
}

func (r room) asOfForm(path string, keep []ui.Pair, day calendar.Date, known bool) *ui.AsOfForm {
	return &ui.AsOfForm{
		URL: path, Keep: keep,
		Day:   ui.Field{Name: paramAsOf, Label: r.t("report.as_of"), Value: day.VN(), Short: true},
		Known: ui.Check{Field: ui.Field{Name: paramKnown, Label: r.t("frame.as_of_known_then"), Value: knownThen}, Checked: known},
	}
}

// thenURL is an address of the committee that keeps the day the page shows.
func (r room) thenURL(address string) string { return withQuery(address, r.past.query) }

// keep lets the sections that can show the past keep the day.
func (s past) keep(nav []ui.NavItem, r room) []ui.NavItem {
	if s.query == "" {
		return nav
	}
	for i, n := range nav {
		if n.URL == r.url() || n.URL == r.url("nhiem-vu") {
			nav[i].URL = r.thenURL(n.URL)
		}
	}
	return nav
}

// withQuery adds parameters to an address that may have some.
func withQuery(address, query string) string {
	switch {
	case query == "":
		return address
	case strings.Contains(address, "?"):
		return address + "&" + query
	}
	return address + "?" + query
}
