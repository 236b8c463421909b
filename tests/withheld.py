"""Proofs and pages remembered, for tests of what lies around them: the same material, the same.

Making a release is a function of its material and threshold alone (tests/statistics/release
holds that), its pages one of the report alone (tests/reports holds that), and each costs a
second or more: a page that is opened fifteen times with the same figures asks once.
"""

import pickle

import pytest

from kvinnobyran.reports import pdf
from kvinnobyran.statistics.release import release
from kvinnobyran.statistics.release.protecting import Cancelled, Setting
from kvinnobyran.statistics.release.release import Material, Release
from kvinnobyran.statistics.tables import Report

PLACE = "kvinnobyran.statistics.release.release.make"
"""Where everybody calls it by."""
_KNOWN: dict[bytes, Release] = {}
_make = release.make
_LAID_OUT: dict[bytes, bytes] = {}
_lay_out = pdf.report_pdf


def remembered(material: Material, setting: Setting = Setting()) -> Release:  # noqa: B008 - cannot be changed
    """Return what ``release.make`` returned for equal material, or ask it."""
    if not setting.go_on(0.0):
        raise Cancelled
    asked = pickle.dumps((material, setting.threshold))
    if asked not in _KNOWN:
        _KNOWN[asked] = _make(material, setting)
    return _KNOWN[asked]


def laid_out(report: Report) -> bytes:
    """Return what ``pdf.report_pdf`` returned for an equal report, or ask it."""
    asked = pickle.dumps(report)
    if asked not in _LAID_OUT:
        _LAID_OUT[asked] = _lay_out(report)
    return _LAID_OUT[asked]


def once(patch: pytest.MonkeyPatch) -> None:
    """Let every page ask for the same proof, and for the same paper, once."""
    patch.setattr(PLACE, remembered)
    patch.setattr(pdf, "report_pdf", laid_out)
