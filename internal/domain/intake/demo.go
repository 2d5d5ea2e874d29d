package intake

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/shortcoming"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// DemoCode is the code of the invented district's committee.
const DemoCode = "qcdc-mau"

// demoDistrict is the invented district while it is being made.
type demoDistrict struct {
	ctx       context.Context //nolint:containedctx // lives for one call of LoadDemo
	tx        database.Tx
	by        access.Actor
	d         org.Deps
	setting   demoSetting
	committee org.Committee
	units     map[string]access.UnitID
	desk      DemoDesk
	announced bool                      // the first of the planned meetings was
	held      []meeting.Meeting         // the past meetings, the earliest first
	earlier   map[string]shortcoming.ID // the last shortcoming of each field, which a later one may repeat
	lacking   []shortcoming.Shortcoming // what the meeting at hand named and what is not cured
}

// LoadDemo makes the invented district with two years of meetings around today, once: where its committee exists nothing happens,
// and false is returned. All or nothing.
func (s *Service) LoadDemo(ctx context.Context, by access.Actor, desk DemoDesk) (bool, error) {
	made := false
	err := database.InTx(ctx, s.d.DB, func(tx database.Tx) error {
		if _, err := org.CommitteeByCode(ctx, tx, DemoCode); fault.KindOf(err) != fault.NotFound {
			return err
		}
		made = true
		m := newDemoDistrict(ctx, tx, by, s.d)
		m.desk = desk
		return m.make()
	})
	if err != nil || !made {
		return made, err
	}
	return made, database.Analyze(ctx, s.d.DB, loadedTables()...)
}

func newDemoDistrict(ctx context.Context, tx database.Tx, by access.Actor, d org.Deps) *demoDistrict {
	now := d.Clock()
	d.DB = tx
	return &demoDistrict{
		ctx: ctx, tx: tx, by: by, d: d, units: map[string]access.UnitID{}, earlier: map[string]shortcoming.ID{},
		setting: demoSetting{now: now, newID: d.NewID, cast: demoCast{
			head: access.Actor{Login: "truong.ban", Name: demoPeople[0].name}, secretary: access.Actor{Login: "thu.ky", Name: demoPeople[3].name},
			focal: access.Actor{Login: "dau.moi", Name: demoPeople[10].name},
		}, rng: rand.New(rand.NewPCG(2020, 625)), fields: map[string]org.FieldID{}}, //nolint:gosec // invented data, the same every time
	}
}

func (m *demoDistrict) make() error {
	for _, step := range []func() error{m.found, m.terms, m.people, m.meetings, m.finishAll, m.merge, m.stationery, m.sheets} {
		if err := step(); err != nil {
			return fmt.Errorf("invented district: %w", err)
		}
	}
	return audit.Record(m.ctx, m.tx, audit.Entry{At: m.setting.now, By: m.by, Committee: m.committee.ID, Action: "demo.load", Subject: "committee", SubjectID: m.committee.ID})
}

// found makes the committee, its units and fields.
func (m *demoDistrict) found() error {
	register := org.NewService(m.d)
	var err error
	m.committee, err = register.CreateCommitteeIn(m.ctx, m.tx, m.by, org.CommitteeInput{
		ID: access.CommitteeID(m.d.NewID()), Code: DemoCode, Name: "Ban Chỉ đạo thực hiện dân chủ ở cơ sở huyện Mẫu (dữ liệu hư cấu)", ShortName: "BCĐ huyện Mẫu",
		Level: org.District, DocumentSystem: org.PartyDocuments, SuperiorName: "Huyện ủy Mẫu", NumberSymbol: "BCĐ", PlaceName: "Mẫu", HeadTitle: "TRƯỞNG BAN",
	})
	if err != nil {
		return err
	}
	m.setting.committee = m.committee.ID
	for _, u := range demoUnits {
		made, err := register.CreateUnitIn(m.ctx, m.tx, m.by, org.UnitInput{
			ID: access.UnitID(m.d.NewID()), Owner: m.committee.ID, Code: u.code, Kind: org.UnitKind(u.kind), Name: u.name, ShortName: u.short, ValidFrom: m.firstDay(),
		})
		if err != nil {
			return err
		}
		m.units[u.code] = made.ID
		m.setting.units = append(m.setting.units, made.ID)
	}
	for i, f := range demoFields {
		made, err := register.CreateFieldIn(m.ctx, m.tx, m.by, org.FieldInput{ID: org.FieldID(m.d.NewID()), Owner: m.committee.ID, Code: f.code, Name: f.name, PositionOrder: i + 1})
		if err != nil {
			return err
		}
		m.setting.fields[f.code] = made.ID
	}
	m.setting.calendar, err = org.WorkCalendar(m.ctx, m.tx)
	return err
}

// firstDay is before the first meeting.
func (m *demoDistrict) firstDay() calendar.Date {
	return calendar.DateOf(m.setting.now).AddMonths(-30)
}

func (m *demoDistrict) people() error {
	register := org.NewService(m.d)
	for i, p := range demoPeople {
		person, err := register.CreatePersonIn(m.ctx, m.tx, m.by, org.PersonInput{ID: access.PersonID(m.d.NewID()), Owner: m.committee.ID, FullName: p.name})
		if err != nil {
			return err
		}
		_, err = register.CreateMembershipIn(m.ctx, m.tx, m.by, org.MembershipInput{
			Committee: m.committee.ID, ID: org.MembershipID(m.d.NewID()), Person: person.ID, Unit: m.units[p.unit], Role: org.MemberRole(p.role),
			Title: p.title, PositionOrder: i + 1, ValidFrom: m.firstDay(),
		})
		if err != nil {
			return err
		}
		m.setting.people = append(m.setting.people, person.ID)
	}
	return nil
}

// merge lets one commune go over into another half a year ago.
func (m *demoDistrict) merge() error {
	_, err := org.NewService(m.d).CreateSuccessionIn(m.ctx, m.tx, m.by, org.SuccessionInput{
		ID: org.SuccessionID(m.d.NewID()), From: m.units[demoMerged], To: m.units[demoInto], HappenedOn: calendar.DateOf(m.setting.now).AddMonths(-6),
		Kind: org.Merge, Act: "Nghị quyết mẫu về sắp xếp đơn vị (hư cấu)",
	})
	return err
}

// meetings holds two meetings in every half-year of the two years around today; those still to come are planned.
func (m *demoDistrict) meetings() error {
	today := calendar.DateOf(m.setting.now)
	period := calendar.HalfYearOf(today, calendar.SchemeCalendar).Previous().Previous().Previous()
	for range 5 {
		days := []calendar.Date{period.Start.AddDays(5), period.Start.AddDays(96)}
		for i, held := range days {
			if held.After(today) {
				if err := m.plan(held, period, i); err != nil {
					return err
				}
				continue
			}
			if err := m.hold(held, period, i); err != nil {
				return err
			}
		}
		period = period.Next()
	}
	return nil
}

// at is the services as they were on a day: what they record bears its time.
func (m *demoDistrict) at(day calendar.Date) org.Deps {
	d := m.d
	instant := day.Start().Add(17 * time.Hour)
	d.Clock = func() time.Time { return instant }
	return d
}

func (m *demoDistrict) heading(held calendar.Date, p calendar.Period, i int) meeting.Content {
	c := meeting.Content{
		Kind: "interim_review", Title: "Hội nghị sơ kết kỳ trước, triển khai nhiệm vụ kỳ này (mẫu)", ReviewedPeriod: p.Previous().Code, NextPeriod: p.Code,
		Place: "Hội trường huyện Mẫu", HeldOn: held, StartsAt: "08:00", EndsAt: "11:00", Chair: m.setting.people[0], Secretaries: []access.PersonID{m.setting.people[3]},
	}
	if i == 1 {
		c.Kind, c.Title, c.ReviewedPeriod, c.NextPeriod = "briefing", "Giao ban giữa kỳ (mẫu)", p.Code, ""
	}
	return c
}

func (m *demoDistrict) plan(held calendar.Date, p calendar.Period, i int) error {
	c := m.heading(held, p, i)
	mt, err := meeting.NewService(m.at(calendar.DateOf(m.setting.now).AddDays(-10))).Plan(m.ctx, m.by, meeting.Create{
		Committee: m.committee.ID, ID: meeting.ID(m.d.NewID()), State: "planned", Content: c,
	})
	if err != nil || m.announced {
		return err
	}
	m.announced = true
	return m.announce(mt, c)
}

// finishAll takes the past records on, the earliest first, as they were: numbers are drawn in the order of issue.
func (m *demoDistrict) finishAll() error {
	for i, mt := range m.held {
		if err := m.finish(mt, len(m.held)-1-i); err != nil {
			return err
		}
	}
	return nil
}

// hold records a meeting of the past: the roll, what was said, what was named as lacking, what was directed.
func (m *demoDistrict) hold(held calendar.Date, p calendar.Period, i int) error {
	d := m.at(held)
	s := meeting.NewService(d)
	mt, err := s.CreateIn(m.ctx, m.tx, m.by, meeting.Create{Committee: m.committee.ID, ID: meeting.ID(m.d.NewID()), State: "draft", Content: m.heading(held, p, i)})
	if err != nil {
		return err
	}
	if err := m.roll(s, mt); err != nil {
		return err
	}
	points, err := m.agenda(s, mt)
	if err != nil {
		return err
	}
	conclusion, err := m.minutes(s, d, mt, points)
	if err != nil {
		return err
	}
	if err := m.direct(mt, conclusion, 34); err != nil {
		return err
	}
	mt, err = s.MoveIn(m.ctx, m.tx, m.by, meeting.Move{Committee: m.committee.ID, ID: mt.ID, Version: mt.Version, To: "circulated"})
	m.held = append(m.held, mt)
	return err
}

func (m *demoDistrict) roll(s *meeting.Service, mt meeting.Meeting) error {
	for i, person := range m.setting.people {
		status := meeting.Present
		switch turn := (i + mt.Number) % 9; {
		case m.speaks(i, mt): // who is quoted was there
		case turn == 7:
			status = meeting.Excused
		case turn == 8:
			status = meeting.Absent
		}
		_, err := s.AddAttendanceIn(m.ctx, m.tx, m.by, meeting.AddAttendance{
			Committee: m.committee.ID, ID: meeting.AttendanceID(m.d.NewID()), Meeting: mt.ID,
			AttendanceContent: meeting.AttendanceContent{Person: person, Unit: m.units[demoPeople[i].unit], Status: status},
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// speaks reports whether somebody has a part in the minutes: the chair, the secretary, and who is given the word.
func (m *demoDistrict) speaks(i int, mt meeting.Meeting) bool {
	first := (4 + mt.Number) % len(m.setting.people)
	return i == 0 || i == 3 || (i-first+len(m.setting.people))%len(m.setting.people) < len(demoSpeeches)
}

// minutes writes the speeches, the shortcomings they name and the chair's conclusion, whose block is returned.
func (m *demoDistrict) minutes(s *meeting.Service, d org.Deps, mt meeting.Meeting, points []meeting.AgendaID) (meeting.Block, error) {
	for n, said := range demoSpeeches {
		block, err := m.block(s, mt, meeting.BlockContent{
			Kind: meeting.Speech, AgendaItem: points[min(n, 1)], SpeakerID: m.setting.people[(n+4+mt.Number)%len(m.setting.people)], Text: said,
		})
		if err != nil {
			return block, err
		}
		if n%2 == (mt.Number+1)%2 { // every other one names something lacking
			if err := m.name(d, mt, block, n+mt.Number); err != nil {
				return block, err
			}
		}
	}
	for _, text := range []string{"Các đơn vị đã công khai kịp thời các nội dung thuộc thẩm quyền."} {
		if b, err := m.block(s, mt, meeting.BlockContent{Kind: meeting.Achievement, AgendaItem: points[1], Text: text}); err != nil {
			return b, err
		}
	}
	speech, err := m.block(s, mt, meeting.BlockContent{Kind: meeting.Speech, AgendaItem: points[2], SpeakerID: m.setting.people[0], Text: "Kết luận hội nghị, giao nhiệm vụ cho các đơn vị."})
	if err != nil {
		return speech, err
	}
	directs, err := m.conclude(s, mt, meeting.BlockContent{AgendaItem: points[2], Within: speech.ID, Text: "Yêu cầu các đơn vị thực hiện các nhiệm vụ được giao, báo cáo đúng hạn."})
	if err != nil || mt.Number%3 != 0 {
		return directs, err
	}
	_, err = m.conclude(s, mt, meeting.BlockContent{AgendaItem: points[2], Within: speech.ID, Text: "Thống nhất tiếp tục theo dõi việc công khai các khoản đóng góp ở các xã (mẫu)."}) // nobody was given it
	return directs, err
}

func (m *demoDistrict) conclude(s *meeting.Service, mt meeting.Meeting, c meeting.BlockContent) (meeting.Block, error) {
	c.Kind, c.SpeakerID = meeting.Conclusion, m.setting.people[0]
	return m.block(s, mt, c)
}

func (m *demoDistrict) block(s *meeting.Service, mt meeting.Meeting, c meeting.BlockContent) (meeting.Block, error) {
	return s.AddBlockIn(m.ctx, m.tx, m.by, meeting.AddBlock{Committee: m.committee.ID, ID: meeting.BlockID(m.d.NewID()), Meeting: mt.ID, BlockContent: c})
}

// name raises a shortcoming; one of a field named before repeats the earlier one.
func (m *demoDistrict) name(d org.Deps, mt meeting.Meeting, b meeting.Block, n int) error {
	s := shortcoming.NewService(d)
	what := demoShortcomings[n%len(demoShortcomings)]
	raised, err := s.RaiseIn(m.ctx, m.tx, m.by, shortcoming.Raise{
		Committee: m.committee.ID, ID: shortcoming.ID(m.d.NewID()), Meeting: mt.ID, Nature: []shortcoming.Nature{"defect", "issue", "direction"}[n%3], Repeats: m.earlier[what.field],
		Content: shortcoming.Content{Block: b.ID, Text: what.text, Field: m.setting.fields[what.field], Units: []access.UnitID{m.units["xa-mau-mot"]}},
	})
	if err != nil {
		return err
	}
	m.earlier[what.field] = raised.ID
	cured := mt.HeldOn.AddDays(70)
	if n%3 != 0 || cured.After(calendar.DateOf(m.setting.now)) {
		m.lacking = append(m.lacking, raised)
		return nil
	}
	later := shortcoming.NewService(m.at(cured))
	raised, err = later.MoveIn(m.ctx, m.tx, m.by, shortcoming.Move{Committee: m.committee.ID, ID: raised.ID, Version: raised.Version, To: "being_cured"})
	if err == nil {
		_, err = later.MoveIn(m.ctx, m.tx, m.by, shortcoming.Move{Committee: m.committee.ID, ID: raised.ID, Version: raised.Version, To: "cured", Note: "Đã kiểm tra, có biên bản (mẫu)."})
	}
	return err
}

// direct brings in the tasks of a meeting with their whole invented histories.
func (m *demoDistrict) direct(mt meeting.Meeting, b meeting.Block, count int) error {
	all, err := m.setting.invent(demoOrder{
		given: mt.HeldOn, count: count,
		source: task.Source{Kind: task.FromConclusion, Meeting: mt.ID, Block: b.ID, Text: b.Text},
	})
	if err != nil {
		return err
	}
	first, err := org.NextNumbers(m.ctx, m.tx, m.committee.ID, "task", len(all))
	if err != nil {
		return err
	}
	for i := range all {
		all[i].Task.Number = first + i
	}
	m.cure(all)
	return task.CopyIn(m.ctx, m.tx, all)
}

// cure lets a task of the same field be meant to cure what the meeting named, as far as there is one.
func (m *demoDistrict) cure(all []task.Whole) {
	for _, s := range m.lacking {
		for i := range all {
			if t := &all[i].Task; t.Form == task.Single && t.Field == s.Field && len(t.Cures) == 0 {
				t.Cures = []shortcoming.ID{s.ID}
				break
			}
		}
	}
	m.lacking = nil
}
