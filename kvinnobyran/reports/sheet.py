"""The recovery sheet: the one paper that opens the register when a passphrase is lost.

Made in memory and meant for the printer only (security.md 3.4 and 7). It names no office:
whoever finds it should not learn what it opens. What must be written by hand stays blank.
"""

from collections.abc import Sequence
from datetime import date


def recovery_sheet(groups: Sequence[str], *, made_on: date, mark: str = "") -> bytes:
    """Return the sheet as PDF bytes.

    ``groups`` are the groups of the recovery key in order; ``mark`` tells one sheet from
    another and must not be secret. The bytes hold the key: print them and let go of them.
    """
    from kvinnobyran.reports.recovery import sheet

    return sheet(tuple(groups), made_on=made_on, mark=mark)
