-- +goose Up

-- Letters that urge take their numbers from the committee's book, and may have templates of their own; so may the half-year report.
ALTER TABLE paper_number DROP CONSTRAINT paper_number_kind_check;
ALTER TABLE paper_number ADD CONSTRAINT paper_number_kind_check CHECK (kind IN ('minutes', 'notice', 'invitation', 'reminder')); -- a supplement is numbered among the minutes
ALTER TABLE document_template DROP CONSTRAINT document_template_kind_check;
ALTER TABLE document_template ADD CONSTRAINT document_template_kind_check CHECK (kind IN ('minutes', 'notice', 'invitation', 'supplement', 'reminder', 'report'));

-- A task that was urged keeps its state; its history tells by which letter.
ALTER TABLE task_event DROP CONSTRAINT task_event_kind_check;
ALTER TABLE task_event ADD CONSTRAINT task_event_kind_check CHECK (kind IN ('recorded', 'assigned', 'accepted', 'returned', 'started', 'progress', 'reported',
    'sent_back', 'confirmed', 'paused', 'resumed', 'cancelled', 'reopened', 'deadline_set', 'extension_asked', 'extension_granted', 'extension_refused', 'reworded',
    'part_added', 'part_ended', 'comment', 'directive', 'undone', 'parts_set', 'contributed', 'event_entered', 'concluded', 'carried_over', 'evidence_removed', 'reminded'));
ALTER TABLE task_event ADD CONSTRAINT task_event_reminded CHECK (kind <> 'reminded' OR note <> '');

-- owner: remind
CREATE TABLE reminder_rule (
    committee_id uuid    PRIMARY KEY REFERENCES committee,
    late_days    integer NOT NULL CHECK (late_days BETWEEN 1 AND 365), -- overdue for longer, the head gets the letter too
    per          text    NOT NULL CHECK (per IN ('unit', 'task')),
    version      integer NOT NULL DEFAULT 1
);
COMMENT ON TABLE reminder_rule IS 'How a committee urges; without a row 15 days, one slip for each unit. How soon "coming due" begins is committee.due_soon_days.';

-- owner: remind
CREATE TABLE reminder_slip (
    committee_id uuid        NOT NULL REFERENCES committee,
    id           uuid        NOT NULL,
    unit_id      uuid        REFERENCES unit,   -- to whom it goes:
    person_id    uuid        REFERENCES person, -- a unit, or a member who leads
    addressee    text        NOT NULL CHECK (addressee <> ''), -- as named on its day
    number       integer     NOT NULL CHECK (number > 0),
    book_id      uuid        NOT NULL,
    issued_on    date        NOT NULL,
    step         integer     NOT NULL CHECK (step BETWEEN 1 AND 3), -- the highest of its tasks
    paper        jsonb       NOT NULL, -- who signs, who gets it too, by when an answer is asked for
    file         bytea       NOT NULL,
    file_name    text        NOT NULL,
    sha256       bytea       NOT NULL,
    made_at      timestamptz NOT NULL,
    login        text        NOT NULL,
    created_hash text        NOT NULL,
    PRIMARY KEY (committee_id, id),
    FOREIGN KEY (committee_id, book_id) REFERENCES paper_number,
    CONSTRAINT reminder_slip_to CHECK ((unit_id IS NULL) <> (person_id IS NULL))
);
COMMENT ON TABLE reminder_slip IS 'A letter that urged a unit (phiếu đôn đốc), as it went out.';
CREATE INDEX reminder_slip_made ON reminder_slip (committee_id, issued_on DESC, number DESC);
CREATE TRIGGER reminder_slip_append_only BEFORE UPDATE OR DELETE ON reminder_slip FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- owner: remind
CREATE TABLE reminder_line (
    committee_id uuid    NOT NULL,
    slip_id      uuid    NOT NULL,
    position     integer NOT NULL,
    task_id      uuid    NOT NULL,
    addressee_id uuid    NOT NULL, -- the unit or the person
    due_on       date    NOT NULL, -- as it stood
    step         integer NOT NULL CHECK (step BETWEEN 1 AND 3),
    times        integer NOT NULL CHECK (times > 0), -- the how manieth reminder of the task to this addressee
    again        boolean NOT NULL, -- the step was taken before, and asked for again
    PRIMARY KEY (committee_id, slip_id, position),
    FOREIGN KEY (committee_id, slip_id) REFERENCES reminder_slip,
    FOREIGN KEY (committee_id, task_id) REFERENCES task
);
COMMENT ON TABLE reminder_line IS 'A task that a slip urged for, and at which step.';
CREATE UNIQUE INDEX reminder_line_once ON reminder_line (committee_id, task_id, addressee_id, due_on, step) WHERE NOT again;
CREATE INDEX reminder_line_task ON reminder_line (committee_id, task_id);
CREATE TRIGGER reminder_line_append_only BEFORE UPDATE OR DELETE ON reminder_line FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- owner: remind
CREATE TABLE reminder_count (
    committee_id uuid        PRIMARY KEY REFERENCES committee,
    as_of        date        NOT NULL,
    coming       integer     NOT NULL,
    overdue      integer     NOT NULL,
    long_overdue integer     NOT NULL,
    counted_at   timestamptz NOT NULL
);
COMMENT ON TABLE reminder_count IS 'What waits to be urged, counted every morning; nobody is written to by it.';
