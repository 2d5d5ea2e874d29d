package docx

import (
	"fmt"
	"strings"

	"github.com/dondoc/dondoc/internal/domain/meeting"
)

// What a line of the minutes is; the mark that shows it only then.
const (
	isHeading    = "la_de_muc"
	isLead       = "la_loi_dan"
	isSpeech     = "la_phat_bieu"
	isConclusion = "la_ket_luan"
	isTask       = "la_nhiem_vu"
	isDash       = "la_gach"
	isVote       = "la_bieu_quyet"
	isPlain      = "la_doan"
)

// bodyOf writes the minutes line by line in the order of the blocks: what stems from a block follows it.
type bodyOf struct {
	c     *content
	lines []*scope
	lead  string // the lead-in that still holds
	point int    // how many points follow each other
	told  map[meeting.LaterID]bool
	under meeting.AgendaID
}

func (c *content) body() []*scope {
	b := &bodyOf{c: c, told: map[meeting.LaterID]bool{}}
	for _, e := range c.of.Record.Blocks {
		if !e.Withdrawn {
			b.heading(e)
			b.block(e)
			b.shortcomings(e.Shortcomings)
			b.tasks(e.Tasks)
		}
	}
	b.rest()
	if len(b.lines) == 0 {
		b.add(isPlain, c.or("", line, BlankText))
	}
	return b.lines
}

// add writes a line.
func (b *bodyOf) add(what, text string, more ...string) {
	if what != isTask {
		b.point = 0
	}
	if what != isDash && what != isLead {
		b.lead = ""
	}
	b.lines = append(b.lines, texted(append([]string{what, "x", "chu", text}, more...)...))
}

// under a lead-in that is written once before several dashes.
func (b *bodyOf) dash(lead, text string) {
	if b.lead != lead {
		b.add(isLead, lead)
		b.lead = lead
	}
	b.add(isDash, text)
}

// heading begins another point of the agenda.
func (b *bodyOf) heading(e meeting.BlockEntry) {
	if e.AgendaItem == b.under || e.AgendaItem.IsZero() {
		return
	}
	for _, g := range b.c.of.Record.Agenda {
		if g.ID == e.AgendaItem {
			b.under = g.ID
			b.add(isHeading, strings.TrimRight(g.Title, ". "))
		}
	}
}

func (b *bodyOf) block(e meeting.BlockEntry) {
	texts := paragraphs(e.Text)
	if len(texts) == 0 && e.Kind != meeting.Vote && (e.Kind != meeting.Speech || e.Speaker == "") {
		return
	}
	first := ""
	if len(texts) > 0 {
		first, texts = texts[0], texts[1:]
	}
	switch e.Kind {
	case meeting.Speech:
		if who := speaker(e.Block); who != "" {
			b.add(isSpeech, first, "nguoi_phat_bieu", who)
		} else {
			b.add(isPlain, first)
		}
	case meeting.Conclusion:
		b.conclusion(e, first)
	case meeting.Achievement:
		b.dash("Kết quả đạt được:", sentence(first))
	case meeting.Vote:
		b.add(isVote, ballot(first, e.Votes))
	case meeting.Note:
		b.add(isPlain, first)
	}
	for _, t := range texts {
		b.add(isPlain, t)
	}
}

// conclusion numbers a conclusion; one outside the chair's speech gets words that introduce it.
func (b *bodyOf) conclusion(e meeting.BlockEntry, text string) {
	if n := len(b.lines); e.Within.IsZero() && (n == 0 || b.lines[n-1].texts[isConclusion] == "" && b.lines[n-1].texts[isTask] == "") {
		b.add(isLead, "Kết luận:")
	}
	b.add(isConclusion, text)
}

// speaker is who spoke with the post held that day, addressed as offices do. A group, or a name with its own address, is left as named.
func speaker(bl meeting.Block) string {
	who := withPost(bl.Speaker, bl.SpeakerPost)
	if who == "" || bl.SpeakerID.IsZero() {
		return who
	}
	for _, own := range []string{"đồng chí ", "đ/c ", "ông ", "bà "} {
		if strings.HasPrefix(strings.ToLower(who), own) {
			return who
		}
	}
	return "Đồng chí " + who
}

// ballot is a vote with its counts.
func ballot(text string, v *meeting.Votes) string {
	if v == nil {
		return text
	}
	counts := fmt.Sprintf("tán thành %d, không tán thành %d, không có ý kiến %d (tổng số %d phiếu).", v.For, v.Against, v.Abstained, v.Cast())
	if text == "" {
		return counts
	}
	return sentence(text) + " Kết quả: " + counts
}

// raised is a shortcoming, with how often it has been raised.
func raised(s meeting.ShortcomingLink) string {
	if s.Times > 1 {
		return strings.TrimRight(strings.TrimSpace(s.Text), ".") + fmt.Sprintf(" (nêu lần thứ %d).", s.Times)
	}
	return sentence(s.Text)
}

func (b *bodyOf) shortcomings(all []meeting.ShortcomingLink) {
	for _, s := range all {
		if !b.told[s.ID] {
			b.told[s.ID] = true
			b.dash("Tồn tại, hạn chế được nêu:", raised(s))
		}
	}
}

// tasks are points with Vietnamese letters below the conclusion they stem from.
func (b *bodyOf) tasks(all []meeting.TaskLink) {
	for _, t := range all {
		if b.told[t.ID] {
			continue
		}
		b.told[t.ID] = true
		l := letter(b.point)
		b.add(isTask, sentence(t.Text), "giao", given(t))
		last := b.lines[len(b.lines)-1]
		last.texts[letterMark], last.texts[letterPlain] = letterSign, l
		b.point++
	}
}

// given is to whom and by when, as far as it was said.
func given(t meeting.TaskLink) string {
	var parts []string
	if t.LeadName != "" {
		parts = append(parts, "chủ trì: "+t.LeadName)
	}
	if d := unspoken(t); d != "" {
		parts = append(parts, "thời hạn: "+d)
	}
	if len(parts) == 0 {
		return ""
	}
	return upperFirst(strings.Join(parts, "; ")) + "."
}

// rest are the shortcomings and tasks that no line of the minutes brought.
func (b *bodyOf) rest() {
	b.shortcomings(b.c.of.Record.Shortcomings)
	var left []meeting.TaskLink
	for _, t := range b.c.of.Record.Tasks {
		if !b.told[t.ID] {
			left = append(left, t)
		}
	}
	if len(left) > 0 {
		b.add(isLead, "Nhiệm vụ được giao:")
		b.tasks(left)
	}
}
