-- +goose Up

-- Who left may come back; until then they do not count for the quorum.
ALTER TABLE attendance
    ADD COLUMN back_at time,
    ADD CONSTRAINT attendance_back CHECK (back_at IS NULL OR left_at IS NOT NULL AND back_at >= left_at);
