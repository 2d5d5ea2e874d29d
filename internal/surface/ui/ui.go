// Package ui is the HTML surface: it reads addresses and forms, calls one use case, and hands typed structs to the page components.
// It compares no roles and no dates, and holds no SQL. One file per subject and page.
package ui

import (
	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/account"
	"github.com/dondoc/dondoc/internal/domain/answer"
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
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/i18n"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/surface/docx"
	"github.com/dondoc/dondoc/internal/surface/excel"
	"github.com/dondoc/dondoc/internal/surface/server"
	"github.com/dondoc/dondoc/web"
)

// Deps is what the pages are made of.
type Deps struct {
	Clock        calendar.Clock
	NewID        id.Maker
	Words        *i18n.Catalogue
	Assets       web.Assets
	BaseURL      string // how people reach the pages, without a slash at the end: links that are handed on begin with it
	Org          *org.Service
	Accounts     *account.Service
	Attach       *attach.Service
	Meetings     *meeting.Service
	Shortcomings *shortcoming.Service
	Tasks        *task.Service
	Reports      *report.Service
	Intake       *intake.Service
	Remind       *remind.Service
	Answers      *answer.Service
	Handover     *handover.Service
	Exports      *export.Service
	Live         *database.Listener // what other processes tell of records; nil: pages look from time to time
}

// Pages answers for every HTML page.
type Pages struct{ d Deps }

// New returns the pages over the services.
func New(d Deps) *Pages { return &Pages{d} }

// Mount adds every page's route. Read it to know what there is.
func (p *Pages) Mount(r *gin.Engine) {
	in := func(h roomHandler) gin.HandlerFunc { return server.Handle(p.inRoom(h)) }
	c := r.Group("/c/:committee", server.RequireSignIn)
	c.GET("", in(p.dashboard))
	c.GET("/"+silentPart, in(p.listSilent))
	mountExport(c, "/"+silentPart, in(p.exportSilent))
	p.mountHead(c, in)
	p.mountThread(c, in)
	p.mountSign(r)
	p.mountMeetings(c, in)
	p.mountMeetingLife(c, in)
	p.mountLive(r, c, in)
	p.mountShortcomings(c, in)
	p.mountConclusions(c, in)
	p.mountTasks(c, in)
	p.mountFollow(c, in)
	p.mountMine(r)
	p.mountFiles(c, in)
	p.mountSheets(c, in)
	p.mountEvidence(c, in)
	p.mountReports(c, in)
	p.mountExports(c, in)
	p.mountWriting(c, in)
	p.mountRemind(c, in)
	p.mountLinks(c, in)
	p.mountAnswers(r)
	p.mountReorganise(c, in)
	p.mountHandover(c, in)
	p.mountRegister(c, in)
	p.mountTemplates(c, in)
	p.mountSearch(c, in)
	p.mountSearchEverywhere(r)
	p.mountAdmin(r)
}

// MaxBodies are the routes that take more than a form does, with the bytes they take.
func MaxBodies() map[string]int64 {
	return map[string]int64{
		"/c/:committee/nhiem-vu/:task/tep":             attach.MaxSize + 1<<20,
		"/c/:committee/nhiem-vu/:task/viec/:event":     attach.MaxSize + 1<<20,
		"/c/:committee/nhiem-vu/:task/bao-cao":         attach.MaxSize + 1<<20,
		"/c/:committee/ton-tai/:shortcoming/tep":       attach.MaxSize + 1<<20,
		"/c/:committee/ton-tai/:shortcoming/viec/:act": attach.MaxSize + 1<<20,
		"/c/:committee/hoi-nghi/:meeting/tai-lieu":     attach.MaxSize + 1<<20,
		"/c/:committee/hoi-nghi/:meeting/ky/tren-giay": attach.MaxSize + 1<<20,
		"/c/:committee/" + templatesPart:               docx.MaxTemplate + 1<<20,
		"/c/:committee/" + sheetsPart:                  excel.MaxUnitSheet + 1<<20,
	}
}

// mounter adapts a page of one committee.
type mounter func(h roomHandler) gin.HandlerFunc

func (p *Pages) mountTasks(c *gin.RouterGroup, in mounter) {
	c.GET("/nhiem-vu", in(p.listTasks))
	mountExport(c, "/nhiem-vu", in(p.exportTasks))
	c.GET("/nhiem-vu/moi", in(p.newTask))
	c.POST("/nhiem-vu", in(p.createTask))
	c.GET("/nhiem-vu/:task", in(p.showTask))
	c.GET("/nhiem-vu/:task/sua", in(p.editTask))
	c.POST("/nhiem-vu/:task/sua", in(p.saveTask))
	c.GET("/nhiem-vu/:task/viec/:event", in(p.askAct))
	c.POST("/nhiem-vu/:task/viec/:event", in(p.doAct))
	c.GET("/nhiem-vu/:task/tach", in(p.askFanOut))
	c.POST("/nhiem-vu/:task/tach", in(p.doFanOut))
}
