package meeting

import (
	"slices"

	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// Roll is the result of a roll call in seats: Present + Excused + Absent = Total. A substitute fills the seat of the member
// they sit in for, so "24/27, vắng có lý do 2, dự thay 1" counts that seat as present.
type Roll struct {
	Total       int `json:"total"`       // seats: everybody on the roll who sits in for nobody
	Present     int `json:"present"`     // seats filled, substitutes included
	Excused     int `json:"excused"`     // seats empty with a reason
	Absent      int `json:"absent"`      // seats empty without one
	Substitutes int `json:"substitutes"` // of the seats present, those filled by somebody else
}

// countRoll counts a roll. Withdrawn lines do not count; a substitute whose member is not on the roll (any more) counts as a seat.
// The list does the same in SQL (rollSQL); a test proves them equal.
func countRoll(lines []Attendance) Roll {
	seats := map[AttendanceID]bool{}
	for _, a := range lines {
		if !a.Withdrawn {
			seats[a.ID] = true
		}
	}
	filled := map[AttendanceID]bool{}
	for _, a := range lines {
		if !a.Withdrawn && a.Status == Present && seats[a.SubstituteFor] {
			filled[a.SubstituteFor] = true
		}
	}
	var r Roll
	for _, a := range lines {
		if a.Withdrawn || seats[a.SubstituteFor] {
			continue
		}
		r.add(a.Status, filled[a.ID])
	}
	return r
}

// inTheRoom is the roll at this moment: who left and is not back sits in no seat, neither their own nor somebody else's.
func inTheRoom(lines []Attendance) []Attendance {
	now := slices.Clone(lines)
	for i, a := range now {
		if a.LeftAt != "" && a.BackAt == "" && a.Status == Present {
			now[i].Status = Excused
		}
	}
	return now
}

func (r *Roll) add(s AttendanceStatus, substituted bool) {
	r.Total++
	switch {
	case s == Present:
		r.Present++
	case substituted:
		r.Present++
		r.Substitutes++
	case s == Excused:
		r.Excused++
	default:
		r.Absent++
	}
}

// checkRoll refuses a line that would make the count of the roll wrong: somebody on it twice, a substitute for a line of another meeting,
// for oneself, or for somebody who is a substitute too. lines are the roll as stored, a itself possibly among them.
func checkRoll(lines []Attendance, a Attendance) error {
	wrong := map[string]fault.Message{}
	known := a.SubstituteFor.IsZero()
	for _, other := range lines {
		if other.ID == a.ID || other.Withdrawn {
			continue
		}
		if !a.Person.IsZero() && other.Person == a.Person {
			wrong["person_id"] = fault.Message{Key: "meeting.person_twice_in_roll"}
		}
		if other.ID == a.SubstituteFor && other.SubstituteFor.IsZero() {
			known = true
		}
		if other.SubstituteFor == a.ID && !a.SubstituteFor.IsZero() {
			wrong["substitute_for"] = fault.Message{Key: "meeting.substitute_has_substitute"}
		}
	}
	if !known {
		wrong["substitute_for"] = fault.Message{Key: "meeting.substitute_for_unknown"}
	}
	return invalid(wrong)
}
