-- The third of three files: from when the office offers it.
INSERT INTO intervention_kind (id, kind, label, meeting, offered_from) VALUES
    ('9d0c6f5f4bb24c0e8a3f0f3a6f3f1aff', 'garden', 'Kolonipromenad', 'Promenad', '2027-01-01');
