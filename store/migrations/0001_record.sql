-- The record: casebooks, the casefiles in them as whole documents, and each
-- casefile's history. Nothing in this file may be read by a public command.

-- +goose Up
PRAGMA application_id = 1447642956;               -- "VIGL": whose database this is

CREATE TABLE casebooks (
	id        INTEGER PRIMARY KEY,
	name      TEXT NOT NULL UNIQUE,
	title     TEXT NOT NULL DEFAULT '',
	note      TEXT NOT NULL DEFAULT '',
	licence   TEXT NOT NULL DEFAULT '',
	as_of     TEXT NOT NULL DEFAULT '',           -- EDTF
	open      INTEGER NOT NULL DEFAULT 0,         -- 1: read by everybody, in DMs too
	read_code TEXT UNIQUE,                        -- NULL: none was given out
	created   INTEGER NOT NULL                    -- Unix milliseconds, as all instants here
) STRICT;

INSERT INTO casebooks (id, name, created) VALUES (1, 'main', 0);

-- doc is the whole casefile as JSON; the columns beside it are what is needed
-- without reading it. digest is SHA-256 over the document: equal digests mean
-- that nothing differs.
CREATE TABLE casefiles (
	id         INTEGER PRIMARY KEY,
	casebook   INTEGER NOT NULL REFERENCES casebooks (id),
	slug       TEXT NOT NULL,
	name       TEXT NOT NULL,
	visibility TEXT NOT NULL CHECK (visibility IN ('draft', 'public', 'embargoed', 'withdrawn')),
	version    INTEGER NOT NULL,                  -- of the newest revision
	digest     BLOB NOT NULL,
	doc        TEXT NOT NULL,
	changed    INTEGER NOT NULL,
	UNIQUE (casebook, slug)
) STRICT;

CREATE INDEX casefiles_withdrawn ON casefiles (casebook) WHERE visibility = 'withdrawn';

CREATE TABLE revisions (
	casefile   INTEGER NOT NULL REFERENCES casefiles (id),
	version    INTEGER NOT NULL,                  -- 1, 2, 3 …
	visibility TEXT NOT NULL,
	digest     BLOB NOT NULL,
	doc        TEXT NOT NULL,
	author     TEXT NOT NULL,
	why        TEXT NOT NULL,
	imported   INTEGER NOT NULL DEFAULT 0,        -- 1: came from a file
	at         INTEGER NOT NULL,
	UNIQUE (casefile, version)
) STRICT;

-- Which casefiles name which others, so that a link appears and goes with the
-- visibility of what it leads to. The target need not exist yet.
CREATE TABLE links (
	casebook INTEGER NOT NULL,
	target   TEXT NOT NULL,                       -- slug
	casefile INTEGER NOT NULL REFERENCES casefiles (id),
	PRIMARY KEY (casebook, target, casefile)
) STRICT, WITHOUT ROWID;

CREATE INDEX links_casefile ON links (casefile);
