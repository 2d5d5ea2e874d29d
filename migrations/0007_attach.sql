-- +goose Up

-- owner: attach
CREATE TABLE attachment (
    committee_id uuid        NOT NULL REFERENCES committee,
    id           uuid        NOT NULL,
    owner_kind   text        NOT NULL CHECK (owner_kind IN ('meeting', 'agenda_item', 'task', 'task_event', 'shortcoming')),
    owner_id     uuid        NOT NULL,
    file_name    text        NOT NULL CHECK (file_name <> ''),
    media_type   text        NOT NULL,
    size         bigint      NOT NULL CHECK (size > 0),
    sha256       bytea       NOT NULL CHECK (octet_length(sha256) = 32),
    uploaded_at  timestamptz NOT NULL,
    user_id      uuid,
    login        text        NOT NULL,
    withdrawn_at timestamptz,
    withdrawn_by text        NOT NULL DEFAULT '',
    version      integer     NOT NULL DEFAULT 1,
    PRIMARY KEY (committee_id, id)
);
COMMENT ON TABLE attachment IS 'Files: papers and evidence. The bytes lie in the blob store under their SHA-256; withdrawing keeps them.';
CREATE INDEX attachment_owner ON attachment (committee_id, owner_kind, owner_id);
