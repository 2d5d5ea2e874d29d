-- +goose Up

-- What has to be prepared for a point of the agenda, and what became of the point.
ALTER TABLE agenda_item
    ADD COLUMN prepare_words     text NOT NULL DEFAULT '',
    ADD COLUMN prepare_unit_id   uuid REFERENCES unit,
    ADD COLUMN prepare_person_id uuid REFERENCES person,
    ADD COLUMN prepare_by        date,
    ADD COLUMN outcome           text NOT NULL DEFAULT 'open' CHECK (outcome IN ('open', 'done', 'moved')),
    ADD COLUMN moved_to          uuid, -- the later meeting that takes the point
    ADD FOREIGN KEY (committee_id, moved_to) REFERENCES meeting (committee_id, id),
    ADD CONSTRAINT agenda_item_moved CHECK ((outcome = 'moved') = (moved_to IS NOT NULL));

-- owner: meeting
CREATE TABLE meeting_paper (
    committee_id     uuid    NOT NULL,
    id               uuid    NOT NULL,
    meeting_id       uuid    NOT NULL,
    kind             text    NOT NULL CHECK (kind IN ('minutes', 'notice', 'invitation', 'supplement')),
    state            text    NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'issued')),
    series           text    NOT NULL DEFAULT '', -- the run of numbers it was numbered in: a year, or a term of office
    number           integer NOT NULL DEFAULT 0 CHECK (number >= 0), -- 0: none yet
    issued_on        date,
    secretary_id     uuid    REFERENCES person,
    secretary_name   text    NOT NULL DEFAULT '',
    secretary_title  text    NOT NULL DEFAULT '',
    signer_id        uuid    REFERENCES person,
    signer_name      text    NOT NULL DEFAULT '',
    signer_title     text    NOT NULL DEFAULT '',
    signer_for_head  boolean NOT NULL DEFAULT false,
    recipients       text[]  NOT NULL DEFAULT '{}',
    corrects_id      uuid,
    corrects         text    NOT NULL DEFAULT '',
    body             text    NOT NULL DEFAULT '',
    file_sha256      bytea   CHECK (octet_length(file_sha256) = 32), -- of the file as issued
    created_hash     text    NOT NULL,
    version          integer NOT NULL DEFAULT 1,
    PRIMARY KEY (committee_id, id),
    FOREIGN KEY (committee_id, meeting_id) REFERENCES meeting,
    FOREIGN KEY (committee_id, corrects_id) REFERENCES meeting_paper (committee_id, id),
    CONSTRAINT meeting_paper_issued CHECK ((state = 'issued') = (issued_on IS NOT NULL)),
    CONSTRAINT meeting_paper_corrects CHECK (kind = 'supplement' OR (corrects_id IS NULL AND corrects = '' AND body = ''))
);
COMMENT ON TABLE meeting_paper IS 'What is known of a document of a meeting beside the record it tells of.';
CREATE UNIQUE INDEX meeting_paper_one ON meeting_paper (committee_id, meeting_id, kind) WHERE kind <> 'supplement';
CREATE INDEX meeting_paper_meeting ON meeting_paper (committee_id, meeting_id);

-- owner: meeting
CREATE TABLE signed_file (
    committee_id uuid        NOT NULL REFERENCES committee,
    sha256       bytea       NOT NULL CHECK (octet_length(sha256) = 32),
    meeting_id   uuid        NOT NULL,
    file_name    text        NOT NULL CHECK (file_name <> ''),
    bytes        bytea       NOT NULL CHECK (octet_length(bytes) > 0),
    made_at      timestamptz NOT NULL,
    PRIMARY KEY (committee_id, sha256),
    FOREIGN KEY (committee_id, meeting_id) REFERENCES meeting
);
COMMENT ON TABLE signed_file IS 'The very bytes that were signed or issued, stored once under their SHA-256.';
CREATE TRIGGER signed_file_append_only BEFORE UPDATE OR DELETE ON signed_file FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- owner: meeting
CREATE TABLE signature (
    committee_id   uuid        NOT NULL,
    id             uuid        NOT NULL,
    meeting_id     uuid        NOT NULL,
    capacity       text        NOT NULL CHECK (capacity IN ('secretary', 'chair')),
    person_id      uuid        REFERENCES person,
    name           text        NOT NULL,
    sha256         bytea       NOT NULL CHECK (octet_length(sha256) = 32), -- of the file signed, or of the scan
    record_version bigint      NOT NULL, -- the committee's audit line up to which the record was signed
    on_paper       boolean     NOT NULL,
    attachment_id  uuid,                  -- the scan of what was signed on paper
    signed_on      date        NOT NULL,
    recorded_at    timestamptz NOT NULL,
    user_id        uuid,
    login          text        NOT NULL,
    withdrawn_at   timestamptz,
    withdrawn_by   text        NOT NULL DEFAULT '',
    withdrawn_why  text        NOT NULL DEFAULT '',
    created_hash   text        NOT NULL,
    PRIMARY KEY (committee_id, id),
    FOREIGN KEY (committee_id, meeting_id) REFERENCES meeting,
    CONSTRAINT signature_scan CHECK (on_paper = (attachment_id IS NOT NULL))
);
COMMENT ON TABLE signature IS 'Who signed the record of a meeting, in which capacity, which bytes; withdrawing keeps the row.';
CREATE UNIQUE INDEX signature_one ON signature (committee_id, meeting_id, capacity) WHERE withdrawn_at IS NULL;

-- owner: meeting
CREATE TABLE paper_counter (
    committee_id uuid    NOT NULL REFERENCES committee,
    kind         text    NOT NULL,
    series       text    NOT NULL,
    last         integer NOT NULL,
    PRIMARY KEY (committee_id, kind, series)
);
COMMENT ON TABLE paper_counter IS 'The highest number given in a series; its row lock orders those who draw.';

-- owner: meeting
CREATE TABLE paper_number (
    committee_id uuid        NOT NULL REFERENCES committee,
    id           uuid        NOT NULL,
    kind         text        NOT NULL CHECK (kind IN ('minutes', 'notice', 'invitation')), -- a supplement is numbered among the minutes
    series       text        NOT NULL,
    series_name  text        NOT NULL,
    number       integer     NOT NULL CHECK (number > 0),
    paper_id     uuid,
    issued_on    date        NOT NULL,
    summary      text        NOT NULL,
    signer       text        NOT NULL DEFAULT '',
    recipients   text        NOT NULL DEFAULT '',
    typed        boolean     NOT NULL, -- copied from the registry's book
    doubled      boolean     NOT NULL DEFAULT false, -- given although another paper bears it
    void         boolean     NOT NULL DEFAULT false,
    void_why     text        NOT NULL DEFAULT '',
    recorded_at  timestamptz NOT NULL,
    login        text        NOT NULL,
    search_key   text        NOT NULL,
    version      integer     NOT NULL DEFAULT 1,
    PRIMARY KEY (committee_id, id),
    FOREIGN KEY (committee_id, paper_id) REFERENCES meeting_paper (committee_id, id),
    CONSTRAINT paper_number_void CHECK (NOT void OR void_why <> '')
);
COMMENT ON TABLE paper_number IS 'The book of outgoing documents (sổ đăng ký văn bản đi); void numbers stay in it.';
CREATE UNIQUE INDEX paper_number_once ON paper_number (committee_id, kind, series, number) WHERE NOT doubled;
CREATE INDEX paper_number_book ON paper_number (committee_id, issued_on DESC, number DESC);

-- owner: meeting
CREATE TABLE meeting_date (
    committee_id uuid        NOT NULL,
    meeting_id   uuid        NOT NULL,
    sequence     integer     NOT NULL CHECK (sequence >= 0), -- SEQUENCE of the calendar entry
    kind         text        NOT NULL CHECK (kind IN ('invited', 'moved', 'cancelled')),
    held_on      date        NOT NULL,
    starts_at    time,
    place        text        NOT NULL DEFAULT '',
    why          text        NOT NULL DEFAULT '',
    told_at      timestamptz NOT NULL,
    user_id      uuid,
    login        text        NOT NULL,
    PRIMARY KEY (committee_id, meeting_id, sequence),
    FOREIGN KEY (committee_id, meeting_id) REFERENCES meeting
);
COMMENT ON TABLE meeting_date IS 'What people were told of a meeting''s day, each time they were told.';
CREATE TRIGGER meeting_date_append_only BEFORE UPDATE OR DELETE ON meeting_date FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- owner: meeting
CREATE TABLE block_comment (
    committee_id  uuid        NOT NULL,
    id            uuid        NOT NULL,
    meeting_id    uuid        NOT NULL,
    block_id      uuid        NOT NULL,
    block_version integer     NOT NULL, -- the wording commented on
    text          text        NOT NULL CHECK (text <> ''),
    state         text        NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'answered', 'taken_over')),
    answer        text        NOT NULL DEFAULT '',
    person_id     uuid        REFERENCES person,
    name          text        NOT NULL,
    user_id       uuid,
    login         text        NOT NULL,
    commented_at  timestamptz NOT NULL,
    answered_by   text        NOT NULL DEFAULT '',
    answered_at   timestamptz,
    created_hash  text        NOT NULL,
    version       integer     NOT NULL DEFAULT 1,
    PRIMARY KEY (committee_id, id),
    FOREIGN KEY (committee_id, meeting_id) REFERENCES meeting,
    FOREIGN KEY (committee_id, block_id) REFERENCES block (committee_id, id),
    CONSTRAINT block_comment_answered CHECK ((state = 'open') = (answered_at IS NULL))
);
COMMENT ON TABLE block_comment IS 'What participants say to a line of the draft minutes, and what the secretary made of it.';
CREATE INDEX block_comment_meeting ON block_comment (committee_id, meeting_id, block_id);

-- owner: meeting
CREATE TABLE quorum_rule (
    committee_id uuid    PRIMARY KEY REFERENCES committee,
    base         text    NOT NULL CHECK (base IN ('seats', 'members')),
    numerator    integer NOT NULL CHECK (numerator BETWEEN 1 AND 100),
    denominator  integer NOT NULL CHECK (denominator BETWEEN 1 AND 100),
    strict       boolean NOT NULL, -- more than the fraction, not just the fraction
    active       boolean NOT NULL,
    version      integer NOT NULL DEFAULT 1,
    CONSTRAINT quorum_rule_fraction CHECK (numerator <= denominator)
);
COMMENT ON TABLE quorum_rule IS 'How many must be there; a committee without an active row only counts.';

-- owner: meeting
CREATE TABLE quorum_moment (
    committee_id uuid        NOT NULL,
    meeting_id   uuid        NOT NULL,
    seq          integer     NOT NULL,
    at           timestamptz NOT NULL,
    seats        integer     NOT NULL,
    present      integer     NOT NULL,
    members      integer     NOT NULL, -- of the committee that day
    needed       integer, -- null: there was no rule
    login        text        NOT NULL,
    PRIMARY KEY (committee_id, meeting_id, seq),
    FOREIGN KEY (committee_id, meeting_id) REFERENCES meeting
);
COMMENT ON TABLE quorum_moment IS 'How many were there from one moment to the next.';
CREATE TRIGGER quorum_moment_append_only BEFORE UPDATE OR DELETE ON quorum_moment FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- The record of an issued meeting does not change any more, whoever asks. What corrects it is a paper of its own.
-- +goose StatementBegin
CREATE FUNCTION refuse_issued_meeting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'issued' THEN
        RAISE EXCEPTION 'the meeting is issued' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'meeting_issued';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER meeting_issued BEFORE UPDATE OR DELETE ON meeting FOR EACH ROW EXECUTE FUNCTION refuse_issued_meeting();

-- Of a table with committee_id and meeting_id.
-- +goose StatementBegin
CREATE FUNCTION refuse_change_of_issued() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    old_meeting uuid := CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE OLD.meeting_id END;
    new_meeting uuid := CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE NEW.meeting_id END;
    of_committee uuid := CASE WHEN TG_OP = 'INSERT' THEN NEW.committee_id ELSE OLD.committee_id END;
BEGIN
    IF EXISTS (SELECT 1 FROM meeting m WHERE m.committee_id = of_committee AND m.id IN (old_meeting, new_meeting) AND m.state = 'issued') THEN
        RAISE EXCEPTION '% of an issued meeting', TG_TABLE_NAME USING ERRCODE = 'restrict_violation', CONSTRAINT = 'meeting_issued';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER meeting_secretary_issued BEFORE INSERT OR UPDATE OR DELETE ON meeting_secretary FOR EACH ROW EXECUTE FUNCTION refuse_change_of_issued();
CREATE TRIGGER agenda_item_issued BEFORE INSERT OR UPDATE OR DELETE ON agenda_item FOR EACH ROW EXECUTE FUNCTION refuse_change_of_issued();
CREATE TRIGGER attendance_issued BEFORE INSERT OR UPDATE OR DELETE ON attendance FOR EACH ROW EXECUTE FUNCTION refuse_change_of_issued();
CREATE TRIGGER block_issued BEFORE INSERT OR UPDATE OR DELETE ON block FOR EACH ROW EXECUTE FUNCTION refuse_change_of_issued();
CREATE TRIGGER signature_issued BEFORE INSERT OR UPDATE OR DELETE ON signature FOR EACH ROW EXECUTE FUNCTION refuse_change_of_issued();
CREATE TRIGGER meeting_date_issued BEFORE INSERT ON meeting_date FOR EACH ROW EXECUTE FUNCTION refuse_change_of_issued();
CREATE TRIGGER quorum_moment_issued BEFORE INSERT ON quorum_moment FOR EACH ROW EXECUTE FUNCTION refuse_change_of_issued();
CREATE TRIGGER block_comment_issued BEFORE INSERT OR UPDATE OR DELETE ON block_comment FOR EACH ROW EXECUTE FUNCTION refuse_change_of_issued();

-- An issued paper does not change either; a further one may still be written.
-- +goose StatementBegin
CREATE FUNCTION refuse_issued_paper() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'issued' THEN
        RAISE EXCEPTION 'the paper is issued' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'meeting_paper_issued';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER meeting_paper_issued BEFORE UPDATE OR DELETE ON meeting_paper FOR EACH ROW EXECUTE FUNCTION refuse_issued_paper();

-- A number is never taken back: it becomes void.
-- +goose StatementBegin
CREATE FUNCTION paper_number_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.void OR (NEW.committee_id, NEW.id, NEW.kind, NEW.series, NEW.number, NEW.paper_id)
        IS DISTINCT FROM (OLD.committee_id, OLD.id, OLD.kind, OLD.series, OLD.number, OLD.paper_id) THEN
        RAISE EXCEPTION 'a number stays what it is' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'paper_number_append_only';
    END IF;
    RETURN NEW;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER paper_number_guard BEFORE UPDATE OR DELETE ON paper_number FOR EACH ROW EXECUTE FUNCTION paper_number_guard();
