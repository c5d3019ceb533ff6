-- Where Vigil is, what may be read there, and what people asked to be kept.

-- +goose Up
CREATE TABLE server_state (
	one INTEGER PRIMARY KEY CHECK (one = 1),
	seq INTEGER NOT NULL                          -- grows with each change of servers, settings of servers, and rights
) STRICT;

INSERT INTO server_state (one, seq) VALUES (1, 0);

CREATE TABLE servers (
	id       TEXT PRIMARY KEY,                    -- Discord's
	casebook INTEGER NOT NULL REFERENCES casebooks (id),
	home     INTEGER NOT NULL,                    -- 1: its curators curate the casebook
	language TEXT NOT NULL DEFAULT '',            -- '' : the program's default, here and below
	calendar TEXT NOT NULL DEFAULT '',
	timezone TEXT NOT NULL DEFAULT '',
	private  INTEGER NOT NULL DEFAULT 0,          -- 1: replies are private unless asked otherwise
	created  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A casebook has one home.
CREATE UNIQUE INDEX servers_home ON servers (casebook) WHERE home = 1;

-- Only what a person asked to be kept. No row: nothing.
CREATE TABLE people_settings (
	person   TEXT PRIMARY KEY,                    -- Discord's id
	language TEXT NOT NULL DEFAULT '',
	calendar TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

-- Small things that the bot keeps between runs, by name.
CREATE TABLE kept (
	name  TEXT PRIMARY KEY,
	value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- The state of a paged view that is too long for a button. It may hold what
-- somebody asked, so both columns say nothing without the button: id is a hash
-- of what the button carries, and data is sealed with a key made from it.
CREATE TABLE views (
	id    TEXT PRIMARY KEY,
	data  BLOB NOT NULL,
	until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX views_until ON views (until);
