"""The printed key: written so that it can be read, and read so that it can be typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvinnobyran.vault import recovery
from kvinnobyran.vault.recovery import ALPHABET, RecoveryKey, parse
from kvinnobyran.vault.troubles import RecoveryKeyMistyped

secrets = st.binary(min_size=16, max_size=16).map(lambda b: RecoveryKey(secret=bytearray(b)))


@given(secrets)
def test_what_is_printed_can_be_read(key):
    assert parse(key.text).secret == key.secret
    assert [len(group) for group in key.groups] == [4] * 7 + [3]
    assert set("".join(key.groups)) <= set(ALPHABET)
    assert len("".join(key.groups)) == 31


@given(secrets, st.data())
def test_it_is_read_as_people_write(key, data):
    typed = []
    for sign in key.text:
        options = {"0": "0oO", "1": "1iIlL", "-": ["-", " ", "", " - ", "–", "\n", "."]}
        typed.append(data.draw(st.sampled_from(list(options.get(sign, sign + sign.lower())))))
    assert parse("".join(typed)).secret == key.secret


@given(secrets, st.integers(0, 30), st.sampled_from(ALPHABET))
def test_every_mistyped_sign_is_seen(key, at, sign):
    signs = "".join(key.groups)
    if signs[at] != sign:
        with pytest.raises(RecoveryKeyMistyped):
            parse(signs[:at] + sign + signs[at + 1 :])


@given(secrets, st.integers(0, 29))
def test_every_transposition_is_seen(key, at):
    signs = "".join(key.groups)
    turned = signs[:at] + signs[at + 1] + signs[at] + signs[at + 2 :]
    if turned != signs:
        with pytest.raises(RecoveryKeyMistyped):
            parse(turned)


@given(st.text())
def test_anything_else_is_refused_with_a_sentence(text):
    with pytest.raises(RecoveryKeyMistyped):
        parse(text)


def test_the_group_is_named_when_it_can_be():
    key = RecoveryKey.generate()
    groups = list(key.groups)
    groups[4] = "AU!B"
    with pytest.raises(RecoveryKeyMistyped) as caught:
        parse("-".join(groups))
    assert caught.value.group == 5
    assert "Grupp 5" in caught.value.sentence
    with pytest.raises(RecoveryKeyMistyped) as caught:
        parse(key.text[:-1])
    assert caught.value.group is None


def test_two_groups_are_asked_back():
    key = RecoveryKey.generate()
    seen = set()
    for _ in range(200):
        one, two = key.ask_back()
        assert 1 <= one < two <= 8
        seen |= {one, two}
    assert seen == set(range(1, 9))
    assert key.ask_back(8) == tuple(range(1, 9))
    assert key.confirms(3, f" {key.groups[2].lower()} ")
    assert not key.confirms(3, "")
    assert not key.confirms(3, "ö\ud800")


def test_keys_are_random_and_say_nothing_of_themselves():
    keys = {RecoveryKey.generate().text for _ in range(100)}
    assert len(keys) == 100
    key = RecoveryKey.generate()
    assert key.text not in repr(key)
    assert "secret" not in repr(key)
    key.wipe()
    assert not any(key.secret)


def test_the_wrapping_key_depends_on_secret_salt_and_vault():
    key = RecoveryKey(secret=bytearray(range(16)))
    other = RecoveryKey(secret=bytearray(16))
    made = {
        bytes(k.key(salt, vault))
        for k in (key, other)
        for salt in (b"a" * 16, b"b" * 16)
        for vault in ("x", "y")
    }
    assert len(made) == 8


FIXED = "000G-40R4-0M30-E209-185G-R38E-1WK5-RGP"


def test_the_form_is_fixed():
    """Sheets are printed: this answer must never change."""
    assert RecoveryKey(secret=bytearray(range(16))).text == FIXED
    assert recovery.LENGTH == 31
