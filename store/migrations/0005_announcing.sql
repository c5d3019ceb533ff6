-- Announcing: the channels that chose to hear, what is to be announced, and the
-- ledger of the messages that say it.

-- +goose Up
-- Nothing read this table before. What it holds is old news.
DROP TABLE announcements;

CREATE TABLE channels (
	id        TEXT PRIMARY KEY,                   -- Discord's
	server    TEXT NOT NULL REFERENCES servers (id),
	kinds     TEXT NOT NULL,                      -- a space between them
	hour      INTEGER NOT NULL CHECK (hour BETWEEN 0 AND 23),
	timezone  TEXT NOT NULL,                      -- '' : the server's, here and below
	language  TEXT NOT NULL,
	calendar  TEXT NOT NULL,
	filters   TEXT NOT NULL,                      -- JSON; '' : none
	crosspost INTEGER NOT NULL,
	paused    INTEGER NOT NULL,                   -- 1: by an administrator
	halted    TEXT NOT NULL DEFAULT '',           -- why the bot stopped posting there; '' : it didn't
	by        TEXT NOT NULL,                      -- who set it up last
	through   TEXT NOT NULL,                      -- the last local day whose occasions are in the ledger
	digested  TEXT NOT NULL,                      -- the last local day for which a digest was thought of
	planned   INTEGER NOT NULL,                   -- when that was done; later than now: the clock went back
	next      INTEGER NOT NULL,                   -- when it has to be done again
	version   INTEGER NOT NULL DEFAULT 1,         -- grows with each change
	since     INTEGER NOT NULL                    -- when it was first set up
) STRICT, WITHOUT ROWID;

CREATE INDEX channels_next ON channels (next) WHERE paused = 0 AND halted = '';
CREATE INDEX channels_planned ON channels (planned) WHERE paused = 0 AND halted = '';
CREATE INDEX channels_server ON channels (server);

-- What is announced, each thing once, whatever number of channels it goes to.
CREATE TABLE announcements (
	id         INTEGER PRIMARY KEY,
	casebook   INTEGER NOT NULL,
	casefile   INTEGER NOT NULL,
	kind       TEXT NOT NULL,                     -- update anniversary milestone countdown hearing digest
	subject    TEXT NOT NULL,                     -- which fact
	occurrence TEXT NOT NULL,                     -- which of its days; of an update: what is said
	facts      TEXT NOT NULL DEFAULT '',          -- of an update: references, a space between them
	created    INTEGER NOT NULL,
	spread     INTEGER NOT NULL DEFAULT 1,        -- 0: an update that isn't in the ledger yet
	UNIQUE (casefile, kind, subject, occurrence)
) STRICT;

CREATE INDEX announcements_spread ON announcements (id) WHERE spread = 0;
CREATE INDEX announcements_changes ON announcements (casebook, created) WHERE kind = 'update';

-- A message that says one or several of them.
CREATE TABLE posts (
	id        INTEGER PRIMARY KEY AUTOINCREMENT,
	key       TEXT NOT NULL UNIQUE,               -- what it is for; nonce and ref are made from it
	nonce     TEXT NOT NULL,
	ref       TEXT NOT NULL,                      -- in its footer
	server    TEXT NOT NULL,                      -- '' of a direct message
	channel   TEXT NOT NULL,                      -- '' of a direct message that wasn't sent yet
	person    TEXT NOT NULL,                      -- whom a direct message goes to, else ''
	kind      TEXT NOT NULL CHECK (kind IN ('update', 'day', 'digest')),
	day       TEXT NOT NULL,                      -- the local day that it is about
	due       INTEGER NOT NULL,                   -- when it should stand there
	state     TEXT NOT NULL CHECK (state IN ('pending', 'sending', 'sent', 'dropped', 'given-up')),
	first     INTEGER NOT NULL DEFAULT 0,         -- by the machine's clock, when a try began whose end isn't known; 0: none
	holder    TEXT NOT NULL DEFAULT '',           -- who is at it, until the lease ends
	lease     INTEGER NOT NULL DEFAULT 0,         -- by the machine's clock
	tries     INTEGER NOT NULL DEFAULT 0,
	next      INTEGER NOT NULL,                   -- when there is something to do with it; 1 << 60: not while its channel takes nothing
	message   TEXT NOT NULL DEFAULT '',           -- Discord's id
	posted    INTEGER NOT NULL DEFAULT 0,
	crossed   INTEGER NOT NULL DEFAULT 0,         -- 1: it was crossposted, or is not to be
	again     INTEGER NOT NULL DEFAULT 0,         -- 1: what it shows was changed since; 2: somebody looks at that
	why       TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX posts_next ON posts (next) WHERE state IN ('pending', 'sending') OR state = 'sent' AND (again > 0 OR crossed = 0);
CREATE INDEX posts_lease ON posts (lease) WHERE lease > 0;
CREATE INDEX posts_channel ON posts (channel, state);
CREATE INDEX posts_backlog ON posts (state) WHERE person = '' AND state IN ('pending', 'sending', 'given-up');
CREATE INDEX posts_person ON posts (person) WHERE person <> '';

-- Which message says what in which channel.
CREATE TABLE deliveries (
	channel      TEXT NOT NULL,                   -- of a direct message: '@' and the person
	announcement INTEGER NOT NULL REFERENCES announcements (id),
	post         INTEGER NOT NULL,                -- 0: missed, to be told in the next digest
	ord          INTEGER NOT NULL DEFAULT 0,      -- its place in the message
	part         TEXT NOT NULL,                   -- news day changed coming unmentioned missed
	day          TEXT NOT NULL,                   -- on which it fell, in that channel; '' : on none
	print        BLOB NOT NULL DEFAULT x'',       -- of what was said; '' : nothing yet
	PRIMARY KEY (channel, announcement)
) STRICT, WITHOUT ROWID;

CREATE INDEX deliveries_post ON deliveries (post);
CREATE INDEX deliveries_announcement ON deliveries (announcement);

-- Casefiles that were changed after something about them was announced.
CREATE TABLE corrections (
	casefile INTEGER PRIMARY KEY,
	at       INTEGER NOT NULL
) STRICT;

-- Who wants to hear of whom by direct message, and where they may read of them.
CREATE TABLE follows (
	person   TEXT NOT NULL,
	casefile INTEGER NOT NULL,
	server   TEXT NOT NULL,                       -- '' : read because the casebook is open to all
	since    INTEGER NOT NULL,
	PRIMARY KEY (person, casefile)
) STRICT, WITHOUT ROWID;

CREATE INDEX follows_casefile ON follows (casefile);

-- What curators have to be told, once.
CREATE TABLE notices (
	id      INTEGER PRIMARY KEY AUTOINCREMENT,
	server  TEXT NOT NULL,
	channel TEXT NOT NULL,                        -- that it is about
	code    TEXT NOT NULL,
	ref     TEXT NOT NULL,                        -- of the message that it is about; '' : none
	person  TEXT NOT NULL,                        -- who is told where there is no channel for curators
	at      INTEGER NOT NULL
) STRICT;

-- The jobs: who does them, and when they were last done. By the machine's clock.
CREATE TABLE jobs (
	name    TEXT PRIMARY KEY,
	holder  TEXT NOT NULL DEFAULT '',
	lease   INTEGER NOT NULL DEFAULT 0,
	began   INTEGER NOT NULL DEFAULT 0,
	ended   INTEGER NOT NULL DEFAULT 0,           -- the last that went well
	took    INTEGER NOT NULL DEFAULT 0,           -- milliseconds
	failed  TEXT NOT NULL DEFAULT '',             -- why the last one failed; '' : it didn't
	asked   INTEGER NOT NULL DEFAULT 0            -- 1: an operator wants it done now
) STRICT, WITHOUT ROWID;
