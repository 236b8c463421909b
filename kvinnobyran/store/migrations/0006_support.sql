-- Interventions, goals and plans (domain.md 3.1; A2, A4, A8, A16, A21).
-- No cascades: a step is not undone while somebody has built upon it (0003).

INSERT INTO intervention_kind (id, kind, label, meeting, offered_from) VALUES
    ('9d0c6f5f4bb24c0e8a3f0f3a6f3f1a03', 'authority_support', 'Myndighetsstöd', 'Möte', '2019-01-01'),
    ('9d0c6f5f4bb24c0e8a3f0f3a6f3f1a04', 'practical_support', 'Praktiskt stöd', 'Tillfälle', '2019-01-01'),
    ('9d0c6f5f4bb24c0e8a3f0f3a6f3f1a05', 'aftercare_contact', 'Eftervårdskontakt', 'Kontakt', '2019-01-01');

CREATE TABLE session_participant (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    session_id TEXT REFERENCES counselling_session (id),
    assessment_call_id TEXT REFERENCES assessment_call (id),
    role TEXT NOT NULL
        CHECK (role IN ('woman', 'child', 'other', 'interpreter', 'authority')),
    words TEXT NOT NULL,
    person_id TEXT REFERENCES person (id),
    presence TEXT NOT NULL
        CHECK (presence IN ('expected', 'present', 'cancelled', 'absent')),
    CHECK ((session_id IS NULL) <> (assessment_call_id IS NULL)),
    -- what somebody known is called is not copied to where her protection does not reach
    CHECK (person_id IS NULL OR words = '')
) STRICT;
CREATE INDEX session_participant_session_id ON session_participant (session_id);
CREATE INDEX session_participant_assessment_call_id ON session_participant (assessment_call_id);
CREATE INDEX session_participant_person_id ON session_participant (person_id);

CREATE TABLE goal (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES support_case (id),
    intervention_id TEXT REFERENCES intervention (id),
    words TEXT NOT NULL,
    set_on TEXT NOT NULL CHECK (date(set_on) = set_on),
    state TEXT NOT NULL
        CHECK (state IN ('active', 'reached', 'dropped')),
    ended_on TEXT CHECK (date(ended_on) = ended_on)
) STRICT;
CREATE INDEX goal_case_id ON goal (case_id);
CREATE INDEX goal_intervention_id ON goal (intervention_id);

CREATE TABLE goal_appraisal (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    goal_id TEXT NOT NULL REFERENCES goal (id),
    made_on TEXT NOT NULL CHECK (date(made_on) = made_on),
    by TEXT NOT NULL
        CHECK (by IN ('her', 'us')),
    value INTEGER NOT NULL CHECK (value BETWEEN 0 AND 10),
    words TEXT NOT NULL
) STRICT;
CREATE INDEX goal_appraisal_goal_id ON goal_appraisal (goal_id);

CREATE TABLE effect_dialogue (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    intervention_id TEXT NOT NULL REFERENCES intervention (id),
    session_id TEXT REFERENCES counselling_session (id),
    held_on TEXT NOT NULL CHECK (date(held_on) = held_on),
    value INTEGER NOT NULL CHECK (value BETWEEN 1 AND 10),
    words TEXT NOT NULL
) STRICT;
CREATE INDEX effect_dialogue_intervention_id ON effect_dialogue (intervention_id, held_on);
CREATE UNIQUE INDEX effect_dialogue_session_id ON effect_dialogue (session_id);

CREATE TABLE action_plan (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES support_case (id),
    number INTEGER NOT NULL CHECK (number >= 1),
    made_on TEXT NOT NULL CHECK (date(made_on) = made_on),
    state TEXT NOT NULL
        CHECK (state IN ('draft', 'agreed', 'followed_up', 'replaced')),
    mapping TEXT NOT NULL,
    approved TEXT NOT NULL
        CHECK (approved IN ('yes', 'no', 'unknown', 'declined', 'not_asked')),
    goals TEXT NOT NULL CHECK (json_valid(goals)),
    follow_up_on TEXT CHECK (date(follow_up_on) = follow_up_on),
    followed_up_on TEXT CHECK (date(followed_up_on) = followed_up_on),
    follow_up TEXT NOT NULL,
    UNIQUE (case_id, number)
) STRICT;
CREATE UNIQUE INDEX action_plan_current
    ON action_plan (case_id) WHERE state IN ('agreed', 'followed_up');
CREATE UNIQUE INDEX action_plan_draft ON action_plan (case_id) WHERE state = 'draft';

-- An agreed plan is changed only by a new version (domain.md A21); undoing the agreement is none.
CREATE TRIGGER action_plan_agreed_is_locked
BEFORE UPDATE OF mapping, goals, made_on, number, case_id ON action_plan
WHEN old.state <> 'draft' AND new.state <> 'draft' AND (
    old.mapping IS NOT new.mapping OR old.goals IS NOT new.goals
    OR old.made_on IS NOT new.made_on OR old.number IS NOT new.number
    OR old.case_id IS NOT new.case_id)
BEGIN
    SELECT raise(ABORT, 'agreed plan is locked');
END;

CREATE TABLE plan_measure (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    plan_id TEXT NOT NULL REFERENCES action_plan (id),
    place INTEGER NOT NULL CHECK (place >= 1),
    what TEXT NOT NULL,
    who TEXT NOT NULL,
    due_on TEXT CHECK (date(due_on) = due_on),
    state TEXT NOT NULL
        CHECK (state IN ('open', 'done', 'dropped')),
    done_on TEXT CHECK (date(done_on) = done_on),
    result TEXT NOT NULL
) STRICT;
CREATE INDEX plan_measure_plan_id ON plan_measure (plan_id);

-- What was agreed is locked with its plan; only what became of it is written on (A21).
CREATE TRIGGER plan_measure_agreed_is_locked
BEFORE UPDATE OF plan_id, place, what, who, due_on ON plan_measure
WHEN (SELECT state FROM action_plan WHERE id = old.plan_id) <> 'draft' AND (
    old.plan_id IS NOT new.plan_id OR old.place IS NOT new.place OR old.what IS NOT new.what
    OR old.who IS NOT new.who OR old.due_on IS NOT new.due_on)
BEGIN
    SELECT raise(ABORT, 'agreed plan is locked');
END;
