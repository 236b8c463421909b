-- Retention and purge (domain.md D1–D6; security.md 5.5).

-- What was decided of how long a file is kept, beside its clock. It goes with the file: a case,
-- a child's own file in one, a person no case is about, or a concern without a case.
CREATE TABLE retention_decision (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    case_id TEXT REFERENCES support_case (id),
    person_id TEXT REFERENCES person (id),
    concern_report_id TEXT REFERENCES concern_report (id),
    inquiry_id TEXT REFERENCES inquiry (id),
    state TEXT NOT NULL
        CHECK (state IN ('running', 'postponed', 'held', 'proposed')),
    until TEXT CHECK (date(until) = until),
    reason TEXT NOT NULL,
    hand_over TEXT NOT NULL
        CHECK (hand_over IN ('not_asked', 'handed_over', 'not_wanted')),
    decided_by TEXT NOT NULL CHECK (decided_by <> ''),
    decided_on TEXT NOT NULL CHECK (date(decided_on) = decided_on),
    CHECK ((state = 'postponed') = (until IS NOT NULL)),
    CHECK ((concern_report_id IS NOT NULL) + (inquiry_id IS NOT NULL)
        + (case_id IS NOT NULL OR person_id IS NOT NULL) = 1)
) STRICT;
CREATE UNIQUE INDEX retention_decision_file ON retention_decision (case_id, coalesce(person_id, ''))
WHERE case_id IS NOT NULL;
CREATE INDEX retention_decision_case_id ON retention_decision (case_id);
CREATE INDEX retention_decision_person_id ON retention_decision (person_id);
CREATE INDEX retention_decision_concern_report_id ON retention_decision (concern_report_id);
CREATE INDEX retention_decision_inquiry_id ON retention_decision (inquiry_id);

-- What was purged: numbers and signatures, no names and no codes (D5).
CREATE TABLE purge_protocol (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    purged_on TEXT NOT NULL CHECK (date(purged_on) = purged_on),
    of_class TEXT NOT NULL
        CHECK (of_class IN ('own_support', 'placement', 'child', 'statistics')),
    of_kind TEXT NOT NULL
        CHECK (of_kind IN ('case', 'child', 'person', 'concern', 'inquiries')),
    months INTEGER NOT NULL CHECK (months >= 0),
    files INTEGER NOT NULL CHECK (files >= 0),
    cases INTEGER NOT NULL CHECK (cases >= 0),
    persons INTEGER NOT NULL CHECK (persons >= 0),
    records INTEGER NOT NULL CHECK (records >= 0),
    proposed_by TEXT NOT NULL,
    proposed_on TEXT NOT NULL CHECK (date(proposed_on) = proposed_on),
    signed_by TEXT NOT NULL,
    signed TEXT NOT NULL
) STRICT;

-- Which random ids were purged: replayed after every restore, before anybody logs in (D5).
CREATE TABLE purge_ledger (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    of_table TEXT NOT NULL CHECK (of_table IN (
        'support_case', 'person', 'concern_report', 'inquiry',
        'child_note', 'trappan_programme', 'trappan_session', 'document')),
    record TEXT NOT NULL UNIQUE CHECK (length(record) = 32),
    purged_on TEXT NOT NULL CHECK (date(purged_on) = purged_on),
    protocol_id TEXT NOT NULL REFERENCES purge_protocol (id)
) STRICT;
CREATE INDEX purge_ledger_protocol_id ON purge_ledger (protocol_id);

CREATE TRIGGER purge_protocol_stays BEFORE DELETE ON purge_protocol
BEGIN SELECT raise(ABORT, 'a protocol stays'); END;
CREATE TRIGGER purge_protocol_is_kept BEFORE UPDATE ON purge_protocol
BEGIN SELECT raise(ABORT, 'a protocol is not changed'); END;
CREATE TRIGGER purge_ledger_stays BEFORE DELETE ON purge_ledger
BEGIN SELECT raise(ABORT, 'the ledger stays'); END;
CREATE TRIGGER purge_ledger_is_kept BEFORE UPDATE ON purge_ledger
BEGIN SELECT raise(ABORT, 'the ledger is not changed'); END;

-- What the purged added to each figure of a standing period: sums, never a row of one woman (D4).
CREATE TABLE counting_row (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    period TEXT NOT NULL,
    of_table TEXT NOT NULL,
    cell TEXT NOT NULL CHECK (json_valid(cell)),
    value INTEGER NOT NULL,
    UNIQUE (period, of_table, cell)
) STRICT;

-- What she says of what is written about her: that it is wrong, or that it should not be (D6).
CREATE TABLE rights_note (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES support_case (id),
    kind TEXT NOT NULL
        CHECK (kind IN ('rectification', 'objection', 'restriction')),
    about TEXT NOT NULL,
    words TEXT NOT NULL,
    asked_on TEXT NOT NULL CHECK (date(asked_on) = asked_on),
    state TEXT NOT NULL
        CHECK (state IN ('received', 'granted', 'noted')),
    answer TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    decided_on TEXT CHECK (date(decided_on) = decided_on)
) STRICT;
CREATE INDEX rights_note_case_id ON rights_note (case_id, asked_on);
