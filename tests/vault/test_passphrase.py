"""Five words by chance, and a plain judgement of everything else."""

import hashlib
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvinnobyran import paths
from kvinnobyran.vault import passphrase
from kvinnobyran.vault.passphrase import Grade, generate, require, strength, word_list
from kvinnobyran.vault.troubles import WeakPassphrase

LIST_SHA256 = "cc07004d3f81db4a1ce03c1227cc24692388461e18605aacbe07808973f90323"
"""What tools/make_words.py makes of its two pinned sources."""


def test_the_list_is_the_one_that_was_made():
    content = paths.resource("words", "ord.txt").read_bytes()
    assert hashlib.sha256(content).hexdigest() == LIST_SHA256
    assert "CC BY-SA 4.0" in paths.resource("words", "LICENSE.txt").read_text("utf-8")


def test_the_list_has_7776_different_words_that_can_be_typed():
    words = word_list()
    assert len(set(words)) == len(words) == passphrase.LIST_LENGTH == 6**5
    assert all(re.fullmatch("[a-zåäö]{4,8}", word) for word in words)


def test_no_unfit_word_is_in_the_list():
    unfit = paths.resource("words", "olämpliga.txt").read_text("utf-8").split()
    roots = [word[:-1] for word in unfit if word.endswith("*")]
    words = word_list()
    assert not set(unfit) & set(words)
    assert not [word for word in words for root in roots if root in word]


def test_five_words_are_made_and_always_good():
    made = {generate() for _ in range(50)}
    assert len(made) == 50
    for phrase in made:
        words = phrase.split(" ")
        assert len(words) == 5
        assert set(words) <= set(word_list())
        if len(set(words)) == 5:
            assert strength(phrase).enough
    assert len(generate(8).split()) == 8


@pytest.mark.parametrize(
    "phrase",
    [
        "", "x", "Sommar2024!", "Kvinnojouren2024", "hemligtlösenord", "hemligtlösenord1",
        "fotbollsplan", "skyddatboende", "Skyddat boende 2026", "skyddatboende2026!!",
        "Vinter2025Vinter2026", "vår höst sommar vinter", "januari februari mars april maj juni",
        "aaaaaaaaaaaaaaaaaaaaaaaa", "hej hej hej hej hej hej", "Kvinnobyrån Kvinnobyrån 2027",
        "1234567890123456789", "lösenord lösenord lösenord", "Anna Exempel 1980",
        "annaexempel19800101", "x" * 1001,
    ],
)  # fmt: skip
def test_what_is_guessed_first_is_refused(phrase):
    assert strength(phrase, names=["Anna Exempel"]).grade is Grade.WEAK
    with pytest.raises(WeakPassphrase):
        require(phrase, names=["Anna Exempel"])


@pytest.mark.parametrize(
    ("phrase", "grade"),
    [
        ("häst batteri klammer rätt", Grade.ENOUGH),
        ("marsvin vårtecken julipan regn", Grade.ENOUGH),
        ("kork segel moln tratt bord", Grade.GOOD),
        ("Fj8!kQz4&mWx2?rT", Grade.ENOUGH),
        ("sommar kork segel moln tratt bord", Grade.GOOD),
        ("min moster målade trettio blå stolar", Grade.GOOD),
    ],
)
def test_what_is_good_enough(phrase, grade):
    judged = strength(phrase, names=["Anna Exempel", "Jo"])
    assert judged.grade is grade
    assert judged.label == grade.value
    assert judged.enough
    require(phrase)


def test_the_sentence_says_why():
    assert "Årstider" in strength("Kvinnojouren Sommar 2026").sentence
    assert "fyra olika ord" in strength("kort").sentence
    assert "längre" in strength("x" * 2000).sentence


@given(st.text(), st.lists(st.text()))
def test_any_text_is_judged(text, names):
    assert strength(text, names=names).sentence


@pytest.mark.parametrize("text", ["skyddatboende", "hemlig", "vårvinter", "jour ", "1 "])
def test_no_text_makes_the_judgement_slow(text):
    """Of the processor's time: what others do meanwhile is not the judgement's."""
    start = time.process_time()
    strength((text * 1000)[:999] + "x")
    strength(text * 3_000_000)
    assert time.process_time() - start < 4
