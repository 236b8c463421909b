-- The engine's own tables: identity, journal of changes, drafts, workplace, search.

CREATE TABLE meta (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One step is what the user did once ("Ny förfrågan"). Its id is the seq of its first
-- journal entry, so that the entries of a step are a range and need no index.
CREATE TABLE step (
    id     INTEGER PRIMARY KEY,
    name   TEXT NOT NULL CHECK (name <> ''),
    user   TEXT NOT NULL CHECK (user <> ''),
    device TEXT NOT NULL,
    at     TEXT NOT NULL,
    undoes INTEGER REFERENCES step (id)
) STRICT;

-- A step can be undone once.
CREATE UNIQUE INDEX step_undoes ON step (undoes) WHERE undoes IS NOT NULL;

CREATE TABLE journal (
    seq            INTEGER PRIMARY KEY,
    step           INTEGER NOT NULL REFERENCES step (id),
    at             TEXT NOT NULL,
    user           TEXT NOT NULL,
    device         TEXT NOT NULL,
    -- insert, update, delete, forget, reason, or the name of an event (read, print, …)
    kind           TEXT NOT NULL CHECK (kind <> ''),
    tbl            TEXT NOT NULL,
    record         TEXT NOT NULL,
    -- SHA-256 of salt and payload; empty where there never was a payload
    payload_digest BLOB NOT NULL CHECK (length(payload_digest) IN (0, 32)),
    -- HMAC-SHA256 over the entry and the chain value before it
    chain          BLOB NOT NULL CHECK (length(chain) = 32)
) STRICT;

CREATE INDEX journal_record ON journal (record, seq);

-- The payload lies apart so that it can be erased while the chain still verifies.
CREATE TABLE journal_payload (
    seq     INTEGER PRIMARY KEY REFERENCES journal (seq),
    salt    BLOB NOT NULL CHECK (length(salt) = 16),
    payload TEXT NOT NULL
) STRICT;

CREATE TRIGGER journal_keeps BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TRIGGER journal_stays BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TRIGGER step_keeps BEFORE UPDATE ON step
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TRIGGER step_stays BEFORE DELETE ON step
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TRIGGER journal_payload_keeps BEFORE UPDATE ON journal_payload
BEGIN SELECT RAISE(ABORT, 'a payload is erased, never changed'); END;

CREATE TABLE draft (
    id         TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    user       TEXT NOT NULL CHECK (user <> ''),
    kind       TEXT NOT NULL CHECK (kind <> ''),
    record     TEXT NOT NULL,
    body       TEXT NOT NULL,
    cursor     INTEGER NOT NULL CHECK (cursor >= 0),
    updated_at TEXT NOT NULL,
    UNIQUE (user, kind, record)
) STRICT;

CREATE TABLE workplace (
    user  TEXT NOT NULL PRIMARY KEY CHECK (user <> ''),
    state TEXT NOT NULL
) STRICT;

CREATE TABLE search_doc (
    docid  INTEGER PRIMARY KEY,
    tbl    TEXT NOT NULL,
    record TEXT NOT NULL UNIQUE
) STRICT;

-- Contentless: the words are indexed, the text is not stored a second time. Deleting needs
-- the old text, which the triggers have.
CREATE VIRTUAL TABLE search USING fts5 (
    body, content = '', tokenize = 'unicode61 remove_diacritics 0'
);

-- Without this, deleted words stay in the index pages (security.md 0.4).
INSERT INTO search (search, rank) VALUES ('secure-delete', 1);
