package intake

import (
	"context"

	"github.com/dondoc/dondoc/internal/domain/task"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// allTasks records the obligations meeting by meeting, those of no meeting last, and then what became of each.
func (r *dossierRun) allTasks(ctx context.Context) error {
	for _, i := range r.inTime() {
		m := &r.d.Meetings[i]
		for j := range m.Tasks {
			if err := r.task(ctx, place("meetings").at(i).in("tasks").at(j), &m.Tasks[j], m); err != nil {
				return err
			}
		}
	}
	for i := range r.d.Tasks {
		if err := r.task(ctx, place("tasks").at(i), &r.d.Tasks[i], nil); err != nil {
			return err
		}
	}
	return nil
}

// task records one obligation, then lives through its events and those of its parts and occurrences.
func (r *dossierRun) task(ctx context.Context, at place, t *DossierTask, m *DossierMeeting) error {
	in, needs, err := r.taskInput(ctx, at, t, m)
	if err != nil {
		return err
	}
	if err := r.write(ctx, item{nounTask, at, t.Key, in.ID, needs}, func(tx database.Tx) error {
		_, err := r.tasks.CreateIn(ctx, tx, r.by, in)
		return err
	}); err != nil || r.refused[in.ID] {
		return err
	}
	whole := target{in.ID, []string{in.ID.String()}}
	if err := r.lived(ctx, at, whole, t.Events, t.Occurrences); err != nil {
		return err
	}
	for i, p := range t.Parts {
		part := at.in("parts").at(i)
		if len(p.Events)+len(p.Occurrences) == 0 {
			continue
		}
		found, err := partOf(ctx, r.tx, r.committee, in.ID, r.units[p.Unit])
		if fault.KindOf(err) == fault.NotFound {
			r.wrong(part, "dossier.no_part", cut(p.Unit))
			continue
		}
		if err != nil {
			return err
		}
		if err := r.lived(ctx, part, target{found, append(whole.keys, "part", p.Unit)}, p.Events, p.Occurrences); err != nil {
			return err
		}
	}
	return nil
}

// taskInput is what is to be recorded, and the rows it names.
func (r *dossierRun) taskInput(ctx context.Context, at place, t *DossierTask, m *DossierMeeting) (task.NewTask, [][16]byte, error) {
	in := task.NewTask{
		ID: task.ID(r.id(nounTask, t.meetingKey(m), t.Key)), Committee: r.committee, Text: t.Text, SpokenText: t.SpokenText, Wording: r.taskWording(t, m),
		Addressees: t.Addressees, EachOf: t.EachOf, Field: r.fields[t.Field], Product: t.Product, EvidenceNeeded: t.EvidenceRequired,
		Deadline: t.Deadline, GivenOn: t.given(m).Date,
	}
	var err error
	if in.Source, err = r.taskSource(ctx, at, t, m); err != nil {
		return in, nil, err
	}
	needs := [][16]byte{in.Source.Meeting, in.Source.Block, in.Source.Shortcoming, in.Field}
	assignees, named := r.assignees(&t.DossierAssignees)
	in.Assignees, needs = assignees, append(needs, named...)
	for _, p := range t.Parts {
		in.Parts = append(in.Parts, r.units[p.Unit])
		needs = append(needs, r.units[p.Unit])
	}
	for i, ref := range t.Cures {
		cured, err := r.resolve(ctx, at.in("cures").at(i), ref)
		if err != nil {
			return in, nil, err
		}
		in.Cures, needs = append(in.Cures, cured), append(needs, cured)
	}
	return in, needs, nil
}

// meetingKey scopes a task's identity: two dossiers may number their tasks alike.
func (*DossierTask) meetingKey(m *DossierMeeting) string {
	if m == nil {
		return ""
	}
	return m.Key
}

// taskWording is that of the task, else of the line it comes from, else of the meeting, else of the file.
func (r *dossierRun) taskWording(t *DossierTask, m *DossierMeeting) string {
	if t.Wording != "" {
		return t.Wording
	}
	if b := m.block(t.Block); b != nil && b.Wording != "" {
		return b.Wording
	}
	if m == nil {
		m = &DossierMeeting{}
	}
	return r.d.wordingOf(m)
}

func (r *dossierRun) taskSource(ctx context.Context, at place, t *DossierTask, m *DossierMeeting) (task.Source, error) {
	s := task.Source{Kind: t.stemsFrom(m), Document: t.Document}
	if m != nil {
		s.Meeting, s.Block = r.meetingID(m.Key), r.blockID(m.Key, t.Block)
	}
	if b := m.block(t.Block); b != nil {
		s.Text = b.Text
	}
	var err error
	s.Shortcoming, err = r.resolve(ctx, at.in("shortcoming"), t.Shortcoming)
	return s, err
}

// assignees are those who owe, role by role in the order named, and the rows they are.
func (r *dossierRun) assignees(all *DossierAssignees) ([]task.Assignee, [][16]byte) {
	var list []task.Assignee
	var needs [][16]byte
	for _, role := range all.roles() {
		for _, a := range role.list {
			unit, person := r.personOrUnit(a)
			list = append(list, task.Assignee{Role: role.role, Unit: unit, Person: person, Due: a.Due.Date})
			needs = append(needs, unit, person)
		}
	}
	return list, needs
}

// target is a row that events happen to: a task, a part or an occurrence, and the keys its events' ids are made of.
type target struct {
	id   task.ID
	keys []string
}

// lived brings in the events of a target and of its occurrences.
func (r *dossierRun) lived(ctx context.Context, at place, of target, events []DossierEvent, occurrences []DossierOccurrence) error {
	if err := r.events(ctx, at.in("events"), of, events); err != nil {
		return err
	}
	for i, o := range occurrences {
		found, err := occurrenceOn(ctx, r.tx, r.committee, of.id, o.Date.Date)
		if fault.KindOf(err) == fault.NotFound {
			r.wrong(at.in("occurrences").at(i), "dossier.no_occurrence", o.Date.VN())
			continue
		}
		if err != nil {
			return err
		}
		day := target{found, append(of.keys[:len(of.keys):len(of.keys)], "on", o.Date.String())}
		if err := r.events(ctx, at.in("occurrences").at(i).in("events"), day, o.Events); err != nil {
			return err
		}
	}
	return nil
}

// events brings in what happened, in the order it took effect. Each says which version of the task it follows: the first import
// starts from version 1, and one that adds an event to a task that people have worked on since is refused as stale.
func (r *dossierRun) events(ctx context.Context, at place, of target, events []DossierEvent) error {
	for n, i := range inOrder(events, func(e DossierEvent) Day { return e.Date }) {
		e := events[i]
		in := task.Act{
			ID: task.EventID(r.id(nounTaskEvent, append(of.keys[:len(of.keys):len(of.keys)], e.Key)...)), Committee: r.committee, Task: of.id, Version: 1 + n,
			Event: task.EventKind(e.Event), On: e.Date.Date, ForUnit: r.units[e.Unit], CompletedOn: e.CompletedOn.Date,
			Deadline: e.Deadline, DueOn: e.DueOn.Date, Note: e.Note, Actions: e.Actions, Obstacles: e.Obstacles,
			Evidence: e.Evidence, EventName: e.EventName, EventOn: e.EventOn.Date,
		}
		assignees, needs := r.assignees(&e.DossierAssignees)
		in.Assignees, needs = assignees, append(needs, of.id, in.ForUnit)
		it := item{nounTaskEvent, at.at(i), e.Key, in.ID, needs}
		if err := r.write(ctx, it, func(tx database.Tx) error {
			_, err := r.tasks.ActIn(ctx, tx, r.by, in)
			return staleInFile(err)
		}); err != nil {
			return err
		}
		if r.refused[in.ID] {
			return nil // the later ones follow from this one
		}
	}
	return nil
}

// staleInFile says in a dossier's words that people have worked on the task since it was imported.
func staleInFile(err error) error {
	if f, ok := faultOf(err); ok && f.Key == "conflict.stale" {
		return fault.New(fault.Conflict, "dossier.changed_since").Because(err)
	}
	return err
}
