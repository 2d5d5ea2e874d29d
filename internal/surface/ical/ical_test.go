package ical_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/surface/ical"
)

func event() ical.Event {
	return ical.Event{
		UID: "0198c0de-0000-7000-8000-000000000001", Sequence: 2, Method: ical.Request, Stamp: time.Date(2026, 11, 20, 2, 0, 0, 0, time.UTC),
		On: calendar.NewDate(2026, 11, 25), StartsAt: "08:00", EndsAt: "11:30", Summary: "Hội nghị sơ kết; kỳ II, năm 2026", Place: "Hội trường mẫu",
		Description: "Chương trình:\n1. Báo cáo", Organizer: ical.Who{Name: `Ban "mẫu"`, URI: "urn:uuid:0198c0de-0000-7000-8000-000000000002"},
		Attendees: []ical.Who{{Name: "Nguyễn Văn Mẫu, Trưởng ban", URI: "urn:uuid:0198c0de-0000-7000-8000-000000000003"}},
	}
}

// lines unfolds a file.
func lines(t *testing.T, b []byte) []string {
	t.Helper()
	if !utf8.Valid(b) || strings.Contains(strings.ReplaceAll(string(b), "\r\n", ""), "\n") {
		t.Fatalf("not UTF-8 or a bare line end: %q", b)
	}
	for l := range strings.SplitSeq(string(b), "\r\n") {
		if len(l) > 75 {
			t.Errorf("line of %d bytes: %s", len(l), l)
		}
	}
	return strings.Split(strings.ReplaceAll(string(b), "\r\n ", ""), "\r\n")
}

func wants(t *testing.T, e ical.Event, want ...string) {
	t.Helper()
	all := "\n" + strings.Join(lines(t, ical.File(e)), "\n") + "\n"
	for _, w := range want {
		if !strings.Contains(all, "\n"+w+"\n") {
			t.Errorf("no line %q in:%s", w, all)
		}
	}
}

func TestAnInvitation(t *testing.T) {
	t.Parallel()
	wants(t, event(),
		"BEGIN:VCALENDAR", "METHOD:REQUEST", "UID:0198c0de-0000-7000-8000-000000000001", "SEQUENCE:2", "DTSTAMP:20261120T020000Z",
		"DTSTART:20261125T010000Z", "DTEND:20261125T043000Z", "STATUS:CONFIRMED", `SUMMARY:Hội nghị sơ kết\; kỳ II\, năm 2026`,
		`DESCRIPTION:Chương trình:\n1. Báo cáo`, `ORGANIZER;CN="Ban 'mẫu'":urn:uuid:0198c0de-0000-7000-8000-000000000002`,
		`ATTENDEE;CN="Nguyễn Văn Mẫu, Trưởng ban";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION:urn:uuid:0198c0de-0000-7000-8000-000000000003`,
		"END:VCALENDAR")
}

func TestWhenAMeetingIs(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		change func(*ical.Event)
		want   []string
	}{
		{"called off", func(e *ical.Event) { e.Method = ical.Cancel }, []string{"METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:2"}},
		{"no hour is known: the whole day", func(e *ical.Event) { e.StartsAt = "" }, []string{"DTSTART;VALUE=DATE:20261125", "DTEND;VALUE=DATE:20261126"}},
		{"two days", func(e *ical.Event) { e.EndedOn = e.On.AddDays(1) }, []string{"DTSTART:20261125T010000Z", "DTEND:20261126T043000Z"}},
		{"the end follows from the agenda", func(e *ical.Event) { e.EndsAt, e.Lasts = "", 90*time.Minute }, []string{"DTEND:20261125T023000Z"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			e := event()
			tt.change(&e)
			wants(t, e, tt.want...)
		})
	}
	e := event()
	e.EndsAt = ""
	if strings.Contains(string(ical.File(e)), "DTEND") {
		t.Error("an end was invented")
	}
}

func FuzzFile(f *testing.F) {
	f.Add("Hội nghị", "Chương trình\r\nmột")
	f.Add(strings.Repeat("Ộ", 200), "\x00;,\\")
	f.Fuzz(func(t *testing.T, summary, description string) {
		if !utf8.ValidString(summary) || !utf8.ValidString(description) {
			t.Skip("SKIPPED: texts are valid UTF-8 when they get here")
		}
		e := event()
		e.Summary, e.Description = summary, description
		for _, l := range lines(t, ical.File(e)) {
			if name, _, ok := strings.Cut(l, ":"); l != "" && (!ok || strings.ToUpper(name[:3]) != name[:3]) {
				t.Errorf("a text opened a line of its own: %q", l)
			}
		}
	})
}
