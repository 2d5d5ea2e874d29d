package report

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"github.com/dondoc/dondoc/internal/foundation/vietnamese"
)

// figureMark is a mark in what people write: "{{tổng số}}" becomes the figure.
var figureMark = regexp.MustCompile(`\{\{\s*([^{}]+?)\s*\}\}`)

// FigureMark is a name that may stand between braces in a narrative, and what it counts.
type FigureMark struct {
	Name   string `json:"name"`   // as people write it
	Figure string `json:"figure"` // of Figures, or one of the report's others
}

// FigureMarks lists the marks of narratives. They are read without regard to case and Vietnamese marks.
func FigureMarks() []FigureMark {
	return []FigureMark{
		{"tổng số", "total"},
		{"chuyển kỳ trước", "carried_in"},
		{"giao trong kỳ", "given"},
		{"hoàn thành", "done"},
		{"hoàn thành đúng hạn", "done_in_time"},
		{"hoàn thành quá hạn", "done_late"},
		{"tỷ lệ hoàn thành", "done_share"},
		{"chưa hoàn thành", "not_done"},
		{"trong hạn", "in_time"},
		{"sắp đến hạn", "due_soon"},
		{"quá hạn", "overdue"},
		{"chưa có thời hạn", "no_deadline"},
		{"chờ xác nhận", "waiting"},
		{"tạm dừng", "paused"},
		{"dừng thực hiện", "cancelled"},
		{"số cuộc họp", "meetings"},
		{"tồn tại mới", "shortcomings_new"},
		{"tồn tại lặp lại", "shortcomings_repeated"},
		{"tồn tại đã khắc phục", "shortcomings_cured"},
		{"tồn tại còn lại", "shortcomings_open"},
		{"kỳ báo cáo", "period"},
		{"đến ngày", "as_of"},
	}
}

// said is what a mark stands for in a report; false where no mark has the name.
func (h HalfYear) said(mark string) (string, bool) {
	all := FigureMarks()
	i := slices.IndexFunc(all, func(m FigureMark) bool { return vietnamese.Key(m.Name) == vietnamese.Key(mark) })
	if i < 0 {
		return "", false
	}
	name := all[i].Figure
	if n, ok := h.Totals.Get(name); ok {
		return strconv.Itoa(n), true
	}
	switch name {
	case "period":
		return halfName(h.Period), true
	case "as_of":
		return h.AsOf.VN(), true
	case "done_share":
		return share(h.Totals.Done, h.Totals.Total), true
	}
	n := map[string]int{
		"carried_in": h.CarriedIn, "given": h.Given, "meetings": len(h.Meetings), "shortcomings_new": h.Shortcomings.New,
		"shortcomings_repeated": h.Shortcomings.Repeated, "shortcomings_cured": h.Shortcomings.Cured, "shortcomings_open": h.Shortcomings.Open,
	}[name]
	return strconv.Itoa(n), true
}

// share is a rate with one digit, as Vietnamese documents write it; without a base there is none.
func share(of, base int) string {
	if base == 0 {
		return "–"
	}
	tenths := (of*1000*2 + base) / (2 * base)
	return fmt.Sprintf("%d,%d%%", tenths/10, tenths%10)
}

// withFigures puts figures in the place of marks. What no mark is stays as it was typed and is named.
func (h HalfYear) withFigures(text string) (string, []string) {
	var unknown []string
	out := figureMark.ReplaceAllStringFunc(text, func(typed string) string {
		word := figureMark.FindStringSubmatch(typed)[1]
		if s, ok := h.said(word); ok {
			return s
		}
		if !slices.Contains(unknown, word) {
			unknown = append(unknown, word)
		}
		return typed
	})
	return out, unknown
}
