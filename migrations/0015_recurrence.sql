-- +goose Up

-- Why a shortcoming is there, as a report has it: what lies outside people's power, and what lies with them.
ALTER TABLE shortcoming
    ADD COLUMN cause_objective  text NOT NULL DEFAULT '',
    ADD COLUMN cause_subjective text NOT NULL DEFAULT '';

-- From how many times on a shortcoming stands first on the head's page and on the next agenda.
ALTER TABLE committee
    ADD COLUMN repeat_alarm integer NOT NULL DEFAULT 3 CHECK (repeat_alarm BETWEEN 2 AND 99);

-- shortcoming_terms cuts a mark-free key into its words and its pairs of neighbouring words (most Vietnamese words are such pairs).
-- The register is indexed and asked by the same function.
-- +goose StatementBegin
CREATE FUNCTION shortcoming_terms(key text) RETURNS TABLE (term text) LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT u.word FROM regexp_split_to_table(key, '[^[:alnum:]]+') AS u (word) WHERE u.word <> ''
    UNION
    SELECT w.word || ' ' || w.next FROM (
        SELECT u.word, lead(u.word) OVER (ORDER BY u.n) AS next
        FROM regexp_split_to_table(key, '[^[:alnum:]]+') WITH ORDINALITY AS u (word, n) WHERE u.word <> '') w
    WHERE w.next IS NOT NULL
$$;
-- +goose StatementEnd

-- owner: shortcoming
CREATE TABLE shortcoming_term (
    committee_id uuid    NOT NULL,
    term         text    COLLATE "C" NOT NULL,
    number       integer NOT NULL, -- of the shortcoming
    PRIMARY KEY (committee_id, term, number),
    FOREIGN KEY (committee_id, number) REFERENCES shortcoming (committee_id, number)
);
COMMENT ON TABLE shortcoming_term IS 'In which shortcomings a word or a pair of words stands: where likely earlier ones are looked for.';
INSERT INTO shortcoming_term (committee_id, term, number)
    SELECT s.committee_id, t.term, s.number FROM shortcoming s CROSS JOIN LATERAL shortcoming_terms(s.search_key) t;

CREATE INDEX shortcoming_repeats ON shortcoming (committee_id, repeats_id) WHERE repeats_id IS NOT NULL;
