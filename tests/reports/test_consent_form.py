"""A consent on paper: with a sender, and without anything that says from where it comes (S3)."""

import datetime as dt
from dataclasses import replace
from io import BytesIO

import pypdf

from kvinnobyran.domain.consent import FOR_A_CHILD
from kvinnobyran.reports.consent_form import ABOUT, OFFICE, ConsentPage, consent_form
from kvinnobyran.reports.render import page_count, picture

PAGE = ConsentPage(
    heading="Samtycke: Trappan",
    about="Samtalsstöd för barn.",
    child="Påhittade Vidar",
    made_on=dt.date(2027, 2, 9),
)


def words(page):
    reader = pypdf.PdfReader(BytesIO(consent_form(page)))
    return reader, "\n".join(each.extract_text() for each in reader.pages)


def test_the_ordinary_form_says_who_asks_and_about_whom():
    _, text = words(PAGE)
    for word in (OFFICE, "Påhittade Vidar", "Ja, jag samtycker.", "Nej, jag", "2027-02-09"):
        assert word in text
    assert "ta tillbaka ditt ja när du vill" in text


def test_S3_the_hidden_form_has_neither_sender_nor_place_nor_day_nor_name():
    reader, text = words(replace(PAGE, hidden=True, child=""))
    for word in (OFFICE, "2027", "Vidar", "Uppsala", "oss", "adress:", "telefon"):
        assert word not in text
    assert "Skriv ingen adress på det" in text
    assert not any(
        str(value).strip()
        for key, value in (reader.metadata or {}).items()
        if key not in {"/Title", "/CreationDate", "/ModDate", "/Trapped"}
    )
    assert reader.metadata.title == "Utskrift"


def test_the_young_persons_own_form_asks_about_herself():
    _, text = words(replace(PAGE, own=True))
    assert "Barnets namn" not in text
    assert "De som träffar dig har tystnadsplikt" in text


def test_each_purpose_fits_one_page_and_says_nothing_of_violence():
    for purpose in FOR_A_CHILD:
        pdf = consent_form(replace(PAGE, about=ABOUT[purpose]))
        assert page_count(pdf) == 1
        assert not any(
            word in ABOUT[purpose].casefold() for word in ("våld", "skydda", "utsatt", "jour")
        )
    assert picture(pdf, 0, dpi=20).width > 100
