-- The apartments by their codes only, and who lives there when (domain.md A13-A16, B1-B11).
-- All days are half-open: whoever leaves and whoever comes may do it the same day.

CREATE TABLE apartment (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    code TEXT NOT NULL UNIQUE CHECK (code <> ''),
    adults INTEGER NOT NULL CHECK (adults >= 1),
    children INTEGER NOT NULL CHECK (children >= 0),
    pets INTEGER NOT NULL CHECK (pets IN (0, 1)),
    alarm INTEGER NOT NULL CHECK (alarm IN (0, 1)),
    no_sons_from INTEGER,
    retired_on TEXT CHECK (date(retired_on) = retired_on)
) STRICT;

-- The compartment of the addresses: ciphertext under a key of its own, in no other table (S1).
CREATE TABLE sealed_address (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    apartment_id TEXT NOT NULL UNIQUE REFERENCES apartment (id),
    address BLOB,
    door_code BLOB,
    keys BLOB
) STRICT;

CREATE TABLE apartment_closure (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    apartment_id TEXT NOT NULL REFERENCES apartment (id),
    kind TEXT NOT NULL
        CHECK (kind IN ('renovation', 'cleaning', 'exposed')),
    first TEXT NOT NULL CHECK (date(first) = first),
    until TEXT CHECK (date(until) = until),
    words TEXT NOT NULL,
    CHECK (until IS NULL OR until > first)
) STRICT;

CREATE INDEX apartment_closure_apartment_id ON apartment_closure (apartment_id, first);

CREATE TABLE placement (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES support_case (id),
    apartment_id TEXT REFERENCES apartment (id),
    state TEXT NOT NULL
        CHECK (state IN ('requested', 'assessing', 'refused', 'decided', 'moved_in', 'extended', 'discharge', 'moved_out', 'aftercare', 'closed', 'cancelled')),
    requested_on TEXT NOT NULL CHECK (date(requested_on) = requested_on),
    placer TEXT NOT NULL
        CHECK (placer IN ('nexus', 'other', 'none')),
    placer_words TEXT NOT NULL,
    placer_contact TEXT NOT NULL,
    adults INTEGER NOT NULL CHECK (adults >= 1),
    fur_allergy INTEGER NOT NULL CHECK (fur_allergy IN (0, 1)),
    needs TEXT NOT NULL,
    legal_ground TEXT NOT NULL
        CHECK (legal_ground IN ('sol', 'act', 'act_immediate', 'none')),
    decision_reference TEXT NOT NULL,
    decision_on TEXT CHECK (date(decision_on) = decision_on),
    decision_until TEXT CHECK (date(decision_until) = decision_until),
    applied_on TEXT CHECK (date(applied_on) = applied_on),
    own_motive TEXT NOT NULL,
    board_considered INTEGER NOT NULL CHECK (board_considered IN (0, 1)),
    cost_agreement TEXT NOT NULL,
    suitability TEXT NOT NULL,
    suitability_on TEXT CHECK (date(suitability_on) = suitability_on),
    daily_fee INTEGER,
    enrolled_by TEXT NOT NULL,
    enrolled_on TEXT CHECK (date(enrolled_on) = enrolled_on),
    enrolment_motive TEXT NOT NULL,
    refused_on TEXT CHECK (date(refused_on) = refused_on),
    refusal_reason TEXT
        CHECK (refusal_reason IN ('no_place', 'outside_target', 'protection', 'other_need', 'other')),
    refusal_words TEXT NOT NULL,
    planned_in TEXT CHECK (date(planned_in) = planned_in),
    planned_out TEXT CHECK (date(planned_out) = planned_out),
    moved_in TEXT CHECK (date(moved_in) = moved_in),
    moved_out TEXT CHECK (date(moved_out) = moved_out),
    checks_in TEXT NOT NULL CHECK (json_valid(checks_in)),
    checks_out TEXT NOT NULL CHECK (json_valid(checks_out)),
    discharge_by TEXT NOT NULL,
    discharge_on TEXT CHECK (date(discharge_on) = discharge_on),
    discharge_reason TEXT
        CHECK (discharge_reason IN ('own_home', 'municipal_home', 'other_shelter', 'relatives', 'returned', 'exposed', 'broke_off', 'other')),
    discharge_words TEXT NOT NULL,
    her_request INTEGER NOT NULL CHECK (her_request IN (0, 1)),
    aftercare_from TEXT CHECK (date(aftercare_from) = aftercare_from),
    aftercare_review_on TEXT CHECK (date(aftercare_review_on) = aftercare_review_on),
    closed_on TEXT CHECK (date(closed_on) = closed_on),
    CHECK (planned_out IS NULL OR planned_in IS NULL OR planned_out > planned_in),
    CHECK (moved_out IS NULL OR (moved_in IS NOT NULL AND moved_out >= moved_in)),
    -- Nobody is enrolled, and nobody leaves, without the unit's own decision (B4).
    CHECK (state NOT IN ('decided', 'moved_in', 'extended', 'discharge', 'moved_out', 'aftercare', 'closed')
        OR (apartment_id IS NOT NULL AND planned_in IS NOT NULL
            AND enrolled_by <> '' AND enrolled_on IS NOT NULL)),
    CHECK ((moved_in IS NOT NULL) = (state IN ('moved_in', 'extended', 'discharge', 'moved_out', 'aftercare', 'closed'))),
    CHECK ((moved_out IS NOT NULL) = (state IN ('moved_out', 'aftercare', 'closed'))),
    CHECK (moved_out IS NULL OR (discharge_by <> '' AND discharge_on IS NOT NULL))
) STRICT;

CREATE INDEX placement_case_id ON placement (case_id, requested_on);
CREATE INDEX placement_apartment_id ON placement (apartment_id, planned_in);
-- A woman lives in one apartment at a time (B5).
CREATE UNIQUE INDEX placement_one_active ON placement (case_id)
    WHERE state IN ('decided', 'moved_in', 'extended', 'discharge');

-- No two stays share a night in an apartment (B1): neither as they are planned, nor as people
-- really live there. The database holds it, whoever writes, and undo too.
CREATE TRIGGER placement_is_not_put_over_another
BEFORE INSERT ON placement
WHEN new.state IN ('decided', 'moved_in', 'extended', 'discharge', 'moved_out', 'aftercare', 'closed')
BEGIN
    SELECT raise(ABORT, 'stays overlap') FROM placement AS other
    WHERE other.apartment_id = new.apartment_id AND other.id <> new.id
        AND other.state IN ('decided', 'moved_in', 'extended', 'discharge', 'moved_out', 'aftercare', 'closed')
        AND (
            (coalesce(other.moved_in, other.planned_in)
                < coalesce(new.moved_out, new.planned_out, '9999-12-31')
            AND coalesce(new.moved_in, new.planned_in)
                < coalesce(other.moved_out, other.planned_out, '9999-12-31'))
            OR (other.moved_in < coalesce(new.moved_out, '9999-12-31')
            AND new.moved_in < coalesce(other.moved_out, '9999-12-31'))
        );
END;

CREATE TRIGGER placement_does_not_grow_over_another
BEFORE UPDATE OF apartment_id, state, planned_in, planned_out, moved_in, moved_out ON placement
WHEN new.state IN ('decided', 'moved_in', 'extended', 'discharge', 'moved_out', 'aftercare', 'closed')
BEGIN
    SELECT raise(ABORT, 'stays overlap') FROM placement AS other
    WHERE other.apartment_id = new.apartment_id AND other.id <> new.id
        AND other.state IN ('decided', 'moved_in', 'extended', 'discharge', 'moved_out', 'aftercare', 'closed')
        AND (
            (coalesce(other.moved_in, other.planned_in)
                < coalesce(new.moved_out, new.planned_out, '9999-12-31')
            AND coalesce(new.moved_in, new.planned_in)
                < coalesce(other.moved_out, other.planned_out, '9999-12-31'))
            OR (other.moved_in < coalesce(new.moved_out, '9999-12-31')
            AND new.moved_in < coalesce(other.moved_out, '9999-12-31'))
        );
END;

CREATE TABLE placement_child (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    placement_id TEXT NOT NULL REFERENCES placement (id),
    child_id TEXT NOT NULL REFERENCES person (id),
    moves_in TEXT CHECK (date(moves_in) = moves_in),
    moves_out TEXT CHECK (date(moves_out) = moves_out),
    by_act INTEGER NOT NULL CHECK (by_act IN (0, 1)),
    leave_ground TEXT
        CHECK (leave_ground IN ('board_consent', 'guardian_request')),
    leave_reference TEXT NOT NULL,
    designated TEXT NOT NULL,
    UNIQUE (placement_id, child_id)
) STRICT;

CREATE INDEX placement_child_child_id ON placement_child (child_id);

CREATE TABLE placement_pet (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    placement_id TEXT NOT NULL REFERENCES placement (id),
    species TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number >= 1),
    furred INTEGER NOT NULL CHECK (furred IN (0, 1)),
    vet TEXT NOT NULL
) STRICT;

CREATE INDEX placement_pet_placement_id ON placement_pet (placement_id);

CREATE TABLE placement_extension (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    placement_id TEXT NOT NULL REFERENCES placement (id),
    earlier_until TEXT NOT NULL CHECK (date(earlier_until) = earlier_until),
    until TEXT NOT NULL CHECK (date(until) = until),
    decided_by TEXT NOT NULL,
    decided_on TEXT NOT NULL CHECK (date(decided_on) = decided_on),
    reason TEXT NOT NULL
) STRICT;

CREATE INDEX placement_extension_placement_id ON placement_extension (placement_id, decided_on);

CREATE TABLE placement_offer (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    placement_id TEXT NOT NULL REFERENCES placement (id),
    kind TEXT NOT NULL
        CHECK (kind IN ('trappan', 'circle', 'evening_cafe')),
    answer TEXT
        CHECK (answer IN ('offered', 'yes', 'no', 'later', 'not_relevant')),
    answered_on TEXT CHECK (date(answered_on) = answered_on),
    reason TEXT NOT NULL,
    UNIQUE (placement_id, kind)
) STRICT;

CREATE TABLE home_step (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    placement_id TEXT NOT NULL REFERENCES placement (id),
    words TEXT NOT NULL,
    due_on TEXT CHECK (date(due_on) = due_on),
    done_on TEXT CHECK (date(done_on) = done_on)
) STRICT;

CREATE INDEX home_step_placement_id ON home_step (placement_id);

CREATE TABLE reservation (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    apartment_id TEXT NOT NULL REFERENCES apartment (id),
    case_id TEXT REFERENCES support_case (id),
    placement_id TEXT REFERENCES placement (id),
    state TEXT NOT NULL
        CHECK (state IN ('requested', 'preliminary', 'confirmed', 'converted', 'cancelled', 'expired', 'conflict')),
    first TEXT NOT NULL CHECK (date(first) = first),
    until TEXT CHECK (date(until) = until),
    words TEXT NOT NULL,
    contact TEXT NOT NULL,
    adults INTEGER NOT NULL CHECK (adults >= 1),
    children INTEGER NOT NULL CHECK (children >= 0),
    pets INTEGER NOT NULL CHECK (pets IN (0, 1)),
    fur_allergy INTEGER NOT NULL CHECK (fur_allergy IN (0, 1)),
    made_on TEXT NOT NULL CHECK (date(made_on) = made_on),
    expires_on TEXT CHECK (date(expires_on) = expires_on),
    confirmed_by TEXT NOT NULL,
    confirmed_on TEXT CHECK (date(confirmed_on) = confirmed_on),
    ended_on TEXT CHECK (date(ended_on) = ended_on),
    end_reason TEXT NOT NULL,
    CHECK (until IS NULL OR until > first),
    -- A preliminary one is never converted without a decision (B3).
    CHECK (state <> 'converted' OR (confirmed_by <> '' AND confirmed_on IS NOT NULL))
) STRICT;

CREATE INDEX reservation_apartment_id ON reservation (apartment_id, first);
CREATE INDEX reservation_case_id ON reservation (case_id);
CREATE INDEX reservation_placement_id ON reservation (placement_id);
CREATE INDEX reservation_preliminary ON reservation (expires_on) WHERE state = 'preliminary';

-- What threatened a place or the people in it; the question about our own data is always answered.
CREATE TABLE incident (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    apartment_id TEXT REFERENCES apartment (id),
    kind TEXT NOT NULL
        CHECK (kind IN ('exposed', 'sought', 'threat', 'data')),
    happened_on TEXT NOT NULL CHECK (date(happened_on) = happened_on),
    words TEXT NOT NULL,
    measures TEXT NOT NULL,
    leak TEXT
        CHECK (leak IN ('yes', 'no', 'looking')),
    leak_words TEXT NOT NULL,
    reported_on TEXT CHECK (date(reported_on) = reported_on)
) STRICT;
CREATE INDEX incident_apartment_id ON incident (apartment_id, happened_on);
