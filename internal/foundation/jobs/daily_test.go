package jobs

import (
	"testing"
	"time"
)

func TestDailyIsAnHourInVietNam(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, now, want string }{
		{"before the hour it is today", "2026-03-01T19:59:00Z", "2026-03-01T20:00:00Z"},
		{"at the hour it is tomorrow, or it would run twice", "2026-03-01T20:00:00Z", "2026-03-02T20:00:00Z"},
		{"after the hour it is tomorrow", "2026-03-01T20:00:01Z", "2026-03-02T20:00:00Z"},
		{"over the end of a year", "2026-12-31T16:00:00Z", "2026-12-31T20:00:00Z"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			now, err := time.Parse(time.RFC3339, tt.now)
			if err != nil {
				t.Fatal(err)
			}
			if got := (daily{hour: 3}).Next(now).UTC().Format(time.RFC3339); got != tt.want {
				t.Errorf("next is %s, want %s", got, tt.want)
			}
		})
	}
}
