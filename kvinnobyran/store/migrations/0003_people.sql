-- Who stands around a person, how she is protected, and two records that became one.

CREATE TABLE relation (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    person_id TEXT NOT NULL REFERENCES person (id),
    other_id TEXT NOT NULL REFERENCES person (id),
    kind TEXT NOT NULL
        CHECK (kind IN ('child', 'parent', 'sibling', 'twin', 'guardian', 'access_parent', 'foster_home', 'contact_person', 'counsel', 'trustee')),
    source TEXT NOT NULL
        CHECK (source IN ('stated', 'register', 'judgment', 'other')),
    valid_from TEXT CHECK (date(valid_from) = valid_from),
    valid_until TEXT CHECK (date(valid_until) = valid_until),
    CHECK (person_id <> other_id)
) STRICT;
CREATE INDEX relation_person_id ON relation (person_id);
CREATE INDEX relation_other_id ON relation (other_id);

CREATE TABLE custody (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    child_id TEXT NOT NULL REFERENCES person (id),
    kind TEXT NOT NULL
        CHECK (kind IN ('joint', 'sole_a', 'sole_b', 'appointed', 'unknown')),
    guardian_a_id TEXT REFERENCES person (id),
    guardian_b_id TEXT REFERENCES person (id),
    source TEXT NOT NULL
        CHECK (source IN ('stated', 'register', 'judgment', 'other')),
    valid_from TEXT CHECK (date(valid_from) = valid_from),
    valid_until TEXT CHECK (date(valid_until) = valid_until)
) STRICT;
CREATE INDEX custody_child_id ON custody (child_id);
CREATE INDEX custody_guardian_a_id ON custody (guardian_a_id);
CREATE INDEX custody_guardian_b_id ON custody (guardian_b_id);

CREATE TABLE guardian (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    child_id TEXT NOT NULL REFERENCES person (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    may_contact TEXT NOT NULL
        CHECK (may_contact IN ('not_asked', 'yes', 'via_social_services', 'no')),
    whereabouts_secret TEXT NOT NULL
        CHECK (whereabouts_secret IN ('yes', 'no', 'unknown', 'declined', 'not_asked')),
    decision TEXT NOT NULL,
    decided_on TEXT CHECK (date(decided_on) = decided_on)
) STRICT;
CREATE INDEX guardian_child_id ON guardian (child_id);
CREATE INDEX guardian_person_id ON guardian (person_id);

CREATE TABLE protection (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    person_id TEXT NOT NULL REFERENCES person (id),
    valid_from TEXT NOT NULL CHECK (date(valid_from) = valid_from),
    grade TEXT NOT NULL
        CHECK (grade IN ('none', 'own', 'marking', 'population', 'new_identity')),
    valid_until TEXT CHECK (date(valid_until) = valid_until),
    review_on TEXT CHECK (date(review_on) = review_on),
    source TEXT NOT NULL
        CHECK (source IN ('stated', 'tax_agency', 'police', 'social_services', 'own')),
    instruction TEXT NOT NULL
) STRICT;
CREATE INDEX protection_person_id ON protection (person_id);

-- Who is hidden: everything that lists, searches or exports people asks this view.
CREATE VIEW protected_person AS
    SELECT person_id, max(grade = 'new_identity') AS new_identity FROM protection
    WHERE grade <> 'none' AND valid_until IS NULL GROUP BY person_id;

CREATE TABLE person_merge (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    person_id TEXT NOT NULL REFERENCES person (id),
    step INTEGER NOT NULL,
    merged_on TEXT NOT NULL CHECK (date(merged_on) = merged_on),
    undone_on TEXT CHECK (date(undone_on) = undone_on)
) STRICT;
CREATE INDEX person_merge_person_id ON person_merge (person_id);

CREATE TABLE identity_number (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    person_id TEXT NOT NULL REFERENCES person (id),
    number TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT;
CREATE INDEX identity_number_person_id ON identity_number (person_id);
