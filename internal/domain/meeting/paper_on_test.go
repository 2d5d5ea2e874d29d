package meeting

import (
	"testing"

	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

func TestADayForAPaperThatBearsNone(t *testing.T) {
	t.Parallel()
	day, other := calendar.NewDate(2026, 3, 2), calendar.NewDate(2026, 3, 5)
	for name, c := range map[string]struct {
		paper Paper
		on    calendar.Date
		want  calendar.Date
		kind  fault.Kind
	}{
		"a notice that is a draft":         {Paper{Kind: Notice, State: PaperDraft}, day, day, -1},
		"a draft with a day takes another": {Paper{Kind: Invitation, State: PaperDraft, IssuedOn: other}, day, day, -1},
		"no day":                           {Paper{Kind: Notice, State: PaperDraft}, calendar.Date{}, calendar.Date{}, -1},
		"the day it bears":                 {Paper{Kind: Notice, State: PaperIssued, IssuedOn: day}, day, day, -1},
		"another day for what is issued":   {Paper{Kind: Notice, State: PaperIssued, IssuedOn: other}, day, other, fault.Conflict},
		"another day than the meeting's":   {Paper{Kind: Minutes, State: PaperDraft, IssuedOn: other}, day, other, fault.Conflict},
	} {
		got, err := PaperOf{Paper: c.paper}.On(c.on)
		if got.Paper.IssuedOn != c.want || (err != nil) != (c.kind >= 0) || err != nil && fault.KindOf(err) != c.kind {
			t.Errorf("%s: %s, %v", name, got.Paper.IssuedOn, err)
		}
	}
}
