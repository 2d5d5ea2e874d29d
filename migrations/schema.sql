-- What the migrations add up to; made by `make schema`, for reading and for reviews.

SET check_function_bodies = off;

CREATE EXTENSION btree_gin;
CREATE EXTENSION btree_gist;
CREATE EXTENSION pg_trgm;

CREATE OR REPLACE FUNCTION public.answer_link_fixed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - 'used_at' - 'revoked_at' <> to_jsonb(OLD) - 'used_at' - 'revoked_at'
        OR OLD.used_at IS NOT NULL AND NEW.used_at IS DISTINCT FROM OLD.used_at
        OR OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS DISTINCT FROM OLD.revoked_at THEN
        RAISE EXCEPTION 'answer_link is fixed' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'answer_link_append_only';
    END IF;
    RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION public.formerly_words(moved_on date, formerly text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
    SELECT CASE WHEN coalesce(formerly, '') = '' THEN '' ELSE ' (trước ' || lpad(extract(day FROM moved_on)::text, 2, '0') || '/' ||
        lpad(extract(month FROM moved_on)::text, 2, '0') || '/' || extract(year FROM moved_on)::text || ': ' || formerly || ')' END
$function$;

CREATE OR REPLACE FUNCTION public.paper_number_guard()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.void OR (NEW.committee_id, NEW.id, NEW.kind, NEW.series, NEW.number, NEW.paper_id)
        IS DISTINCT FROM (OLD.committee_id, OLD.id, OLD.kind, OLD.series, OLD.number, OLD.paper_id) THEN
        RAISE EXCEPTION 'a number stays what it is' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'paper_number_append_only';
    END IF;
    RETURN NEW;
END
$function$;

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_TABLE_NAME || '_append_only';
END
$function$;

CREATE OR REPLACE FUNCTION public.refuse_change_of_issued()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
    old_meeting uuid := CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE OLD.meeting_id END;
    new_meeting uuid := CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE NEW.meeting_id END;
    of_committee uuid := CASE WHEN TG_OP = 'INSERT' THEN NEW.committee_id ELSE OLD.committee_id END;
BEGIN
    IF EXISTS (SELECT 1 FROM meeting m WHERE m.committee_id = of_committee AND m.id IN (old_meeting, new_meeting) AND m.state = 'issued') THEN
        RAISE EXCEPTION '% of an issued meeting', TG_TABLE_NAME USING ERRCODE = 'restrict_violation', CONSTRAINT = 'meeting_issued';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$function$;

CREATE OR REPLACE FUNCTION public.refuse_issued_meeting()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    IF OLD.state = 'issued' THEN
        RAISE EXCEPTION 'the meeting is issued' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'meeting_issued';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$function$;

CREATE OR REPLACE FUNCTION public.refuse_issued_paper()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    IF OLD.state = 'issued' THEN
        RAISE EXCEPTION 'the paper is issued' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'meeting_paper_issued';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$function$;

CREATE OR REPLACE FUNCTION public.shortcoming_terms(key text)
 RETURNS TABLE(term text)
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
    SELECT u.word FROM regexp_split_to_table(key, '[^[:alnum:]]+') AS u (word) WHERE u.word <> ''
    UNION
    SELECT w.word || ' ' || w.next FROM (
        SELECT u.word, lead(u.word) OVER (ORDER BY u.n) AS next
        FROM regexp_split_to_table(key, '[^[:alnum:]]+') WITH ORDINALITY AS u (word, n) WHERE u.word <> '') w
    WHERE w.next IS NOT NULL
$function$;

CREATE OR REPLACE FUNCTION public.stamp_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    NEW.changed := nextval('live_seq');
    RETURN NEW;
END
$function$;

CREATE OR REPLACE FUNCTION public.task_at(of_committee uuid, as_of date, known_at timestamp with time zone)
 RETURNS TABLE(task_id uuid, state text, sent_back boolean, completed_on date, due_on date, deadline_kind text, was_overdue boolean, lead_unit_ids uuid[], last_report_on date, last_seq integer)
 LANGUAGE sql
 STABLE
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.task_event_guard()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.task_timing(state text, deadline_kind text, due_on date, completed_on date, as_of date, soon integer)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.task_told(of_committee uuid, as_of date, known_at timestamp with time zone)
 RETURNS TABLE(task_id uuid, state text, sent_back boolean, completed_on date, due_on date, deadline_kind text, deadline_words text, lead_unit_id uuid, lead_person_id uuid, lead_count integer, last_report_on date, asked_due_on date, assignees jsonb)
 LANGUAGE plpgsql
 STABLE ROWS 100
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.task_total_more()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    INSERT INTO task_total AS t (committee_id, shown)
    SELECT committee_id, count(*) FROM made WHERE form NOT IN ('occurrence', 'part') GROUP BY committee_id
    ON CONFLICT (committee_id) DO UPDATE SET shown = t.shown + excluded.shown;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.task_total_moved()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    UPDATE task_total SET shown = shown - (OLD.form NOT IN ('occurrence', 'part'))::int + (NEW.form NOT IN ('occurrence', 'part'))::int
     WHERE committee_id = NEW.committee_id;
    RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.tell_meeting()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    PERFORM pg_notify('dondoc_meeting', TG_ARGV[0] || ':' || m.meeting_id)
        FROM (SELECT DISTINCT meeting_id FROM changed WHERE meeting_id IS NOT NULL) m;
    RETURN NULL;
END
$function$;

CREATE OR REPLACE FUNCTION public.units_answered(of_user uuid, on_day date)
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
    RETURN ARRAY(
        WITH RECURSIVE own(id) AS (
            SELECT u.unit_id FROM user_unit u
             WHERE u.user_id = of_user AND NOT u.withdrawn AND u.valid_from <= on_day AND (u.valid_to IS NULL OR u.valid_to >= on_day)
            UNION SELECT s.from_unit_id FROM unit_succession s JOIN own ON s.to_unit_id = own.id
             WHERE NOT s.withdrawn AND s.happened_on <= on_day)
        SELECT id FROM own ORDER BY id);
END $function$;

CREATE SEQUENCE live_seq AS bigint;

CREATE TABLE agenda_item (
    committee_id uuid NOT NULL,
    id uuid NOT NULL,
    meeting_id uuid NOT NULL,
    "position" integer NOT NULL,
    title text NOT NULL,
    presenter_id uuid,
    presenter text DEFAULT ''::text NOT NULL,
    minutes integer,
    withdrawn boolean DEFAULT false NOT NULL,
    created_hash text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    prepare_words text DEFAULT ''::text NOT NULL,
    prepare_unit_id uuid,
    prepare_person_id uuid,
    prepare_by date,
    outcome text DEFAULT 'open'::text NOT NULL,
    moved_to uuid,
    CONSTRAINT agenda_item_pkey PRIMARY KEY (committee_id, id),
    CONSTRAINT agenda_item_minutes_check CHECK (minutes >= 1 AND minutes <= 1440),
    CONSTRAINT agenda_item_moved CHECK ((outcome = 'moved'::text) = (moved_to IS NOT NULL)),
    CONSTRAINT agenda_item_outcome_check CHECK (outcome = ANY (ARRAY['open'::text, 'done'::text, 'moved'::text])),
    CONSTRAINT agenda_item_title_check CHECK (title <> ''::text)
);
COMMENT ON TABLE agenda_item IS 'A point of the agenda.';

CREATE TABLE answer_given (
    committee_id uuid NOT NULL,
    event_id uuid NOT NULL,
    link_id uuid NOT NULL,
    task_id uuid NOT NULL,
    kind text NOT NULL,
    final boolean NOT NULL,
    name text NOT NULL,
    post text NOT NULL,
    given_at timestamp with time zone NOT NULL,
    CONSTRAINT answer_given_pkey PRIMARY KEY (committee_id, event_id),
    CONSTRAINT answer_given_name_check CHECK (name <> ''::text),
    CONSTRAINT answer_given_post_check CHECK (post <> ''::text)
);
COMMENT ON TABLE answer_given IS 'What was reported by a link, and who the sender said they were.';

CREATE TABLE answer_link (
    committee_id uuid NOT NULL,
    id uuid NOT NULL,
    unit_id uuid NOT NULL,
    slip_id uuid,
    meant_for text DEFAULT ''::text NOT NULL,
    phone text DEFAULT ''::text NOT NULL,
    hash bytea NOT NULL,
    made_at timestamp with time zone NOT NULL,
    login text NOT NULL,
    expires_on date NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    revoked_at timestamp with time zone,
    created_hash text NOT NULL,
    CONSTRAINT answer_link_pkey PRIMARY KEY (committee_id, id),
    CONSTRAINT answer_link_hash_key UNIQUE (hash),
    CONSTRAINT answer_link_check CHECK (expires_at > made_at),
    CONSTRAINT answer_link_hash_check CHECK (length(hash) = 32)
);
COMMENT ON TABLE answer_link IS 'A one-time link by which a unit reports on some tasks without an account (liên kết trả lời).';

CREATE TABLE answer_link_task (
    committee_id uuid NOT NULL,
    link_id uuid NOT NULL,
    task_id uuid NOT NULL,
    "position" integer NOT NULL,
    CONSTRAINT answer_link_task_pkey PRIMARY KEY (committee_id, link_id, task_id)
);
COMMENT ON TABLE answer_link_task IS 'A task that a link lets its unit report on; no other.';

CREATE TABLE api_token (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    name text NOT NULL,
    hash bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    CONSTRAINT api_token_pkey PRIMARY KEY (id),
    CONSTRAINT api_token_hash UNIQUE (hash),
    CONSTRAINT api_token_hash_check CHECK (octet_length(hash) = 32)
);
COMMENT ON TABLE api_token IS 'Bearer tokens of the API; only their SHA-256 is kept.';

CREATE TABLE attachment (
    committee_id uuid NOT NULL,
    id uuid NOT NULL,
    owner_kind text NOT NULL,
    owner_id uuid NOT NULL,
    file_name text NOT NULL,
    media_type text NOT NULL,
    size bigint NOT NULL,
    sha256 bytea NOT NULL,
    uploaded_at timestamp with time zone NOT NULL,
    user_id uuid,
    login text NOT NULL,
    withdrawn_at timestamp with time zone,
    withdrawn_by text DEFAULT ''::text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    withdrawn_why text DEFAULT ''::text NOT NULL,
    purged_at timestamp with time zone,
    CONSTRAINT attachment_pkey PRIMARY KEY (committee_id, id),
    CONSTRAINT attachment_file_name_check CHECK (file_name <> ''::text),
    CONSTRAINT attachment_owner_kind_check CHECK (owner_kind = ANY (ARRAY['meeting'::text, 'agenda_item'::text, 'task'::text, 'task_event'::text, 'shortcoming'::text])),
    CONSTRAINT attachment_purged CHECK (purged_at IS NULL OR withdrawn_at IS NOT NULL),
    CONSTRAINT attachment_sha256_check CHECK (octet_length(sha256) = 32),
    CONSTRAINT attachment_size_check CHECK (size > 0)
);
COMMENT ON TABLE attachment IS 'Files: papers and evidence. The bytes lie in the blob store under their SHA-256; withdrawing keeps them.';

CREATE TABLE attachment_setting (
    committee_id uuid NOT NULL,
    retention_years integer NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT attachment_setting_pkey PRIMARY KEY (committee_id),
    CONSTRAINT attachment_setting_retention_years_check CHECK (retention_years >= 1 AND retention_years <= 100)
);
COMMENT ON TABLE attachment_setting IS 'How long a committee keeps the bytes of files taken away; without a row the usual ten years hold.';

CREATE TABLE attendance (
    committee_id uuid NOT NULL,
    id uuid NOT NULL,
    meeting_id uuid NOT NULL,
    "position" integer NOT NULL,
    person_id uuid,
    name text NOT NULL,
    post text DEFAULT ''::text NOT NULL,
    unit_id uuid,
    status text NOT NULL,
    substitute_for uuid,
    arrived_at time without time zone,
    left_at time without time zone,
    withdrawn boolean DEFAULT false NOT NULL,
    created_hash text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    changed bigint DEFAULT 0 NOT NULL,
    back_at time without time zone,
    CONSTRAINT attendance_pkey PRIMARY KEY (committee_id, id),
    CONSTRAINT attendance_back CHECK (back_at IS NULL OR left_at IS NOT NULL AND back_at >= left_at),
    CONSTRAINT attendance_name_check CHECK (name <> ''::text),
    CONSTRAINT attendance_status_check CHECK (status = ANY (ARRAY['present'::text, 'excused'::text, 'absent'::text])),
    CONSTRAINT attendance_substitute_present CHECK (substitute_for IS NULL OR status = 'present'::text),
    CONSTRAINT attendance_times CHECK (left_at >= arrived_at)
);
COMMENT ON TABLE attendance IS 'The roll: who was there, excused, absent, sat in for whom.';

CREATE TABLE audit_entry (
    committee_id uuid NOT NULL,
    seq bigint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    user_id uuid,
    login text NOT NULL,
    action text NOT NULL,
    subject text NOT NULL,
    subject_id uuid,
    before jsonb,
    after jsonb,
    prev_hash bytea NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT audit_entry_pkey PRIMARY KEY (committee_id, seq),
    CONSTRAINT audit_entry_hash_check CHECK (octet_length(hash) = 32),
    CONSTRAINT audit_entry_prev_hash_check CHECK (octet_length(prev_hash) = 32),
    CONSTRAINT audit_entry_seq_check CHECK (seq > 0)
);
COMMENT ON TABLE audit_entry IS 'Who did what, before and after; hash-chained per committee, append-only.';

CREATE TABLE audit_head (
    committee_id uuid NOT NULL,
    seq bigint NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT audit_head_pkey PRIMARY KEY (committee_id)
);
COMMENT ON TABLE audit_head IS 'The last link of each committee''s chain; its row lock orders the writers.';

CREATE TABLE block (
    committee_id uuid NOT NULL,
    id uuid NOT NULL,
    meeting_id uuid NOT NULL,
    "position" integer NOT NULL,
    kind text NOT NULL,
    within_id uuid,
    agenda_item_id uuid,
    speaker_id uuid,
    speaker text DEFAULT ''::text NOT NULL,
    speaker_post text DEFAULT ''::text NOT NULL,
    text text NOT NULL,
    wording text NOT NULL,
    source text DEFAULT ''::text NOT NULL,
    votes_for integer,
    votes_against integer,
    votes_abstained integer,
    withdrawn boolean DEFAULT false NOT NULL,
    search_key text NOT NULL,
    created_hash text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    changed bigint DEFAULT 0 NOT NULL,
    CONSTRAINT block_pkey PRIMARY KEY (committee_id, id),
    CONSTRAINT block_kind_check CHECK (kind = ANY (ARRAY['speech'::text, 'conclusion'::text, 'achievement'::text, 'vote'::text, 'note'::text])),
    CONSTRAINT block_votes CHECK ((kind = 'vote'::text) = (votes_for IS NOT NULL AND votes_against IS NOT NULL AND votes_abstained IS NOT NULL)),
    CONSTRAINT block_votes_abstained_check CHECK (votes_abstained >= 0),
    CONSTRAINT block_votes_against_check CHECK (votes_against >= 0),
    CONSTRAINT block_votes_for_check CHECK (votes_for >= 0),
    CONSTRAINT block_within_conclusion CHECK (within_id IS NULL OR kind = 'conclusion'::text),
    CONSTRAINT block_wording_check CHECK (wording = ANY (ARRAY['verbatim'::text, 'reported'::text]))
);
COMMENT ON TABLE block IS 'A line of the minutes.';

CREATE TABLE block_comment (
    committee_id uuid NOT NULL,
    id uuid NOT NULL,
    meeting_id uuid NOT NULL,
    block_id uuid NOT NULL,
    block_version integer NOT NULL,
    text text NOT NULL,
    state text DEFAULT 'open'::text NOT NULL,
    answer text DEFAULT ''::text NOT NULL,
    person_id uuid,
    name text NOT NULL,
    user_id uuid,
    login text NOT NULL,
    commented_at timestamp with time zone NOT NULL,
    answered_by text DEFAULT ''::text NOT NULL,
    answered_at timestamp with time zone,
    created_hash text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT block_comment_pkey PRIMARY KEY (committee_id, id),
    CONSTRAINT block_comment_answered CHECK ((state = 'open'::text) = (answered_at IS NULL)),
    CONSTRAINT block_comment_state_check CHECK (state = ANY (ARRAY['open'::text, 'answered'::text, 'taken_over'::text])),
    CONSTRAINT block_comment_text_check CHECK (text <> ''::text)
);
COMMENT ON TABLE block_comment IS 'What participants say to a line of the draft minutes, and what the secretary made of it.';

CREATE TABLE block_version (
    committee_id uuid NOT NULL,
    block_id uuid NOT NULL,
    version integer NOT NULL,
    kind text NOT NULL,
    text text NOT NULL,
    speaker text NOT NULL,
    withdrawn boolean NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    user_id uuid,
    login text NOT NULL,
    CONSTRAINT block_version_pkey PRIMARY KEY (committee_id, block_id, version)
);
COMMENT ON TABLE block_version IS 'Every wording a block has had, and whose.';

CREATE TABLE calendar_day (
    day date NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    source text NOT NULL,
    certainty text NOT NULL,
    withdrawn boolean DEFAULT false NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT calendar_day_pkey PRIMARY KEY (day),
    CONSTRAINT calendar_day_certainty_check CHECK (certainty = ANY (ARRAY['V'::text, 'V2'::text, 'M'::text, 'D'::text])),
    CONSTRAINT calendar_day_kind_check CHECK (kind = ANY (ARRAY['day_off'::text, 'working_weekend'::text])),
    CONSTRAINT calendar_day_name_check CHECK (name <> ''::text),
    CONSTRAINT calendar_day_source_check CHECK (source <> ''::text)
);
COMMENT ON TABLE calendar_day IS 'Days off and working weekends, each with its source and how sure it is (V verified, V2 second hand, M memory, D derived).';

CREATE TABLE committee (
    id uuid NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    short_name text NOT NULL,
    level text NOT NULL,
    parent_id uuid,
    document_system text NOT NULL,
    superior_name text DEFAULT ''::text NOT NULL,
    number_symbol text DEFAULT ''::text NOT NULL,
    place_name text DEFAULT ''::text NOT NULL,
    head_title text DEFAULT ''::text NOT NULL,
    uses_host_seal boolean DEFAULT false NOT NULL,
    due_soon_days integer DEFAULT 14 NOT NULL,
    before_excludes_day boolean DEFAULT false NOT NULL,
    valid_from date,
    valid_to date,
    search_key text NOT NULL,
    created_hash text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    withdrawn boolean DEFAULT false NOT NULL,
    repeat_alarm integer DEFAULT 3 NOT NULL,
    CONSTRAINT committee_pkey PRIMARY KEY (id),
    CONSTRAINT committee_code UNIQUE (code),
    CONSTRAINT committee_code_check CHECK (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text),
    CONSTRAINT committee_document_system_check CHECK (document_system = ANY (ARRAY['state'::text, 'party'::text])),
    CONSTRAINT committee_due_soon_days_check CHECK (due_soon_days >= 0 AND due_soon_days <= 366),
    CONSTRAINT committee_level_check CHECK (level = ANY (ARRAY['central'::text, 'province'::text, 'district'::text, 'commune'::text, 'agency'::text])),
    CONSTRAINT committee_name_check CHECK (name <> ''::text),
    CONSTRAINT committee_repeat_alarm_check CHECK (repeat_alarm >= 2 AND repeat_alarm <= 99),
    CONSTRAINT committee_short_name_check CHECK (short_name <> ''::text),
    CONSTRAINT committee_valid CHECK (valid_to >= valid_from)
);
COMMENT ON TABLE committee IS 'A steering committee (ban chỉ đạo).';

CREATE TABLE committee_counter (
    committee_id uuid NOT NULL,
    noun text NOT NULL,
    last integer NOT NULL,
    CONSTRAINT committee_counter_pkey PRIMARY KEY (committee_id, noun)
);
COMMENT ON TABLE committee_counter IS 'The last short number given to each noun; drawn under the row''s lock, never reused.';

CREATE TABLE committee_term (
    committee_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    starts_on date,
    ends_on date,
    establishing_act text DEFAULT ''::text NOT NULL,
    withdrawn boolean DEFAULT false NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_hash text NOT NULL,
    CONSTRAINT committee_term_pkey PRIMARY KEY (committee_id, id),
    CONSTRAINT committee_term_name_check CHECK (name <> ''::text),
    CONSTRAINT committee_term_span CHECK (ends_on >= starts_on)
);
COMMENT ON TABLE committee_term IS 'A term of office; Party numbering restarts with it.';

CREATE TABLE delegation (
    committee_id uuid NOT NULL,
    id uuid NOT NULL,
    absent_id uuid NOT NULL,
    substitute_id uuid NOT NULL,
    valid_from date NOT NULL,
    valid_to date NOT NULL,
    act text NOT NULL,
    withdrawn boolean DEFAULT false NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_hash text NOT NULL,
    CONSTRAINT delegation_pkey PRIMARY KEY (committee_id, id),
    CONSTRAINT delegation_once EXCLUDE USING gist (committee_id WITH =, absent_id WITH =, daterange(valid_from, valid_to, '[]'::text) WITH &&) WHERE (NOT withdrawn),
    CONSTRAINT delegation_act_check CHECK (act <> ''::text),
    CONSTRAINT delegation_self CHECK (absent_id <> substitute_id),
    CONSTRAINT delegation_span CHECK (valid_to >= valid_from)
);
COMMENT ON TABLE delegation IS 'Who stands in for whom in a committee, from a day to a day, by which act.';

CREATE TABLE document_template (
    committee_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    file_name text NOT NULL,
    bytes bytea NOT NULL,
    in_use boolean DEFAULT false NOT NULL,
    uploaded_at timestamp with time zone NOT NULL,
    login text NOT NULL,
    created_hash text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT document_template_pkey PRIMARY KEY (committee_id, id),
    CONSTRAINT document_template_bytes_check CHECK (octet_length(bytes) >= 1 AND octet_length(bytes) <= 2097152),
    CONSTRAINT document_template_file_name_check CHECK (file_name <> ''::text),
    CONSTRAINT document_template_kind_check CHECK (kind = ANY (ARRAY['minutes'::text, 'notice'::text, 'invitation'::text, 'supplement'::text, 'reminder'::text, 'report'::text]))
);
COMMENT ON TABLE document_template IS 'Word templates of a committee''s own. Earlier ones stay, so that it can go back to them.';

CREATE TABLE export_file (
    committee_id uuid NOT NULL,
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    created_hash text NOT NULL,
    query jsonb NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    rows_done integer DEFAULT 0 NOT NULL,
    rows_total integer DEFAULT 0 NOT NULL,
    tries integer DEFAULT 0 NOT NULL,
    problem text DEFAULT ''::text NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    size bigint DEFAULT 0 NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT export_file_pkey PRIMARY KEY (committee_id, id),
    CONSTRAINT export_file_check CHECK ((state = ANY (ARRAY['done'::text, 'failed'::text])) = (ended_at IS NOT NULL)),
    CONSTRAINT export_file_check1 CHECK (state <> 'done'::text OR size > 0 AND name <> ''::text),
    CONSTRAINT export_file_rows_done_check CHECK (rows_done >= 0),
    CONSTRAINT export_file_rows_total_check CHECK (rows_total >= 0),
    CONSTRAINT export_file_state_check CHECK (state = ANY (ARRAY['waiting'::text, 'working'::text, 'done'::text, 'failed'::text]))
);
COMMENT ON TABLE export_file IS 'Large workbooks that are made as jobs, fetched later and expire.';

CREATE TABLE field (
    id uuid NOT NULL,
    owner_committee_id uuid,
    code text NOT NULL,
    name text NOT NULL,
    position_order integer DEFAULT 0 NOT NULL,
    withdrawn boolean DEFAULT false NOT NULL,
    search_key text NOT NULL,
    created_hash text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT field_pkey PRIMARY KEY (id),
    CONSTRAINT field_code_check CHECK (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text),
    CONSTRAINT field_name_check CHECK (name <> ''::text)
);
COMMENT ON TABLE field IS 'A field of work (lĩnh vực).';

CREATE TABLE handover (
    committee_id uuid NOT NULL,
    id uuid NOT NULL,
    from_id uuid NOT NULL,
    to_id uuid NOT NULL,
    happened_on date NOT NULL,
    act text NOT NULL,
    moved jsonb NOT NULL,
    made_at timestamp with time zone NOT NULL,
    login text NOT NULL,
    created_hash text NOT NULL,
    CONSTRAINT handover_pkey PRIMARY KEY (committee_id, id),
    CONSTRAINT handover_act_check CHECK (act <> ''::text),
    CONSTRAINT handover_self CHECK (from_id <> to_id)
);
COMMENT ON TABLE handover IS 'What a person who left carried, and who took it over.';

CREATE TABLE meeting (
    committee_id uuid NOT NULL,
    id uuid NOT NULL,
    number integer NOT NULL,
    kind text NOT NULL,
    title text NOT NULL,
    reviewed_period text DEFAULT ''::text NOT NULL,
    next_period text DEFAULT ''::text NOT NULL,
    place text DEFAULT ''::text NOT NULL,
    held_on date NOT NULL,
    starts_at time without time zone,
    ended_on date,
    ends_at time without time zone,
    chair_id uuid,
    chair_post text DEFAULT ''::text NOT NULL,
    state text NOT NULL,
    wording text DEFAULT 'verbatim'::text NOT NULL,
    source text DEFAULT ''::text NOT NULL,
    search_key text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_hash text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    remark text DEFAULT ''::text NOT NULL,
    CONSTRAINT meeting_pkey PRIMARY KEY (committee_id, id),
    CONSTRAINT meeting_number UNIQUE (committee_id, number),
    CONSTRAINT meeting_ends_after_start CHECK (ended_on >= held_on AND (ended_on > held_on OR ends_at IS NULL OR starts_at IS NULL OR ends_at >= starts_at)),
    CONSTRAINT meeting_kind_check CHECK (kind = ANY (ARRAY['briefing'::text, 'interim_review'::text, 'final_review'::text, 'rollout'::text, 'thematic'::text, 'inspection'::text, 'other'::text])),
    CONSTRAINT meeting_next_period_check CHECK (next_period ~ '^([0-9]{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])))?)?$'::text),
    CONSTRAINT meeting_reported_has_source CHECK (wording = 'verbatim'::text OR source <> ''::text),
    CONSTRAINT meeting_reviewed_period_check CHECK (reviewed_period ~ '^([0-9]{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])))?)?$'::text),
    CONSTRAINT meeting_state_check CHECK (state = ANY (ARRAY['planned'::text, 'in_progress'::text, 'draft'::text, 'circulated'::text, 'signed_secretary'::text, 'signed'::text, 'issued'::text, 'postponed'::text, 'cancelled'::text])),
    CONSTRAINT meeting_title_check CHECK (title <> ''::text),
    CONSTRAINT meeting_wording_check CHECK (wording = ANY (ARRAY['verbatim'::text, 'reported'::text]))
);
COMMENT ON TABLE meeting IS 'One meeting of a committee, from plan to issued record.';

CREATE TABLE meeting_date (
    committee_id uuid NOT NULL,
    meeting_id uuid NOT NULL,
    sequence integer NOT NULL,
    kind text NOT NULL,
    held_on date NOT NULL,
    starts_at time without time zone,
    place text DEFAULT ''::text NOT NULL,
    why text DEFAULT ''::text NOT NULL,
    told_at timestamp with time zone NOT NULL,
    user_id uuid,
    login text NOT NULL,
    CONSTRAINT meeting_date_pkey PRIMARY KEY (committee_id, meeting_id, sequence),
    CONSTRAINT meeting_date_kind_check CHECK (kind = ANY (ARRAY['invited'::text, 'moved'::text, 'cancelled'::text])),
    CONSTRAINT meeting_date_sequence_check CHECK (sequence >= 0)
);
COMMENT ON TABLE meeting_date IS 'What people were told of a meeting''s day, each time they were told.';

CREATE TABLE meeting_paper (
    committee_id uuid NOT NULL,
    id uuid NOT NULL,
    meeting_id uuid NOT NULL,
    kind text NOT NULL,
    state text DEFAULT 'draft'::text NOT NULL,
    series text DEFAULT ''::text NOT NULL,
    number integer DEFAULT 0 NOT NULL,
    issued_on date,
    secretary_id uuid,
    secretary_name text DEFAULT ''::text NOT NULL,
    secretary_title text DEFAULT ''::text NOT NULL,
    signer_id uuid,
    signer_name text DEFAULT ''::text NOT NULL,
    signer_title text DEFAULT ''::text NOT NULL,
    signer_for_head boolean DEFAULT false NOT NULL,
    recipients text[] DEFAULT '{}'::text[] NOT NULL,
    corrects_id uuid,
    corrects text DEFAULT ''::text NOT NULL,
    body text DEFAULT ''::text NOT NULL,
    file_sha256 bytea,
    created_hash text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    signer_on_behalf boolean DEFAULT false NOT NULL,
    CONSTRAINT meeting_paper_pkey PRIMARY KEY (committee_id, id),
    CONSTRAINT meeting_paper_corrects CHECK (kind = 'supplement'::text OR corrects_id IS NULL AND corrects = ''::text AND body = ''::text),
    CONSTRAINT meeting_paper_file_sha256_check CHECK (octet_length(file_sha256) = 32),
    CONSTRAINT meeting_paper_issued CHECK ((state = 'issued'::text) = (issued_on IS NOT NULL)),
    CONSTRAINT meeting_paper_kind_check CHECK (kind = ANY (ARRAY['minutes'::text, 'notice'::text, 'invitation'::text, 'supplement'::text])),
    CONSTRAINT meeting_paper_number_check CHECK (number >= 0),
    CONSTRAINT meeting_paper_state_check CHECK (state = ANY (ARRAY['draft'::text, 'issued'::text]))
);
COMMENT ON TABLE meeting_paper IS 'What is known of a document of a meeting beside the record it tells of.';

CREATE TABLE meeting_presence (
    committee_id uuid NOT NULL,
    meeting_id uuid NOT NULL,
    connection uuid NOT NULL,
    user_id uuid NOT NULL,
    name text NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    CONSTRAINT meeting_presence_pkey PRIMARY KEY (committee_id, meeting_id, connection)
);
COMMENT ON TABLE meeting_presence IS 'Who follows a meeting''s record now; a row nobody renewed for a minute counts for nothing.';

CREATE TABLE meeting_secretary (
    committee_id uuid NOT NULL,
    meeting_id uuid NOT NULL,
    person_id uuid NOT NULL,
    "position" integer NOT NULL,
    CONSTRAINT meeting_secretary_pkey PRIMARY KEY (committee_id, meeting_id, person_id)
);
COMMENT ON TABLE meeting_secretary IS 'Who wrote the record.';

CREATE TABLE membership (
    committee_id uuid NOT NULL,
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    unit_id uuid,
    role text NOT NULL,
    title text DEFAULT ''::text NOT NULL,
    position_order integer DEFAULT 0 NOT NULL,
    valid_from date,
    valid_to date,
    withdrawn boolean DEFAULT false NOT NULL,
    created_hash text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT membership_pkey PRIMARY KEY (committee_id, id),
    CONSTRAINT membership_role_check CHECK (role = ANY (ARRAY['head'::text, 'standing_deputy'::text, 'deputy_head'::text, 'standing_member'::text, 'member'::text, 'secretary'::text])),
    CONSTRAINT membership_valid CHECK (valid_to >= valid_from)
);
COMMENT ON TABLE membership IS 'Who belongs to a committee, from when to when, in which order documents list them.';

CREATE TABLE one_time_link (
    id uuid NOT NULL,
    purpose text NOT NULL,
    user_id uuid,
    hash bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT one_time_link_pkey PRIMARY KEY (id),
    CONSTRAINT one_time_link_hash UNIQUE (hash),
    CONSTRAINT one_time_link_hash_check CHECK (octet_length(hash) = 32),
    CONSTRAINT one_time_link_purpose_check CHECK (purpose = ANY (ARRAY['setup'::text, 'reset'::text])),
    CONSTRAINT one_time_link_user CHECK ((purpose = 'setup'::text) = (user_id IS NULL))
);
COMMENT ON TABLE one_time_link IS 'The first administrator''s set-up and password resets; usable once, only the SHA-256 is kept.';

CREATE TABLE paper_counter (
    committee_id uuid NOT NULL,
    kind text NOT NULL,
    series text NOT NULL,
    last integer NOT NULL,
    CONSTRAINT paper_counter_pkey PRIMARY KEY (committee_id, kind, series)
);
COMMENT ON TABLE paper_counter IS 'The highest number given in a series; its row lock orders those who draw.';

CREATE TABLE paper_number (
    committee_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    series text NOT NULL,
    series_name text NOT NULL,
    number integer NOT NULL,
    paper_id uuid,
    issued_on date NOT NULL,
    summary text NOT NULL,
    signer text DEFAULT ''::text NOT NULL,
    recipients text DEFAULT ''::text NOT NULL,
    typed boolean NOT NULL,
    doubled boolean DEFAULT false NOT NULL,
    void boolean DEFAULT false NOT NULL,
    void_why text DEFAULT ''::text NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    login text NOT NULL,
    search_key text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT paper_number_pkey PRIMARY KEY (committee_id, id),
    CONSTRAINT paper_number_kind_check CHECK (kind = ANY (ARRAY['minutes'::text, 'notice'::text, 'invitation'::text, 'reminder'::text])),
    CONSTRAINT paper_number_number_check CHECK (number > 0),
    CONSTRAINT paper_number_void CHECK (NOT void OR void_why <> ''::text)
);
COMMENT ON TABLE paper_number IS 'The book of outgoing documents (sổ đăng ký văn bản đi); void numbers stay in it.';

CREATE TABLE period_dates (
    committee_id uuid NOT NULL,
    code text NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    cutoff_on date NOT NULL,
    send_by_on date NOT NULL,
    why text NOT NULL,
    withdrawn boolean DEFAULT false NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT period_dates_pkey PRIMARY KEY (committee_id, code),
    CONSTRAINT period_dates_code_check CHECK (code ~ '^[0-9]{4}(-(H[12]|Q[1-4]|M(0[1-9]|1[0-2])|9M|T))?$'::text),
    CONSTRAINT period_dates_order CHECK (starts_on <= ends_on AND starts_on <= cutoff_on AND cutoff_on <= send_by_on)
);
COMMENT ON TABLE period_dates IS 'One period of a committee whose days are others than its preset says.';

CREATE TABLE period_preset (
    committee_id uuid NOT NULL,
    valid_from date NOT NULL,
    scheme text NOT NULL,
    cutoff_days integer DEFAULT 0 NOT NULL,
    send_by_days integer DEFAULT 0 NOT NULL,
    CONSTRAINT period_preset_pkey PRIMARY KEY (committee_id, valid_from),
    CONSTRAINT period_preset_cutoff_days_check CHECK (cutoff_days >= '-31'::integer AND cutoff_days <= 31),
    CONSTRAINT period_preset_scheme_check CHECK (scheme = ANY (ARRAY['calendar'::text, 'cutoff14'::text])),
    CONSTRAINT period_preset_send_by_days_check CHECK (send_by_days >= 0 AND send_by_days <= 60)
);
COMMENT ON TABLE period_preset IS 'Which half-years a committee reports by: 01/01–30/6, or 15/12–14/6.';

CREATE TABLE person (
    id uuid NOT NULL,
    owner_committee_id uuid,
    full_name text NOT NULL,
    sort_name text NOT NULL,
    sort_name_set boolean DEFAULT false NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    withdrawn boolean DEFAULT false NOT NULL,
    search_key text NOT NULL,
    created_hash text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT person_pkey PRIMARY KEY (id),
    CONSTRAINT person_full_name_check CHECK (full_name <> ''::text)
);
COMMENT ON TABLE person IS 'A person who speaks, attends or is named; never merged automatically.';

CREATE TABLE person_post (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    unit_id uuid,
    title text NOT NULL,
    position_order integer DEFAULT 0 NOT NULL,
    valid_from date,
    valid_to date,
    withdrawn boolean DEFAULT false NOT NULL,
    created_hash text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT person_post_pkey PRIMARY KEY (id),
    CONSTRAINT person_post_title_check CHECK (title <> ''::text),
    CONSTRAINT person_post_valid CHECK (valid_to >= valid_from)
);
COMMENT ON TABLE person_post IS 'A post held from a day to a day; one person holds several.';

CREATE TABLE quorum_moment (
    committee_id uuid NOT NULL,
    meeting_id uuid NOT NULL,
    seq integer NOT NULL,
    at timestamp with time zone NOT NULL,
    seats integer NOT NULL,
    present integer NOT NULL,
    members integer NOT NULL,
    needed integer,
    login text NOT NULL,
    CONSTRAINT quorum_moment_pkey PRIMARY KEY (committee_id, meeting_id, seq)
);
COMMENT ON TABLE quorum_moment IS 'How many were there from one moment to the next.';

CREATE TABLE quorum_rule (
    committee_id uuid NOT NULL,
    base text NOT NULL,
    numerator integer NOT NULL,
    denominator integer NOT NULL,
    strict boolean NOT NULL,
    active boolean NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT quorum_rule_pkey PRIMARY KEY (committee_id),
    CONSTRAINT quorum_rule_base_check CHECK (base = ANY (ARRAY['seats'::text, 'members'::text])),
    CONSTRAINT quorum_rule_denominator_check CHECK (denominator >= 1 AND denominator <= 100),
    CONSTRAINT quorum_rule_fraction CHECK (numerator <= denominator),
    CONSTRAINT quorum_rule_numerator_check CHECK (numerator >= 1 AND numerator <= 100)
);
COMMENT ON TABLE quorum_rule IS 'How many must be there; a committee without an active row only counts.';

CREATE TABLE reminder_count (
    committee_id uuid NOT NULL,
    as_of date NOT NULL,
    coming integer NOT NULL,
    overdue integer NOT NULL,
    long_overdue integer NOT NULL,
    counted_at timestamp with time zone NOT NULL,
    CONSTRAINT reminder_count_pkey PRIMARY KEY (committee_id)
);
COMMENT ON TABLE reminder_count IS 'What waits to be urged, counted every morning; nobody is written to by it.';

CREATE TABLE reminder_line (
    committee_id uuid NOT NULL,
    slip_id uuid NOT NULL,
    "position" integer NOT NULL,
    task_id uuid NOT NULL,
    addressee_id uuid NOT NULL,
    due_on date NOT NULL,
    step integer NOT NULL,
    times integer NOT NULL,
    again boolean NOT NULL,
    CONSTRAINT reminder_line_pkey PRIMARY KEY (committee_id, slip_id, "position"),
    CONSTRAINT reminder_line_step_check CHECK (step >= 1 AND step <= 3),
    CONSTRAINT reminder_line_times_check CHECK (times > 0)
);
COMMENT ON TABLE reminder_line IS 'A task that a slip urged for, and at which step.';

CREATE TABLE reminder_rule (
    committee_id uuid NOT NULL,
    late_days integer NOT NULL,
    per text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT reminder_rule_pkey PRIMARY KEY (committee_id),
    CONSTRAINT reminder_rule_late_days_check CHECK (late_days >= 1 AND late_days <= 365),
    CONSTRAINT reminder_rule_per_check CHECK (per = ANY (ARRAY['unit'::text, 'task'::text]))
);
COMMENT ON TABLE reminder_rule IS 'How a committee urges; without a row 15 days, one slip for each unit. How soon "coming due" begins is committee.due_soon_days.';

CREATE TABLE reminder_slip (
    committee_id uuid NOT NULL,
    id uuid NOT NULL,
    unit_id uuid,
    person_id uuid,
    addressee text NOT NULL,
    number integer NOT NULL,
    book_id uuid NOT NULL,
    issued_on date NOT NULL,
    step integer NOT NULL,
    paper jsonb NOT NULL,
    file bytea NOT NULL,
    file_name text NOT NULL,
    sha256 bytea NOT NULL,
    made_at timestamp with time zone NOT NULL,
    login text NOT NULL,
    created_hash text NOT NULL,
    CONSTRAINT reminder_slip_pkey PRIMARY KEY (committee_id, id),
    CONSTRAINT reminder_slip_addressee_check CHECK (addressee <> ''::text),
    CONSTRAINT reminder_slip_number_check CHECK (number > 0),
    CONSTRAINT reminder_slip_step_check CHECK (step >= 1 AND step <= 3),
    CONSTRAINT reminder_slip_to CHECK ((unit_id IS NULL) <> (person_id IS NULL))
);
COMMENT ON TABLE reminder_slip IS 'A letter that urged a unit (phiếu đôn đốc), as it went out.';

CREATE TABLE reorganisation (
    committee_id uuid NOT NULL,
    id uuid NOT NULL,
    act text NOT NULL,
    happened_on date NOT NULL,
    withdrawn boolean DEFAULT false NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_hash text NOT NULL,
    CONSTRAINT reorganisation_pkey PRIMARY KEY (committee_id, id),
    CONSTRAINT reorganisation_act_check CHECK (act <> ''::text)
);
COMMENT ON TABLE reorganisation IS 'An act by which units were merged, split or dissolved, as a committee follows it on its open tasks.';

CREATE TABLE reorganisation_unit (
    committee_id uuid NOT NULL,
    reorganisation_id uuid NOT NULL,
    "position" integer NOT NULL,
    from_unit_id uuid NOT NULL,
    to_unit_id uuid,
    succession_id uuid NOT NULL,
    CONSTRAINT reorganisation_unit_pkey PRIMARY KEY (committee_id, reorganisation_id, "position"),
    CONSTRAINT reorganisation_unit_self CHECK (from_unit_id <> to_unit_id)
);
COMMENT ON TABLE reorganisation_unit IS 'A unit that ended by the act, and a successor.';

CREATE TABLE report_freeze (
    committee_id uuid NOT NULL,
    id uuid NOT NULL,
    period text NOT NULL,
    number integer NOT NULL,
    scheme text NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    cutoff_on date NOT NULL,
    send_by_on date NOT NULL,
    as_of date NOT NULL,
    known_at timestamp with time zone NOT NULL,
    timeliness text NOT NULL,
    by_job boolean NOT NULL,
    reason text NOT NULL,
    supersedes uuid,
    definitions integer NOT NULL,
    soon_days integer NOT NULL,
    letterhead jsonb NOT NULL,
    user_id uuid,
    login text NOT NULL,
    person text NOT NULL,
    created_hash text NOT NULL,
    CONSTRAINT report_freeze_pkey PRIMARY KEY (committee_id, id),
    CONSTRAINT report_freeze_number UNIQUE (committee_id, period, number),
    CONSTRAINT report_freeze_definitions_check CHECK (definitions > 0),
    CONSTRAINT report_freeze_number_check CHECK (number > 0),
    CONSTRAINT report_freeze_superseding CHECK ((number > 1) = (supersedes IS NOT NULL) AND (number = 1 OR reason <> ''::text)),
    CONSTRAINT report_freeze_timeliness_check CHECK (timeliness = ANY (ARRAY['early'::text, 'on_time'::text, 'late'::text]))
);
COMMENT ON TABLE report_freeze IS 'A report as it was fixed: period, clocks, settings and who fixed it.';

CREATE TABLE report_freeze_part (
    committee_id uuid NOT NULL,
    freeze_id uuid NOT NULL,
    part text NOT NULL,
    "position" integer NOT NULL,
    body jsonb NOT NULL,
    CONSTRAINT report_freeze_part_pkey PRIMARY KEY (committee_id, freeze_id, part, "position"),
    CONSTRAINT report_freeze_part_part_check CHECK (part = ANY (ARRAY['total'::text, 'first_deadline'::text, 'unit'::text, 'no_lead'::text, 'merged'::text, 'field'::text, 'rate'::text, 'month'::text, 'age'::text, 'meeting'::text, 'shortcoming'::text, 'identity'::text, 'comparison'::text, 'break'::text]))
);
COMMENT ON TABLE report_freeze_part IS 'The figures and short lists of a frozen report, one row each.';

CREATE TABLE report_freeze_task (
    committee_id uuid NOT NULL,
    freeze_id uuid NOT NULL,
    "position" integer NOT NULL,
    task_id uuid NOT NULL,
    figures text[] NOT NULL,
    lead_unit_ids uuid[] NOT NULL,
    field_id uuid,
    body jsonb NOT NULL,
    CONSTRAINT report_freeze_task_pkey PRIMARY KEY (committee_id, freeze_id, "position"),
    CONSTRAINT report_freeze_task_once UNIQUE (committee_id, freeze_id, task_id)
);
COMMENT ON TABLE report_freeze_task IS 'The list of tasks of a frozen report.';

CREATE TABLE report_setting (
    committee_id uuid NOT NULL,
    freeze_kinds text[] NOT NULL,
    since date NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT report_setting_pkey PRIMARY KEY (committee_id),
    CONSTRAINT report_setting_freeze_kinds_check CHECK (freeze_kinds <@ ARRAY['month'::text, 'quarter'::text, 'half'::text, 'nine'::text, 'year'::text, 'term'::text])
);
COMMENT ON TABLE report_setting IS 'Which periods of a committee the program freezes by itself after their cut-off.';

CREATE TABLE report_writing (
    committee_id uuid NOT NULL,
    period text NOT NULL,
    subject text DEFAULT ''::text NOT NULL,
    sections jsonb NOT NULL,
    shortcomings jsonb,
    tasks jsonb,
    signer_id uuid,
    recipients jsonb DEFAULT '[]'::jsonb NOT NULL,
    number integer DEFAULT 0 NOT NULL,
    issued_on date,
    written_at timestamp with time zone NOT NULL,
    login text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT report_writing_pkey PRIMARY KEY (committee_id, period),
    CONSTRAINT report_writing_number_check CHECK (number >= 0),
    CONSTRAINT report_writing_period_check CHECK (period ~ '^[0-9]{4}-H[12]$'::text)
);
COMMENT ON TABLE report_writing IS 'What people write around the figures of a half-year; the next half-year begins with it.';

CREATE TABLE role_grant (
    committee_id uuid NOT NULL,
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    role text NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    withdrawn boolean DEFAULT false NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_hash text NOT NULL,
    CONSTRAINT role_grant_pkey PRIMARY KEY (committee_id, id),
    CONSTRAINT role_grant_role_check CHECK (role = ANY (ARRAY['head'::text, 'deputy'::text, 'secretary'::text, 'member'::text, 'focal'::text, 'observer'::text])),
    CONSTRAINT role_grant_valid CHECK (valid_to >= valid_from)
);
COMMENT ON TABLE role_grant IS 'What a user is in a committee, from a day to a day.';

CREATE TABLE session (
    token text NOT NULL,
    user_id uuid,
    data bytea NOT NULL,
    expiry timestamp with time zone NOT NULL,
    CONSTRAINT session_pkey PRIMARY KEY (token)
);
COMMENT ON TABLE session IS 'Server-side sessions.';

CREATE TABLE shortcoming (
    committee_id uuid NOT NULL,
    id uuid NOT NULL,
    number integer NOT NULL,
    meeting_id uuid NOT NULL,
    block_id uuid,
    block_text text DEFAULT ''::text NOT NULL,
    "position" integer NOT NULL,
    text text NOT NULL,
    wording text NOT NULL,
    nature text NOT NULL,
    field_id uuid,
    repeats_id uuid,
    times integer DEFAULT 1 NOT NULL,
    state text NOT NULL,
    raised_on date NOT NULL,
    cured_on date,
    withdrawn boolean DEFAULT false NOT NULL,
    search_key text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_hash text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    cause_objective text DEFAULT ''::text NOT NULL,
    cause_subjective text DEFAULT ''::text NOT NULL,
    CONSTRAINT shortcoming_pkey PRIMARY KEY (committee_id, id),
    CONSTRAINT shortcoming_number UNIQUE (committee_id, number),
    CONSTRAINT shortcoming_cured_has_day CHECK ((state = 'cured'::text) = (cured_on IS NOT NULL)),
    CONSTRAINT shortcoming_nature_check CHECK (nature = ANY (ARRAY['defect'::text, 'issue'::text, 'direction'::text])),
    CONSTRAINT shortcoming_repeats_other CHECK (repeats_id <> id),
    CONSTRAINT shortcoming_state_check CHECK (state = ANY (ARRAY['open'::text, 'being_cured'::text, 'cured'::text, 'recurred'::text])),
    CONSTRAINT shortcoming_text_check CHECK (text <> ''::text),
    CONSTRAINT shortcoming_times_check CHECK (times > 0),
    CONSTRAINT shortcoming_wording_check CHECK (wording = ANY (ARRAY['verbatim'::text, 'reported'::text]))
);
COMMENT ON TABLE shortcoming IS 'What a meeting named as lacking: a defect, an issue, or a direction in its wording.';

CREATE TABLE shortcoming_event (
    committee_id uuid NOT NULL,
    shortcoming_id uuid NOT NULL,
    seq integer NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    effective_on date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    user_id uuid,
    login text NOT NULL,
    nature text,
    state text,
    note text DEFAULT ''::text NOT NULL,
    attachment_id uuid,
    evidence text DEFAULT ''::text NOT NULL,
    CONSTRAINT shortcoming_event_pkey PRIMARY KEY (committee_id, shortcoming_id, seq),
    CONSTRAINT shortcoming_event_id UNIQUE (committee_id, id),
    CONSTRAINT shortcoming_event_kind_check CHECK (kind = ANY (ARRAY['raised'::text, 'edited'::text, 'reclassed'::text, 'moved'::text, 'linked'::text, 'withdrawn'::text, 'restored'::text, 'evidence_removed'::text])),
    CONSTRAINT shortcoming_event_nature_check CHECK (nature = ANY (ARRAY['defect'::text, 'issue'::text, 'direction'::text])),
    CONSTRAINT shortcoming_event_removed CHECK ((kind = 'evidence_removed'::text) = (attachment_id IS NOT NULL) AND (kind <> 'evidence_removed'::text OR note <> ''::text AND evidence <> ''::text)),
    CONSTRAINT shortcoming_event_seq_check CHECK (seq > 0),
    CONSTRAINT shortcoming_event_state_check CHECK (state = ANY (ARRAY['open'::text, 'being_cured'::text, 'cured'::text, 'recurred'::text]))
);
COMMENT ON TABLE shortcoming_event IS 'What happened to a shortcoming, append-only; nature and state at any day are folds of it.';

CREATE TABLE shortcoming_term (
    committee_id uuid NOT NULL,
    term text COLLATE "C" NOT NULL,
    number integer NOT NULL,
    CONSTRAINT shortcoming_term_pkey PRIMARY KEY (committee_id, term, number)
);
COMMENT ON TABLE shortcoming_term IS 'In which shortcomings a word or a pair of words stands: where likely earlier ones are looked for.';

CREATE TABLE shortcoming_unit (
    committee_id uuid NOT NULL,
    shortcoming_id uuid NOT NULL,
    unit_id uuid NOT NULL,
    "position" integer NOT NULL,
    CONSTRAINT shortcoming_unit_pkey PRIMARY KEY (committee_id, shortcoming_id, unit_id)
);
COMMENT ON TABLE shortcoming_unit IS 'The units a shortcoming is about.';

CREATE TABLE signature (
    committee_id uuid NOT NULL,
    id uuid NOT NULL,
    meeting_id uuid NOT NULL,
    capacity text NOT NULL,
    person_id uuid,
    name text NOT NULL,
    sha256 bytea NOT NULL,
    record_version bigint NOT NULL,
    on_paper boolean NOT NULL,
    attachment_id uuid,
    signed_on date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    user_id uuid,
    login text NOT NULL,
    withdrawn_at timestamp with time zone,
    withdrawn_by text DEFAULT ''::text NOT NULL,
    withdrawn_why text DEFAULT ''::text NOT NULL,
    created_hash text NOT NULL,
    CONSTRAINT signature_pkey PRIMARY KEY (committee_id, id),
    CONSTRAINT signature_capacity_check CHECK (capacity = ANY (ARRAY['secretary'::text, 'chair'::text])),
    CONSTRAINT signature_scan CHECK (on_paper = (attachment_id IS NOT NULL)),
    CONSTRAINT signature_sha256_check CHECK (octet_length(sha256) = 32)
);
COMMENT ON TABLE signature IS 'Who signed the record of a meeting, in which capacity, which bytes; withdrawing keeps the row.';

CREATE TABLE signed_file (
    committee_id uuid NOT NULL,
    sha256 bytea NOT NULL,
    meeting_id uuid NOT NULL,
    file_name text NOT NULL,
    bytes bytea NOT NULL,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT signed_file_pkey PRIMARY KEY (committee_id, sha256),
    CONSTRAINT signed_file_bytes_check CHECK (octet_length(bytes) > 0),
    CONSTRAINT signed_file_file_name_check CHECK (file_name <> ''::text),
    CONSTRAINT signed_file_sha256_check CHECK (octet_length(sha256) = 32)
);
COMMENT ON TABLE signed_file IS 'The very bytes that were signed or issued, stored once under their SHA-256.';

CREATE TABLE stat_cell (
    committee_id uuid NOT NULL,
    form_code text NOT NULL,
    period text NOT NULL,
    unit_id uuid NOT NULL,
    row_number integer NOT NULL,
    column_key text NOT NULL,
    typed text NOT NULL,
    value numeric,
    problem text DEFAULT ''::text NOT NULL,
    CONSTRAINT stat_cell_pkey PRIMARY KEY (committee_id, form_code, period, unit_id, row_number, column_key),
    CONSTRAINT stat_cell_row_number_check CHECK (row_number > 0),
    CONSTRAINT stat_cell_typed_check CHECK (typed <> ''::text)
);
COMMENT ON TABLE stat_cell IS 'The cells of a sheet that hold something.';

CREATE TABLE stat_form (
    committee_id uuid NOT NULL,
    code text NOT NULL,
    from_period text NOT NULL,
    title text NOT NULL,
    note text NOT NULL,
    single boolean NOT NULL,
    columns jsonb NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT stat_form_pkey PRIMARY KEY (committee_id, code, from_period),
    CONSTRAINT stat_form_code_check CHECK (code ~ '^[A-Z0-9-]{1,20}$'::text),
    CONSTRAINT stat_form_from_period_check CHECK (from_period ~ '^[0-9]{4}-Q[1-4]$'::text),
    CONSTRAINT stat_form_title_check CHECK (title <> ''::text)
);
COMMENT ON TABLE stat_form IS 'A committee''s own definitions of statistical forms, each from a quarter on; where none holds, the program''s ten do.';

CREATE TABLE stat_period (
    committee_id uuid NOT NULL,
    form_code text NOT NULL,
    period text NOT NULL,
    units uuid[] NOT NULL,
    locked boolean NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT stat_period_pkey PRIMARY KEY (committee_id, form_code, period),
    CONSTRAINT stat_period_period_check CHECK (period ~ '^[0-9]{4}-Q[1-4]$'::text)
);
COMMENT ON TABLE stat_period IS 'Which units owe a form in a quarter, and whether the quarter is closed.';

CREATE TABLE stat_sheet (
    committee_id uuid NOT NULL,
    form_code text NOT NULL,
    period text NOT NULL,
    unit_id uuid NOT NULL,
    state text NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    definition jsonb NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    login text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT stat_sheet_pkey PRIMARY KEY (committee_id, form_code, period, unit_id),
    CONSTRAINT stat_sheet_period_check CHECK (period ~ '^[0-9]{4}-Q[1-4]$'::text),
    CONSTRAINT stat_sheet_reason CHECK ((state = 'returned'::text) = (reason <> ''::text)),
    CONSTRAINT stat_sheet_state_check CHECK (state = ANY (ARRAY['draft'::text, 'sent'::text, 'returned'::text]))
);
COMMENT ON TABLE stat_sheet IS 'What one unit entered into one form for one quarter.';

CREATE TABLE sync_command (
    committee_id uuid NOT NULL,
    device_id uuid NOT NULL,
    n integer NOT NULL,
    hash text NOT NULL,
    outcome jsonb NOT NULL,
    applied_at timestamp with time zone NOT NULL,
    CONSTRAINT sync_command_pkey PRIMARY KEY (committee_id, device_id, n),
    CONSTRAINT sync_command_n_check CHECK (n > 0)
);
COMMENT ON TABLE sync_command IS 'Every command of a device with its outcome: applied once, answered as often as it is sent.';

CREATE TABLE sync_device (
    committee_id uuid NOT NULL,
    device_id uuid NOT NULL,
    meeting_id uuid NOT NULL,
    user_id uuid NOT NULL,
    last_n integer DEFAULT 0 NOT NULL,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT sync_device_pkey PRIMARY KEY (committee_id, device_id),
    CONSTRAINT sync_device_last_n_check CHECK (last_n >= 0)
);
COMMENT ON TABLE sync_device IS 'A browser''s store of one account for one meeting, and the last of its commands that was taken.';

CREATE TABLE task (
    committee_id uuid NOT NULL,
    id uuid NOT NULL,
    number integer NOT NULL,
    form text NOT NULL,
    parent_id uuid,
    part_unit_id uuid,
    series_id uuid,
    occurs_on date,
    meeting_id uuid,
    source_kind text NOT NULL,
    source_block_id uuid,
    source_shortcoming_id uuid,
    source_document text DEFAULT ''::text NOT NULL,
    source_text text DEFAULT ''::text NOT NULL,
    text text NOT NULL,
    spoken_text text DEFAULT ''::text NOT NULL,
    wording text NOT NULL,
    addressees text[] DEFAULT '{}'::text[] NOT NULL,
    each_of boolean DEFAULT false NOT NULL,
    field_id uuid,
    product text DEFAULT ''::text NOT NULL,
    evidence_required boolean DEFAULT false NOT NULL,
    deadline_words text DEFAULT ''::text NOT NULL,
    deadline_kind text NOT NULL,
    deadline_meaning jsonb DEFAULT '{}'::jsonb NOT NULL,
    first_due_on date,
    due_on date,
    state text NOT NULL,
    sent_back boolean DEFAULT false NOT NULL,
    was_overdue boolean DEFAULT false NOT NULL,
    lead_unit_id uuid,
    lead_person_id uuid,
    lead_count integer DEFAULT 0 NOT NULL,
    given_on date NOT NULL,
    completed_on date,
    last_report_on date,
    counted boolean GENERATED ALWAYS AS ((form <> ALL (ARRAY['fan_out'::text, 'series'::text]))) STORED,
    last_seq integer DEFAULT 0 NOT NULL,
    "position" integer DEFAULT 0 NOT NULL,
    search_key text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_hash text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    asked_due_on date,
    extensions integer DEFAULT 0 NOT NULL,
    lead_formerly text DEFAULT ''::text NOT NULL,
    moved boolean DEFAULT false NOT NULL,
    CONSTRAINT task_pkey PRIMARY KEY (committee_id, id),
    CONSTRAINT task_number UNIQUE (committee_id, number),
    CONSTRAINT task_occurrence UNIQUE (committee_id, series_id, occurs_on),
    CONSTRAINT task_part UNIQUE (committee_id, parent_id, part_unit_id),
    CONSTRAINT task_deadline_kind_check CHECK (deadline_kind = ANY (ARRAY['date'::text, 'date_time'::text, 'month'::text, 'quarter'::text, 'half_year'::text, 'year'::text, 'before_month'::text, 'relative'::text, 'recurring'::text, 'event'::text, 'continuous'::text, 'vague'::text, 'reference'::text, 'target'::text, 'none'::text])),
    CONSTRAINT task_done_has_day CHECK ((state = ANY (ARRAY['reported'::text, 'confirmed'::text])) = (completed_on IS NOT NULL)),
    CONSTRAINT task_due_needs_kind CHECK (due_on IS NULL OR deadline_kind <> 'continuous'::text),
    CONSTRAINT task_form_check CHECK (form = ANY (ARRAY['single'::text, 'fan_out'::text, 'part'::text, 'series'::text, 'occurrence'::text])),
    CONSTRAINT task_occurrence_has_series CHECK ((form = 'occurrence'::text) = (series_id IS NOT NULL) AND (form = 'occurrence'::text) = (occurs_on IS NOT NULL)),
    CONSTRAINT task_part_has_parent CHECK ((parent_id IS NOT NULL) = (part_unit_id IS NOT NULL) AND (form <> 'part'::text OR parent_id IS NOT NULL) AND ((form = ANY (ARRAY['part'::text, 'series'::text])) OR parent_id IS NULL)),
    CONSTRAINT task_sent_back_is_in_progress CHECK (NOT sent_back OR state = 'in_progress'::text),
    CONSTRAINT task_source_kind_check CHECK (source_kind = ANY (ARRAY['conclusion'::text, 'speech'::text, 'shortcoming'::text, 'directive'::text, 'document'::text, 'import'::text, 'unknown'::text])),
    CONSTRAINT task_state_check CHECK (state = ANY (ARRAY['recorded'::text, 'assigned'::text, 'accepted'::text, 'returned'::text, 'in_progress'::text, 'reported'::text, 'confirmed'::text, 'paused'::text, 'cancelled'::text])),
    CONSTRAINT task_text_check CHECK (text <> ''::text),
    CONSTRAINT task_wording_check CHECK (wording = ANY (ARRAY['verbatim'::text, 'reported'::text]))
);
COMMENT ON TABLE task IS 'One obligation for life; the row is the fold of its events.';

CREATE TABLE task_assignee (
    committee_id uuid NOT NULL,
    task_id uuid NOT NULL,
    role text NOT NULL,
    "position" integer NOT NULL,
    unit_id uuid,
    person_id uuid,
    due_on date,
    part text DEFAULT ''::text NOT NULL,
    replied_on date,
    moved_on date,
    formerly text DEFAULT ''::text NOT NULL,
    CONSTRAINT task_assignee_pkey PRIMARY KEY (committee_id, task_id, role, "position"),
    CONSTRAINT task_assignee_moved CHECK ((moved_on IS NULL) = (formerly = ''::text)),
    CONSTRAINT task_assignee_one CHECK ((unit_id IS NULL) <> (person_id IS NULL)),
    CONSTRAINT task_assignee_reply CHECK (replied_on IS NULL OR role = 'coordinate'::text),
    CONSTRAINT task_assignee_role_check CHECK (role = ANY (ARRAY['lead'::text, 'coordinate'::text, 'advise'::text, 'receive'::text]))
);
COMMENT ON TABLE task_assignee IS 'Who owes the task: leads in the order named, co-ordinating, advising and receiving units or members.';

CREATE TABLE task_cures (
    committee_id uuid NOT NULL,
    task_id uuid NOT NULL,
    shortcoming_id uuid NOT NULL,
    CONSTRAINT task_cures_pkey PRIMARY KEY (committee_id, task_id, shortcoming_id)
);
COMMENT ON TABLE task_cures IS 'Which shortcomings a task is meant to cure.';

CREATE TABLE task_event (
    committee_id uuid NOT NULL,
    task_id uuid NOT NULL,
    seq integer NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    effective_on date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    user_id uuid,
    login text NOT NULL,
    actor_name text NOT NULL,
    for_unit_id uuid,
    state text,
    completed_on date,
    sets_due boolean DEFAULT false NOT NULL,
    due_on date,
    due_kind text,
    due_words text DEFAULT ''::text NOT NULL,
    late boolean DEFAULT false NOT NULL,
    sets_leads boolean DEFAULT false NOT NULL,
    lead_unit_ids uuid[] DEFAULT '{}'::uuid[] NOT NULL,
    assignees jsonb,
    asked_due_on date,
    note text DEFAULT ''::text NOT NULL,
    actions text DEFAULT ''::text NOT NULL,
    obstacles text DEFAULT ''::text NOT NULL,
    text text DEFAULT ''::text NOT NULL,
    created_hash text DEFAULT ''::text NOT NULL,
    undoes integer,
    evidence text DEFAULT ''::text NOT NULL,
    for_person_id uuid,
    event_name text DEFAULT ''::text NOT NULL,
    event_on date,
    period text DEFAULT ''::text NOT NULL,
    carry text DEFAULT ''::text NOT NULL,
    mentions jsonb DEFAULT '[]'::jsonb NOT NULL,
    attachment_id uuid,
    link_id uuid,
    declared text DEFAULT ''::text NOT NULL,
    CONSTRAINT task_event_pkey PRIMARY KEY (committee_id, task_id, seq),
    CONSTRAINT task_event_id UNIQUE (committee_id, id),
    CONSTRAINT task_event_actions CHECK (actions <> ''::text OR (kind <> ALL (ARRAY['progress'::text, 'reported'::text, 'contributed'::text]))),
    CONSTRAINT task_event_asked CHECK ((asked_due_on IS NOT NULL) = (kind = 'extension_asked'::text) AND ((kind <> ALL (ARRAY['extension_granted'::text, 'event_entered'::text])) OR due_on IS NOT NULL)),
    CONSTRAINT task_event_by_act CHECK ((kind <> ALL (ARRAY['reorganised'::text, 'handed_over'::text])) OR note <> ''::text),
    CONSTRAINT task_event_by_link CHECK ((link_id IS NULL) = (declared = ''::text) AND (link_id IS NULL OR user_id IS NULL AND (kind = ANY (ARRAY['progress'::text, 'reported'::text, 'contributed'::text, 'extension_asked'::text])))),
    CONSTRAINT task_event_carried CHECK ((kind = 'carried_over'::text) = (carry <> ''::text) AND (kind = 'carried_over'::text) = (period <> ''::text) AND (carry = ANY (ARRAY[''::text, 'keep'::text, 'reword'::text, 'reassign'::text, 'deadline'::text, 'close'::text]))),
    CONSTRAINT task_event_completed CHECK ((completed_on IS NOT NULL) = (kind = ANY (ARRAY['reported'::text, 'confirmed'::text, 'concluded'::text]))),
    CONSTRAINT task_event_contributor CHECK (kind <> 'contributed'::text OR (for_unit_id IS NULL) <> (for_person_id IS NULL)),
    CONSTRAINT task_event_due CHECK (sets_due = (kind = ANY (ARRAY['recorded'::text, 'deadline_set'::text, 'extension_granted'::text, 'event_entered'::text])) AND sets_due = (due_kind IS NOT NULL)),
    CONSTRAINT task_event_kind_check CHECK (kind = ANY (ARRAY['recorded'::text, 'assigned'::text, 'accepted'::text, 'returned'::text, 'started'::text, 'progress'::text, 'reported'::text, 'sent_back'::text, 'confirmed'::text, 'paused'::text, 'resumed'::text, 'cancelled'::text, 'reopened'::text, 'deadline_set'::text, 'extension_asked'::text, 'extension_granted'::text, 'extension_refused'::text, 'reworded'::text, 'part_added'::text, 'part_ended'::text, 'comment'::text, 'directive'::text, 'undone'::text, 'parts_set'::text, 'contributed'::text, 'event_entered'::text, 'concluded'::text, 'carried_over'::text, 'evidence_removed'::text, 'reminded'::text, 'reorganised'::text, 'handed_over'::text])),
    CONSTRAINT task_event_leads CHECK (sets_leads = (kind = ANY (ARRAY['recorded'::text, 'assigned'::text, 'parts_set'::text, 'reorganised'::text, 'handed_over'::text])) AND sets_leads = (assignees IS NOT NULL)),
    CONSTRAINT task_event_named CHECK ((event_on IS NOT NULL) = (kind = 'event_entered'::text) AND (kind = 'event_entered'::text) = (event_name <> ''::text)),
    CONSTRAINT task_event_reason CHECK (note <> ''::text OR (kind <> ALL (ARRAY['returned'::text, 'sent_back'::text, 'paused'::text, 'cancelled'::text, 'reopened'::text, 'extension_asked'::text, 'extension_refused'::text, 'comment'::text, 'directive'::text]))),
    CONSTRAINT task_event_reminded CHECK (kind <> 'reminded'::text OR note <> ''::text),
    CONSTRAINT task_event_removed CHECK ((kind = 'evidence_removed'::text) = (attachment_id IS NOT NULL) AND (kind <> 'evidence_removed'::text OR note <> ''::text AND evidence <> ''::text)),
    CONSTRAINT task_event_seq_check CHECK (seq > 0),
    CONSTRAINT task_event_state CHECK (state =
CASE kind
    WHEN 'recorded'::text THEN 'recorded'::text
    WHEN 'assigned'::text THEN 'assigned'::text
    WHEN 'accepted'::text THEN 'accepted'::text
    WHEN 'returned'::text THEN 'returned'::text
    WHEN 'started'::text THEN 'in_progress'::text
    WHEN 'reported'::text THEN 'reported'::text
    WHEN 'sent_back'::text THEN 'in_progress'::text
    WHEN 'confirmed'::text THEN 'confirmed'::text
    WHEN 'paused'::text THEN 'paused'::text
    WHEN 'resumed'::text THEN 'in_progress'::text
    WHEN 'cancelled'::text THEN 'cancelled'::text
    WHEN 'reopened'::text THEN 'in_progress'::text
    WHEN 'concluded'::text THEN 'confirmed'::text
    ELSE NULL::text
END),
    CONSTRAINT task_event_state_check CHECK (state = ANY (ARRAY['recorded'::text, 'assigned'::text, 'accepted'::text, 'returned'::text, 'in_progress'::text, 'reported'::text, 'confirmed'::text, 'paused'::text, 'cancelled'::text])),
    CONSTRAINT task_event_state_given CHECK ((state IS NOT NULL) = (kind = ANY (ARRAY['recorded'::text, 'assigned'::text, 'accepted'::text, 'returned'::text, 'started'::text, 'reported'::text, 'sent_back'::text, 'confirmed'::text, 'paused'::text, 'resumed'::text, 'cancelled'::text, 'reopened'::text, 'concluded'::text]))),
    CONSTRAINT task_event_undoes CHECK ((undoes IS NOT NULL) = (kind = 'undone'::text) AND (undoes IS NULL OR undoes = (seq - 1)))
);
COMMENT ON TABLE task_event IS 'What happened to a task, append-only, on two clocks: the day it took effect and the instant it was recorded.';

CREATE TABLE task_lineage (
    committee_id uuid NOT NULL,
    id uuid NOT NULL,
    from_committee_id uuid NOT NULL,
    from_id uuid NOT NULL,
    act text NOT NULL,
    CONSTRAINT task_lineage_pkey PRIMARY KEY (committee_id, id),
    CONSTRAINT task_lineage_once UNIQUE (from_committee_id, from_id),
    CONSTRAINT task_lineage_act_check CHECK (act <> ''::text)
);
COMMENT ON TABLE task_lineage IS 'Which task of a committee that ended goes on as which of its successor; readable by who may read both.';

CREATE TABLE task_setting (
    committee_id uuid NOT NULL,
    extension_limit integer NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT task_setting_pkey PRIMARY KEY (committee_id),
    CONSTRAINT task_setting_extension_limit_check CHECK (extension_limit >= 0 AND extension_limit <= 99)
);
COMMENT ON TABLE task_setting IS 'How a committee follows its tasks; without a row the usual rules hold.';

CREATE TABLE task_total (
    committee_id uuid NOT NULL,
    shown integer NOT NULL,
    CONSTRAINT task_total_pkey PRIMARY KEY (committee_id),
    CONSTRAINT task_total_shown_check CHECK (shown >= 0)
);
COMMENT ON TABLE task_total IS 'Kept by the triggers of task, whose rows are never deleted; read where a list is not filtered.';

CREATE TABLE unit (
    id uuid NOT NULL,
    owner_committee_id uuid,
    code text NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    short_name text NOT NULL,
    parent_id uuid,
    valid_from date,
    valid_to date,
    withdrawn boolean DEFAULT false NOT NULL,
    search_key text NOT NULL,
    created_hash text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT unit_pkey PRIMARY KEY (id),
    CONSTRAINT unit_code_check CHECK (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text),
    CONSTRAINT unit_kind_check CHECK (kind = ANY (ARRAY['party'::text, 'state'::text, 'front'::text, 'mass'::text, 'school'::text, 'enterprise'::text, 'office'::text, 'department'::text, 'commune'::text, 'ward'::text, 'township'::text, 'special_zone'::text, 'district'::text, 'province'::text, 'village'::text, 'other'::text])),
    CONSTRAINT unit_name_check CHECK (name <> ''::text),
    CONSTRAINT unit_valid CHECK (valid_to >= valid_from)
);
COMMENT ON TABLE unit IS 'An agency or locality that tasks are given to; name and short_name are the present ones.';

CREATE TABLE unit_name (
    unit_id uuid NOT NULL,
    valid_from date NOT NULL,
    name text NOT NULL,
    short_name text NOT NULL,
    act text DEFAULT ''::text NOT NULL,
    CONSTRAINT unit_name_pkey PRIMARY KEY (unit_id, valid_from),
    CONSTRAINT unit_name_name_check CHECK (name <> ''::text)
);
COMMENT ON TABLE unit_name IS 'Dated names: a document prints the name valid on its date.';

CREATE TABLE unit_sheet (
    committee_id uuid NOT NULL,
    id uuid NOT NULL,
    sheet_id uuid NOT NULL,
    unit_id uuid NOT NULL,
    made_on date NOT NULL,
    file_name text NOT NULL,
    sha256 bytea NOT NULL,
    content jsonb NOT NULL,
    row_count integer NOT NULL,
    received_at timestamp with time zone NOT NULL,
    user_id uuid,
    login text NOT NULL,
    created_hash text NOT NULL,
    CONSTRAINT unit_sheet_pkey PRIMARY KEY (committee_id, id),
    CONSTRAINT unit_sheet_row_count_check CHECK (row_count >= 0),
    CONSTRAINT unit_sheet_sha256_check CHECK (octet_length(sha256) = 32)
);
COMMENT ON TABLE unit_sheet IS 'Unit sheets that came back filled in. What was taken of them stands in unit_sheet_row and in the history of the tasks.';

CREATE TABLE unit_sheet_row (
    committee_id uuid NOT NULL,
    sheet_id uuid NOT NULL,
    row_key text NOT NULL,
    content_hash text NOT NULL,
    upload_id uuid NOT NULL,
    decision text NOT NULL,
    seal text DEFAULT ''::text NOT NULL,
    task_id uuid,
    decided_at timestamp with time zone NOT NULL,
    login text NOT NULL,
    CONSTRAINT unit_sheet_row_pkey PRIMARY KEY (committee_id, sheet_id, row_key, content_hash),
    CONSTRAINT unit_sheet_row_content_hash_check CHECK (content_hash <> ''::text),
    CONSTRAINT unit_sheet_row_decision_check CHECK (decision = ANY (ARRAY['accepted'::text, 'refused'::text])),
    CONSTRAINT unit_sheet_row_row_key_check CHECK (row_key <> ''::text)
);
COMMENT ON TABLE unit_sheet_row IS 'What was decided about a row of a unit sheet: the same row again changes nothing.';

CREATE TABLE unit_succession (
    id uuid NOT NULL,
    from_unit_id uuid NOT NULL,
    to_unit_id uuid,
    happened_on date NOT NULL,
    kind text NOT NULL,
    act text DEFAULT ''::text NOT NULL,
    withdrawn boolean DEFAULT false NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_hash text NOT NULL,
    CONSTRAINT unit_succession_pkey PRIMARY KEY (id),
    CONSTRAINT unit_succession_kind_check CHECK (kind = ANY (ARRAY['merge'::text, 'split'::text, 'rename'::text, 'dissolve'::text, 'transfer'::text])),
    CONSTRAINT unit_succession_self CHECK (from_unit_id <> to_unit_id),
    CONSTRAINT unit_succession_target CHECK ((to_unit_id IS NULL) = (kind = 'dissolve'::text))
);
COMMENT ON TABLE unit_succession IS 'Which unit went over into which, by what act.';

CREATE TABLE upload (
    committee_id uuid NOT NULL,
    id uuid NOT NULL,
    owner_kind text NOT NULL,
    owner_id uuid NOT NULL,
    file_name text NOT NULL,
    size bigint NOT NULL,
    received bigint DEFAULT 0 NOT NULL,
    parts uuid[] DEFAULT '{}'::uuid[] NOT NULL,
    began_at timestamp with time zone NOT NULL,
    user_id uuid,
    login text NOT NULL,
    CONSTRAINT upload_pkey PRIMARY KEY (committee_id, id),
    CONSTRAINT upload_file_name_check CHECK (file_name <> ''::text),
    CONSTRAINT upload_received CHECK (received >= 0 AND received < size),
    CONSTRAINT upload_size_check CHECK (size > 0)
);
COMMENT ON TABLE upload IS 'Files on their way in, piece by piece; they are forgotten a day after they began.';

CREATE TABLE user_account (
    id uuid NOT NULL,
    login text NOT NULL,
    name text NOT NULL,
    person_id uuid,
    password_hash text DEFAULT ''::text NOT NULL,
    is_admin boolean DEFAULT false NOT NULL,
    is_demo boolean DEFAULT false NOT NULL,
    disabled_at timestamp with time zone,
    language text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_hash text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT user_account_pkey PRIMARY KEY (id),
    CONSTRAINT user_account_login UNIQUE (login),
    CONSTRAINT user_account_language_check CHECK (language = ANY (ARRAY[''::text, 'vi'::text, 'en'::text])),
    CONSTRAINT user_account_login_check CHECK (login ~ '^[a-z0-9][a-z0-9._-]{1,62}$'::text),
    CONSTRAINT user_account_name_check CHECK (name <> ''::text)
);
COMMENT ON TABLE user_account IS 'Who may sign in.';

CREATE TABLE user_unit (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    unit_id uuid NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    withdrawn boolean DEFAULT false NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_hash text NOT NULL,
    CONSTRAINT user_unit_pkey PRIMARY KEY (id),
    CONSTRAINT user_unit_valid CHECK (valid_to >= valid_from)
);
COMMENT ON TABLE user_unit IS 'Which units a focal person answers for.';

ALTER TABLE agenda_item ADD CONSTRAINT agenda_item_committee_id_meeting_id_fkey FOREIGN KEY (committee_id, meeting_id) REFERENCES meeting(committee_id, id);
ALTER TABLE agenda_item ADD CONSTRAINT agenda_item_committee_id_moved_to_fkey FOREIGN KEY (committee_id, moved_to) REFERENCES meeting(committee_id, id);
ALTER TABLE agenda_item ADD CONSTRAINT agenda_item_prepare_person_id_fkey FOREIGN KEY (prepare_person_id) REFERENCES person(id);
ALTER TABLE agenda_item ADD CONSTRAINT agenda_item_prepare_unit_id_fkey FOREIGN KEY (prepare_unit_id) REFERENCES unit(id);
ALTER TABLE agenda_item ADD CONSTRAINT agenda_item_presenter_id_fkey FOREIGN KEY (presenter_id) REFERENCES person(id);
ALTER TABLE answer_given ADD CONSTRAINT answer_given_committee_id_event_id_fkey FOREIGN KEY (committee_id, event_id) REFERENCES task_event(committee_id, id);
ALTER TABLE answer_given ADD CONSTRAINT answer_given_committee_id_link_id_task_id_fkey FOREIGN KEY (committee_id, link_id, task_id) REFERENCES answer_link_task(committee_id, link_id, task_id);
ALTER TABLE answer_link ADD CONSTRAINT answer_link_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES committee(id);
ALTER TABLE answer_link ADD CONSTRAINT answer_link_committee_id_slip_id_fkey FOREIGN KEY (committee_id, slip_id) REFERENCES reminder_slip(committee_id, id);
ALTER TABLE answer_link ADD CONSTRAINT answer_link_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id);
ALTER TABLE answer_link_task ADD CONSTRAINT answer_link_task_committee_id_link_id_fkey FOREIGN KEY (committee_id, link_id) REFERENCES answer_link(committee_id, id);
ALTER TABLE answer_link_task ADD CONSTRAINT answer_link_task_committee_id_task_id_fkey FOREIGN KEY (committee_id, task_id) REFERENCES task(committee_id, id);
ALTER TABLE api_token ADD CONSTRAINT api_token_user_id_fkey FOREIGN KEY (user_id) REFERENCES user_account(id);
ALTER TABLE attachment ADD CONSTRAINT attachment_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES committee(id);
ALTER TABLE attachment_setting ADD CONSTRAINT attachment_setting_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES committee(id);
ALTER TABLE attendance ADD CONSTRAINT attendance_committee_id_meeting_id_fkey FOREIGN KEY (committee_id, meeting_id) REFERENCES meeting(committee_id, id);
ALTER TABLE attendance ADD CONSTRAINT attendance_committee_id_substitute_for_fkey FOREIGN KEY (committee_id, substitute_for) REFERENCES attendance(committee_id, id);
ALTER TABLE attendance ADD CONSTRAINT attendance_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id);
ALTER TABLE attendance ADD CONSTRAINT attendance_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id);
ALTER TABLE block ADD CONSTRAINT block_committee_id_agenda_item_id_fkey FOREIGN KEY (committee_id, agenda_item_id) REFERENCES agenda_item(committee_id, id);
ALTER TABLE block ADD CONSTRAINT block_committee_id_meeting_id_fkey FOREIGN KEY (committee_id, meeting_id) REFERENCES meeting(committee_id, id);
ALTER TABLE block ADD CONSTRAINT block_committee_id_within_id_fkey FOREIGN KEY (committee_id, within_id) REFERENCES block(committee_id, id);
ALTER TABLE block ADD CONSTRAINT block_speaker_id_fkey FOREIGN KEY (speaker_id) REFERENCES person(id);
ALTER TABLE block_comment ADD CONSTRAINT block_comment_committee_id_block_id_fkey FOREIGN KEY (committee_id, block_id) REFERENCES block(committee_id, id);
ALTER TABLE block_comment ADD CONSTRAINT block_comment_committee_id_meeting_id_fkey FOREIGN KEY (committee_id, meeting_id) REFERENCES meeting(committee_id, id);
ALTER TABLE block_comment ADD CONSTRAINT block_comment_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id);
ALTER TABLE block_version ADD CONSTRAINT block_version_committee_id_block_id_fkey FOREIGN KEY (committee_id, block_id) REFERENCES block(committee_id, id);
ALTER TABLE committee ADD CONSTRAINT committee_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES committee(id);
ALTER TABLE committee_counter ADD CONSTRAINT committee_counter_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES committee(id);
ALTER TABLE committee_term ADD CONSTRAINT committee_term_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES committee(id);
ALTER TABLE delegation ADD CONSTRAINT delegation_absent_id_fkey FOREIGN KEY (absent_id) REFERENCES user_account(id);
ALTER TABLE delegation ADD CONSTRAINT delegation_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES committee(id);
ALTER TABLE delegation ADD CONSTRAINT delegation_substitute_id_fkey FOREIGN KEY (substitute_id) REFERENCES user_account(id);
ALTER TABLE document_template ADD CONSTRAINT document_template_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES committee(id);
ALTER TABLE export_file ADD CONSTRAINT export_file_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES committee(id);
ALTER TABLE export_file ADD CONSTRAINT export_file_user_id_fkey FOREIGN KEY (user_id) REFERENCES user_account(id);
ALTER TABLE field ADD CONSTRAINT field_owner_committee_id_fkey FOREIGN KEY (owner_committee_id) REFERENCES committee(id);
ALTER TABLE handover ADD CONSTRAINT handover_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES committee(id);
ALTER TABLE handover ADD CONSTRAINT handover_from_id_fkey FOREIGN KEY (from_id) REFERENCES person(id);
ALTER TABLE handover ADD CONSTRAINT handover_to_id_fkey FOREIGN KEY (to_id) REFERENCES person(id);
ALTER TABLE meeting ADD CONSTRAINT meeting_chair_id_fkey FOREIGN KEY (chair_id) REFERENCES person(id);
ALTER TABLE meeting ADD CONSTRAINT meeting_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES committee(id);
ALTER TABLE meeting_date ADD CONSTRAINT meeting_date_committee_id_meeting_id_fkey FOREIGN KEY (committee_id, meeting_id) REFERENCES meeting(committee_id, id);
ALTER TABLE meeting_paper ADD CONSTRAINT meeting_paper_committee_id_corrects_id_fkey FOREIGN KEY (committee_id, corrects_id) REFERENCES meeting_paper(committee_id, id);
ALTER TABLE meeting_paper ADD CONSTRAINT meeting_paper_committee_id_meeting_id_fkey FOREIGN KEY (committee_id, meeting_id) REFERENCES meeting(committee_id, id);
ALTER TABLE meeting_paper ADD CONSTRAINT meeting_paper_secretary_id_fkey FOREIGN KEY (secretary_id) REFERENCES person(id);
ALTER TABLE meeting_paper ADD CONSTRAINT meeting_paper_signer_id_fkey FOREIGN KEY (signer_id) REFERENCES person(id);
ALTER TABLE meeting_presence ADD CONSTRAINT meeting_presence_committee_id_meeting_id_fkey FOREIGN KEY (committee_id, meeting_id) REFERENCES meeting(committee_id, id);
ALTER TABLE meeting_secretary ADD CONSTRAINT meeting_secretary_committee_id_meeting_id_fkey FOREIGN KEY (committee_id, meeting_id) REFERENCES meeting(committee_id, id);
ALTER TABLE meeting_secretary ADD CONSTRAINT meeting_secretary_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id);
ALTER TABLE membership ADD CONSTRAINT membership_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES committee(id);
ALTER TABLE membership ADD CONSTRAINT membership_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id);
ALTER TABLE membership ADD CONSTRAINT membership_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id);
ALTER TABLE one_time_link ADD CONSTRAINT one_time_link_user_id_fkey FOREIGN KEY (user_id) REFERENCES user_account(id);
ALTER TABLE paper_counter ADD CONSTRAINT paper_counter_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES committee(id);
ALTER TABLE paper_number ADD CONSTRAINT paper_number_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES committee(id);
ALTER TABLE paper_number ADD CONSTRAINT paper_number_committee_id_paper_id_fkey FOREIGN KEY (committee_id, paper_id) REFERENCES meeting_paper(committee_id, id);
ALTER TABLE period_dates ADD CONSTRAINT period_dates_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES committee(id);
ALTER TABLE period_preset ADD CONSTRAINT period_preset_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES committee(id);
ALTER TABLE person ADD CONSTRAINT person_owner_committee_id_fkey FOREIGN KEY (owner_committee_id) REFERENCES committee(id);
ALTER TABLE person_post ADD CONSTRAINT person_post_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id);
ALTER TABLE person_post ADD CONSTRAINT person_post_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id);
ALTER TABLE quorum_moment ADD CONSTRAINT quorum_moment_committee_id_meeting_id_fkey FOREIGN KEY (committee_id, meeting_id) REFERENCES meeting(committee_id, id);
ALTER TABLE quorum_rule ADD CONSTRAINT quorum_rule_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES committee(id);
ALTER TABLE reminder_count ADD CONSTRAINT reminder_count_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES committee(id);
ALTER TABLE reminder_line ADD CONSTRAINT reminder_line_committee_id_slip_id_fkey FOREIGN KEY (committee_id, slip_id) REFERENCES reminder_slip(committee_id, id);
ALTER TABLE reminder_line ADD CONSTRAINT reminder_line_committee_id_task_id_fkey FOREIGN KEY (committee_id, task_id) REFERENCES task(committee_id, id);
ALTER TABLE reminder_rule ADD CONSTRAINT reminder_rule_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES committee(id);
ALTER TABLE reminder_slip ADD CONSTRAINT reminder_slip_committee_id_book_id_fkey FOREIGN KEY (committee_id, book_id) REFERENCES paper_number(committee_id, id);
ALTER TABLE reminder_slip ADD CONSTRAINT reminder_slip_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES committee(id);
ALTER TABLE reminder_slip ADD CONSTRAINT reminder_slip_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id);
ALTER TABLE reminder_slip ADD CONSTRAINT reminder_slip_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id);
ALTER TABLE reorganisation ADD CONSTRAINT reorganisation_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES committee(id);
ALTER TABLE reorganisation_unit ADD CONSTRAINT reorganisation_unit_committee_id_reorganisation_id_fkey FOREIGN KEY (committee_id, reorganisation_id) REFERENCES reorganisation(committee_id, id);
ALTER TABLE reorganisation_unit ADD CONSTRAINT reorganisation_unit_from_unit_id_fkey FOREIGN KEY (from_unit_id) REFERENCES unit(id);
ALTER TABLE reorganisation_unit ADD CONSTRAINT reorganisation_unit_to_unit_id_fkey FOREIGN KEY (to_unit_id) REFERENCES unit(id);
ALTER TABLE report_freeze ADD CONSTRAINT report_freeze_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES committee(id);
ALTER TABLE report_freeze ADD CONSTRAINT report_freeze_committee_id_supersedes_fkey FOREIGN KEY (committee_id, supersedes) REFERENCES report_freeze(committee_id, id);
ALTER TABLE report_freeze_part ADD CONSTRAINT report_freeze_part_committee_id_freeze_id_fkey FOREIGN KEY (committee_id, freeze_id) REFERENCES report_freeze(committee_id, id);
ALTER TABLE report_freeze_task ADD CONSTRAINT report_freeze_task_committee_id_freeze_id_fkey FOREIGN KEY (committee_id, freeze_id) REFERENCES report_freeze(committee_id, id);
ALTER TABLE report_setting ADD CONSTRAINT report_setting_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES committee(id);
ALTER TABLE report_writing ADD CONSTRAINT report_writing_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES committee(id);
ALTER TABLE report_writing ADD CONSTRAINT report_writing_signer_id_fkey FOREIGN KEY (signer_id) REFERENCES person(id);
ALTER TABLE role_grant ADD CONSTRAINT role_grant_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES committee(id);
ALTER TABLE role_grant ADD CONSTRAINT role_grant_user_id_fkey FOREIGN KEY (user_id) REFERENCES user_account(id);
ALTER TABLE session ADD CONSTRAINT session_user_id_fkey FOREIGN KEY (user_id) REFERENCES user_account(id);
ALTER TABLE shortcoming ADD CONSTRAINT shortcoming_committee_id_block_id_fkey FOREIGN KEY (committee_id, block_id) REFERENCES block(committee_id, id);
ALTER TABLE shortcoming ADD CONSTRAINT shortcoming_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES committee(id);
ALTER TABLE shortcoming ADD CONSTRAINT shortcoming_committee_id_meeting_id_fkey FOREIGN KEY (committee_id, meeting_id) REFERENCES meeting(committee_id, id);
ALTER TABLE shortcoming ADD CONSTRAINT shortcoming_committee_id_repeats_id_fkey FOREIGN KEY (committee_id, repeats_id) REFERENCES shortcoming(committee_id, id);
ALTER TABLE shortcoming ADD CONSTRAINT shortcoming_field_id_fkey FOREIGN KEY (field_id) REFERENCES field(id);
ALTER TABLE shortcoming_event ADD CONSTRAINT shortcoming_event_attachment FOREIGN KEY (committee_id, attachment_id) REFERENCES attachment(committee_id, id);
ALTER TABLE shortcoming_event ADD CONSTRAINT shortcoming_event_committee_id_shortcoming_id_fkey FOREIGN KEY (committee_id, shortcoming_id) REFERENCES shortcoming(committee_id, id);
ALTER TABLE shortcoming_term ADD CONSTRAINT shortcoming_term_committee_id_number_fkey FOREIGN KEY (committee_id, number) REFERENCES shortcoming(committee_id, number);
ALTER TABLE shortcoming_unit ADD CONSTRAINT shortcoming_unit_committee_id_shortcoming_id_fkey FOREIGN KEY (committee_id, shortcoming_id) REFERENCES shortcoming(committee_id, id);
ALTER TABLE shortcoming_unit ADD CONSTRAINT shortcoming_unit_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id);
ALTER TABLE signature ADD CONSTRAINT signature_committee_id_meeting_id_fkey FOREIGN KEY (committee_id, meeting_id) REFERENCES meeting(committee_id, id);
ALTER TABLE signature ADD CONSTRAINT signature_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id);
ALTER TABLE signed_file ADD CONSTRAINT signed_file_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES committee(id);
ALTER TABLE signed_file ADD CONSTRAINT signed_file_committee_id_meeting_id_fkey FOREIGN KEY (committee_id, meeting_id) REFERENCES meeting(committee_id, id);
ALTER TABLE stat_cell ADD CONSTRAINT stat_cell_committee_id_form_code_period_unit_id_fkey FOREIGN KEY (committee_id, form_code, period, unit_id) REFERENCES stat_sheet(committee_id, form_code, period, unit_id);
ALTER TABLE stat_form ADD CONSTRAINT stat_form_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES committee(id);
ALTER TABLE stat_period ADD CONSTRAINT stat_period_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES committee(id);
ALTER TABLE stat_sheet ADD CONSTRAINT stat_sheet_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES committee(id);
ALTER TABLE stat_sheet ADD CONSTRAINT stat_sheet_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id);
ALTER TABLE sync_command ADD CONSTRAINT sync_command_committee_id_device_id_fkey FOREIGN KEY (committee_id, device_id) REFERENCES sync_device(committee_id, device_id);
ALTER TABLE sync_device ADD CONSTRAINT sync_device_committee_id_meeting_id_fkey FOREIGN KEY (committee_id, meeting_id) REFERENCES meeting(committee_id, id);
ALTER TABLE task ADD CONSTRAINT task_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES committee(id);
ALTER TABLE task ADD CONSTRAINT task_committee_id_meeting_id_fkey FOREIGN KEY (committee_id, meeting_id) REFERENCES meeting(committee_id, id);
ALTER TABLE task ADD CONSTRAINT task_committee_id_parent_id_fkey FOREIGN KEY (committee_id, parent_id) REFERENCES task(committee_id, id);
ALTER TABLE task ADD CONSTRAINT task_committee_id_series_id_fkey FOREIGN KEY (committee_id, series_id) REFERENCES task(committee_id, id);
ALTER TABLE task ADD CONSTRAINT task_committee_id_source_block_id_fkey FOREIGN KEY (committee_id, source_block_id) REFERENCES block(committee_id, id);
ALTER TABLE task ADD CONSTRAINT task_committee_id_source_shortcoming_id_fkey FOREIGN KEY (committee_id, source_shortcoming_id) REFERENCES shortcoming(committee_id, id);
ALTER TABLE task ADD CONSTRAINT task_field_id_fkey FOREIGN KEY (field_id) REFERENCES field(id);
ALTER TABLE task ADD CONSTRAINT task_lead_person_id_fkey FOREIGN KEY (lead_person_id) REFERENCES person(id);
ALTER TABLE task ADD CONSTRAINT task_lead_unit_id_fkey FOREIGN KEY (lead_unit_id) REFERENCES unit(id);
ALTER TABLE task ADD CONSTRAINT task_part_unit_id_fkey FOREIGN KEY (part_unit_id) REFERENCES unit(id);
ALTER TABLE task_assignee ADD CONSTRAINT task_assignee_committee_id_task_id_fkey FOREIGN KEY (committee_id, task_id) REFERENCES task(committee_id, id);
ALTER TABLE task_assignee ADD CONSTRAINT task_assignee_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id);
ALTER TABLE task_assignee ADD CONSTRAINT task_assignee_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id);
ALTER TABLE task_cures ADD CONSTRAINT task_cures_committee_id_shortcoming_id_fkey FOREIGN KEY (committee_id, shortcoming_id) REFERENCES shortcoming(committee_id, id);
ALTER TABLE task_cures ADD CONSTRAINT task_cures_committee_id_task_id_fkey FOREIGN KEY (committee_id, task_id) REFERENCES task(committee_id, id);
ALTER TABLE task_event ADD CONSTRAINT task_event_attachment FOREIGN KEY (committee_id, attachment_id) REFERENCES attachment(committee_id, id);
ALTER TABLE task_event ADD CONSTRAINT task_event_committee_id_task_id_fkey FOREIGN KEY (committee_id, task_id) REFERENCES task(committee_id, id);
ALTER TABLE task_event ADD CONSTRAINT task_event_for_person_id_fkey FOREIGN KEY (for_person_id) REFERENCES person(id);
ALTER TABLE task_event ADD CONSTRAINT task_event_for_unit_id_fkey FOREIGN KEY (for_unit_id) REFERENCES unit(id);
ALTER TABLE task_event ADD CONSTRAINT task_event_link FOREIGN KEY (committee_id, link_id) REFERENCES answer_link(committee_id, id);
ALTER TABLE task_lineage ADD CONSTRAINT task_lineage_committee_id_id_fkey FOREIGN KEY (committee_id, id) REFERENCES task(committee_id, id);
ALTER TABLE task_setting ADD CONSTRAINT task_setting_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES committee(id);
ALTER TABLE task_total ADD CONSTRAINT task_total_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES committee(id);
ALTER TABLE unit ADD CONSTRAINT unit_owner_committee_id_fkey FOREIGN KEY (owner_committee_id) REFERENCES committee(id);
ALTER TABLE unit ADD CONSTRAINT unit_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES unit(id);
ALTER TABLE unit_name ADD CONSTRAINT unit_name_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id);
ALTER TABLE unit_sheet ADD CONSTRAINT unit_sheet_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES committee(id);
ALTER TABLE unit_sheet ADD CONSTRAINT unit_sheet_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id);
ALTER TABLE unit_sheet_row ADD CONSTRAINT unit_sheet_row_committee_id_task_id_fkey FOREIGN KEY (committee_id, task_id) REFERENCES task(committee_id, id);
ALTER TABLE unit_sheet_row ADD CONSTRAINT unit_sheet_row_committee_id_upload_id_fkey FOREIGN KEY (committee_id, upload_id) REFERENCES unit_sheet(committee_id, id);
ALTER TABLE unit_succession ADD CONSTRAINT unit_succession_from_unit_id_fkey FOREIGN KEY (from_unit_id) REFERENCES unit(id);
ALTER TABLE unit_succession ADD CONSTRAINT unit_succession_to_unit_id_fkey FOREIGN KEY (to_unit_id) REFERENCES unit(id);
ALTER TABLE upload ADD CONSTRAINT upload_committee_id_fkey FOREIGN KEY (committee_id) REFERENCES committee(id);
ALTER TABLE user_account ADD CONSTRAINT user_account_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id);
ALTER TABLE user_unit ADD CONSTRAINT user_unit_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit(id);
ALTER TABLE user_unit ADD CONSTRAINT user_unit_user_id_fkey FOREIGN KEY (user_id) REFERENCES user_account(id);

CREATE INDEX agenda_item_meeting ON agenda_item USING btree (committee_id, meeting_id, "position");
CREATE INDEX answer_given_link ON answer_given USING btree (committee_id, link_id, given_at);
CREATE UNIQUE INDEX answer_given_once ON answer_given USING btree (committee_id, link_id, task_id) WHERE final;
CREATE INDEX answer_link_made ON answer_link USING btree (committee_id, made_at DESC, id);
CREATE INDEX answer_link_slip ON answer_link USING btree (committee_id, slip_id) WHERE (slip_id IS NOT NULL);
CREATE INDEX answer_link_unit ON answer_link USING btree (unit_id);
CREATE INDEX answer_link_task_task ON answer_link_task USING btree (committee_id, task_id);
CREATE INDEX attachment_owner ON attachment USING btree (committee_id, owner_kind, owner_id);
CREATE INDEX attachment_retained ON attachment USING btree (withdrawn_at) WHERE ((withdrawn_at IS NOT NULL) AND (purged_at IS NULL));
CREATE INDEX attachment_sha256 ON attachment USING btree (sha256) WHERE (purged_at IS NULL);
CREATE INDEX attendance_changed ON attendance USING btree (committee_id, meeting_id, changed);
CREATE INDEX attendance_meeting ON attendance USING btree (committee_id, meeting_id, "position");
CREATE INDEX audit_entry_subject ON audit_entry USING btree (committee_id, subject, subject_id, seq);
CREATE INDEX block_changed ON block USING btree (committee_id, meeting_id, changed);
CREATE INDEX block_meeting ON block USING btree (committee_id, meeting_id, "position");
CREATE INDEX block_search ON block USING gin (((' '::text || search_key)) gin_trgm_ops);
CREATE INDEX block_comment_meeting ON block_comment USING btree (committee_id, meeting_id, block_id);
CREATE INDEX delegation_substitute ON delegation USING btree (substitute_id) WHERE (NOT withdrawn);
CREATE UNIQUE INDEX document_template_in_use ON document_template USING btree (committee_id, kind) WHERE in_use;
CREATE INDEX export_file_expires ON export_file USING btree (expires_at);
CREATE INDEX export_file_user ON export_file USING btree (committee_id, user_id, asked_at DESC);
CREATE UNIQUE INDEX field_code ON field USING btree (COALESCE(owner_committee_id, '00000000-0000-0000-0000-000000000000'::uuid), code);
CREATE INDEX meeting_held ON meeting USING btree (committee_id, held_on DESC, number DESC);
CREATE INDEX meeting_search ON meeting USING gin (((' '::text || search_key)) gin_trgm_ops);
CREATE INDEX meeting_paper_meeting ON meeting_paper USING btree (committee_id, meeting_id);
CREATE UNIQUE INDEX meeting_paper_one ON meeting_paper USING btree (committee_id, meeting_id, kind) WHERE (kind <> 'supplement'::text);
CREATE INDEX membership_person ON membership USING btree (person_id);
CREATE INDEX paper_number_book ON paper_number USING btree (committee_id, issued_on DESC, number DESC);
CREATE UNIQUE INDEX paper_number_once ON paper_number USING btree (committee_id, kind, series, number) WHERE (NOT doubled);
CREATE INDEX person_owner ON person USING btree (owner_committee_id);
CREATE INDEX person_search ON person USING gin (search_key gin_trgm_ops);
CREATE INDEX person_post_person ON person_post USING btree (person_id);
CREATE UNIQUE INDEX reminder_line_once ON reminder_line USING btree (committee_id, task_id, addressee_id, due_on, step) WHERE (NOT again);
CREATE INDEX reminder_line_task ON reminder_line USING btree (committee_id, task_id);
CREATE INDEX reminder_slip_made ON reminder_slip USING btree (committee_id, issued_on DESC, number DESC);
CREATE INDEX reorganisation_unit_from ON reorganisation_unit USING btree (from_unit_id);
CREATE INDEX role_grant_user ON role_grant USING btree (user_id);
CREATE INDEX session_by_user ON session USING btree (user_id) WHERE (user_id IS NOT NULL);
CREATE INDEX session_expiry ON session USING btree (expiry);
CREATE INDEX shortcoming_meeting ON shortcoming USING btree (committee_id, meeting_id, "position");
CREATE INDEX shortcoming_raised ON shortcoming USING btree (committee_id, raised_on DESC, number DESC);
CREATE INDEX shortcoming_repeats ON shortcoming USING btree (committee_id, repeats_id) WHERE (repeats_id IS NOT NULL);
CREATE INDEX shortcoming_search ON shortcoming USING gin (((' '::text || search_key)) gin_trgm_ops);
CREATE UNIQUE INDEX signature_one ON signature USING btree (committee_id, meeting_id, capacity) WHERE (withdrawn_at IS NULL);
CREATE INDEX task_by_due ON task USING btree (committee_id, due_on, number) INCLUDE (id, form, counted, state, deadline_kind, completed_on);
CREATE INDEX task_by_lead ON task USING btree (lead_unit_id, committee_id, due_on);
CREATE INDEX task_children ON task USING btree (committee_id, parent_id) WHERE (parent_id IS NOT NULL);
CREATE INDEX task_meeting ON task USING btree (committee_id, meeting_id) WHERE (meeting_id IS NOT NULL);
CREATE INDEX task_search ON task USING gin (((' '::text || search_key)) gin_trgm_ops);
CREATE INDEX task_shown ON task USING btree (committee_id, due_on, number) INCLUDE (id, state) WHERE (form <> ALL (ARRAY['occurrence'::text, 'part'::text]));
CREATE INDEX task_source_block ON task USING btree (committee_id, source_block_id) WHERE (source_block_id IS NOT NULL);
CREATE INDEX task_source_shortcoming ON task USING btree (committee_id, source_shortcoming_id) WHERE (source_shortcoming_id IS NOT NULL);
CREATE INDEX task_assignee_unit ON task_assignee USING btree (unit_id, committee_id, task_id) INCLUDE (role) WHERE (unit_id IS NOT NULL);
CREATE INDEX task_cures_shortcoming ON task_cures USING btree (committee_id, shortcoming_id);
CREATE INDEX task_event_link ON task_event USING btree (committee_id, link_id) WHERE (link_id IS NOT NULL);
CREATE INDEX task_event_recorded ON task_event USING btree (committee_id, recorded_at) INCLUDE (task_id);
CREATE INDEX task_event_undone ON task_event USING btree (committee_id, task_id, undoes) WHERE (undoes IS NOT NULL);
CREATE UNIQUE INDEX unit_code ON unit USING btree (COALESCE(owner_committee_id, '00000000-0000-0000-0000-000000000000'::uuid), code);
CREATE INDEX unit_owner ON unit USING btree (owner_committee_id);
CREATE INDEX unit_search ON unit USING gin (search_key gin_trgm_ops);
CREATE INDEX unit_sheet_unit ON unit_sheet USING btree (committee_id, unit_id, received_at);
CREATE INDEX unit_sheet_row_upload ON unit_sheet_row USING btree (committee_id, upload_id);
CREATE INDEX unit_succession_from ON unit_succession USING btree (from_unit_id);
CREATE INDEX unit_succession_to ON unit_succession USING btree (to_unit_id);
CREATE INDEX upload_began ON upload USING btree (began_at);
CREATE INDEX user_unit_user ON user_unit USING btree (user_id);

CREATE TRIGGER agenda_item_issued BEFORE INSERT OR DELETE OR UPDATE ON agenda_item FOR EACH ROW EXECUTE FUNCTION refuse_change_of_issued();
CREATE TRIGGER answer_given_append_only BEFORE DELETE OR UPDATE ON answer_given FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER answer_link_fixed BEFORE DELETE OR UPDATE ON answer_link FOR EACH ROW EXECUTE FUNCTION answer_link_fixed();
CREATE TRIGGER answer_link_task_append_only BEFORE DELETE OR UPDATE ON answer_link_task FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER attendance_issued BEFORE INSERT OR DELETE OR UPDATE ON attendance FOR EACH ROW EXECUTE FUNCTION refuse_change_of_issued();
CREATE TRIGGER attendance_stamp BEFORE INSERT OR UPDATE ON attendance FOR EACH ROW EXECUTE FUNCTION stamp_change();
CREATE TRIGGER attendance_told AFTER UPDATE ON attendance REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_meeting('lines');
CREATE TRIGGER attendance_told_new AFTER INSERT ON attendance REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_meeting('lines');
CREATE TRIGGER audit_entry_append_only BEFORE DELETE OR UPDATE ON audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER block_issued BEFORE INSERT OR DELETE OR UPDATE ON block FOR EACH ROW EXECUTE FUNCTION refuse_change_of_issued();
CREATE TRIGGER block_stamp BEFORE INSERT OR UPDATE ON block FOR EACH ROW EXECUTE FUNCTION stamp_change();
CREATE TRIGGER block_told AFTER UPDATE ON block REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_meeting('lines');
CREATE TRIGGER block_told_new AFTER INSERT ON block REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_meeting('lines');
CREATE TRIGGER block_comment_issued BEFORE INSERT OR DELETE OR UPDATE ON block_comment FOR EACH ROW EXECUTE FUNCTION refuse_change_of_issued();
CREATE TRIGGER block_version_append_only BEFORE DELETE OR UPDATE ON block_version FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER handover_append_only BEFORE DELETE OR UPDATE ON handover FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER meeting_issued BEFORE DELETE OR UPDATE ON meeting FOR EACH ROW EXECUTE FUNCTION refuse_issued_meeting();
CREATE TRIGGER meeting_date_append_only BEFORE DELETE OR UPDATE ON meeting_date FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER meeting_date_issued BEFORE INSERT ON meeting_date FOR EACH ROW EXECUTE FUNCTION refuse_change_of_issued();
CREATE TRIGGER meeting_paper_issued BEFORE DELETE OR UPDATE ON meeting_paper FOR EACH ROW EXECUTE FUNCTION refuse_issued_paper();
CREATE TRIGGER presence_told_gone AFTER DELETE ON meeting_presence REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_meeting('here');
CREATE TRIGGER presence_told_new AFTER INSERT ON meeting_presence REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_meeting('here');
CREATE TRIGGER meeting_secretary_issued BEFORE INSERT OR DELETE OR UPDATE ON meeting_secretary FOR EACH ROW EXECUTE FUNCTION refuse_change_of_issued();
CREATE TRIGGER paper_number_guard BEFORE DELETE OR UPDATE ON paper_number FOR EACH ROW EXECUTE FUNCTION paper_number_guard();
CREATE TRIGGER quorum_moment_append_only BEFORE DELETE OR UPDATE ON quorum_moment FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER quorum_moment_issued BEFORE INSERT ON quorum_moment FOR EACH ROW EXECUTE FUNCTION refuse_change_of_issued();
CREATE TRIGGER reminder_line_append_only BEFORE DELETE OR UPDATE ON reminder_line FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER reminder_slip_append_only BEFORE DELETE OR UPDATE ON reminder_slip FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER report_freeze_append_only BEFORE DELETE OR UPDATE ON report_freeze FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER report_freeze_no_truncate BEFORE TRUNCATE ON report_freeze FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER report_freeze_part_append_only BEFORE DELETE OR UPDATE ON report_freeze_part FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER report_freeze_part_no_truncate BEFORE TRUNCATE ON report_freeze_part FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER report_freeze_task_append_only BEFORE DELETE OR UPDATE ON report_freeze_task FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER report_freeze_task_no_truncate BEFORE TRUNCATE ON report_freeze_task FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER shortcoming_told_new AFTER INSERT ON shortcoming REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_meeting('stems');
CREATE TRIGGER shortcoming_event_append_only BEFORE DELETE OR UPDATE ON shortcoming_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER signature_issued BEFORE INSERT OR DELETE OR UPDATE ON signature FOR EACH ROW EXECUTE FUNCTION refuse_change_of_issued();
CREATE TRIGGER signed_file_append_only BEFORE DELETE OR UPDATE ON signed_file FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER sync_command_append_only BEFORE DELETE OR UPDATE ON sync_command FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER task_told_new AFTER INSERT ON task REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_meeting('stems');
CREATE TRIGGER task_total_more AFTER INSERT ON task REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION task_total_more();
CREATE TRIGGER task_total_moved AFTER UPDATE OF form ON task FOR EACH ROW WHEN (old.form IS DISTINCT FROM new.form) EXECUTE FUNCTION task_total_moved();
CREATE TRIGGER task_event_append_only BEFORE DELETE OR UPDATE ON task_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER task_event_guard BEFORE INSERT ON task_event FOR EACH ROW EXECUTE FUNCTION task_event_guard();
CREATE TRIGGER task_event_no_truncate BEFORE TRUNCATE ON task_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER task_lineage_append_only BEFORE DELETE OR UPDATE ON task_lineage FOR EACH ROW EXECUTE FUNCTION refuse_change();
