-- What a manager may see (decision 0029), in a file of its own under a key of its own. All of it
-- is written anew from the register; only her deeds are written here first, and carried home.

-- A report as it was fixed. Not the proof and not the closed register: they tell of persons.
CREATE TABLE frozen_report (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    number INTEGER NOT NULL UNIQUE CHECK (number > 0),
    period TEXT NOT NULL,
    first_day TEXT NOT NULL CHECK (date(first_day) = first_day),
    last_day TEXT NOT NULL CHECK (date(last_day) = last_day),
    state TEXT NOT NULL CHECK (state IN ('fixed', 'handed_over', 'withdrawn')),
    fixed_by TEXT NOT NULL,
    fixed_at TEXT NOT NULL,
    signed TEXT NOT NULL,
    handed_on TEXT CHECK (date(handed_on) = handed_on),
    withdrawn_on TEXT CHECK (date(withdrawn_on) = withdrawn_on),
    figures TEXT NOT NULL,
    digest TEXT NOT NULL CHECK (length(digest) = 64),
    CHECK (first_day <= last_day)
) STRICT;

-- One month of the access log; id is the month, 2027-01.
CREATE TABLE log_month (
    id TEXT NOT NULL PRIMARY KEY CHECK (id GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]'),
    readings INTEGER NOT NULL CHECK (readings >= 0),
    anchor TEXT NOT NULL,
    signed_by TEXT NOT NULL,
    marks TEXT NOT NULL
) STRICT;

-- One reading that was drawn for the month's review. No name but the user's.
CREATE TABLE log_row (
    id TEXT NOT NULL PRIMARY KEY,
    month_id TEXT NOT NULL REFERENCES log_month (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL CHECK (seq > 0),
    at TEXT NOT NULL,
    user TEXT NOT NULL,
    what TEXT NOT NULL,
    code TEXT NOT NULL,
    answer TEXT NOT NULL
) STRICT;

-- How many lines of a sort a user has in the month.
CREATE TABLE log_count (
    id TEXT NOT NULL PRIMARY KEY,
    month_id TEXT NOT NULL REFERENCES log_month (id) ON DELETE CASCADE,
    user TEXT NOT NULL,
    sort TEXT NOT NULL,
    lines INTEGER NOT NULL CHECK (lines > 0)
) STRICT;

-- What a manager did here and the register does not know yet.
CREATE TABLE deed (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    at TEXT NOT NULL,
    user TEXT NOT NULL CHECK (user <> ''),
    kind TEXT NOT NULL CHECK (kind IN ('opened', 'reviewed', 'printed', 'saved', 'passphrase')),
    month TEXT NOT NULL CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]'),
    words TEXT NOT NULL
) STRICT;
