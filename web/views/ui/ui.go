// Package ui is the shared look of every page: the frame, lists, forms, badges and tables.
// Components take words that are ready to be shown; nothing here decides, counts or reads a clock.
package ui

import (
	"strings"

	"github.com/a-h/templ"

	"github.com/dondoc/dondoc/internal/foundation/i18n"
	"github.com/dondoc/dondoc/web"
)

// Icon is the inside of a 24 × 24 outline drawing. Only the constants of this package are icons.
type Icon string

// Link is a place to go, with the words that name it.
type Link struct {
	Text string
	URL  string
	Icon Icon // optional
}

// Theme is the choice of colours, as the cookie "theme" keeps it.
type Theme string

// The themes. Auto follows the device.
const (
	ThemeAuto  Theme = "auto"
	ThemeLight Theme = "light"
	ThemeDark  Theme = "dark"
)

// ParseTheme reads the cookie; anything unknown follows the device.
func ParseTheme(s string) Theme {
	if t := Theme(s); t == ThemeLight || t == ThemeDark {
		return t
	}
	return ThemeAuto
}

// Committee is the committee a page is about.
type Committee struct {
	Code      string
	Name      string // as printed
	ShortName string // for tabs, breadcrumbs and the switcher
}

// NavItem is one section in the rail (the bottom bar on phones).
type NavItem struct {
	Link
	Active bool
	// Phone keeps the item in the bottom bar, which holds five; the others are behind "More".
	Phone bool
}

// User is whoever is signed in; the zero User is nobody.
type User struct {
	ID         string // of the account; its words may wait in the browser
	Name       string
	AccountURL string
}

// AsOf is the day whose figures a page shows. The zero AsOf shows nothing: the page has no past.
type AsOf struct {
	Date     string // dd/mm/yyyy
	Past     bool   // not today: the page wears a band
	TodayURL string // where "back to today" leads
	Known    bool   // only what was known by then
	// Form asks for another day, behind the day in the top bar; nil where the page has a form of its own, or none.
	Form *AsOfForm
}

// AsOfForm chooses the day whose figures a page shows.
type AsOfForm struct {
	URL   string
	Keep  []Pair // what else the address says
	Day   Field
	Known Check
}

// Flash is what the last act has to say at the top of the next page, with its way back where there is one.
type Flash struct {
	Text    string
	Warning bool
	UndoURL string // a POST to it takes the act back; empty where it cannot be taken back
}

// Base is what every page has. A page's own struct embeds it.
type Base struct {
	P          *i18n.Printer
	Assets     web.Assets
	Theme      Theme
	Titles     []string // of the tab, from the particular to the general: "Quá hạn (5)", "Nhiệm vụ"
	Committee  Committee
	Committees []Link // the others the user may open
	Nav        []NavItem
	Crumbs     []Link // from the committee down; the last one is this page
	User       User
	TodoURL    string
	TodoCount  int
	SearchURL  string // where the search box sends q; empty hides the box
	Words      string // what was searched for
	AsOf       AsOf
	Flash      *Flash
	Demo       bool   // a committee of invented data says so on every page
	Path       string // the address of this page, for the way back from a change of language or colours
	PrintedOn  string // dd/mm/yyyy, for the print's head
}

// PrefsURL is where the forms that change language and colours are posted: lang | theme, and back.
const PrefsURL = "/tuy-chon"

// SignOutURL is where signing out is posted.
const SignOutURL = "/dang-xuat"

// SignInURL is the page of signing in.
const SignInURL = "/dang-nhap"

// TabTitle is the title of the browser's tab: "Quá hạn (5) · Nhiệm vụ · BCĐ mẫu".
func (b Base) TabTitle() string {
	parts := b.Titles
	if b.Committee.ShortName != "" {
		parts = append(parts[:len(parts):len(parts)], b.Committee.ShortName)
	}
	if len(parts) == 0 {
		return b.P.T("app.name")
	}
	return strings.Join(parts, " · ")
}

// T says a key in the page's language.
func (b Base) T(key string, args ...any) string { return b.P.T(key, args...) }

// homeURL is the address of the committee's first page.
func (b Base) homeURL() string {
	if b.Committee.Code == "" {
		return "/"
	}
	return CommitteeURL(b.Committee.Code)
}

// CommitteeURL is an address inside a committee: CommitteeURL("qcdc-mau", "nhiem-vu", "14") is /c/qcdc-mau/nhiem-vu/14.
func CommitteeURL(code string, parts ...string) string {
	if len(parts) == 0 {
		return "/c/" + code
	}
	return "/c/" + code + "/" + strings.Join(parts, "/")
}

// Section names a part of a committee's pages.
type Section string

// The sections, by the word that stands in their address.
const (
	SectionDashboard    Section = ""
	SectionMeetings     Section = "hoi-nghi"
	SectionTasks        Section = "nhiem-vu"
	SectionShortcomings Section = "ton-tai"
	SectionReports      Section = "bao-cao"
	SectionUnits        Section = "don-vi"
	SectionAdmin        Section = "quan-tri"
)

// section is one line of the rail.
type section struct {
	Section
	key   string
	icon  Icon
	phone bool
}

var sections = []section{
	{SectionDashboard, "nav.dashboard", IconDashboard, true},
	{SectionMeetings, "nav.meetings", IconMeeting, true},
	{SectionTasks, "nav.tasks", IconTask, true},
	{SectionShortcomings, "nav.shortcomings", IconShortcoming, true},
	{SectionReports, "nav.reports", IconReport, true},
	{SectionUnits, "nav.units", IconBuilding, false},
	{SectionAdmin, "nav.admin", IconSettings, false},
}

// Nav lists the sections somebody may open in a committee, in their fixed order; active is the one of this page.
func Nav(p *i18n.Printer, committee string, may []Section, active Section) []NavItem {
	var items []NavItem
	for _, s := range sections {
		if !contains(may, s.Section) {
			continue
		}
		url := CommitteeURL(committee)
		if s.Section != SectionDashboard {
			url = CommitteeURL(committee, string(s.Section))
		}
		items = append(items, NavItem{Link: Link{Text: p.T(s.key), URL: url, Icon: s.icon}, Active: s.Section == active, Phone: s.phone || len(may) <= phoneSections})
	}
	return items
}

// phoneSections is how many sections find room in a phone's bottom bar.
const phoneSections = 5

func contains(all []Section, one Section) bool {
	for _, s := range all {
		if s == one {
			return true
		}
	}
	return false
}

// cond is a class that depends: cond(active, "on") in a class list.
func cond(yes bool, class string) templ.KeyValue[string, bool] { return templ.KV(class, yes) }

// todoLabel is the name of the link to what is to be done: what is seen of it, the number too, on a phone without the words.
func (b Base) todoLabel() string {
	if b.TodoCount == 0 {
		return b.T("nav.todo")
	}
	return b.T("nav.todo") + " " + b.P.Int(b.TodoCount)
}
