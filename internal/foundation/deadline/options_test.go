package deadline_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/deadline"
)

func date(t testing.TB, s string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseISO(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestWithoutTheDaySpokenNothingIsFilledIn(t *testing.T) {
	t.Parallel()
	for _, tt := range []reading{
		{"xong trước tháng 7", "before_month/month ?year"},
		{"trước 30/9", "date ?year"},
		{"6 tháng cuối năm", "half_year ?year"},
		{"ngày 25", "date ?month"},
		{"ngày 29/2", "date ?year"},
		{"ngày 30/2", "none ?impossible_date ?date"},
		{"tuần sau", "relative | +1 week «tuần sau» ?spoken_on"},
		{"trong tháng này", "month ?spoken_on"},
		{"trong 10 ngày tới", "relative | +10 day «» ?spoken_on"},
		{"trước 30/9/2026", "date 2026-09-30"},
		{"2 tuần một lần", "recurring | each 2. week ~period_end"},
	} {
		t.Run(tt.words, func(t *testing.T) {
			t.Parallel()
			o := deadline.Options{Calendar: spoken().Calendar}
			if got := told(deadline.Understand(tt.words, o)); got != tt.want {
				t.Errorf("%s\n got %s\nwant %s", tt.words, got, tt.want)
			}
		})
	}
}

func TestAMissingYearComesFromTheContextAndIsSaid(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, words, on string
		year            int
		want            string
	}{
		{"later in the year spoken", "trước 5/9", "2026-06-19", 0, "date 2026-09-05 ?year ~year ask"},
		{"the day itself has not passed", "trước 19/6", "2026-06-19", 0, "date 2026-06-19 ?year ~year ask"},
		{"passed already: the next year", "trước 18/6", "2026-06-19", 0, "date 2027-06-18 ?year ~year ask"},
		{"before a month: its eve must not have passed", "trước tháng 6", "2026-06-19", 0, "before_month/month 2027-05-31 ?year ~year ask"},
		{"before January: the eve lies in this year", "trước tháng 01", "2026-06-19", 0, "before_month/month 2026-12-31 ?year ~year ask"},
		{"a year the context is sure of is not asked for", "trước 5/9", "2026-06-19", 2025, "date 2025-09-05 ?year ~year_context !past ask"},
		{"the year of the period reviewed", "cuối quý 3", "2020-06-25", 2020, "quarter 2020-09-30 ?year ~year_context"},
		{"29/2 waits for a leap year", "ngày 29/2", "2026-06-19", 0, "date 2028-02-29 ?year ~year ask"},
		{"29/2 in a year that has none", "ngày 29/2", "2026-06-19", 2026, "none ?impossible_date ?date"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := spoken()
			o.On, o.Year = date(t, tt.on), tt.year
			if got := told(deadline.Understand(tt.words, o)); got != tt.want {
				t.Errorf("%s\n got %s\nwant %s", tt.words, got, tt.want)
			}
		})
	}
}

func TestBeforeADayCountsTheDayUnlessSetOtherwise(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ words, counted, excluded string }{
		{"trước ngày 30/9/2026", "date 2026-09-30", "date 2026-09-29"},
		{"trước ngày 01/7/2026", "date 2026-07-01", "date 2026-06-30"},
		{"trước 15h00 ngày 30/9/2026", "date_time 2026-09-30 15:00", "date_time 2026-09-30 15:00"},
		{"chậm nhất ngày 30/9/2026", "date 2026-09-30", "date 2026-09-30"},
		{"trong ngày 30/9/2026", "date 2026-09-30", "date 2026-09-30"},
		{"trước tháng 10/2026", "before_month/month 2026-09-30", "before_month/month 2026-09-30"},
		{"trước ngày 18 hằng tháng", "recurring | each month day 18 before", "recurring | each month day 18 day-1 before"},
		{"trước 16 giờ thứ Sáu hằng tuần", "recurring | each week weekday 5 16:00 before", "recurring | each week weekday 5 16:00 before"},
		{"hằng quý", "recurring | each quarter ~period_end", "recurring | each quarter ~period_end"},
	} {
		t.Run(tt.words, func(t *testing.T) {
			t.Parallel()
			o := spoken()
			if got := told(deadline.Understand(tt.words, o)); got != tt.counted {
				t.Errorf("with the day: %s, want %s", got, tt.counted)
			}
			o.BeforeExcludesDay = true
			if got := told(deadline.Understand(tt.words, o)); got != tt.excluded {
				t.Errorf("without the day: %s, want %s", got, tt.excluded)
			}
		})
	}
}

func TestARelativeDeadlineCountsFromTheDayAfterItsEvent(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, words, base string
		due, moved        string
	}{
		{"three working days after a Tuesday's meeting", "trong thời hạn 03 ngày làm việc kể từ ngày kết thúc cuộc họp", "2026-05-26", "2026-05-29", ""},
		{"working days over the days off around Quốc khánh", "trong 5 ngày làm việc kể từ ngày ký", "2026-08-27", "2026-09-08", ""},
		{"calendar days", "trong 10 ngày kể từ ngày ký", "2026-06-19", "2026-06-29", ""},
		{"the end on a Saturday moves to Monday", "trong 8 ngày kể từ ngày ký", "2026-06-19", "2026-06-29", "2026-06-27"},
		{"the end on a worked Saturday stays", "trong 10 ngày kể từ ngày ký", "2026-08-12", "2026-08-22", ""},
		{"weeks", "trong 2 tuần kể từ ngày ký", "2026-06-19", "2026-07-03", ""},
		{"half a month is fifteen days", "trong nửa tháng kể từ ngày ký", "2026-06-15", "2026-06-30", ""},
		{"a month that has no such day ends on its last", "trong 3 tháng kể từ ngày ký", "2026-11-30", "2027-03-01", "2027-02-28"},
		{"a quarter", "trong 2 quý kể từ ngày ký", "2026-06-19", "2026-12-21", "2026-12-19"},
		{"a year", "trong một năm kể từ ngày ký", "2026-06-19", "2027-06-21", "2027-06-19"},
		{"hours end on the last day they can reach", "trong 48 giờ kể từ khi phát hiện", "2026-06-19", "2026-06-21", ""},
		{"backwards in working days", "trước khi họp 03 ngày làm việc", "2026-06-22", "2026-06-17", ""},
		{"backwards in days does not move", "chậm nhất 02 ngày trước ngày họp", "2026-06-22", "2026-06-20", ""},
		{"the next working day", "chậm nhất trong ngày làm việc tiếp theo", "2026-06-19", "2026-06-22", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := spoken()
			o.BaseDate = date(t, tt.base)
			m := deadline.Understand(tt.words, o)
			if m.Kind != deadline.KindRelative || m.Due != date(t, tt.due) || m.MovedFrom.String() != tt.moved {
				t.Errorf("%s\n got %s moved from %q, want %s from %q", tt.words, told(m), m.MovedFrom, tt.due, tt.moved)
			}
			if !slices.Contains(m.Assumed, deadline.AssumedBaseDate) || m.Relative.BaseDate != o.BaseDate {
				t.Errorf("it does not say what it counted from: %s", told(m))
			}
		})
	}
}

func TestTheEndOnADayOffCanBeKept(t *testing.T) {
	t.Parallel()
	o := spoken()
	o.BaseDate, o.KeepDayOff = date(t, "2026-06-19"), true
	m := deadline.Understand("trong 8 ngày kể từ ngày ký", o)
	if m.Due != date(t, "2026-06-27") || !m.FallsOnDayOff || !m.MovedFrom.IsZero() {
		t.Errorf("got %s", told(m))
	}
}

func TestAFixedDateOnADayOffIsShownButNeverMoved(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		words string
		due   string
		off   bool
	}{
		{"trước ngày 20/9/2026", "2026-09-20", true},
		{"trước ngày 02/9/2026", "2026-09-02", true},
		{"trước ngày 22/8/2026", "2026-08-22", false},
		{"trong tháng 10/2026", "2026-10-31", true},
		{"trước ngày 21/9/2026", "2026-09-21", false},
	} {
		t.Run(tt.words, func(t *testing.T) {
			t.Parallel()
			m := deadline.Understand(tt.words, spoken())
			if m.Due != date(t, tt.due) || m.FallsOnDayOff != tt.off || !m.MovedFrom.IsZero() {
				t.Errorf("got %s, day off: %v, moved from %q", told(m), m.FallsOnDayOff, m.MovedFrom)
			}
		})
	}
}

func TestWithoutACalendarWeekendsAreKnownAndThatIsSaid(t *testing.T) {
	t.Parallel()
	o := deadline.Options{BaseDate: date(t, "2026-08-28")}
	m := deadline.Understand("trong 3 ngày làm việc kể từ ngày ký", o)
	if m.Due != date(t, "2026-09-02") || !slices.Contains(m.Assumed, deadline.AssumedWeekendsOnly) {
		t.Errorf("got %s", told(m))
	}
}

func TestSpansKeepTheirFirstDay(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ words, from string }{
		{"trong quý III/2026", "2026-07-01"},
		{"từ ngày 01/7 đến ngày 30/9/2026", "2026-07-01"},
		{"từ tháng 7 đến tháng 9/2026", "2026-07-01"},
		{"25-30/6/2026", "2026-06-25"},
		{"trung tuần tháng 9/2026", "2026-09-11"},
		{"nửa cuối tháng 9/2026", "2026-09-16"},
		{"cuối tháng 9/2026", ""},
		{"trước ngày 30/9/2026", ""},
		{"trước tháng 9/2026", ""},
	} {
		t.Run(tt.words, func(t *testing.T) {
			t.Parallel()
			if m := deadline.Understand(tt.words, spoken()); m.From.String() != tt.from {
				t.Errorf("from %q, want %q (%s)", m.From, tt.from, told(m))
			}
		})
	}
}

func TestThePhraseThatSetsTheDeadlineIsQuotedAsWritten(t *testing.T) {
	t.Parallel()
	for _, tt := range []reading{
		{"Rà soát hồ sơ, Hoàn thành TRƯỚC ngày 30/9/2026 và báo cáo", "Hoàn thành TRƯỚC ngày 30/9/2026"},
		{"gửi về Thường trực trước 16 giờ 00 ngày 30/6/2026.", "trước 16 giờ 00 ngày 30/6/2026"},
		{"Định kỳ hằng quý (trước ngày 20) báo cáo", "Định kỳ hằng quý (trước ngày 20)"},
		{"họp xong, trong vòng 05 ngày làm việc gửi kết luận", "trong vòng 05 ngày làm việc"},
		{"tiếp tục thực hiện", ""},
	} {
		t.Run(tt.words, func(t *testing.T) {
			t.Parallel()
			if m := deadline.Understand(tt.words, spoken()); m.Phrase != tt.want {
				t.Errorf("phrase %q, want %q", m.Phrase, tt.want)
			}
		})
	}
}

func TestOtherDatesInTheWordsAreShownBeside(t *testing.T) {
	t.Parallel()
	m := deadline.Understand("dự thảo trước ngày 15/7/2026, hoàn thành trước ngày 30/7/2026", spoken())
	want := []deadline.Alternative{{Words: "trước ngày 15/7/2026", Due: date(t, "2026-07-15")}}
	if !slices.Equal(m.Also, want) || !m.Ask {
		t.Errorf("beside %s stand %v, want %v", told(m), m.Also, want)
	}
}

func TestTheMeaningInJSONLeavesOutWhatIsEmpty(t *testing.T) {
	t.Parallel()
	for _, tt := range []reading{
		{"trước ngày 30/9/2026", `{"words":"trước ngày 30/9/2026","phrase":"trước ngày 30/9/2026","kind":"date","due":"2026-09-30","ask":false}`},
		{"Thường xuyên", `{"words":"Thường xuyên","phrase":"Thường xuyên","kind":"continuous","ask":false}`},
		{"ngày 18 hằng tháng", `{"words":"ngày 18 hằng tháng","phrase":"ngày 18 hằng tháng","kind":"recurring","recurrences":[{"every":"month","day":18}],"ask":false}`},
	} {
		t.Run(tt.words, func(t *testing.T) {
			t.Parallel()
			b, err := json.Marshal(deadline.Understand(tt.words, spoken()))
			if err != nil || string(b) != tt.want {
				t.Errorf("got %s (%v)\nwant %s", b, err, tt.want)
			}
			var back deadline.Meaning
			if err := json.Unmarshal(b, &back); err != nil || told(back) != told(deadline.Understand(tt.words, spoken())) {
				t.Errorf("reads back as %s (%v)", told(back), err)
			}
		})
	}
}

func TestEveryKindOccursAndOnlyDatedOnesHaveADue(t *testing.T) {
	t.Parallel()
	words := map[deadline.Kind]string{
		deadline.KindDate: "trước 30/9/2026", deadline.KindDateTime: "trước 15h ngày 30/9/2026", deadline.KindMonth: "trong tháng 9/2026",
		deadline.KindQuarter: "quý III/2026", deadline.KindHalfYear: "6 tháng cuối năm 2026", deadline.KindYear: "trong năm 2026",
		deadline.KindBeforeMonth: "trước tháng 9/2026", deadline.KindRelative: "ngày mai", deadline.KindRecurring: "hằng quý",
		deadline.KindEvent: "sau hội nghị", deadline.KindContinuous: "thường xuyên", deadline.KindVague: "sớm",
		deadline.KindReference: "theo tiến độ được phê duyệt", deadline.KindTarget: "phấn đấu xong trong quý III/2026", deadline.KindNone: "",
	}
	for _, kind := range deadline.Kinds() {
		m := deadline.Understand(words[kind], spoken())
		if m.Kind != kind {
			t.Errorf("%q is %s, want %s", words[kind], m.Kind, kind)
		}
		if m.HasDue() != kind.MayHaveDue() {
			t.Errorf("%q has a due date: %v, want %v", words[kind], m.HasDue(), kind.MayHaveDue())
		}
	}
}
