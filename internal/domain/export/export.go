// Package export keeps the large workbooks that are made as jobs: who asked, how far they are, where their bytes lie and when they
// expire. What stands in a workbook is not its business; the job that makes one knows.
package export

import (
	"time"

	"github.com/dondoc/dondoc/internal/domain/report"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

const (
	// LargeTasks is from how many tasks on a workbook is made as a job. Fewer are made while the reader waits, in some seconds.
	LargeTasks = 20_000
	// Lasts is how long a file can be fetched after it was asked for.
	Lasts = 7 * 24 * time.Hour
	// MaxTries is how often a workbook is tried before it is told to have failed.
	MaxTries = 3
)

// ID names a file.
type ID = id.ID[File]

// State is how far a file is: waiting → working → done or failed; a worker that dies leaves it working until it is tried again.
type State string

// The states of a file.
const (
	Waiting State = "waiting"
	Working State = "working"
	Done    State = "done"
	Failed  State = "failed"
)

// Query is the workbook of a period: the same words as the page's.
type Query struct {
	Period   string        `json:"period" validate:"required,max=20"`
	AsOf     calendar.Date `json:"as_of,omitzero"`
	Known    time.Time     `json:"known_at,omitzero"`
	Frozen   int           `json:"frozen,omitempty" validate:"min=0"`
	Language string        `json:"language" validate:"oneof=vi en"`
}

// Ask is a workbook wanted.
type Ask struct {
	Committee access.CommitteeID `json:"committee_id" validate:"required"`
	ID        ID                 `json:"id" validate:"required"`
	Query
}

// File is a workbook asked for.
type File struct {
	Committee access.CommitteeID `json:"committee_id" db:"committee_id"`
	ID        ID                 `json:"id" db:"id"`
	User      access.UserID      `json:"user_id" db:"user_id"`
	Query     Query              `json:"query" db:"query"`
	State     State              `json:"state" db:"state"`
	RowsDone  int                `json:"rows_done" db:"rows_done"`
	RowsTotal int                `json:"rows_total" db:"rows_total"` // 0: not counted yet
	Tries     int                `json:"tries" db:"tries"`
	Problem   string             `json:"problem" db:"problem"` // message key of the last failure; empty: none
	Name      string             `json:"name" db:"name"`       // empty until it is done
	Size      int64              `json:"size" db:"size"`       // bytes
	AskedAt   time.Time          `json:"asked_at" db:"asked_at"`
	EndedAt   *time.Time         `json:"ended_at,omitempty" db:"ended_at"`
	ExpiresAt time.Time          `json:"expires_at" db:"expires_at"`
}

// Large reports whether a workbook of so many tasks is made as a job.
func Large(tasks int) bool { return tasks > LargeTasks }

// Percent is how much of it is made, of a hundred.
func (f File) Percent() int {
	switch {
	case f.State == Done:
		return 100
	case f.RowsTotal == 0:
		return 0
	}
	return min(99, f.RowsDone*100/f.RowsTotal)
}

// Report is the query in the words of package report.
func (f File) Report() report.Query {
	return report.Query{Committee: f.Committee, Period: f.Query.Period, AsOf: f.Query.AsOf, Known: f.Query.Known, Frozen: f.Query.Frozen}
}

// key is where the bytes lie.
func (f File) key() string { return "export/" + f.Committee.String() + "/" + f.ID.String() }

// Job asks for a file to be made.
type Job struct {
	Committee access.CommitteeID `json:"committee_id"`
	ID        ID                 `json:"id"`
}

// Kind is the job's name in the database.
func (Job) Kind() string { return "export" }

// mayRead is the verdict on a committee's workbook, the same as on its report: who sees more than single units.
func mayRead(by access.Actor, c access.CommitteeID) error {
	scope, err := by.ReadScope(c)
	if err != nil {
		return err
	}
	return access.Require(scope.All || scope.IssuedOnly)
}
