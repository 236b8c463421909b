"""The modules of the case page, to be read before anybody opens a case.

Together they take a fifth of a second, each by itself so little that no key waits for it.
"""

from pkgutil import walk_packages

from kvinnobyran.ui import case

_LAST = (".parts", ".page")
"""These name all the others, and would read them all at once."""


def modules() -> list[str]:
    """Return the names of all modules of the case page, those last that name the others."""
    found = [each.name for each in walk_packages(case.__path__, f"{case.__name__}.")]
    return sorted(found, key=lambda name: name.endswith(_LAST))
