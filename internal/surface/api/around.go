package api

import (
	"context"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/surface/docx"
	"github.com/dondoc/dondoc/internal/surface/ical"
)

const (
	commentsPath   = meetingPath + "/comments"
	signaturesPath = meetingPath + "/signatures"
	quorumRulePath = committeePath + "/quorum-rule"
)

// aroundRoutes are those of what lies around a record: preparing and inviting before the meeting, comments and signatures after it.
func (a *API) aroundRoutes() []route {
	m := a.d.Meetings
	return []route{
		posts(title{meetingPath + "/prepare-agenda", "prepareAgenda", "Put the points on the agenda that a meeting begins with; again adds nothing"}, listed(m.PrepareAgenda)).bind("meeting=id"),
		posts(title{meetingPath + "/fill-roll", "fillRoll", "Put everybody on the roll who is a member on the day; again adds who is missing"}, listed(m.FillRoll)).bind("meeting=id"),
		lists(title{meetingPath + "/repeats", "listRepeats", "Shortcomings raised again as often as the committee's setting and not cured: they stand first on the agenda"}, a.listRepeats),
		lists(title{meetingPath + "/review", "listReview", "Tasks due or overdue on the day of a meeting, by unit"}, a.listReview),
		reads(title{meetingPath + "/completeness", "getCompleteness", "What the record lacks before it is issued"}, a.getCompleteness),
		posts(title{committeePath + "/agenda/{item}/outcome", "setAgendaOutcome", "Say what became of a point of the agenda"}, m.SetOutcome).bind("item=id"),

		reads(title{meetingPath + "/summons", "getSummons", "A meeting with what people were told of it"}, a.getSummons),
		posts(title{meetingPath + "/invite", "inviteToMeeting", "Write down that people were told of a meeting, or of its change"}, m.Invite).bind("meeting=id").refusing(meeting.Meeting{}),
		file(title{meetingPath + "/invitation.ics", "getInvitationCalendar", "What people were told last of a meeting, as a calendar entry"}, "text/calendar", a.invitationFile),
		reads(title{meetingPath + "/quorum", "getQuorum", "Who is there now, and from one moment to the next"}, a.getQuorum),
		reads(title{quorumRulePath, "getQuorumRule", "How many must be there for the committee to decide"}, a.getQuorumRule),
		edits(title{quorumRulePath, "setQuorumRule", "Set how many must be there"}, m.SetQuorumRule),

		lists(title{commentsPath, "listComments", "What participants said to the lines of the draft, the earliest first"}, a.listComments),
		creates(title{committeePath + "/blocks/{block}/comments", "addComment", "Say something to a line of circulated minutes"},
			committeePath+"/comments/{id}", m.AddComment, a.commentThere).bind("block=block_id"),
		reads(title{committeePath + "/comments/{comment}", "getComment", "A comment"}, a.getComment),
		posts(title{committeePath + "/comments/{comment}/answer", "answerComment", "Answer a comment, or say that it was taken over"}, m.AnswerComment).bind("comment=id"),

		reads(title{meetingPath + "/to-sign", "getToSign", "The minutes as they are to be signed: digest, blanks, what keeps them open"}, a.getToSign),
		lists(title{signaturesPath, "listSignatures", "The signatures under the minutes, withdrawn ones too"}, a.listSignatures),
		creates(title{signaturesPath, "signMinutes", "Sign the minutes as they were shown; refused with the changes when a word changed"}, signaturesPath,
			a.signMinutes, a.signedThere).bind("meeting=meeting_id").refusing(meeting.Changed{}),
		creates(title{signaturesPath + "/on-paper", "signMinutesOnPaper", "Record that the minutes were signed by hand, with the scan"}, signaturesPath,
			m.SignOnPaper, a.paperSignedThere).bind("meeting=meeting_id"),
		posts(title{signaturesPath + "/withdraw", "withdrawSignatures", "Take the signatures back; the meeting is a draft again"}, m.WithdrawSignatures).bind("meeting=id"),
		file(title{meetingPath + "/signed-files/{digest}", "downloadSignedFile", "The very bytes that were signed or issued, by their SHA-256"}, wordType, a.signedFile),
	}
}

// listed makes the answer of a use case that returns several rows a list.
func listed[In, Row any](f act[In, []Row]) act[In, Rows[Row]] {
	return func(ctx context.Context, by access.Actor, in In) (Rows[Row], error) {
		rows, err := f(ctx, by, in)
		return Rows[Row]{Rows: rows, Total: len(rows)}, err
	}
}

// ofMeeting finds the meeting of the path and asks a use case about it.
func ofMeeting[T any](ctx context.Context, c call, f func(context.Context, access.Actor, access.CommitteeID, meeting.ID) (T, error)) (T, error) {
	m, err := c.meeting(ctx)
	if err != nil {
		var none T
		return none, err
	}
	return f(ctx, c.by, c.in(), m)
}

func (a *API) listRepeats(ctx context.Context, c call) ([]meeting.ReviewRepeat, error) {
	return ofMeeting(ctx, c, a.d.Meetings.Repeats)
}

func (a *API) listReview(ctx context.Context, c call) ([]meeting.ReviewUnit, error) {
	return ofMeeting(ctx, c, a.d.Meetings.Review)
}

func (a *API) getCompleteness(ctx context.Context, c call) (meeting.Completeness, error) {
	return ofMeeting(ctx, c, a.d.Meetings.Completeness)
}

func (a *API) getSummons(ctx context.Context, c call) (meeting.Summons, error) {
	return ofMeeting(ctx, c, a.d.Meetings.Summons)
}

func (a *API) invitationFile(ctx context.Context, c call) (written, error) {
	v, err := ofMeeting(ctx, c, a.d.Meetings.Summons)
	if err != nil {
		return written{}, err
	}
	e, told := ical.Invitation(c.words, c.committee, v)
	if !told {
		return written{}, fault.New(fault.NotFound, "not_found")
	}
	c.file("hoi-nghi.ics", ical.ContentType(e.Method), ical.File(e))
	return written{}, nil
}

// QuorumNow is the count of who is there, and the counts so far.
type QuorumNow struct {
	Now     meeting.Quorum         `json:"now"`
	Moments []meeting.QuorumMoment `json:"moments"`
}

func (a *API) getQuorum(ctx context.Context, c call) (QuorumNow, error) {
	m, err := c.meeting(ctx)
	if err != nil {
		return QuorumNow{}, err
	}
	now, moments, err := a.d.Meetings.Quorum(ctx, c.by, c.in(), m)
	return QuorumNow{now, moments}, err
}

func (a *API) getQuorumRule(ctx context.Context, c call) (meeting.QuorumRule, error) {
	return a.d.Meetings.QuorumRule(ctx, c.by, c.in())
}

func (a *API) listComments(ctx context.Context, c call) ([]meeting.Comment, error) {
	return ofMeeting(ctx, c, a.d.Meetings.Comments)
}

func (a *API) getComment(ctx context.Context, c call) (meeting.Comment, error) {
	k, err := idOf[any](c, "comment")
	if err != nil {
		return meeting.Comment{}, err
	}
	return a.d.Meetings.Comment(ctx, c.by, c.in(), meeting.CommentID(k))
}

func (a *API) commentThere(ctx context.Context, c call, in meeting.AddComment) error {
	_, err := a.d.Meetings.Comment(ctx, c.by, c.in(), in.ID)
	return err
}

func (a *API) getToSign(ctx context.Context, c call) (meeting.Shown, error) {
	m, err := c.meeting(ctx)
	if err != nil {
		return meeting.Shown{}, err
	}
	return a.d.Meetings.ToSign(ctx, c.by, c.in(), m, docx.Render)
}

func (a *API) listSignatures(ctx context.Context, c call) ([]meeting.Signature, error) {
	return ofMeeting(ctx, c, a.d.Meetings.Signatures)
}

func (a *API) signMinutes(ctx context.Context, by access.Actor, in meeting.Sign) (meeting.Signature, error) {
	return a.d.Meetings.Sign(ctx, by, in, docx.Render)
}

func (a *API) signedThere(ctx context.Context, c call, in meeting.Sign) error {
	all, err := a.d.Meetings.Signatures(ctx, c.by, c.in(), in.Meeting)
	return oneOf(all, err, func(s meeting.Signature) bool { return s.ID == in.ID })
}

func (a *API) paperSignedThere(ctx context.Context, c call, in meeting.SignOnPaper) error {
	all, err := a.d.Meetings.Signatures(ctx, c.by, c.in(), in.Meeting)
	return oneOf(all, err, func(s meeting.Signature) bool { return s.ID == in.ID })
}

func (a *API) signedFile(ctx context.Context, c call) (written, error) {
	var d meeting.Digest
	if err := d.UnmarshalText([]byte(c.word("digest"))); err != nil {
		return written{}, fault.New(fault.NotFound, "not_found").Because(err)
	}
	m, err := c.meeting(ctx)
	if err != nil {
		return written{}, err
	}
	f, err := a.d.Meetings.IssuedFile(ctx, c.by, c.in(), m, d)
	if err != nil {
		return written{}, err
	}
	c.file(f.Name, wordType, f.Bytes)
	return written{}, nil
}
