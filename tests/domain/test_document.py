from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvinnobyran.domain.document import (
    LONGEST_NAME,
    Document,
    Medium,
    document_faults,
    in_words,
    medium_of,
    name_of,
    text_of,
    wrong_ending,
)

TODAY = date(2027, 2, 9)


@pytest.mark.parametrize(
    ("content", "medium"),
    [
        (b"%PDF-1.7\n...", Medium.PDF),
        (b"\n\n junk %PDF-1.4", Medium.PDF),
        (b"\x89PNG\r\n\x1a\n....", Medium.PNG),
        (b"\xff\xd8\xff\xe0....", Medium.JPEG),
        ("Påhittat brev".encode(), Medium.TEXT),
        ("\ufeffPåhittat".encode(), Medium.TEXT),
        ("Påhittat brev".encode("utf-16"), Medium.TEXT),
        ("Påhittat brev".encode("cp1252"), Medium.TEXT),
        (b"PK\x03\x04\0\0", Medium.UNKNOWN),
        (b"MZ\x90\0\3", Medium.UNKNOWN),
        (b"\x00\x01", Medium.UNKNOWN),
        (b"\xff\xfe\x00", Medium.UNKNOWN),
        (b"\x81\x8d\x8f", Medium.UNKNOWN),
    ],
)
def test_a_content_is_what_its_bytes_say(content, medium):
    assert medium_of(content) is medium


@given(st.binary(max_size=200))
def test_any_content_is_something(content):
    medium = medium_of(content)
    assert (text_of(content) is not None) or medium is not Medium.TEXT


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=80))
def test_a_text_in_utf8_comes_back_literally(text):
    assert text_of(text.encode()) == text or text.startswith("\ufeff")


@pytest.mark.parametrize(
    ("file_name", "name"),
    [
        ("brev.pdf", "brev"),
        ("beslut 2027.01.pdf", "beslut 2027.01"),
        (".gömd", ".gömd"),
        ("utan", "utan"),
        ("a\u030adalen.txt", "ådalen"),
        ("rad\nbrytning\u202e.pdf", "rad brytning"),
        ("", ""),
        ("x" * 500, "x" * LONGEST_NAME),
    ],
)
def test_a_name_comes_from_the_file_in_one_form(file_name, name):
    assert name_of(file_name) == name


def test_a_wrong_ending_is_seen():
    assert wrong_ending("brev.PDF", Medium.PNG)
    assert not wrong_ending("brev.PDF", Medium.PDF)
    assert not wrong_ending("brev.docx", Medium.UNKNOWN)
    assert not wrong_ending("utan", Medium.PDF)


def test_a_document_has_a_name_and_no_day_to_come():
    whole = Document(id="d" * 32, case_id="c" * 32, name="Beslut", brought_in_on=TODAY)
    assert document_faults(whole, today=TODAY) == ()
    from dataclasses import replace

    bad = replace(whole, name=" ", dated_on=date(2027, 2, 10))
    assert [fault.field for fault in document_faults(bad, today=TODAY)] == ["name", "dated_on"]
    long = replace(whole, name="x" * (LONGEST_NAME + 1))
    assert [fault.field for fault in document_faults(long, today=TODAY)] == ["name"]


@pytest.mark.parametrize(
    ("size", "words"),
    [(1, "1 byte"), (999, "999 byte"), (340_000, "340 kB"), (2_400_000, "2,4 MB")],
)
def test_sizes_are_said_in_swedish(size, words):
    assert in_words(size) == words
