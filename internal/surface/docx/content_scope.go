package docx

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/foundation/vietnamese"
)

// scope is all that marks of the paper stand for. Which marks there are is told by Vocabulary; a test holds the two together.
func (c *content) scope() *scope {
	s := c.common()
	switch c.of.Paper.Kind {
	case meeting.Minutes:
		c.minutes(s)
	case meeting.Notice:
		c.notice(s)
	case meeting.Invitation:
		c.invitation(s)
	case meeting.Supplement:
		c.supplement(s)
	case meeting.Reminder, meeting.HalfReport: // not of a meeting: RenderSlip and RenderReport fill them
	}
	return s
}

// common are the marks of every paper.
func (c *content) common() *scope {
	m := c.of.Record.Meeting
	s := texted(
		"co_quan_chu_quan", c.of.Committee.SuperiorName, "co_quan_ban_hanh", c.of.Committee.Name, "ten_ban", c.of.Committee.Name,
		"so_ky_hieu", c.number(), "dia_danh_ngay_thang", c.placeDate(),
		"ten_cuoc_hop", m.Title, "ten_goi_cuoc_hop", c.heldName(), "loai_hop", c.sort(), "loai_hop_hoa", upperFirst(c.sort()),
		"ngay_hop", m.HeldOn.VN(), "ngay_hop_day_du", upperFirst(longDate(m.HeldOn)), "dia_diem", c.or(m.Place, line, BlankPlace),
		"chu_tri", c.or(withPost(c.chairName(), m.ChairPost), line, BlankChair), "ten_chu_tri", c.or(c.chairName(), line, BlankChair),
		"chuc_danh_truong_ban", c.headTitle(), "cho_trong", line, "het", c.f.End,
	)
	s.lists["noi_nhan"] = lined(c.of.Paper.Recipients)
	if m.Wording == meeting.Reported {
		s.texts["nguon"] = legal(strings.TrimSpace(m.Source))
	} else {
		s.texts["nguon"] = ""
	}
	return s
}

// lined makes a list of lines.
func lined(lines []string) []*scope {
	all := make([]*scope, 0, len(lines))
	for _, l := range lines {
		all = append(all, texted("dong", l))
	}
	return all
}

// said makes a list of texts.
func said(texts []string) []*scope {
	all := make([]*scope, 0, len(texts))
	for _, t := range texts {
		all = append(all, texted("chu", t))
	}
	return all
}

// flag is a text that is there or not, for what is shown only then.
func flag(yes bool) string {
	if yes {
		return "x"
	}
	return ""
}

func (c *content) twoSignatures(s *scope) {
	s.texts["thu_ky"] = legal(c.or(c.secretaries(), line, BlankSecretary))
	s.texts["ten_thu_ky"] = legal(c.or(c.secretaryName(), line, BlankSecretary))
}

func (c *content) oneSignature(s *scope) {
	signer := c.of.Paper.Signer
	title := signer.Title
	if title == "" {
		title = strings.ToUpper(c.headTitle())
	}
	s.texts["ky_thay_mat"], s.texts["ky_thay"] = legal(c.tm()), legal(c.kt())
	s.texts["chuc_vu_ky"] = legal(title)
	s.texts["chuc_vu_co_quan"] = legal(c.hostPost())
	s.texts["nguoi_ky"] = legal(c.or(signer.Name, line, BlankSigner))
}

func (c *content) minutes(s *scope) {
	m := c.of.Record.Meeting
	s.texts["bat_dau"] = c.hour(m.StartsAt, BlankStart) + ", " + longDate(m.HeldOn)
	s.texts["ket_thuc"] = c.hour(m.EndsAt, BlankEnd) + ", " + longDate(m.LastDay())
	c.roll(s)
	c.twoSignatures(s)
	s.lists["noi_dung"] = c.body()
}

func (c *content) supplement(s *scope) {
	c.twoSignatures(s)
	s.texts["dinh_chinh"] = legal(c.or(c.of.Paper.Corrects, line, BlankCorrects))
	s.texts["bien_ban_goc"], s.texts["ngay_lap"] = legal(c.cited(c.of.Corrected)), c.or(longDate(c.of.Paper.IssuedOn), blankDate, BlankDate)
	s.texts["noi_dung_bo_sung"] = legal(c.or(c.of.Paper.Text, line, BlankText))
}

// rollLine is the count of the roll in words, or a blank where no roll was called.
func (c *content) rollLine() string {
	r := c.of.Record.Roll
	if r.Total == 0 {
		return c.or("", line, BlankRoll)
	}
	text := fmt.Sprintf("có mặt %d/%d", r.Present, r.Total)
	var but []string
	for _, one := range []struct {
		n    int
		what string
	}{{r.Substitutes, "dự thay"}, {r.Excused, "vắng có lý do"}, {r.Absent, "vắng không có lý do"}} {
		if one.n > 0 {
			but = append(but, fmt.Sprintf("%s %d", one.what, one.n))
		}
	}
	if len(but) > 0 {
		text += " (" + strings.Join(but, ", ") + ")"
	}
	return text
}

// roll lists who came by agency, in the order of the roll, and who did not.
func (c *content) roll(s *scope) {
	s.texts["si_so"] = legal(c.rollLine())
	var agencies []string
	came := map[string][]string{}
	var away []string
	for _, a := range c.of.Record.Attendance {
		if a.Status != meeting.Present {
			why := "vắng không có lý do"
			if a.Status == meeting.Excused {
				why = "vắng có lý do"
			}
			away = append(away, withPost(a.Name, a.Post)+" ("+why+")")
			continue
		}
		if !slices.Contains(agencies, a.UnitName) {
			agencies = append(agencies, a.UnitName)
		}
		came[a.UnitName] = append(came[a.UnitName], c.comer(a))
	}
	var list []*scope
	for _, unit := range agencies {
		list = append(list, texted("co_quan", unit, "danh_sach", strings.Join(came[unit], "; ")))
	}
	s.lists["thanh_phan"] = list
	s.lists["vang"] = lined(away)
	s.texts["co_vang"] = flag(len(away) > 0)
}

// comer is somebody who came, with what the hours and the seat tell.
func (c *content) comer(a meeting.AttendanceEntry) string {
	text := withPost(a.Name, a.Post)
	var also []string
	if a.InFor != "" {
		also = append(also, "dự thay "+a.InFor)
	}
	if a.Late {
		also = append(also, "đến lúc "+c.hour(a.ArrivedAt, BlankStart))
	}
	if a.BackAt != "" {
		also = append(also, "vắng từ "+c.hour(a.LeftAt, BlankEnd)+" đến "+c.hour(a.BackAt, BlankStart))
	}
	if a.LeftEarly {
		also = append(also, "về lúc "+c.hour(a.LeftAt, BlankEnd))
	}
	if len(also) > 0 {
		text += " (" + strings.Join(also, ", ") + ")"
	}
	return text
}

func (c *content) invitation(s *scope) {
	c.oneSignature(s)
	m, r := c.of.Record.Meeting, c.of.Record
	s.texts["thoi_gian"] = c.hour(m.StartsAt, BlankStart) + ", " + longDate(m.HeldOn)
	var guests []string
	for _, a := range r.Attendance {
		line := withPost(a.Name, a.Post)
		if a.UnitName != "" && !strings.Contains(a.Post, a.UnitName) {
			line += " (" + a.UnitName + ")"
		}
		guests = append(guests, line)
	}
	if len(guests) == 0 {
		c.or("", line, BlankInvitees)
	}
	s.lists["khach_moi"] = lined(guests)
	var points []*scope
	var prepare []string
	for _, g := range r.Agenda {
		minutes := ""
		if g.Minutes > 0 {
			minutes = fmt.Sprint(g.Minutes)
		}
		points = append(points, texted("chu", strings.TrimRight(g.Title, ". "), "nguoi_trinh_bay", g.Presenter, "so_phut", minutes))
		if line := prepared(g); line != "" {
			prepare = append(prepare, line)
		}
	}
	s.lists["chuong_trinh"], s.lists["chuan_bi"] = points, lined(prepare)
	s.texts["co_chuong_trinh"], s.texts["co_chuan_bi"] = flag(len(points) > 0), flag(len(prepare) > 0)
}

// prepared is who has to prepare what for a point of the agenda, by when.
func prepared(g meeting.AgendaItem) string {
	if g.PrepareWords == "" {
		return ""
	}
	text := strings.TrimRight(g.PrepareWords, ". ")
	if g.PrepareWho != "" {
		text = g.PrepareWho + ": " + text
	}
	if !g.PrepareBy.IsZero() {
		text += ", xong trước ngày " + g.PrepareBy.VN()
	}
	return text
}

func (c *content) notice(s *scope) {
	c.oneSignature(s)
	m, r := c.of.Record.Meeting, c.of.Record
	s.texts["si_so"] = legal(c.rollLine())
	s.texts["nguoi_chu_tri"] = legal(c.or(chairDash(c.chairName(), m.ChairPost), line, BlankChair))
	results, conclusions := c.spoken(meeting.Achievement), c.spoken(meeting.Conclusion)
	var faults []string
	for _, sh := range r.Shortcomings {
		faults = append(faults, raised(sh))
	}
	s.lists["ket_qua"], s.lists["ton_tai"], s.lists["ket_luan"] = said(results), said(faults), said(conclusions)
	s.texts["co_ton_tai"], s.texts["co_danh_gia"] = flag(len(faults) > 0), flag(len(results)+len(faults) > 0)
	s.texts["co_ket_luan"] = flag(len(conclusions) > 0)
	s.lists["don_vi"] = c.byUnit()
	s.texts["co_nhiem_vu"] = flag(len(r.Tasks) > 0)
}

// chairDash is "Nguyễn Văn A - Trưởng ban", as the summary of a notice has it.
func chairDash(name, post string) string {
	if name == "" || post == "" {
		return name
	}
	return name + " - " + post
}

// spoken are the texts of a kind of block. A conclusion that became a task in the same words is told with the tasks.
func (c *content) spoken(k meeting.BlockKind) []string {
	var all []string
	for _, b := range c.of.Record.Blocks {
		told := slices.ContainsFunc(b.Tasks, func(t meeting.TaskLink) bool { return vietnamese.Key(t.Text) == vietnamese.Key(b.Text) })
		if b.Kind == k && !b.Withdrawn && strings.TrimSpace(b.Text) != "" && (k != meeting.Conclusion || !told) {
			for _, line := range paragraphs(b.Text) {
				all = append(all, sentence(line))
			}
		}
	}
	return all
}

// byUnit groups the tasks by the unit that leads, units in the order they were first named, those without one first.
func (c *content) byUnit() []*scope {
	var names []string
	of := map[string][]*scope{}
	for _, t := range c.of.Record.Tasks {
		if !slices.Contains(names, t.LeadName) {
			names = append(names, t.LeadName)
		}
		of[t.LeadName] = append(of[t.LeadName], texted("chu", sentence(t.Text), "thoi_han", unspoken(t)))
	}
	slices.SortStableFunc(names, func(a, b string) int { return len(flag(a != "")) - len(flag(b != "")) })
	var all []*scope
	for _, n := range names {
		title := n
		if n == "" {
			title = "Nhiệm vụ chung"
		}
		unit := texted("ten_don_vi", title)
		unit.lists["nhiem_vu"] = of[n]
		all = append(all, unit)
	}
	return all
}

// unspoken is the deadline of a task where its text does not say it already.
func unspoken(t meeting.TaskLink) string {
	words := strings.TrimRight(strings.TrimSpace(t.DeadlineWords), ". ")
	if strings.Contains(vietnamese.Key(t.Text), vietnamese.Key(words)) {
		return ""
	}
	return words
}

// sentence ends a text with a full stop where it has no end of its own.
func sentence(s string) string {
	s = strings.TrimSpace(s)
	if s == "" || strings.ContainsAny(s[len(s)-1:], ".!?:;") || strings.HasSuffix(s, "…") {
		return s
	}
	return s + "."
}

// paragraphs are the lines of a text that say something.
func paragraphs(s string) []string {
	var all []string
	for l := range strings.SplitSeq(s, "\n") {
		if l = strings.TrimSpace(l); l != "" {
			all = append(all, l)
		}
	}
	return all
}
