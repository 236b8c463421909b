"""T18: whatever is changed in the key file is refused, and each kind of change says its own."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvinnobyran.domain.trouble import Trouble
from kvinnobyran.vault import keyfile, slots
from kvinnobyran.vault.kdf import FLOOR, KdfParameters
from kvinnobyran.vault.troubles import (
    DamagedKeyFile,
    EmptyKeyFile,
    ForeignKeyFile,
    KdfTooCostly,
    KdfTooWeak,
    NewerKeyFile,
    TamperedKeyFile,
    TruncatedKeyFile,
    WrongPassphrase,
    WrongRecoveryKey,
)
from kvinnobyran.vault.vault import Vault
from tests.vault.kit import ANNA, BERIT, OTHER_PHRASE, PHRASE, changed, repaired, two_users

REFUSALS = (DamagedKeyFile, ForeignKeyFile, NewerKeyFile)


@pytest.fixture
def content(folder):
    return (folder / keyfile.NAME).read_bytes()


# --- accidents: told before any key is derived ------------------------------------------------


@pytest.mark.unmeasured
def test_every_single_byte_change_is_refused_before_a_passphrase_is_asked_for(content):
    """Every byte, by every bit and by a few other bytes: about 35,000 changes."""
    refused = 0
    for at, byte in enumerate(content):
        for other in {*(byte ^ 1 << bit for bit in range(8)), 0, 0xFF, ord("0"), ord(" ")} - {byte}:
            with pytest.raises(REFUSALS):
                keyfile.decode(content[:at] + bytes([other]) + content[at + 1 :])
            refused += 1
    assert refused > 10 * len(content)


def test_every_missing_and_every_added_byte_is_refused(content):
    for at in range(len(content)):
        for other in (content[:at] + content[at + 1 :], content[:at] + b" " + content[at:]):
            with pytest.raises(REFUSALS):
                keyfile.decode(other)
    for more in (b"\n", b" ", b"\0", content):
        with pytest.raises(REFUSALS):
            keyfile.decode(content + more)


def test_every_truncation_is_refused(content):
    for length in range(len(content)):
        with pytest.raises(REFUSALS):
            keyfile.decode(content[:length])
    for length in range(300, len(content)):
        with pytest.raises(TruncatedKeyFile if length < len(content) - 1 else DamagedKeyFile):
            keyfile.decode(content[:length])


def test_each_cause_has_its_own_sentence(content):
    newer = repaired(content.replace(b'"version":1}', b'"version":2}'))
    cases = {
        b"": EmptyKeyFile,
        b"\0" * 4096: EmptyKeyFile,
        b"SQLite format 3\0" + b"\1" * 4000: ForeignKeyFile,
        b"[1, 2]": ForeignKeyFile,
        b'{"slots":[]}': ForeignKeyFile,
        b"\xff\xfe" * 200_000: ForeignKeyFile,
        b"[" * 100_000: ForeignKeyFile,
        content * 200: DamagedKeyFile,
        content[: len(content) // 2]: TruncatedKeyFile,
        content.replace(ANNA.encode(), b"Anna Exempek"): DamagedKeyFile,
        content.replace(b":", b": "): DamagedKeyFile,
        newer: NewerKeyFile,
    }
    said = set()
    for damaged, expected in cases.items():
        with pytest.raises(Trouble) as caught:
            keyfile.decode(damaged)
        assert type(caught.value) is expected, damaged[:60]
        said.add(caught.value.sentence)
    assert len(said) == 5
    assert not any(ANNA in sentence for sentence in said)


def test_a_sound_file_says_the_same_when_written_again(content):
    assert keyfile.encode(keyfile.decode(content)) == content


@given(st.binary(max_size=400))
def test_no_file_of_any_content_gives_anything_but_a_trouble(content):
    with pytest.raises(Trouble):
        keyfile.decode(content)


def broken(*path, value):
    def change(body):
        inner = body
        for part in path[:-1]:
            inner = inner[part]
        if value is KeyError:
            del inner[path[-1]]
        else:
            inner[path[-1]] = value

    return change


@pytest.mark.parametrize(
    "change",
    [
        broken("holders", value=[]),
        broken("holders", value={}),
        broken("holders", value=["x"]),
        broken("slots", value=[]),
        broken("slots", value=None),
        broken("slots", 0, "epoch", value=2),
        broken("slots", 0, "epoch", value=0),
        broken("slots", 0, "epoch", value=True),
        broken("slots", 0, "epoch", value=1.0),
        broken("slots", 0, "kdf", value={}),
        broken("slots", 0, "kind", value="passphrase"),
        broken("slots", 0, "kind", value="door"),
        broken("slots", 1, "kdf", value=7),
        broken("slots", 1, "kdf", "name", value="scrypt"),
        broken("slots", 1, "kdf", "lanes", value=KeyError),
        broken("slots", 1, "kdf", "iterations", value=2**63),
        broken("slots", 1, "nonce", value="AAAA"),
        broken("slots", 1, "nonce", value="!"),
        broken("slots", 1, "nonce", value=None),
        broken("slots", 1, "extra", value=1),
        broken("slots", 1, "holder", value="0" * 32),
        broken("holders", 0, "user", value=ANNA),
        broken("holders", 0, "user", value="Dora"),
        broken("holders", 0, "id", value="g" * 32),
        broken("holders", 1, "user", value=BERIT.upper()),
        broken("vault_id", value="x"),
        broken("version", value="1"),
        broken("version", value=0),
        broken("format", value="other"),
        broken("generation", value="1"),
        broken("cipher", value={}),
        broken("cipher", "page_size", value=1024),
        broken("audit_head", value="abc"),
        broken("audit_head", value="a5" * 32),
        broken("audit_head", value="0:" + "a5" * 32),
        broken("revoked_in", value=0),
        broken("revoked_in", value=10**9),
        broken("extra", value=1),
        broken("mac", value=KeyError),
    ],
)
def test_a_file_of_another_shape_is_refused_although_its_checksum_fits(folder, change):
    changed(folder, change)
    with pytest.raises(DamagedKeyFile):
        Vault.open(folder)


# --- people: what the checksum cannot stop, the key does --------------------------------------


@pytest.mark.unmeasured
def test_every_change_with_a_repaired_checksum_is_refused_by_key_or_mac(
    folder, content, recovery_text, quick_kdf, monkeypatch
):
    """One changed digit, letter or sign at every place; neither way in opens after it."""
    monkeypatch.setattr("kvinnobyran.vault.delay.seconds_after", lambda _: 0.0)
    monkeypatch.setattr("kvinnobyran.vault.delay.save", lambda *_: None)  # T19 is elsewhere
    path, opened, tried = folder / keyfile.NAME, [], 0
    salts = (b'"salt":"', b'"memory_kib":', b'"iterations":', b'"lanes":')
    for at, byte in enumerate(content):
        other = ord("1") if byte == ord("0") else ord("b") if byte in b"aA" else byte ^ 1
        body = repaired(content[:at] + bytes([other]) + content[at + 1 :])
        if body is None or body == content:
            continue
        if any(mark in content[max(0, at - 30) : at] for mark in salts) and at % 7:
            continue  # another salt or cost is a derivation of its own: some of them will do
        path.write_bytes(body)
        tried += 1
        for way in (
            lambda: Vault.open(folder).unlock(ANNA, PHRASE),
            lambda: Vault.open(folder).unlock_with_recovery_key(recovery_text),
        ):
            try:
                way()
                opened.append(at)
            except Trouble:
                pass
    assert not opened
    assert tried > 1000


def test_a_removed_slot_is_seen(folder, quick_kdf, recovery_text):
    def remove(body):
        gone = next(h for h in body["holders"] if h["user"] == BERIT)
        body["holders"].remove(gone)
        body["slots"] = [s for s in body["slots"] if s["holder"] != gone["id"]]

    changed(folder, remove)
    with pytest.raises(TamperedKeyFile):
        Vault.open(folder).unlock(ANNA, PHRASE)
    with pytest.raises(TamperedKeyFile):
        Vault.open(folder).unlock_with_recovery_key(recovery_text)


def test_a_holder_and_slot_from_another_vault_open_nothing(folder, quick_kdf, tmp_path):
    """Who knows a passphrase of another vault cannot move her slot into this one."""
    two_users(tmp_path / "other")
    other = json.loads((tmp_path / "other" / keyfile.NAME).read_bytes())

    def swap(body):
        for part in ("holders", "slots"):
            body[part] = [body[part][0], *other[part][1:]]

    changed(folder, swap)
    with pytest.raises(WrongPassphrase):
        Vault.open(folder).unlock(ANNA, PHRASE)


def test_a_whole_key_file_from_another_vault_does_not_fit_the_database(folder, quick_kdf, tmp_path):
    two_users(tmp_path / "other")
    here = Vault.open(folder).unlock(ANNA, PHRASE)
    shutil.copy(tmp_path / "other" / keyfile.NAME, folder / keyfile.NAME)
    there = Vault.open(folder).unlock(ANNA, PHRASE)
    assert there.store_keys.vault_id != here.store_keys.vault_id
    assert there.store_keys.database != here.store_keys.database


@pytest.mark.parametrize(("user", "phrase"), [(ANNA, PHRASE), (BERIT, OTHER_PHRASE)])
def test_an_older_epoch_opens_nothing(folder, quick_kdf, user, phrase):
    """A vault key sealed in epoch 1 is not taken for the one of epoch 2."""
    changed(folder, broken("epoch", value=2))
    with pytest.raises(TamperedKeyFile):
        Vault.open(folder).unlock(user, phrase)


def test_a_slot_said_to_be_of_another_epoch_opens_nothing(folder, quick_kdf, recovery_text):
    changed(folder, broken("epoch", value=2))
    changed(folder, broken("slots", 0, "epoch", value=2))
    with pytest.raises(WrongRecoveryKey):
        Vault.open(folder).unlock_with_recovery_key(recovery_text)


def test_slots_exchanged_between_users_open_nothing(folder, quick_kdf, clock):
    def exchange(body):
        one, two = body["slots"][1:]
        one["holder"], two["holder"] = two["holder"], one["holder"]

    changed(folder, exchange)
    vault = Vault.open(folder, clock=clock)
    for phrase in (PHRASE, OTHER_PHRASE):
        with pytest.raises(WrongPassphrase):
            vault.unlock(ANNA, phrase)
        clock.seconds += 60


def test_a_stolen_address_key_is_seen(folder, quick_kdf):
    """Berit gives herself Anna's sealed address key: it is bound to Anna, and to the MAC."""

    def steal(body):
        _, anna, berit = body["holders"]
        berit["address_key"] = anna["address_key"]

    changed(folder, steal)
    with pytest.raises(TamperedKeyFile):
        Vault.open(folder).unlock(BERIT, OTHER_PHRASE)


def test_a_table_under_a_foreign_vault_key_is_refused_for_its_mac(folder, quick_kdf):
    table = keyfile.decode((folder / keyfile.NAME).read_bytes())
    forged = slots.authenticated(replace(table, generation=9), bytearray(32))
    (folder / keyfile.NAME).write_bytes(keyfile.encode(forged))
    with pytest.raises(TamperedKeyFile):
        Vault.open(folder).unlock(ANNA, PHRASE)


@pytest.mark.parametrize(
    ("cost", "expected"),
    [
        ({"memory_kib": 64 * 1024 - 1}, KdfTooWeak),
        ({"memory_kib": 8}, KdfTooWeak),
        ({"iterations": 2}, KdfTooWeak),
        ({"memory_kib": 1024 * 1024 + 1}, KdfTooCostly),
        ({"memory_kib": 2 * 1024**3}, KdfTooCostly),
        ({"iterations": 17}, KdfTooCostly),
        ({"lanes": 5}, KdfTooCostly),
        ({"lanes": 2**62}, KdfTooCostly),
    ],
)
def test_a_cost_outside_floor_and_ceiling_is_refused_before_computing(
    folder, cost, expected, monkeypatch
):
    def never(*_):
        pytest.fail("computed")

    monkeypatch.setattr("kvinnobyran.vault.kdf._argon2id", never)
    changed(folder, lambda body: body["slots"][1]["kdf"].update(cost))
    vault = Vault.open(folder)
    with pytest.raises(expected):
        vault.unlock(ANNA, PHRASE)
    assert vault.wait_seconds(ANNA) == 0, "no passphrase was tried"


def test_a_dearer_cost_within_the_bounds_is_bound_by_the_slot(folder, quick_kdf):
    changed(folder, broken("slots", 1, "kdf", "iterations", value=4))
    with pytest.raises(WrongPassphrase):
        Vault.open(folder).unlock(ANNA, PHRASE)


def test_each_refusal_has_its_own_sentence():
    kinds = (
        *(DamagedKeyFile, EmptyKeyFile, ForeignKeyFile, KdfTooCostly, KdfTooWeak, NewerKeyFile),
        *(TamperedKeyFile, TruncatedKeyFile, WrongPassphrase, WrongRecoveryKey),
    )
    assert len({kind.sentence for kind in kinds}) == len(kinds)


def test_the_recovery_key_has_no_cost(folder):
    table = Vault.open(folder).table
    with pytest.raises(ValueError, match="no passphrase"):
        table.cost(table.holders[0])
    assert (
        table.cost(table.holders[1])
        == FLOOR
        == KdfParameters(memory_kib=65536, iterations=3, lanes=1)
    )


def test_the_file_lies_in_the_folder_it_was_given(folder):
    assert sorted(path.name for path in Path(folder).iterdir()) == ["vault.keys", "vault.keys.old"]
