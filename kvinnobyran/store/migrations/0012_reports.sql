-- Reports for somebody outside, and what later ones are held against (domain.md 3.1, 3.2, D10;
-- disclosure.md 3.4). The figures are the printed ones; proof and closed register are packed.

CREATE TABLE publication (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    period TEXT NOT NULL,
    first_day TEXT NOT NULL CHECK (date(first_day) = first_day),
    last_day TEXT NOT NULL CHECK (date(last_day) = last_day),
    state TEXT NOT NULL
        CHECK (state IN ('draft', 'review', 'fixed', 'handed_over', 'withdrawn')),
    lessons TEXT NOT NULL,
    trends TEXT NOT NULL,
    reviewed_by TEXT NOT NULL,
    reviewed_on TEXT CHECK (date(reviewed_on) = reviewed_on),
    number INTEGER NOT NULL CHECK (number >= 0),
    fixed_by TEXT NOT NULL,
    fixed_at TEXT,
    signed TEXT NOT NULL,
    handed_on TEXT CHECK (date(handed_on) = handed_on),
    handed_to TEXT NOT NULL,
    withdrawn_on TEXT CHECK (date(withdrawn_on) = withdrawn_on),
    reason TEXT NOT NULL,
    definitions TEXT NOT NULL,
    program TEXT NOT NULL,
    threshold INTEGER NOT NULL CHECK (threshold BETWEEN 5 AND 10),
    figures TEXT NOT NULL,
    digest TEXT NOT NULL,
    proof TEXT NOT NULL,
    closes TEXT NOT NULL,
    CHECK (first_day <= last_day),
    CHECK (state IN ('draft', 'review') OR fixed_at IS NOT NULL)
) STRICT;
-- What was fixed has been read by others: no step takes it back, undo least of all.
CREATE TRIGGER publication_stays BEFORE DELETE ON publication
    WHEN OLD.fixed_at IS NOT NULL
BEGIN
    SELECT raise(ABORT, 'a fixed report stays');
END;
CREATE TRIGGER publication_is_fixed BEFORE UPDATE ON publication
    WHEN OLD.fixed_at IS NOT NULL AND (
        NEW.fixed_at IS NOT OLD.fixed_at OR NEW.number <> OLD.number OR NEW.figures <> OLD.figures
        OR NEW.proof <> OLD.proof OR NEW.closes <> OLD.closes
        OR NEW.first_day <> OLD.first_day OR NEW.last_day <> OLD.last_day)
BEGIN
    SELECT raise(ABORT, 'a fixed report is not changed');
END;
CREATE UNIQUE INDEX publication_number ON publication (number) WHERE number > 0;
CREATE INDEX publication_first_day ON publication (first_day, last_day);

-- What the agreement and the yearly plan aim at (domain.md R4, R12): target and, where no table
-- says it, the outcome.
CREATE TABLE indicator (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    year INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2199),
    goal TEXT NOT NULL,
    words TEXT NOT NULL,
    definition TEXT NOT NULL,
    target INTEGER CHECK (target >= 0),
    figure TEXT NOT NULL,
    outcome INTEGER CHECK (outcome >= 0),
    place INTEGER NOT NULL
) STRICT;
CREATE INDEX indicator_year ON indicator (year, place);
