package api

import (
	"context"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/remind"
	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/surface/docx"
)

const (
	remindersPath = committeePath + "/reminders"
	reminderPath  = remindersPath + "/{slip}"
	writingPath   = reportPath + "/writing"
)

// remindRoutes are those of urging.
func (a *API) remindRoutes() []route {
	return []route{
		asks(title{committeePath + "/reminder-proposal", "getReminderProposal", "Who is to be urged about what on a day, a group for each letter; nobody is written to"}, a.reminderProposal),
		edits(title{committeePath + "/reminder-rule", "setReminderRule", "Set how the committee urges"}, a.d.Remind.SetRule),
		pages(title{remindersPath, "listReminders", "The letters that urged, the latest first, without their lines"}, a.listReminders),
		creates(title{remindersPath, "makeReminder", "Make a letter: its number is drawn, and it is logged on each of its tasks"}, remindersPath+"/{id}", a.makeReminder, a.reminderThere),
		reads(title{reminderPath, "getReminder", "A letter with its tasks"}, a.getReminder),
		file(title{reminderPath + "/word", "downloadReminder", "A letter as a Word file, the very bytes that went out"}, wordType, a.reminderWord),
	}
}

// writingRoutes are those of the half-year report in words.
func (a *API) writingRoutes() []route {
	word := asks(title{writingPath + "/word", "downloadReport", "The half-year report in words as a Word file"}, a.reportWord)
	word.media, word.answer = wordType, nil
	return []route{
		asks(title{writingPath, "getReportDraft", "What is written for a half-year, or what it would begin with, and the document it makes"}, a.reportDraft),
		edits(title{writingPath, "writeReport", "Store what people write around the figures of a half-year"}, a.d.Reports.Write).bind("period=period"),
		word,
	}
}

// ProposalQuery says for which day.
type ProposalQuery struct {
	Day calendar.Date `json:"day"` // none: today
}

func (a *API) reminderProposal(ctx context.Context, c call, q ProposalQuery) (remind.Proposal, error) {
	return a.d.Remind.Proposal(ctx, c.by, c.in(), q.Day)
}

func (a *API) listReminders(ctx context.Context, c call, q org.ListQuery) (org.Page[remind.Slip], error) {
	return a.d.Remind.Slips(ctx, c.by, c.in(), q)
}

func (a *API) makeReminder(ctx context.Context, by access.Actor, in remind.Make) (remind.Slip, error) {
	return a.d.Remind.Make(ctx, by, in, docx.RenderSlip)
}

func (a *API) reminderThere(ctx context.Context, c call, in remind.Make) error {
	_, err := a.d.Remind.Slip(ctx, c.by, c.in(), in.ID)
	return err
}

func (a *API) getReminder(ctx context.Context, c call) (remind.Slip, error) {
	i, err := idOf[any](c, "slip")
	if err != nil {
		return remind.Slip{}, err
	}
	return a.d.Remind.Slip(ctx, c.by, c.in(), remind.SlipID(i))
}

func (a *API) reminderWord(ctx context.Context, c call) (written, error) {
	i, err := idOf[any](c, "slip")
	if err != nil {
		return written{}, err
	}
	f, err := a.d.Remind.File(ctx, c.by, c.in(), remind.SlipID(i))
	return sendPaper(c, f, err)
}

func sendPaper(c call, f meeting.File, err error) (written, error) {
	if err != nil {
		return written{}, err
	}
	c.file(f.Name, wordType, f.Bytes)
	return written{}, nil
}

func (a *API) reportDraft(ctx context.Context, c call, q ReportQuery) (report.Draft, error) {
	return a.d.Reports.Draft(ctx, c.by, c.report(q))
}

func (a *API) reportWord(ctx context.Context, c call, q ReportQuery) (written, error) {
	d, err := a.d.Reports.Draft(ctx, c.by, c.report(q))
	if err != nil {
		return written{}, err
	}
	f, err := docx.RenderReport(d.Document)
	return sendPaper(c, f, err)
}
