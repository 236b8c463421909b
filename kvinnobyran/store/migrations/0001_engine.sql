-- The engine's own tables: identity, journal of changes, drafts, workplace, search.

CREATE TABLE meta (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One row per change, read or reason. A step is what the user did once ("Ny förfrågan"): its id
-- is the seq of its first entry, so that the entries of a step are a range, and that entry says
-- its name. The payload may be erased, and nothing else may ever change.
CREATE TABLE journal (
    seq            INTEGER PRIMARY KEY,
    step           INTEGER NOT NULL REFERENCES journal (seq),
    at             TEXT NOT NULL,
    user           TEXT NOT NULL CHECK (user <> ''),
    device         TEXT NOT NULL,
    -- insert, update, delete, forget, reason, or the name of an event (read, print, …)
    kind           TEXT NOT NULL CHECK (kind <> ''),
    tbl            TEXT NOT NULL,
    record         TEXT NOT NULL,
    name           TEXT CHECK ((name IS NULL) = (seq <> step) AND name <> ''),
    undoes         INTEGER REFERENCES journal (seq),
    -- SHA-256 of salt and payload; empty where there never was a payload
    payload_digest BLOB NOT NULL CHECK (length(payload_digest) IN (0, 32)),
    -- HMAC-SHA256 over the entry and the chain value before it
    chain          BLOB NOT NULL CHECK (length(chain) = 32),
    salt           BLOB,
    payload        TEXT
) STRICT;

CREATE INDEX journal_record ON journal (record, seq);

-- What happened to the office and to no record: when the newest backup was made.
CREATE INDEX journal_of_office ON journal (kind, seq) WHERE tbl = '';

-- What is not a change: readings, prints, exports, log-ins. The access log is read by days.
CREATE INDEX journal_events ON journal (at)
WHERE kind NOT IN ('insert', 'update', 'delete', 'forget', 'reason', 'redact');

-- A step can be undone once.
CREATE UNIQUE INDEX journal_undoes ON journal (undoes) WHERE undoes IS NOT NULL;

CREATE VIEW step AS
SELECT seq AS id, name, user, device, at, undoes FROM journal WHERE seq = step;

CREATE TRIGGER journal_keeps BEFORE UPDATE ON journal
WHEN NEW.payload IS NOT NULL OR NEW.salt IS NOT NULL
    OR (NEW.seq, NEW.step, NEW.at, NEW.user, NEW.device, NEW.kind, NEW.tbl, NEW.record,
        NEW.name, NEW.undoes, NEW.payload_digest, NEW.chain)
    IS NOT (OLD.seq, OLD.step, OLD.at, OLD.user, OLD.device, OLD.kind, OLD.tbl, OLD.record,
        OLD.name, OLD.undoes, OLD.payload_digest, OLD.chain)
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TRIGGER journal_stays BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

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
