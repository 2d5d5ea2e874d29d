-- +goose Up
-- Looking for words in every committee a reader may read. Within one committee its own rows are few enough to be read through.
CREATE INDEX task_search ON task USING gin (search_key gin_trgm_ops);
CREATE INDEX shortcoming_search ON shortcoming USING gin (search_key gin_trgm_ops);
CREATE INDEX block_search ON block USING gin (search_key gin_trgm_ops);
CREATE INDEX meeting_search ON meeting USING gin (search_key gin_trgm_ops);
