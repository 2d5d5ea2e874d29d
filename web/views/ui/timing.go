package ui

import "github.com/dondoc/dondoc/internal/foundation/i18n"

// Timing is how a task stands against its deadline: a class with its word, always beside a distance in words.
// The zero Timing shows nothing.
type Timing struct {
	Class    string // one of the timing classes, or "waiting"
	Word     string
	Distance string // "còn 3 ngày làm việc", "quá hạn 12 ngày"
}

// NewTiming names a class in the page's language. The distance is ready words: see the keys "distance.*".
func NewTiming(p *i18n.Printer, class, distance string) Timing {
	return Timing{Class: class, Word: p.T("timing." + class), Distance: distance}
}

// TimingIcon is the icon of a class; the same in lists, on tiles and in legends.
func TimingIcon(class string) Icon {
	switch class {
	case "in_time":
		return IconClock
	case "due_soon":
		return IconHourglass
	case "overdue":
		return IconAlertTriangle
	case "continuous":
		return IconRepeat
	case "waiting":
		return IconEyeCheck
	case "done_in_time", "done_no_deadline":
		return IconCircleCheck
	case "done_late":
		return IconCircleCheckLate
	case "paused":
		return IconPause
	case "cancelled":
		return IconBan
	}
	return IconCalendarOff
}

// timingClass is the CSS class of a timing class.
func timingClass(class string) string { return "timing timing-" + class }
