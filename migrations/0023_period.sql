-- +goose Up

-- Where the cut-off and the day of sending lie, from the last day of a period and from the cut-off.
ALTER TABLE period_preset
    ADD COLUMN cutoff_days  integer NOT NULL DEFAULT 0 CHECK (cutoff_days BETWEEN -31 AND 31),
    ADD COLUMN send_by_days integer NOT NULL DEFAULT 0 CHECK (send_by_days BETWEEN 0 AND 60); -- 0: the 25th of the period's last month

-- owner: org
CREATE TABLE period_dates (
    committee_id uuid    NOT NULL REFERENCES committee,
    code         text    NOT NULL CHECK (code ~ '^[0-9]{4}(-(H[12]|Q[1-4]|M(0[1-9]|1[0-2])|9M|T))?$'),
    starts_on    date    NOT NULL,
    ends_on      date    NOT NULL,
    cutoff_on    date    NOT NULL,
    send_by_on   date    NOT NULL,
    why          text    NOT NULL,
    withdrawn    boolean NOT NULL DEFAULT false, -- the preset's days hold again
    version      integer NOT NULL DEFAULT 1,
    PRIMARY KEY (committee_id, code),
    CONSTRAINT period_dates_order CHECK (starts_on <= ends_on AND starts_on <= cutoff_on AND cutoff_on <= send_by_on)
);
COMMENT ON TABLE period_dates IS 'One period of a committee whose days are others than its preset says.';

-- owner: report
CREATE TABLE report_setting (
    committee_id uuid    PRIMARY KEY REFERENCES committee,
    freeze_kinds text[]  NOT NULL CHECK (freeze_kinds <@ ARRAY['month', 'quarter', 'half', 'nine', 'year', 'term']),
    since        date    NOT NULL, -- periods whose cut-off lies before are left alone
    version      integer NOT NULL DEFAULT 1
);
COMMENT ON TABLE report_setting IS 'Which periods of a committee the program freezes by itself after their cut-off.';

-- owner: report
CREATE TABLE report_freeze (
    committee_id uuid        NOT NULL REFERENCES committee,
    id           uuid        NOT NULL,
    period       text        NOT NULL,
    number       integer     NOT NULL CHECK (number > 0), -- within the period; the highest holds
    scheme       text        NOT NULL,
    starts_on    date        NOT NULL,
    ends_on      date        NOT NULL,
    cutoff_on    date        NOT NULL,
    send_by_on   date        NOT NULL,
    as_of        date        NOT NULL,
    known_at     timestamptz NOT NULL, -- what was recorded later is not in it
    timeliness   text        NOT NULL CHECK (timeliness IN ('early', 'on_time', 'late')),
    by_job       boolean     NOT NULL,
    reason       text        NOT NULL,
    supersedes   uuid,
    definitions  integer     NOT NULL CHECK (definitions > 0), -- the version of the figures' definitions
    soon_days    integer     NOT NULL,
    letterhead   jsonb       NOT NULL,
    user_id      uuid,
    login        text        NOT NULL,
    person       text        NOT NULL,
    created_hash text        NOT NULL,
    PRIMARY KEY (committee_id, id),
    CONSTRAINT report_freeze_number UNIQUE (committee_id, period, number),
    FOREIGN KEY (committee_id, supersedes) REFERENCES report_freeze (committee_id, id),
    CONSTRAINT report_freeze_superseding CHECK ((number > 1) = (supersedes IS NOT NULL) AND (number = 1 OR reason <> ''))
);
COMMENT ON TABLE report_freeze IS 'A report as it was fixed: period, clocks, settings and who fixed it.';

-- owner: report
CREATE TABLE report_freeze_part (
    committee_id uuid    NOT NULL,
    freeze_id    uuid    NOT NULL,
    part         text    NOT NULL CHECK (part IN ('total', 'first_deadline', 'unit', 'no_lead', 'merged', 'field', 'rate', 'month', 'age', 'meeting',
                                                  'shortcoming', 'identity', 'comparison', 'break')),
    position     integer NOT NULL,
    body         jsonb   NOT NULL, -- the row of the report, with the names as printed
    PRIMARY KEY (committee_id, freeze_id, part, position),
    FOREIGN KEY (committee_id, freeze_id) REFERENCES report_freeze (committee_id, id)
);
COMMENT ON TABLE report_freeze_part IS 'The figures and short lists of a frozen report, one row each.';

-- owner: report
CREATE TABLE report_freeze_task (
    committee_id  uuid    NOT NULL,
    freeze_id     uuid    NOT NULL,
    position      integer NOT NULL,
    task_id       uuid    NOT NULL,
    figures       text[]  NOT NULL, -- the figures that count it, so that each opens its list
    lead_unit_ids uuid[]  NOT NULL,
    field_id      uuid,
    body          jsonb   NOT NULL, -- the row of the list, with the names as printed
    PRIMARY KEY (committee_id, freeze_id, position),
    CONSTRAINT report_freeze_task_once UNIQUE (committee_id, freeze_id, task_id),
    FOREIGN KEY (committee_id, freeze_id) REFERENCES report_freeze (committee_id, id)
);
COMMENT ON TABLE report_freeze_task IS 'The list of tasks of a frozen report.';

-- +goose StatementBegin
DO $$
DECLARE
    fixed text;
BEGIN
    FOREACH fixed IN ARRAY ARRAY['report_freeze', 'report_freeze_part', 'report_freeze_task'] LOOP
        EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', fixed || '_append_only', fixed);
        EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', fixed || '_no_truncate', fixed);
    END LOOP;
END
$$;
-- +goose StatementEnd
