-- +goose Up

-- What was recorded after an instant: which tasks have changed since a day gone by.
CREATE INDEX task_event_recorded ON task_event (committee_id, recorded_at) INCLUDE (task_id);

-- Every task of a committee as it stood at the end of a day, as known at an instant, with what a list shows of it. A task of which
-- nothing was recorded later stands as its row stands: only the others are folded. assignees is null where they are those of today.
-- It is in PL/pgSQL so that a session plans it once. The fold is that of task_at; a test proves it equal to its twin in Go.
-- +goose StatementBegin
CREATE FUNCTION task_then(of_committee uuid, as_of date, known_at timestamptz)
RETURNS TABLE (committee_id uuid, id uuid, number integer, form text, counted boolean, text text, wording text, addressees text[], source_kind text,
               meeting_id uuid, field_id uuid, search_key text, given_on date, first_due_on date, state text, sent_back boolean, completed_on date,
               due_on date, deadline_kind text, deadline_words text, lead_unit_id uuid, lead_person_id uuid, lead_count integer, last_report_on date,
               asked_due_on date, assignees jsonb, source_shortcoming_id uuid)
LANGUAGE plpgsql STABLE ROWS 800 AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY WITH touched AS MATERIALIZED (
        SELECT DISTINCT e.task_id FROM task_event e
         WHERE e.committee_id = of_committee AND e.recorded_at > least(known_at, (as_of + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh' - interval '1 microsecond')),
    told AS ( -- in the order of the fold: the last of each kind is what holds
        SELECT e.* FROM task_event e JOIN touched USING (task_id)
         WHERE e.committee_id = of_committee AND e.effective_on <= as_of AND e.recorded_at <= known_at
           AND NOT EXISTS (SELECT 1 FROM task_event u WHERE u.committee_id = of_committee AND u.task_id = e.task_id AND u.undoes = e.seq AND u.recorded_at <= known_at)
         ORDER BY e.task_id, e.effective_on, e.seq),
    folded AS MATERIALIZED (
        SELECT task_id, array_agg(state) FILTER (WHERE state IS NOT NULL) AS states, array_agg(kind) FILTER (WHERE state IS NOT NULL) AS kinds,
               array_agg(completed_on) FILTER (WHERE completed_on IS NOT NULL) AS completed,
               array_agg(due_on) FILTER (WHERE sets_due) AS dues, array_agg(due_kind) FILTER (WHERE sets_due) AS due_kinds,
               array_agg(due_words) FILTER (WHERE due_words <> '') AS words, array_agg(assignees) FILTER (WHERE sets_leads) AS assignees,
               array_agg(asked_due_on) FILTER (WHERE kind IN ('extension_asked', 'extension_granted', 'extension_refused', 'deadline_set', 'event_entered', 'assigned', 'returned', 'confirmed', 'cancelled')) AS asked, -- nothing where the last of these settled it
               max(effective_on) FILTER (WHERE kind IN ('progress', 'reported')) AS report
          FROM told GROUP BY task_id),
    then_stood AS (
        SELECT task_id, states[cardinality(states)] AS state, kinds[cardinality(kinds)] = 'sent_back' AS sent_back, completed[cardinality(completed)] AS completed,
               dues[cardinality(dues)] AS due_on, due_kinds[cardinality(due_kinds)] AS due_kind, coalesce(words[cardinality(words)], '') AS words,
               assignees[cardinality(assignees)] AS assignees, asked[cardinality(asked)] AS asked, report
          FROM folded)
    SELECT t.committee_id, t.id, t.number, t.form, t.counted, t.text, t.wording, t.addressees, t.source_kind,
           t.meeting_id, t.field_id, t.search_key, t.given_on, t.first_due_on, t.state, t.sent_back, t.completed_on,
           t.due_on, t.deadline_kind, t.deadline_words, t.lead_unit_id, t.lead_person_id, t.lead_count, t.last_report_on, t.asked_due_on, NULL::jsonb, t.source_shortcoming_id
      FROM task t WHERE t.committee_id = of_committee AND NOT EXISTS (SELECT 1 FROM touched x WHERE x.task_id = t.id)
    UNION ALL
    SELECT t.committee_id, t.id, t.number, t.form, t.counted, t.text, t.wording, t.addressees, t.source_kind,
           t.meeting_id, t.field_id, t.search_key, t.given_on, t.first_due_on, f.state, f.sent_back,
           CASE WHEN f.state IN ('reported', 'confirmed') THEN f.completed END,
           f.due_on, f.due_kind, f.words, lead.unit_id, lead.person_id, lead.n, f.report, f.asked, f.assignees, t.source_shortcoming_id
      FROM then_stood f JOIN task t ON t.committee_id = of_committee AND t.id = f.task_id
     CROSS JOIN LATERAL (
        SELECT (array_agg((a.value->>'unit_id')::uuid ORDER BY a.place) FILTER (WHERE a.value ? 'unit_id'))[1] AS unit_id,
               (array_agg((a.value->>'person_id')::uuid ORDER BY a.place) FILTER (WHERE a.value ? 'person_id'))[1] AS person_id,
               count(*)::int AS n
          FROM jsonb_array_elements(coalesce(nullif(f.assignees, 'null'), '[]')) WITH ORDINALITY AS a (value, place)
         WHERE a.value->>'role' = 'lead') lead
     WHERE f.state IS NOT NULL;
END
$$;
-- +goose StatementEnd
