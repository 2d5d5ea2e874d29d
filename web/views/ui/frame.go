package ui

import (
	"github.com/dondoc/dondoc/internal/foundation/i18n"
)

// pressed is the value of aria-pressed.
func pressed(on bool) string {
	if on {
		return "true"
	}
	return "false"
}

// language is one button of the language switch; its word is in its own language.
type language struct {
	code, word string
	on         bool
}

func languages(b Base) []language {
	var all []language
	for _, l := range i18n.Langs() {
		all = append(all, language{code: string(l), word: b.T("language." + string(l)), on: l == b.P.Lang()})
	}
	return all
}

// hasRest reports whether some sections find no room in the phone's bottom bar.
func hasRest(nav []NavItem) bool {
	for _, n := range nav {
		if !n.Phone {
			return true
		}
	}
	return false
}

// keyRow is one line of the sheet of keys.
type keyRow struct {
	keys []string
	word string
}

func keyRows(b Base) []keyRow {
	return []keyRow{
		{[]string{"/"}, b.T("keys.search")},
		{[]string{"g", "t"}, b.T("keys.dashboard")},
		{[]string{"g", "n"}, b.T("keys.tasks")},
		{[]string{"g", "h"}, b.T("keys.meetings")},
		{[]string{"j", "k"}, b.T("keys.rows")},
		{[]string{"Enter"}, b.T("keys.open")},
		{[]string{"x"}, b.T("keys.select")},
		{[]string{"?"}, b.T("keys.help")},
	}
}

// dayMonth and year are the two halves of dd/mm/yyyy: phones show only the first of today.
func (a AsOf) dayMonth() string { return a.Date[:max(0, len(a.Date)-len("/2026"))] }

func (a AsOf) year() string { return a.Date[max(0, len(a.Date)-len("/2026")):] }
