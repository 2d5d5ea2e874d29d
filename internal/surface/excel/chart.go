package excel

import (
	"github.com/xuri/excelize/v2"

	"github.com/dondoc/dondoc/internal/domain/task"
)

const (
	// rowPixels is the height excelize takes for every streamed row; a chart over n rows is drawn n rows high.
	rowPixels = 20
	rowPoints = 15.0
	// chartFrame is how many rows a chart's title and legend take.
	chartFrame = 6
	// unitRows is how many rows each bar takes, so that the units' names stay legible.
	unitRows = 1.5
	// maxUnitBars is how many units are drawn at all; beyond it the table has to do.
	maxUnitBars = 200
)

func solid(colour string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
}

func chartFont(size float64, bold bool) excelize.Font {
	return excelize.Font{Family: font, Size: size, Bold: bold, Color: inkPlain}
}

func chartTitle(text string) excelize.ChartTitle {
	f := chartFont(sizeBody, true)
	return excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: text, Font: &f}}}
}

// barChart is what both charts share: horizontal bars, first row on top, no gridlines, figures on or beside the bars.
func barChart(kind excelize.ChartType, title string, series []excelize.ChartSeries) *excelize.Chart {
	legend := chartFont(10, false)
	return &excelize.Chart{
		Type: kind, Series: series, Title: chartTitle(title),
		Legend:       excelize.ChartLegend{Position: "bottom", Font: &legend},
		XAxis:        excelize.ChartAxis{ReverseOrder: true, Font: chartFont(10, false)},
		YAxis:        excelize.ChartAxis{None: true, Font: chartFont(10, false)},
		PlotArea:     excelize.ChartPlotArea{ShowVal: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: "#,##0;;"}},
		ShowBlanksAs: "gap",
		Border:       excelize.LineOptions{Type: excelize.LineSolid, Fill: solid("BFBFBF"), Width: 0.75},
		GapWidth:     new(uint(40)),
	}
}

// classChartRows is how many rows of the summary the chart of classes stands beside: fewer than the first page has.
const classChartRows = 15

// classChart draws the classes beside the table: a bar each, with its word and number. excelize colours single bars only through
// one series for each, and the words stand where the bars end, so the axis is longer than the longest bar.
func (s *summary) classChart(h heads, first int) {
	if s.h.Totals.Total == 0 {
		return
	}
	longest := 0
	var series []excelize.ChartSeries
	for i, c := range classRows() {
		longest = max(longest, s.value[c.plus])
		series = append(series, excelize.ChartSeries{
			Name:              s.area(sumName, first+i, first+i),
			Values:            s.area(sumCount, first+i, first+i),
			Fill:              solid(classTints[c.class].tone),
			DataLabel:         excelize.ChartDataLabel{Font: chartFont(10, false)},
			DataLabelPosition: excelize.ChartDataLabelsPositionOutsideEnd,
		})
	}
	chart := barChart(excelize.Bar, s.t.T("excel.chart.classes"), series)
	chart.Legend.Position = "none"
	chart.XAxis.None = true
	chart.YAxis.Minimum, chart.YAxis.Maximum = new(0.0), new(2.4*float64(longest))
	chart.PlotArea.ShowSerName, chart.PlotArea.NumFmt.CustomNumFmt = true, "#,##0"
	chart.Overlap = new(-20)
	chart.Dimension = excelize.ChartDimension{Width: uint(span(s.cols[sumBase:]) - 12), Height: classChartRows * rowPixels}
	chart.Format = excelize.GraphicOptions{OffsetX: 12, OffsetY: 5, AltText: s.t.T("excel.chart.classes")}
	s.chart(sumBase+1, h.last+1, chart)
}

func (s *sheet) chart(col, row int, c *excelize.Chart) {
	if s.b.err == nil {
		s.b.fail(s.b.f.AddChart(s.name, cell(col, row), c))
	}
}

// stackedFigures are the series of the chart of units, in the order of the bars.
func stackedFigures() []classRow {
	return []classRow{
		{class: task.DoneInTime, plus: "done_in_time"},
		{class: task.DoneLate, plus: "done_late"},
		{class: task.DoneNoDeadline, plus: "done_no_deadline"},
		{class: task.InTime, plus: "in_time"},
		{class: task.Overdue, plus: "overdue"},
		{class: task.NoDeadline, plus: "no_deadline"},
		{class: task.TimingPaused, plus: "paused"},
	}
}

// unitCharts draws the rows first to last of a table of figures as stacked bars below the table, on pages of their own when there
// is no room for them.
func (s *sheet) unitCharts(total *summary, tab tally, first, last int) {
	if total.h.Totals.Total == 0 {
		return
	}
	if last-first+1 > maxUnitBars {
		s.note(part{text: total.t.T("excel.chart.too_many", maxUnitBars), italic: true})
		return
	}
	page := int((s.paper.limit - s.paper.heads - s.paper.doubt()) / rowPoints) // rows on a page of their own
	most := max(5, int(float64(page-chartFrame-1)/unitRows))
	for from := first; from <= last; from += most {
		s.unitChart(total, tab, from, min(last, from+most-1))
	}
}

// unitChart draws one chart and reserves its rows; its legend says the words of the classes that the summary holds.
func (s *sheet) unitChart(total *summary, tab tally, from, to int) {
	rows := max(13, int(float64(to-from+1)*unitRows)+chartFrame)
	s.blank(12)
	if !s.paper.holds(float64(rows)*rowPoints + s.paper.doubt()) {
		s.breakBefore(s.row + 1)
	}
	c := barChart(excelize.BarStacked, total.t.T("excel.chart.units"), s.unitSeries(total, tab, from, to))
	c.Dimension = excelize.ChartDimension{Width: uint(span(s.cols) - 40), Height: uint(rows*rowPixels - 8)}
	c.Format = excelize.GraphicOptions{OffsetX: 20, OffsetY: 4, AltText: total.t.T("excel.chart.units")}
	s.chart(1, s.row+1, c)
	for range rows {
		s.blank(rowPoints)
	}
}

func (s *sheet) unitSeries(total *summary, tab tally, from, to int) []excelize.ChartSeries {
	var series []excelize.ChartSeries
	for _, c := range stackedFigures() {
		tint, col := classTints[c.class], tab.col[c.plus]
		label := chartFont(9, true)
		label.Color = tint.over
		series = append(series, excelize.ChartSeries{
			Name:       total.area(sumName, total.classRow[c.class], total.classRow[c.class]),
			Categories: s.area(2, from, to),
			Values:     s.area(col, from, to),
			Fill:       solid(tint.tone),
			DataLabel:  excelize.ChartDataLabel{Font: label},
		})
	}
	return series
}
