package intake

import (
	"cmp"
	"context"
	"slices"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/shortcoming"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/fault"
)

// inTime are the meetings by day, so that short numbers follow the calendar however the file is ordered.
func (r *dossierRun) inTime() []int {
	return inOrder(r.d.Meetings, func(m DossierMeeting) Day { return m.HeldOn })
}

func (r *dossierRun) allMeetings(ctx context.Context) error {
	for _, i := range r.inTime() {
		m, at := &r.d.Meetings[i], place("meetings").at(i)
		for _, step := range []func(context.Context, place, *DossierMeeting) error{r.meeting, r.agenda, r.roll, r.blocks} {
			if err := step(ctx, at, m); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *dossierRun) meetingID(key string) meeting.ID { return meeting.ID(r.id(nounMeeting, key)) }

func (r *dossierRun) blockID(m, key string) meeting.BlockID {
	if key == "" {
		return meeting.BlockID{}
	}
	return meeting.BlockID(r.id(nounBlock, m, key))
}

func (r *dossierRun) meeting(ctx context.Context, at place, m *DossierMeeting) error {
	in := meeting.Create{
		Committee: r.committee, ID: r.meetingID(m.Key), State: firstState(m.State),
		Content: meeting.Content{
			Kind: meeting.Kind(m.Kind), Title: m.Title, ReviewedPeriod: m.ReviewedPeriod, NextPeriod: m.NextPeriod, Place: m.Place,
			HeldOn: m.HeldOn.Date, StartsAt: string(m.StartsAt), EndedOn: m.EndedOn.Date, EndsAt: string(m.EndsAt),
			Chair: r.people[m.Chair], ChairPost: m.ChairPost, Wording: meeting.Wording(r.d.wordingOf(m)), Remark: m.Remark,
		},
	}
	if in.Wording == meeting.Reported {
		in.Source = r.d.sourceOf(m)
	}
	needs := [][16]byte{in.Chair}
	for _, s := range m.Secretaries {
		in.Secretaries = append(in.Secretaries, r.people[s])
		needs = append(needs, r.people[s])
	}
	return r.write(ctx, item{nounMeeting, at, m.Key, in.ID, needs}, func(tx database.Tx) error {
		_, err := r.meetings.CreateIn(ctx, tx, r.by, in)
		return err
	})
}

// firstState is the state in which a meeting is made; the others are reached by a move when all of it is there.
func firstState(state string) meeting.State {
	switch s := meeting.State(state); s {
	case meeting.Planned, meeting.InProgress, meeting.Draft:
		return s
	case meeting.Postponed, meeting.Cancelled:
		return meeting.Planned
	default:
		return meeting.Draft
	}
}

// meetingStates moves new meetings to the state the file gives. Where a meeting of an earlier import stands by now is not the file's business.
func (r *dossierRun) meetingStates(ctx context.Context) error {
	for _, i := range r.inTime() {
		m := &r.d.Meetings[i]
		key, to := r.meetingID(m.Key), meeting.State(m.State)
		before, err := r.isStored(ctx, nounMeeting, key)
		if err != nil {
			return err
		}
		if m.State == "" || before || r.refused[key] || to == firstState(m.State) {
			continue
		}
		err = r.s.savepoint(ctx, r.tx, func(tx database.Tx) error {
			now, err := meeting.ByID(ctx, tx, r.committee, key)
			if err != nil {
				return err
			}
			_, err = r.meetings.MoveIn(ctx, tx, r.by, meeting.Move{Committee: r.committee, ID: key, Version: now.Version, To: to})
			return err
		})
		if err != nil && fatal(err) {
			return err
		}
		if err != nil {
			r.problems = append(r.problems, r.explain(item{noun: nounMeeting, at: place("meetings").at(i).in("state"), key: m.Key}, err)...)
		}
	}
	return nil
}

func (r *dossierRun) agenda(ctx context.Context, at place, m *DossierMeeting) error {
	for i, g := range m.Agenda {
		in := meeting.AddAgendaItem{
			Committee: r.committee, ID: meeting.AgendaID(r.id(nounAgenda, m.Key, g.Key)), Meeting: r.meetingID(m.Key),
			AgendaContent: meeting.AgendaContent{Title: g.Title, PresenterID: r.people[g.Presenter], Presenter: g.PresenterName, Minutes: g.Minutes},
		}
		it := item{nounAgenda, at.in("agenda").at(i), g.Key, in.ID, [][16]byte{in.Meeting, in.PresenterID}}
		if err := r.write(ctx, it, func(tx database.Tx) error {
			_, err := r.meetings.AddAgendaItemIn(ctx, tx, r.by, in)
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}

// roll calls everybody in the order of the file, but a substitute never before the one they sit in for.
func (r *dossierRun) roll(ctx context.Context, at place, m *DossierMeeting) error {
	for _, i := range substitutesLater(m.Attendance) {
		a := m.Attendance[i]
		in := meeting.AddAttendance{
			Committee: r.committee, ID: r.lineID(m.Key, a.Key), Meeting: r.meetingID(m.Key),
			AttendanceContent: meeting.AttendanceContent{
				Person: r.people[a.Person], Name: a.Name, Post: a.Post, Unit: r.units[a.Unit], Status: meeting.AttendanceStatus(a.Status),
				SubstituteFor: r.lineID(m.Key, a.SubstituteFor), ArrivedAt: string(a.ArrivedAt), LeftAt: string(a.LeftAt),
			},
		}
		it := item{nounAttendance, at.in("attendance").at(i), a.Key, in.ID, [][16]byte{in.Meeting, in.Person, in.Unit, in.SubstituteFor}}
		if err := r.write(ctx, it, func(tx database.Tx) error {
			_, err := r.meetings.AddAttendanceIn(ctx, tx, r.by, in)
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}

func (r *dossierRun) lineID(m, key string) meeting.AttendanceID {
	if key == "" {
		return meeting.AttendanceID{}
	}
	return meeting.AttendanceID(r.id(nounAttendance, m, key))
}

// substitutesLater is the order of the roll with each substitute after their member.
func substitutesLater(roll []DossierAttendance) []int {
	called, waiting := map[string]bool{}, map[string][]int{}
	var order []int
	for i, a := range roll {
		if a.SubstituteFor != "" && !called[a.SubstituteFor] {
			waiting[a.SubstituteFor] = append(waiting[a.SubstituteFor], i)
			continue
		}
		order = append(append(order, i), waiting[a.Key]...)
		called[a.Key] = true
	}
	return order
}

// blocks writes the minutes in the order of the file. A line that is new in a meeting of an earlier import goes where it stands in the file.
func (r *dossierRun) blocks(ctx context.Context, at place, m *DossierMeeting) error {
	old, err := r.isStored(ctx, nounMeeting, r.meetingID(m.Key))
	if err != nil {
		return err
	}
	var previous meeting.BlockID
	for i := range m.Blocks {
		in := r.blockInput(m, &m.Blocks[i])
		it := item{nounBlock, at.in("blocks").at(i), m.Blocks[i].Key, in.ID, [][16]byte{in.Meeting, in.Within, in.SpeakerID, in.AgendaItem}}
		there, err := r.isStored(ctx, nounBlock, in.ID)
		if err != nil {
			return err
		}
		if err := r.write(ctx, it, func(tx database.Tx) error {
			if _, err := r.meetings.AddBlockIn(ctx, tx, r.by, in); err != nil || there || !old {
				return err
			}
			_, err := r.meetings.PlaceBlock(ctx, r.by, meeting.Place[meeting.BlockID]{
				Committee: r.committee, ID: in.ID, After: previous, First: previous.IsZero(),
			})
			return err
		}); err != nil {
			return err
		}
		if !r.refused[in.ID] {
			previous = in.ID
		}
	}
	return nil
}

func (r *dossierRun) blockInput(m *DossierMeeting, b *DossierBlock) meeting.AddBlock {
	in := meeting.AddBlock{
		Committee: r.committee, ID: r.blockID(m.Key, b.Key), Meeting: r.meetingID(m.Key),
		BlockContent: meeting.BlockContent{
			Kind: meeting.BlockKind(b.Kind), Within: r.blockID(m.Key, b.Within), SpeakerID: r.people[b.Speaker], Speaker: b.SpeakerName,
			SpeakerPost: b.SpeakerPost, Text: b.Text, Wording: meeting.Wording(b.Wording), Source: b.Source,
		},
	}
	if b.AgendaItem != "" {
		in.AgendaItem = meeting.AgendaID(r.id(nounAgenda, m.Key, b.AgendaItem))
	}
	if b.Votes != nil {
		in.Votes = &meeting.Votes{For: b.Votes.For, Against: b.Votes.Against, Abstained: b.Votes.Abstained}
	}
	return in
}

// shortStep is something that happened to a shortcoming on a day: it was raised (event < 0) or changed.
type shortStep struct {
	on                      calendar.Date
	event                   int
	of                      *DossierMeeting
	shortcoming             *DossierShortcoming
	shortcomingAt, changeAt place
}

// allShortcomings lives through what was raised and what became of it, day by day: what is raised again after its cure has recurred.
func (r *dossierRun) allShortcomings(ctx context.Context) error {
	steps := r.shortSteps()
	slices.SortStableFunc(steps, func(a, b shortStep) int {
		return cmp.Or(a.on.Compare(b.on), cmp.Compare(min(a.event, 0), min(b.event, 0)))
	})
	for _, s := range steps {
		step := r.changeShortcoming
		if s.event < 0 {
			step = r.raise
		}
		if err := step(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

func (r *dossierRun) shortSteps() []shortStep {
	var steps []shortStep
	for _, i := range r.inTime() {
		m := &r.d.Meetings[i]
		for j := range m.Shortcomings {
			v, at := &m.Shortcomings[j], place("meetings").at(i).in("shortcomings").at(j)
			s := shortStep{on: m.HeldOn.Date, event: -1, of: m, shortcoming: v, shortcomingAt: at}
			steps = append(steps, s)
			for k, e := range v.Events {
				s.on, s.event, s.changeAt = e.Date.Date, k, at.in("events").at(k)
				steps = append(steps, s)
			}
		}
	}
	return steps
}

func (r *dossierRun) shortcomingID(m, key string) shortcoming.ID {
	return shortcoming.ID(r.id(nounShortcoming, m, key))
}

func (r *dossierRun) raise(ctx context.Context, s shortStep) error {
	v := s.shortcoming
	repeats, err := r.resolve(ctx, s.shortcomingAt.in("repeats"), v.Repeats)
	if err != nil {
		return err
	}
	in := shortcoming.Raise{
		Committee: r.committee, ID: r.shortcomingID(s.of.Key, v.Key), Meeting: r.meetingID(s.of.Key), Nature: shortcoming.Nature(v.Nature), Repeats: repeats,
		Content: shortcoming.Content{Block: r.blockID(s.of.Key, v.Block), Text: v.Text, Wording: meeting.Wording(v.Wording), Field: r.fields[v.Field]},
	}
	needs := [][16]byte{in.Meeting, in.Block, in.Field, repeats}
	for _, u := range v.Units {
		in.Units = append(in.Units, r.units[u])
		needs = append(needs, r.units[u])
	}
	return r.write(ctx, item{nounShortcoming, s.shortcomingAt, v.Key, in.ID, needs}, func(tx database.Tx) error {
		_, err := r.shortcomings.RaiseIn(ctx, tx, r.by, in)
		return err
	})
}

// resolve finds the shortcoming a reference names. One that is not there is a problem, and an id that counts as refused.
func (r *dossierRun) resolve(ctx context.Context, at place, ref Reference) (shortcoming.ID, error) {
	if ref.None() {
		return shortcoming.ID{}, nil
	}
	if ref.Number > 0 {
		found, err := shortcomingByNumber(ctx, r.tx, r.committee, ref.Number)
		if fault.KindOf(err) == fault.NotFound {
			return r.missing(at, ref), nil
		}
		return found, err
	}
	m := ref.Meeting
	for i := range r.d.Meetings {
		for _, v := range r.d.Meetings[i].Shortcomings {
			if v.Key == ref.Key && (m == "" || m == r.d.Meetings[i].Key) {
				return r.shortcomingID(r.d.Meetings[i].Key, v.Key), nil
			}
		}
	}
	found := r.shortcomingID(m, ref.Key)
	there, err := r.isStored(ctx, nounShortcoming, found)
	if err == nil && !there {
		return r.missing(at, ref), nil
	}
	return found, err
}

func (r *dossierRun) missing(at place, ref Reference) shortcoming.ID {
	r.wrong(at, "dossier.not_in_register", nounWord(nounShortcoming), ref.String())
	none := r.id(nounShortcoming, ref.String(), "?")
	r.refused[none] = true
	return shortcoming.ID(none)
}

// changeShortcoming gives a shortcoming another state or nature from a day on.
func (r *dossierRun) changeShortcoming(ctx context.Context, s shortStep) error {
	e, of := s.shortcoming.Events[s.event], r.shortcomingID(s.of.Key, s.shortcoming.Key)
	event := shortcoming.EventID(r.id(nounShortEvent, s.of.Key, s.shortcoming.Key, e.Key))
	return r.write(ctx, item{nounShortEvent, s.changeAt, e.Key, event, [][16]byte{of}}, func(tx database.Tx) error {
		done, err := r.changedBefore(ctx, tx, of, event, e)
		if err != nil || done {
			return err
		}
		now, err := shortcoming.ByID(ctx, tx, r.committee, of)
		if err != nil {
			return err
		}
		if e.State != "" {
			_, err = r.shortcomings.MoveIn(ctx, tx, r.by, shortcoming.Move{
				Committee: r.committee, ID: of, Version: now.Version, Event: event, To: shortcoming.State(e.State), On: e.Date.Date, Note: e.Note,
			})
			return err
		}
		_, err = r.shortcomings.Reclass(ctx, r.by, shortcoming.Reclass{
			Committee: r.committee, ID: of, Version: now.Version, Event: event, Nature: shortcoming.Nature(e.Nature), On: e.Date.Date, Note: e.Note,
		})
		return err
	})
}

// changedBefore reports whether an earlier import brought the event; one that says something else now is a conflict.
func (r *dossierRun) changedBefore(ctx context.Context, q database.Querier, of shortcoming.ID, event shortcoming.EventID, e DossierShortcomingEvent) (bool, error) {
	history, err := shortcoming.Events(ctx, q, r.committee, of)
	if err != nil {
		return false, err
	}
	for _, was := range history {
		if was.ID != event {
			continue
		}
		if was.EffectiveOn != e.Date.Date || string(was.State) != e.State || string(was.Nature) != e.Nature || was.Note != org.Prose(e.Note) {
			return false, fault.New(fault.Conflict, "conflict.id_reused")
		}
		return true, nil
	}
	return false, nil
}

// personOrUnit are the ids of an assignee; exactly one is set.
func (r *dossierRun) personOrUnit(a DossierAssignee) (access.UnitID, access.PersonID) {
	switch {
	case a.Unit != "":
		return r.units[a.Unit], access.PersonID{}
	case a.Member != "":
		return access.UnitID{}, r.people[a.Member]
	}
	if u, ok := r.units[a.Any]; ok {
		return u, access.PersonID{}
	}
	return access.UnitID{}, r.people[a.Any]
}
