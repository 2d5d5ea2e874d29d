package docx

import (
	"fmt"
	"strings"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/web"
)

// outside is a document of the committee that is no meeting's: what every paper has, and what fills in the rest.
type outside struct {
	of    meeting.PaperOf // committee, paper and template; its record is empty
	title string
	fill  func(c *content, s *scope)
}

// render writes it; the same document gives the same bytes.
func (o outside) render() (meeting.File, error) {
	all, err := forms(web.Documents())
	if err != nil {
		return meeting.File{}, err
	}
	f, err := formOn(all, o.of.Committee.DocumentSystem, dated(o.of))
	if err != nil {
		return meeting.File{}, err
	}
	p, err := templateOf(web.Documents(), f, o.of)
	if err != nil {
		return meeting.File{}, err
	}
	c := newContent(o.of, f)
	if _, err := fillPack(p, o.scope(c)); err != nil {
		return meeting.File{}, err
	}
	p.describe(o.title, o.of.Committee.Name, dated(o.of).String())
	b, err := p.pack()
	return meeting.File{Name: c.fileName(), Bytes: b, Blanks: c.blanks}, err
}

// scope are the marks of letterhead, signature and recipients, and the document's own.
func (o outside) scope(c *content) *scope {
	s := texted(
		"co_quan_chu_quan", c.of.Committee.SuperiorName, "co_quan_ban_hanh", c.of.Committee.Name, "ten_ban", c.of.Committee.Name,
		"so_ky_hieu", c.number(), "dia_danh_ngay_thang", c.placeDate(), "chuc_danh_truong_ban", c.headTitle(), "cho_trong", line, "het", c.f.End,
	)
	s.lists["noi_nhan"] = lined(c.of.Paper.Recipients)
	c.oneSignature(s)
	o.fill(c, s)
	return s
}

// RenderOutside is how a template of a document that is no meeting's is tried: an invented one with something in every place.
func RenderOutside(of meeting.PaperOf) (meeting.File, error) {
	if of.Paper.Kind == meeting.HalfReport {
		return RenderReport(sampleReport(of))
	}
	return RenderSlip(sampleSlip(of))
}

// isOutside reports whether a kind of paper is no meeting's.
func isOutside(k meeting.PaperKind) bool { return k == meeting.Reminder || k == meeting.HalfReport }

// lateness is how a deadline stands on a day, in words.
func lateness(due, day calendar.Date) string {
	switch late := day.Sub(due); {
	case due.IsZero():
		return ""
	case late > 0:
		return fmt.Sprintf("quá hạn %d ngày", late)
	case late == 0:
		return "đến hạn trong ngày"
	default:
		return fmt.Sprintf("còn %d ngày", -late)
	}
}

// bare is a text without the full stop at its end, so that it can stand in a cell or before a mark.
func bare(s string) string { return strings.TrimRight(strings.TrimSpace(s), ".;, ") }
