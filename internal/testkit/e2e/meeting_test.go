package e2e_test

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/intake"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/testkit/browser"
	"github.com/dondoc/dondoc/internal/testkit/office"
)

// TestTheRealMeetingThroughThePagesAlone enters everything the dossier holds by the pages and wants the same workbook as the
// dossier's import. It begins with an empty house and its set-up link: the administrator founds the committee, its fields, units,
// people, members and the secretary's account through forms; the secretary types the meeting in Chromium.
func TestTheRealMeetingThroughThePagesAlone(t *testing.T) {
	t.Parallel()
	chromium := browser.Shared(t)
	d := dossier(t)
	imported, typed := newHouse(t), newHouse(t)
	want := imported.reported(t, *d)
	typed.found(d)
	e := entry{t: t, v: typed.typing(chromium, string(access.Secretary)), d: d, at: "/c/" + d.Committee.Code, blocks: map[string]string{}}
	for i := range d.Meetings {
		e.meeting(&d.Meetings[i])
	}
	got := typed.workbook(t, typed.as(string(access.Secretary), "vi"))
	if !slices.Equal(got, want) {
		t.Errorf("the workbooks differ\nonly typed: %q\nonly imported: %q", without(got, want), without(want, got))
	}
	for _, k := range d.Meetings[0].Tasks {
		if !strings.Contains(strings.Join(got, "\n"), k.Text) {
			t.Errorf("the workbook has no %q", k.Text)
		}
	}
	typed.sameRegister(imported, d.Committee.Code)
}

// load imports a dossier and lets the secretary in.
func (h *house) load(d *intake.Dossier) {
	h.t.Helper()
	_, err := h.intake.ImportDossier(h.t.Context(), access.System("test"), d)
	h.must(err)
	open, err := h.d.Org.Open(h.t.Context(), access.System("test"), d.Committee.Code)
	h.must(err)
	h.user(open.Committee.ID, access.Secretary)
}

func (h *house) reported(t *testing.T, d intake.Dossier) []string {
	t.Helper()
	h.load(&d)
	return h.workbook(t, h.as(string(access.Secretary), "vi"))
}

// workbook is every cell of the half-year's workbook, as the page offers it.
func (h *house) workbook(t *testing.T, v *visitor) []string {
	t.Helper()
	p := v.get("/c/qcdc-co-to/bao-cao/2020-H2/excel")
	if p.code != http.StatusOK {
		t.Fatalf("%s: %d", p.at, p.code)
	}
	all := strings.Split(office.Dump(t, p.raw), "\n")
	for i := range all {
		all[i] = strings.ReplaceAll(all[i], h.url, "")
	}
	return all
}

func without(some, others []string) []string {
	return slices.DeleteFunc(slices.Clone(some), func(s string) bool { return slices.Contains(others, s) })
}

// entry is somebody at the keyboard with the dossier beside it.
type entry struct {
	t       *testing.T
	v       hand
	d       *intake.Dossier
	at      string
	address string            // of the meeting
	blocks  map[string]string // key of a line: its id
}

func (e *entry) person(key string) string {
	for _, p := range e.d.People {
		if p.Key == key {
			return p.Name
		}
	}
	return ""
}

func (e *entry) field(key string) string {
	for _, f := range e.d.Fields {
		if f.Key == key {
			return f.Name
		}
	}
	return ""
}

// choice is the value of a form's choice, nothing where nothing is to be chosen.
func (e *entry) choice(p page, name, words string) string {
	e.t.Helper()
	if words == "" {
		return ""
	}
	return p.option(e.t, name, words)
}

func (e *entry) meeting(m *intake.DossierMeeting) {
	e.t.Helper()
	p := e.v.get(e.at + "/hoi-nghi/moi")
	shown := e.v.send(p, "title", m.Title, "kind", m.Kind, "state", "draft", "held_on", m.HeldOn.VN(), "reviewed_period", m.ReviewedPeriod, "next_period", m.NextPeriod,
		"chair_id", e.choice(p, "chair_id", e.person(m.Chair)), "chair_post", m.ChairPost, "wording", e.d.Wording, "source", e.d.Source)
	e.address = shown.at.Path
	for i := range m.Blocks {
		e.block(&m.Blocks[i])
	}
	record := e.v.get(e.address)
	for i := range m.Shortcomings {
		e.shortcoming(record, &m.Shortcomings[i])
	}
	for i := range m.Tasks {
		e.task(record, &m.Tasks[i])
	}
}

func (e *entry) block(b *intake.DossierBlock) {
	e.t.Helper()
	p := e.v.get(e.address + "/ban-ghi/moi")
	id := p.doc.Find("main form [name=id]").AttrOr("value", "")
	e.v.send(p, "kind", b.Kind, "within_id", e.blocks[b.Within], "speaker_id", e.choice(p, "speaker_id", e.person(b.Speaker)),
		"speaker", b.SpeakerName, "speaker_post", b.SpeakerPost, "text", b.Text)
	e.blocks[b.Key] = id
}

// from follows the link beside a line of the record that leads to a form.
func (e *entry) from(record page, block, form string) page {
	e.t.Helper()
	link := record.doc.Find(`a[href*="` + form + `/moi?"][href*="block_id=` + e.blocks[block] + `"]`).First()
	to, ok := link.Attr("href")
	if !ok {
		e.t.Fatalf("%s: no way to %s from the line %s", record.at, form, block)
	}
	return e.v.get(to)
}

func (e *entry) shortcoming(record page, s *intake.DossierShortcoming) {
	e.t.Helper()
	p := e.from(record, s.Block, "ton-tai")
	e.v.send(p, "text", s.Text, "nature", s.Nature, "field_id", e.choice(p, "field_id", e.field(s.Field)))
}

func (e *entry) task(record page, k *intake.DossierTask) {
	e.t.Helper()
	p := e.from(record, k.Block, "nhiem-vu")
	each := ""
	if k.EachOf {
		each = p.doc.Find("[name=each_of]").AttrOr("value", "")
	}
	made := e.v.send(p, "text", k.Text, "addressees", strings.Join(k.Addressees, "\n"), "field_id", e.choice(p, "field_id", e.field(k.Field)),
		"deadline_words", k.Deadline, "each_of", each)
	if _, err := strconv.Atoi(made.at.Path[strings.LastIndex(made.at.Path, "/")+1:]); err != nil {
		e.t.Errorf("after recording a task: %s", made.at)
	}
}
