package task

import (
	"context"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// Mine is one task a unit owes, as its focal person sees it among those of all committees, or one a member was named for in person.
type Mine struct {
	Committee     access.CommitteeID `json:"committee_id" db:"committee_id"`
	CommitteeCode string             `json:"committee_code" db:"code"`
	CommitteeName string             `json:"committee_name" db:"short_name"`
	ID            ID                 `json:"id" db:"id"`
	Number        int                `json:"number" db:"number"`
	Version       int                `json:"version" db:"version"`
	Text          string             `json:"text" db:"text"`
	Unit          access.UnitID      `json:"unit_id,omitzero" db:"unit_id"`
	Person        access.PersonID    `json:"person_id,omitzero" db:"person_id"` // the reader, named in person instead of a unit
	UnitName      string             `json:"unit" db:"unit"`                    // the unit's name, or the reader's own
	Former        bool               `json:"former_unit" db:"former"`           // the unit no longer stands; its successor answers
	Role          AssigneeRole       `json:"role" db:"role"`
	Part          string             `json:"part,omitempty" db:"part"` // of a co-ordinating unit
	RepliedOn     calendar.Date      `json:"replied_on,omitzero" db:"replied_on"`
	State         State              `json:"state" db:"state"`
	SentBack      bool               `json:"sent_back" db:"sent_back"`
	SentBackOn    calendar.Date      `json:"sent_back_on,omitzero" db:"sent_back_on"`
	SentBackBy    string             `json:"sent_back_by,omitempty" db:"sent_back_by"`
	SentBackWhy   string             `json:"sent_back_why,omitempty" db:"sent_back_why"`
	DeadlineKind  string             `json:"deadline_kind" db:"deadline_kind"`
	Words         string             `json:"deadline_words" db:"deadline_words"`
	FirstDueOn    calendar.Date      `json:"first_due_on,omitzero" db:"first_due_on"`
	DueOn         calendar.Date      `json:"due_on,omitzero" db:"due_on"` // the unit's own where it has one
	AskedDueOn    calendar.Date      `json:"asked_due_on,omitzero" db:"asked_due_on"`
	Timing        Timing             `json:"timing" db:"timing"`
	LastReportOn  calendar.Date      `json:"last_report_on,omitzero" db:"last_report_on"`
	Evidence      bool               `json:"evidence_required" db:"evidence_required"`
	Directive     string             `json:"directive,omitempty" db:"directive"` // the last one that mentions the unit
	Wanted        bool               `json:"report_wanted" db:"-"`               // continuous work without a report in this period
	Moves         []EventKind        `json:"moves" db:"-"`
}

// Dated is what the timing class of the row depends on.
func (m Mine) Dated() Dated {
	return Dated{State: m.State, DeadlineKind: m.DeadlineKind, DueOn: m.DueOn}
}

// Mine lists the open tasks of every unit the reader answers for, and those they were named for in person, in all committees where they
// have a part: what was sent back first, then by date. The units include the predecessors of those that took their place.
func (s *Service) Mine(ctx context.Context, by access.Actor, l org.ListQuery) (org.Page[Mine], error) {
	l = l.Norm()
	page := org.Page[Mine]{Page: l.Page, Per: l.Per, Rows: []Mine{}}
	m := mineQuery{units: by.Units, person: by.Person, today: s.d.Clock.Today(), list: l}
	for _, g := range by.Grants {
		m.inPerson = append(m.inPerson, g.Committee)
		if g.Role == access.Focal {
			m.committees = append(m.committees, g.Committee)
		}
	}
	if (len(m.committees) == 0 || len(by.Units) == 0) && (len(m.inPerson) == 0 || by.Person.IsZero()) {
		return page, nil
	}
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) (err error) {
		if page.Total, err = countMine(ctx, q, m); err != nil {
			return err
		}
		if page.Rows, err = listMine(ctx, q, m); err != nil {
			return err
		}
		return s.settleMine(ctx, q, by, page.Rows)
	})
	return page, err
}

// settleMine adds what depends on the reader and on each committee's periods.
func (s *Service) settleMine(ctx context.Context, q database.Querier, by access.Actor, rows []Mine) error {
	starts := map[access.CommitteeID]calendar.Date{}
	for i, m := range rows {
		start, known := starts[m.Committee]
		if !known {
			var err error
			if start, err = periodStart(ctx, q, m.Committee, s.d.Clock.Today()); err != nil {
				return err
			}
			starts[m.Committee] = start
		}
		rows[i].Wanted = m.DeadlineKind == "continuous" && m.State != Paused && m.LastReportOn.Before(start)
		t := Task{
			Committee: m.Committee, Form: Single, State: m.State, DueOn: m.DueOn, AskedDueOn: m.AskedDueOn,
			Assignees: []Assignee{{Role: m.Role, Unit: m.Unit, Person: m.Person}},
		}
		for _, move := range MovesFor(by, t) {
			rows[i].Moves = append(rows[i].Moves, move.Event)
		}
	}
	return nil
}
