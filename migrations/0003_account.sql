-- +goose Up

-- owner: account
CREATE TABLE user_account (
    id            uuid PRIMARY KEY,
    login         text NOT NULL CONSTRAINT user_account_login UNIQUE CHECK (login ~ '^[a-z0-9][a-z0-9._-]{1,62}$'),
    name          text NOT NULL CHECK (name <> ''),
    person_id     uuid REFERENCES person,
    password_hash text NOT NULL DEFAULT '', -- argon2id in PHC form; empty: cannot sign in until a link is used
    is_admin      boolean NOT NULL DEFAULT false,
    is_demo       boolean NOT NULL DEFAULT false, -- known password: refused when listening beyond loopback
    disabled_at   timestamptz,
    language      text NOT NULL DEFAULT '' CHECK (language IN ('', 'vi', 'en')),
    created_at    timestamptz NOT NULL,
    created_hash  text NOT NULL,
    version       integer NOT NULL DEFAULT 1
);
COMMENT ON TABLE user_account IS 'Who may sign in.';

-- owner: account
CREATE TABLE role_grant (
    committee_id uuid NOT NULL REFERENCES committee,
    id           uuid NOT NULL,
    user_id      uuid NOT NULL REFERENCES user_account,
    role         text NOT NULL CHECK (role IN ('head', 'deputy', 'secretary', 'member', 'focal', 'observer')),
    valid_from   date NOT NULL,
    valid_to     date,
    withdrawn    boolean NOT NULL DEFAULT false,
    version      integer NOT NULL DEFAULT 1,
    created_hash text NOT NULL,
    PRIMARY KEY (committee_id, id),
    CONSTRAINT role_grant_valid CHECK (valid_to >= valid_from)
);
COMMENT ON TABLE role_grant IS 'What a user is in a committee, from a day to a day.';
CREATE INDEX role_grant_user ON role_grant (user_id);

-- owner: account
CREATE TABLE user_unit (
    id           uuid PRIMARY KEY,
    user_id      uuid NOT NULL REFERENCES user_account,
    unit_id      uuid NOT NULL REFERENCES unit,
    valid_from   date NOT NULL,
    valid_to     date,
    withdrawn    boolean NOT NULL DEFAULT false,
    version      integer NOT NULL DEFAULT 1,
    created_hash text NOT NULL,
    CONSTRAINT user_unit_valid CHECK (valid_to >= valid_from)
);
COMMENT ON TABLE user_unit IS 'Which units a focal person answers for.';
CREATE INDEX user_unit_user ON user_unit (user_id);

-- owner: account
CREATE TABLE api_token (
    id         uuid PRIMARY KEY,
    user_id    uuid NOT NULL REFERENCES user_account,
    name       text NOT NULL,
    hash       bytea NOT NULL CONSTRAINT api_token_hash UNIQUE CHECK (octet_length(hash) = 32),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz
);
COMMENT ON TABLE api_token IS 'Bearer tokens of the API; only their SHA-256 is kept.';

-- owner: account
CREATE TABLE one_time_link (
    id         uuid PRIMARY KEY,
    purpose    text NOT NULL CHECK (purpose IN ('setup', 'reset')),
    user_id    uuid REFERENCES user_account,
    hash       bytea NOT NULL CONSTRAINT one_time_link_hash UNIQUE CHECK (octet_length(hash) = 32),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz,
    CONSTRAINT one_time_link_user CHECK ((purpose = 'setup') = (user_id IS NULL))
);
COMMENT ON TABLE one_time_link IS 'The first administrator''s set-up and password resets; usable once, only the SHA-256 is kept.';

-- owner: account
CREATE TABLE session (
    token   text PRIMARY KEY, -- SHA-256 of the cookie's value: a copy of this table opens no session
    user_id uuid REFERENCES user_account, -- null: nobody has signed in yet
    data    bytea NOT NULL,
    expiry  timestamptz NOT NULL
);
COMMENT ON TABLE session IS 'Server-side sessions.';
CREATE INDEX session_expiry ON session (expiry);
CREATE INDEX session_by_user ON session (user_id) WHERE user_id IS NOT NULL;
