-- Safety: what belongs to the violence and to a concern for a child.

-- A child is a person of the register, or what the mother calls it.
CREATE TABLE child_exposure (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    exposure_id TEXT NOT NULL REFERENCES violence_exposure (id),
    person_id TEXT REFERENCES person (id),
    label TEXT NOT NULL,
    kind TEXT NOT NULL
        CHECK (kind IN ('direct', 'seen_heard', 'lived_in', 'unknown')),
    CHECK (person_id IS NOT NULL OR label <> '')
) STRICT;
CREATE INDEX child_exposure_exposure_id ON child_exposure (exposure_id);
CREATE INDEX child_exposure_person_id ON child_exposure (person_id);

CREATE TABLE contact_ban (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES support_case (id),
    kind TEXT NOT NULL
        CHECK (kind IN ('ordinary', 'shared_home', 'extended', 'specially_extended')),
    decided_on TEXT CHECK (date(decided_on) = decided_on),
    until TEXT NOT NULL CHECK (date(until) = until),
    monitored INTEGER NOT NULL CHECK (monitored IN (0, 1)),
    ended_on TEXT CHECK (date(ended_on) = ended_on)
) STRICT;
CREATE INDEX contact_ban_case_id ON contact_ban (case_id);

CREATE TABLE perpetrator (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES support_case (id),
    letter TEXT NOT NULL,
    relation TEXT NOT NULL
        CHECK (relation IN ('partner', 'former_partner', 'boyfriend', 'parent', 'sibling', 'relative', 'several', 'other', 'declined', 'not_asked')),
    gender TEXT NOT NULL
        CHECK (gender IN ('female', 'male', 'other', 'not_asked')),
    shared_children TEXT NOT NULL
        CHECK (shared_children IN ('yes', 'no', 'unknown', 'declined', 'not_asked')),
    approximate_age INTEGER,
    pattern TEXT NOT NULL
        CHECK (pattern IN ('repeated', 'escalating', 'single', 'unknown', 'not_asked')),
    seen_elsewhere INTEGER NOT NULL CHECK (seen_elsewhere IN (0, 1)),
    UNIQUE (case_id, letter)
) STRICT;

-- By itself, so that whatever reads perpetrators never meets it, and it can be forgotten (S6).
CREATE TABLE perpetrator_name (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    perpetrator_id TEXT NOT NULL UNIQUE REFERENCES perpetrator (id),
    name TEXT NOT NULL CHECK (name <> ''),
    reason TEXT NOT NULL CHECK (reason <> '')
) STRICT;

CREATE TABLE risk_assessment (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES support_case (id),
    assessed_on TEXT NOT NULL CHECK (date(assessed_on) = assessed_on),
    instrument TEXT NOT NULL
        CHECK (instrument IN ('freda_short', 'freda_description', 'freda_danger', 'patriark', 'other', 'unstructured')),
    instrument_name TEXT NOT NULL,
    score INTEGER,
    her_own TEXT NOT NULL
        CHECK (her_own IN ('low', 'medium', 'high', 'unknown', 'declined', 'not_asked')),
    ours TEXT NOT NULL
        CHECK (ours IN ('low', 'medium', 'high', 'unknown', 'declined', 'not_asked')),
    reasoning TEXT NOT NULL,
    talked_about TEXT NOT NULL,
    measure TEXT NOT NULL,
    next_on TEXT CHECK (date(next_on) = next_on)
) STRICT;
CREATE INDEX risk_assessment_case_id ON risk_assessment (case_id);

CREATE TABLE safety_plan (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES support_case (id),
    version INTEGER NOT NULL CHECK (version > 0),
    made_on TEXT NOT NULL CHECK (date(made_on) = made_on),
    warning_signs TEXT NOT NULL,
    safe_places TEXT NOT NULL,
    code_word TEXT NOT NULL,
    bag TEXT NOT NULL,
    digital TEXT NOT NULL,
    children TEXT NOT NULL,
    pets TEXT NOT NULL,
    given TEXT NOT NULL
        CHECK (given IN ('orally', 'on_paper', 'not_yet')),
    UNIQUE (case_id, version)
) STRICT;

-- A version that was given to her is what she knows: a change is a new one (domain.md 3.1).
CREATE TRIGGER safety_plan_version_is_locked
BEFORE UPDATE ON safety_plan
BEGIN
    SELECT raise(ABORT, 'a version of a plan is locked');
END;

CREATE TABLE concern_child (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    report_id TEXT NOT NULL REFERENCES concern_report (id),
    person_id TEXT REFERENCES person (id),
    label TEXT NOT NULL,
    CHECK (person_id IS NOT NULL OR label <> '')
) STRICT;
CREATE INDEX concern_child_report_id ON concern_child (report_id);
CREATE INDEX concern_child_person_id ON concern_child (person_id);
