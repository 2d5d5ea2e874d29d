package docx

import (
	"fmt"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
)

// BlankNarrative is a heading of a report below which nobody wrote anything.
const BlankNarrative meeting.Blank = "paper.blank.narrative"

// tableLists are the marks of the tables a report may show.
var tableLists = map[report.TableKind]string{
	report.FigureTable: "bang_chi_tieu", report.CountTable: "bang_so", report.TaskTable: "bang_viec", report.ShortcomingTable: "bang_ton_tai",
}

// RenderReport writes a half-year report in words as a Word file. A heading below which nobody wrote anything gets a dotted line,
// named in the file's Blanks.
func RenderReport(d report.Document) (meeting.File, error) {
	paper := meeting.Paper{Kind: meeting.HalfReport, Number: d.Number, IssuedOn: d.IssuedOn, Signer: d.Signer, Recipients: d.Recipients}
	return outside{
		of:    meeting.PaperOf{Committee: d.Committee, Paper: paper, Template: d.Template, Today: d.Half.AsOf},
		title: "Báo cáo – " + d.Subject,
		fill:  func(c *content, s *scope) { c.report(d, s) },
	}.render()
}

func (c *content) report(d report.Document, s *scope) {
	s.texts["trich_yeu"] = legal(c.or(d.Subject, line, BlankText))
	s.texts["ky_bao_cao"], s.texts["den_ngay"] = d.Half.Period.Code, d.Half.AsOf.VN()
	s.lists["phan"] = []*scope{}
	for _, p := range d.Parts {
		s.lists["phan"] = append(s.lists["phan"], c.part(p))
	}
}

// part is a section with its paragraphs and its table.
func (c *content) part(p report.Part) *scope {
	s := texted("ten", p.Title, "la_phan", flag(p.Level == 1), "la_muc", flag(p.Level == 2), "la_diem", flag(p.Level > 2))
	paragraphs := p.Paragraphs
	if p.Empty {
		paragraphs = []string{c.or("", line+line, BlankNarrative)}
	}
	s.lists["doan"] = said(paragraphs)
	for kind, name := range tableLists {
		s.lists[name] = nil
		if p.Table == nil || p.Table.Kind != kind {
			continue
		}
		t := newScope()
		for _, row := range p.Table.Rows {
			r := newScope()
			for i, cell := range row {
				r.texts[fmt.Sprintf("c%d", i+1)] = legal(bare(cell))
			}
			t.lists["dong"] = append(t.lists["dong"], r)
		}
		s.lists[name] = []*scope{t}
	}
	return s
}

// sampleReport is an invented report in the place of a sample paper.
func sampleReport(of meeting.PaperOf) report.Document {
	on := of.Paper.IssuedOn
	p := func(level int, title string, t *report.Table, words ...string) report.Part {
		return report.Part{Level: level, Title: title, Paragraphs: words, Table: t}
	}
	return report.Document{
		Committee: of.Committee, Template: of.Template, Subject: "Sơ kết công tác kỳ mẫu", Number: of.Paper.Number, IssuedOn: on, Signer: of.Paper.Signer,
		Recipients: of.Paper.Recipients, Half: report.HalfYear{AsOf: on, Period: calendar.Period{Code: "2026-H1"}},
		Parts: []report.Part{
			p(1, "Kết quả thực hiện", nil, "Một đoạn mẫu."),
			p(2, "Kết quả thực hiện nhiệm vụ được giao", &report.Table{Kind: report.FigureTable, Rows: [][]string{{"1", "Tổng số nhiệm vụ", "3"}}}),
			p(3, "Theo đơn vị", &report.Table{Kind: report.CountTable, Rows: [][]string{{"1", "Đơn vị mẫu", "3", "1", "1", "0", "2", "1", "1"}}}),
			p(1, "Tồn tại, hạn chế", &report.Table{Kind: report.ShortcomingTable, Rows: [][]string{{"1", "Việc niêm yết còn chậm", "Đơn vị mẫu", on.VN(), "2"}}}),
			p(1, "Phương hướng", &report.Table{Kind: report.TaskTable, Rows: [][]string{{"1", "Niêm yết các khoản thu", "Đơn vị mẫu", on.VN(), "quá hạn 3 ngày"}}}),
		},
	}
}
