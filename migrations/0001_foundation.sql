-- +goose Up
-- Extensions ship with PostgreSQL and are trusted: the owner of the database may create them.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;

-- owner: audit
CREATE TABLE audit_entry (
    committee_id uuid        NOT NULL, -- all zeros: acts outside any committee (registers, accounts)
    seq          bigint      NOT NULL CHECK (seq > 0),
    recorded_at  timestamptz NOT NULL,
    user_id      uuid,
    login        text        NOT NULL,
    action       text        NOT NULL,
    subject      text        NOT NULL, -- kind of row: task, meeting, unit …
    subject_id   uuid,
    before       jsonb,
    after        jsonb,
    prev_hash    bytea       NOT NULL CHECK (octet_length(prev_hash) = 32),
    hash         bytea       NOT NULL CHECK (octet_length(hash) = 32),
    PRIMARY KEY (committee_id, seq)
);
COMMENT ON TABLE audit_entry IS 'Who did what, before and after; hash-chained per committee, append-only.';
CREATE INDEX audit_entry_subject ON audit_entry (committee_id, subject, subject_id, seq);

-- owner: audit
CREATE TABLE audit_head (
    committee_id uuid   PRIMARY KEY,
    seq          bigint NOT NULL,
    hash         bytea  NOT NULL
);
COMMENT ON TABLE audit_head IS 'The last link of each committee''s chain; its row lock orders the writers.';

-- +goose StatementBegin
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_TABLE_NAME || '_append_only';
END
$$;
-- +goose StatementEnd

CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
