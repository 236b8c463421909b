"""All keys: who may open the vault, with what, and what they then hold (security.md 3).

No SQL and no Qt. ``keyring`` is known here only, and only while quick unlock asks it something.
The names that the floors above use are in :mod:`kvinnobyran.vault.vault` (the folder with its
key file), :mod:`~kvinnobyran.vault.unlocked` (what an opened vault can do),
:mod:`~kvinnobyran.vault.recovery`, :mod:`~kvinnobyran.vault.passphrase`,
:mod:`~kvinnobyran.vault.instance` and :mod:`~kvinnobyran.vault.hardening`. Each cause of
failure has its own class and sentence in :mod:`~kvinnobyran.vault.troubles`.
"""
