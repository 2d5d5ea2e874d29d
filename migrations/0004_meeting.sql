-- +goose Up

-- owner: meeting
CREATE TABLE meeting (
    committee_id    uuid    NOT NULL REFERENCES committee,
    id              uuid    NOT NULL,
    number          integer NOT NULL,
    kind            text    NOT NULL CHECK (kind IN ('briefing', 'interim_review', 'final_review', 'rollout', 'thematic', 'inspection', 'other')),
    title           text    NOT NULL CHECK (title <> ''),
    reviewed_period text    NOT NULL DEFAULT '' CHECK (reviewed_period ~ '^([0-9]{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])))?)?$'),
    next_period     text    NOT NULL DEFAULT '' CHECK (next_period ~ '^([0-9]{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])))?)?$'),
    place           text    NOT NULL DEFAULT '',
    held_on         date    NOT NULL,
    starts_at       time,
    ended_on        date,
    ends_at         time,
    chair_id        uuid    REFERENCES person,
    chair_post      text    NOT NULL DEFAULT '', -- as held and named that day
    state           text    NOT NULL CHECK (state IN ('planned', 'in_progress', 'draft', 'circulated', 'signed_secretary', 'signed', 'issued', 'postponed', 'cancelled')),
    wording         text    NOT NULL DEFAULT 'verbatim' CHECK (wording IN ('verbatim', 'reported')),
    source          text    NOT NULL DEFAULT '', -- where a reported record comes from
    search_key      text    NOT NULL,
    created_at      timestamptz NOT NULL,
    created_hash    text    NOT NULL,
    version         integer NOT NULL DEFAULT 1,
    PRIMARY KEY (committee_id, id),
    CONSTRAINT meeting_number UNIQUE (committee_id, number),
    CONSTRAINT meeting_ends_after_start CHECK (ended_on >= held_on AND (ended_on > held_on OR ends_at IS NULL OR starts_at IS NULL OR ends_at >= starts_at)),
    CONSTRAINT meeting_reported_has_source CHECK (wording = 'verbatim' OR source <> '')
);
COMMENT ON TABLE meeting IS 'One meeting of a committee, from plan to issued record.';
CREATE INDEX meeting_held ON meeting (committee_id, held_on DESC, number DESC);

-- owner: meeting
CREATE TABLE meeting_secretary (
    committee_id uuid    NOT NULL,
    meeting_id   uuid    NOT NULL,
    person_id    uuid    NOT NULL REFERENCES person,
    position     integer NOT NULL,
    PRIMARY KEY (committee_id, meeting_id, person_id),
    FOREIGN KEY (committee_id, meeting_id) REFERENCES meeting
);
COMMENT ON TABLE meeting_secretary IS 'Who wrote the record.';

-- owner: meeting
CREATE TABLE agenda_item (
    committee_id uuid    NOT NULL,
    id           uuid    NOT NULL,
    meeting_id   uuid    NOT NULL,
    position     integer NOT NULL,
    title        text    NOT NULL CHECK (title <> ''),
    presenter_id uuid    REFERENCES person,
    presenter    text    NOT NULL DEFAULT '', -- as typed, when no registered person
    minutes      integer CHECK (minutes BETWEEN 1 AND 1440),
    withdrawn    boolean NOT NULL DEFAULT false,
    created_hash text    NOT NULL,
    version      integer NOT NULL DEFAULT 1,
    PRIMARY KEY (committee_id, id),
    FOREIGN KEY (committee_id, meeting_id) REFERENCES meeting
);
COMMENT ON TABLE agenda_item IS 'A point of the agenda.';
CREATE INDEX agenda_item_meeting ON agenda_item (committee_id, meeting_id, position);

-- owner: meeting
CREATE TABLE attendance (
    committee_id  uuid    NOT NULL,
    id            uuid    NOT NULL,
    meeting_id    uuid    NOT NULL,
    position      integer NOT NULL,
    person_id     uuid    REFERENCES person,
    name          text    NOT NULL CHECK (name <> ''), -- as written in the roll
    post          text    NOT NULL DEFAULT '',         -- as held that day
    unit_id       uuid    REFERENCES unit,
    status        text    NOT NULL CHECK (status IN ('present', 'excused', 'absent')),
    substitute_for uuid,                               -- the member's row this person sits in for
    arrived_at    time,                                -- late, when after the start
    left_at       time,
    withdrawn     boolean NOT NULL DEFAULT false,
    created_hash  text    NOT NULL,
    version       integer NOT NULL DEFAULT 1,
    PRIMARY KEY (committee_id, id),
    FOREIGN KEY (committee_id, meeting_id) REFERENCES meeting,
    FOREIGN KEY (committee_id, substitute_for) REFERENCES attendance (committee_id, id),
    CONSTRAINT attendance_times CHECK (left_at >= arrived_at),
    CONSTRAINT attendance_substitute_present CHECK (substitute_for IS NULL OR status = 'present')
);
COMMENT ON TABLE attendance IS 'The roll: who was there, excused, absent, sat in for whom.';
CREATE INDEX attendance_meeting ON attendance (committee_id, meeting_id, position);

-- owner: meeting
CREATE TABLE block (
    committee_id  uuid    NOT NULL,
    id            uuid    NOT NULL,
    meeting_id    uuid    NOT NULL,
    position      integer NOT NULL,
    kind          text    NOT NULL CHECK (kind IN ('speech', 'conclusion', 'achievement', 'vote', 'note')),
    within_id     uuid, -- a conclusion lies within the chair's concluding speech
    agenda_item_id uuid,
    speaker_id    uuid    REFERENCES person,
    speaker       text    NOT NULL DEFAULT '', -- as named in the record
    speaker_post  text    NOT NULL DEFAULT '', -- as held that day
    text          text    NOT NULL,
    wording       text    NOT NULL CHECK (wording IN ('verbatim', 'reported')),
    source        text    NOT NULL DEFAULT '',
    votes_for     integer CHECK (votes_for >= 0),
    votes_against integer CHECK (votes_against >= 0),
    votes_abstained integer CHECK (votes_abstained >= 0),
    withdrawn     boolean NOT NULL DEFAULT false,
    search_key    text    NOT NULL,
    created_hash  text    NOT NULL,
    version       integer NOT NULL DEFAULT 1,
    PRIMARY KEY (committee_id, id),
    FOREIGN KEY (committee_id, meeting_id) REFERENCES meeting,
    FOREIGN KEY (committee_id, within_id) REFERENCES block (committee_id, id),
    FOREIGN KEY (committee_id, agenda_item_id) REFERENCES agenda_item (committee_id, id),
    CONSTRAINT block_votes CHECK ((kind = 'vote') = (votes_for IS NOT NULL AND votes_against IS NOT NULL AND votes_abstained IS NOT NULL)),
    CONSTRAINT block_within_conclusion CHECK (within_id IS NULL OR kind = 'conclusion')
);
COMMENT ON TABLE block IS 'A line of the minutes.';
CREATE INDEX block_meeting ON block (committee_id, meeting_id, position);

-- owner: meeting
CREATE TABLE block_version (
    committee_id uuid        NOT NULL,
    block_id     uuid        NOT NULL,
    version      integer     NOT NULL,
    kind         text        NOT NULL,
    text         text        NOT NULL,
    speaker      text        NOT NULL,
    withdrawn    boolean     NOT NULL,
    recorded_at  timestamptz NOT NULL,
    user_id      uuid,
    login        text        NOT NULL,
    PRIMARY KEY (committee_id, block_id, version),
    FOREIGN KEY (committee_id, block_id) REFERENCES block (committee_id, id)
);
COMMENT ON TABLE block_version IS 'Every wording a block has had, and whose.';
CREATE TRIGGER block_version_append_only BEFORE UPDATE OR DELETE ON block_version
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
