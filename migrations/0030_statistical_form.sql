-- +goose Up

-- owner: statform
CREATE TABLE stat_form (
    committee_id uuid    NOT NULL REFERENCES committee,
    code         text    NOT NULL CHECK (code ~ '^[A-Z0-9-]{1,20}$'),
    from_period  text    NOT NULL CHECK (from_period ~ '^[0-9]{4}-Q[1-4]$'), -- the first quarter it holds for
    title        text    NOT NULL CHECK (title <> ''),
    note         text    NOT NULL,
    single       boolean NOT NULL, -- one row a unit; else one row a matter
    columns      jsonb   NOT NULL,
    version      integer NOT NULL DEFAULT 1,
    PRIMARY KEY (committee_id, code, from_period)
);
COMMENT ON TABLE stat_form IS 'A committee''s own definitions of statistical forms, each from a quarter on; where none holds, the program''s ten do.';

-- owner: statform
CREATE TABLE stat_period (
    committee_id uuid    NOT NULL REFERENCES committee,
    form_code    text    NOT NULL,
    period       text    NOT NULL CHECK (period ~ '^[0-9]{4}-Q[1-4]$'),
    units        uuid[]  NOT NULL, -- the units that owe the form
    locked       boolean NOT NULL,
    version      integer NOT NULL DEFAULT 1,
    PRIMARY KEY (committee_id, form_code, period)
);
COMMENT ON TABLE stat_period IS 'Which units owe a form in a quarter, and whether the quarter is closed.';

-- owner: statform
CREATE TABLE stat_sheet (
    committee_id uuid        NOT NULL REFERENCES committee,
    form_code    text        NOT NULL,
    period       text        NOT NULL CHECK (period ~ '^[0-9]{4}-Q[1-4]$'),
    unit_id      uuid        NOT NULL REFERENCES unit,
    state        text        NOT NULL CHECK (state IN ('draft', 'sent', 'returned')),
    reason       text        NOT NULL DEFAULT '', -- why it was returned
    definition   jsonb       NOT NULL, -- the columns it was filled in under: a later definition rewrites nothing
    saved_at     timestamptz NOT NULL,
    login        text        NOT NULL,
    version      integer     NOT NULL DEFAULT 1,
    PRIMARY KEY (committee_id, form_code, period, unit_id),
    CONSTRAINT stat_sheet_reason CHECK ((state = 'returned') = (reason <> ''))
);
COMMENT ON TABLE stat_sheet IS 'What one unit entered into one form for one quarter.';

-- owner: statform
CREATE TABLE stat_cell (
    committee_id uuid    NOT NULL,
    form_code    text    NOT NULL,
    period       text    NOT NULL,
    unit_id      uuid    NOT NULL,
    row_number   integer NOT NULL CHECK (row_number > 0),
    column_key   text    NOT NULL,
    typed        text    NOT NULL CHECK (typed <> ''), -- as typed
    value        numeric, -- as understood; null for words and for what was not understood
    problem      text    NOT NULL DEFAULT '',
    PRIMARY KEY (committee_id, form_code, period, unit_id, row_number, column_key),
    FOREIGN KEY (committee_id, form_code, period, unit_id) REFERENCES stat_sheet
);
COMMENT ON TABLE stat_cell IS 'The cells of a sheet that hold something.';
