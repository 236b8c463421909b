-- Notes, text blocks, the unit's own words, and documents (domain.md 3.1, G9, T9).

CREATE TABLE text_block (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    for_kind TEXT
        CHECK (for_kind IN ('other', 'session', 'phone', 'meeting', 'event', 'follow_up')),
    retired_on TEXT CHECK (date(retired_on) = retired_on)
) STRICT;

CREATE TABLE own_word (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    word TEXT NOT NULL UNIQUE,
    added_by TEXT NOT NULL,
    added_on TEXT NOT NULL CHECK (date(added_on) = added_on)
) STRICT;

CREATE TABLE document (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES support_case (id),
    name TEXT NOT NULL,
    kind TEXT NOT NULL
        CHECK (kind IN ('letter', 'decision', 'inquiry', 'judgement', 'certificate', 'police_report', 'agreement', 'picture', 'other')),
    direction TEXT NOT NULL
        CHECK (direction IN ('in', 'out', 'own')),
    about TEXT NOT NULL
        CHECK (about IN ('woman', 'child', 'third_party')),
    dated_on TEXT CHECK (date(dated_on) = dated_on),
    brought_in_on TEXT NOT NULL CHECK (date(brought_in_on) = brought_in_on),
    brought_in_by TEXT NOT NULL,
    medium TEXT NOT NULL
        CHECK (medium IN ('pdf', 'png', 'jpeg', 'text', 'unknown')),
    size INTEGER NOT NULL CHECK (size > 0),
    digest TEXT NOT NULL CHECK (length(digest) = 64),
    note TEXT NOT NULL
) STRICT;
CREATE INDEX document_case_id ON document (case_id, brought_in_on);

-- What a document is stays what it is: another content is another document.
CREATE TRIGGER document_content_is_locked
BEFORE UPDATE OF size, digest, medium, case_id ON document
WHEN (NEW.size, NEW.digest, NEW.medium, NEW.case_id)
    IS NOT (OLD.size, OLD.digest, OLD.medium, OLD.case_id)
BEGIN SELECT raise(ABORT, 'the content of a document does not change'); END;

-- The content in pieces, not journalled: the journal's chain holds its digest instead, so that
-- twenty megabytes are kept once and not three times. No foreign key, because a document that is
-- undone and done again finds its content where it was; what no document names is swept.
CREATE TABLE document_part (
    document_id TEXT NOT NULL CHECK (length(document_id) = 32),
    place       INTEGER NOT NULL CHECK (place >= 0),
    content     BLOB NOT NULL,
    -- The day from which no document has named it.
    let_go_on   TEXT CHECK (date(let_go_on) = let_go_on),
    UNIQUE (document_id, place)
) STRICT;

CREATE TRIGGER document_part_stays
BEFORE UPDATE OF document_id, place, content ON document_part
BEGIN SELECT raise(ABORT, 'the content of a document does not change'); END;
