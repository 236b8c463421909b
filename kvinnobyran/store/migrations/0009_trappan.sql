-- Trappan and consent for a child (domain.md 3.1, 3.2; L4-L10, T1-T9).
-- A child's own file: nothing here is ever in its mother's view (T9).

-- The purposes of a child, who answers, the moment of a withdrawal, what the child itself says.
CREATE TABLE consent_of_now (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES support_case (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    purpose TEXT NOT NULL
        CHECK (purpose IN ('documentation', 'authority', 'disclosure', 'trappan', 'evening_cafe', 'evaluation')),
    authority TEXT
        CHECK (authority IN ('social_services', 'family_law', 'health_care', 'social_insurance', 'police', 'court', 'migration', 'tax', 'employment', 'school', 'housing', 'other')),
    about TEXT NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('asked', 'given', 'refused', 'unobtainable', 'withdrawn', 'expired', 'of_age', 'replaced')),
    form TEXT
        CHECK (form IN ('written', 'oral', 'digital')),
    given_by TEXT NOT NULL,
    asked_on TEXT NOT NULL CHECK (date(asked_on) = asked_on),
    answered_on TEXT CHECK (date(answered_on) = answered_on),
    valid_until TEXT CHECK (date(valid_until) = valid_until),
    ended_on TEXT CHECK (date(ended_on) = ended_on),
    ended_by TEXT NOT NULL,
    end_reason TEXT NOT NULL,
    given_by_id TEXT REFERENCES person (id),
    ended_at TEXT,
    attitude TEXT
        CHECK (attitude IN ('wants', 'wants_not', 'unsure', 'not_asked')),
    attitude_reason TEXT NOT NULL,
    document_id TEXT REFERENCES document (id)
) STRICT;
INSERT INTO consent_of_now (
    id, case_id, person_id, purpose, authority, about, state, form, given_by, asked_on,
    answered_on, valid_until, ended_on, ended_by, end_reason, attitude_reason)
SELECT id, case_id, person_id, purpose, authority, about, state, form, given_by, asked_on,
    answered_on, valid_until, ended_on, ended_by, end_reason, '' FROM consent;
DROP TABLE consent;
ALTER TABLE consent_of_now RENAME TO consent;
CREATE INDEX consent_case_id ON consent (case_id, asked_on);
CREATE INDEX consent_person_id ON consent (person_id, purpose);
CREATE INDEX consent_given_by_id ON consent (given_by_id);
CREATE INDEX consent_document_id ON consent (document_id);

CREATE TABLE consent_decision (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    child_id TEXT NOT NULL REFERENCES person (id),
    kind TEXT NOT NULL
        CHECK (kind IN ('board_for_one', 'placement', 'board_from_12', 'prevented')),
    decided_by TEXT
        CHECK (decided_by IN ('board', 'court', 'ourselves')),
    guardian_id TEXT REFERENCES person (id),
    reference TEXT NOT NULL,
    motive TEXT NOT NULL,
    valid_from TEXT NOT NULL CHECK (date(valid_from) = valid_from),
    valid_until TEXT CHECK (date(valid_until) = valid_until)
) STRICT;
CREATE INDEX consent_decision_child_id ON consent_decision (child_id, valid_from);
CREATE INDEX consent_decision_guardian_id ON consent_decision (guardian_id);

CREATE TABLE trappan_programme (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES support_case (id),
    child_id TEXT NOT NULL REFERENCES person (id),
    state TEXT NOT NULL
        CHECK (state IN ('offered', 'sought', 'ready', 'contact', 'reconstruction', 'knowledge', 'completed', 'paused', 'broken_off')),
    counsellor TEXT NOT NULL,
    offered_on TEXT NOT NULL CHECK (date(offered_on) = offered_on),
    planned_start TEXT CHECK (date(planned_start) = planned_start),
    planned_sessions INTEGER NOT NULL CHECK (planned_sessions >= 1),
    parent_talk_on TEXT CHECK (date(parent_talk_on) = parent_talk_on),
    safety TEXT
        CHECK (safety IN ('yes', 'partly', 'no')),
    safety_words TEXT NOT NULL,
    age_judgement TEXT NOT NULL,
    contact_started_on TEXT CHECK (date(contact_started_on) = contact_started_on),
    contact_finished_on TEXT CHECK (date(contact_finished_on) = contact_finished_on),
    reconstruction_started_on TEXT
        CHECK (date(reconstruction_started_on) = reconstruction_started_on),
    reconstruction_finished_on TEXT
        CHECK (date(reconstruction_finished_on) = reconstruction_finished_on),
    knowledge_started_on TEXT CHECK (date(knowledge_started_on) = knowledge_started_on),
    knowledge_finished_on TEXT CHECK (date(knowledge_finished_on) = knowledge_finished_on),
    paused_from TEXT
        CHECK (paused_from IN ('offered', 'sought', 'ready', 'contact', 'reconstruction', 'knowledge')),
    paused_at TEXT,
    pause_cause TEXT
        CHECK (pause_cause IN ('no_ground', 'unsafe', 'other')),
    pause_reason TEXT NOT NULL,
    pause_check TEXT
        CHECK (pause_check IN ('no_concern', 'reported', 'already_known', 'not_assessed')),
    pause_check_reason TEXT NOT NULL,
    ended_on TEXT CHECK (date(ended_on) = ended_on),
    end_reason TEXT NOT NULL,
    outcome TEXT
        CHECK (outcome IN ('satisfied', 'more_talks', 'referred')),
    outcome_words TEXT NOT NULL,
    share_asked_on TEXT CHECK (date(share_asked_on) = share_asked_on),
    may_share TEXT NOT NULL,
    feedback_on TEXT CHECK (date(feedback_on) = feedback_on),
    feedback_to_id TEXT REFERENCES person (id),
    CHECK ((state = 'paused') = (paused_from IS NOT NULL AND paused_at IS NOT NULL)),
    CHECK (state NOT IN ('contact', 'reconstruction', 'knowledge', 'completed')
        OR contact_started_on IS NOT NULL)
) STRICT;
CREATE INDEX trappan_programme_case_id ON trappan_programme (case_id, offered_on);
CREATE INDEX trappan_programme_child_id ON trappan_programme (child_id);
CREATE INDEX trappan_programme_feedback_to_id ON trappan_programme (feedback_to_id);

CREATE TABLE trappan_session (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES support_case (id),
    held_on TEXT NOT NULL CHECK (date(held_on) = held_on),
    starts_at TEXT,
    minutes INTEGER NOT NULL,
    form TEXT NOT NULL
        CHECK (form IN ('visit', 'phone', 'video', 'apartment', 'outdoors')),
    attendance TEXT NOT NULL
        CHECK (attendance IN ('planned', 'held', 'cancelled_by_her', 'cancelled_by_us', 'missed', 'broken_off')),
    reason TEXT NOT NULL
) STRICT;
CREATE INDEX trappan_session_case_id ON trappan_session (case_id, held_on);
CREATE INDEX trappan_session_planned ON trappan_session (held_on) WHERE attendance = 'planned';

-- One row for each child that was there: a joint session is one session and two children (T7).
CREATE TABLE trappan_attendance (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    session_id TEXT NOT NULL REFERENCES trappan_session (id),
    programme_id TEXT NOT NULL REFERENCES trappan_programme (id),
    step TEXT NOT NULL
        CHECK (step IN ('contact', 'reconstruction', 'knowledge')),
    presence TEXT NOT NULL
        CHECK (presence IN ('expected', 'present', 'cancelled', 'absent')),
    reason TEXT NOT NULL,
    concern_check TEXT
        CHECK (concern_check IN ('no_concern', 'reported', 'already_known', 'not_assessed')),
    concern_reason TEXT NOT NULL,
    UNIQUE (session_id, programme_id)
) STRICT;
CREATE INDEX trappan_attendance_programme_id ON trappan_attendance (programme_id);

CREATE TABLE child_note (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES support_case (id),
    child_id TEXT NOT NULL REFERENCES person (id),
    session_id TEXT REFERENCES trappan_session (id),
    document_id TEXT REFERENCES document (id),
    written_on TEXT NOT NULL CHECK (date(written_on) = written_on),
    text TEXT NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('draft', 'signed')),
    signed_by TEXT NOT NULL,
    signed_at TEXT,
    corrects_id TEXT REFERENCES child_note (id),
    correction_reason TEXT NOT NULL
) STRICT;
CREATE INDEX child_note_child_id ON child_note (child_id, written_on);
CREATE INDEX child_note_case_id ON child_note (case_id);
CREATE INDEX child_note_session_id ON child_note (session_id);
CREATE INDEX child_note_document_id ON child_note (document_id);
CREATE INDEX child_note_corrects_id ON child_note (corrects_id);

-- A signed note is changed only by a correction, like her own (domain.md G9).
CREATE TRIGGER child_note_signed_is_locked
BEFORE UPDATE OF text, written_on, case_id, session_id, document_id, corrects_id, correction_reason ON child_note
WHEN old.state = 'signed' AND new.state = 'signed'
BEGIN
    SELECT raise(ABORT, 'signed note is locked');
END;

-- Whose it is changes in one way only: two records of one child become one, or are two again (I5).
CREATE TRIGGER child_note_signed_stays_with_its_child
BEFORE UPDATE OF child_id ON child_note
WHEN old.state = 'signed' AND new.state = 'signed' AND NOT EXISTS (
    SELECT 1 FROM person_merge
    WHERE person_id IN (old.child_id, new.child_id) AND undone_on IS NULL)
BEGIN
    SELECT raise(ABORT, 'signed note is locked');
END;
