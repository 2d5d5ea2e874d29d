package meeting

import (
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// Level says how much of a meeting somebody may read.
type Level string

// The levels. Heading is title, place, date and state; Full is the record with everything in it.
const (
	None    Level = ""
	Heading Level = "heading"
	Full    Level = "full"
)

// Sight is what a reader is to one committee, as far as it decides which of its meetings they may read.
// The verdict exists twice, here and in SQL for lists (levelSQL); a test proves them equal.
type Sight struct {
	Keeper   bool            // keeps the records (head, deputy, secretary): everything
	Member   bool            // reads the committee's records: what was circulated or issued, and what only repeats a public report; else headings
	Observer bool            // reads what was issued
	Units    []access.UnitID // the units a focal person answers for: the headings of meetings that gave them tasks
}

// SightOf tells what by may see of a committee's meetings. Somebody without any role there gets NotFound:
// whether the committee exists is not theirs to know.
func SightOf(by access.Actor, c access.CommitteeID) (Sight, error) {
	if _, err := by.ReadScope(c); err != nil {
		return Sight{}, err
	}
	s := Sight{
		Keeper:   by.May(c, access.Record),
		Member:   by.May(c, access.ReadAll),
		Observer: by.May(c, access.ReadIssued),
		Units:    []access.UnitID{},
	}
	if by.Has(c, access.Focal) && len(by.UnitsIn(c)) > 0 {
		s.Units = by.UnitsIn(c)
	}
	return s, nil
}

// open reports whether every member of the committee may read the record: it was sent to them, or it says no more than
// a report that is public already.
func (m Meeting) open() bool {
	switch m.State {
	case Circulated, SignedSecretary, Signed, Issued:
		return true
	default:
		return m.Wording == Reported
	}
}

// mayRead is the one verdict on reading a meeting. seesTask says whether the reader may read a task of this meeting as focal
// person of one of its units; they get the heading, and the source sentence with the task itself.
func (s Sight) mayRead(m Meeting, seesTask bool) Level {
	switch {
	case s.Keeper, s.Member && m.open(), s.Observer && m.State == Issued:
		return Full
	case s.Member, len(s.Units) > 0 && seesTask:
		return Heading
	}
	return None
}

// mayWrite is the one verdict on changing a committee's meetings. A stranger is told NotFound, a mere reader Forbidden.
func mayWrite(by access.Actor, c access.CommitteeID) error {
	if _, err := by.ReadScope(c); err != nil {
		return err
	}
	return access.Require(by.MayRecord(c))
}

// MayRecord reports whether by may plan, edit and move meetings of the committee; pages ask it to show their buttons.
func MayRecord(by access.Actor, c access.CommitteeID) bool { return by.MayRecord(c) }

// mayEdit refuses changes to a record that is signed or issued, and to a meeting that is not held.
func (m Meeting) mayEdit() error {
	if m.State == Cancelled {
		return fault.New(fault.Conflict, "meeting.is_cancelled")
	}
	if m.State.Locked() {
		return fault.New(fault.Conflict, "meeting.locked")
	}
	return nil
}
