-- +goose Up

-- owner: report
CREATE TABLE report_writing (
    committee_id uuid        NOT NULL REFERENCES committee,
    period       text        NOT NULL CHECK (period ~ '^[0-9]{4}-H[12]$'),
    subject      text        NOT NULL DEFAULT '', -- what the report is about, below the word BÁO CÁO
    sections     jsonb       NOT NULL, -- headings with what people wrote below them
    shortcomings jsonb, -- ids of those shown; null: all that are open
    tasks        jsonb, -- ids of those shown; null: all that are overdue
    signer_id    uuid        REFERENCES person,
    recipients   jsonb       NOT NULL DEFAULT '[]',
    number       integer     NOT NULL DEFAULT 0 CHECK (number >= 0), -- as the registry gave it; 0: not yet
    issued_on    date,
    written_at   timestamptz NOT NULL,
    login        text        NOT NULL,
    version      integer     NOT NULL DEFAULT 1,
    PRIMARY KEY (committee_id, period)
);
COMMENT ON TABLE report_writing IS 'What people write around the figures of a half-year; the next half-year begins with it.';
