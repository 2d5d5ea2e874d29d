-- +goose Up

-- A committee entered by mistake is hidden, not deleted. One that has ended keeps its last day instead and stays readable.
ALTER TABLE committee ADD COLUMN withdrawn boolean NOT NULL DEFAULT false;
