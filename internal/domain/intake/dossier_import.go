package intake

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/shortcoming"
	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/audit"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
	"github.com/dondoc/dondoc/internal/foundation/id"
)

// Summary is what an import did.
type Summary struct {
	Committee access.CommitteeID `json:"committee_id"`
	Code      string             `json:"code"`
	Counts    []Count            `json:"counts"` // of the nouns the dossier has
	Notices   Problems           `json:"notices,omitempty"`
}

// Count is how many rows of a noun ("meeting", "task_event") were written and how many were there already.
type Count struct {
	Noun      string `json:"noun"`
	Created   int    `json:"created"`
	Unchanged int    `json:"unchanged"`
}

// Created is how many rows were written in all.
func (s Summary) Created() int {
	n := 0
	for _, c := range s.Counts {
		n += c.Created
	}
	return n
}

// ImportDossier stores a dossier in one transaction, all of it or nothing. A row that an earlier import brought stays as it is;
// when the file says something else of it now, that is a problem. So importing a file again changes nothing.
//
// Everything the services refuse is told at once as *ProblemsError (fault.Invalid). Somebody who may not write the committee's
// records at all gets fault.Forbidden. Events are recorded now and take effect on the days the file gives.
func (s *Service) ImportDossier(ctx context.Context, by access.Actor, d *Dossier) (Summary, error) {
	var done Summary
	err := database.InTx(ctx, s.d.DB, func(tx database.Tx) error {
		r := newDossierRun(s, tx, by, d)
		if err := r.all(ctx); err != nil {
			return err
		}
		if err := r.problems.Err(); err != nil {
			return err
		}
		done = r.summary()
		return r.remember(ctx, done)
	})
	if err != nil {
		return Summary{}, err
	}
	return done, nil
}

// dossierRun is one import under way. Refused rows are kept apart, so that what names them is not refused as well.
type dossierRun struct {
	s            *Service
	d            *Dossier
	deps         org.Deps
	tx           database.Tx
	by           access.Actor
	org          *org.Service
	meetings     *meeting.Service
	shortcomings *shortcoming.Service
	tasks        *task.Service

	committee access.CommitteeID
	units     map[string]access.UnitID
	people    map[string]access.PersonID
	fields    map[string]org.FieldID
	refused   map[[16]byte]bool
	stored    map[string]map[[16]byte]bool // by noun: what was there before
	counts    map[string]*Count
	problems  Problems
}

// newDossierRun gives the services the transaction in place of the pool, so that whatever they do is part of it.
func newDossierRun(s *Service, tx database.Tx, by access.Actor, d *Dossier) *dossierRun {
	deps := s.d
	deps.DB = tx
	return &dossierRun{
		s: s, d: d, deps: deps, tx: tx, by: by,
		org: org.NewService(deps), meetings: meeting.NewService(deps),
		shortcomings: shortcoming.NewService(deps), tasks: task.NewService(deps),
		units: map[string]access.UnitID{}, people: map[string]access.PersonID{}, fields: map[string]org.FieldID{},
		refused: map[[16]byte]bool{}, stored: map[string]map[[16]byte]bool{}, counts: map[string]*Count{},
	}
}

func (r *dossierRun) all(ctx context.Context) error {
	steps := []func(context.Context) error{
		r.theCommittee, r.presets, r.terms, r.allUnits, r.unitNames, r.successions, r.allFields, r.allPeople, r.members,
		r.allMeetings, r.allShortcomings, r.allTasks, r.meetingStates,
	}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return err
		}
		if r.committee.IsZero() {
			return nil // without the committee nothing else can be tried
		}
	}
	return nil
}

// born is the instant in the ids of imported rows. It is always the same: a corrected date must find the row it corrects.
func born() time.Time { return calendar.NewDate(2020, time.January, 1).Start() }

// id is the identity of a row: the same file finds the same rows again. Rows of the common register are everybody's.
func (r *dossierRun) id(noun string, keys ...string) [16]byte {
	return dossierID(r.d.Committee.Code, noun, keys...)
}

func dossierID(whose, noun string, keys ...string) [16]byte {
	name := "dossier/" + whose + "/" + noun
	for _, k := range keys {
		name += "/" + k
	}
	return id.Derived(born(), name)
}

// item is a row to be written: its noun, its place in the file, its key for people, its id, the rows it names.
type item struct {
	noun  string
	at    place
	key   string
	id    [16]byte
	needs [][16]byte
}

// write stores one row in a savepoint. What a service refuses becomes problems; only what is nobody's mistake is an error.
func (r *dossierRun) write(ctx context.Context, it item, f func(tx database.Tx) error) error {
	if slices.ContainsFunc(it.needs, func(n [16]byte) bool { return r.refused[n] }) {
		r.refused[it.id] = true
		return nil
	}
	before, err := r.isStored(ctx, it.noun, it.id)
	if err != nil {
		return err
	}
	err = r.s.savepoint(ctx, r.tx, f)
	switch {
	case err == nil:
		r.count(it.noun, !before)
		return nil
	case fatal(err):
		return err
	}
	// A row that differs is there: what names it can still be tried, so that every difference is told.
	r.refused[it.id] = !differs(err) || !before
	r.problems = append(r.problems, r.explain(it, err)...)
	return nil
}

// differs reports whether a service refused a row because it was stored before with other content.
func differs(err error) bool {
	f, ok := faultOf(err)
	return ok && f.Key == "conflict.id_reused"
}

// fatal reports whether an error is not about the dossier.
func fatal(err error) bool {
	switch fault.KindOf(err) {
	case fault.Internal, fault.Unavailable, fault.Unauthenticated:
		return true
	default:
		return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
	}
}

func (r *dossierRun) count(noun string, created bool) {
	if r.counts[noun] == nil {
		r.counts[noun] = &Count{Noun: noun}
	}
	if created {
		r.counts[noun].Created++
		return
	}
	r.counts[noun].Unchanged++
}

// isStored reports whether a row was there before this import; the rows of a noun are read once.
func (r *dossierRun) isStored(ctx context.Context, noun string, key [16]byte) (bool, error) {
	if r.stored[noun] == nil {
		ids, err := storedIDs(ctx, r.tx, noun, r.committee)
		if err != nil {
			return false, err
		}
		r.stored[noun] = ids
	}
	return r.stored[noun][key], nil
}

// wrong adds a problem with the value at a place.
func (r *dossierRun) wrong(at place, key string, args ...any) {
	r.problems = append(r.problems, r.d.spots.problem(at, key, args...))
}

// explain turns the refusal of a service into problems at the values it is about.
func (r *dossierRun) explain(it item, err error) Problems {
	f, _ := faultOf(err)
	if differs(err) {
		return Problems{r.d.spots.problem(it.at, "dossier.differs", nounWord(it.noun), it.key)}
	}
	if len(f.Fields) == 0 {
		return Problems{r.d.spots.problem(it.at, f.Key, f.Args...)}
	}
	var all Problems
	for field, m := range f.Fields {
		at := it.at
		if name := fileName(it.noun, field); name != "" {
			at = at.in(name)
		}
		all = append(all, r.d.spots.problem(at, m.Key, m.Args...))
	}
	return all.sorted()
}

// fileNames are the fields of the services' inputs that a dossier calls otherwise.
func fileNames() map[string]string {
	return map[string]string{
		"chair_id": "chair", "presenter_id": "presenter", "person_id": "person", "unit_id": "unit", "speaker_id": "speaker",
		"within_id": "within", "agenda_item_id": "agenda_item", "block_id": "block", "field_id": "field", "repeats_id": "repeats",
		"parent_id": "parent", "from_unit_id": "from", "to_unit_id": "to", "happened_on": "date", "full_name": "name",
		"owner_committee_id": "register", "position_order": "order", "starts_on": "from", "ends_on": "to", "establishing_act": "act",
		"deadline_words": "deadline", "effective_on": "date", "on": "date", "raised_on": "held_on", "for_unit_id": "unit", "to_state": "state",
		"assignees": "leads", "source.document": "document", "scheme": "period_scheme", "meeting_id": "", "id": "", "version": "",
	}
}

// fileName is what the file calls a field of a service's input.
func fileName(noun, field string) string {
	spanned := noun == nounPost || noun == nounMember || noun == nounName || noun == nounPreset
	switch {
	case spanned && field == "valid_from":
		return "from"
	case spanned && field == "valid_to":
		return "to"
	}
	if name, ok := fileNames()[field]; ok {
		return name
	}
	return field
}

// nouns are the counted nouns in the order in which people read them.
func nouns() []string {
	return []string{
		nounCommittee, nounTerm, nounPreset, nounField, nounUnit, nounName, nounSuccession, nounPerson, nounPost, nounMember,
		nounMeeting, nounAgenda, nounAttendance, nounBlock, nounShortcoming, nounShortEvent, nounTask, nounTaskEvent,
	}
}

func (r *dossierRun) summary() Summary {
	s := Summary{Committee: r.committee, Code: r.d.Committee.Code, Counts: []Count{}, Notices: r.d.Notices}
	for _, n := range nouns() {
		if c := r.counts[n]; c != nil {
			s.Counts = append(s.Counts, *c)
		}
	}
	return s
}

// remember leaves a line in the audit that says which file brought the rows. An import that wrote nothing leaves none.
func (r *dossierRun) remember(ctx context.Context, s Summary) error {
	if s.Created() == 0 {
		return nil
	}
	return audit.Record(ctx, r.tx, audit.Entry{
		At: r.deps.Clock(), By: r.by, Committee: r.committee, Action: "dossier.import", Subject: "committee", SubjectID: r.committee,
		After: imported{SHA256: r.d.Sum, Counts: s.Counts},
	})
}

// imported is what the audit keeps of an import.
type imported struct {
	SHA256 string  `json:"sha256"`
	Counts []Count `json:"counts"`
}

func faultOf(err error) (*fault.Fault, bool) { return errors.AsType[*fault.Fault](err) }
