package ui

import (
	"context"
	"encoding/json"
	"io"
	"io/fs"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/surface/server"
	"github.com/dondoc/dondoc/web"
	liveview "github.com/dondoc/dondoc/web/views/live"
	"github.com/dondoc/dondoc/web/views/ui"
)

// partLive is the live minutes page in the address of a meeting.
const partLive = "ghi"

// mountLive adds the live minutes page with what its island asks for, and the service worker that opens it offline.
func (p *Pages) mountLive(r *gin.Engine, c *gin.RouterGroup, in mounter) {
	r.GET("/sw.js", server.Handle(p.serviceWorker))
	const at = "/hoi-nghi/:meeting/" + partLive
	c.GET(at, in(p.showLive))
	c.GET(at+"/trinh-chieu", in(p.presentLive))
	c.GET(at+"/du-lieu", in(p.liveData))
	c.POST(at+"/lenh", in(p.applyLive))
	c.GET(at+"/su-kien", in(p.followLive))
	c.GET(at+"/dong/:line", in(p.lineHistory))
}

// serviceWorker serves the worker from the root, so that it may look after the pages below it.
func (p *Pages) serviceWorker(_ context.Context, c *gin.Context) error {
	files := p.d.Assets.Files()
	if files == nil {
		return fault.New(fault.NotFound, "not_found")
	}
	script, err := fs.ReadFile(files, strings.TrimPrefix(p.d.Assets.URL("sw.js"), web.Prefix))
	if err != nil {
		return fault.New(fault.NotFound, "not_found").Because(err)
	}
	c.Header("Cache-Control", "no-cache")
	c.Data(http.StatusOK, "text/javascript; charset=utf-8", script)
	return nil
}

// liveMeeting finds the meeting of the address for somebody who may follow its record. What the pages show of it they fetch:
// their frame may be kept by the browser, and holds nothing of the record.
func (p *Pages) liveMeeting(ctx context.Context, c *gin.Context, r room) (meeting.Meeting, error) {
	id, err := p.d.Meetings.Find(ctx, r.by, r.committee.ID, c.Param("meeting"))
	if err != nil {
		return meeting.Meeting{}, err
	}
	m, err := p.d.Meetings.Get(ctx, r.by, r.committee.ID, id)
	if err != nil {
		return meeting.Meeting{}, err
	}
	return m, access.Require(m.Level == meeting.Full)
}

func (p *Pages) showLive(ctx context.Context, c *gin.Context, r room) error {
	page, err := p.liveShell(ctx, c, r)
	if err != nil {
		return err
	}
	return show(ctx, c, http.StatusOK, liveview.Show(page))
}

// presentLive is what the projector shows: the point of the agenda, who speaks, the clock, the conclusions as they are worded.
func (p *Pages) presentLive(ctx context.Context, c *gin.Context, r room) error {
	page, err := p.liveShell(ctx, c, r)
	if err != nil {
		return err
	}
	return show(ctx, c, http.StatusOK, liveview.Present(page))
}

func (p *Pages) liveShell(ctx context.Context, c *gin.Context, r room) (liveview.Page, error) {
	m, err := p.liveMeeting(ctx, c, r)
	if err != nil {
		return liveview.Page{}, err
	}
	at := r.meetingURL(m.Number, partLive)
	page := liveview.Page{
		Base:      r.at(ui.SectionMeetings, r.meetingCrumbs(m, ui.Link{Text: r.t("live.title"), URL: at})...),
		RecordURL: r.meetingURL(m.Number), PresentURL: at + "/trinh-chieu",
		Config: liveview.Config{
			Account: r.by.User.String(), AccountName: r.by.Name, Committee: r.committee.Code, Meeting: m.ID.String(), Number: m.Number,
			URL: at, RecordURL: r.meetingURL(m.Number), SignInURL: ui.SignInURL + "?tiep=" + at, Worker: "/sw.js",
			ShortcomingURL: r.url("ton-tai"), TaskURL: r.url("nhiem-vu"), Words: r.liveWords(),
		},
	}
	for _, k := range meeting.BlockKinds() {
		page.Config.Kinds = append(page.Config.Kinds, liveview.Choice{Value: string(k), Label: r.t("block." + string(k))})
	}
	for _, s := range []meeting.AttendanceStatus{meeting.Present, meeting.Excused, meeting.Absent} {
		page.Config.Statuses = append(page.Config.Statuses, liveview.Choice{Value: string(s), Label: r.t("attendance." + string(s))})
	}
	return page, nil
}

// liveAnswer is what changed, and for whom: a page never shows one account what was read for another.
type liveAnswer struct {
	Account access.UserID `json:"account"`
	meeting.Live
	Register *liveRegister `json:"register,omitempty"` // only when everything was asked for
}

// liveRegister is what the palettes offer.
type liveRegister struct {
	People []livePerson         `json:"people"`
	Units  []liveUnit           `json:"units"`
	Agenda []meeting.AgendaItem `json:"agenda"`
}

// livePerson is somebody of the register; with a seat, a member of the committee on the day of the meeting.
type livePerson struct {
	ID       access.PersonID `json:"id"`
	Name     string          `json:"name"`
	Post     string          `json:"post,omitempty"` // as member of the committee
	Seat     int             `json:"seat,omitempty"` // 1, 2, 3 … in the order of documents
	Unit     access.UnitID   `json:"unit_id,omitzero"`
	UnitName string          `json:"unit_name,omitempty"`
}

type liveUnit struct {
	ID   access.UnitID `json:"id"`
	Name string        `json:"name"`
}

// liveData answers with what changed after the number "tu"; without one, with everything.
func (p *Pages) liveData(ctx context.Context, c *gin.Context, r room) error {
	m, err := p.liveMeeting(ctx, c, r)
	if err != nil {
		return err
	}
	since, err := strconv.ParseInt(c.DefaultQuery("tu", "0"), 10, 64)
	if err != nil {
		return fault.New(fault.Invalid, "http.malformed").Because(err)
	}
	live, err := p.d.Meetings.Live(ctx, r.by, meeting.Since{Committee: r.committee.ID, Meeting: m.ID, Seq: since, Stems: true})
	if err != nil {
		return err
	}
	a := liveAnswer{Account: r.by.User, Live: live}
	if since == 0 {
		if a.Register, err = p.liveRegister(ctx, r, m); err != nil {
			return err
		}
	}
	c.JSON(http.StatusOK, a)
	return nil
}

func (p *Pages) liveRegister(ctx context.Context, r room, m meeting.Meeting) (*liveRegister, error) {
	reg := &liveRegister{People: []livePerson{}, Units: []liveUnit{}}
	seats, err := p.liveSeats(ctx, r, m.HeldOn)
	if err != nil {
		return nil, err
	}
	err = eachPage(func(l org.ListQuery) (org.Page[org.Person], error) {
		return p.d.Org.People(ctx, r.by, r.committee.ID, org.PersonQuery{ListQuery: l})
	}, org.ListQuery{}, func(n org.Person) error {
		one := seats[n.ID]
		one.ID, one.Name = n.ID, n.FullName
		reg.People = append(reg.People, one)
		return nil
	})
	if err != nil {
		return nil, err
	}
	choices, err := p.d.Org.Choices(ctx, r.by, r.committee.ID)
	if err != nil {
		return nil, err
	}
	for _, u := range choices.Units {
		reg.Units = append(reg.Units, liveUnit{access.UnitID(u.ID), u.Name})
	}
	d, err := p.d.Meetings.Record(ctx, r.by, r.committee.ID, m.ID)
	reg.Agenda = d.Agenda
	return reg, err
}

// liveSeats are the members of the committee on a day.
func (p *Pages) liveSeats(ctx context.Context, r room, on calendar.Date) (map[access.PersonID]livePerson, error) {
	seats := map[access.PersonID]livePerson{}
	err := eachPage(func(l org.ListQuery) (org.Page[org.Member], error) {
		return p.d.Org.Members(ctx, r.by, r.committee.ID, org.MemberQuery{ListQuery: l, On: on})
	}, org.ListQuery{}, func(n org.Member) error {
		if _, twice := seats[n.Person]; !twice {
			seats[n.Person] = livePerson{Post: n.Title, Seat: len(seats) + 1, Unit: n.Unit, UnitName: n.UnitName}
		}
		return nil
	})
	return seats, err
}

// lineHistory answers with every wording of a line and who wrote which words of it.
func (p *Pages) lineHistory(ctx context.Context, c *gin.Context, r room) error {
	h, err := p.d.Meetings.History(ctx, r.by, r.committee.ID, meeting.BlockID(parseID(c.Param("line"))))
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, h)
	return nil
}

// readJSON reads a body whose size the server has limited already.
func readJSON(c *gin.Context, to any) error {
	raw, err := io.ReadAll(c.Request.Body)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(raw, to); err != nil {
		return fault.New(fault.Invalid, "http.malformed").Because(err)
	}
	return nil
}
