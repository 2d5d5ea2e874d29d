package task

import "github.com/dondoc/dondoc/internal/foundation/calendar"

func day(s string) calendar.Date {
	d, err := calendar.ParseISO(s)
	if err != nil {
		panic(err)
	}
	return d
}
