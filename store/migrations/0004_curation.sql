-- Curation: what curators have under way, what members suggest, what waits for
-- a second curator, what the bot has to do by itself, and who did what.

-- +goose Up
ALTER TABLE servers ADD COLUMN curators TEXT NOT NULL DEFAULT '';  -- ids of roles, a space between them
ALTER TABLE servers ADD COLUMN review TEXT NOT NULL DEFAULT '';    -- channel for curators; '' : none
ALTER TABLE servers ADD COLUMN policy TEXT NOT NULL DEFAULT '';    -- JSON of what differs from the default

-- A casefile that was merged into another stays, with its history, for its slug
-- leads to the other. Into whom it was merged is never merged itself at that time,
-- so that there are chains and no circles.
ALTER TABLE casefiles ADD COLUMN merged_into INTEGER REFERENCES casefiles (id);
ALTER TABLE casefiles ADD COLUMN merged_version INTEGER NOT NULL DEFAULT 0; -- of the other, that the merge made
ALTER TABLE casefiles ADD COLUMN checked INTEGER NOT NULL DEFAULT 0;        -- against its sources; 0: never
ALTER TABLE casefiles ADD COLUMN checked_by TEXT NOT NULL DEFAULT '';

CREATE INDEX casefiles_merged ON casefiles (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX casefiles_changed ON casefiles (casebook, changed) WHERE visibility <> 'withdrawn' AND merged_into IS NULL;
CREATE INDEX casefiles_checked ON casefiles (casebook, checked, changed) WHERE visibility <> 'withdrawn' AND merged_into IS NULL;

-- Slugs of merged casefiles, while the casefile that they lead to is public.
CREATE TABLE public_redirects (
	casebook INTEGER NOT NULL,
	slug     TEXT NOT NULL,
	target   TEXT NOT NULL,                       -- slug of a public casefile
	PRIMARY KEY (casebook, slug)
) STRICT, WITHOUT ROWID;

-- What a person wrote themselves, which is counted for them.
CREATE INDEX revisions_author ON revisions (author) WHERE imported = 0;

-- The history is only ever added to.
-- +goose StatementBegin
CREATE TRIGGER revisions_stay BEFORE UPDATE ON revisions BEGIN
	SELECT RAISE(ABORT, 'a revision is never changed');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER revisions_remain BEFORE DELETE ON revisions BEGIN
	SELECT RAISE(ABORT, 'a revision is never deleted');
END;
-- +goose StatementEnd

-- Replacing a row would delete it without asking the trigger above; so below.
-- +goose StatementBegin
CREATE TRIGGER revisions_grow BEFORE INSERT ON revisions
WHEN NEW.version <> (SELECT coalesce(max(version), 0) + 1 FROM revisions WHERE casefile = NEW.casefile) BEGIN
	SELECT RAISE(ABORT, 'a history grows at its end');
END;
-- +goose StatementEnd

-- The audit trail: who did what, also what leaves no revision. n counts within
-- the casebook, without gaps.
CREATE TABLE audit (
	casebook INTEGER NOT NULL REFERENCES casebooks (id),
	n        INTEGER NOT NULL,
	at       INTEGER NOT NULL,
	by       TEXT NOT NULL,
	action   TEXT NOT NULL,
	slug     TEXT NOT NULL,
	version  INTEGER NOT NULL,
	detail   TEXT NOT NULL,
	PRIMARY KEY (casebook, n)
) STRICT, WITHOUT ROWID;

CREATE INDEX audit_by ON audit (by);

-- +goose StatementBegin
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN
	SELECT RAISE(ABORT, 'a line of the audit trail is never changed');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER audit_remains BEFORE DELETE ON audit BEGIN
	SELECT RAISE(ABORT, 'a line of the audit trail is never deleted');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER audit_grows BEFORE INSERT ON audit
WHEN NEW.n <> (SELECT coalesce(max(n), 0) + 1 FROM audit WHERE casebook = NEW.casebook) BEGIN
	SELECT RAISE(ABORT, 'the audit trail grows at its end');
END;
-- +goose StatementEnd

-- The names by which curators find a casefile and the public doesn't: all of a
-- draft's or an embargoed one's, confidential ones of any. The others stand in
-- public_keys. Those of withdrawn and of merged casefiles stand in neither.
CREATE TABLE hidden_keys (
	casebook INTEGER NOT NULL,
	key      TEXT NOT NULL,                       -- folded
	casefile INTEGER NOT NULL,
	text     TEXT NOT NULL,                       -- as people write it
	PRIMARY KEY (casebook, key, casefile)
) STRICT, WITHOUT ROWID;

CREATE INDEX hidden_keys_casefile ON hidden_keys (casefile);

CREATE TABLE curated_state (
	one    INTEGER PRIMARY KEY CHECK (one = 1),
	shape  INTEGER NOT NULL,                      -- of hidden_keys, as public_state's
	forget INTEGER NOT NULL DEFAULT 0             -- 1: words went from the full text, which has to forget them
) STRICT;

INSERT INTO curated_state (one, shape) VALUES (1, 0);

-- What a curator has under way between a form and its saving. Once it is saved or
-- discarded, typed is empty.
CREATE TABLE edits (
	id       TEXT PRIMARY KEY,
	casebook INTEGER NOT NULL,
	slug     TEXT NOT NULL,                       -- '' of a new casefile
	base     INTEGER NOT NULL,
	kind     TEXT NOT NULL,
	fact     TEXT NOT NULL,
	typed    TEXT NOT NULL,                       -- JSON, by field
	author   TEXT NOT NULL,
	state    TEXT NOT NULL CHECK (state IN ('open', 'saved', 'discarded')),
	saved    INTEGER NOT NULL DEFAULT 0,          -- the version that it became
	slugged  TEXT NOT NULL DEFAULT '',            -- and of which casefile
	begun    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX edits_begun ON edits (begun);
CREATE INDEX edits_author ON edits (author);

-- Files that curators sent, until they are imported.
CREATE TABLE uploads (
	id       TEXT PRIMARY KEY,
	casebook INTEGER NOT NULL,
	author   TEXT NOT NULL,
	name     TEXT NOT NULL,
	data     BLOB NOT NULL,
	until    INTEGER NOT NULL
) STRICT;

-- How the columns of a file were understood the last time.
CREATE TABLE columns (
	casebook INTEGER NOT NULL,
	heading  TEXT NOT NULL,                       -- SHA-256 over the folded headings, sorted
	map      TEXT NOT NULL,                       -- JSON: heading → field
	PRIMARY KEY (casebook, heading)
) STRICT, WITHOUT ROWID;

-- What members suggest. sender is '' once it was purged. server and channel,
-- message say where its card is shown to curators, '' nowhere yet.
CREATE TABLE suggestions (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	casebook   INTEGER NOT NULL REFERENCES casebooks (id),
	server     TEXT NOT NULL,                     -- where it was made
	slug       TEXT NOT NULL,
	name       TEXT NOT NULL,
	what       TEXT NOT NULL,
	date       TEXT NOT NULL,
	source     TEXT NOT NULL,
	at         INTEGER NOT NULL,
	sender     TEXT NOT NULL,
	named      INTEGER NOT NULL,                  -- 1: curators may know the sender
	about_key  TEXT NOT NULL,                     -- folded name, what and link, to find the same again
	what_key   TEXT NOT NULL,
	link_key   TEXT NOT NULL,
	state      TEXT NOT NULL CHECK (state IN ('open', 'approved', 'rejected')),
	decided_by TEXT NOT NULL DEFAULT '',
	decided_at INTEGER NOT NULL DEFAULT 0,
	why        TEXT NOT NULL DEFAULT '',
	became     INTEGER NOT NULL DEFAULT 0,
	channel    TEXT NOT NULL DEFAULT '',
	message    TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX suggestions_open ON suggestions (casebook, id) WHERE state = 'open';
CREATE INDEX suggestions_sender ON suggestions (sender) WHERE sender <> '';

-- How much somebody suggested lately. who is a keyed hash of the sender, which
-- tells nobody anything; rows are a day old at most.
CREATE TABLE sendings (
	casebook   INTEGER NOT NULL,
	who        BLOB NOT NULL,
	at         INTEGER NOT NULL,
	suggestion INTEGER NOT NULL                   -- 0: it isn't to be found by it
) STRICT;

CREATE INDEX sendings_who ON sendings (casebook, who, at);
CREATE INDEX sendings_at ON sendings (at);

-- From whom a casebook takes no suggestions, by the same hash.
CREATE TABLE blocks (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	casebook   INTEGER NOT NULL,
	who        BLOB NOT NULL,
	suggestion INTEGER NOT NULL,
	by         TEXT NOT NULL,
	at         INTEGER NOT NULL,
	UNIQUE (casebook, who)
) STRICT;

CREATE INDEX blocks_who ON blocks (who);

-- What waits for a second curator.
CREATE TABLE approvals (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	casebook   INTEGER NOT NULL REFERENCES casebooks (id),
	casefile   INTEGER NOT NULL REFERENCES casefiles (id),
	version    INTEGER NOT NULL,
	by         TEXT NOT NULL,
	at         INTEGER NOT NULL,
	state      TEXT NOT NULL CHECK (state IN ('open', 'given', 'refused', 'stale')),
	decided_by TEXT NOT NULL DEFAULT '',
	decided_at INTEGER NOT NULL DEFAULT 0,
	why        TEXT NOT NULL DEFAULT '',
	channel    TEXT NOT NULL DEFAULT '',          -- of its card, as of a suggestion's
	message    TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE UNIQUE INDEX approvals_open ON approvals (casefile) WHERE state = 'open';

-- What the bot has to do by itself. Done ones are deleted, given-up ones stay
-- for a while with the reason. due is also the end of a lease.
CREATE TABLE errands (
	id       INTEGER PRIMARY KEY AUTOINCREMENT,
	kind     TEXT NOT NULL,
	server   TEXT NOT NULL,
	channel  TEXT NOT NULL,
	message  TEXT NOT NULL,
	subject  INTEGER NOT NULL,                    -- a suggestion or an approval; 0: neither
	casebook INTEGER NOT NULL,
	nonce    TEXT NOT NULL DEFAULT (lower(hex(randomblob(10)))),
	whom     TEXT NOT NULL,                       -- a direct message goes to
	tries    INTEGER NOT NULL DEFAULT 0,
	since    INTEGER NOT NULL,
	due      INTEGER NOT NULL,
	leased   INTEGER NOT NULL DEFAULT 0,          -- 1: somebody is at it, until due
	given_up INTEGER NOT NULL DEFAULT 0,
	why      TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX errands_due ON errands (due) WHERE given_up = 0;
CREATE INDEX errands_subject ON errands (kind, subject) WHERE given_up = 0;

-- Public messages that show something of a casefile. Who asked isn't known.
CREATE TABLE shown (
	casefile INTEGER NOT NULL,
	channel  TEXT NOT NULL,
	message  TEXT NOT NULL,
	server   TEXT NOT NULL,
	at       INTEGER NOT NULL,
	PRIMARY KEY (casefile, channel, message)
) STRICT, WITHOUT ROWID;

CREATE INDEX shown_message ON shown (message);
CREATE INDEX shown_at ON shown (at);

-- What is to be announced, each thing once.
CREATE TABLE announcements (
	id         INTEGER PRIMARY KEY,
	casebook   INTEGER NOT NULL,
	kind       TEXT NOT NULL,                     -- update …
	subject    INTEGER NOT NULL,                  -- the casefile
	occurrence TEXT NOT NULL,                     -- of an update: the version
	created    INTEGER NOT NULL,
	UNIQUE (kind, subject, occurrence)
) STRICT;
