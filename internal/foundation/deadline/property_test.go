package deadline_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/deadline"
	"github.com/dondoc/dondoc/internal/foundation/vietnamese"
)

// reporter is what testing and rapid have in common.
type reporter interface {
	Helper()
	Errorf(format string, args ...any)
}

// checkHonest fails when a meaning claims more than the words and the options give.
func checkHonest(t reporter, words string, o deadline.Options) deadline.Meaning {
	t.Helper()
	m := deadline.Understand(words, o)
	fail := func(format string, args ...any) {
		t.Helper()
		t.Errorf("%q: %s\n(%s)", words, fmt.Sprintf(format, args...), told(m))
	}
	if m.Words != words {
		fail("the words became %q", m.Words)
	}
	if !m.Due.IsZero() && (!m.Due.Valid() || !m.Kind.MayHaveDue()) {
		fail("due on %v with kind %s", m.Due, m.Kind)
	}
	if !m.Due.IsZero() && !yearIsSaid(words, m, o) {
		fail("the year of %s stands nowhere and is not said to be assumed", m.Due)
	}
	if !slices.Contains(deadline.Kinds(), m.Kind) {
		fail("unknown kind")
	}
	if m.Kind == deadline.KindNone && len(m.Missing) == 0 {
		fail("no deadline, and nothing is said to be missing")
	}
	if m.Kind == deadline.KindRecurring && len(m.Recurrences) == 0 && len(m.Missing) == 0 {
		fail("recurring without a recurrence")
	}
	if !strings.Contains(vietnamese.NFC(strings.ToValidUTF8(words, "\uFFFD")), m.Phrase) {
		fail("the phrase %q is not in the words", m.Phrase)
	}
	if m.Time != "" && !clock.MatchString(m.Time) {
		fail("the hour is %q", m.Time)
	}
	for _, key := range messageKeys(m) {
		if !slices.Contains(deadline.MessageKeys(), key) {
			fail("the message key %q is not listed", key)
		}
	}
	checkRecurrences(t, words, m)
	return m
}

var clock = regexp.MustCompile(`^([01]\d|2[0-3]):[0-5]\d$|^24:00$`)

func messageKeys(m deadline.Meaning) []string {
	keys := slices.Concat(m.Missing, m.Assumed, m.Doubts)
	for _, g := range m.Ignored {
		keys = append(keys, g.Why)
	}
	return keys
}

// yearIsSaid looks for the year of the due date in the words, or for the note that it was taken from elsewhere.
func yearIsSaid(words string, m deadline.Meaning, o deadline.Options) bool {
	if m.Relative != nil { // counted from a day; that day is named or said to be assumed
		return !m.Relative.BaseDate.IsZero() || len(m.Assumed) > 0
	}
	years := []int{m.Due.Year}
	if m.Kind == deadline.KindBeforeMonth || m.Grain == deadline.KindBeforeMonth || o.BeforeExcludesDay { // the eve of January
		years = append(years, m.Due.Year+1)
	}
	for _, y := range years {
		if strings.Contains(words, fmt.Sprint(y)) {
			return true
		}
	}
	return slices.ContainsFunc(m.Assumed, func(key string) bool {
		switch key {
		case deadline.AssumedYear, deadline.AssumedYearContext, deadline.AssumedYearText, deadline.AssumedMonth, deadline.AssumedCentury, deadline.AssumedSpokenOn:
			return true
		}
		return false
	})
}

func checkRecurrences(t reporter, words string, m deadline.Meaning) {
	t.Helper()
	from := calendar.Date{Year: 2026, Month: 1, Day: 1}
	to := calendar.Date{Year: 2027, Month: 12, Day: 31}
	for _, r := range m.Recurrences {
		days := r.Occurrences(from, to)
		if len(days) > 731 {
			t.Errorf("%q: %+v occurs %d times in two years", words, r, len(days))
		}
		for _, d := range days {
			if !d.Valid() || d.Before(from) || d.After(to) {
				t.Errorf("%q: %+v occurs on %v", words, r, d)
			}
		}
	}
}

func TestADateIsUnderstoodInWhateverFormItIsWritten(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		day := calendar.NewDate(2026, 6, 20).AddDays(rapid.IntRange(0, 1200).Draw(t, "days"))
		d, m, y := day.Day, int(day.Month), day.Year
		form := rapid.SampledFrom([]string{
			fmt.Sprintf("%d/%d/%d", d, m, y), fmt.Sprintf("%02d/%02d/%d", d, m, y), fmt.Sprintf("%d-%d-%d", d, m, y), fmt.Sprintf("%02d.%02d.%d", d, m, y),
			fmt.Sprintf("ngày %02d tháng %d năm %d", d, m, y), fmt.Sprintf("ngày %d/%d/%d", d, m, y), fmt.Sprintf("ngày %d tháng %d/%d", d, m, y),
			fmt.Sprintf("ngày %d/%d năm %d", d, m, y), day.String(),
		}).Draw(t, "form")
		lead := rapid.SampledFrom([]string{
			"trước %s", "chậm nhất %s", "hoàn thành trước %s", "muộn nhất là %s", "không quá %s", "đến hết %s", "hạn: %s", "xong trước %s, báo cáo Ban chỉ đạo",
			"báo cáo kết quả trước %s.", "%s", "hoàn thành xong vào %s",
		}).Draw(t, "lead")
		words := fmt.Sprintf(lead, form)
		if rapid.Bool().Draw(t, "capitals") {
			words = strings.ToUpper(words)
		}
		if rapid.Bool().Draw(t, "loose marks") {
			words = norm.NFD.String(words)
		}
		got := deadline.Understand(words, spoken())
		if got.Kind != deadline.KindDate || got.Due != day {
			t.Errorf("%q is %s, want date %s", words, told(got), day)
		}
	})
}

func TestAPeriodIsUnderstoodInWhateverFormItIsWritten(t *testing.T) {
	t.Parallel()
	roman := []string{"", "I", "II", "III", "IV"}
	words := []string{"", "một", "hai", "ba", "tư"}
	rapid.Check(t, func(t *rapid.T) {
		y, q := rapid.IntRange(2026, 2029).Draw(t, "year"), rapid.IntRange(1, 4).Draw(t, "quarter")
		if y == 2026 {
			q = max(q, 3)
		}
		form := rapid.SampledFrom([]string{
			fmt.Sprintf("quý %s/%d", roman[q], y), fmt.Sprintf("quí %s năm %d", roman[q], y), fmt.Sprintf("Quý %d/%d", q, y), fmt.Sprintf("quý %s năm %d", words[q], y),
			fmt.Sprintf("Q%s/%d", roman[q], y), fmt.Sprintf("Q%d/%d", q, y), fmt.Sprintf("quý %s-%d", roman[q], y), fmt.Sprintf("quý %s của năm %d", roman[q], y),
		}).Draw(t, "form")
		last := calendar.LastOfMonth(y, calendar.NewDate(y, 1, 1).AddMonths(3*q-1).Month)
		for lead, want := range map[string]calendar.Date{
			"trong %s": last, "xong trong %s": last, "cuối %s": last, "%s": last, "hết %s": last, "trước %s": last.AddMonths(-3),
		} {
			if lead == "trước %s" {
				want = calendar.LastOfMonth(want.Year, want.Month)
			}
			phrase := fmt.Sprintf(lead, form)
			if got := deadline.Understand(phrase, spoken()); got.Due != want {
				t.Errorf("%q is %s, want %s", phrase, told(got), want)
			}
		}
	})
}

func TestWordsInAnyOrderStayHonest(t *testing.T) {
	t.Parallel()
	vocabulary := strings.Fields(`trước sau trong ngày tháng năm quý tuần giờ hết đến từ kể khi chậm nhất không quá hằng hàng mỗi định kỳ lần một hai ba
		năm 6 06 15 31 30/9 31/4 30/9/2026 9/2026 2026 III IV đầu giữa cuối nửa hoàn thành xong phấn đấu dự kiến thường xuyên đột xuất ngân sách báo cáo làm việc
		ngày 25 thứ Sáu hai 16h00 17 giờ 30 , ; . ( ) / - và hoặc này sau tới nay học nghị quyết số 12-NQ/TU của đã quá hạn tiến độ theo kế hoạch âm lịch`)
	rapid.Check(t, func(t *rapid.T) {
		words := strings.Join(rapid.SliceOfN(rapid.SampledFrom(vocabulary), 1, 14).Draw(t, "words"), " ")
		o := spoken()
		o.BeforeExcludesDay = rapid.Bool().Draw(t, "before excludes the day")
		if rapid.Bool().Draw(t, "base") {
			o.BaseDate = o.On.AddDays(3)
		}
		if rapid.Bool().Draw(t, "no day spoken") {
			o.On = calendar.Date{}
		}
		checkHonest(t, words, o)
	})
}

func FuzzUnderstand(f *testing.F) {
	for _, s := range []string{
		"hoàn thành trước ngày 31/12/2026", "trước 16 giờ 00 ngày thứ Sáu, định kỳ hằng tuần", "Định kỳ 6 tháng, hàng năm, giữa nhiệm kỳ", "xong trước tháng 7",
		"trong thời hạn 03 ngày làm việc kể từ ngày kết thúc cuộc họp", "trong 03 tháng cuối năm 2026", "Nghị quyết số 34-NQ/TU ngày 27/12/2025", "31/4/2026",
		"ngày 10, 20 và 30 hằng tháng", "từ ngày 01/7 đến ngày 30/9/2026", "30/9/26", "tháng 7, 8/2026", "quý II - III/2026", "trước khi họp 03 ngày", "T6 hàng tuần",
		"mồng năm tháng năm", "trong năm năm năm 2026", "24h00", "\xff\xfe", "", "\n;.:", "ngày mười lăm tháng bảy", "2026-02-30", "truoc ngay 5/9", "ngày 29/2 năm sau",
	} {
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, words string, known bool) {
		o := spoken()
		if !known {
			o = deadline.Options{BeforeExcludesDay: true, BaseDate: o.On}
		}
		m := checkHonest(t, words, o)
		again := deadline.Understand(norm.NFD.String(words), o)
		if again.Kind != m.Kind || again.Due != m.Due {
			t.Errorf("%q with loose marks is %s, without %s", words, told(again), told(m))
		}
	})
}
