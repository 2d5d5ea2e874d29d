package meeting_test

import (
	"regexp"
	"slices"
	"testing"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/testkit/dbtest"
)

// The words a column allows are the same in SQL and in Go.
func TestSchemaKnowsTheSameWords(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, constraint string
		want             []string
	}{
		{"states of a meeting", "meeting_state_check", words(meeting.States())},
		{"kinds of meeting", "meeting_kind_check", words(meeting.Kinds())},
		{"wordings of a meeting", "meeting_wording_check", []string{"verbatim", "reported"}},
		{"kinds of block", "block_kind_check", words(meeting.BlockKinds())},
		{"answers to the roll call", "attendance_status_check", words([]meeting.AttendanceStatus{meeting.Present, meeting.Excused, meeting.Absent})},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var check string
			err := dbtest.Tx(t).QueryRow(t.Context(), `SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = $1`, tt.constraint).Scan(&check)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, m := range regexp.MustCompile(`'([a-z_]+)'`).FindAllStringSubmatch(check, -1) {
				got = append(got, m[1])
			}
			slices.Sort(got)
			slices.Sort(tt.want)
			if !slices.Equal(got, tt.want) {
				t.Errorf("SQL allows %v, Go knows %v", got, tt.want)
			}
		})
	}
}

func words[T ~string](all []T) []string {
	s := make([]string, len(all))
	for i, w := range all {
		s[i] = string(w)
	}
	return s
}
