package docx

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
)

// What a paper may leave as a dotted blank; message keys of the catalogue.
const (
	BlankNumber    meeting.Blank = "paper.blank.number"
	BlankSymbol    meeting.Blank = "paper.blank.symbol"
	BlankDate      meeting.Blank = "paper.blank.date"
	BlankPlaceName meeting.Blank = "paper.blank.place_name"
	BlankStart     meeting.Blank = "paper.blank.start"
	BlankEnd       meeting.Blank = "paper.blank.end"
	BlankPlace     meeting.Blank = "paper.blank.place"
	BlankChair     meeting.Blank = "paper.blank.chair"
	BlankSecretary meeting.Blank = "paper.blank.secretary" //nolint:gosec // the secretary of a meeting, no secret
	BlankSigner    meeting.Blank = "paper.blank.signer"
	BlankRoll      meeting.Blank = "paper.blank.roll"
	BlankInvitees  meeting.Blank = "paper.blank.invitees"
	BlankCorrects  meeting.Blank = "paper.blank.corrects"
	BlankText      meeting.Blank = "paper.blank.text"
)

// Dotted blanks, short and long.
const (
	dots = "……"
	line = "……………………………"

	blankDate = "ngày " + dots + " tháng " + dots + " năm " + dots
)

// content is a paper on its way to what marks stand for.
type content struct {
	of     meeting.PaperOf
	f      form
	blanks []meeting.Blank
}

func newContent(of meeting.PaperOf, f form) *content { return &content{of: of, f: f} }

// or is a text, or a dotted blank that is noted.
func (c *content) or(text, dotted string, b meeting.Blank) string {
	if strings.TrimSpace(text) != "" {
		return text
	}
	for _, have := range c.blanks {
		if have == b {
			return dotted
		}
	}
	c.blanks = append(c.blanks, b)
	return dotted
}

// hasTwoSignatures reports whether secretary and chair sign: minutes and what corrects them.
func (c *content) hasTwoSignatures() bool {
	return c.of.Paper.Kind == meeting.Minutes || c.of.Paper.Kind == meeting.Supplement
}

// symbols are the abbreviations of the kinds of document (Nghị định 30/2020/NĐ-CP, Phụ lục III).
var symbols = map[meeting.PaperKind]string{
	meeting.Minutes: "BB", meeting.Supplement: "BB", meeting.Notice: "TB", meeting.Invitation: "GM", meeting.Reminder: "CV", meeting.HalfReport: "BC",
}

// number is the line of number and symbol. Numbers below ten get a zero in front.
func (c *content) number() string {
	n := ""
	if c.of.Paper.Number > 0 {
		n = fmt.Sprintf("%02d", c.of.Paper.Number)
	}
	form := c.f.Number
	if c.of.Paper.Kind == meeting.Reminder {
		form = c.f.NumberLetter
	}
	return fmt.Sprintf(form, c.or(n, dots, BlankNumber), symbols[c.of.Paper.Kind], c.or(c.of.Committee.NumberSymbol, dots, BlankSymbol))
}

// placeDate is the line of place and date; a zero stands before days below ten and before January and February only.
func (c *content) placeDate() string {
	shows := c.f.PlaceDate
	d := c.of.Paper.IssuedOn
	if c.hasTwoSignatures() {
		shows = c.f.MinutesPlaceDate
		if d.IsZero() && c.of.Paper.Kind == meeting.Minutes {
			d = c.of.Record.Meeting.LastDay()
		}
	}
	if !shows {
		return ""
	}
	place := c.or(c.of.Committee.PlaceName, dots, BlankPlaceName)
	return place + ", " + c.or(longDate(d), blankDate, BlankDate)
}

// longDate is "ngày 05 tháng 02 năm 2026"; nothing for no date.
func longDate(d calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	month := fmt.Sprint(int(d.Month))
	if d.Month <= 2 {
		month = "0" + month
	}
	return fmt.Sprintf("ngày %02d tháng %s năm %d", d.Day, month, d.Year)
}

// hour is "8 giờ 05", or a blank.
func (c *content) hour(hhmm string, b meeting.Blank) string {
	if len(hhmm) != len("08:05") {
		return c.or("", dots, b) + " giờ " + dots
	}
	return strings.TrimPrefix(hhmm[:2], "0") + " giờ " + hhmm[3:]
}

// sort is what the meeting calls itself: hội nghị, hội thảo or cuộc họp.
func (c *content) sort() string {
	title := strings.ToLower(c.of.Record.Meeting.Title)
	for _, word := range []string{"hội nghị", "hội thảo"} {
		if strings.HasPrefix(title, word) {
			return word
		}
	}
	return "cuộc họp"
}

// heldName is the meeting as a sentence names it.
func (c *content) heldName() string {
	title := strings.TrimSpace(c.of.Record.Meeting.Title)
	first, n := utf8.DecodeRuneInString(title)
	next, _ := utf8.DecodeRuneInString(title[n:])
	for _, word := range []string{"hội nghị", "hội thảo", "cuộc họp", "họp"} {
		if strings.HasPrefix(strings.ToLower(title), word) && !unicode.IsUpper(next) {
			return string(unicode.ToLower(first)) + title[n:]
		}
	}
	return title
}

// withPost is a name with the post held that day.
func withPost(name, post string) string {
	if name == "" || post == "" {
		return name
	}
	return name + ", " + post
}

// chairName is who chaired: of the record, else who signs for the chair.
func (c *content) chairName() string {
	if n := c.of.Record.Meeting.ChairName; n != "" {
		return n
	}
	if c.hasTwoSignatures() {
		return c.of.Paper.Signer.Name
	}
	return ""
}

func (c *content) secretaryName() string {
	if n := c.of.Paper.Secretary.Name; n != "" {
		return n
	}
	if s := c.of.Record.Meeting.Secretaries; len(s) > 0 {
		return s[0].Name
	}
	return ""
}

func (c *content) secretaries() string {
	names := make([]string, 0, 2)
	for _, s := range c.of.Record.Meeting.Secretaries {
		names = append(names, s.Name)
	}
	if len(names) == 0 && c.of.Paper.Secretary.Name != "" {
		names = append(names, c.of.Paper.Secretary.Name)
	}
	return strings.Join(names, "; ")
}

func (c *content) headTitle() string {
	if t := c.of.Committee.HeadTitle; t != "" {
		return t
	}
	return "Trưởng ban"
}

// kt is the line of who signs in place of the head; the sign for it differs between the State and the Party.
func (c *content) kt() string {
	if !c.of.Paper.Signer.ForHead {
		return ""
	}
	return c.f.KT + " " + strings.ToUpper(c.headTitle())
}

// tm is the line of who signs on behalf of the whole body, which is named by its kind where its name begins with it.
func (c *content) tm() string {
	if !c.of.Paper.Signer.OnBehalf {
		return ""
	}
	body := c.of.Committee.Name
	for _, kind := range []string{"Ban Chỉ đạo", "Hội đồng", "Tổ công tác"} {
		if len(body) >= len(kind) && strings.EqualFold(body[:len(kind)], kind) {
			body = kind
		}
	}
	return c.f.TM + " " + strings.ToUpper(body)
}

// cited is another paper of the committee as a document names it the first time: "số 05/BB-BCĐ ngày 05 tháng 02 năm 2026 của …".
func (c *content) cited(p meeting.Paper) string {
	if p.Number == 0 {
		return ""
	}
	day := strings.TrimPrefix(longDate(p.IssuedOn), "ngày ")
	if c.of.Committee.DocumentSystem == org.PartyDocuments {
		day = p.IssuedOn.VN()
	}
	return fmt.Sprintf(c.f.Cited, meeting.Symbol(c.of.Committee, p.Kind, p.Number), day, c.of.Committee.Name)
}

// hostPost is the post in the agency whose seal is used, below the title in the committee (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.7.c):
// known where the chair signs, whose posts the record tells.
func (c *content) hostPost() string {
	m, s := c.of.Record.Meeting, c.of.Paper.Signer
	if !c.of.Committee.UsesHostSeal || c.of.Committee.DocumentSystem != org.StateDocuments || s.Name == "" || s.Name != m.ChairName {
		return ""
	}
	var posts []string
	for p := range strings.SplitSeq(m.ChairPost, ",") {
		p = strings.TrimSpace(p)
		if p != "" && !strings.Contains(strings.ToLower(p), "trưởng ban") {
			posts = append(posts, p)
		}
	}
	if len(posts) == 0 {
		return ""
	}
	return posts[0]
}

// title is what file managers show.
func (c *content) title() string {
	return map[meeting.PaperKind]string{
		meeting.Minutes: "Biên bản", meeting.Notice: "Thông báo kết luận", meeting.Invitation: "Giấy mời", meeting.Supplement: "Biên bản bổ sung",
	}[c.of.Paper.Kind] + " – " + c.of.Record.Meeting.Title
}

// fileName is "bien-ban-12-2020-06-25.docx".
func (c *content) fileName() string {
	name := slug(c.of.Paper.Kind)
	if c.of.Paper.Number > 0 {
		name += fmt.Sprintf("-%02d", c.of.Paper.Number)
	}
	return name + "-" + dated(c.of).String() + ".docx"
}

// upperFirst begins a sentence.
func upperFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
