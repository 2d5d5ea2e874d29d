package main

import (
	"maps"

	"github.com/dondoc/dondoc/internal/surface/api"
	"github.com/dondoc/dondoc/internal/surface/server"
	"github.com/dondoc/dondoc/internal/surface/ui"
	"github.com/dondoc/dondoc/web"
)

// mountAPI adds the JSON API to the server.
func (h *house) mountAPI(d *server.Deps) {
	a := api.New(api.Deps{
		BaseURL: h.cfg.Base(h.cfg.Listen),
		Clock:   h.deps.Clock, Org: h.orgs, Accounts: h.accounts, Attach: h.attachments, Meetings: h.meetings,
		Shortcomings: h.shortcomings, Tasks: h.tasks, Reports: h.reports, Intake: h.intakes, Remind: h.reminders, Answers: h.answers,
		Handover: h.handovers,
		Exports:  h.exports,
	})
	d.Mount = append(d.Mount, a.Mount)
	maps.Copy(d.MaxBodyOf, api.MaxBodies())
}

// mountPages adds the pages to the server.
func (h *house) mountPages(d *server.Deps, assets web.Assets) {
	pages := ui.New(ui.Deps{
		Clock: h.deps.Clock, NewID: h.deps.NewID, Words: h.texts, Assets: assets, BaseURL: h.cfg.Base(h.cfg.Listen), Org: h.orgs, Accounts: h.accounts, Attach: h.attachments,
		Meetings: h.meetings, Shortcomings: h.shortcomings, Tasks: h.tasks, Reports: h.reports, Intake: h.intakes, Remind: h.reminders, Answers: h.answers, Live: h.listener,
		Handover: h.handovers,
		Exports:  h.exports,
	})
	d.ErrorPage = pages.Error
	d.Mount = append(d.Mount, pages.Mount)
	maps.Copy(d.MaxBodyOf, ui.MaxBodies())
}
