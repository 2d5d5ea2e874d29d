package org_test

import (
	"testing"
	"time"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

func TestAsOfSetsBothClocks(t *testing.T) {
	t.Parallel()
	today := calendar.NewDate(2026, time.November, 20)
	now := today.Start().Add(9 * time.Hour)
	before := today.AddDays(-30)
	for name, c := range map[string]struct {
		in   org.AsOf
		want org.Then
		bad  bool
	}{
		"nothing is the present":              {org.AsOf{}, org.Then{Day: today, Known: now}, false},
		"today by name is the present":        {org.AsOf{Day: today}, org.Then{Day: today, Known: now}, false},
		"known at the end of today is as now": {org.AsOf{Day: today, Known: today.End()}, org.Then{Day: today, Known: now}, false},
		"a day gone by, known today":          {org.AsOf{Day: before}, org.Then{Day: before, Known: now, Past: true}, false},
		"a day gone by, known then":           {org.AsOf{Day: before, Known: before.End()}, org.Then{Day: before, Known: before.End(), Past: true}, false},
		"today, as known yesterday":           {org.AsOf{Known: now.Add(-24 * time.Hour)}, org.Then{Day: today, Known: now.Add(-24 * time.Hour), Past: true}, false},
		"tomorrow":                            {in: org.AsOf{Day: today.AddDays(1)}, bad: true},
		"no day":                              {in: org.AsOf{Day: calendar.Date{Year: 1, Month: 13, Day: 1}}, bad: true},
	} {
		got, err := c.in.At(func() time.Time { return now })
		if c.bad != (fault.KindOf(err) == fault.Invalid) || got.Day != c.want.Day || !got.Known.Equal(c.want.Known) || got.Past != c.want.Past {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}
