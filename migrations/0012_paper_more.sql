-- +goose Up

-- What whoever entered a record has to say of it: shown beside it, no word of it, printed nowhere.
ALTER TABLE meeting ADD COLUMN remark text NOT NULL DEFAULT '';

-- Signed on behalf of the whole body: "TM. BAN CHỈ ĐẠO", of the Party "T/M BAN CHỈ ĐẠO", above the signer's title.
ALTER TABLE meeting_paper ADD COLUMN signer_on_behalf boolean NOT NULL DEFAULT false;
