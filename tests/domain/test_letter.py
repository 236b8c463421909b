"""What a letter must not say (S1, S3)."""

from kvinnobyran.domain.faults import Severity
from kvinnobyran.domain.letter import LONGEST_LETTER, letter_faults
from kvinnobyran.domain.outgoing import LetterTemplate

SECRET = "Påhittade vägen 12, 999 99 Ingenstans"
PLAIN, HIDDEN = LetterTemplate.ORDINARY, LetterTemplate.NO_SENDER


def said(text, template=PLAIN, secret=()):
    return [
        (each.severity, each.source)
        for each in letter_faults(text, template=template, secret=secret)
    ]


def test_a_letter_says_something_and_has_an_end():
    assert said("Hej, vi ses den 3 mars.") == []
    assert said("  \n ") == [(Severity.STOPP, "domain.md S3")]
    assert said("a" * LONGEST_LETTER) == []
    assert said("a" * (LONGEST_LETTER + 1)) == [(Severity.STOPP, "domain.md S3")]


def test_S1_the_address_of_who_is_protected_stands_in_no_letter_however_it_is_written():
    for text in (
        f"Hon bor på {SECRET}.",
        "Kom till PÅHITTADE VÄGEN 12,\n99999 ingenstans på fredag",
    ):
        for template in LetterTemplate:
            assert (Severity.STOPP, "domain.md S1") in said(text, template, [SECRET])
    assert said("Ring 070-000 00 00", secret=["0700000000"]) == [(Severity.STOPP, "domain.md S1")]
    assert said("Hon mår bra", secret=[SECRET, "", "12"]) == []


def test_S3_the_paper_without_a_sender_is_warned_when_it_says_who_wrote_it_or_where_a_child_is():
    for text in ("Hälsningar Kvinnobyrån", "Kom till förskolan", "Efter skolan", "På fritids"):
        assert said(text) == []
        assert said(text, HIDDEN) == [(Severity.VARNA, "domain.md S3")]
    assert said("Vi ses den 3 mars", HIDDEN) == []
