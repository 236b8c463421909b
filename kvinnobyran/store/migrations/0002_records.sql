-- The records of the first flow: from the telephone call to the printed page (domain.md 3.1).
-- Closed lists are held by CHECK here and by the enums in domain/; a test holds one against the other.
-- The partial indexes are what Idag asks at every unlock: few rows of many, in an encrypted file.
-- Sets and ranked lists of codes are JSON arrays. Who changed what and when stands in the journal.

CREATE TABLE person (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    identity TEXT NOT NULL
        CHECK (identity IN ('known', 'alias', 'anonymous')),
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    alias TEXT NOT NULL,
    birth TEXT,
    gender TEXT NOT NULL
        CHECK (gender IN ('female', 'male', 'other', 'not_asked')),
    language TEXT NOT NULL,
    interpreter TEXT NOT NULL
        CHECK (interpreter IN ('none', 'on_site', 'telephone', 'woman_only', 'not_asked')),
    municipality TEXT NOT NULL
        CHECK (municipality IN ('uppsala', 'county', 'other_county', 'abroad', 'unknown', 'declined', 'not_asked')),
    participation_note TEXT NOT NULL,
    deceased TEXT,
    named_on TEXT CHECK (date(named_on) = named_on)
) STRICT;

CREATE TABLE contact_way (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    person_id TEXT NOT NULL REFERENCES person (id),
    kind TEXT NOT NULL
        CHECK (kind IN ('phone', 'email', 'letter', 'go_between')),
    value TEXT NOT NULL,
    safety TEXT NOT NULL
        CHECK (safety IN ('not_confirmed', 'safe', 'sms_only', 'no_message', 'hidden_number', 'forbidden')),
    hours TEXT NOT NULL,
    confirmed_on TEXT CHECK (date(confirmed_on) = confirmed_on)
) STRICT;
CREATE INDEX contact_way_person_id ON contact_way (person_id);

CREATE TABLE support_case (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    code TEXT NOT NULL UNIQUE,
    person_id TEXT NOT NULL REFERENCES person (id),
    regime TEXT NOT NULL
        CHECK (regime IN ('own_support', 'sol_placement', 'act_2024_79', 'service')),
    opened_on TEXT NOT NULL CHECK (date(opened_on) = opened_on),
    counsellor TEXT NOT NULL,
    reason TEXT NOT NULL,
    earlier_case_id TEXT REFERENCES support_case (id),
    states_earlier_contact TEXT NOT NULL
        CHECK (states_earlier_contact IN ('yes', 'no', 'unknown', 'declined', 'not_asked')),
    documentation TEXT NOT NULL
        CHECK (documentation IN ('full', 'minimal', 'statistics_only')),
    documentation_consent TEXT NOT NULL
        CHECK (documentation_consent IN ('yes', 'no', 'unknown', 'declined', 'not_asked')),
    state TEXT NOT NULL
        CHECK (state IN ('assessment', 'ongoing', 'paused', 'closed')),
    paused_until TEXT CHECK (date(paused_until) = paused_until),
    closed_on TEXT CHECK (date(closed_on) = closed_on),
    close_reason TEXT
        CHECK (close_reason IN ('goals_reached', 'her_wish', 'contact_lost', 'referred', 'moved', 'returned', 'deceased', 'other')),
    close_result TEXT NOT NULL,
    referred_to TEXT NOT NULL,
    follow_up_wanted TEXT NOT NULL
        CHECK (follow_up_wanted IN ('yes', 'no', 'unknown', 'declined', 'not_asked'))
) STRICT;
CREATE INDEX support_case_person_id ON support_case (person_id);

CREATE TABLE inquiry (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    received_on TEXT NOT NULL CHECK (date(received_on) = received_on),
    received_at TEXT,
    channel TEXT
        CHECK (channel IN ('phone', 'sms', 'email', 'letter', 'visit', 'via_other')),
    caller TEXT
        CHECK (caller IN ('herself', 'relative', 'nexus', 'social_services', 'health_care', 'child_health', 'school', 'police', 'other_shelter', 'stadsmission')),
    identity TEXT NOT NULL
        CHECK (identity IN ('known', 'alias', 'anonymous')),
    approximate_age INTEGER,
    children INTEGER,
    municipality TEXT NOT NULL
        CHECK (municipality IN ('uppsala', 'county', 'other_county', 'abroad', 'unknown', 'declined', 'not_asked')),
    danger TEXT
        CHECK (danger IN ('yes', 'no', 'unclear')),
    sought TEXT NOT NULL CHECK (json_valid(sought)),
    violence_stated TEXT NOT NULL CHECK (json_valid(violence_stated)),
    outcome TEXT
        CHECK (outcome IN ('assessment_booked', 'advice_given', 'referred', 'declined', 'not_reached', 'refused')),
    referred_to TEXT NOT NULL,
    refusal_reason TEXT
        CHECK (refusal_reason IN ('no_place', 'outside_target', 'protection', 'other_need', 'other')),
    minutes INTEGER,
    note TEXT NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('new', 'in_contact', 'decided', 'closed')),
    person_id TEXT REFERENCES person (id),
    case_id TEXT REFERENCES support_case (id)
) STRICT;
CREATE INDEX inquiry_case_id ON inquiry (case_id, received_on);
CREATE INDEX inquiry_person_id ON inquiry (person_id);
CREATE INDEX inquiry_received_on ON inquiry (received_on);
CREATE INDEX inquiry_unanswered ON inquiry (received_on) WHERE state IN ('new', 'in_contact');

CREATE TABLE assessment_call (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES support_case (id),
    booked_for TEXT NOT NULL CHECK (date(booked_for) = booked_for),
    booked_at TEXT,
    state TEXT NOT NULL
        CHECK (state IN ('booked', 'rebooked', 'cancelled', 'missed', 'held', 'assessed')),
    place TEXT NOT NULL,
    interpreter TEXT NOT NULL
        CHECK (interpreter IN ('none', 'on_site', 'telephone', 'woman_only', 'not_asked')),
    minutes INTEGER,
    needs TEXT NOT NULL CHECK (json_valid(needs)),
    children_at_home INTEGER,
    acute_protection TEXT NOT NULL
        CHECK (acute_protection IN ('yes', 'no', 'unknown', 'declined', 'not_asked')),
    housing TEXT NOT NULL
        CHECK (housing IN ('own', 'shared', 'second_hand', 'relatives', 'shelter', 'municipal', 'institution', 'homeless', 'other', 'unknown', 'declined', 'not_asked')),
    concern_check TEXT
        CHECK (concern_check IN ('no_concern', 'reported', 'already_known', 'not_assessed')),
    concern_reason TEXT NOT NULL,
    outcome TEXT
        CHECK (outcome IN ('support_offered', 'more_calls', 'referred', 'declined', 'more_time')),
    referred_to TEXT NOT NULL,
    reasoning TEXT NOT NULL
) STRICT;
CREATE INDEX assessment_call_booked_for ON assessment_call (booked_for);
CREATE INDEX assessment_call_case_id ON assessment_call (case_id, state, booked_for);
CREATE INDEX assessment_call_booked ON assessment_call (booked_for) WHERE state = 'booked';

CREATE TABLE violence_exposure (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES support_case (id),
    assessment_call_id TEXT REFERENCES assessment_call (id),
    version INTEGER NOT NULL CHECK (version > 0),
    assessed_on TEXT NOT NULL CHECK (date(assessed_on) = assessed_on),
    asked TEXT NOT NULL
        CHECK (asked IN ('yes', 'no', 'unknown', 'declined', 'not_asked')),
    forms TEXT NOT NULL CHECK (json_valid(forms)),
    dominant TEXT
        CHECK (dominant IN ('psychological', 'physical', 'sexual', 'material', 'latent', 'economic', 'honour')),
    subtypes TEXT NOT NULL CHECK (json_valid(subtypes)),
    status TEXT NOT NULL
        CHECK (status IN ('ongoing', 'ended', 'at_risk', 'unknown')),
    began TEXT,
    ended TEXT,
    frequency TEXT NOT NULL
        CHECK (frequency IN ('once', 'sometimes', 'monthly', 'weekly', 'daily', 'unknown', 'declined', 'not_asked')),
    perpetrator TEXT NOT NULL
        CHECK (perpetrator IN ('partner', 'former_partner', 'boyfriend', 'parent', 'sibling', 'relative', 'several', 'other', 'declined', 'not_asked')),
    reported_to_police TEXT NOT NULL
        CHECK (reported_to_police IN ('yes', 'no', 'not_wanted', 'unknown', 'declined', 'not_asked')),
    legal_position TEXT
        CHECK (legal_position IN ('investigation', 'dropped', 'prosecuted', 'judged', 'unknown')),
    custody_dispute TEXT NOT NULL
        CHECK (custody_dispute IN ('yes', 'no', 'unknown', 'declined', 'not_asked'))
) STRICT;
CREATE INDEX violence_exposure_case_id ON violence_exposure (case_id);

-- The kinds of intervention are rows, not a CHECK: a new kind is a migration of one row, and a
-- kind that is no longer offered gets its last day (R5). A test holds them against the registry.
CREATE TABLE intervention_kind (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    kind TEXT NOT NULL UNIQUE CHECK (kind <> '' AND kind NOT GLOB '*[^a-z0-9_]*'),
    label TEXT NOT NULL UNIQUE,
    meeting TEXT NOT NULL,
    offered_from TEXT NOT NULL CHECK (date(offered_from) = offered_from),
    offered_until TEXT CHECK (date(offered_until) = offered_until)
) STRICT;
INSERT INTO intervention_kind (id, kind, label, meeting, offered_from) VALUES
    ('9d0c6f5f4bb24c0e8a3f0f3a6f3f1a01', 'counselling', 'Kuratorssamtal/krissamtal', 'Samtal', '2019-01-01'),
    ('9d0c6f5f4bb24c0e8a3f0f3a6f3f1a02', 'therapy', 'Terapi', 'Samtal', '2019-01-01');

CREATE TABLE intervention (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES support_case (id),
    kind TEXT NOT NULL REFERENCES intervention_kind (kind),
    method TEXT,
    state TEXT NOT NULL
        CHECK (state IN ('offered', 'declined', 'waiting', 'ongoing', 'paused', 'completed', 'broken_off', 'aftercare')),
    counsellor TEXT NOT NULL,
    offered_on TEXT NOT NULL CHECK (date(offered_on) = offered_on),
    started_on TEXT CHECK (date(started_on) = started_on),
    paused_until TEXT CHECK (date(paused_until) = paused_until),
    pause_reason TEXT NOT NULL,
    ended_on TEXT CHECK (date(ended_on) = ended_on),
    end_reason TEXT NOT NULL,
    aftercare_until TEXT CHECK (date(aftercare_until) = aftercare_until),
    purposes TEXT NOT NULL CHECK (json_valid(purposes)),
    needs TEXT NOT NULL CHECK (json_valid(needs)),
    purpose_words TEXT NOT NULL,
    urgent_motive TEXT NOT NULL
) STRICT;
CREATE INDEX intervention_case_id ON intervention (case_id);

CREATE TABLE counselling_session (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    intervention_id TEXT NOT NULL REFERENCES intervention (id),
    held_on TEXT NOT NULL CHECK (date(held_on) = held_on),
    starts_at TEXT,
    minutes INTEGER NOT NULL,
    form TEXT NOT NULL
        CHECK (form IN ('visit', 'phone', 'video', 'apartment', 'outdoors')),
    attendance TEXT NOT NULL
        CHECK (attendance IN ('planned', 'held', 'cancelled_by_her', 'cancelled_by_us', 'missed', 'broken_off')),
    reason TEXT NOT NULL,
    interpreter TEXT NOT NULL
        CHECK (interpreter IN ('none', 'on_site', 'telephone', 'woman_only', 'not_asked')),
    themes TEXT NOT NULL CHECK (json_valid(themes)),
    children_involved INTEGER NOT NULL CHECK (children_involved IN (0, 1)),
    concern_check TEXT
        CHECK (concern_check IN ('no_concern', 'reported', 'already_known', 'not_assessed')),
    concern_reason TEXT NOT NULL
) STRICT;
CREATE INDEX counselling_session_held_on ON counselling_session (held_on);
CREATE INDEX counselling_session_intervention_id
    ON counselling_session (intervention_id, attendance, held_on);
CREATE INDEX counselling_session_planned
    ON counselling_session (held_on) WHERE attendance = 'planned';

CREATE TABLE concern_report (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    -- none for a pupil who told after a lesson: there is no case, and none is made (scenario 25)
    case_id TEXT REFERENCES support_case (id),
    arose_on TEXT NOT NULL CHECK (date(arose_on) = arose_on),
    state TEXT NOT NULL
        CHECK (state IN ('noted', 'assessing', 'reported', 'not_reported', 'answered')),
    reported_on TEXT CHECK (date(reported_on) = reported_on),
    reported_to TEXT NOT NULL,
    way TEXT
        CHECK (way IN ('phone', 'written', 'in_person', 'web')),
    reported_by TEXT NOT NULL,
    what_was_said TEXT NOT NULL,
    guardian_informed TEXT NOT NULL
        CHECK (guardian_informed IN ('yes', 'no_for_safety', 'not_yet')),
    motive TEXT NOT NULL,
    answered_on TEXT CHECK (date(answered_on) = answered_on),
    answer TEXT
        CHECK (answer IN ('opened', 'not_opened', 'already_open')),
    -- until this day nothing tells the mother that there is a report (domain.md, scenario 26)
    released_on TEXT CHECK (date(released_on) = released_on)
) STRICT;
CREATE INDEX concern_report_case_id ON concern_report (case_id);

CREATE TABLE journal_note (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES support_case (id),
    session_id TEXT REFERENCES counselling_session (id),
    written_on TEXT NOT NULL CHECK (date(written_on) = written_on),
    kind TEXT NOT NULL
        CHECK (kind IN ('other', 'session', 'phone', 'meeting', 'event', 'follow_up')),
    text TEXT NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('draft', 'signed')),
    signed_by TEXT NOT NULL,
    signed_at TEXT,
    corrects_id TEXT REFERENCES journal_note (id),
    correction_reason TEXT NOT NULL
) STRICT;
CREATE INDEX journal_note_case_id ON journal_note (case_id, written_on);
CREATE INDEX journal_note_unsigned ON journal_note (written_on) WHERE state = 'draft';

CREATE TABLE working_note (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES support_case (id),
    session_id TEXT REFERENCES counselling_session (id),
    written_on TEXT NOT NULL CHECK (date(written_on) = written_on),
    author TEXT NOT NULL,
    text TEXT NOT NULL,
    delete_on TEXT NOT NULL CHECK (date(delete_on) = delete_on)
) STRICT;
CREATE INDEX working_note_case_id ON working_note (case_id);

CREATE TABLE task (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    what TEXT NOT NULL,
    due_on TEXT NOT NULL CHECK (date(due_on) = due_on),
    assigned_to TEXT NOT NULL,
    case_id TEXT REFERENCES support_case (id),
    inquiry_id TEXT REFERENCES inquiry (id),
    source TEXT NOT NULL
        CHECK (source IN ('manual', 'rule')),
    rule TEXT NOT NULL,
    -- the record that a rule's task is about, and which of its reminders this is
    cause TEXT NOT NULL,
    part TEXT NOT NULL,
    rule_due_on TEXT CHECK (date(rule_due_on) = rule_due_on),
    promised_call INTEGER NOT NULL CHECK (promised_call IN (0, 1)),
    state TEXT NOT NULL
        CHECK (state IN ('open', 'done', 'dropped')),
    done_on TEXT CHECK (date(done_on) = done_on),
    done_by TEXT NOT NULL,
    end_reason TEXT NOT NULL,
    lent_by TEXT NOT NULL,
    lent_until TEXT CHECK (date(lent_until) = lent_until)
) STRICT;
CREATE INDEX task_case_id ON task (case_id);
CREATE INDEX task_cause ON task (cause, rule) WHERE cause <> '';
CREATE INDEX task_due_on ON task (due_on) WHERE state = 'open';

CREATE TABLE setting (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    key TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE open_value (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    of_list TEXT NOT NULL
        CHECK (of_list IN ('language')),
    label TEXT NOT NULL,
    retired_on TEXT CHECK (date(retired_on) = retired_on)
) STRICT;

-- A signed note is changed only by a correction: a new note that names this one (domain.md G9).
-- Only taking the signature back at once (undo) takes back what was typed in the same step.
CREATE TRIGGER journal_note_signed_is_locked
BEFORE UPDATE OF text, kind, written_on, case_id, session_id, corrects_id, correction_reason ON journal_note
WHEN old.state = 'signed' AND new.state = 'signed'
BEGIN
    SELECT raise(ABORT, 'signed note is locked');
END;

CREATE INDEX support_case_in_assessment ON support_case (opened_on) WHERE state = 'assessment';

-- The same woman has one open case at a time; a return gets a new, linked one (domain.md 3.2).
CREATE UNIQUE INDEX support_case_one_open ON support_case (person_id) WHERE state <> 'closed';
