-- +goose Up
-- How the tasks of a committee stood at the end of a day, as known at an instant, where anything was recorded of them since: few, and
-- few columns. Whoever reads joins them to task, of which the others stand as their row stands; handing every row of the list through
-- a function cost more than the fold itself. state is null where the task was not there yet; assignees where they are those of today.
-- The fold is that of task_at; a test proves it equal to its twin in Go. It is in PL/pgSQL so that a session plans it once.
DROP FUNCTION task_then(uuid, date, timestamptz);

-- +goose StatementBegin
CREATE FUNCTION task_told(of_committee uuid, as_of date, known_at timestamptz)
RETURNS TABLE (task_id uuid, state text, sent_back boolean, completed_on date, due_on date, deadline_kind text, deadline_words text,
               lead_unit_id uuid, lead_person_id uuid, lead_count integer, last_report_on date, asked_due_on date, assignees jsonb)
LANGUAGE plpgsql STABLE ROWS 100 SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
    -- Found first and handed on as they are: the one plan that is kept then goes from these few to their events, whatever it was made for.
    touched uuid[] := ARRAY(SELECT DISTINCT e.task_id FROM task_event e
         WHERE e.committee_id = of_committee AND e.recorded_at > least(known_at, (as_of + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh' - interval '1 microsecond'));
BEGIN
    RETURN QUERY WITH undone AS MATERIALIZED ( -- taken back as far as was known then: few
        SELECT u.task_id, u.undoes FROM task_event u WHERE u.committee_id = of_committee AND u.undoes IS NOT NULL AND u.recorded_at <= known_at),
    told AS ( -- in the order of the fold: the last of each kind is what holds
        SELECT e.* FROM unnest(touched) AS x (task_id) JOIN task_event e USING (task_id)
         WHERE e.committee_id = of_committee AND e.effective_on <= as_of AND e.recorded_at <= known_at
           AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.task_id = e.task_id AND u.undoes = e.seq)
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
    SELECT x.task_id, f.state, f.sent_back, CASE WHEN f.state IN ('reported', 'confirmed') THEN f.completed END,
           f.due_on, f.due_kind, f.words, lead.unit_id, lead.person_id, coalesce(lead.n, 0), f.report, f.asked, f.assignees
      FROM unnest(touched) AS x (task_id) LEFT JOIN then_stood f USING (task_id)
      LEFT JOIN LATERAL (
        SELECT (array_agg((a.value->>'unit_id')::uuid ORDER BY a.place) FILTER (WHERE a.value ? 'unit_id'))[1] AS unit_id,
               (array_agg((a.value->>'person_id')::uuid ORDER BY a.place) FILTER (WHERE a.value ? 'person_id'))[1] AS person_id,
               count(*)::int AS n
          FROM jsonb_array_elements(coalesce(nullif(f.assignees, 'null'), '[]')) WITH ORDINALITY AS a (value, place)
         WHERE a.value->>'role' = 'lead') lead ON f.assignees IS NOT NULL;
END
$$;
-- +goose StatementEnd
