package meeting

import (
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// Titles of the points that an agenda begins with by itself.
const (
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
