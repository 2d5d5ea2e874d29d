package meeting

import (
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
)

// Record is a meeting as one reads it: who was there, what was said, and what became of it.
// To somebody who may read the heading only, all but Meeting is empty.
type Record struct {
	Meeting      Meeting           `json:"meeting"`
	Agenda       []AgendaItem      `json:"agenda"`     // withdrawn points left out
	Attendance   []AttendanceEntry `json:"attendance"` // withdrawn lines left out
	Roll         Roll              `json:"roll"`
	Quorum       Quorum            `json:"quorum"`
	Blocks       []BlockEntry      `json:"blocks"` // in order, withdrawn lines left out unless something stems from them
	Shortcomings []ShortcomingLink `json:"shortcomings"`
	Tasks        []TaskLink        `json:"tasks"`
}

// AttendanceEntry is a line of the roll with what follows from the hours.
type AttendanceEntry struct {
	Attendance
	Late      bool   `json:"late"`       // came after the start
	LeftEarly bool   `json:"left_early"` // left, and before the end where that is known
	InFor     string `json:"in_for"`     // the name of the member they sit in for
}

// BlockEntry is a line of the minutes with what stems from it, so that the page can link the thread both ways.
type BlockEntry struct {
	Block
	Shortcomings []ShortcomingLink `json:"shortcomings"`
	Tasks        []TaskLink        `json:"tasks"` // those of the line itself; those of its shortcomings name them
}

// ShortcomingLink is a shortcoming that this meeting raised, as far as the record shows it.
type ShortcomingLink struct {
	ID       LaterID       `db:"id" json:"id"`
	Number   int           `db:"number" json:"number"`
	Block    BlockID       `db:"block_id" json:"block_id,omitzero"`
	Text     string        `db:"text" json:"text"`
	Wording  Wording       `db:"wording" json:"wording"`
	Nature   string        `db:"nature" json:"nature"`
	State    string        `db:"state" json:"state"`
	Times    int           `db:"times" json:"times"`
	RaisedOn calendar.Date `db:"raised_on" json:"raised_on"`
}

// TaskLink is a task that stems from this meeting, its blocks or its shortcomings, with what its timing class depends on.
// Parts of a fan-out and occurrences of a series are reached through the task they belong to.
type TaskLink struct {
	ID            LaterID       `db:"id" json:"id"`
	Number        int           `db:"number" json:"number"`
	Form          string        `db:"form" json:"form"`
	Block         BlockID       `db:"block_id" json:"block_id,omitzero"`
	Shortcomings  []LaterID     `db:"shortcomings" json:"shortcoming_ids"` // those it stems from or is to cure
	Text          string        `db:"text" json:"text"`
	Wording       Wording       `db:"wording" json:"wording"`
	State         string        `db:"state" json:"state"`
	SentBack      bool          `db:"sent_back" json:"sent_back"`
	DeadlineKind  string        `db:"deadline_kind" json:"deadline_kind"`
	DeadlineWords string        `db:"deadline_words" json:"deadline_words"`
	DueOn         calendar.Date `db:"due_on" json:"due_on,omitzero"`
	CompletedOn   calendar.Date `db:"completed_on" json:"completed_on,omitzero"`
	LeadUnit      access.UnitID `db:"lead_unit_id" json:"lead_unit_id,omitzero"`
	LeadName      string        `db:"lead_name" json:"lead_name"`
}

// emptyRecord is what somebody sees who may read the heading only.
func emptyRecord(m Meeting) Record {
	return Record{
		Meeting: m, Agenda: []AgendaItem{}, Attendance: []AttendanceEntry{}, Blocks: []BlockEntry{},
		Shortcomings: []ShortcomingLink{}, Tasks: []TaskLink{},
	}
}

// entries drops withdrawn lines and tells who came late, left early and sat in for whom.
func entries(m Meeting, lines []Attendance) []AttendanceEntry {
	names := map[AttendanceID]string{}
	for _, a := range lines {
		names[a.ID] = a.Name
	}
	all := make([]AttendanceEntry, 0, len(lines))
	for _, a := range lines {
		if a.Withdrawn {
			continue
		}
		all = append(all, AttendanceEntry{
			Attendance: a,
			Late:       m.StartsAt != "" && a.ArrivedAt > m.StartsAt,
			LeftEarly:  a.LeftAt != "" && a.BackAt == "" && (m.EndsAt == "" || a.LeftAt < m.EndsAt),
			InFor:      names[a.SubstituteFor],
		})
	}
	return all
}

// thread puts what stems from each block beside it. A withdrawn block stays only where something stems from it, so that no link
// of the thread leads nowhere.
func thread(blocks []Block, shortcomings []ShortcomingLink, tasks []TaskLink) []BlockEntry {
	ofBlock := map[BlockID]*BlockEntry{}
	all := make([]*BlockEntry, len(blocks))
	for i, b := range blocks {
		all[i] = &BlockEntry{Block: b, Shortcomings: []ShortcomingLink{}, Tasks: []TaskLink{}}
		ofBlock[b.ID] = all[i]
	}
	for _, l := range shortcomings {
		if e := ofBlock[l.Block]; e != nil {
			e.Shortcomings = append(e.Shortcomings, l)
		}
	}
	for _, l := range tasks {
		if e := ofBlock[l.Block]; e != nil {
			e.Tasks = append(e.Tasks, l)
		}
	}
	kept := make([]BlockEntry, 0, len(all))
	for _, e := range all {
		if !e.Withdrawn || len(e.Shortcomings)+len(e.Tasks) > 0 {
			kept = append(kept, *e)
		}
	}
	return kept
}
