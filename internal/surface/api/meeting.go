package api

import (
	"context"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
)

const (
	meetingsPath = committeePath + "/meetings"
	meetingPath  = meetingsPath + "/{meeting}"
	recordPath   = meetingPath + "/record"
)

func (a *API) meetingRoutes() []route {
	m := a.d.Meetings
	return []route{
		pages(title{meetingsPath, "listMeetings", "Meetings, the latest first"}, a.listMeetings),
		creates(title{meetingsPath, "createMeeting", "Plan a meeting, or record one of the past"}, meetingsPath+"/{id}", m.Create, a.meetingThere),
		reads(title{meetingPath, "getMeeting", "A meeting, as far as you may see it"}, a.getMeeting),
		edits(title{meetingPath, "editMeeting", "Change what is written about a meeting"}, m.Edit).bind("meeting=id"),
		posts(title{meetingPath + "/move", "moveMeeting", "Take a meeting to another state"}, m.Move).bind("meeting=id"),
		reads(title{recordPath, "getRecord", "The record: agenda, roll, minutes and what stems from them"}, a.getRecord),
		reads(title{meetingPath + "/taken-out", "getTakenOut", "What was withdrawn from the record"}, a.getTakenOut),
	}
}

// recordRoutes are those of the lines of a record: agenda, roll, minutes. A line is made below its meeting and then known by its own id.
func (a *API) recordRoutes() []route {
	m := a.d.Meetings
	agenda, roll, block := committeePath+"/agenda/{item}", committeePath+"/attendance/{line}", committeePath+"/blocks/{block}"
	return []route{
		creates(title{meetingPath + "/agenda", "addAgendaItem", "Put a point on the agenda"}, recordPath, m.AddAgendaItem, a.agendaThere).bind("meeting=meeting_id"),
		edits(title{agenda, "editAgendaItem", "Change a point of the agenda"}, m.EditAgendaItem).bind("item=id"),
		posts(title{agenda + "/place", "placeAgendaItem", "Move a point of the agenda to another place"}, m.PlaceAgendaItem).bind("item=id"),
		posts(title{agenda + "/withdraw", "withdrawAgendaItem", "Take a point off the agenda, or bring it back"}, m.WithdrawAgendaItem).bind("item=id"),

		creates(title{meetingPath + "/attendance", "addAttendance", "Put somebody on the roll"}, recordPath, m.AddAttendance, a.attendanceThere).bind("meeting=meeting_id"),
		edits(title{roll, "editAttendance", "Change a line of the roll"}, m.EditAttendance).bind("line=id"),
		posts(title{roll + "/place", "placeAttendance", "Move a line of the roll to another place"}, m.PlaceAttendance).bind("line=id"),
		posts(title{roll + "/withdraw", "withdrawAttendance", "Take a line off the roll, or bring it back"}, m.WithdrawAttendance).bind("line=id"),

		creates(title{meetingPath + "/blocks", "addBlock", "Write a line into the minutes"}, recordPath, m.AddBlock, a.blockThere).bind("meeting=meeting_id"),
		edits(title{block, "editBlock", "Change a line of the minutes; the earlier wording is kept"}, m.EditBlock).bind("block=id"),
		posts(title{block + "/place", "placeBlock", "Move a line of the minutes to another place"}, m.PlaceBlock).bind("block=id"),
		posts(title{block + "/withdraw", "withdrawBlock", "Take a line out of the minutes, or bring it back"}, m.WithdrawBlock).bind("block=id"),
		lists(title{block + "/versions", "listBlockVersions", "Every wording a line of the minutes has had, the latest first"}, a.listBlockVersions),
	}
}

func (a *API) listMeetings(ctx context.Context, c call, q meeting.Query) (org.Page[meeting.Row], error) {
	return a.d.Meetings.List(ctx, c.by, c.in(), q)
}

func (a *API) meetingThere(ctx context.Context, c call, in meeting.Create) error {
	_, err := a.d.Meetings.Get(ctx, c.by, c.in(), in.ID)
	return err
}

func (a *API) getMeeting(ctx context.Context, c call) (meeting.Meeting, error) {
	m, err := c.meeting(ctx)
	if err != nil {
		return meeting.Meeting{}, err
	}
	return a.d.Meetings.Get(ctx, c.by, c.in(), m)
}

func (a *API) getRecord(ctx context.Context, c call) (meeting.Record, error) {
	m, err := c.meeting(ctx)
	if err != nil {
		return meeting.Record{}, err
	}
	return a.d.Meetings.Record(ctx, c.by, c.in(), m)
}

func (a *API) getTakenOut(ctx context.Context, c call) (meeting.TakenOut, error) {
	m, err := c.meeting(ctx)
	if err != nil {
		return meeting.TakenOut{}, err
	}
	return a.d.Meetings.TakenOut(ctx, c.by, c.in(), m)
}

func (a *API) agendaThere(ctx context.Context, c call, in meeting.AddAgendaItem) error {
	r, err := a.d.Meetings.Record(ctx, c.by, c.in(), in.Meeting)
	return oneOf(r.Agenda, err, func(i meeting.AgendaItem) bool { return i.ID == in.ID })
}

func (a *API) attendanceThere(ctx context.Context, c call, in meeting.AddAttendance) error {
	r, err := a.d.Meetings.Record(ctx, c.by, c.in(), in.Meeting)
	return oneOf(r.Attendance, err, func(e meeting.AttendanceEntry) bool { return e.ID == in.ID })
}

func (a *API) blockThere(ctx context.Context, c call, in meeting.AddBlock) error {
	all, err := a.d.Meetings.BlockVersions(ctx, c.by, c.in(), in.ID)
	return oneOf(all, err, func(meeting.BlockVersion) bool { return true })
}

func (a *API) listBlockVersions(ctx context.Context, c call) ([]meeting.BlockVersion, error) {
	b, err := idOf[any](c, "block")
	if err != nil {
		return nil, err
	}
	return a.d.Meetings.BlockVersions(ctx, c.by, c.in(), meeting.BlockID(b))
}
