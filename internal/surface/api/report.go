package api

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/surface/excel"
	"github.com/dondoc/dondoc/internal/surface/server"
)

const (
	reportPath = committeePath + "/reports/{period}"
	xlsxType   = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

func (a *API) reportRoutes() []route {
	book := asks(title{reportPath + "/workbook", "getWorkbook", "The half-year report as a workbook"}, a.workbook)
	book.media, book.answer = xlsxType, nil
	return []route{
		reads(title{committeePath + "/reports", "getPresentPeriod", "The half-year that today belongs to"}, a.presentPeriod),
		asks(title{reportPath, "getReport", "The half-year report as of a day"}, a.getReport),
		pages(title{reportPath + "/tasks", "listTasksBehind", "The tasks that a figure of the report counts"}, a.listBehind),
		book,
		asks(title{committeePath + "/periods", "listPeriods", "The periods of a year, with what was frozen of each"}, a.listPeriods),
		lists(title{reportPath + "/frozen", "listFrozen", "What was frozen of a period, the last one first"}, a.listFrozen),
		does(http.MethodPost, title{reportPath + "/frozen", "freezeReport", "Fix a period's report, or replace a frozen one with a reason"}, a.d.Reports.Freeze).bind("period=period"),
		reads(title{reportPath + "/frozen/{frozen}/later", "listLateEntries", "What was written down after a report was frozen, and its effect on each figure"}, a.lateEntries),
		reads(title{reportPath + "/dates", "getPeriodDates", "The days of a period"}, a.periodDates),
		does(http.MethodPut, title{reportPath + "/dates", "setPeriodDates", "Give a period days of its own, or take them back (administrators)"}, a.d.Org.SetPeriod).bind("period=code"),
		reads(title{committeePath + "/report-setting", "getReportSetting", "Which periods are frozen by the program itself"}, a.reportSetting),
		does(http.MethodPut, title{committeePath + "/report-setting", "setReportSetting", "Say which periods the program freezes by itself"}, a.d.Reports.SetSetting),
		asks(title{committeePath + "/thread", "getThread", "A chain of the record in one piece, from any of its links"}, a.thread),
		asks(title{committeePath + "/search", "search", "Look for words, with or without their marks, in all you may read"}, a.search),
		asks(title{"/search", "searchEverywhere", "Look for words in the records of every committee you may read; at most 20 rows, the best first"}, a.searchEverywhere),
	}
}

// ThreadQuery names the link a chain begins from; one of them.
type ThreadQuery struct {
	Task        int             `json:"task"`        // short number
	Shortcoming int             `json:"shortcoming"` // short number
	Line        meeting.BlockID `json:"block_id"`    // a line of the minutes
}

func (a *API) thread(ctx context.Context, c call, q ThreadQuery) (report.Thread, error) {
	return a.d.Reports.Thread(ctx, c.by, c.in(), report.ThreadOf{Task: q.Task, Shortcoming: q.Shortcoming, Line: q.Line})
}

// SearchQuery are the words looked for, and how many rows of each kind are wanted.
type SearchQuery struct {
	Words string `json:"words" validate:"required,max=200"`
	Per   int    `json:"per"`
}

func (a *API) search(ctx context.Context, c call, q SearchQuery) (report.Found, error) {
	if q.Words == "" {
		return report.Found{}, refuse("words", "validate.required")
	}
	if q.Per < 1 {
		q.Per = org.DefaultPer
	}
	return a.d.Reports.Search(ctx, c.by, c.in(), q.Words, q.Per)
}

// EverywhereQuery are the words looked for in all committees.
type EverywhereQuery struct {
	Words string `json:"words" validate:"required,max=200"`
}

func (a *API) searchEverywhere(ctx context.Context, c call, q EverywhereQuery) (report.FoundEverywhere, error) {
	if q.Words == "" {
		return report.FoundEverywhere{}, refuse("words", "validate.required")
	}
	return a.d.Reports.SearchEverywhere(ctx, c.by, q.Words)
}

// PresentPeriod names a half-year: "2026-H2".
type PresentPeriod struct {
	Period string `json:"period"`
}

func (a *API) presentPeriod(ctx context.Context, c call) (PresentPeriod, error) {
	code, err := a.d.Reports.PresentPeriod(ctx, c.by, c.in())
	return PresentPeriod{code}, err
}

// ReportQuery says as of which day a report is, and as known at which instant.
type ReportQuery struct {
	AsOf  calendar.Date `json:"as_of"`    // none: today, or the period's last day when that is past
	Known time.Time     `json:"known_at"` // none: now
	// Frozen is the number of the frozen report of the period to read instead; the two clocks are then its own.
	Frozen int `json:"frozen"`
}

func (c call) report(q ReportQuery) report.Query {
	return report.Query{Committee: c.in(), Period: c.word("period"), AsOf: q.AsOf, Known: q.Known, Frozen: max(q.Frozen, 0)}
}

func (a *API) getReport(ctx context.Context, c call, q ReportQuery) (report.HalfYear, error) {
	return a.d.Reports.HalfYear(ctx, c.by, c.report(q))
}

// BehindQuery names the figure whose list is asked for.
type BehindQuery struct {
	ReportQuery
	Page    int           `json:"page"`
	Per     int           `json:"per"`
	Figure  string        `json:"figure" validate:"required"` // a figure's name, or carried_in, given, carried_out, all
	Unit    access.UnitID `json:"unit_id"`                    // where this unit is a lead
	NoLead  bool          `json:"no_lead"`
	Field   org.FieldID   `json:"field_id"`
	NoField bool          `json:"no_field"`
}

func (a *API) listBehind(ctx context.Context, c call, q BehindQuery) (org.Page[report.TaskRow], error) {
	if q.Figure == "" {
		return org.Page[report.TaskRow]{}, refuse("figure", "validate.required")
	}
	b := report.Behind{Figure: q.Figure, Unit: q.Unit, NoLead: q.NoLead, Field: q.Field, NoField: q.NoField}
	_, page, err := a.d.Reports.List(ctx, c.by, c.report(q.ReportQuery), b, org.ListQuery{Page: q.Page, Per: q.Per})
	return page, err
}

// workbook is made before the first byte is sent, so that a failure is still an answer, and packed while it is sent.
func (a *API) workbook(ctx context.Context, c call, q ReportQuery) (written, error) {
	var name string
	var book *excel.Book
	err := a.d.Reports.WithTasks(ctx, c.by, c.report(q), func(h report.HalfYear, walk report.Walk) error {
		name = c.committee.Code + "-" + h.Period.Code + ".xlsx"
		var err error
		if h.Frozen != nil {
			name = c.committee.Code + "-" + h.Period.Code + "-frozen-" + strconv.Itoa(h.Frozen.Number) + ".xlsx"
		}
		book, err = excel.HalfYearBook(h, walk, excel.Options{Words: c.words, Base: a.d.BaseURL})
		return err
	})
	if err != nil {
		return written{}, err
	}
	defer book.Close() //nolint:errcheck // temporary files alone; what was sent is sent
	return written{}, server.Send(c.c, server.File{Name: name, Media: xlsxType, Write: book.Write})
}
