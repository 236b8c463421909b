"""Withholding remembered, for tests of what lies around it: the same report, the same answer.

It is a function of its arguments alone (tests/statistics/test_withholding.py holds that), and
it costs half a second: a page that is opened fifteen times with the same figures asks once.
"""

import pickle

from kvinnobyran.statistics.tables import Audience, Report
from kvinnobyran.statistics.withholding import for_audience

PLACE = "kvinnobyran.statistics.counting.for_audience"
"""Where the counting calls it by."""
_KNOWN: dict[bytes, Report] = {}


def remembered(report: Report, audience: Audience) -> Report:
    """Return what :func:`for_audience` returned for an equal report, or ask it."""
    asked = pickle.dumps((report, audience))
    if asked not in _KNOWN:
        _KNOWN[asked] = for_audience(report, audience)
    return _KNOWN[asked]
