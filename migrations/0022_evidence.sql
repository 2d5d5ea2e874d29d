-- +goose Up

-- owner: attach
CREATE TABLE upload (
    committee_id uuid        NOT NULL REFERENCES committee,
    id           uuid        NOT NULL, -- of the attachment it will be
    owner_kind   text        NOT NULL,
    owner_id     uuid        NOT NULL,
    file_name    text        NOT NULL CHECK (file_name <> ''),
    size         bigint      NOT NULL CHECK (size > 0),
    received     bigint      NOT NULL DEFAULT 0,
    parts        uuid[]      NOT NULL DEFAULT '{}', -- pieces in the blob store, in order
    began_at     timestamptz NOT NULL,
    user_id      uuid,
    login        text        NOT NULL,
    PRIMARY KEY (committee_id, id),
    CONSTRAINT upload_received CHECK (received >= 0 AND received < size) -- the last piece makes it an attachment
);
COMMENT ON TABLE upload IS 'Files on their way in, piece by piece; they are forgotten a day after they began.';
CREATE INDEX upload_began ON upload (began_at);

ALTER TABLE attachment ADD COLUMN withdrawn_why text NOT NULL DEFAULT '';
ALTER TABLE attachment ADD COLUMN purged_at timestamptz; -- the bytes were deleted: their retention had ended
ALTER TABLE attachment ADD CONSTRAINT attachment_purged CHECK (purged_at IS NULL OR withdrawn_at IS NOT NULL);
CREATE INDEX attachment_sha256 ON attachment (sha256) WHERE purged_at IS NULL;
CREATE INDEX attachment_retained ON attachment (withdrawn_at) WHERE withdrawn_at IS NOT NULL AND purged_at IS NULL;

-- owner: attach
CREATE TABLE attachment_setting (
    committee_id    uuid    PRIMARY KEY REFERENCES committee,
    retention_years integer NOT NULL CHECK (retention_years BETWEEN 1 AND 100),
    version         integer NOT NULL DEFAULT 1
);
COMMENT ON TABLE attachment_setting IS 'How long a committee keeps the bytes of files taken away; without a row the usual ten years hold.';

-- Taking evidence away is an event: the file is named by its words and its hash, and by its row.
ALTER TABLE task_event ADD COLUMN attachment_id uuid;
ALTER TABLE task_event ADD CONSTRAINT task_event_attachment FOREIGN KEY (committee_id, attachment_id) REFERENCES attachment;
ALTER TABLE task_event DROP CONSTRAINT task_event_kind_check;
ALTER TABLE task_event ADD CONSTRAINT task_event_kind_check CHECK (kind IN ('recorded', 'assigned', 'accepted', 'returned', 'started', 'progress', 'reported',
    'sent_back', 'confirmed', 'paused', 'resumed', 'cancelled', 'reopened', 'deadline_set', 'extension_asked', 'extension_granted', 'extension_refused', 'reworded',
    'part_added', 'part_ended', 'comment', 'directive', 'undone', 'parts_set', 'contributed', 'event_entered', 'concluded', 'carried_over', 'evidence_removed'));
ALTER TABLE task_event ADD CONSTRAINT task_event_removed CHECK ((kind = 'evidence_removed') = (attachment_id IS NOT NULL)
    AND (kind <> 'evidence_removed' OR note <> '' AND evidence <> ''));

ALTER TABLE shortcoming_event ADD COLUMN attachment_id uuid;
ALTER TABLE shortcoming_event ADD COLUMN evidence text NOT NULL DEFAULT '';
ALTER TABLE shortcoming_event ADD CONSTRAINT shortcoming_event_attachment FOREIGN KEY (committee_id, attachment_id) REFERENCES attachment;
ALTER TABLE shortcoming_event DROP CONSTRAINT shortcoming_event_kind_check;
ALTER TABLE shortcoming_event ADD CONSTRAINT shortcoming_event_kind_check CHECK (kind IN ('raised', 'edited', 'reclassed', 'moved', 'linked', 'withdrawn', 'restored',
    'evidence_removed'));
ALTER TABLE shortcoming_event ADD CONSTRAINT shortcoming_event_removed CHECK ((kind = 'evidence_removed') = (attachment_id IS NOT NULL)
    AND (kind <> 'evidence_removed' OR note <> '' AND evidence <> ''));
