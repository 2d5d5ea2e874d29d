package access

import "slices"

// Action is something that may be done, named as the audit and the documents name it.
type Action string

// The actions whose verdict depends on the role. Within a committee the rows they reach are its own.
const (
	ReadAll         Action = "committee.read"        // everything of the committee
	ReadIssued      Action = "issued.read"           // issued records and reports
	ReadUnitTasks   Action = "unit_tasks.read"       // the tasks of the units one answers for, with their thread
	ReadRegister    Action = "register.read"         // the common units and fields, and the committee's own
	ReadPeople      Action = "people.read"           // members and people who appear in the committee's records
	Record          Action = "record.write"          // meetings, minutes, shortcomings, tasks, imports
	WriteRegister   Action = "register.write"        // the committee's own units, people, fields; its members
	ReportTask      Action = "task.report"           // progress and completion, for a unit one answers for or on its behalf
	AnswerLinks     Action = "answer_link.write"     // links by which units answer without an account: make, look at, revoke
	Decide          Action = "task.decide"           // confirm, send back, extend, pause, cancel
	FreezeReport    Action = "report.freeze"         // fix a period's report, replace a wrong one, have the program do it
	Delegate        Action = "delegation.write"      // who stands in for whom; one's own roles everybody lends
	HandOver        Action = "handover.write"        // move what a person who leaves carries to another; roles only who may lend them, units only administrators
	AttachEvidence  Action = "attachment.write"      // papers of records; evidence of the tasks of one's units
	WriteCommittee  Action = "committee.write"       // committees, their terms and reporting periods
	WriteCommon     Action = "common_register.write" // units, people and fields of the common register
	WriteCalendar   Action = "calendar.write"        // days off and working weekends
	WriteAccounts   Action = "account.write"         // accounts, grants, the units accounts answer for, password links
	ReadAllAccounts Action = "account.read"          // the same, to look at
)

// Permission is one row of the matrix: who may do an action.
type Permission struct {
	Action Action
	Roles  []Role // in the committee concerned
	Admin  bool   // administrators too, without any role in the committee
	Own    bool   // a focal person only for the units they answer for; the use case asks AnswersFor
}

// matrix is the whole of it. Verdicts read it and docs/permissions.md is printed from it, so they cannot disagree.
// The head may delegate decisions to a deputy; until spans of delegation are recorded every deputy decides.
var matrix = []Permission{
	{Action: ReadAll, Roles: []Role{Head, Deputy, Secretary, Member}},
	{Action: ReadIssued, Roles: []Role{Head, Deputy, Secretary, Member, Observer}},
	{Action: ReadUnitTasks, Roles: []Role{Head, Deputy, Secretary, Member, Focal}, Own: true},
	{Action: ReadRegister, Roles: []Role{Head, Deputy, Secretary, Member, Focal, Observer}, Admin: true},
	{Action: ReadPeople, Roles: []Role{Head, Deputy, Secretary, Member}, Admin: true},
	{Action: Record, Roles: []Role{Head, Deputy, Secretary}},
	{Action: WriteRegister, Roles: []Role{Head, Deputy, Secretary}, Admin: true},
	{Action: ReportTask, Roles: []Role{Head, Deputy, Secretary, Focal}, Own: true},
	{Action: AnswerLinks, Roles: []Role{Head, Deputy, Secretary}},
	{Action: Decide, Roles: []Role{Head, Deputy}},
	{Action: FreezeReport, Roles: []Role{Head, Deputy, Secretary}},
	{Action: Delegate, Roles: []Role{Head}, Admin: true},
	{Action: HandOver, Roles: []Role{Head, Secretary}, Admin: true},
	{Action: AttachEvidence, Roles: []Role{Head, Deputy, Secretary, Focal}, Own: true},
	{Action: WriteCommittee, Admin: true},
	{Action: WriteCommon, Admin: true},
	{Action: WriteCalendar, Admin: true},
	{Action: WriteAccounts, Admin: true},
	{Action: ReadAllAccounts, Admin: true},
}

// Actions returns the matrix, in the order people read it; the rows are copies.
func Actions() []Permission {
	out := slices.Clone(matrix)
	for i := range out {
		out[i].Roles = slices.Clone(out[i].Roles)
	}
	return out
}

// May reports whether the actor may do the action in the committee; the zero committee is for acts outside any.
// Where the permission says Own, the caller also asks AnswersFor about the unit concerned.
func (a Actor) May(c CommitteeID, act Action) bool {
	if a.System {
		return true
	}
	i := slices.IndexFunc(matrix, func(p Permission) bool { return p.Action == act })
	if i < 0 {
		return false
	}
	return matrix[i].Admin && a.Admin || a.Has(c, matrix[i].Roles...)
}
