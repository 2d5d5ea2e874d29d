package task

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/dondoc/dondoc/internal/foundation/access"
	"github.com/dondoc/dondoc/internal/foundation/database"
)

// CopyIn writes settled tasks with their assignees, cures and events by COPY. Large loads and single creations go the same way.
func CopyIn(ctx context.Context, tx database.Tx, all []Whole) error {
	columns := []string{
		"committee_id", "id", "number", "form", "parent_id", "part_unit_id", "series_id", "occurs_on", "meeting_id", "source_kind", "source_block_id",
		"source_shortcoming_id", "source_document", "source_text", "text", "spoken_text", "wording", "addressees", "each_of", "field_id", "product",
		"evidence_required", "deadline_words", "deadline_kind", "deadline_meaning", "first_due_on", "due_on", "state", "sent_back", "was_overdue",
		"lead_unit_id", "lead_person_id", "lead_count", "given_on", "completed_on", "last_report_on", "last_seq", "position", "search_key", "created_at", "created_hash",
		"asked_due_on", "extensions", "lead_formerly",
	}
	_, err := tx.CopyFrom(ctx, pgx.Identifier{"task"}, columns, pgx.CopyFromSlice(len(all), func(i int) ([]any, error) { return taskValues(all[i].Task) }))
	if err != nil {
		return database.Translate(err)
	}
	if err := copyAssignees(ctx, tx, all); err != nil {
		return err
	}
	if err := copyCures(ctx, tx, all); err != nil {
		return err
	}
	return copyEvents(ctx, tx, all)
}

func taskValues(t Task) ([]any, error) {
	meaning, err := json.Marshal(t.Deadline)
	return []any{
		t.Committee, t.ID, t.Number, t.Form, t.Parent, t.PartUnit, t.Series, t.OccursOn, t.Source.Meeting, t.Source.Kind, t.Source.Block,
		t.Source.Shortcoming, t.Source.Document, t.Source.Text, t.Text, t.SpokenText, t.Wording, texts(t.Addressees), t.EachOf, t.Field, t.Product,
		t.EvidenceNeeded, t.Deadline.Words, t.DeadlineKind, meaning, t.FirstDueOn, t.DueOn, t.State, t.SentBack, t.WasOverdue,
		firstLead(t.Assignees), leadPerson(t.Assignees), len(leadsOf(t.Assignees)), t.GivenOn, t.CompletedOn, t.LastReportOn, t.LastSeq, t.Position, searchKey(t), t.CreatedAt, t.hash,
		t.AskedDueOn, t.Extensions, leadFormerly(t.Assignees),
	}, err
}

func copyAssignees(ctx context.Context, tx database.Tx, all []Whole) error {
	var rows [][]any
	for _, w := range all {
		next := map[AssigneeRole]int{}
		for _, a := range w.Task.Assignees {
			next[a.Role]++
			rows = append(rows, []any{w.Task.Committee, w.Task.ID, a.Role, next[a.Role], a.Unit, a.Person, a.Due, a.Part, a.Reply, a.MovedOn, a.Formerly})
		}
	}
	_, err := tx.CopyFrom(ctx, pgx.Identifier{"task_assignee"}, []string{"committee_id", "task_id", "role", "position", "unit_id", "person_id", "due_on", "part", "replied_on", "moved_on", "formerly"}, pgx.CopyFromRows(rows))
	return database.Translate(err)
}

func copyCures(ctx context.Context, tx database.Tx, all []Whole) error {
	var rows [][]any
	for _, w := range all {
		for _, s := range w.Task.Cures {
			rows = append(rows, []any{w.Task.Committee, w.Task.ID, s})
		}
	}
	_, err := tx.CopyFrom(ctx, pgx.Identifier{"task_cures"}, []string{"committee_id", "task_id", "shortcoming_id"}, pgx.CopyFromRows(rows))
	return database.Translate(err)
}

func copyEvents(ctx context.Context, tx database.Tx, all []Whole) error {
	var rows [][]any
	for _, w := range all {
		for _, e := range w.Events {
			v, err := eventValues(w.Task.Committee, e)
			if err != nil {
				return err
			}
			rows = append(rows, v)
		}
	}
	columns := []string{
		"committee_id", "task_id", "seq", "id", "kind", "effective_on", "recorded_at", "user_id", "login", "actor_name", "for_unit_id", "state", "completed_on",
		"sets_due", "due_on", "due_kind", "due_words", "late", "sets_leads", "lead_unit_ids", "assignees", "asked_due_on", "note", "actions", "obstacles", "text", "created_hash",
		"undoes", "evidence", "for_person_id", "event_name", "event_on", "period", "carry", "mentions", "attachment_id", "link_id", "declared",
	}
	_, err := tx.CopyFrom(ctx, pgx.Identifier{"task_event"}, columns, pgx.CopyFromRows(rows))
	return database.Translate(err)
}

func eventValues(c access.CommitteeID, e Event) ([]any, error) {
	var assignees []byte
	if e.SetsLeads {
		list := e.Assignees
		if list == nil {
			list = []Assignee{}
		}
		var err error
		if assignees, err = json.Marshal(list); err != nil {
			return nil, err
		}
	}
	mentions, err := json.Marshal(mentionsOf(e))
	if err != nil {
		return nil, err
	}
	return []any{
		c, e.Task, e.Seq, e.ID, e.Kind, e.EffectiveOn, e.RecordedAt, e.User, e.Login, e.ActorName, e.ForUnit, absent(string(e.State)), e.CompletedOn,
		e.SetsDue, e.DueOn, absent(e.DueKind), e.DueWords, e.Late, e.SetsLeads, leadUnits(e.Assignees), assignees, e.AskedDueOn, e.Note, e.Actions, e.Obstacles, e.Text, e.hash,
		absentNumber(e.Undoes), e.Evidence, e.ForPerson, e.EventName, e.EventOn, e.Period, e.Carry, mentions, e.Attachment, e.Link, e.Declared,
	}, nil
}

// mentionsOf is the list as stored: never null.
func mentionsOf(e Event) []Mention {
	if e.Mentions == nil {
		return []Mention{}
	}
	return e.Mentions
}

// absentNumber keeps NULL for no number.
func absentNumber(n int) any {
	if n == 0 {
		return nil
	}
	return n
}

// absent keeps NULL for a text that says nothing.
func absent(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func lastRecorded(all []Event) time.Time {
	var last time.Time
	for _, e := range all {
		if e.RecordedAt.After(last) {
			last = e.RecordedAt
		}
	}
	return last
}
