-- +goose Up

-- What following up needs beside the moves: a request for more time that waits, co-ordinating units' own parts, the counter-event
-- that takes a move back, the event a deadline counts from, and the decision at the end of a period.
ALTER TABLE task ADD COLUMN asked_due_on date;                     -- of the request for more time that waits for a decision
ALTER TABLE task ADD COLUMN extensions integer NOT NULL DEFAULT 0; -- granted so far
ALTER TABLE task_assignee ADD COLUMN part text NOT NULL DEFAULT ''; -- what a co-ordinating unit is asked for
ALTER TABLE task_assignee ADD COLUMN replied_on date;               -- the day it replied
ALTER TABLE task_assignee ADD CONSTRAINT task_assignee_reply CHECK (replied_on IS NULL OR role = 'coordinate');

ALTER TABLE task_event ADD COLUMN undoes integer;                     -- the event that this one takes back
ALTER TABLE task_event ADD COLUMN evidence text NOT NULL DEFAULT '';  -- the papers that prove it, by number and day
ALTER TABLE task_event ADD COLUMN for_person_id uuid REFERENCES person;
ALTER TABLE task_event ADD COLUMN event_name text NOT NULL DEFAULT ''; -- the event a deadline counts from
ALTER TABLE task_event ADD COLUMN event_on date;
ALTER TABLE task_event ADD COLUMN period text NOT NULL DEFAULT '';    -- the half-year that ended
ALTER TABLE task_event ADD COLUMN carry text NOT NULL DEFAULT '';     -- what was decided about the task then
ALTER TABLE task_event ADD COLUMN mentions jsonb NOT NULL DEFAULT '[]';

ALTER TABLE task_event DROP CONSTRAINT task_event_kind_check;
ALTER TABLE task_event ADD CONSTRAINT task_event_kind_check CHECK (kind IN ('recorded', 'assigned', 'accepted', 'returned', 'started', 'progress', 'reported',
    'sent_back', 'confirmed', 'paused', 'resumed', 'cancelled', 'reopened', 'deadline_set', 'extension_asked', 'extension_granted', 'extension_refused', 'reworded',
    'part_added', 'part_ended', 'comment', 'directive', 'undone', 'parts_set', 'contributed', 'event_entered', 'concluded', 'carried_over'));
ALTER TABLE task_event DROP CONSTRAINT task_event_state;
ALTER TABLE task_event ADD CONSTRAINT task_event_state CHECK (state = CASE kind
    WHEN 'recorded' THEN 'recorded' WHEN 'assigned' THEN 'assigned' WHEN 'accepted' THEN 'accepted' WHEN 'returned' THEN 'returned'
    WHEN 'started' THEN 'in_progress' WHEN 'reported' THEN 'reported' WHEN 'sent_back' THEN 'in_progress' WHEN 'confirmed' THEN 'confirmed'
    WHEN 'paused' THEN 'paused' WHEN 'resumed' THEN 'in_progress' WHEN 'cancelled' THEN 'cancelled' WHEN 'reopened' THEN 'in_progress'
    WHEN 'concluded' THEN 'confirmed' END);
ALTER TABLE task_event DROP CONSTRAINT task_event_state_given;
ALTER TABLE task_event ADD CONSTRAINT task_event_state_given CHECK ((state IS NOT NULL) = (kind IN ('recorded', 'assigned', 'accepted', 'returned', 'started',
    'reported', 'sent_back', 'confirmed', 'paused', 'resumed', 'cancelled', 'reopened', 'concluded')));
ALTER TABLE task_event DROP CONSTRAINT task_event_completed;
ALTER TABLE task_event ADD CONSTRAINT task_event_completed CHECK ((completed_on IS NOT NULL) = (kind IN ('reported', 'confirmed', 'concluded')));
ALTER TABLE task_event DROP CONSTRAINT task_event_due;
ALTER TABLE task_event ADD CONSTRAINT task_event_due CHECK (sets_due = (kind IN ('recorded', 'deadline_set', 'extension_granted', 'event_entered'))
    AND (sets_due = (due_kind IS NOT NULL)));
ALTER TABLE task_event DROP CONSTRAINT task_event_leads;
ALTER TABLE task_event ADD CONSTRAINT task_event_leads CHECK (sets_leads = (kind IN ('recorded', 'assigned', 'parts_set')) AND (sets_leads = (assignees IS NOT NULL)));

-- What a move asks for, as the service has asked from the beginning.
ALTER TABLE task_event ADD CONSTRAINT task_event_reason CHECK (note <> '' OR kind NOT IN ('returned', 'sent_back', 'paused', 'cancelled', 'reopened',
    'extension_asked', 'extension_refused', 'comment', 'directive'));
ALTER TABLE task_event ADD CONSTRAINT task_event_actions CHECK (actions <> '' OR kind NOT IN ('progress', 'reported', 'contributed'));
ALTER TABLE task_event ADD CONSTRAINT task_event_asked CHECK ((asked_due_on IS NOT NULL) = (kind = 'extension_asked')
    AND (kind NOT IN ('extension_granted', 'event_entered') OR due_on IS NOT NULL));
ALTER TABLE task_event ADD CONSTRAINT task_event_undoes CHECK ((undoes IS NOT NULL) = (kind = 'undone') AND (undoes IS NULL OR undoes = seq - 1));
ALTER TABLE task_event ADD CONSTRAINT task_event_contributor CHECK (kind <> 'contributed' OR (for_unit_id IS NULL) <> (for_person_id IS NULL));
ALTER TABLE task_event ADD CONSTRAINT task_event_named CHECK ((event_on IS NOT NULL) = (kind = 'event_entered') AND (kind = 'event_entered') = (event_name <> ''));
ALTER TABLE task_event ADD CONSTRAINT task_event_carried CHECK ((kind = 'carried_over') = (carry <> '') AND (kind = 'carried_over') = (period <> '')
    AND carry IN ('', 'keep', 'reword', 'reassign', 'deadline', 'close'));
CREATE INDEX task_event_undone ON task_event (committee_id, task_id, undoes) WHERE undoes IS NOT NULL;

-- A move is taken back within ten minutes and before anything follows; what was taken back itself is not.
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION task_event_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last record;
BEGIN
    SELECT seq, recorded_at, kind INTO last FROM task_event
     WHERE committee_id = NEW.committee_id AND task_id = NEW.task_id ORDER BY seq DESC LIMIT 1;
    IF NEW.seq <> coalesce(last.seq, 0) + 1 THEN
        RAISE EXCEPTION 'task_event seq % after %', NEW.seq, coalesce(last.seq, 0) USING ERRCODE = 'check_violation', CONSTRAINT = 'task_event_gapless';
    END IF;
    IF last.recorded_at > NEW.recorded_at THEN
        RAISE EXCEPTION 'task_event recorded before its predecessor' USING ERRCODE = 'check_violation', CONSTRAINT = 'task_event_clock';
    END IF;
    IF NEW.effective_on > (NEW.recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date THEN
        RAISE EXCEPTION 'task_event takes effect after it was recorded' USING ERRCODE = 'check_violation', CONSTRAINT = 'task_event_future';
    END IF;
    IF NEW.kind = 'undone' AND (last.kind IN ('recorded', 'undone') OR NEW.recorded_at > last.recorded_at + interval '10 minutes') THEN
        RAISE EXCEPTION 'task_event % can no longer be undone', last.seq USING ERRCODE = 'check_violation', CONSTRAINT = 'task_event_undo_in_time';
    END IF;
    RETURN NEW;
END
$$;
-- +goose StatementEnd

-- The fold leaves out what was taken back by the instant asked for.
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION task_at(of_committee uuid, as_of date, known_at timestamptz)
RETURNS TABLE (task_id uuid, state text, sent_back boolean, completed_on date, due_on date, deadline_kind text,
               was_overdue boolean, lead_unit_ids uuid[], last_report_on date, last_seq integer)
LANGUAGE sql STABLE AS $$
    SELECT f.task_id, f.state, f.last_kind = 'sent_back',
           CASE WHEN f.state IN ('reported', 'confirmed') THEN f.completed END,
           f.due, f.kind, f.late, f.leads, f.report, f.seq
      FROM (SELECT e.task_id,
                   (array_agg(e.state ORDER BY e.effective_on DESC, e.seq DESC) FILTER (WHERE e.state IS NOT NULL))[1] AS state,
                   (array_agg(e.kind ORDER BY e.effective_on DESC, e.seq DESC) FILTER (WHERE e.state IS NOT NULL))[1] AS last_kind,
                   (array_agg(e.completed_on ORDER BY e.effective_on DESC, e.seq DESC) FILTER (WHERE e.completed_on IS NOT NULL))[1] AS completed,
                   (array_agg(e.due_on ORDER BY e.effective_on DESC, e.seq DESC) FILTER (WHERE e.sets_due))[1] AS due,
                   (array_agg(e.due_kind ORDER BY e.effective_on DESC, e.seq DESC) FILTER (WHERE e.sets_due))[1] AS kind,
                   bool_or(e.late AND e.kind = 'extension_granted') AS late,
                   (SELECT l.lead_unit_ids FROM task_event l
                     WHERE l.committee_id = of_committee AND l.task_id = e.task_id AND l.sets_leads
                       AND l.effective_on <= as_of AND l.recorded_at <= known_at
                       AND NOT EXISTS (SELECT 1 FROM task_event u WHERE u.committee_id = of_committee AND u.task_id = l.task_id AND u.undoes = l.seq
                                          AND u.recorded_at <= known_at)
                     ORDER BY l.effective_on DESC, l.seq DESC LIMIT 1) AS leads,
                   max(e.effective_on) FILTER (WHERE e.kind IN ('progress', 'reported')) AS report,
                   max(e.seq) AS seq
              FROM task_event e
             WHERE e.committee_id = of_committee AND e.effective_on <= as_of AND e.recorded_at <= known_at
               AND NOT EXISTS (SELECT 1 FROM task_event u WHERE u.committee_id = of_committee AND u.task_id = e.task_id AND u.undoes = e.seq
                                  AND u.recorded_at <= known_at)
             GROUP BY e.task_id) f
     WHERE f.state IS NOT NULL
$$;
-- +goose StatementEnd

-- Requests that wait, and how many were granted, as the events so far say.
UPDATE task t SET extensions = g.n FROM (SELECT committee_id, task_id, count(*) AS n FROM task_event WHERE kind = 'extension_granted' GROUP BY 1, 2) g
    WHERE g.committee_id = t.committee_id AND g.task_id = t.id;
UPDATE task t SET asked_due_on = e.asked_due_on FROM (
        SELECT DISTINCT ON (committee_id, task_id) committee_id, task_id, kind, asked_due_on FROM task_event
        WHERE kind IN ('extension_asked', 'extension_granted', 'extension_refused', 'deadline_set', 'assigned', 'returned', 'confirmed', 'cancelled')
        ORDER BY committee_id, task_id, effective_on DESC, seq DESC) e
    WHERE e.kind = 'extension_asked' AND e.committee_id = t.committee_id AND e.task_id = t.id;

-- owner: task
CREATE TABLE task_setting (
    committee_id    uuid    PRIMARY KEY REFERENCES committee,
    extension_limit integer NOT NULL CHECK (extension_limit BETWEEN 0 AND 99),
    version         integer NOT NULL DEFAULT 1
);
COMMENT ON TABLE task_setting IS 'How a committee follows its tasks; without a row the usual rules hold.';
