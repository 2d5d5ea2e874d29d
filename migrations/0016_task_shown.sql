-- +goose Up
-- What the list of a committee shows when nothing filters it: everything but occurrences and parts, which stand under their
-- own. The page is the first rows of this index, and counting reads nothing else.
CREATE INDEX task_shown ON task (committee_id, due_on, number) INCLUDE (id, state) WHERE form NOT IN ('occurrence', 'part');
