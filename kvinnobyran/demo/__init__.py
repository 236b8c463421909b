"""A fictitious office for training and demonstrations (domain.md section 5, 19).

Everything in it is invented and looks invented: surnames out of the woods, telephone numbers
of the series that is kept free for films. It is lived through day by day with the same flows
as the window uses, so whatever the rules forbid cannot be in it. The same seed gives the same
office on every machine: people, texts, dates, identifiers and passphrases. Only what the vault
draws for itself (salts, keys and with them the recovery key) is new each time, because the
vault knows no other chance than the system's.
"""
