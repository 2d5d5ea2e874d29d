package deadline

// Message keys of package i18n.
const (
	MissingDate          = "deadline.missing.date"           // the words set no day
	MissingMonth         = "deadline.missing.month"          // a day without a month
	MissingYear          = "deadline.missing.year"           // a day or month without a year
	MissingBaseEvent     = "deadline.missing.base_event"     // the day of the event it counts from
	MissingSpokenOn      = "deadline.missing.spoken_on"      // the day the words were spoken ("next week")
	MissingEventDate     = "deadline.missing.event_date"     // the day of the event
	MissingReferenceDate = "deadline.missing.reference_date" // the day the other document sets
	MissingPeriod        = "deadline.missing.period"         // "định kỳ", but how often
	MissingDay           = "deadline.missing.day"            // how often, but not on which days
	MissingTerm          = "deadline.missing.term"           // the dates of the term of office
	MissingSolarDate     = "deadline.missing.solar_date"     // a lunar date was given
	ImpossibleDate       = "deadline.impossible_date"        // 31/4: such a day does not exist; never normalised
	ImpossibleTime       = "deadline.impossible_time"        // 25 giờ

	AssumedYear         = "deadline.assumed.year"          // the next such day on or after the day spoken
	AssumedYearContext  = "deadline.assumed.year_context"  // the year of the context
	AssumedYearText     = "deadline.assumed.year_text"     // a year named elsewhere in the words
	AssumedMonth        = "deadline.assumed.month"         // the next such day of the month
	AssumedCentury      = "deadline.assumed.century"       // 26 read as 2026
	AssumedSpokenOn     = "deadline.assumed.spoken_on"     // "next week" counted from the day spoken
	AssumedBaseDate     = "deadline.assumed.base_date"     // counted from the given day of the event
	AssumedPeriodEnd    = "deadline.assumed.period_end"    // no day named: the last day of each period
	AssumedLastMonth    = "deadline.assumed.last_month"    // a day of each quarter or half: of its last month
	AssumedWeekendsOnly = "deadline.assumed.weekends_only" // no calendar of days off was at hand
	AssumedLatest       = "deadline.assumed.latest_date"   // the latest of several dates
	AssumedAbout        = "deadline.assumed.about"         // "about" was said
	AssumedLonger       = "deadline.assumed.longer"        // the longer end of "2-3 ngày"
	DoubtPast           = "deadline.doubt.past"            // due before the words were spoken
	DoubtFar            = "deadline.doubt.far"             // due more than ten years later
	DoubtTooLong        = "deadline.doubt.too_long"        // longer than a deadline can be: the end was not read
	DoubtWeekday        = "deadline.doubt.weekday"         // the weekday named is not that day's
	IgnoredDocument     = "deadline.ignored.document_date" // the date of a cited document
	IgnoredBudget       = "deadline.ignored.budget"        // "ngân sách hằng năm"
	IgnoredTopic        = "deadline.ignored.topic"         // the period a plan or report is about
	IgnoredSpan         = "deadline.ignored.span"          // "đến hết năm 2026" as the span of a schedule
	IgnoredSanction     = "deadline.ignored.sanction"      // "quá 24 tháng kể từ ngày …"
	IgnoredPast         = "deadline.ignored.past"          // something that has happened, or a cut-off of figures
	IgnoredStart        = "deadline.ignored.start"         // the day something begins
	IgnoredOccasion     = "deadline.ignored.occasion"      // an anniversary or meeting day
	IgnoredDuration     = "deadline.ignored.duration"      // how long something takes
	IgnoredRange        = "deadline.ignored.years"         // "nhiệm kỳ 2025-2030"
)

// MessageKeys lists every key a Meaning may carry, so that a catalogue can be checked against it.
func MessageKeys() []string {
	return []string{
		MissingDate, MissingMonth, MissingYear, MissingBaseEvent, MissingSpokenOn, MissingEventDate, MissingReferenceDate,
		MissingPeriod, MissingDay, MissingTerm, MissingSolarDate, ImpossibleDate, ImpossibleTime,
		AssumedYear, AssumedYearContext, AssumedYearText, AssumedMonth, AssumedCentury, AssumedSpokenOn, AssumedBaseDate,
		AssumedPeriodEnd, AssumedLastMonth, AssumedWeekendsOnly, AssumedLatest, AssumedAbout,
		DoubtPast, DoubtFar, DoubtTooLong, DoubtWeekday,
		IgnoredDocument, IgnoredBudget, IgnoredTopic, IgnoredSpan, IgnoredSanction, IgnoredPast, IgnoredStart,
		IgnoredOccasion, IgnoredDuration, IgnoredRange,
	}
}
