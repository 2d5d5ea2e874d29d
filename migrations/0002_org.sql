-- +goose Up

-- owner: org
CREATE TABLE committee (
    id              uuid PRIMARY KEY,
    code            text    NOT NULL CONSTRAINT committee_code UNIQUE CHECK (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    name            text    NOT NULL CHECK (name <> ''),
    short_name      text    NOT NULL CHECK (short_name <> ''),
    level           text    NOT NULL CHECK (level IN ('central', 'province', 'district', 'commune', 'agency')),
    parent_id       uuid    REFERENCES committee,
    document_system text    NOT NULL CHECK (document_system IN ('state', 'party')),
    superior_name   text    NOT NULL DEFAULT '', -- printed above the issuer's name
    number_symbol   text    NOT NULL DEFAULT '', -- the part of a document number that names the committee, "BCĐ"
    place_name      text    NOT NULL DEFAULT '', -- "Cô Tô" of "Cô Tô, ngày …"
    head_title      text    NOT NULL DEFAULT '', -- as printed over the signature
    uses_host_seal  boolean NOT NULL DEFAULT false,
    due_soon_days   integer NOT NULL DEFAULT 14 CHECK (due_soon_days BETWEEN 0 AND 366),
    before_excludes_day boolean NOT NULL DEFAULT false, -- "trước ngày D" ends on D-1 instead of D
    valid_from      date,
    valid_to        date,
    search_key      text    NOT NULL,
    created_hash    text    NOT NULL,
    version         integer NOT NULL DEFAULT 1,
    CONSTRAINT committee_valid CHECK (valid_to >= valid_from)
);
COMMENT ON TABLE committee IS 'A steering committee (ban chỉ đạo).';

-- owner: org
CREATE TABLE committee_counter (
    committee_id uuid    NOT NULL REFERENCES committee,
    noun         text    NOT NULL, -- task, shortcoming, meeting
    last         integer NOT NULL,
    PRIMARY KEY (committee_id, noun)
);
COMMENT ON TABLE committee_counter IS 'The last short number given to each noun; drawn under the row''s lock, never reused.';

-- owner: org
CREATE TABLE committee_term (
    committee_id    uuid NOT NULL REFERENCES committee,
    id              uuid NOT NULL,
    name            text NOT NULL CHECK (name <> ''),
    starts_on       date,
    ends_on         date,
    establishing_act text NOT NULL DEFAULT '',
    withdrawn       boolean NOT NULL DEFAULT false, -- entered by mistake: kept, but no longer counted
    version         integer NOT NULL DEFAULT 1,
    created_hash    text NOT NULL,
    PRIMARY KEY (committee_id, id),
    CONSTRAINT committee_term_span CHECK (ends_on >= starts_on)
);
COMMENT ON TABLE committee_term IS 'A term of office; Party numbering restarts with it.';

-- owner: org
CREATE TABLE period_preset (
    committee_id uuid NOT NULL REFERENCES committee,
    valid_from   date NOT NULL, -- the scheme holds for periods that start on or after this day
    scheme       text NOT NULL CHECK (scheme IN ('calendar', 'cutoff14')),
    PRIMARY KEY (committee_id, valid_from)
);
COMMENT ON TABLE period_preset IS 'Which half-years a committee reports by: 01/01–30/6, or 15/12–14/6.';

-- owner: org
CREATE TABLE unit (
    id                 uuid PRIMARY KEY,
    owner_committee_id uuid REFERENCES committee, -- null: the common register
    code               text NOT NULL CHECK (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    kind               text NOT NULL CHECK (kind IN ('party', 'state', 'front', 'mass', 'school', 'enterprise', 'office', 'department',
                                                     'commune', 'ward', 'township', 'special_zone', 'district', 'province', 'village', 'other')),
    name               text NOT NULL CHECK (name <> ''),
    short_name         text NOT NULL,
    parent_id          uuid REFERENCES unit,
    valid_from         date,
    valid_to           date,
    withdrawn          boolean NOT NULL DEFAULT false, -- entered by mistake: kept, but no longer offered
    search_key         text NOT NULL,
    created_hash       text NOT NULL,
    version            integer NOT NULL DEFAULT 1,
    CONSTRAINT unit_valid CHECK (valid_to >= valid_from)
);
COMMENT ON TABLE unit IS 'An agency or locality that tasks are given to; name and short_name are the present ones.';
CREATE UNIQUE INDEX unit_code ON unit (coalesce(owner_committee_id, '00000000-0000-0000-0000-000000000000'), code);
CREATE INDEX unit_owner ON unit (owner_committee_id);
CREATE INDEX unit_search ON unit USING gin (search_key gin_trgm_ops);

-- owner: org
CREATE TABLE unit_name (
    unit_id    uuid NOT NULL REFERENCES unit,
    valid_from date NOT NULL, -- '-infinity' is not used: the first name holds from the unit's first day or from 1900
    name       text NOT NULL CHECK (name <> ''),
    short_name text NOT NULL,
    act        text NOT NULL DEFAULT '',
    PRIMARY KEY (unit_id, valid_from)
);
COMMENT ON TABLE unit_name IS 'Dated names: a document prints the name valid on its date.';

-- owner: org
CREATE TABLE unit_succession (
    id           uuid PRIMARY KEY,
    from_unit_id uuid NOT NULL REFERENCES unit,
    to_unit_id   uuid REFERENCES unit, -- null: dissolved without successor
    happened_on  date NOT NULL,
    kind         text NOT NULL CHECK (kind IN ('merge', 'split', 'rename', 'dissolve', 'transfer')),
    act          text NOT NULL DEFAULT '',
    withdrawn    boolean NOT NULL DEFAULT false,
    version      integer NOT NULL DEFAULT 1,
    created_hash text NOT NULL,
    CONSTRAINT unit_succession_target CHECK ((to_unit_id IS NULL) = (kind = 'dissolve')),
    CONSTRAINT unit_succession_self CHECK (from_unit_id <> to_unit_id)
);
COMMENT ON TABLE unit_succession IS 'Which unit went over into which, by what act.';
CREATE INDEX unit_succession_to ON unit_succession (to_unit_id);
CREATE INDEX unit_succession_from ON unit_succession (from_unit_id);

-- owner: org
CREATE TABLE person (
    id                 uuid PRIMARY KEY,
    owner_committee_id uuid REFERENCES committee,
    full_name          text NOT NULL CHECK (full_name <> ''),
    sort_name          text NOT NULL, -- given name, family name, middle names
    sort_name_set      boolean NOT NULL DEFAULT false, -- written by hand: names of some peoples do not follow the pattern
    note               text NOT NULL DEFAULT '',
    withdrawn          boolean NOT NULL DEFAULT false,
    search_key         text NOT NULL,
    created_hash       text NOT NULL,
    version            integer NOT NULL DEFAULT 1
);
COMMENT ON TABLE person IS 'A person who speaks, attends or is named; never merged automatically.';
CREATE INDEX person_owner ON person (owner_committee_id);
CREATE INDEX person_search ON person USING gin (search_key gin_trgm_ops);

-- owner: org
CREATE TABLE person_post (
    id             uuid PRIMARY KEY,
    person_id      uuid NOT NULL REFERENCES person,
    unit_id        uuid REFERENCES unit,
    title          text NOT NULL CHECK (title <> ''),
    position_order integer NOT NULL DEFAULT 0,
    valid_from     date,
    valid_to       date,
    withdrawn      boolean NOT NULL DEFAULT false,
    created_hash   text NOT NULL,
    version        integer NOT NULL DEFAULT 1,
    CONSTRAINT person_post_valid CHECK (valid_to >= valid_from)
);
COMMENT ON TABLE person_post IS 'A post held from a day to a day; one person holds several.';
CREATE INDEX person_post_person ON person_post (person_id);

-- owner: org
CREATE TABLE membership (
    committee_id   uuid NOT NULL REFERENCES committee,
    id             uuid NOT NULL,
    person_id      uuid NOT NULL REFERENCES person,
    unit_id        uuid REFERENCES unit, -- the agency the member stands for
    role           text NOT NULL CHECK (role IN ('head', 'standing_deputy', 'deputy_head', 'standing_member', 'member', 'secretary')),
    title          text NOT NULL DEFAULT '', -- as the decision prints it
    position_order integer NOT NULL DEFAULT 0,
    valid_from     date,
    valid_to       date,
    withdrawn      boolean NOT NULL DEFAULT false,
    created_hash   text NOT NULL,
    version        integer NOT NULL DEFAULT 1,
    PRIMARY KEY (committee_id, id),
    CONSTRAINT membership_valid CHECK (valid_to >= valid_from)
);
COMMENT ON TABLE membership IS 'Who belongs to a committee, from when to when, in which order documents list them.';
CREATE INDEX membership_person ON membership (person_id);

-- owner: org
CREATE TABLE field (
    id                 uuid PRIMARY KEY,
    owner_committee_id uuid REFERENCES committee,
    code               text NOT NULL CHECK (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    name               text NOT NULL CHECK (name <> ''),
    position_order     integer NOT NULL DEFAULT 0,
    withdrawn          boolean NOT NULL DEFAULT false,
    search_key         text NOT NULL,
    created_hash       text NOT NULL,
    version            integer NOT NULL DEFAULT 1
);
COMMENT ON TABLE field IS 'A field of work (lĩnh vực).';
CREATE UNIQUE INDEX field_code ON field (coalesce(owner_committee_id, '00000000-0000-0000-0000-000000000000'), code);

-- owner: org
CREATE TABLE calendar_day (
    day       date PRIMARY KEY,
    kind      text NOT NULL CHECK (kind IN ('day_off', 'working_weekend')),
    name      text NOT NULL CHECK (name <> ''),
    source    text NOT NULL CHECK (source <> ''),
    certainty text NOT NULL CHECK (certainty IN ('V', 'V2', 'M', 'D')),
    withdrawn boolean NOT NULL DEFAULT false, -- announced, then taken back
    version   integer NOT NULL DEFAULT 1
);
COMMENT ON TABLE calendar_day IS 'Days off and working weekends, each with its source and how sure it is (V verified, V2 second hand, M memory, D derived).';
