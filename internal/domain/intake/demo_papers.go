package intake

import (
	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
)

// DemoDesk is what the demonstration's papers are written with; package docx has both.
type DemoDesk struct {
	Render  meeting.Renderer
	Builtin meeting.Renderer // the product's own template for a paper, which the committee keeps as its own
}

// terms are two terms of office, so that the numbers of papers begin anew in between.
func (m *demoDistrict) terms() error {
	today, s := calendar.DateOf(m.setting.now), org.NewService(m.d)
	change := today.AddMonths(-14)
	for _, t := range []org.TermInput{
		{Name: "Nhiệm kỳ trước (mẫu)", StartsOn: m.firstDay(), EndsOn: change.AddDays(-1)}, {Name: "Nhiệm kỳ này (mẫu)", StartsOn: change},
	} {
		t.Committee, t.ID = m.committee.ID, org.TermID(m.d.NewID())
		if _, err := s.CreateTermIn(m.ctx, m.tx, m.by, t); err != nil {
			return err
		}
	}
	return nil
}

// as is a built-in actor that goes by the login and the name of one of the cast.
func as(who access.Actor) access.Actor {
	return access.Actor{Login: who.Login, Name: who.Name, System: true}
}

// agenda are the points of a meeting that was held; the last is the chair's conclusion.
func (m *demoDistrict) agenda(s *meeting.Service, mt meeting.Meeting) ([]meeting.AgendaID, error) {
	var ids []meeting.AgendaID
	for i, point := range demoAgenda {
		g, err := s.AddAgendaItemIn(m.ctx, m.tx, m.by, meeting.AddAgendaItem{
			Committee: m.committee.ID, ID: meeting.AgendaID(m.d.NewID()), Meeting: mt.ID,
			AgendaContent: meeting.AgendaContent{Title: point.title, PresenterID: m.setting.people[point.presenter], Minutes: point.minutes},
		})
		if err != nil {
			return nil, err
		}
		if i+1 < len(demoAgenda) { // the conclusion settles its point by itself
			_, err = s.SetOutcomeIn(m.ctx, m.tx, m.by, meeting.SetOutcome{Committee: m.committee.ID, ID: g.ID, Version: g.Version, Outcome: meeting.OutcomeDone})
		}
		if err != nil {
			return nil, err
		}
		ids = append(ids, g.ID)
	}
	return ids, nil
}

// finish takes the record of a past meeting as far as its age allows: the last one is out for comment, the one before waits for
// the chair's signature, the others are issued with their notice.
func (m *demoDistrict) finish(mt meeting.Meeting, left int) error {
	switch left {
	case 0:
		return m.comment(mt)
	case 1:
		return m.sign(mt, meeting.AsSecretary)
	}
	for _, c := range []meeting.Capacity{meeting.AsSecretary, meeting.AsChair} {
		if err := m.sign(mt, c); err != nil {
			return err
		}
	}
	for _, k := range []meeting.PaperKind{meeting.Minutes, meeting.Notice} {
		if err := m.issue(mt, meeting.Issue{Kind: k}); err != nil {
			return err
		}
	}
	if left == 2 {
		return m.correct(mt)
	}
	return nil
}

// sign signs the minutes as they stand, four days after the meeting.
func (m *demoDistrict) sign(mt meeting.Meeting, c meeting.Capacity) error {
	s := meeting.NewService(m.at(mt.HeldOn.AddDays(4)))
	who := as(m.setting.cast.secretary)
	if c == meeting.AsChair {
		who = as(m.setting.cast.head)
	}
	shown, err := s.ToSign(m.ctx, who, m.committee.ID, mt.ID, m.desk.Render)
	if err != nil {
		return err
	}
	_, err = s.Sign(m.ctx, who, meeting.Sign{
		Committee: m.committee.ID, ID: meeting.SignatureID(m.d.NewID()), Meeting: mt.ID, Capacity: c, SHA256: shown.SHA256, Record: shown.Record,
	}, m.desk.Render)
	return err
}

func (m *demoDistrict) issue(mt meeting.Meeting, i meeting.Issue) error {
	i.Committee, i.Meeting = m.committee.ID, mt.ID
	if i.ID.IsZero() {
		i.ID = meeting.PaperID(m.d.NewID())
	}
	_, err := meeting.NewService(m.at(mt.HeldOn.AddDays(5))).Issue(m.ctx, as(m.setting.cast.secretary), i, m.desk.Render)
	return err
}

// correct issues a supplement to issued minutes.
func (m *demoDistrict) correct(mt meeting.Meeting) error {
	s := meeting.NewService(m.at(mt.HeldOn.AddDays(5)))
	of, err := s.PaperOf(m.ctx, as(m.setting.cast.secretary), m.committee.ID, mt.ID, meeting.Minutes)
	if err != nil {
		return err
	}
	p, err := s.WritePaperIn(m.ctx, m.tx, as(m.setting.cast.secretary), meeting.WritePaper{
		Committee: m.committee.ID, ID: meeting.PaperID(m.d.NewID()), Meeting: mt.ID, Kind: meeting.Supplement,
		PaperContent: meeting.PaperContent{
			SecretaryName: of.Paper.Secretary.Name, SecretaryTitle: of.Paper.Secretary.Title, SignerName: of.Paper.Signer.Name, SignerTitle: of.Paper.Signer.Title,
			Recipients: of.Paper.Recipients, CorrectsID: of.Paper.ID, Corrects: demoCorrects, Text: demoCorrected,
		},
	})
	if err != nil {
		return err
	}
	return m.issue(mt, meeting.Issue{ID: p.ID, Kind: meeting.Supplement, Version: p.Version})
}

// comment lets participants comment on a line each: one comment was taken over, one answered, one waits.
func (m *demoDistrict) comment(mt meeting.Meeting) error {
	s := meeting.NewService(m.at(mt.HeldOn.AddDays(1)))
	r, err := s.Record(m.ctx, m.by, m.committee.ID, mt.ID)
	if err != nil {
		return err
	}
	for i, c := range demoComments {
		k, err := s.AddComment(m.ctx, as(access.Actor{Login: "thanh.vien", Name: demoPeople[c.person].name}), meeting.AddComment{
			Committee: m.committee.ID, ID: meeting.CommentID(m.d.NewID()), Block: r.Blocks[i].ID, Text: c.text,
		})
		if err != nil || c.state == meeting.CommentOpen {
			return err
		}
		_, err = s.AnswerComment(m.ctx, as(m.setting.cast.secretary), meeting.AnswerComment{
			Committee: m.committee.ID, ID: k.ID, Version: k.Version, State: c.state, Answer: c.answer,
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// announce invites to a planned meeting and moves it once, so that the day that was told first stays readable.
func (m *demoDistrict) announce(mt meeting.Meeting, c meeting.Content) error {
	today := calendar.DateOf(m.setting.now)
	s := meeting.NewService(m.at(today.AddDays(-3)))
	by := as(m.setting.cast.secretary)
	if _, err := s.AddAgendaItemIn(m.ctx, m.tx, by, meeting.AddAgendaItem{
		Committee: m.committee.ID, ID: meeting.AgendaID(m.d.NewID()), Meeting: mt.ID, AgendaContent: meeting.AgendaContent{
			Title: demoAgenda[0].title, PresenterID: m.setting.people[3], Minutes: 30, Preparation: meeting.Preparation{
				PrepareWords: "chuẩn bị dự thảo báo cáo, gửi thư ký bằng văn bản", PrepareUnit: m.units["noi-vu-mau"], PrepareBy: c.HeldOn.AddDays(-5),
			},
		},
	}); err != nil {
		return err
	}
	if _, err := s.AddAttendanceIn(m.ctx, m.tx, by, meeting.AddAttendance{
		Committee: m.committee.ID, ID: meeting.AttendanceID(m.d.NewID()), Meeting: mt.ID,
		AttendanceContent: meeting.AttendanceContent{Name: "Khách Mời Ví Dụ", Post: "Đại biểu cấp trên (mẫu)", Status: meeting.Present},
	}); err != nil {
		return err
	}
	if _, err := s.Invite(m.ctx, by, meeting.Invite{Committee: m.committee.ID, ID: mt.ID, Version: mt.Version}); err != nil {
		return err
	}
	c.HeldOn, c.StartsAt, c.EndsAt = c.HeldOn.AddDays(1), "14:00", "17:00"
	moved, err := s.EditIn(m.ctx, m.tx, by, meeting.Edit{Committee: m.committee.ID, ID: mt.ID, Version: mt.Version, Content: c})
	if err != nil {
		return err
	}
	_, err = s.Invite(m.ctx, by, meeting.Invite{Committee: m.committee.ID, ID: mt.ID, Version: moved.Version, Why: "Trùng lịch tiếp công dân định kỳ (mẫu)"})
	if err != nil {
		return err
	}
	_, err = s.Issue(m.ctx, by, meeting.Issue{Committee: m.committee.ID, ID: meeting.PaperID(m.d.NewID()), Meeting: mt.ID, Kind: meeting.Invitation}, m.desk.Render)
	return err
}

// stationery is what lies on the desk: a number that was spoilt, a template of the committee's own.
func (m *demoDistrict) stationery() error {
	today := calendar.DateOf(m.setting.now)
	by := as(m.setting.cast.secretary)
	s := meeting.NewService(m.at(today.AddDays(-2)))
	if _, err := s.BookVoid(m.ctx, by, meeting.BookVoid{
		Committee: m.committee.ID, ID: meeting.BookID(m.d.NewID()), Kind: meeting.Invitation, Number: 2, On: today.AddDays(-2), Why: "Viết hỏng, đã lấy số khác (mẫu)",
	}); err != nil {
		return err
	}
	f, err := m.desk.Builtin(meeting.PaperOf{
		Committee: m.committee, Record: meeting.Record{Meeting: meeting.Meeting{Title: "Hội nghị mẫu", HeldOn: today}}, Paper: meeting.Paper{Kind: meeting.Minutes},
	})
	if err != nil {
		return err
	}
	_, err = org.NewService(m.at(today.AddDays(-2))).AddTemplate(m.ctx, by, org.TemplateInput{
		Committee: m.committee.ID, ID: org.TemplateID(m.d.NewID()), Kind: string(meeting.Minutes), FileName: "Mẫu biên bản riêng của ban (ví dụ).docx", Bytes: f.Bytes,
	}, func(string, []byte) error { return nil })
	return err
}
