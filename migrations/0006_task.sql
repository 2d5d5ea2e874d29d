-- +goose Up

-- owner: task
CREATE TABLE task (
    committee_id     uuid    NOT NULL REFERENCES committee,
    id               uuid    NOT NULL,
    number           integer NOT NULL,
    form             text    NOT NULL CHECK (form IN ('single', 'fan_out', 'part', 'series', 'occurrence')),
    parent_id        uuid,  -- of a part: the fan-out task it belongs to
    part_unit_id     uuid   REFERENCES unit,
    series_id        uuid,  -- of an occurrence: the recurring task it belongs to
    occurs_on        date,
    meeting_id       uuid,
    source_kind      text    NOT NULL CHECK (source_kind IN ('conclusion', 'speech', 'shortcoming', 'directive', 'document', 'import', 'unknown')),
    source_block_id  uuid,
    source_shortcoming_id uuid,
    source_document  text    NOT NULL DEFAULT '', -- number, date, issuer of a document
    source_text      text    NOT NULL DEFAULT '', -- the wording of the block it came from, kept when the block is edited later
    text             text    NOT NULL CHECK (text <> ''),
    spoken_text      text    NOT NULL DEFAULT '', -- as spoken; empty while only a report is known
    wording          text    NOT NULL CHECK (wording IN ('verbatim', 'reported')),
    addressees       text[]  NOT NULL DEFAULT '{}', -- the words, "từng thành viên …"
    each_of          boolean NOT NULL DEFAULT false, -- the words ask it of each of them
    field_id         uuid    REFERENCES field,
    product          text    NOT NULL DEFAULT '',
    evidence_required boolean NOT NULL DEFAULT false,
    deadline_words   text    NOT NULL DEFAULT '',
    deadline_kind    text    NOT NULL CHECK (deadline_kind IN ('date', 'date_time', 'month', 'quarter', 'half_year', 'year', 'before_month', 'relative',
                                                               'recurring', 'event', 'continuous', 'vague', 'reference', 'target', 'none')),
    deadline_meaning jsonb   NOT NULL DEFAULT '{}', -- all that was understood from the words
    first_due_on     date,
    due_on           date,   -- in force: the first deadline or the one last granted
    state            text    NOT NULL CHECK (state IN ('recorded', 'assigned', 'accepted', 'returned', 'in_progress', 'reported', 'confirmed', 'paused', 'cancelled')),
    sent_back        boolean NOT NULL DEFAULT false,
    was_overdue      boolean NOT NULL DEFAULT false, -- an extension came after expiry
    lead_unit_id     uuid    REFERENCES unit,        -- the lead unit named first
    lead_person_id   uuid    REFERENCES person,      -- the member who leads, where no unit does
    lead_count       integer NOT NULL DEFAULT 0,
    given_on         date    NOT NULL,
    completed_on     date,
    last_report_on   date,
    counted          boolean GENERATED ALWAYS AS (form NOT IN ('fan_out', 'series')) STORED,
    last_seq         integer NOT NULL DEFAULT 0,
    position         integer NOT NULL DEFAULT 0,
    search_key       text    NOT NULL,
    created_at       timestamptz NOT NULL,
    created_hash     text    NOT NULL,
    version          integer NOT NULL DEFAULT 1,
    PRIMARY KEY (committee_id, id),
    CONSTRAINT task_number UNIQUE (committee_id, number),
    CONSTRAINT task_part UNIQUE (committee_id, parent_id, part_unit_id),
    CONSTRAINT task_occurrence UNIQUE (committee_id, series_id, occurs_on),
    FOREIGN KEY (committee_id, parent_id) REFERENCES task (committee_id, id),
    FOREIGN KEY (committee_id, series_id) REFERENCES task (committee_id, id),
    FOREIGN KEY (committee_id, meeting_id) REFERENCES meeting,
    FOREIGN KEY (committee_id, source_block_id) REFERENCES block (committee_id, id),
    FOREIGN KEY (committee_id, source_shortcoming_id) REFERENCES shortcoming (committee_id, id),
    CONSTRAINT task_part_has_parent CHECK ((parent_id IS NOT NULL) = (part_unit_id IS NOT NULL)
        AND (form <> 'part' OR parent_id IS NOT NULL) AND (form IN ('part', 'series') OR parent_id IS NULL)), -- a recurring part is a series
    CONSTRAINT task_occurrence_has_series CHECK ((form = 'occurrence') = (series_id IS NOT NULL) AND (form = 'occurrence') = (occurs_on IS NOT NULL)),
    CONSTRAINT task_done_has_day CHECK ((state IN ('reported', 'confirmed')) = (completed_on IS NOT NULL)),
    CONSTRAINT task_sent_back_is_in_progress CHECK (NOT sent_back OR state = 'in_progress'),
    CONSTRAINT task_due_needs_kind CHECK (due_on IS NULL OR deadline_kind <> 'continuous')
);
COMMENT ON TABLE task IS 'One obligation for life; the row is the fold of its events.';
-- The list of one committee, by deadline. It carries what the timing class needs, so that a page is found and counted on the index alone.
CREATE INDEX task_by_due ON task (committee_id, due_on, number) INCLUDE (id, form, counted, state, deadline_kind, completed_on);
CREATE INDEX task_by_lead ON task (lead_unit_id, committee_id, due_on);
CREATE INDEX task_meeting ON task (committee_id, meeting_id) WHERE meeting_id IS NOT NULL;
CREATE INDEX task_children ON task (committee_id, parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX task_source_shortcoming ON task (committee_id, source_shortcoming_id) WHERE source_shortcoming_id IS NOT NULL;
CREATE INDEX task_source_block ON task (committee_id, source_block_id) WHERE source_block_id IS NOT NULL;

-- owner: task
CREATE TABLE task_assignee (
    committee_id uuid    NOT NULL,
    task_id      uuid    NOT NULL,
    role         text    NOT NULL CHECK (role IN ('lead', 'coordinate', 'advise', 'receive')),
    position     integer NOT NULL,
    unit_id      uuid    REFERENCES unit,
    person_id    uuid    REFERENCES person,
    due_on       date,
    PRIMARY KEY (committee_id, task_id, role, position),
    FOREIGN KEY (committee_id, task_id) REFERENCES task,
    CONSTRAINT task_assignee_one CHECK ((unit_id IS NULL) <> (person_id IS NULL))
);
COMMENT ON TABLE task_assignee IS 'Who owes the task: leads in the order named, co-ordinating, advising and receiving units or members.';
CREATE INDEX task_assignee_unit ON task_assignee (unit_id, committee_id, task_id) INCLUDE (role) WHERE unit_id IS NOT NULL;

-- owner: task
CREATE TABLE task_cures (
    committee_id   uuid NOT NULL,
    task_id        uuid NOT NULL,
    shortcoming_id uuid NOT NULL,
    PRIMARY KEY (committee_id, task_id, shortcoming_id),
    FOREIGN KEY (committee_id, task_id) REFERENCES task,
    FOREIGN KEY (committee_id, shortcoming_id) REFERENCES shortcoming (committee_id, id)
);
COMMENT ON TABLE task_cures IS 'Which shortcomings a task is meant to cure.';
CREATE INDEX task_cures_shortcoming ON task_cures (committee_id, shortcoming_id);

-- owner: task
CREATE TABLE task_event (
    committee_id uuid        NOT NULL,
    task_id      uuid        NOT NULL,
    seq          integer     NOT NULL CHECK (seq > 0),
    id           uuid        NOT NULL,
    kind         text        NOT NULL CHECK (kind IN ('recorded', 'assigned', 'accepted', 'returned', 'started', 'progress', 'reported', 'sent_back', 'confirmed',
                                                      'paused', 'resumed', 'cancelled', 'reopened', 'deadline_set', 'extension_asked', 'extension_granted',
                                                      'extension_refused', 'reworded', 'part_added', 'part_ended', 'comment', 'directive')),
    effective_on date        NOT NULL,
    recorded_at  timestamptz NOT NULL,
    user_id      uuid,
    login        text        NOT NULL,
    actor_name   text        NOT NULL,
    for_unit_id  uuid        REFERENCES unit,
    state        text        CHECK (state IN ('recorded', 'assigned', 'accepted', 'returned', 'in_progress', 'reported', 'confirmed', 'paused', 'cancelled')),
    completed_on date,
    sets_due     boolean     NOT NULL DEFAULT false,
    due_on       date,
    due_kind     text,
    due_words    text        NOT NULL DEFAULT '',
    late         boolean     NOT NULL DEFAULT false, -- an extension asked or granted after expiry
    sets_leads   boolean     NOT NULL DEFAULT false,
    lead_unit_ids uuid[]     NOT NULL DEFAULT '{}',
    assignees    jsonb,
    asked_due_on date,
    note         text        NOT NULL DEFAULT '', -- reason, comment, directive
    actions      text        NOT NULL DEFAULT '', -- actions taken, as the unit reports them
    obstacles    text        NOT NULL DEFAULT '',
    text         text        NOT NULL DEFAULT '', -- the new wording
    created_hash text        NOT NULL DEFAULT '',
    PRIMARY KEY (committee_id, task_id, seq),
    CONSTRAINT task_event_id UNIQUE (committee_id, id),
    FOREIGN KEY (committee_id, task_id) REFERENCES task,
    CONSTRAINT task_event_state CHECK (state = CASE kind
        WHEN 'recorded' THEN 'recorded' WHEN 'assigned' THEN 'assigned' WHEN 'accepted' THEN 'accepted' WHEN 'returned' THEN 'returned'
        WHEN 'started' THEN 'in_progress' WHEN 'reported' THEN 'reported' WHEN 'sent_back' THEN 'in_progress' WHEN 'confirmed' THEN 'confirmed'
        WHEN 'paused' THEN 'paused' WHEN 'resumed' THEN 'in_progress' WHEN 'cancelled' THEN 'cancelled' WHEN 'reopened' THEN 'in_progress' END),
    CONSTRAINT task_event_state_given CHECK ((state IS NOT NULL) = (kind IN ('recorded', 'assigned', 'accepted', 'returned', 'started', 'reported',
        'sent_back', 'confirmed', 'paused', 'resumed', 'cancelled', 'reopened'))),
    CONSTRAINT task_event_completed CHECK ((completed_on IS NOT NULL) = (kind IN ('reported', 'confirmed'))),
    CONSTRAINT task_event_due CHECK (sets_due = (kind IN ('recorded', 'deadline_set', 'extension_granted')) AND (sets_due = (due_kind IS NOT NULL))),
    CONSTRAINT task_event_leads CHECK (sets_leads = (kind IN ('recorded', 'assigned')) AND (sets_leads = (assignees IS NOT NULL)))
);
COMMENT ON TABLE task_event IS 'What happened to a task, append-only, on two clocks: the day it took effect and the instant it was recorded.';

-- +goose StatementBegin
CREATE FUNCTION task_event_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last record;
BEGIN
    SELECT seq, recorded_at INTO last FROM task_event
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
    RETURN NEW;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER task_event_guard BEFORE INSERT ON task_event FOR EACH ROW EXECUTE FUNCTION task_event_guard();
CREATE TRIGGER task_event_append_only BEFORE UPDATE OR DELETE ON task_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER task_event_no_truncate BEFORE TRUNCATE ON task_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The timing class. Inlinable: one expression, no search path, immutable. Its twin is task.Timing in Go; a test proves them equal.
-- +goose StatementBegin
CREATE FUNCTION task_timing(state text, deadline_kind text, due_on date, completed_on date, as_of date, soon integer) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN state = 'cancelled' THEN 'cancelled'
        WHEN state = 'paused' THEN 'paused'
        WHEN state = 'confirmed' THEN CASE
            WHEN due_on IS NULL THEN 'done_no_deadline'
            WHEN completed_on > due_on THEN 'done_late'
            ELSE 'done_in_time' END
        WHEN due_on IS NULL THEN CASE WHEN deadline_kind = 'continuous' THEN 'continuous' ELSE 'no_deadline' END
        WHEN as_of > due_on THEN 'overdue'
        WHEN due_on - as_of <= soon THEN 'due_soon'
        ELSE 'in_time' END
$$;
-- +goose StatementEnd

-- The state of every task of a committee at a day, as known at an instant: the fold of its events.
-- +goose StatementBegin
CREATE FUNCTION task_at(of_committee uuid, as_of date, known_at timestamptz)
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
                     ORDER BY l.effective_on DESC, l.seq DESC LIMIT 1) AS leads,
                   max(e.effective_on) FILTER (WHERE e.kind IN ('progress', 'reported')) AS report,
                   max(e.seq) AS seq
              FROM task_event e
             WHERE e.committee_id = of_committee AND e.effective_on <= as_of AND e.recorded_at <= known_at
             GROUP BY e.task_id) f
     WHERE f.state IS NOT NULL
$$;
-- +goose StatementEnd
