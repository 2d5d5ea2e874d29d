-- +goose Up

-- What changed after a reader last looked is found by a number that only grows. Everybody who writes a line of a meeting holds
-- the meeting's row lock when the number is drawn, so within a meeting the numbers become visible in their order.
CREATE SEQUENCE live_seq AS bigint;

-- +goose StatementBegin
CREATE FUNCTION stamp_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.changed := nextval('live_seq');
    RETURN NEW;
END
$$;
-- +goose StatementEnd

-- tell_meeting wakes whoever follows the meetings whose rows changed: one word per meeting and transaction, sent when it commits.
-- +goose StatementBegin
CREATE FUNCTION tell_meeting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('dondoc_meeting', TG_ARGV[0] || ':' || m.meeting_id)
        FROM (SELECT DISTINCT meeting_id FROM changed WHERE meeting_id IS NOT NULL) m;
    RETURN NULL;
END
$$;
-- +goose StatementEnd

ALTER TABLE block ADD COLUMN changed bigint NOT NULL DEFAULT 0;
ALTER TABLE attendance ADD COLUMN changed bigint NOT NULL DEFAULT 0;
CREATE INDEX block_changed ON block (committee_id, meeting_id, changed);
CREATE INDEX attendance_changed ON attendance (committee_id, meeting_id, changed);

CREATE TRIGGER block_stamp BEFORE INSERT OR UPDATE ON block FOR EACH ROW EXECUTE FUNCTION stamp_change();
CREATE TRIGGER attendance_stamp BEFORE INSERT OR UPDATE ON attendance FOR EACH ROW EXECUTE FUNCTION stamp_change();

CREATE TRIGGER block_told_new AFTER INSERT ON block REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION tell_meeting('lines');
CREATE TRIGGER block_told AFTER UPDATE ON block REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION tell_meeting('lines');
CREATE TRIGGER attendance_told_new AFTER INSERT ON attendance REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION tell_meeting('lines');
CREATE TRIGGER attendance_told AFTER UPDATE ON attendance REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION tell_meeting('lines');
CREATE TRIGGER shortcoming_told_new AFTER INSERT ON shortcoming REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION tell_meeting('stems');
CREATE TRIGGER task_told_new AFTER INSERT ON task REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION tell_meeting('stems');

-- owner: meeting
CREATE TABLE sync_device (
    committee_id uuid        NOT NULL,
    device_id    uuid        NOT NULL,
    meeting_id   uuid        NOT NULL,
    user_id      uuid        NOT NULL, -- nobody else may go on with its numbers
    last_n       integer     NOT NULL DEFAULT 0 CHECK (last_n >= 0),
    made_at      timestamptz NOT NULL,
    PRIMARY KEY (committee_id, device_id),
    FOREIGN KEY (committee_id, meeting_id) REFERENCES meeting
);
COMMENT ON TABLE sync_device IS 'A browser''s store of one account for one meeting, and the last of its commands that was taken.';

-- owner: meeting
CREATE TABLE sync_command (
    committee_id uuid        NOT NULL,
    device_id    uuid        NOT NULL,
    n            integer     NOT NULL CHECK (n > 0), -- 1, 2, 3 … per device, no gaps
    hash         text        NOT NULL,               -- of what was sent: the same number cannot say something else
    outcome      jsonb       NOT NULL,               -- what was answered, and is answered again
    applied_at   timestamptz NOT NULL,
    PRIMARY KEY (committee_id, device_id, n),
    FOREIGN KEY (committee_id, device_id) REFERENCES sync_device
);
COMMENT ON TABLE sync_command IS 'Every command of a device with its outcome: applied once, answered as often as it is sent.';
CREATE TRIGGER sync_command_append_only BEFORE UPDATE OR DELETE ON sync_command
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- owner: meeting
CREATE TABLE meeting_presence (
    committee_id uuid        NOT NULL,
    meeting_id   uuid        NOT NULL,
    connection   uuid        NOT NULL,
    user_id      uuid        NOT NULL,
    name         text        NOT NULL,
    seen_at      timestamptz NOT NULL,
    PRIMARY KEY (committee_id, meeting_id, connection),
    FOREIGN KEY (committee_id, meeting_id) REFERENCES meeting
);
COMMENT ON TABLE meeting_presence IS 'Who follows a meeting''s record now; a row nobody renewed for a minute counts for nothing.';
CREATE TRIGGER presence_told_new AFTER INSERT ON meeting_presence REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION tell_meeting('here');
CREATE TRIGGER presence_told_gone AFTER DELETE ON meeting_presence REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION tell_meeting('here');
