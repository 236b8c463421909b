"""A letter on paper: with a sender or with nothing that tells of one (S3)."""

from datetime import date
from io import BytesIO

from pypdf import PdfReader

from kvinnobyran.reports.letter import LetterPage, letter

TEXT = "Hej.\n\nVi ses <snart> & alltid på torsdag."


def read(**more: bool) -> tuple[PdfReader, str]:
    reader = PdfReader(BytesIO(letter(LetterPage(text=TEXT, made_on=date(2027, 3, 1), **more))))
    return reader, "\n".join(page.extract_text() for page in reader.pages)


def test_an_ordinary_letter_says_who_wrote_it_and_when():
    _, words = read(hidden=False)
    assert words.split() == ["Kvinnobyrån", "2027-03-01", *TEXT.split()]


def test_S3_a_letter_without_a_sender_says_only_what_was_written():
    reader, words = read(hidden=True)
    assert words.split() == TEXT.split()
    assert not {"/Author", "/Creator"} & {key for key, value in reader.metadata.items() if value}
    assert b"Kvinnob" not in letter(LetterPage(text="Hej", hidden=True, made_on=date(2027, 3, 1)))


def test_a_long_letter_goes_on_to_the_next_page():
    page = LetterPage(text="Rad\n" * 90, hidden=False, made_on=date(2027, 3, 1))
    assert len(PdfReader(BytesIO(letter(page))).pages) > 1


def test_a_letter_that_is_not_written_yet_is_an_empty_page():
    for hidden in (True, False):
        page = LetterPage(text="", hidden=hidden, made_on=date(2027, 3, 1))
        assert len(PdfReader(BytesIO(letter(page))).pages) == 1
