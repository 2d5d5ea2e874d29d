package intake

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/id"
	"github.com/dondoc/dondoc/internal/foundation/vietnamese"
)

type (
	sheetKind  struct{}
	uploadKind struct{}
)

type (
	// SheetID names a unit sheet as it was handed out.
	SheetID = id.ID[sheetKind]
	// UploadID names a unit sheet as it came back.
	UploadID = id.ID[uploadKind]
)

// SheetFormat is the version of the workbook's layout; another one is refused, never guessed at.
const SheetFormat = 1

// UnitSheet is what a unit owes, as the workbook handed out to it holds it.
type UnitSheet struct {
	ID        SheetID
	Committee org.Committee
	Unit      access.UnitID
	UnitName  string
	MadeAt    time.Time
	Rows      []SheetRow
}

// MadeOn is the day the sheet was handed out.
func (s UnitSheet) MadeOn() calendar.Date { return calendar.DateOf(s.MadeAt) }

// SheetRow is one open task of a unit: what the sheet tells of it, and what stands in the cells that the unit may fill in.
type SheetRow struct {
	Task        task.ID           `db:"id"`
	Version     int               `db:"version"`
	Unit        access.UnitID     `db:"unit_id"` // the unit named, or its predecessor
	UnitName    string            `db:"unit_name"`
	Role        task.AssigneeRole `db:"role"` // lead or coordinate
	Number      int               `db:"number"`
	Text        string            `db:"text"`
	Wording     string            `db:"wording"`
	Part        string            `db:"part"` // what a co-ordinating unit is asked for
	Meeting     string            `db:"meeting_title"`
	MeetingOn   calendar.Date     `db:"held_on"`
	Document    string            `db:"source_document"`
	Words       string            `db:"deadline_words"`
	Kind        string            `db:"deadline_kind"`
	DueOn       calendar.Date     `db:"due_on"` // the unit's own where it has one
	State       task.State        `db:"state"`
	SentBack    bool              `db:"sent_back"`
	BackWhy     string            `db:"sent_back_why"`
	Evidence    bool              `db:"evidence_required"`
	Timing      task.Timing       `db:"timing"`
	RepliedOn   calendar.Date     `db:"replied_on"`
	CompletedOn calendar.Date     `db:"completed_on"`
	Result      string            `db:"result"` // of the last report
	Obstacles   string            `db:"obstacles"`
	Proof       string            `db:"evidence"`
	AskedDueOn  calendar.Date     `db:"asked_due_on"`
	AskedWhy    string            `db:"asked_why"`
}

// Progress is how far a unit says it has come: a state of the task in the unit's words, or the move it makes.
type Progress string

// The words of progress. Those of a co-ordinating unit speak of its part alone.
const (
	NotStarted Progress = "not_started"
	Taken      Progress = "accepted"
	Working    Progress = "in_progress"
	Done       Progress = "done"
	GivenBack  Progress = "returned"
	Waiting    Progress = "waiting"
	OnHold     Progress = "paused"
	NoLead     Progress = "no_lead"
	Ended      Progress = "ended" // confirmed or stopped: never in a sheet handed out, but in what is now
	PartOpen   Progress = "part_open"
	PartSent   Progress = "part_sent"
)

// Progresses lists them all, in the order sheets offer them.
func Progresses() []Progress {
	return []Progress{NotStarted, Taken, Working, Done, GivenBack, Waiting, OnHold, NoLead, Ended, PartOpen, PartSent}
}

// progressMove is a move of a unit and the word that stands for it.
type progressMove struct {
	word  Progress
	event task.EventKind
}

var progressMoves = []progressMove{{Taken, task.EvAccepted}, {Working, task.EvStarted}, {Done, task.EvReported}, {GivenBack, task.EvReturned}}

// Progress is the word for how far the row has come.
func (r SheetRow) Progress() Progress {
	if r.Role == task.Coordinate {
		if r.RepliedOn.IsZero() {
			return PartOpen
		}
		return PartSent
	}
	switch r.State {
	case task.Assigned:
		return NotStarted
	case task.Accepted:
		return Taken
	case task.InProgress:
		return Working
	case task.Reported:
		return Waiting
	case task.Returned:
		return GivenBack
	case task.Paused:
		return OnHold
	case task.Confirmed, task.Cancelled:
		return Ended
	case task.Recorded:
	}
	return NoLead
}

// Choices are the words the unit may choose: how it stands, and each move it may make from there.
func (r SheetRow) Choices() []Progress {
	now := r.Progress()
	all := []Progress{now}
	if r.Role == task.Coordinate {
		if now == PartOpen && r.takes(task.EvContributed) {
			all = append(all, PartSent)
		}
		return all
	}
	for _, m := range progressMoves {
		if m.word != now && r.takes(m.event) {
			all = append(all, m.word)
		}
	}
	return all
}

// takes reports whether the table of moves has the event from the row's state.
func (r SheetRow) takes(e task.EventKind) bool {
	return slices.ContainsFunc(task.Moves(), func(m task.Move) bool { return m.Event == e && slices.Contains(m.From, r.State) })
}

// MayReport reports whether the unit may write a result.
func (r SheetRow) MayReport() bool {
	if r.Role == task.Coordinate {
		return r.takes(task.EvContributed)
	}
	return r.takes(task.EvProgress) || r.takes(task.EvReported)
}

// MayAsk reports whether the unit may ask for more time: who leads, while there is a deadline and no request waits.
func (r SheetRow) MayAsk() bool {
	return r.Role == task.Lead && r.takes(task.EvExtensionAsked) && !r.DueOn.IsZero() && r.AskedDueOn.IsZero()
}

// SheetField is a cell of a row that is compared when the sheet comes back.
type SheetField string

// The fields: what the sheet tells first, then what the unit fills in.
const (
	FieldText      SheetField = "text"
	FieldDue       SheetField = "due"
	FieldResult    SheetField = "result"
	FieldProgress  SheetField = "progress"
	FieldOn        SheetField = "on"
	FieldObstacles SheetField = "obstacles"
	FieldEvidence  SheetField = "evidence"
	FieldAskedDue  SheetField = "asked_due"
	FieldAskedWhy  SheetField = "asked_why"
)

// SheetFields lists them in the order of the columns.
func SheetFields() []SheetField {
	return []SheetField{FieldText, FieldDue, FieldResult, FieldProgress, FieldOn, FieldObstacles, FieldEvidence, FieldAskedDue, FieldAskedWhy}
}

// Told reports whether the sheet only tells the field: the unit does not fill it in.
func (f SheetField) Told() bool { return f == FieldText || f == FieldDue }

// dated are the fields that hold dates.
func (f SheetField) dated() bool { return f == FieldDue || f == FieldOn || f == FieldAskedDue }

// Value is a field of the row as the sheet writes it: a text, the code of a progress, or a date as YYYY-MM-DD.
func (r SheetRow) Value(f SheetField) string {
	switch f {
	case FieldText:
		return unquoted(r.Text)
	case FieldDue:
		return cmp.Or(r.DueOn.String(), r.Words)
	case FieldResult:
		return r.Result
	case FieldProgress:
		return string(r.Progress())
	case FieldOn:
		if r.Role == task.Lead {
			return r.CompletedOn.String()
		}
		return r.RepliedOn.String()
	case FieldObstacles:
		return r.Obstacles
	case FieldEvidence:
		return r.Proof
	case FieldAskedDue:
		return r.AskedDueOn.String()
	case FieldAskedWhy:
		return r.AskedWhy
	}
	return ""
}

// unquoted leaves out the quotation marks in which a sheet sets what was said.
func unquoted(s string) string { return strings.Trim(s, "“” ") }

// Seal is what the row said when it was handed out, field by field, so that what the unit changed is told from what the committee
// changed meanwhile. It is no secret and no proof: whoever changes it only misleads themselves, for every move is checked anyway.
func (r SheetRow) Seal() string { return sealOf(r.Value) }

func sealOf(value func(SheetField) string) string {
	parts := make([]string, 0, len(SheetFields()))
	for _, f := range SheetFields() {
		parts = append(parts, sealed(value(f)))
	}
	return strings.Join(parts, ".")
}

// sealed is a short mark of a value; nothing has an empty one.
func sealed(s string) string {
	s = canonical(s)
	if s == "" {
		return ""
	}
	h := sha256.Sum256([]byte(s))
	return hex.EncodeToString(h[:6])
}

// canonical is a text without what office programs change by themselves: line ends, spaces, the form of letters, control characters.
func canonical(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r) || r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(vietnamese.NFC(s)), " ")
}

// seal is a seal taken apart; of another form it says nothing, and every field counts as changed.
func parseSeal(s string) map[SheetField]string {
	parts := strings.Split(s, ".")
	if len(parts) != len(SheetFields()) {
		return nil
	}
	m := make(map[SheetField]string, len(parts))
	for i, f := range SheetFields() {
		m[f] = parts[i]
	}
	return m
}
