"""All SQL: the one door to the encrypted database, and what stands behind it.

``database`` opens and owns the only connection; ``transaction`` is the only way to write;
``codec`` turns records into rows and back; ``journal`` makes the database note every change;
``undo``, ``drafts``, ``workplace`` and ``search`` live on that; ``check`` and ``backup`` say
whether it is all still true. ``tables`` is the registry, and each subject's queries are in a
module of its name.
"""
