-- +goose Up
-- Two things that stand before every page are kept ready, because eight readers ask for them a thousand times a second.

-- How many tasks the list of a committee shows when nothing filters it: counting eight hundred cost a quarter of the list.
-- owner: task
CREATE TABLE task_total (
    committee_id uuid PRIMARY KEY REFERENCES committee (id),
    shown integer NOT NULL CHECK (shown >= 0) -- those of the index task_shown
);
COMMENT ON TABLE task_total IS 'Kept by the triggers of task, whose rows are never deleted; read where a list is not filtered.';

-- +goose StatementBegin
CREATE FUNCTION task_total_more() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO task_total AS t (committee_id, shown)
    SELECT committee_id, count(*) FROM made WHERE form NOT IN ('occurrence', 'part') GROUP BY committee_id
    ON CONFLICT (committee_id) DO UPDATE SET shown = t.shown + excluded.shown;
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER task_total_more AFTER INSERT ON task REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION task_total_more();

-- +goose StatementBegin
CREATE FUNCTION task_total_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE task_total SET shown = shown - (OLD.form NOT IN ('occurrence', 'part'))::int + (NEW.form NOT IN ('occurrence', 'part'))::int
     WHERE committee_id = NEW.committee_id;
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER task_total_moved AFTER UPDATE OF form ON task FOR EACH ROW WHEN (OLD.form IS DISTINCT FROM NEW.form) EXECUTE FUNCTION task_total_moved();

INSERT INTO task_total (committee_id, shown)
SELECT committee_id, count(*) FROM task WHERE form NOT IN ('occurrence', 'part') GROUP BY committee_id;

-- The units a user answers for on a day, with all that went over into them by that day. It is a function of its own so that a
-- request of somebody who answers for none, as most do, does not set up the recursion.
-- +goose StatementBegin
CREATE FUNCTION units_answered(of_user uuid, on_day date) RETURNS uuid[] LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN ARRAY(
        WITH RECURSIVE own(id) AS (
            SELECT u.unit_id FROM user_unit u
             WHERE u.user_id = of_user AND NOT u.withdrawn AND u.valid_from <= on_day AND (u.valid_to IS NULL OR u.valid_to >= on_day)
            UNION SELECT s.from_unit_id FROM unit_succession s JOIN own ON s.to_unit_id = own.id
             WHERE NOT s.withdrawn AND s.happened_on <= on_day)
        SELECT id FROM own ORDER BY id);
END $$;
-- +goose StatementEnd
