package remind

import (
	"strings"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
)

// SetRule says how a committee urges. How soon "coming due" begins is a setting of the committee itself.
type SetRule struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	LateDays  int                `json:"late_days" validate:"min=1,max=365"`
	Per       Per                `json:"per" validate:"required,oneof=unit task"`
	Version   int                `json:"version" validate:"min=0"`
}

// Make makes a slip to one addressee, and logs it on each of its tasks.
type Make struct {
	Committee  access.CommitteeID `json:"committee_id" validate:"required"`
	ID         SlipID             `json:"id" validate:"required"`
	Unit       access.UnitID      `json:"unit_id,omitzero"`   // one of Unit
	Person     access.PersonID    `json:"person_id,omitzero"` // and Person
	Tasks      []task.ID          `json:"tasks" validate:"required,min=1,max=500"`
	On         calendar.Date      `json:"issued_on,omitzero" validate:"realdate"`        // zero: today
	Number     int                `json:"number,omitempty" validate:"min=0,max=1000000"` // as the registry's book has it; 0: draw the next
	Doubled    bool               `json:"doubled,omitempty"`                             // the number is meant although the run has it
	Again      bool               `json:"again,omitempty"`                               // steps already taken are taken again
	Signer     access.PersonID    `json:"signer_id,omitzero"`                            // zero: the head of the day
	Deputy     access.PersonID    `json:"deputy_id,omitzero"`                            // who gets it too from the second step on
	Recipients []string           `json:"recipients,omitempty" validate:"max=30,dive,max=300"`
	AnswerBy   calendar.Date      `json:"answer_by,omitzero" validate:"realdate"`
	Note       string             `json:"note,omitempty" validate:"max=2000"`
}

// CopyOf asks for a letter with the address of an answer link on it.
type CopyOf struct {
	Committee access.CommitteeID
	Slip      SlipID
	Link      string // the whole address
}

func (m *Make) clean() {
	m.Note = org.Prose(m.Note)
	var lines []string
	for _, l := range m.Recipients {
		if l = strings.TrimRight(org.Line(l), ";. "); l != "" {
			lines = append(lines, l)
		}
	}
	m.Recipients = lines
}
