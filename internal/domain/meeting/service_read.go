package meeting

import (
	"context"

	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// sight reads a meeting and what by may see of it; NotFound when that is nothing.
func sight(ctx context.Context, q database.Querier, by access.Actor, c access.CommitteeID, m ID) (Meeting, error) {
	s, err := SightOf(by, c)
	if err != nil {
		return Meeting{}, err
	}
	v, err := ByID(ctx, q, c, m)
	if err != nil {
		return Meeting{}, err
	}
	seesTask := false
	if len(s.Units) > 0 {
		if seesTask, err = hasTaskOf(ctx, q, v, s.Units); err != nil {
			return Meeting{}, err
		}
	}
	level := s.mayRead(v, seesTask)
	if level == None {
		return Meeting{}, fault.New(fault.NotFound, "not_found")
	}
	return v.shownAt(level), nil
}

// Get reads a meeting as far as by may see it: its Level says how far.
func (s *Service) Get(ctx context.Context, by access.Actor, c access.CommitteeID, m ID) (Meeting, error) {
	var v Meeting
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		var err error
		v, err = sight(ctx, q, by, c, m)
		return err
	})
	return v, err
}

// Record reads the whole record of a meeting in one snapshot and at most seven statements, however long it is.
// Somebody who may read the heading only gets a record with nothing else in it.
func (s *Service) Record(ctx context.Context, by access.Actor, c access.CommitteeID, m ID) (Record, error) {
	var r Record
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		head, err := sight(ctx, q, by, c, m)
		if err != nil {
			return err
		}
		r = emptyRecord(head)
		if head.Level != Full {
			return nil
		}
		r, err = readRecord(ctx, q, head)
		return err
	})
	return r, err
}

func readRecord(ctx context.Context, q database.Querier, m Meeting) (Record, error) {
	r := Record{Meeting: m}
	var err error
	if r.Agenda, err = agendaOf(ctx, q, m.Committee, m.ID); err != nil {
		return Record{}, err
	}
	roll, err := rollOf(ctx, q, m.Committee, m.ID)
	if err != nil {
		return Record{}, err
	}
	r.Attendance, r.Roll = entries(m, roll), countRoll(roll)
	rule, err := quorumRuleOn(ctx, q, m)
	if err != nil {
		return Record{}, err
	}
	r.Quorum = rule.count(r.Roll, rule.Members)
	blocks, err := blocksOf(ctx, q, m.Committee, m.ID)
	if err != nil {
		return Record{}, err
	}
	if r.Shortcomings, err = shortcomingsOf(ctx, q, m.Committee, m.ID); err != nil {
		return Record{}, err
	}
	if r.Tasks, err = tasksOf(ctx, q, m.Committee, m.ID); err != nil {
		return Record{}, err
	}
	r.Blocks = thread(blocks, r.Shortcomings, r.Tasks)
	return r, nil
}

// BlockVersions lists every wording a line of the minutes has had, the latest first. Who may read the record may read them.
func (s *Service) BlockVersions(ctx context.Context, by access.Actor, c access.CommitteeID, b BlockID) ([]BlockVersion, error) {
	var all []BlockVersion
	err := database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		if _, err := SightOf(by, c); err != nil {
			return err
		}
		block, err := BlockByID(ctx, q, c, b)
		if err != nil {
			return err
		}
		m, err := sight(ctx, q, by, c, block.Meeting)
		if err != nil {
			return err
		}
		if err := access.Require(m.Level == Full); err != nil {
			return err
		}
		all, err = blockVersions(ctx, q, c, b)
		return err
	})
	return all, err
}

// Query is what the list of meetings understands; empty fields filter nothing.
type Query struct {
	org.ListQuery
	Kind   Kind          `json:"kind"`
	State  State         `json:"state"`
	Period string        `json:"period"` // the period reviewed, as stored
	From   calendar.Date `json:"from"`   // held on this day or later
	To     calendar.Date `json:"to"`     // held on this day or earlier
}

// Row is a meeting in a list. The counts are zero where the reader sees the heading only.
type Row struct {
	Meeting
	Seen         Level `db:"level" json:"-"`
	Seats        int   `db:"seats" json:"seats"`     // as Roll.Total
	Present      int   `db:"present" json:"present"` // as Roll.Present
	Blocks       int   `db:"blocks" json:"blocks"`
	Shortcomings int   `db:"shortcomings" json:"shortcomings"`
	Tasks        int   `db:"tasks" json:"tasks"` // parts and occurrences are counted with the task they belong to
}

// shown is the row as its reader gets it.
func (r Row) shown() Row {
	r.Meeting = r.shownAt(r.Seen)
	if r.Seen != Full {
		return Row{Meeting: r.Meeting, Seen: r.Seen}
	}
	return r
}

// List reads a page of the committee's meetings that by may know of, the latest first unless another order is asked for.
// Exact matches of the words come before those that match without marks.
func (s *Service) List(ctx context.Context, by access.Actor, c access.CommitteeID, f Query) (org.Page[Row], error) {
	see, err := SightOf(by, c)
	if err != nil {
		return org.Page[Row]{}, err
	}
	var p org.Page[Row]
	err = database.InReadTx(ctx, s.d.DB, func(q database.Querier) error {
		p, err = list(ctx, q, listing{see, c, f})
		return err
	})
	return p, err
}
