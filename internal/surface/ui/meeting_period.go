package ui

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/vietnamese"
)

// quarters are written in Roman figures on paper.
var quarters = []string{"I", "II", "III", "IV"}

// periodName says a period's code in words: "2020-H1", "2020-Q2", "2020-06", "2020". What is no code is shown as it stands.
func (r room) periodName(code string) string {
	year, part, found := strings.Cut(code, "-")
	switch {
	case code == "":
		return ""
	case !found:
		return r.t("record.period.year", year)
	case part == "H1" || part == "H2":
		return r.halfYearName(code)
	case strings.HasPrefix(part, "Q"):
		if n, err := strconv.Atoi(part[1:]); err == nil && n >= 1 && n <= len(quarters) {
			return r.t("record.period.quarter", quarters[n-1], year)
		}
	}
	if n, err := strconv.Atoi(part); err == nil {
		return r.t("record.period.month", n, year)
	}
	return code
}

// periodForms are the ways people write a period, marks and capitals left out; the last group is the year.
var periodForms = []struct {
	form *regexp.Regexp
	part func(string) string
}{
	{regexp.MustCompile(`^6 thang dau(?: nam)? (\d{4})$`), func(string) string { return "-H1" }},
	{regexp.MustCompile(`^6 thang cuoi(?: nam)? (\d{4})$`), func(string) string { return "-H2" }},
	{regexp.MustCompile(`^quy (iv|i{1,3}|[1-4])(?: nam |[ /.-])(\d{4})$`), quarterPart},
	{regexp.MustCompile(`^thang (0?[1-9]|1[0-2])(?: nam |[ /.-])(\d{4})$`), monthPart},
	{regexp.MustCompile(`^(?:nam )?(\d{4})$`), func(string) string { return "" }},
}

func quarterPart(n string) string {
	for i, roman := range quarters {
		if strings.EqualFold(n, roman) {
			return "-Q" + strconv.Itoa(i+1)
		}
	}
	return "-Q" + n
}

func monthPart(n string) string {
	if len(n) == 1 {
		n = "0" + n
	}
	return "-" + n
}

// periodCode reads a period as people write it: "6 tháng đầu năm 2020", "quý II/2020", "tháng 6/2020", "năm 2020", or its code.
// What is none of these stays as typed, so that the use case refuses it at its field.
func periodCode(s string) string {
	key := strings.Join(strings.Fields(strings.ToLower(vietnamese.Key(s))), " ")
	for _, f := range periodForms {
		if m := f.form.FindStringSubmatch(key); m != nil {
			return m[len(m)-1] + f.part(m[1])
		}
	}
	return strings.ToUpper(strings.TrimSpace(s))
}

// clockForm is a time of day as people write it: 8h, 8h30, 8:30, 8 giờ 30 phút.
var clockForm = regexp.MustCompile(`^(\d{1,2})(?:\s*(?:h|:|g|giờ)\s*(\d{2})?(?:\s*(?:p|phút))?)?$`)

// clockTime reads a time of day into "HH:MM". What is none stays as typed, so that the use case refuses it at its field.
func clockTime(s string) string {
	s = strings.TrimSpace(s)
	m := clockForm.FindStringSubmatch(strings.ToLower(s))
	if m == nil {
		return s
	}
	hours, minutes := m[1], m[2]
	if len(hours) == 1 {
		hours = "0" + hours
	}
	if minutes == "" {
		minutes = "00"
	}
	return hours + ":" + minutes
}

// moment is an instant as people read it in Viet Nam.
func (r room) moment(t time.Time) string { return t.In(calendar.Zone()).Format("15:04 02/01/2006") }
