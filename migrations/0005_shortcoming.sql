-- +goose Up

-- owner: shortcoming
CREATE TABLE shortcoming (
    committee_id uuid    NOT NULL REFERENCES committee,
    id           uuid    NOT NULL,
    number       integer NOT NULL,
    meeting_id   uuid    NOT NULL,
    block_id     uuid,                      -- the line of the minutes that raised it
    block_text   text    NOT NULL DEFAULT '', -- the wording it came from, kept when the block is edited later
    position     integer NOT NULL,
    text         text    NOT NULL CHECK (text <> ''),
    wording      text    NOT NULL CHECK (wording IN ('verbatim', 'reported')),
    nature       text    NOT NULL CHECK (nature IN ('defect', 'issue', 'direction')),
    field_id     uuid    REFERENCES field,
    repeats_id   uuid,                      -- the earlier shortcoming it repeats
    times        integer NOT NULL DEFAULT 1 CHECK (times > 0), -- raised for the n-th time
    state        text    NOT NULL CHECK (state IN ('open', 'being_cured', 'cured', 'recurred')),
    raised_on    date    NOT NULL,
    cured_on     date,
    withdrawn    boolean NOT NULL DEFAULT false,
    search_key   text    NOT NULL,
    created_at   timestamptz NOT NULL,
    created_hash text    NOT NULL,
    version      integer NOT NULL DEFAULT 1,
    PRIMARY KEY (committee_id, id),
    CONSTRAINT shortcoming_number UNIQUE (committee_id, number),
    FOREIGN KEY (committee_id, meeting_id) REFERENCES meeting,
    FOREIGN KEY (committee_id, block_id) REFERENCES block (committee_id, id),
    FOREIGN KEY (committee_id, repeats_id) REFERENCES shortcoming (committee_id, id),
    CONSTRAINT shortcoming_cured_has_day CHECK ((state = 'cured') = (cured_on IS NOT NULL)),
    CONSTRAINT shortcoming_repeats_other CHECK (repeats_id <> id)
);
COMMENT ON TABLE shortcoming IS 'What a meeting named as lacking: a defect, an issue, or a direction in its wording.';
CREATE INDEX shortcoming_meeting ON shortcoming (committee_id, meeting_id, position);
CREATE INDEX shortcoming_raised ON shortcoming (committee_id, raised_on DESC, number DESC);

-- owner: shortcoming
CREATE TABLE shortcoming_unit (
    committee_id   uuid    NOT NULL,
    shortcoming_id uuid    NOT NULL,
    unit_id        uuid    NOT NULL REFERENCES unit,
    position       integer NOT NULL,
    PRIMARY KEY (committee_id, shortcoming_id, unit_id),
    FOREIGN KEY (committee_id, shortcoming_id) REFERENCES shortcoming
);
COMMENT ON TABLE shortcoming_unit IS 'The units a shortcoming is about.';

-- owner: shortcoming
CREATE TABLE shortcoming_event (
    committee_id   uuid        NOT NULL,
    shortcoming_id uuid        NOT NULL,
    seq            integer     NOT NULL CHECK (seq > 0),
    id             uuid        NOT NULL,
    kind           text        NOT NULL CHECK (kind IN ('raised', 'edited', 'reclassed', 'moved', 'linked', 'withdrawn', 'restored')),
    effective_on   date        NOT NULL,
    recorded_at    timestamptz NOT NULL,
    user_id        uuid,
    login          text        NOT NULL,
    nature         text        CHECK (nature IN ('defect', 'issue', 'direction')),
    state          text        CHECK (state IN ('open', 'being_cured', 'cured', 'recurred')),
    note           text        NOT NULL DEFAULT '',
    PRIMARY KEY (committee_id, shortcoming_id, seq),
    CONSTRAINT shortcoming_event_id UNIQUE (committee_id, id),
    FOREIGN KEY (committee_id, shortcoming_id) REFERENCES shortcoming
);
COMMENT ON TABLE shortcoming_event IS 'What happened to a shortcoming, append-only; nature and state at any day are folds of it.';
CREATE TRIGGER shortcoming_event_append_only BEFORE UPDATE OR DELETE ON shortcoming_event
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
