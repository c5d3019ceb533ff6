-- The projections: what public commands read. All are derived from redacted
-- casefiles, and rebuilt from the documents when their shape changes. Public
-- connections can read tables named public_ and no others.

-- +goose Up
CREATE TABLE public_state (
	one   INTEGER PRIMARY KEY CHECK (one = 1),
	seq   INTEGER NOT NULL,                       -- grows with each change of what is public
	shape INTEGER NOT NULL                        -- of the projections, see projections.go
) STRICT;

INSERT INTO public_state (one, seq, shape) VALUES (1, 0, 0);

-- What changed since a given seq, so that memory can follow: also the ids of
-- casefiles that are no longer public, and nothing else about them.
CREATE TABLE public_changes (
	casefile INTEGER PRIMARY KEY,
	seq      INTEGER NOT NULL
) STRICT;

CREATE INDEX public_changes_seq ON public_changes (seq);

-- What a casebook says of itself, always as it stands in casebooks.
CREATE TABLE public_casebooks (
	casebook INTEGER PRIMARY KEY,
	title    TEXT NOT NULL,
	note     TEXT NOT NULL,
	licence  TEXT NOT NULL,
	as_of    TEXT NOT NULL
) STRICT;

INSERT INTO public_casebooks SELECT id, title, note, licence, as_of FROM casebooks;

-- +goose StatementBegin
CREATE TRIGGER casebooks_made AFTER INSERT ON casebooks BEGIN
	INSERT INTO public_casebooks VALUES (NEW.id, NEW.title, NEW.note, NEW.licence, NEW.as_of);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER casebooks_changed AFTER UPDATE ON casebooks BEGIN
	UPDATE public_casebooks SET title = NEW.title, note = NEW.note, licence = NEW.licence, as_of = NEW.as_of
	WHERE casebook = NEW.id;
END;
-- +goose StatementEnd

CREATE TABLE public_casefiles (
	casefile     INTEGER PRIMARY KEY REFERENCES casefiles (id),
	casebook     INTEGER NOT NULL,
	slug         TEXT NOT NULL,
	name         TEXT NOT NULL,
	native_name  TEXT NOT NULL,
	country      TEXT NOT NULL,
	status       TEXT NOT NULL,
	status_as_of TEXT NOT NULL,                   -- EDTF
	sort         TEXT NOT NULL,                   -- folded name
	doc          TEXT NOT NULL,                   -- the redacted casefile
	changed      INTEGER NOT NULL,
	UNIQUE (casebook, slug)
) STRICT;

CREATE INDEX public_casefiles_sort ON public_casefiles (casebook, sort, casefile);
CREATE INDEX public_casefiles_changed ON public_casefiles (casebook, changed DESC, sort, casefile);

-- Ordered keys: names for resolving, and every value that /search filters by.
-- field: name country status charge penalty profession.
CREATE TABLE public_keys (
	casebook INTEGER NOT NULL,
	field    TEXT NOT NULL,
	key      TEXT NOT NULL,                       -- folded
	casefile INTEGER NOT NULL,
	text     TEXT NOT NULL,                       -- as people write it
	PRIMARY KEY (casebook, field, key, casefile)
) STRICT, WITHOUT ROWID;

CREATE INDEX public_keys_casefile ON public_keys (casefile);

-- One row for each fact; n counts within the casefile. Dates are EDTF as given
-- in the record; first and last are the days between which they lie, '' where
-- open or not known.
CREATE TABLE public_names (
	casefile INTEGER NOT NULL, n INTEGER NOT NULL,
	text TEXT NOT NULL, lang TEXT NOT NULL, kind TEXT NOT NULL,
	PRIMARY KEY (casefile, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE public_dates (
	casefile INTEGER NOT NULL, n INTEGER NOT NULL,
	kind TEXT NOT NULL,                           -- born died custody custody_end proceeding sentence announced event
	date TEXT NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL,
	PRIMARY KEY (casefile, n)
) STRICT, WITHOUT ROWID;

CREATE INDEX public_dates_first ON public_dates (first);

CREATE TABLE public_custody (
	casefile INTEGER NOT NULL, n INTEGER NOT NULL,
	kind TEXT NOT NULL, started TEXT NOT NULL, ended TEXT NOT NULL, place TEXT NOT NULL,
	PRIMARY KEY (casefile, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE public_charges (
	casefile INTEGER NOT NULL, n INTEGER NOT NULL,
	id TEXT NOT NULL, text TEXT NOT NULL, law TEXT NOT NULL, stage TEXT NOT NULL, outcome TEXT NOT NULL,
	PRIMARY KEY (casefile, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE public_proceedings (
	casefile INTEGER NOT NULL, n INTEGER NOT NULL,
	id TEXT NOT NULL, kind TEXT NOT NULL, date TEXT NOT NULL, court TEXT NOT NULL,
	PRIMARY KEY (casefile, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE public_sentences (
	casefile INTEGER NOT NULL, n INTEGER NOT NULL,
	id TEXT NOT NULL, date TEXT NOT NULL, announced TEXT NOT NULL, court TEXT NOT NULL,
	rule TEXT NOT NULL, outcome TEXT NOT NULL, same_as TEXT NOT NULL, supersedes TEXT NOT NULL,
	PRIMARY KEY (casefile, n)
) STRICT, WITHOUT ROWID;

-- NULL in term, count, administered and amount: not published, never zero.
CREATE TABLE public_penalties (
	casefile INTEGER NOT NULL, n INTEGER NOT NULL,
	sentence TEXT NOT NULL, kind TEXT NOT NULL, term TEXT, count INTEGER, administered INTEGER,
	amount TEXT, currency TEXT NOT NULL, of TEXT NOT NULL, suspended INTEGER NOT NULL,
	reduced_to TEXT, ends TEXT NOT NULL, outcome TEXT NOT NULL,
	PRIMARY KEY (casefile, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE public_events (
	casefile INTEGER NOT NULL, n INTEGER NOT NULL,
	id TEXT NOT NULL, kind TEXT NOT NULL, date TEXT NOT NULL, text TEXT NOT NULL,
	PRIMARY KEY (casefile, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE public_works (
	casefile INTEGER NOT NULL, n INTEGER NOT NULL,
	title TEXT NOT NULL, original_title TEXT NOT NULL, year TEXT NOT NULL, role TEXT NOT NULL,
	PRIMARY KEY (casefile, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE public_awards (
	casefile INTEGER NOT NULL, n INTEGER NOT NULL,
	name TEXT NOT NULL, by TEXT NOT NULL, year TEXT NOT NULL, work TEXT NOT NULL,
	PRIMARY KEY (casefile, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE public_people (
	casefile INTEGER NOT NULL, n INTEGER NOT NULL,
	name TEXT NOT NULL, role TEXT NOT NULL, slug TEXT NOT NULL,
	PRIMARY KEY (casefile, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE public_sources (
	casefile INTEGER NOT NULL, n INTEGER NOT NULL,
	id TEXT NOT NULL, url TEXT NOT NULL, publisher TEXT NOT NULL, title TEXT NOT NULL,
	published TEXT NOT NULL, origin TEXT NOT NULL,
	PRIMARY KEY (casefile, n)
) STRICT, WITHOUT ROWID;

-- Full text. The words are folded and cut by internal/names before they come
-- here, one space between them, so the simplest tokenizer is the right one.
-- External content, because contentless FTS4 tables cannot delete.
CREATE TABLE public_text (
	casefile INTEGER PRIMARY KEY,
	names TEXT NOT NULL,
	body  TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE public_fts USING fts4 (content="public_text", tokenize=simple, names, body);
