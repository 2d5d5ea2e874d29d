-- +goose Up

-- owner: org
CREATE TABLE document_template (
    committee_id uuid        NOT NULL REFERENCES committee,
    id           uuid        NOT NULL,
    kind         text        NOT NULL CHECK (kind IN ('minutes', 'notice', 'invitation', 'supplement')),
    file_name    text        NOT NULL CHECK (file_name <> ''),
    bytes        bytea       NOT NULL CHECK (octet_length(bytes) BETWEEN 1 AND 2097152),
    in_use       boolean     NOT NULL DEFAULT false, -- papers of the kind are written by it; without one by the built-in template
    uploaded_at  timestamptz NOT NULL,
    login        text        NOT NULL,
    created_hash text        NOT NULL,
    version      integer     NOT NULL DEFAULT 1,
    PRIMARY KEY (committee_id, id)
);
COMMENT ON TABLE document_template IS 'Word templates of a committee''s own. Earlier ones stay, so that it can go back to them.';
CREATE UNIQUE INDEX document_template_in_use ON document_template (committee_id, kind) WHERE in_use;
