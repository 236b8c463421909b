-- Authorities, what she has agreed to, what left the house, and what still holds when she
-- returns (domain.md 3.1).

CREATE TABLE organisation (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    name TEXT NOT NULL,
    kind TEXT NOT NULL
        CHECK (kind IN ('social_services', 'family_law', 'health_care', 'social_insurance', 'police', 'court', 'migration', 'tax', 'employment', 'school', 'housing', 'other')),
    phone TEXT NOT NULL,
    note TEXT NOT NULL,
    retired_on TEXT CHECK (date(retired_on) = retired_on)
) STRICT;

CREATE TABLE contact_person (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    retired_on TEXT CHECK (date(retired_on) = retired_on)
) STRICT;
CREATE INDEX contact_person_organisation_id ON contact_person (organisation_id);

CREATE TABLE authority_matter (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES support_case (id),
    kind TEXT NOT NULL
        CHECK (kind IN ('social_services', 'family_law', 'health_care', 'social_insurance', 'police', 'court', 'migration', 'tax', 'employment', 'school', 'housing', 'other')),
    organisation TEXT NOT NULL,
    contact_person TEXT NOT NULL,
    question TEXT NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('planned', 'ongoing', 'granted', 'refused', 'appealed', 'closed')),
    opened_on TEXT NOT NULL CHECK (date(opened_on) = opened_on),
    decided_on TEXT CHECK (date(decided_on) = decided_on),
    decision_ends_on TEXT CHECK (date(decision_ends_on) = decision_ends_on),
    appeal_by TEXT CHECK (date(appeal_by) = appeal_by),
    closed_on TEXT CHECK (date(closed_on) = closed_on),
    outcome TEXT NOT NULL
) STRICT;
CREATE INDEX authority_matter_case_id ON authority_matter (case_id, opened_on);

CREATE TABLE authority_contact (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    matter_id TEXT NOT NULL REFERENCES authority_matter (id),
    day TEXT NOT NULL CHECK (date(day) = day),
    starts_at TEXT,
    form TEXT NOT NULL
        CHECK (form IN ('meeting', 'video', 'phone', 'letter', 'email')),
    state TEXT NOT NULL
        CHECK (state IN ('planned', 'held', 'cancelled')),
    attended INTEGER NOT NULL CHECK (attended IN (0, 1)),
    with_her INTEGER NOT NULL CHECK (with_her IN (0, 1)),
    minutes INTEGER,
    note TEXT NOT NULL
) STRICT;
CREATE INDEX authority_contact_matter_id ON authority_contact (matter_id, day);
CREATE INDEX authority_contact_planned ON authority_contact (day) WHERE state = 'planned';

CREATE TABLE consent (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES support_case (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    purpose TEXT NOT NULL
        CHECK (purpose IN ('documentation', 'authority', 'disclosure')),
    authority TEXT
        CHECK (authority IN ('social_services', 'family_law', 'health_care', 'social_insurance', 'police', 'court', 'migration', 'tax', 'employment', 'school', 'housing', 'other')),
    about TEXT NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('asked', 'given', 'refused', 'unobtainable', 'withdrawn', 'expired', 'of_age', 'replaced')),
    form TEXT
        CHECK (form IN ('written', 'oral')),
    given_by TEXT NOT NULL,
    asked_on TEXT NOT NULL CHECK (date(asked_on) = asked_on),
    answered_on TEXT CHECK (date(answered_on) = answered_on),
    valid_until TEXT CHECK (date(valid_until) = valid_until),
    ended_on TEXT CHECK (date(ended_on) = ended_on),
    ended_by TEXT NOT NULL,
    end_reason TEXT NOT NULL
) STRICT;
CREATE INDEX consent_case_id ON consent (case_id, asked_on);
CREATE INDEX consent_person_id ON consent (person_id);

CREATE TABLE disclosure_request (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES support_case (id),
    received_on TEXT NOT NULL CHECK (date(received_on) = received_on),
    asker TEXT
        CHECK (asker IN ('herself', 'guardian', 'social_services', 'police', 'court', 'unknown')),
    asker_words TEXT NOT NULL,
    what TEXT NOT NULL,
    review TEXT NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('received', 'disclosed', 'partly', 'refused')),
    decided_on TEXT CHECK (date(decided_on) = decided_on),
    decided_by TEXT NOT NULL,
    decision_words TEXT NOT NULL
) STRICT;
CREATE INDEX disclosure_request_case_id ON disclosure_request (case_id, received_on);

-- What was told cannot be untold: the ground is the database's rule too.
CREATE TABLE disclosure (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES support_case (id),
    matter_id TEXT REFERENCES authority_matter (id),
    request_id TEXT REFERENCES disclosure_request (id),
    day TEXT NOT NULL CHECK (date(day) = day),
    what TEXT NOT NULL,
    to_kind TEXT NOT NULL
        CHECK (to_kind IN ('social_services', 'family_law', 'health_care', 'social_insurance', 'police', 'court', 'migration', 'tax', 'employment', 'school', 'housing', 'other')),
    to_whom TEXT NOT NULL,
    ground TEXT NOT NULL
        CHECK (ground IN ('consent', 'her_request', 'duty', 'danger')),
    ground_words TEXT NOT NULL,
    consent_id TEXT REFERENCES consent (id),
    disclosed_by TEXT NOT NULL
) STRICT;
CREATE INDEX disclosure_case_id ON disclosure (case_id, day);

CREATE TABLE still_holds (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES support_case (id),
    topic TEXT NOT NULL
        CHECK (topic IN ('reached', 'protection', 'home', 'children', 'violence', 'needs')),
    answer TEXT NOT NULL
        CHECK (answer IN ('yes', 'no', 'not_asked')),
    answered_on TEXT NOT NULL CHECK (date(answered_on) = answered_on),
    words TEXT NOT NULL,
    UNIQUE (case_id, topic)
) STRICT;

-- Who had a case when. The case names its counsellor of now; each change names both.
CREATE TABLE counsellor_change (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES support_case (id),
    number INTEGER NOT NULL CHECK (number >= 1),
    changed_on TEXT NOT NULL CHECK (date(changed_on) = changed_on),
    earlier TEXT NOT NULL,
    counsellor TEXT NOT NULL CHECK (counsellor <> ''),
    reason TEXT NOT NULL,
    UNIQUE (case_id, number)
) STRICT;

-- When a case rested. One pause at a time is open.
CREATE TABLE case_pause (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES support_case (id),
    began_on TEXT NOT NULL CHECK (date(began_on) = began_on),
    until TEXT NOT NULL CHECK (date(until) = until),
    ended_on TEXT CHECK (date(ended_on) = ended_on)
) STRICT;
CREATE INDEX case_pause_case_id ON case_pause (case_id, began_on);
CREATE UNIQUE INDEX case_pause_open ON case_pause (case_id) WHERE ended_on IS NULL;
