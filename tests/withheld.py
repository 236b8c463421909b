"""Proofs remembered, for tests of what lies around them: the same material, the same report.

Making a release is a function of its material and threshold alone (tests/statistics/release
holds that), and it costs a second or more: a page that is opened fifteen times with the same
figures asks once.
"""

import pickle

from kvinnobyran.statistics.release import release
from kvinnobyran.statistics.release.protecting import Cancelled, Setting
from kvinnobyran.statistics.release.release import Material, Release

PLACE = "kvinnobyran.statistics.release.release.make"
"""Where everybody calls it by."""
_KNOWN: dict[bytes, Release] = {}
_make = release.make


def remembered(material: Material, setting: Setting = Setting()) -> Release:  # noqa: B008 - cannot be changed
    """Return what ``release.make`` returned for equal material, or ask it."""
    if not setting.go_on(0.0):
        raise Cancelled
    asked = pickle.dumps((material, setting.threshold))
    if asked not in _KNOWN:
        _KNOWN[asked] = _make(material, setting)
    return _KNOWN[asked]
