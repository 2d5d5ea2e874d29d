-- +goose Up
-- Who owes a task changes by an act that names nobody's fault: a unit that went over into another, a person who left. The events say so,
-- and the present name is shown with the one before it.
CREATE EXTENSION IF NOT EXISTS btree_gist; -- trusted, as the others: spans of one person must not overlap

ALTER TABLE task_event DROP CONSTRAINT task_event_kind_check;
ALTER TABLE task_event ADD CONSTRAINT task_event_kind_check CHECK (kind IN ('recorded', 'assigned', 'accepted', 'returned', 'started', 'progress', 'reported',
    'sent_back', 'confirmed', 'paused', 'resumed', 'cancelled', 'reopened', 'deadline_set', 'extension_asked', 'extension_granted', 'extension_refused', 'reworded',
    'part_added', 'part_ended', 'comment', 'directive', 'undone', 'parts_set', 'contributed', 'event_entered', 'concluded', 'carried_over', 'evidence_removed', 'reminded',
    'reorganised', 'handed_over'));
ALTER TABLE task_event DROP CONSTRAINT task_event_leads;
ALTER TABLE task_event ADD CONSTRAINT task_event_leads CHECK (sets_leads = (kind IN ('recorded', 'assigned', 'parts_set', 'reorganised', 'handed_over'))
    AND (sets_leads = (assignees IS NOT NULL)));
ALTER TABLE task_event ADD CONSTRAINT task_event_by_act CHECK (kind NOT IN ('reorganised', 'handed_over') OR note <> ''); -- the act, in words

ALTER TABLE task_assignee ADD COLUMN moved_on date;                         -- the day the task came to this assignee by an act
ALTER TABLE task_assignee ADD COLUMN formerly text NOT NULL DEFAULT '';     -- who owed it before, by the name of that day
ALTER TABLE task_assignee ADD CONSTRAINT task_assignee_moved CHECK ((moved_on IS NULL) = (formerly = ''));
ALTER TABLE task ADD COLUMN lead_formerly text NOT NULL DEFAULT '';         -- " (trước 01/7/2025: …)" of the lead named first, as lists print it

ALTER TABLE task ADD COLUMN moved boolean NOT NULL DEFAULT false;           -- ever moved by an act: only then do reports look for former names

-- +goose StatementBegin
CREATE FUNCTION formerly_words(moved_on date, formerly text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN coalesce(formerly, '') = '' THEN '' ELSE ' (trước ' || lpad(extract(day FROM moved_on)::text, 2, '0') || '/' ||
        lpad(extract(month FROM moved_on)::text, 2, '0') || '/' || extract(year FROM moved_on)::text || ': ' || formerly || ')' END
$$;
-- +goose StatementEnd

-- owner: handover
CREATE TABLE reorganisation (
    committee_id uuid    NOT NULL REFERENCES committee,
    id           uuid    NOT NULL,
    act          text    NOT NULL CHECK (act <> ''), -- its number, date and issuing body, as words
    happened_on  date    NOT NULL,                   -- the successors' first day
    withdrawn    boolean NOT NULL DEFAULT false,
    version      integer NOT NULL DEFAULT 1,
    created_hash text    NOT NULL,
    PRIMARY KEY (committee_id, id)
);
COMMENT ON TABLE reorganisation IS 'An act by which units were merged, split or dissolved, as a committee follows it on its open tasks.';

-- owner: handover
CREATE TABLE reorganisation_unit (
    committee_id      uuid    NOT NULL,
    reorganisation_id uuid    NOT NULL,
    position          integer NOT NULL,
    from_unit_id      uuid    NOT NULL REFERENCES unit,
    to_unit_id        uuid    REFERENCES unit, -- null: dissolved without successor
    succession_id     uuid    NOT NULL,        -- its row in the register, where whoever entered it may write there
    PRIMARY KEY (committee_id, reorganisation_id, position),
    FOREIGN KEY (committee_id, reorganisation_id) REFERENCES reorganisation,
    CONSTRAINT reorganisation_unit_self CHECK (from_unit_id <> to_unit_id)
);
COMMENT ON TABLE reorganisation_unit IS 'A unit that ended by the act, and a successor.';
CREATE INDEX reorganisation_unit_from ON reorganisation_unit (from_unit_id);

-- owner: handover
CREATE TABLE task_lineage (
    committee_id      uuid NOT NULL,
    id                uuid NOT NULL, -- the task that was opened here
    from_committee_id uuid NOT NULL, -- no foreign key: committees do not see into one another
    from_id           uuid NOT NULL, -- the task it was there, closed by the same act
    act               text NOT NULL CHECK (act <> ''),
    PRIMARY KEY (committee_id, id),
    FOREIGN KEY (committee_id, id) REFERENCES task,
    CONSTRAINT task_lineage_once UNIQUE (from_committee_id, from_id)
);
COMMENT ON TABLE task_lineage IS 'Which task of a committee that ended goes on as which of its successor; readable by who may read both.';
CREATE TRIGGER task_lineage_append_only BEFORE UPDATE OR DELETE ON task_lineage FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- owner: account
CREATE TABLE delegation (
    committee_id  uuid    NOT NULL REFERENCES committee,
    id            uuid    NOT NULL,
    absent_id     uuid    NOT NULL REFERENCES user_account, -- whose roles are lent
    substitute_id uuid    NOT NULL REFERENCES user_account,
    valid_from    date    NOT NULL,
    valid_to      date    NOT NULL,                         -- the last day
    act           text    NOT NULL CHECK (act <> ''),       -- by which paper or words
    withdrawn     boolean NOT NULL DEFAULT false,           -- ends it at once
    version       integer NOT NULL DEFAULT 1,
    created_hash  text    NOT NULL,
    PRIMARY KEY (committee_id, id),
    CONSTRAINT delegation_self CHECK (absent_id <> substitute_id),
    CONSTRAINT delegation_span CHECK (valid_to >= valid_from),
    CONSTRAINT delegation_once EXCLUDE USING gist (committee_id WITH =, absent_id WITH =, daterange(valid_from, valid_to, '[]') WITH &&) WHERE (NOT withdrawn)
);
COMMENT ON TABLE delegation IS 'Who stands in for whom in a committee, from a day to a day, by which act.';
CREATE INDEX delegation_substitute ON delegation (substitute_id) WHERE NOT withdrawn;

-- owner: handover
CREATE TABLE handover (
    committee_id uuid        NOT NULL REFERENCES committee,
    id           uuid        NOT NULL,
    from_id      uuid        NOT NULL REFERENCES person, -- who leaves
    to_id        uuid        NOT NULL REFERENCES person,
    happened_on  date        NOT NULL,                   -- the receiver's first day
    act          text        NOT NULL CHECK (act <> ''),
    moved        jsonb       NOT NULL,                   -- how much of what went over
    made_at      timestamptz NOT NULL,
    login        text        NOT NULL,
    created_hash text        NOT NULL,
    PRIMARY KEY (committee_id, id),
    CONSTRAINT handover_self CHECK (from_id <> to_id)
);
COMMENT ON TABLE handover IS 'What a person who left carried, and who took it over.';
CREATE TRIGGER handover_append_only BEFORE UPDATE OR DELETE ON handover FOR EACH ROW EXECUTE FUNCTION refuse_change();
