-- +goose Up
-- A word of one or two letters has no three letters of its own to be found by, but with the space before it: 'ay' is looked for as
-- ' ay', at the beginning of a word. Without it a search for "không có từ ấy" read every row that says "không".
DROP INDEX task_search;
DROP INDEX shortcoming_search;
DROP INDEX block_search;
DROP INDEX meeting_search;
CREATE INDEX task_search ON task USING gin ((' ' || search_key) gin_trgm_ops);
CREATE INDEX shortcoming_search ON shortcoming USING gin ((' ' || search_key) gin_trgm_ops);
CREATE INDEX block_search ON block USING gin ((' ' || search_key) gin_trgm_ops);
CREATE INDEX meeting_search ON meeting USING gin ((' ' || search_key) gin_trgm_ops);
ANALYZE task, shortcoming, block, meeting; -- the planner knows an expression only from its statistics
