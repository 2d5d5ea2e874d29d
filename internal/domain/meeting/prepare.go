package meeting

import (
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// Titles of the points that an agenda begins with by itself.
const (
	repeatTitle  = "Tồn tại, hạn chế nêu lại nhiều lần"
	reviewTitle  = "Rà soát nhiệm vụ đến hạn, quá hạn từ kỳ trước"
	approveTitle = "Thông qua biên bản kỳ trước"
)

// ReviewUnit is a unit with the tasks it has to answer for at a meeting.
type ReviewUnit struct {
	Unit  access.UnitID `json:"unit_id,omitzero"` // zero: no lead unit
	Name  string        `json:"name"`
	Tasks []ReviewTask  `json:"tasks"`
}

// ReviewTask is a task that is overdue, or falls due by the meeting or soon after it.
type ReviewTask struct {
	ID           LaterID       `db:"id" json:"id"`
	Number       int           `db:"number" json:"number"`
	Text         string        `db:"text" json:"text"`
	State        string        `db:"state" json:"state"`
	DeadlineKind string        `db:"deadline_kind" json:"deadline_kind"`
	DueOn        calendar.Date `db:"due_on" json:"due_on"`
	Overdue      bool          `db:"overdue" json:"overdue"` // on the day of the meeting
	LeadUnit     access.UnitID `db:"lead_unit_id" json:"lead_unit_id,omitzero"`
	LeadName     string        `db:"lead_name" json:"lead_name"`
}

// ReviewRepeat is a shortcoming that has come back as often as the committee's setting, or more, and is not cured.
type ReviewRepeat struct {
	ID       LaterID       `db:"id" json:"id"`
	Number   int           `db:"number" json:"number"`
	Text     string        `db:"text" json:"text"`
	State    string        `db:"state" json:"state"`
	Times    int           `db:"times" json:"times"`
	RaisedOn calendar.Date `db:"raised_on" json:"raised_on"` // the last time
	Tasks    int           `db:"tasks" json:"tasks"`         // that were meant to cure it or one before it
}

// byUnit groups tasks that come in the order of their units.
func byUnit(tasks []ReviewTask) []ReviewUnit {
	units := []ReviewUnit{}
	for _, t := range tasks {
		if n := len(units); n == 0 || units[n-1].Unit != t.LeadUnit {
			units = append(units, ReviewUnit{Unit: t.LeadUnit, Name: t.LeadName})
		}
		last := &units[len(units)-1]
		last.Tasks = append(last.Tasks, t)
	}
	return units
}

// derived is the id of a line that a meeting makes by itself, the same each time, so that making it again makes no second one.
func derived(m Meeting, what string) [16]byte { return id.Derived(m.CreatedAt, m.ID.String()+":"+what) }
