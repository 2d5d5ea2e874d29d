package ui

import (
	"net/url"
	"slices"
	"strconv"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/task"
	meetingview "github.com/dondoc/dondoc/web/views/meeting"
	"github.com/dondoc/dondoc/web/views/ui"
)

// stemsShown is how many shortcomings and tasks stand beside a line; the others are opened in place.
const stemsShown = 5

// recordBlocks lays the lines of the minutes out: what stays the same from line to line is said once.
func (r room) recordBlocks(d meeting.Record, page *meetingview.ShowPage) {
	points := map[meeting.AgendaID]string{}
	for _, g := range d.Agenda {
		points[g.ID] = g.Title
	}
	speeches := map[meeting.BlockID]meeting.BlockEntry{}
	var before meeting.BlockEntry
	var told []meeting.LaterID
	for i, b := range d.Blocks {
		v := r.blockView(d, b)
		if b.AgendaItem != before.AgendaItem {
			v.Point = points[b.AgendaItem]
		}
		if i == 0 || b.Kind != before.Kind || b.Kind == meeting.Speech || b.Within != before.Within || v.Point != "" {
			v.Kind = r.t("block." + string(b.Kind))
		}
		if v.Kind != "" || b.Speaker != before.Speaker {
			v.Speaker, v.Post = b.Speaker, b.SpeakerPost
		}
		if speech, ok := speeches[b.Within]; ok {
			v.Inner = true
			if b.Speaker == speech.Speaker {
				v.Speaker, v.Post = "", "" // the speech above names them
			}
			if v.Kind != "" {
				v.Within = &ui.Link{Text: r.t("record.within", speech.Speaker), URL: "#b-" + b.Within.String()}
			}
		}
		if r.writes(d.Meeting) {
			v.Menu = r.lineMenu(d, partBlocks, i)
		}
		if meeting.MayRecord(r.by, r.committee.ID) && d.Meeting.State != meeting.Cancelled && !b.Withdrawn {
			v.Menu = r.stemMenu(d, b, v.Menu)
		}
		v.Stems, told = r.stems(d, b, told)
		if len(v.Stems) > 0 {
			v.Thread = ui.Link{Text: r.t("thread.title"), URL: r.url(threadPart, "dong", b.ID.String())}
		}
		if len(v.Stems) > stemsShown+1 {
			v.Stems, v.MoreStems = v.Stems[:stemsShown], v.Stems[stemsShown:]
		}
		if b.Kind == meeting.Speech {
			speeches[b.ID] = b
		}
		page.Blocks, before = append(page.Blocks, v), b
	}
	page.Loose = r.looseStems(d, told)
}

func (r room) blockView(d meeting.Record, b meeting.BlockEntry) meetingview.Block {
	v := meetingview.Block{ID: "b-" + b.ID.String(), Text: b.Text, Reported: b.Wording == meeting.Reported, Quoted: spoken(b.Block)}
	if v.Reported && b.Source != d.Meeting.Source {
		v.Source = b.Source
	}
	if b.Votes != nil {
		v.Votes = r.t("record.votes", b.Votes.For, b.Votes.Against, b.Votes.Abstained)
	}
	if b.Withdrawn {
		v.Gone = r.t("record.withdrawn_kept")
	}
	return v
}

// spoken reports whether a line holds somebody's very words: only those stand in quotation marks.
func spoken(b meeting.Block) bool {
	switch b.Kind {
	case meeting.Speech, meeting.Conclusion:
		return b.Wording == meeting.Verbatim
	case meeting.Achievement:
		return b.Wording == meeting.Verbatim && b.Speaker != ""
	case meeting.Vote, meeting.Note:
	}
	return false
}

// stemMenu adds the ways to record what a line gave rise to.
func (r room) stemMenu(d meeting.Record, b meeting.BlockEntry, m *meetingview.Menu) *meetingview.Menu {
	if m == nil {
		m = &meetingview.Menu{Label: r.t("record.line_acts", 1+slices.IndexFunc(d.Blocks, func(x meeting.BlockEntry) bool { return x.ID == b.ID }))}
	}
	from := url.Values{"meeting_id": {d.Meeting.ID.String()}, "block_id": {b.ID.String()}}
	m.Links = append([]ui.Link{
		{Text: r.t("record.shortcoming_here"), URL: r.url("ton-tai", "moi") + "?" + from.Encode()},
		{Text: r.t("record.task_here"), URL: r.newTaskURL(d.Meeting, b.Block)},
	}, m.Links...)
	return m
}

// newTaskURL starts a task from a line of the record: its words and day are there already.
func (r room) newTaskURL(m meeting.Meeting, b meeting.Block) string {
	source := task.FromSpeech
	if b.Kind == meeting.Conclusion {
		source = task.FromConclusion
	}
	return r.url("nhiem-vu", "moi") + "?" + url.Values{
		"meeting_id": {m.ID.String()}, "block_id": {b.ID.String()}, "source": {string(source)}, "text": {clipped(b.Text, prefill)},
		"given_on": {m.HeldOn.VN()}, "wording": {string(b.Wording)},
	}.Encode()
}

// prefill is how much of a line goes into a form that starts from it; a longer speech holds more than one thing anyway.
const prefill = 700

func clipped(s string, most int) string {
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	return string(runes[:most]) + "…"
}

// stems are the shortcomings of a line with what is to cure them, then its own tasks; told are the rows shown so far.
func (r room) stems(d meeting.Record, b meeting.BlockEntry, told []meeting.LaterID) ([]meetingview.Stem, []meeting.LaterID) {
	var all []meetingview.Stem
	for _, s := range b.Shortcomings {
		stem, cures := r.shortcomingStem(d, s)
		all, told = append(all, stem), append(append(told, s.ID), cures...)
	}
	for _, t := range b.Tasks {
		if !slices.Contains(told, t.ID) {
			all, told = append(all, r.taskStem(t)), append(told, t.ID)
		}
	}
	return all, told
}

func (r room) shortcomingStem(d meeting.Record, s meeting.ShortcomingLink) (meetingview.Stem, []meeting.LaterID) {
	stem := meetingview.Stem{
		What: r.t("short.title", s.Number), Text: r.clip(s.Text), URL: r.shortURL(s.Number), Sub: r.t("shortcoming.state." + s.State),
	}
	if s.Nature != "defect" {
		stem.Sub = joined(" · ", r.t("shortcoming.nature."+s.Nature), stem.Sub)
	}
	if s.Times > 1 {
		stem.Chip = r.t("shortcoming.times", s.Times)
	}
	var cures []meeting.LaterID
	for _, t := range d.Tasks {
		if slices.Contains(t.Shortcomings, s.ID) {
			stem.Tasks, cures = append(stem.Tasks, r.taskStem(t)), append(cures, t.ID)
		}
	}
	return stem, cures
}

func (r room) taskStem(t meeting.TaskLink) meetingview.Stem {
	dated := task.Dated{State: task.State(t.State), DeadlineKind: t.DeadlineKind, DueOn: t.DueOn, CompletedOn: t.CompletedOn}
	stem := meetingview.Stem{
		What: r.t("task.title", t.Number), Text: r.clip(t.Text), URL: r.url("nhiem-vu", strconv.Itoa(t.Number)), Sub: t.LeadName,
		Timing: r.timing(task.TimingOn(dated, r.today, r.committee.DueSoonDays), dated),
	}
	if stem.Sub == "" {
		stem.Sub = r.t("task.no_lead")
	}
	return stem
}

// looseStems are what stems from the meeting and from no line that is shown.
func (r room) looseStems(d meeting.Record, told []meeting.LaterID) []meetingview.Stem {
	var all []meetingview.Stem
	for _, s := range d.Shortcomings {
		if !slices.Contains(told, s.ID) {
			stem, cures := r.shortcomingStem(d, s)
			all, told = append(all, stem), append(told, cures...)
		}
	}
	for _, t := range d.Tasks {
		if !slices.Contains(told, t.ID) {
			all = append(all, r.taskStem(t))
		}
	}
	return all
}
