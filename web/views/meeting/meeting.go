// Package meetingview holds the pages of meetings: the list, the record as a document, the versions of a line, what was taken out.
package meetingview

import (
	"github.com/dondoc/dondoc/web/views/ui"
)

// ListPage is the list of a committee's meetings.
type ListPage struct {
	ui.Base
	Head ui.PageHead
	List ui.List
}

// ShowPage is the record of a meeting. It reads like the paper it becomes; the acts of whoever keeps it stay in the background.
type ShowPage struct {
	ui.Base
	Head     ui.PageHead
	Warnings []string
	Facts    []ui.Term // chair, secretaries, time, place, periods
	Source   string    // where a reported record comes from; empty: taken down at the meeting
	Remark   string    // of whoever entered the record
	Closed   string    // why the reader sees the heading only, or why nothing can be changed any more
	Heading  bool      // the reader may see the heading only

	Agenda     []AgendaLine
	AddAgenda  *ui.Link
	Roll       string // "Dự họp 24/27 (vắng có lý do 2, dự thay 1)"
	People     []RollLine
	AddPerson  []ui.Link
	Blocks     []Block
	AddBlock   []ui.Link // one for each kind of line, the usual one first
	Life       []ui.Link // the pages around the record: invitation, signatures, papers
	Quorum     *ui.Link  // whether enough were there, by the committee's rule
	AgendaActs []Act
	RollActs   []Act
	Loose      []Stem // shortcomings and tasks of the meeting that come from no line
	Others     []ui.Link
}

// AgendaLine is a point of the agenda.
type AgendaLine struct {
	ID    string // the anchor
	Title string
	Sub   string   // presenter, minutes
	More  []string // who prepares what, what became of it
	Files []ui.Link
	Menu  *Menu
}

// RollLine is somebody on the roll.
type RollLine struct {
	ID     string
	Name   string
	Post   string
	Status string
	Notes  string // late, left early, in for whom
	Away   bool
	Menu   *Menu
}

// Block is a line of the minutes with what stems from it.
type Block struct {
	ID      string // the anchor: "b-" and the line's id
	Point   string // the point of the agenda that begins with it
	Kind    string // the kind, where another one was before
	Speaker string
	Post    string
	Within  *ui.Link // the speech a conclusion lies within
	Inner   bool     // it lies within the speech above
	Text    string
	Quoted  bool // the very words
	// Reported lines wear a chip; Source says where they come from when it is not what the head of the record says.
	Reported bool
	Source   string
	Votes    string
	Gone     string // withdrawn, but something stems from it
	Stems    []Stem
	// MoreStems are opened in place, so that one line with thirty tasks does not tear the record apart.
	MoreStems []Stem
	Thread    ui.Link // all that came of the line, in one scroll; no URL: nothing did
	Menu      *Menu
}

// Stem is a shortcoming or a task that comes from a line.
type Stem struct {
	What   string // "Tồn tại 3", "Nhiệm vụ 14"
	Text   string
	URL    string
	Chip   string // "nêu lần thứ 3"
	Sub    string // its state, its lead unit
	Timing ui.Timing
	Tasks  []Stem // what is to cure it
}

// Menu are the acts on one line.
type Menu struct {
	Label string // for those who hear the page: "Việc với dòng 3"
	Links []ui.Link
	Posts []Post
}

// Post is an act that needs nothing but a click.
type Post struct {
	Action string
	Word   string
	Hidden []ui.Pair
}

// Version is a wording a line has had.
type Version struct {
	Number  string
	When    string
	Who     string
	Kind    string
	Speaker string
	Text    string
	Gone    bool
	Now     bool
}

// VersionsPage lists the wordings of a line.
type VersionsPage struct {
	ui.Base
	Head     ui.PageHead
	Back     ui.Link
	Versions []Version
}

// Gone is a line that was taken out, with the way to bring it back.
type Gone struct {
	What    string
	Text    string
	Restore Post
}

// GonePage lists what was taken out of a record.
type GonePage struct {
	ui.Base
	Head  ui.PageHead
	Back  ui.Link
	Lines []Gone
}
