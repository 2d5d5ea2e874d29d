-- +goose Up

-- owner: intake
CREATE TABLE unit_sheet (
    committee_id uuid        NOT NULL REFERENCES committee,
    id           uuid        NOT NULL,
    sheet_id     uuid        NOT NULL, -- of the workbook as it was handed out; it may come back several times
    unit_id      uuid        NOT NULL REFERENCES unit,
    made_on      date        NOT NULL, -- the day it was handed out
    file_name    text        NOT NULL,
    sha256       bytea       NOT NULL CHECK (octet_length(sha256) = 32), -- of the file as received
    content      jsonb       NOT NULL, -- its rows as read, so that the choice among them needs no second upload
    row_count    integer     NOT NULL CHECK (row_count >= 0),
    received_at  timestamptz NOT NULL,
    user_id      uuid,
    login        text        NOT NULL,
    created_hash text        NOT NULL,
    PRIMARY KEY (committee_id, id)
);
COMMENT ON TABLE unit_sheet IS 'Unit sheets that came back filled in. What was taken of them stands in unit_sheet_row and in the history of the tasks.';
CREATE INDEX unit_sheet_unit ON unit_sheet (committee_id, unit_id, received_at);

-- owner: intake
CREATE TABLE unit_sheet_row (
    committee_id uuid        NOT NULL,
    sheet_id     uuid        NOT NULL,
    row_key      text        NOT NULL CHECK (row_key <> ''), -- task, unit and role; of a row added by hand, what it says
    content_hash text        NOT NULL CHECK (content_hash <> ''),
    upload_id    uuid        NOT NULL,
    decision     text        NOT NULL CHECK (decision IN ('accepted', 'refused')),
    seal         text        NOT NULL DEFAULT '', -- of what was accepted: what a later version of the row is compared with
    task_id      uuid,
    decided_at   timestamptz NOT NULL,
    login        text        NOT NULL,
    PRIMARY KEY (committee_id, sheet_id, row_key, content_hash),
    FOREIGN KEY (committee_id, upload_id) REFERENCES unit_sheet,
    FOREIGN KEY (committee_id, task_id) REFERENCES task
);
COMMENT ON TABLE unit_sheet_row IS 'What was decided about a row of a unit sheet: the same row again changes nothing.';
CREATE INDEX unit_sheet_row_upload ON unit_sheet_row (committee_id, upload_id);
