-- The timeline over the relation (domain.md 3.1, A3).
-- "happened" is a rough time: 2019-vår, ca 2016/2018. What it means lies in the domain, and with
-- it the order: a case has tens of events, not thousands.

CREATE TABLE timeline_event (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    case_id TEXT NOT NULL REFERENCES support_case (id),
    happened TEXT NOT NULL,
    place INTEGER NOT NULL,
    kind TEXT NOT NULL
        CHECK (kind IN ('met', 'moved_in', 'pregnancy', 'child_born', 'violence', 'break_up', 'return', 'police_report', 'judgment', 'move', 'other')),
    text TEXT NOT NULL,
    forms TEXT NOT NULL CHECK (json_valid(forms)),
    levels TEXT NOT NULL CHECK (json_valid(levels)),
    shown_to_her INTEGER NOT NULL CHECK (shown_to_her IN (0, 1))
) STRICT;
CREATE INDEX timeline_event_case_id ON timeline_event (case_id);
