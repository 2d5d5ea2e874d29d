// Package api is the JSON API below /api/v1: the same things people do on the pages, for programs. One table of routes is both
// what is mounted and what the OpenAPI 3.1 description is made from, so that neither can promise what the other does not keep.
// It decides nothing: it reads a request strictly, calls one use case and writes what came back.
package api

import (
	"context"
	"net/http"
	"strings"
	"sync"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/account"
	links "github.com/dondoc/dondoc/internal/domain/answer"
	"github.com/dondoc/dondoc/internal/domain/attach"
	"github.com/dondoc/dondoc/internal/domain/export"
	"github.com/dondoc/dondoc/internal/domain/handover"
	"github.com/dondoc/dondoc/internal/domain/intake"
	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/remind"
	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/domain/shortcoming"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/surface/docx"
	"github.com/dondoc/dondoc/internal/surface/excel"
	"github.com/dondoc/dondoc/internal/surface/server"
)

// Prefix is the part of every address that says which edition of the API is spoken.
const Prefix = "/api/v1"

// specPath serves the description of the API, to anybody.
const specPath = "/openapi.yaml"

// Deps is what the API is made of.
type Deps struct {
	Clock        calendar.Clock
	Org          *org.Service
	Accounts     *account.Service
	Attach       *attach.Service
	Meetings     *meeting.Service
	Shortcomings *shortcoming.Service
	Tasks        *task.Service
	Reports      *report.Service
	Intake       *intake.Service
	Remind       *remind.Service
	Answers      *links.Service
	Handover     *handover.Service
	Exports      *export.Service
	BaseURL      string // how people reach the pages: the figures of a workbook lead to their lists there
}

// API answers for every address below Prefix.
type API struct{ d Deps }

// New returns the API over the services.
func New(d Deps) *API { return &API{d} }

// routes is the whole table, subject by subject.
func (a *API) routes() []route {
	var all []route
	for _, subject := range [][]route{
		a.committeeRoutes(), a.registerRoutes("/committees/{committee}"), a.registerRoutes(""),
		{a.successions()},
		a.meetingRoutes(), a.recordRoutes(), a.aroundRoutes(), a.paperRoutes(),
		a.shortcomingRoutes(), a.taskRoutes(), a.reportRoutes(), a.attachRoutes(), a.uploadRoutes(), a.sheetRoutes(), a.accountRoutes(), a.dayRoutes(),
		a.remindRoutes(), a.writingRoutes(), a.answerRoutes(),
		a.handoverRoutes(),
		a.exportRoutes(),
	} {
		all = append(all, subject...)
	}
	return all
}

// Mount adds the routes to the engine.
func (a *API) Mount(r *gin.Engine) {
	document := sync.OnceValues(Document) // written when first asked for: it costs more memory than all of serving
	r.GET(Prefix+specPath, server.Handle(func(_ context.Context, c *gin.Context) error {
		spec, err := document()
		if err != nil {
			return err
		}
		c.Data(http.StatusOK, "application/yaml", spec)
		return nil
	}))
	in := r.Group(Prefix, server.RequireSignIn)
	for _, rt := range a.routes() {
		in.Handle(rt.method, ginPath(rt.path), server.Handle(a.serve(rt)))
	}
}

// MaxBodies are the routes that take more than a JSON body does, with the bytes they take.
func MaxBodies() map[string]int64 {
	return map[string]int64{
		Prefix + ginPath(attachmentsPath): attach.MaxSize + 1<<20, Prefix + ginPath(templatesPath): docx.MaxTemplate + 1<<20, Prefix + ginPath(sheetsPath): excel.MaxUnitSheet + 1<<20,
		Prefix + ginPath(uploadPath): attach.MaxSize + 1,
	}
}

// ginPath writes a path of the table, "/tasks/{task}", as gin wants it: "/tasks/:task".
func ginPath(path string) string {
	return strings.NewReplacer("{", ":", "}", "").Replace(path)
}
