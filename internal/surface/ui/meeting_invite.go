package ui

import (
	"context"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/attach"
	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/surface/ical"
	meetingview "github.com/dondoc/dondoc/web/views/meeting"
	"github.com/dondoc/dondoc/web/views/ui"
)

// summonsOf reads a meeting with what people were told of it, for those who keep the records.
func (p *Pages) summonsOf(ctx context.Context, c *gin.Context, r room) (meeting.Summons, error) {
	m, err := p.fullTop(ctx, c, r)
	if err != nil {
		return meeting.Summons{}, err
	}
	if err := access.Require(meeting.MayRecord(r.by, r.committee.ID)); err != nil {
		return meeting.Summons{}, err
	}
	return p.d.Meetings.Summons(ctx, r.by, r.committee.ID, m.ID)
}

func (p *Pages) showInvitation(ctx context.Context, c *gin.Context, r room) error {
	v, err := p.summonsOf(ctx, c, r)
	if err != nil {
		return err
	}
	return p.invitationPage(ctx, c, r, inviting{v: v, t: filled("version", strconv.Itoa(v.Record.Meeting.Version))})
}

// inviting is an invitation page with what was typed on it; file is the upload that was refused.
type inviting struct {
	v    meeting.Summons
	t    typed
	file string
}

func (p *Pages) invitationPage(ctx context.Context, c *gin.Context, r room, a inviting) error {
	m := a.v.Record.Meeting
	files, err := p.d.Attach.Of(ctx, r.by, r.committee.ID, attach.OfMeeting, attach.OwnerID(m.ID))
	if err != nil {
		return err
	}
	page := r.lifePage(m, r.t("life.invitation"))
	last, told := a.v.Last()
	switch {
	case !told:
		page.Head.Chip = r.t("life.not_invited")
	case last.Kind == meeting.ToldCancelled:
		page.Head.Chip = r.t("told.cancelled")
	default:
		page.Head.Chip = r.t("life.invited_at", r.moment(last.At))
	}
	if a.v.Pending() {
		page.Warnings = append(page.Warnings, r.t("life.change_untold"))
	}
	mail := meetingview.Part{ID: "thu", Title: r.t("life.mail"), Copy: &meetingview.Copy{Label: r.t("life.mail_text"), Text: r.mail(a.v, files), Rows: 16}}
	if told {
		mail.Links = append(mail.Links, ui.Link{Text: r.t("life.ics"), URL: r.meetingURL(m.Number, "giay-moi", "lich.ics"), Icon: ui.IconCalendar})
	}
	mail.Links = append(mail.Links, ui.Link{Text: r.t("paper.invitation_word"), URL: r.meetingURL(m.Number, "van-ban", "giay-moi"), Icon: ui.IconWord})
	page.Parts = []meetingview.Part{r.toldPart(a), p.paperFiles(r, files, a), mail}
	return show(ctx, c, a.t.status(), meetingview.Life(page))
}

// toldPart is what people were told so far, and the act of telling them.
func (r room) toldPart(a inviting) meetingview.Part {
	m := a.v.Record.Meeting
	part := meetingview.Part{ID: "da-bao", Title: r.t("life.told"), Empty: r.t("life.told_nobody")}
	for _, t := range a.v.Told {
		part.Lines = append(part.Lines, meetingview.Line{
			What: r.t("told." + string(t.Kind)), Text: joined(" · ", joined(" ", t.StartsAt, t.HeldOn.VN()), t.Place), Sub: joined(" · ", r.moment(t.At), t.Login, t.Why),
			Quiet: t.Sequence != len(a.v.Told)-1,
		})
	}
	_, told := a.v.Last()
	switch {
	case m.State != meeting.Planned:
	case !told:
		part.Forms = []meetingview.Act{r.button(r.meetingURL(m.Number, "giay-moi"), "life.invite", ui.IconCalendar, "version", strconv.Itoa(m.Version))}
	case a.v.Pending():
		s := newSheet(r, a.t)
		part.Forms = []meetingview.Act{s.act(r.meetingURL(m.Number, "giay-moi"), "life.invite_again", s.text("why", "life.why_moved", ""))}
	}
	return part
}

// paperFiles are the papers of the meeting, numbered as the invitation numbers them.
func (p *Pages) paperFiles(r room, files []attach.Attachment, a inviting) meetingview.Part {
	m := a.v.Record.Meeting
	part := meetingview.Part{ID: "tai-lieu", Title: r.t("life.files"), Empty: r.t("life.files_none")}
	for i, f := range files {
		l := meetingview.Line{What: strconv.Itoa(i+1) + ". " + f.FileName, URL: r.url("tep", f.ID.String()), Sub: r.t("life.file_of_meeting")}
		for _, g := range a.v.Record.Agenda {
			if f.OwnerID == attach.OwnerID(g.ID) {
				l.Sub = g.Title
			}
		}
		part.Lines = append(part.Lines, l)
	}
	if !r.writes(m) {
		return part
	}
	t := p.fresh()
	if a.file != "" {
		t.said = map[string]string{"file": a.file}
	}
	s := newSheet(r, t)
	owners := []ui.Option{{Value: "", Label: r.t("life.file_of_meeting")}}
	for i, g := range a.v.Record.Agenda {
		owners = append(owners, ui.Option{Value: g.ID.String(), Label: strconv.Itoa(i+1) + ". " + clipped(g.Title, 80)})
	}
	of := s.choice("agenda_item_id", "life.file_of", "", owners)
	act := s.act(r.meetingURL(m.Number, "tai-lieu"), "life.file_add", of, ui.File(s.field("file", "task.file", "task.file_hint"), strings.Join(attach.Endings(), ","), false))
	act.Title, act.Open, act.Form.Multipart = r.t("life.file_add"), a.file != "", true
	part.Forms = []meetingview.Act{act}
	return part
}

// mail is the invitation as the text of a mail.
func (r room) mail(v meeting.Summons, files []attach.Attachment) string {
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = f.FileName
	}
	return ical.Letter(r.words, r.committee, v, names)
}

func (p *Pages) invite(ctx context.Context, c *gin.Context, r room) error {
	t := posted(c)
	v, err := p.summonsOf(ctx, c, r)
	if err != nil {
		return err
	}
	m := v.Record.Meeting
	_, err = p.d.Meetings.Invite(ctx, r.by, meeting.Invite{Committee: r.committee.ID, ID: m.ID, Version: t.version(), Why: t.values.Get("why")})
	if err == nil {
		return done(c, r.meetingURL(m.Number, "giay-moi"), r.t("life.told_now"))
	}
	t.values.Set("version", strconv.Itoa(m.Version))
	if t, err = t.refused(r, err); err != nil {
		return err
	}
	return p.invitationPage(ctx, c, r, inviting{v: v, t: t})
}

// calendarFile is what people were told last, as a calendar entry.
func (p *Pages) calendarFile(ctx context.Context, c *gin.Context, r room) error {
	v, err := p.summonsOf(ctx, c, r)
	if err != nil {
		return err
	}
	e, told := ical.Invitation(r.words, r.committee, v)
	if !told {
		return fault.New(fault.NotFound, "not_found")
	}
	return sendFile(c, "hoi-nghi-"+strconv.Itoa(v.Record.Meeting.Number)+".ics", ical.ContentType(e.Method), ical.File(e))
}

// addPaperFile attaches a paper to the meeting or to a point of its agenda.
func (p *Pages) addPaperFile(ctx context.Context, c *gin.Context, r room) error {
	v, err := p.summonsOf(ctx, c, r)
	if err != nil {
		return err
	}
	m := v.Record.Meeting
	of := attach.UploadInput{OwnerKind: attach.OfMeeting, OwnerID: attach.OwnerID(m.ID)}
	if item := parseID(c.PostForm("agenda_item_id")); item != [16]byte{} {
		of.OwnerKind, of.OwnerID = attach.OfAgendaItem, attach.OwnerID(item)
	}
	a, said, err := p.uploaded(ctx, c, r, of)
	switch {
	case err != nil:
		return err
	case said != "":
		t := filled("version", strconv.Itoa(m.Version))
		t.failure = said
		return p.invitationPage(ctx, c, r, inviting{v: v, t: t, file: said})
	}
	return done(c, r.meetingURL(m.Number, "giay-moi")+"#tai-lieu", r.t("task.file_added", a.FileName))
}

// uploaded stores the file of a form. What is wrong with the file comes back as words.
func (p *Pages) uploaded(ctx context.Context, c *gin.Context, r room, in attach.UploadInput) (attach.Attachment, string, error) {
	header, err := c.FormFile("file")
	if err != nil {
		return attach.Attachment{}, r.t("task.file_missing"), nil
	}
	body, err := header.Open()
	if err != nil {
		return attach.Attachment{}, "", err
	}
	defer body.Close() //nolint:errcheck // nothing is written to it
	in.Committee, in.ID, in.FileName, in.Body = r.committee.ID, attach.ID(parseID(c.PostForm("id"))), header.Filename, body
	a, err := p.d.Attach.Upload(ctx, r.by, in)
	switch fault.KindOf(err) {
	case fault.TooLarge:
		return a, r.words.Fault(err), nil
	case fault.Invalid:
		if words, ok := r.words.Fields(err)["file"]; ok {
			return a, words, nil
		}
	default:
	}
	return a, "", err
}
