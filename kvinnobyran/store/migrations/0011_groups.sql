-- Groups, lessons, outreach, volunteers, supervision (domain.md 3.1, 3.2; A10, A12, A17-A19, P6, R6).
-- No cascades: a step is not undone while somebody has built upon it (0003).

CREATE TABLE group_type (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    label TEXT NOT NULL,
    about TEXT NOT NULL,
    role TEXT NOT NULL
        CHECK (role IN ('mother', 'child', 'parent', 'youth')),
    closed INTEGER NOT NULL CHECK (closed IN (0, 1)),
    individually INTEGER NOT NULL CHECK (individually IN (0, 1)),
    seats INTEGER CHECK (seats >= 1),
    age_from INTEGER CHECK (age_from >= 0),
    age_to INTEGER CHECK (age_to >= 0),
    child_to INTEGER CHECK (child_to >= 0),
    single INTEGER NOT NULL CHECK (single IN (0, 1)),
    violence INTEGER NOT NULL CHECK (violence IN (0, 1)),
    with_children INTEGER NOT NULL CHECK (with_children IN (0, 1)),
    dinner INTEGER NOT NULL CHECK (dinner IN (0, 1)),
    chapters TEXT NOT NULL CHECK (json_valid(chapters)),
    themes TEXT NOT NULL CHECK (json_valid(themes)),
    weekday INTEGER CHECK (weekday BETWEEN 0 AND 6),
    starts_at TEXT,
    minutes INTEGER NOT NULL,
    a_year INTEGER CHECK (a_year >= 0),
    venue TEXT NOT NULL
        CHECK (venue IN ('own', 'bvc', 'social_services', 'municipality', 'other')),
    retired_on TEXT CHECK (date(retired_on) = retired_on)
) STRICT;

-- The titles are the unit's own to change: the usual ones were not read in any source (L6).
INSERT INTO group_type (
    id, label, about, role, closed, individually, seats, child_to, single, violence,
    with_children, dinner, chapters, themes, minutes, venue)
VALUES (
    '6c0f1f0a5f0b4a0e9c1d5a3b7e2f4d01', 'Trygghetscirkeln',
    'Föräldrar med barn 0–17 år. Film i åtta kapitel, i grupp eller enskilt.',
    'parent', 1, 1, 8, 17, 0, 0, 0, 0,
    '["Välkommen till Trygghetscirkeln", "Att utforska barnets behov", "Att vara med", "Att vara med små barn", "Vägen till trygghet", "Att utforska det som är svårt", "Brott och lagning", "Sammanfattning och avslut"]',
    '[]', 120, 'own');
INSERT INTO group_type (
    id, label, about, role, closed, individually, seats, child_to, single, violence,
    with_children, dinner, chapters, themes, weekday, starts_at, minutes, a_year, venue)
VALUES (
    '6c0f1f0a5f0b4a0e9c1d5a3b7e2f4d02', 'Kvällskaféet',
    'Sluten grupp för ensamstående mammor som utsatts för våld, och deras barn. Börjar med middag.',
    'mother', 1, 0, 8, 17, 1, 1, 1, 1, '[]',
    '["Självkänsla", "Våld", "Barnuppfostran"]', 0, '17:00', 180, 26, 'own');
INSERT INTO group_type (
    id, label, about, role, closed, individually, seats, age_from, age_to, single, violence,
    with_children, dinner, chapters, themes, minutes, venue)
VALUES (
    '6c0f1f0a5f0b4a0e9c1d5a3b7e2f4d03', 'Unga kvinnor 16–25',
    'Stödgrupp för unga kvinnor som utsatts för våld.',
    'youth', 1, 0, 8, 16, 25, 0, 1, 0, 0, '[]', '[]', 120, 'own');

CREATE TABLE support_group (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    type_id TEXT NOT NULL REFERENCES group_type (id),
    name TEXT NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('planned', 'intake', 'ongoing', 'ended', 'cancelled')),
    individual INTEGER NOT NULL CHECK (individual IN (0, 1)),
    starts_on TEXT NOT NULL CHECK (date(starts_on) = starts_on),
    ends_on TEXT CHECK (date(ends_on) = ends_on),
    weekday INTEGER CHECK (weekday BETWEEN 0 AND 6),
    starts_at TEXT,
    minutes INTEGER NOT NULL,
    venue TEXT NOT NULL
        CHECK (venue IN ('own', 'bvc', 'social_services', 'municipality', 'other')),
    place TEXT NOT NULL,
    leader TEXT NOT NULL,
    co_leader TEXT NOT NULL,
    external_leader TEXT NOT NULL,
    seats INTEGER CHECK (seats >= 1),
    end_reason TEXT NOT NULL
) STRICT;
CREATE INDEX support_group_type_id ON support_group (type_id, starts_on);

CREATE TABLE group_membership (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    group_id TEXT NOT NULL REFERENCES support_group (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    role TEXT NOT NULL
        CHECK (role IN ('mother', 'child', 'parent', 'youth')),
    state TEXT NOT NULL
        CHECK (state IN ('interest', 'interview', 'queued', 'admitted', 'taking_part', 'completed', 'broken_off', 'moved')),
    case_id TEXT REFERENCES support_case (id),
    with_id TEXT REFERENCES person (id),
    exposed TEXT NOT NULL
        CHECK (exposed IN ('yes', 'no', 'unknown', 'declined', 'not_asked')),
    alone TEXT NOT NULL
        CHECK (alone IN ('yes', 'no', 'unknown', 'declined', 'not_asked')),
    expecting INTEGER NOT NULL CHECK (expecting IN (0, 1)),
    asked_on TEXT NOT NULL CHECK (date(asked_on) = asked_on),
    interview_on TEXT CHECK (date(interview_on) = interview_on),
    from_on TEXT CHECK (date(from_on) = from_on),
    until_on TEXT CHECK (date(until_on) = until_on),
    end_reason TEXT NOT NULL,
    shown_as TEXT NOT NULL,
    allergies TEXT NOT NULL,
    moved_from_id TEXT REFERENCES group_membership (id),
    -- The same person is in the same group once (domain.md G2).
    UNIQUE (group_id, person_id)
) STRICT;
CREATE INDEX group_membership_person_id ON group_membership (person_id);
CREATE INDEX group_membership_case_id ON group_membership (case_id);
CREATE INDEX group_membership_with_id ON group_membership (with_id);
CREATE UNIQUE INDEX group_membership_moved_from_id ON group_membership (moved_from_id);

-- Never read by a question of a group: only whether a pair is there, not why (domain.md G4).
CREATE TABLE unsuitable_pair (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    one_id TEXT NOT NULL REFERENCES person (id),
    other_id TEXT NOT NULL REFERENCES person (id),
    reason TEXT NOT NULL,
    noted_by TEXT NOT NULL,
    noted_on TEXT NOT NULL CHECK (date(noted_on) = noted_on)
) STRICT;
CREATE INDEX unsuitable_pair_one_id ON unsuitable_pair (one_id);
CREATE INDEX unsuitable_pair_other_id ON unsuitable_pair (other_id);

CREATE TABLE group_meeting (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    group_id TEXT NOT NULL REFERENCES support_group (id),
    held_on TEXT NOT NULL CHECK (date(held_on) = held_on),
    starts_at TEXT,
    minutes INTEGER NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('planned', 'held', 'cancelled')),
    reason TEXT NOT NULL,
    chapter INTEGER CHECK (chapter >= 1),
    catch_up INTEGER NOT NULL CHECK (catch_up IN (0, 1)),
    theme TEXT NOT NULL,
    leader TEXT NOT NULL,
    dinner INTEGER CHECK (dinner >= 0),
    visitors INTEGER CHECK (visitors >= 0),
    note TEXT NOT NULL
) STRICT;
CREATE INDEX group_meeting_group_id ON group_meeting (group_id, held_on);
CREATE INDEX group_meeting_held_on ON group_meeting (held_on);

CREATE TABLE group_attendance (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    meeting_id TEXT NOT NULL REFERENCES group_meeting (id),
    membership_id TEXT NOT NULL REFERENCES group_membership (id),
    presence TEXT NOT NULL
        CHECK (presence IN ('expected', 'present', 'excused', 'absent', 'left', 'skipped')),
    UNIQUE (meeting_id, membership_id)
) STRICT;
CREATE INDEX group_attendance_membership_id ON group_attendance (membership_id);

CREATE TABLE group_evaluation (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    group_id TEXT NOT NULL REFERENCES support_group (id),
    chapter INTEGER CHECK (chapter >= 1),
    made_on TEXT NOT NULL CHECK (date(made_on) = made_on),
    good INTEGER NOT NULL CHECK (good >= 0),
    partly INTEGER NOT NULL CHECK (partly >= 0),
    none INTEGER NOT NULL CHECK (none >= 0),
    words TEXT NOT NULL
) STRICT;
CREATE INDEX group_evaluation_group_id ON group_evaluation (group_id, chapter);

-- Lessons: numbers only. No column here may ever name a pupil (A17, scenario 25).
CREATE TABLE lesson (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    school TEXT NOT NULL,
    programme TEXT NOT NULL,
    year INTEGER CHECK (year >= 1),
    class_code TEXT NOT NULL,
    held_on TEXT NOT NULL CHECK (date(held_on) = held_on),
    starts_at TEXT,
    minutes INTEGER NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('asked', 'booked', 'held', 'cancelled', 'evaluated')),
    reason TEXT NOT NULL,
    leader TEXT NOT NULL,
    pupils INTEGER CHECK (pupils >= 0),
    girls INTEGER CHECK (girls >= 0),
    boys INTEGER CHECK (boys >= 0),
    topic TEXT NOT NULL,
    materials TEXT NOT NULL,
    follow_up TEXT NOT NULL,
    follow_up_on TEXT CHECK (date(follow_up_on) = follow_up_on),
    good INTEGER CHECK (good >= 0),
    partly INTEGER CHECK (partly >= 0),
    none INTEGER CHECK (none >= 0),
    evaluation TEXT NOT NULL,
    sought_contact INTEGER CHECK (sought_contact >= 0)
) STRICT;
CREATE INDEX lesson_held_on ON lesson (held_on);

CREATE TABLE lesson_tally (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    lesson_id TEXT NOT NULL REFERENCES lesson (id),
    question TEXT NOT NULL,
    before_yes INTEGER NOT NULL CHECK (before_yes BETWEEN 0 AND before_all),
    before_all INTEGER NOT NULL CHECK (before_all >= 0),
    after_yes INTEGER NOT NULL CHECK (after_yes BETWEEN 0 AND after_all),
    after_all INTEGER NOT NULL CHECK (after_all >= 0)
) STRICT;
CREATE INDEX lesson_tally_lesson_id ON lesson_tally (lesson_id);

CREATE TABLE outreach (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    kind TEXT NOT NULL
        CHECK (kind IN ('breakfast', 'training', 'network', 'steering', 'collaboration', 'working_group', 'other')),
    held_on TEXT NOT NULL CHECK (date(held_on) = held_on),
    starts_at TEXT,
    minutes INTEGER NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('planned', 'held', 'cancelled')),
    reason TEXT NOT NULL,
    place TEXT NOT NULL,
    about TEXT NOT NULL,
    participants INTEGER CHECK (participants >= 0),
    responsible TEXT NOT NULL,
    called_on TEXT CHECK (date(called_on) = called_on),
    minutes_on TEXT CHECK (date(minutes_on) = minutes_on),
    words TEXT NOT NULL
) STRICT;
CREATE INDEX outreach_held_on ON outreach (held_on);

CREATE TABLE volunteer (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    name TEXT NOT NULL,
    confidentiality_on TEXT CHECK (date(confidentiality_on) = confidentiality_on),
    extract_on TEXT CHECK (date(extract_on) = extract_on),
    since TEXT NOT NULL CHECK (date(since) = since),
    until TEXT CHECK (date(until) = until)
) STRICT;

CREATE TABLE volunteer_hours (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    volunteer_id TEXT NOT NULL REFERENCES volunteer (id),
    meeting_id TEXT REFERENCES group_meeting (id),
    day TEXT NOT NULL CHECK (date(day) = day),
    minutes INTEGER NOT NULL CHECK (minutes >= 0),
    kind TEXT NOT NULL
        CHECK (kind IN ('dinner', 'children', 'other')),
    state TEXT NOT NULL
        CHECK (state IN ('planned', 'given', 'cancelled'))
) STRICT;
CREATE INDEX volunteer_hours_volunteer_id ON volunteer_hours (volunteer_id, day);
CREATE INDEX volunteer_hours_meeting_id ON volunteer_hours (meeting_id);
CREATE INDEX volunteer_hours_day ON volunteer_hours (day);

CREATE TABLE supervision (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    held_on TEXT NOT NULL CHECK (date(held_on) = held_on),
    minutes INTEGER NOT NULL,
    form TEXT NOT NULL
        CHECK (form IN ('group', 'individual')),
    state TEXT NOT NULL
        CHECK (state IN ('planned', 'held', 'cancelled')),
    supervisor TEXT NOT NULL,
    staff INTEGER CHECK (staff >= 0)
) STRICT;
CREATE INDEX supervision_held_on ON supervision (held_on);
