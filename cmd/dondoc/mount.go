package main

import (
	"maps"

	"github.com/dondoc/dondoc/internal/surface/server"
	"github.com/dondoc/dondoc/internal/surface/ui"
	"github.com/dondoc/dondoc/web"
)

// mountAPI adds the JSON API to the server.
func (h *house) mountAPI(*server.Deps) {}

// mountPages adds the pages to the server.
func (h *house) mountPages(d *server.Deps, assets web.Assets) {
	pages := ui.New(ui.Deps{
		Clock: h.deps.Clock, NewID: h.deps.NewID, Words: h.texts, Assets: assets, Org: h.orgs, Accounts: h.accounts, Attach: h.attachments,
		Meetings: h.meetings, Shortcomings: h.shortcomings, Tasks: h.tasks, Reports: h.reports,
	})
	d.ErrorPage = pages.Error
	d.MaxBodyOf = maps.Clone(ui.MaxBodies())
	d.Mount = append(d.Mount, pages.Mount)
}
