package factory

import (
	"testing"
	"time"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/foundation/validate"
)

// Room is an invented committee ready to meet: people of every role, a chair and a speaker, a unit of its own.
// Its clock stands at 02/3/2026, 10:00.
type Room struct {
	org.Deps
	Org       *org.Service
	Meetings  *meeting.Service
	Committee access.CommitteeID
	Unit      access.UnitID   // whose focal person Focal is
	Chair     access.PersonID // "Nguyễn Văn Mẫu", head of the committee
	Speaker   access.PersonID // "Trần Thị Ví Dụ", who holds a post in Unit

	Head, Deputy, Secretary, Member, Focal, Observer access.Actor
	Admin, Stranger                                  access.Actor // neither has a role in the committee
}

// Actors lists everybody of the room by name, for tables of who may do what.
func (r Room) Actors() map[string]access.Actor {
	return map[string]access.Actor{
		"head": r.Head, "deputy": r.Deputy, "secretary": r.Secretary, "member": r.Member, "focal": r.Focal, "observer": r.Observer,
		"admin": r.Admin, "stranger": r.Stranger,
	}
}

// At is the room with its clock at noon of another day.
func (r Room) At(day calendar.Date) Room { return r.Then(day.Start().Add(12 * time.Hour)) }

// Then is the room at a moment.
func (r Room) Then(at time.Time) Room {
	return newRoomServices(r, org.Deps{DB: r.DB, NewID: r.NewID, Validate: r.Validate, Clock: func() time.Time { return at }})
}

// With is the room over another database or transaction.
func (r Room) With(db database.DB) Room {
	d := r.Deps
	d.DB = db
	return newRoomServices(r, d)
}

func newRoomServices(r Room, d org.Deps) Room {
	r.Deps, r.Org, r.Meetings = d, org.NewService(d), meeting.NewService(d)
	return r
}

// NewRoom registers a committee with its people through the real services.
func NewRoom(t testing.TB, db database.DB) Room {
	t.Helper()
	v, err := validate.New()
	if err != nil {
		t.Fatalf("validator: %v", err)
	}
	at := time.Date(2026, 3, 2, 10, 0, 0, 0, calendar.Zone())
	r := newRoomServices(Room{}, org.Deps{DB: db, NewID: id.Random, Validate: v, Clock: func() time.Time { return at }})
	r.Committee = access.CommitteeID(r.NewID())
	r.register(t)
	r.grant()
	return r
}

// register makes the committee, its unit, its chair and its speaker.
func (r *Room) register(t testing.TB) {
	t.Helper()
	by, ctx := access.System("test"), t.Context()
	c := r.Committee
	code := "bcd-mau-" + c.String()[24:]
	must(t, func() error {
		_, err := r.Org.CreateCommittee(ctx, by, org.CommitteeInput{
			ID: c, Code: code, Name: "Ban chỉ đạo mẫu", ShortName: "BCĐ mẫu", Level: org.Commune, DocumentSystem: org.PartyDocuments,
		})
		return err
	})
	r.Unit = r.NewUnit(t, "Ủy ban nhân dân xã Mẫu Một")
	r.Chair = r.NewPerson(t, "Nguyễn Văn Mẫu")
	r.Speaker = r.NewPerson(t, "Trần Thị Ví Dụ")
	must(t, func() error {
		_, err := r.Org.CreateMembership(ctx, by, org.MembershipInput{
			Committee: c, ID: org.MembershipID(r.NewID()), Person: r.Chair, Role: "head", Title: "Trưởng ban", ValidFrom: calendar.NewDate(2020, 1, 1),
		})
		return err
	})
	must(t, func() error {
		_, err := r.Org.CreatePost(ctx, by, org.PostInput{
			ID: org.PostID(r.NewID()), Person: r.Speaker, Unit: r.Unit, Title: "Phó Chủ tịch", ValidFrom: calendar.NewDate(2020, 1, 1),
		})
		return err
	})
}

// grant makes the actors. They need no accounts: an actor is what an account is on a day.
func (r *Room) grant() {
	actor := func(login string, roles ...access.Role) access.Actor {
		a := access.Actor{User: access.UserID(r.NewID()), Login: login, Name: login}
		for _, role := range roles {
			a.Grants = append(a.Grants, access.Grant{Committee: r.Committee, Role: role})
		}
		return a
	}
	r.Head, r.Deputy, r.Secretary = actor("truong.ban", access.Head), actor("pho.ban", access.Deputy), actor("thu.ky", access.Secretary)
	r.Member, r.Observer = actor("uy.vien", access.Member), actor("giam.sat", access.Observer)
	r.Focal = actor("dau.moi", access.Focal)
	r.Focal.Units = []access.UnitID{r.Unit}
	r.Stranger, r.Admin = actor("nguoi.la"), actor("quan.tri")
	r.Admin.Admin = true
}

// NewPerson registers one of the committee's own people.
func (r Room) NewPerson(t testing.TB, name string) access.PersonID {
	t.Helper()
	p := access.PersonID(r.NewID())
	must(t, func() error {
		_, err := r.Org.CreatePerson(t.Context(), access.System("test"), org.PersonInput{ID: p, Owner: r.Committee, FullName: name})
		return err
	})
	return p
}

// NewUnit registers one of the committee's own units.
func (r Room) NewUnit(t testing.TB, name string) access.UnitID {
	t.Helper()
	u := access.UnitID(r.NewID())
	must(t, func() error {
		_, err := r.Org.CreateUnit(t.Context(), access.System("test"), org.UnitInput{
			ID: u, Owner: r.Committee, Code: "dv-" + u.String()[24:], Kind: "commune", Name: name, ValidFrom: calendar.NewDate(2020, 1, 1),
		})
		return err
	})
	return u
}

// Create is what NewMeeting sends unless it is changed: a review in draft, held on 02/02/2026.
func (r Room) Create() meeting.Create {
	return meeting.Create{
		Committee: r.Committee, ID: meeting.ID(r.NewID()), State: meeting.Draft,
		Content: meeting.Content{
			Kind: meeting.InterimReview, Title: "Hội nghị sơ kết mẫu", HeldOn: calendar.NewDate(2026, 2, 2), Place: "Hội trường mẫu",
			StartsAt: "08:00", Chair: r.Chair, Secretaries: []access.PersonID{r.Speaker},
		},
	}
}

// NewMeeting records a meeting of the room; change adjusts the request before it is sent.
func (r Room) NewMeeting(t testing.TB, change ...func(*meeting.Create)) meeting.Meeting {
	t.Helper()
	in := r.Create()
	for _, f := range change {
		f(&in)
	}
	return got(t, func() (meeting.Meeting, error) { return r.Meetings.Create(t.Context(), r.Secretary, in) })
}

// NewBlock writes a line of the minutes: a speech of the room's speaker unless it is changed.
func (r Room) NewBlock(t testing.TB, m meeting.Meeting, change ...func(*meeting.AddBlock)) meeting.Block {
	t.Helper()
	in := meeting.AddBlock{Committee: r.Committee, ID: meeting.BlockID(r.NewID()), Meeting: m.ID, BlockContent: meeting.BlockContent{
		Kind: meeting.Speech, SpeakerID: r.Speaker, Text: "Việc công khai khoản thu ở xã Mẫu Một còn chậm.",
	}}
	for _, f := range change {
		f(&in)
	}
	return got(t, func() (meeting.Block, error) { return r.Meetings.AddBlock(t.Context(), r.Secretary, in) })
}

// NewAttendance puts somebody who came on the roll unless it is changed.
func (r Room) NewAttendance(t testing.TB, m meeting.Meeting, name string, change ...func(*meeting.AddAttendance)) meeting.Attendance {
	t.Helper()
	in := meeting.AddAttendance{Committee: r.Committee, ID: meeting.AttendanceID(r.NewID()), Meeting: m.ID, AttendanceContent: meeting.AttendanceContent{
		Name: name, Status: meeting.Present,
	}}
	for _, f := range change {
		f(&in)
	}
	return got(t, func() (meeting.Attendance, error) { return r.Meetings.AddAttendance(t.Context(), r.Secretary, in) })
}

func must(t testing.TB, f func() error) {
	t.Helper()
	if err := f(); err != nil {
		t.Fatalf("factory: %v", err)
	}
}

func got[T any](t testing.TB, f func() (T, error)) T {
	t.Helper()
	v, err := f()
	if err != nil {
		t.Fatalf("factory: %v", err)
	}
	return v
}
