package main

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestDeadlinePrintsJSONAndNeedsNoDatabase(t *testing.T) {
	t.Parallel()
	d := bare(t, "2020-12-14")
	d.env = append(d.env, "DONDOC_DATABASE_URL=postgres://nobody:x@127.0.0.1:1/none")
	for _, tt := range []struct{ name, words, kind, due string }{
		{"a day without a year", "trước ngày 15/12", "date", "2020-12-15"},
		{"a month", "trong tháng 9/2020", "month", "2020-09-30"},
		{"the second half of the year is the calendar's", "6 tháng cuối năm 2020", "half_year", "2020-12-31"},
		{"no deadline at all", "cố gắng hơn nữa", "none", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var m struct {
				Words, Kind, Due string
				Explained        []string
			}
			r := d.must("deadline", tt.words, "--on", "25/6/2020", "--lang", "vi")
			if err := json.Unmarshal([]byte(r.out), &m); err != nil {
				t.Fatal(err)
			}
			if m.Words != tt.words || m.Kind != tt.kind || m.Due != tt.due {
				t.Errorf("%s", r.out)
			}
			if tt.kind == "none" && len(m.Explained) == 0 {
				t.Errorf("nothing is explained: %s", r.out)
			}
		})
	}
	if out := d.must("deadline", "trước ngày 15/12", "--on", "2020-06-25").out; !strings.Contains(out, "The year is missing.") {
		t.Errorf("explained in English: %s", out)
	}
}
