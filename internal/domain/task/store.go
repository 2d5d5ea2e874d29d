package task

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/dondoc/dondoc/internal/domain/meeting"
	"github.com/dondoc/dondoc/internal/domain/org"
	"github.com/dondoc/dondoc/internal/domain/shortcoming"
	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/calendar"
	"github.com/dondoc/dondoc/internal/foundation/database"
	"github.com/dondoc/dondoc/internal/foundation/deadline"
	"github.com/dondoc/dondoc/internal/foundation/vietnamese"
)

// row is a task as the table holds it, with its assignees and cures gathered.
type row struct {
	Committee      access.CommitteeID `db:"committee_id"`
	ID             ID                 `db:"id"`
	Number         int                `db:"number"`
	Form           Form               `db:"form"`
	Parent         ID                 `db:"parent_id"`
	PartUnit       access.UnitID      `db:"part_unit_id"`
	Series         ID                 `db:"series_id"`
	OccursOn       calendar.Date      `db:"occurs_on"`
	Meeting        meeting.ID         `db:"meeting_id"`
	SourceKind     SourceKind         `db:"source_kind"`
	SourceBlock    meeting.BlockID    `db:"source_block_id"`
	SourceShort    shortcoming.ID     `db:"source_shortcoming_id"`
	SourceDocument string             `db:"source_document"`
	SourceText     string             `db:"source_text"`
	Text           string             `db:"text"`
	SpokenText     string             `db:"spoken_text"`
	Wording        string             `db:"wording"`
	Addressees     []string           `db:"addressees"`
	EachOf         bool               `db:"each_of"`
	Field          org.FieldID        `db:"field_id"`
	Product        string             `db:"product"`
	EvidenceNeeded bool               `db:"evidence_required"`
	DeadlineKind   string             `db:"deadline_kind"`
	Meaning        []byte             `db:"deadline_meaning"`
	FirstDueOn     calendar.Date      `db:"first_due_on"`
	DueOn          calendar.Date      `db:"due_on"`
	State          State              `db:"state"`
	SentBack       bool               `db:"sent_back"`
	WasOverdue     bool               `db:"was_overdue"`
	GivenOn        calendar.Date      `db:"given_on"`
	CompletedOn    calendar.Date      `db:"completed_on"`
	LastReportOn   calendar.Date      `db:"last_report_on"`
	LastSeq        int                `db:"last_seq"`
	Position       int                `db:"position"`
	CreatedAt      time.Time          `db:"created_at"`
	CreatedHash    string             `db:"created_hash"`
	Version        int                `db:"version"`
	AskedDueOn     calendar.Date      `db:"asked_due_on"`
	Extensions     int                `db:"extensions"`
	Assignees      []byte             `db:"assignees"`
	Cures          []shortcoming.ID   `db:"cures"`
}

const selectTask = `SELECT t.committee_id, t.id, t.number, t.form, t.parent_id, t.part_unit_id, t.series_id, t.occurs_on, t.meeting_id,
	t.source_kind, t.source_block_id, t.source_shortcoming_id, t.source_document, t.source_text, t.text, t.spoken_text, t.wording,
	t.addressees, t.each_of, t.field_id, t.product, t.evidence_required, t.deadline_kind, t.deadline_meaning, t.first_due_on, t.due_on,
	t.state, t.sent_back, t.was_overdue, t.given_on, t.completed_on, t.last_report_on, t.last_seq, t.position, t.created_at, t.created_hash, t.version,
	t.asked_due_on, t.extensions,
	coalesce((SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object('role', a.role, 'unit_id', a.unit_id, 'person_id', a.person_id, 'due_on', a.due_on,
			'part', nullif(a.part, ''), 'replied_on', a.replied_on,
			'moved_on', a.moved_on, 'formerly', nullif(a.formerly, ''), 'name', coalesce(u.name, p.full_name) || formerly_words(a.moved_on, a.formerly))) ORDER BY array_position(ARRAY['lead', 'coordinate', 'advise', 'receive'], a.role), a.position)
		FROM task_assignee a LEFT JOIN unit u ON u.id = a.unit_id LEFT JOIN person p ON p.id = a.person_id
		WHERE a.committee_id = t.committee_id AND a.task_id = t.id), '[]') AS assignees,
	ARRAY(SELECT c.shortcoming_id FROM task_cures c WHERE c.committee_id = t.committee_id AND c.task_id = t.id ORDER BY 1) AS cures
	FROM task t`

func (r row) task() (Task, error) {
	t := Task{
		Committee: r.Committee, ID: r.ID, Number: r.Number, Form: r.Form, Parent: r.Parent, PartUnit: r.PartUnit, Series: r.Series, OccursOn: r.OccursOn,
		Source: Source{Kind: r.SourceKind, Meeting: r.Meeting, Block: r.SourceBlock, Shortcoming: r.SourceShort, Document: r.SourceDocument, Text: r.SourceText},
		Text:   r.Text, SpokenText: r.SpokenText, Wording: r.Wording, Addressees: r.Addressees, EachOf: r.EachOf, Field: r.Field,
		Product: r.Product, EvidenceNeeded: r.EvidenceNeeded, DeadlineKind: r.DeadlineKind, FirstDueOn: r.FirstDueOn, DueOn: r.DueOn,
		State: r.State, SentBack: r.SentBack, WasOverdue: r.WasOverdue, GivenOn: r.GivenOn, CompletedOn: r.CompletedOn,
		LastReportOn: r.LastReportOn, LastSeq: r.LastSeq, Position: r.Position, CreatedAt: r.CreatedAt, Version: r.Version, Cures: r.Cures, hash: r.CreatedHash,
		AskedDueOn: r.AskedDueOn, Extensions: r.Extensions,
	}
	if err := json.Unmarshal(r.Meaning, &t.Deadline); err != nil {
		return Task{}, fmt.Errorf("task %s: deadline: %w", r.ID, err)
	}
	if err := json.Unmarshal(r.Assignees, &t.Assignees); err != nil {
		return Task{}, fmt.Errorf("task %s: assignees: %w", r.ID, err)
	}
	return t, nil
}

func one(ctx context.Context, q database.Querier, sql string, args ...any) (Task, error) {
	rows, _ := q.Query(ctx, sql, args...) // an error here is returned by Collect
	r, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[row])
	if err != nil {
		return Task{}, database.Translate(err)
	}
	return r.task()
}

// ByID reads one task of a committee; NotFound when there is none.
func ByID(ctx context.Context, q database.Querier, c access.CommitteeID, i ID) (Task, error) {
	return one(ctx, q, selectTask+` WHERE t.committee_id = $1 AND t.id = $2`, c, i)
}

// ByNumber reads one task by its short number.
func ByNumber(ctx context.Context, q database.Querier, c access.CommitteeID, number int) (Task, error) {
	return one(ctx, q, selectTask+` WHERE t.committee_id = $1 AND t.number = $2`, c, number)
}

// lock reads a task and keeps others from writing it until the transaction ends.
func lock(ctx context.Context, tx database.Tx, c access.CommitteeID, i ID) (Task, error) {
	return one(ctx, tx, selectTask+` WHERE t.committee_id = $1 AND t.id = $2 FOR UPDATE OF t`, c, i)
}

// many reads tasks in the order of their short numbers.
func many(ctx context.Context, q database.Querier, where string, args ...any) ([]Task, error) {
	rows, _ := q.Query(ctx, selectTask+where+` ORDER BY t.number`, args...) // an error here is returned by Collect
	all, err := pgx.CollectRows(rows, pgx.RowToStructByName[row])
	if err != nil {
		return nil, database.Translate(err)
	}
	tasks := make([]Task, 0, len(all))
	for _, r := range all {
		t, err := r.task()
		if err != nil {
			return nil, err
		}
		tasks = append(tasks, t)
	}
	return tasks, nil
}

// ByIDs reads some tasks of a committee, in the order of their short numbers.
func ByIDs(ctx context.Context, q database.Querier, c access.CommitteeID, some []ID) ([]Task, error) {
	return many(ctx, q, ` WHERE t.committee_id = $1 AND t.id = ANY($2)`, c, some)
}

// eventByID finds an event however it was sent before.
func eventByID(ctx context.Context, q database.Querier, c access.CommitteeID, i EventID) ([]Event, error) {
	return events(ctx, q, ` WHERE e.committee_id = $1 AND e.id = $2`, c, i)
}

// Events reads the history of a task in the order it was recorded.
func Events(ctx context.Context, q database.Querier, c access.CommitteeID, i ID) ([]Event, error) {
	return events(ctx, q, ` WHERE e.committee_id = $1 AND e.task_id = $2`, c, i)
}

func events(ctx context.Context, q database.Querier, where string, args ...any) ([]Event, error) {
	rows, err := q.Query(ctx, `SELECT e.task_id, e.seq, e.id, e.kind, e.effective_on, e.recorded_at, e.user_id, e.login, e.actor_name, e.for_unit_id, coalesce(e.state, ''),
		e.completed_on, e.sets_due, e.due_on, coalesce(e.due_kind, ''), e.due_words, e.late, e.sets_leads, coalesce(e.assignees, '[]'), e.asked_due_on,
		e.note, e.actions, e.obstacles, e.text, e.created_hash, coalesce(e.undoes, 0), e.evidence, e.for_person_id, e.event_name, e.event_on, e.period, e.carry, e.attachment_id, e.link_id, e.declared,
		coalesce((SELECT jsonb_agg(m || jsonb_build_object('name', coalesce(u.name, p.full_name))) FROM jsonb_array_elements(e.mentions) m
			LEFT JOIN unit u ON u.id = (m ->> 'unit_id')::uuid LEFT JOIN person p ON p.id = (m ->> 'person_id')::uuid), '[]') FROM task_event e`+where+` ORDER BY e.task_id, e.seq`, args...)
	if err != nil {
		return nil, database.Translate(err)
	}
	return pgx.CollectRows(rows, scanEvent)
}

func scanEvent(r pgx.CollectableRow) (Event, error) {
	var e Event
	var assignees, mentions []byte
	err := r.Scan(&e.Task, &e.Seq, &e.ID, &e.Kind, &e.EffectiveOn, &e.RecordedAt, &e.User, &e.Login, &e.ActorName, &e.ForUnit, &e.State,
		&e.CompletedOn, &e.SetsDue, &e.DueOn, &e.DueKind, &e.DueWords, &e.Late, &e.SetsLeads, &assignees, &e.AskedDueOn,
		&e.Note, &e.Actions, &e.Obstacles, &e.Text, &e.hash, &e.Undoes, &e.Evidence, &e.ForPerson, &e.EventName, &e.EventOn, &e.Period, &e.Carry, &e.Attachment, &e.Link, &e.Declared, &mentions)
	if err != nil {
		return Event{}, err
	}
	if err := json.Unmarshal(mentions, &e.Mentions); err != nil {
		return Event{}, err
	}
	return e, json.Unmarshal(assignees, &e.Assignees)
}

// settings are the committee's rules that a deadline is read by.
type settings struct {
	SoonDays    int  `db:"due_soon_days"`
	ExcludesDay bool `db:"before_excludes_day"`
}

func settingsOf(ctx context.Context, q database.Querier, c access.CommitteeID) (settings, error) {
	rows, _ := q.Query(ctx, `SELECT due_soon_days, before_excludes_day FROM committee WHERE id = $1`, c) // an error here is returned by Collect
	s, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[settings])
	return s, database.Translate(err)
}

// save writes the row as it is now and raises its version.
func save(ctx context.Context, tx database.Tx, t Task) error {
	meaning, err := json.Marshal(t.Deadline)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `UPDATE task SET form = $3, text = $4, spoken_text = $5, addressees = $6, each_of = $7, field_id = $8, product = $9,
		evidence_required = $10, deadline_words = $11, deadline_kind = $12, deadline_meaning = $13, first_due_on = $14, due_on = $15, state = $16,
		sent_back = $17, was_overdue = $18, lead_unit_id = $19, completed_on = $20, last_report_on = $21, last_seq = $22, search_key = $23,
		source_kind = $24, meeting_id = $25, source_block_id = $26, source_shortcoming_id = $27, source_document = $28, source_text = $29, wording = $30, lead_person_id = $31, lead_count = $32,
		asked_due_on = $33, extensions = $34, lead_formerly = $35, moved = moved OR $35 <> '' OR $36,
		version = version + 1
		WHERE committee_id = $1 AND id = $2`,
		t.Committee, t.ID, t.Form, t.Text, t.SpokenText, texts(t.Addressees), t.EachOf, t.Field, t.Product,
		t.EvidenceNeeded, t.Deadline.Words, t.DeadlineKind, meaning, t.FirstDueOn, t.DueOn, t.State,
		t.SentBack, t.WasOverdue, firstLead(t.Assignees), t.CompletedOn, t.LastReportOn, t.LastSeq, searchKey(t),
		t.Source.Kind, t.Source.Meeting, t.Source.Block, t.Source.Shortcoming, t.Source.Document, t.Source.Text, t.Wording,
		leadPerson(t.Assignees), len(leadsOf(t.Assignees)), t.AskedDueOn, t.Extensions, leadFormerly(t.Assignees), anyMoved(t.Assignees))
	return database.Translate(err)
}

func replaceAssignees(ctx context.Context, tx database.Tx, t Task) error {
	if _, err := tx.Exec(ctx, `DELETE FROM task_assignee WHERE committee_id = $1 AND task_id = $2`, t.Committee, t.ID); err != nil {
		return err
	}
	return copyAssignees(ctx, tx, []Whole{{Task: t}})
}

func replaceCures(ctx context.Context, tx database.Tx, t Task) error {
	if _, err := tx.Exec(ctx, `DELETE FROM task_cures WHERE committee_id = $1 AND task_id = $2`, t.Committee, t.ID); err != nil {
		return err
	}
	return copyCures(ctx, tx, []Whole{{Task: t}})
}

func texts(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}

func firstLead(all []Assignee) access.UnitID {
	if units := leadUnits(all); len(units) > 0 {
		return units[0]
	}
	return access.UnitID{}
}

// leadPerson is the member who leads where no unit does.
func leadPerson(all []Assignee) access.PersonID {
	leads := leadsOf(all)
	if len(leads) > 0 && firstLead(all).IsZero() {
		return leads[0].Person
	}
	return access.PersonID{}
}

// searchKey is what words are looked for in: the text, what was spoken, the addressees, the product, without marks.
func searchKey(t Task) string {
	all := t.Text + " " + t.SpokenText + " " + t.Product + " " + t.Source.Document
	for _, a := range t.Addressees {
		all += " " + a
	}
	return vietnamese.Key(all)
}

// understand reads deadline words as said on a day, by the committee's rules and the working calendar.
func understand(ctx context.Context, q database.Querier, c access.CommitteeID, words string, on calendar.Date) (deadline.Meaning, error) {
	return understandFrom(ctx, q, c, said{words: words, on: on})
}

// said is a deadline as somebody said it on a day; base is the day of the event it counts from, once that is known.
type said struct {
	words    string
	on, base calendar.Date
}

func understandFrom(ctx context.Context, q database.Querier, c access.CommitteeID, w said) (deadline.Meaning, error) {
	s, err := settingsOf(ctx, q, c)
	if err != nil {
		return deadline.Meaning{}, err
	}
	work, err := org.WorkCalendar(ctx, q)
	if err != nil {
		return deadline.Meaning{}, err
	}
	return deadline.Understand(w.words, deadline.Options{On: w.on, BaseDate: w.base, Calendar: work, BeforeExcludesDay: s.ExcludesDay}), nil
}
