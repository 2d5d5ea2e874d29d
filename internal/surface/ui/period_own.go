package ui

import (
	"context"
	"strconv"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/org"
	formview "github.com/dondoc/dondoc/web/views/form"
	"github.com/dondoc/dondoc/web/views/ui"
)

func (r room) ownPeriodURL() string { return r.url("quan-tri", "ky-bao-cao", "ngay-rieng") }

// presetDays says where cut-off and sending lie, where they are not where they usually are.
func (r room) presetDays(p org.Preset) string {
	if p.CutoffDays == 0 && p.SendByDays == 0 {
		return ""
	}
	return r.t("admin.preset_days", p.CutoffDays, p.SendByDays)
}

// wholeNumber is a number of days; none is zero, and what is no number is refused by the use case as too large.
func (t typed) wholeNumber(r room, name string) int {
	s := t.values.Get(name)
	if s == "" {
		return 0
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		t.said[name] = r.t("validate.number")
		return 1000
	}
	return n
}

// editOwnPeriod shows the days of one period; which one is asked first.
func (p *Pages) editOwnPeriod(ctx context.Context, c *gin.Context, r room) error {
	if err := r.requireAdmin(); err != nil {
		return err
	}
	code := periodCode(c.Query("ky"))
	if code == "" {
		var err error
		if code, err = p.d.Reports.PresentPeriod(ctx, r.by, r.committee.ID); err != nil {
			code = strconv.Itoa(r.today.Year)
		}
	}
	d, err := p.d.Org.PeriodDates(ctx, r.by, r.committee.ID, code)
	if err != nil {
		return err
	}
	return p.ownPeriodForm(ctx, c, r, ownPeriodValues(d), nil)
}

func ownPeriodValues(d org.PeriodDates) typed {
	return filled("code", d.Code, "version", strconv.Itoa(d.Version), "starts_on", d.StartsOn.VN(), "ends_on", d.EndsOn.VN(), "cutoff_on", d.CutoffOn.VN(),
		"send_by_on", d.SendByOn.VN(), "why", d.Why).with(d.Withdrawn, "withdrawn")
}

func (p *Pages) ownPeriodForm(ctx context.Context, c *gin.Context, r room, t typed, theirs *typed) error {
	k := card{
		title: r.t("admin.period_dates"), action: r.ownPeriodURL(), back: r.presetsCrumb().URL, note: r.t("admin.period_dates_note"), hidden: []string{"version"},
		required: []string{"code", "starts_on", "ends_on", "cutoff_on", "send_by_on"},
	}
	k.base = r.desk(ui.SectionAdmin, r.presetsCrumb(), ui.Link{Text: k.title})
	k.parts = func(s *sheet) []templ.Component {
		return []templ.Component{
			s.text("code", "admin.period_code", "admin.period_code_hint"),
			formview.Row(s.date("starts_on", "column.valid_from", "form.date_hint"), s.date("ends_on", "column.valid_to", "form.date_hint")),
			formview.Row(s.date("cutoff_on", "freeze.cutoff", "form.date_hint"), s.date("send_by_on", "freeze.send_by", "form.date_hint")),
			s.text("why", "admin.period_why", ""), s.withdrawal(),
		}
	}
	return p.cardForm(ctx, c, r, k, t, theirs)
}

func (p *Pages) saveOwnPeriod(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	in := org.PeriodInput{
		Committee: r.committee.ID, Code: t.values.Get("code"), Version: t.version(), StartsOn: t.date(r, "starts_on"), EndsOn: t.date(r, "ends_on"),
		CutoffOn: t.date(r, "cutoff_on"), SendByOn: t.date(r, "send_by_on"), Why: t.values.Get("why"), Withdrawn: t.yes("withdrawn"),
	}
	return keep(c, r, t, keeping[org.PeriodDates]{
		write: func() (org.PeriodDates, error) { return p.d.Org.SetPeriod(ctx, r.by, in) }, values: ownPeriodValues,
		again: func(t typed, theirs *typed) error { return p.ownPeriodForm(ctx, c, r, t, theirs) },
		then:  func(d org.PeriodDates) string { return r.url("bao-cao", "ky") + "?nam=" + d.Code[:4] },
	})
}
