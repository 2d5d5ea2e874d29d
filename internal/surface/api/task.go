package api

import (
	"context"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

const (
	tasksPath = committeePath + "/tasks"
	taskPath  = tasksPath + "/{task}"

	settingsPath = committeePath + "/task-settings"
	carryPath    = committeePath + "/carry-over"
)

func (a *API) taskRoutes() []route {
	t := a.d.Tasks
	return []route{
		pages(title{tasksPath, "listTasks", "Tasks, with the filters of the page"}, a.listTasks),
		creates(title{tasksPath, "createTask", "Record an obligation"}, tasksPath+"/{id}", t.Create, a.taskThere),
		reads(title{taskPath, "getTask", "A task with its thread, its history and what you may do with it"}, a.getTask),
		edits(title{taskPath, "editTask", "Change what describes a task"}, t.Edit).bind("task=id"),
		posts(title{taskPath + "/events", "actOnTask", "Make one move, or add one note"}, t.Act).bind("task=task_id"),
		posts(title{taskPath + "/undo", "undoTaskMove", "Take your own last move back, within ten minutes and before anything follows"}, t.Undo).bind("task=task_id"),
		posts(title{taskPath + "/remove-evidence", "removeTaskEvidence", "Take a file of evidence away, with an event; its name, its hash and the reason stay in the history"}, t.RemoveEvidence).bind("task=task_id"),
		posts(title{taskPath + "/fan-out", "fanOutTask", "Split a task into one obligation for each unit"}, t.FanOut).bind("task=task_id"),
		reads(title{settingsPath, "getTaskSettings", "How the committee follows its tasks"}, a.getTaskSettings),
		edits(title{settingsPath, "setTaskSettings", "Change how the committee follows its tasks"}, t.Set),
		asks(title{carryPath, "previewCarryOver", "The open tasks to decide about at the end of a half-year"}, a.previewCarryOver),
		posts(title{carryPath, "carryOver", "Write down what was decided about open tasks at the end of a half-year, all or none"}, t.CarryOver),
		pages(title{"/me/tasks", "listMyUnitTasks", "The open tasks of the units you answer for, in all committees"}, a.listMine),
	}
}

// PeriodQuery names a half-year.
type PeriodQuery struct {
	Period string `json:"period"` // "2020-H1"
}

func (a *API) getTaskSettings(ctx context.Context, c call) (task.Settings, error) {
	return a.d.Tasks.Settings(ctx, c.by, c.in())
}

func (a *API) previewCarryOver(ctx context.Context, c call, q PeriodQuery) (task.CarryPreview, error) {
	return a.d.Tasks.CarryPreview(ctx, c.by, c.in(), q.Period)
}

// MineQuery pages through one's units' tasks; their order is fixed: what was sent back, then by date.
type MineQuery struct{ org.ListQuery }

func (a *API) listMine(ctx context.Context, c call, q MineQuery) (org.Page[task.Mine], error) {
	return a.d.Tasks.Mine(ctx, c.by, q.ListQuery)
}

// TaskQuery filters the list of tasks; several classes or forms are given by repeating the parameter.
type TaskQuery struct {
	org.ListQuery
	org.AsOf
	Classes   []task.Timing     `json:"class"`
	Waiting   bool              `json:"waiting"`  // reported, not yet confirmed
	Deciding  bool              `json:"deciding"` // a report to confirm or an extension to decide
	Open      bool              `json:"open"`     // neither confirmed nor cancelled
	Unit      access.UnitID     `json:"unit_id"`
	Role      task.AssigneeRole `json:"role"` // of the unit; none: any
	NoLead    bool              `json:"no_lead"`
	Cures     task.Curing       `json:"cures"` // whether it serves a shortcoming
	LeadBy    access.PersonID   `json:"lead_person_id"`
	DueFrom   calendar.Date     `json:"due_from"`
	DueTo     calendar.Date     `json:"due_to"`
	Field     org.FieldID       `json:"field_id"`
	GivenFrom calendar.Date     `json:"given_from"`
	GivenTo   calendar.Date     `json:"given_to"`
	Meeting   meeting.ID        `json:"meeting_id"`
	Forms     []task.Form       `json:"form"` // none: all but occurrences
}

func (a *API) listTasks(ctx context.Context, c call, q TaskQuery) (org.Page[task.ListRow], error) {
	return a.d.Tasks.List(ctx, c.by, task.ListQuery{
		ListQuery: q.ListQuery, AsOf: q.AsOf, Committee: c.in(), Classes: q.Classes, Waiting: q.Waiting, Deciding: q.Deciding, Open: q.Open, Unit: q.Unit, Role: q.Role,
		NoLead: q.NoLead, Cures: q.Cures, LeadBy: q.LeadBy, DueFrom: q.DueFrom, DueTo: q.DueTo, Field: q.Field, GivenFrom: q.GivenFrom, GivenTo: q.GivenTo, Meeting: q.Meeting.String(), Forms: q.Forms,
	})
}

func (a *API) taskThere(ctx context.Context, c call, in task.NewTask) error {
	_, err := a.d.Tasks.Get(ctx, c.by, c.in(), in.ID.String())
	return err
}

// TaskDetail is a task with its thread.
type TaskDetail struct {
	task.Detail
	Missing []Said `json:"missing"` // what a complete order would still need
}

// Said is a message by its key, for programs, and in the caller's language.
type Said struct {
	Key  string `json:"key"`
	Text string `json:"text"`
}

func (c call) said(all []fault.Message) []Said {
	out := make([]Said, len(all))
	for i, m := range all {
		out[i] = Said{Key: m.Key, Text: c.words.Message(m)}
	}
	return out
}

func (a *API) getTask(ctx context.Context, c call) (TaskDetail, error) {
	d, err := a.d.Tasks.Get(ctx, c.by, c.in(), c.word("task"))
	return TaskDetail{Detail: d, Missing: c.said(d.Missing)}, err
}
