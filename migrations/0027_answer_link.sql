-- +goose Up

-- One-time links by which a unit answers without an account: for the tasks listed, until a day, once each.
-- owner: answer
CREATE TABLE answer_link (
    committee_id uuid        NOT NULL REFERENCES committee,
    id           uuid        NOT NULL,
    unit_id      uuid        NOT NULL REFERENCES unit,
    slip_id      uuid, -- the letter it went out with, if any
    meant_for    text        NOT NULL DEFAULT '', -- who is to use it, in words
    phone        text        NOT NULL DEFAULT '',
    hash         bytea       NOT NULL UNIQUE CHECK (length(hash) = 32), -- of the secret, which is kept nowhere
    made_at      timestamptz NOT NULL,
    login        text        NOT NULL, -- who made it
    expires_on   date        NOT NULL, -- its last day
    expires_at   timestamptz NOT NULL CHECK (expires_at > made_at),
    used_at      timestamptz, -- when the last of its tasks was answered
    revoked_at   timestamptz,
    created_hash text        NOT NULL,
    PRIMARY KEY (committee_id, id),
    FOREIGN KEY (committee_id, slip_id) REFERENCES reminder_slip
);
COMMENT ON TABLE answer_link IS 'A one-time link by which a unit reports on some tasks without an account (liên kết trả lời).';
CREATE INDEX answer_link_made ON answer_link (committee_id, made_at DESC, id);
CREATE INDEX answer_link_unit ON answer_link (unit_id);
CREATE INDEX answer_link_slip ON answer_link (committee_id, slip_id) WHERE slip_id IS NOT NULL;

-- What a link is for never changes; it is used up and revoked once.
-- +goose StatementBegin
CREATE FUNCTION answer_link_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - 'used_at' - 'revoked_at' <> to_jsonb(OLD) - 'used_at' - 'revoked_at'
        OR OLD.used_at IS NOT NULL AND NEW.used_at IS DISTINCT FROM OLD.used_at
        OR OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS DISTINCT FROM OLD.revoked_at THEN
        RAISE EXCEPTION 'answer_link is fixed' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'answer_link_append_only';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER answer_link_fixed BEFORE UPDATE OR DELETE ON answer_link FOR EACH ROW EXECUTE FUNCTION answer_link_fixed();

-- owner: answer
CREATE TABLE answer_link_task (
    committee_id uuid    NOT NULL,
    link_id      uuid    NOT NULL,
    task_id      uuid    NOT NULL,
    position     integer NOT NULL,
    PRIMARY KEY (committee_id, link_id, task_id),
    FOREIGN KEY (committee_id, link_id) REFERENCES answer_link,
    FOREIGN KEY (committee_id, task_id) REFERENCES task
);
COMMENT ON TABLE answer_link_task IS 'A task that a link lets its unit report on; no other.';
CREATE INDEX answer_link_task_task ON answer_link_task (committee_id, task_id);
CREATE TRIGGER answer_link_task_append_only BEFORE UPDATE OR DELETE ON answer_link_task FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- An event by a link says so, names nobody's account, and is only what a unit reports: a link never confirms or decides.
ALTER TABLE task_event ADD COLUMN link_id uuid;
ALTER TABLE task_event ADD COLUMN declared text NOT NULL DEFAULT ''; -- who the sender said they were: name and post, in their own words
ALTER TABLE task_event ADD CONSTRAINT task_event_link FOREIGN KEY (committee_id, link_id) REFERENCES answer_link;
ALTER TABLE task_event ADD CONSTRAINT task_event_by_link CHECK ((link_id IS NULL) = (declared = '')
    AND (link_id IS NULL OR user_id IS NULL AND kind IN ('progress', 'reported', 'contributed', 'extension_asked')));
CREATE INDEX task_event_link ON task_event (committee_id, link_id) WHERE link_id IS NOT NULL;

-- owner: answer
CREATE TABLE answer_given (
    committee_id uuid        NOT NULL,
    event_id     uuid        NOT NULL,
    link_id      uuid        NOT NULL,
    task_id      uuid        NOT NULL,
    kind         text        NOT NULL,
    final        boolean     NOT NULL, -- the task is answered: the link no longer serves for it
    name         text        NOT NULL CHECK (name <> ''),
    post         text        NOT NULL CHECK (post <> ''),
    given_at     timestamptz NOT NULL,
    PRIMARY KEY (committee_id, event_id),
    FOREIGN KEY (committee_id, event_id) REFERENCES task_event (committee_id, id),
    FOREIGN KEY (committee_id, link_id, task_id) REFERENCES answer_link_task
);
COMMENT ON TABLE answer_given IS 'What was reported by a link, and who the sender said they were.';
CREATE UNIQUE INDEX answer_given_once ON answer_given (committee_id, link_id, task_id) WHERE final;
CREATE INDEX answer_given_link ON answer_given (committee_id, link_id, given_at);
CREATE TRIGGER answer_given_append_only BEFORE UPDATE OR DELETE ON answer_given FOR EACH ROW EXECUTE FUNCTION refuse_change();
