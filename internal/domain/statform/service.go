package statform

import (
	"context"
	"slices"
	"time"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// Service keeps statistical forms.
type Service struct{ d org.Deps }

// NewService returns a Service over what every subject is given.
func NewService(d org.Deps) *Service { return &Service{d} }

// State is where a sheet stands.
type State string

// The states.
const (
	Draft    State = "draft"
	Sent     State = "sent"
	Returned State = "returned"
)

// Sheet is what one unit entered into one form for one quarter. Version 0: nothing is stored.
type Sheet struct {
	Key
	State   State     `json:"state"`
	Reason  string    `json:"reason,omitempty"` // why it was returned
	Form    Form      `json:"definition"`       // what it was filled in under
	Cells   []Cell    `json:"cells"`
	SavedAt time.Time `json:"saved_at,omitzero"`
	Login   string    `json:"login,omitempty"`
	Locked  bool      `json:"locked"` // the quarter is closed
	Version int       `json:"version"`
}

// Problems is how many cells were not understood.
func (s Sheet) Problems() int {
	n := 0
	for _, c := range s.Cells {
		if c.Problem != "" {
			n++
		}
	}
	return n
}

// Save stores a sheet as typed. Send refuses while cells are not understood; a draft keeps them.
type Save struct {
	Key
	Rows    []map[string]string `json:"rows" validate:"max=500"` // as typed, by the columns' keys
	Send    bool                `json:"send"`
	Version int                 `json:"version" validate:"min=0"`
}

// Forms are the definitions that hold in a quarter. Everybody with a role that reads or reports may read them.
func (s *Service) Forms(ctx context.Context, by access.Actor, c access.CommitteeID, period string) ([]Form, error) {
	if _, err := by.ReadScope(c); err != nil {
		return nil, err
	}
	if err := quarter(period); err != nil {
		return nil, err
	}
	var forms []Form
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		own, err := ownForms(ctx, q, c)
		forms = holding(own, period)
		return err
	})
	return forms, err
}

// Define stores a definition from a quarter on. Sheets filled in under an earlier one keep it. Head, deputies, secretaries.
func (s *Service) Define(ctx context.Context, by access.Actor, c access.CommitteeID, in Form) (Form, error) {
	if err := s.mayKeep(by, c); err != nil {
		return in, err
	}
	in, err := in.clean()
	if err != nil {
		return in, err
	}
	if err := s.d.Validate.Struct(in); err != nil {
		return in, err
	}
	if err := quarter(in.FromPeriod); err != nil {
		return in, err
	}
	var after Form
	err = database.InTx(ctx, s.d.DB, func(tx database.Tx) error {
		if err := lockForms(ctx, tx, c); err != nil {
			return err
		}
		own, err := ownForms(ctx, tx, c)
		if err != nil {
			return err
		}
		before := Form{}
		if i := slices.IndexFunc(own, func(f Form) bool { return f.Code == in.Code && f.FromPeriod == in.FromPeriod }); i >= 0 {
			before = own[i]
		}
		if before.Version != in.Version {
			return fault.Stale(before)
		}
		if after, err = writeForm(ctx, tx, c, in); err != nil {
			return err
		}
		return audit.Record(ctx, tx, audit.Entry{
			At: s.d.Clock(), By: by, Committee: c, Action: "statform.define", Subject: "committee", SubjectID: c, Before: before, After: after,
		})
	})
	return after, err
}

// mayKeep is for those who keep the committee's records; to strangers the committee does not exist.
func (s *Service) mayKeep(by access.Actor, c access.CommitteeID) error {
	if _, err := by.ReadScope(c); err != nil {
		return err
	}
	return access.Require(by.MayRecord(c))
}

// Sheet reads a unit's sheet. Those who read everything, and the unit's focal persons.
func (s *Service) Sheet(ctx context.Context, by access.Actor, k Key) (Sheet, error) {
	var sheet Sheet
	if _, err := by.ReadScope(k.Committee); err != nil {
		return sheet, err
	}
	if err := access.Require(by.May(k.Committee, access.ReadAll) || by.May(k.Committee, access.ReadUnitTasks) && by.AnswersFor(k.Committee, k.Unit)); err != nil {
		return sheet, err
	}
	if err := quarter(k.Period); err != nil {
		return sheet, err
	}
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) (err error) {
		sheet, err = sheetIn(ctx, q, k)
		return err
	})
	return sheet, err
}

// sheetIn is the sheet as stored, else an empty one under the definition that holds.
func sheetIn(ctx context.Context, q database.Querier, k Key) (Sheet, error) {
	if err := unitOf(ctx, q, k); err != nil {
		return Sheet{}, err
	}
	due, err := dueOf(ctx, q, k.Committee, k.Form, k.Period)
	if err != nil {
		return Sheet{}, err
	}
	sheet, err := storedSheet(ctx, q, k)
	sheet.Locked = due.Locked
	if err != nil || sheet.Version > 0 {
		return sheet, err
	}
	own, err := ownForms(ctx, q, k.Committee)
	if err != nil {
		return Sheet{}, err
	}
	forms := holding(own, k.Period)
	i := slices.IndexFunc(forms, func(f Form) bool { return f.Code == k.Form })
	if i < 0 {
		return Sheet{}, fault.New(fault.NotFound, "not_found")
	}
	return Sheet{Key: k, State: Draft, Form: forms[i], Cells: []Cell{}, Locked: due.Locked}, nil
}

// Save stores what was typed. The unit's focal persons, and those who keep the committee's records, for any unit. What is stored already
// in the same words is a repeat; another version's is refused with what is stored.
func (s *Service) Save(ctx context.Context, by access.Actor, in Save) (Sheet, error) {
	if _, err := by.ReadScope(in.Committee); err != nil {
		return Sheet{}, err
	}
	if err := access.Require(by.MayRecord(in.Committee) || by.May(in.Committee, access.ReportTask) && by.AnswersFor(in.Committee, in.Unit)); err != nil {
		return Sheet{}, err
	}
	if err := s.d.Validate.Struct(in); err != nil {
		return Sheet{}, err
	}
	if err := quarter(in.Period); err != nil {
		return Sheet{}, err
	}
	var after Sheet
	err := database.InTx(ctx, s.d.DB, func(tx database.Tx) (err error) {
		after, err = s.saveIn(ctx, tx, by, in)
		return err
	})
	return after, err
}

func (s *Service) saveIn(ctx context.Context, tx database.Tx, by access.Actor, in Save) (Sheet, error) {
	if err := lockForms(ctx, tx, in.Committee); err != nil {
		return Sheet{}, err
	}
	before, err := sheetIn(ctx, tx, in.Key)
	if err != nil {
		return before, err
	}
	after := before
	after.Cells, after.State, after.Reason = before.Form.read(in.Rows), Draft, ""
	if in.Send {
		after.State = Sent
	}
	if before.Version == in.Version+1 && before.State == after.State && slices.Equal(before.Cells, after.Cells) {
		return before, nil
	}
	if err := refusal(before, after, in.Version); err != nil {
		return before, err
	}
	after.SavedAt, after.Login = s.d.Clock(), by.Login
	return s.keep(ctx, tx, by, change{"statform.save", before, after})
}

// refusal says why a sheet cannot be stored over another.
func refusal(before, after Sheet, version int) error {
	switch n := after.Problems(); {
	case before.Version != version:
		return fault.Stale(before)
	case before.Locked:
		return fault.New(fault.Conflict, "statform.locked", before.Period)
	case before.Form.Single && len(after.Cells) > 0 && after.Cells[len(after.Cells)-1].Row > 1:
		return fault.Field("rows", "statform.one_row")
	case before.State == Sent && after.State == Draft:
		return fault.New(fault.Conflict, "statform.sent_already")
	case after.State == Sent && n > 0:
		return fault.Field("rows", "statform.send_problems", n)
	}
	return nil
}

type change struct {
	action        string
	before, after Sheet
}

// keep stores a sheet one version on and says so in the audit.
func (s *Service) keep(ctx context.Context, tx database.Tx, by access.Actor, c change) (Sheet, error) {
	c.after.Version = c.before.Version + 1
	if err := writeSheet(ctx, tx, c.after); err != nil {
		return c.before, err
	}
	return c.after, audit.Record(ctx, tx, audit.Entry{
		At: s.d.Clock(), By: by, Committee: c.after.Committee, Action: c.action, Subject: "unit", SubjectID: c.after.Unit, Before: c.before, After: c.after,
	})
}

// Return gives a sent sheet back with a reason. Head, deputies, secretaries.
func (s *Service) Return(ctx context.Context, by access.Actor, k Key, reason string, version int) (Sheet, error) {
	if err := s.mayKeep(by, k.Committee); err != nil {
		return Sheet{}, err
	}
	if reason = org.Line(reason); reason == "" {
		return Sheet{}, fault.Field("reason", "statform.say_why")
	}
	if err := quarter(k.Period); err != nil {
		return Sheet{}, err
	}
	var after Sheet
	err := database.InTx(ctx, s.d.DB, func(tx database.Tx) error {
		if err := lockForms(ctx, tx, k.Committee); err != nil {
			return err
		}
		before, err := sheetIn(ctx, tx, k)
		if err != nil {
			return err
		}
		switch {
		case before.Version != version:
			return fault.Stale(before)
		case before.Locked:
			return fault.New(fault.Conflict, "statform.locked", k.Period)
		case before.State != Sent:
			return fault.New(fault.Conflict, "statform.not_sent")
		}
		after = before
		after.State, after.Reason = Returned, reason
		after, err = s.keep(ctx, tx, by, change{"statform.return", before, after})
		return err
	})
	return after, err
}
