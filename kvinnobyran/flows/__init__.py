"""What a counsellor does, one function each: check, store, say what changed.

Every flow takes a :class:`~kvinnobyran.flows.work.Work` first, checks all rules at once,
raises :class:`~kvinnobyran.domain.trouble.Refused` with all faults, and otherwise writes in
one transaction, which is one named step to undo.
"""
