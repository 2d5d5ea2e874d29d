package main

import (
	"maps"

	"github.com/dondoc/dondoc/internal/surface/server"
	"github.com/dondoc/dondoc/internal/surface/ui"
	"github.com/dondoc/dondoc/web"
)

// mount adds the routes of the surfaces to the server.
func (h *house) mount(d *server.Deps, assets web.Assets) {
	pages := ui.New(ui.Deps{
		Clock: h.deps.Clock, NewID: h.deps.NewID, Words: h.texts, Assets: assets, Org: h.orgs, Accounts: h.accounts, Attach: h.attachments,
		Meetings: h.meetings, Shortcomings: h.shortcomings, Tasks: h.tasks, Reports: h.reports,
	})
	d.ErrorPage = pages.Error
	d.MaxBodyOf = maps.Clone(ui.MaxBodies())
	d.Mount = append(d.Mount, pages.Mount)
}
