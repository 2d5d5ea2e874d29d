// Package liveview holds the live minutes page and its view for the projector. Both are frames that a script fills from the
// browser's own store and from the server; they hold nothing of the record, so that the browser may keep them.
package liveview

import (
	"github.com/dondoc/dondoc/web/views/ui"
)

// Choice is a value with its word.
type Choice struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

// Config is what the script is told about the page: whose it is, which meeting, where to ask, and every word it says.
type Config struct {
	Account        string            `json:"account"`
	AccountName    string            `json:"account_name"`
	Committee      string            `json:"committee"`
	Meeting        string            `json:"meeting"`
	Number         int               `json:"number"`
	URL            string            `json:"url"`
	RecordURL      string            `json:"record_url"`
	SignInURL      string            `json:"sign_in_url"`
	ShortcomingURL string            `json:"shortcoming_url"`
	TaskURL        string            `json:"task_url"`
	Worker         string            `json:"worker"`
	Kinds          []Choice          `json:"kinds"`
	Statuses       []Choice          `json:"statuses"`
	Words          map[string]string `json:"words"`
}

// Page is the frame of both.
type Page struct {
	ui.Base
	Config     Config
	RecordURL  string
	PresentURL string
}

// keyRow is a line of the sheet of keys.
type keyRow struct {
	keys []string
	word string
}

func keyRows(p Page) []keyRow {
	return []keyRow{
		{[]string{"Enter"}, p.T("live.key_next")},
		{[]string{"Shift", "Enter"}, p.T("live.key_break")},
		{[]string{"Alt", "↑ ↓"}, p.T("live.key_move")},
		{[]string{"↑ ↓"}, p.T("live.key_go")},
		{[]string{"Alt", "1–5"}, p.T("live.key_kind")},
		{[]string{"F2"}, p.T("live.key_speaker")},
		{[]string{"Alt", "7"}, p.T("live.key_shortcoming")},
		{[]string{"Alt", "8"}, p.T("live.key_task")},
		{[]string{"Alt", "9"}, p.T("live.key_agenda")},
		{[]string{"@"}, p.T("live.key_unit")},
		{[]string{"Tab"}, p.T("live.key_complete")},
		{[]string{"#hạn"}, p.T("live.key_due")},
		{[]string{"F4"}, p.T("live.key_roll")},
		{[]string{"F8"}, p.T("live.key_conflict")},
		{[]string{"F9"}, p.T("live.key_history")},
		{[]string{"Backspace"}, p.T("live.key_remove")},
		{[]string{"Esc"}, p.T("live.key_leave")},
		{[]string{"F1"}, p.T("live.key_help")},
	}
}
