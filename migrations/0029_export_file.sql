-- +goose Up

-- owner: export
CREATE TABLE export_file (
    committee_id uuid        NOT NULL REFERENCES committee,
    id           uuid        NOT NULL,
    user_id      uuid        NOT NULL REFERENCES user_account, -- who asked for it, and alone may fetch it
    created_hash text        NOT NULL,
    query        jsonb       NOT NULL, -- what was asked for: period, day, language
    state        text        NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'working', 'done', 'failed')),
    rows_done    integer     NOT NULL DEFAULT 0 CHECK (rows_done >= 0),
    rows_total   integer     NOT NULL DEFAULT 0 CHECK (rows_total >= 0), -- 0: not counted yet
    tries        integer     NOT NULL DEFAULT 0,
    problem      text        NOT NULL DEFAULT '', -- the message key of the last failure
    name         text        NOT NULL DEFAULT '', -- under which it is offered to be saved
    size         bigint      NOT NULL DEFAULT 0, -- bytes
    asked_at     timestamptz NOT NULL,
    ended_at     timestamptz,
    expires_at   timestamptz NOT NULL,
    PRIMARY KEY (committee_id, id),
    CHECK ((state IN ('done', 'failed')) = (ended_at IS NOT NULL)),
    CHECK (state <> 'done' OR size > 0 AND name <> '')
);
CREATE INDEX export_file_user ON export_file (committee_id, user_id, asked_at DESC);
CREATE INDEX export_file_expires ON export_file (expires_at);
COMMENT ON TABLE export_file IS 'Large workbooks that are made as jobs, fetched later and expire.';
