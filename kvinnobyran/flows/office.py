"""The office's settings and open lists."""

from dataclasses import replace

from kvinnobyran.domain.faults import stopp
from kvinnobyran.domain.ids import new_id
from kvinnobyran.domain.settings import OpenValue, Setting
from kvinnobyran.flows.work import Work, put, require
from kvinnobyran.store import office as stored
from kvinnobyran.store.transaction import Transaction


def change_setting(work: Work, key: str, value: str) -> Setting:
    """Set one setting of the office."""
    with work.step("Inställning") as tx:
        return set_within(tx, key, value)


def set_within(tx: Transaction, key: str, value: str) -> Setting:
    """Set one setting as part of a larger step."""
    earlier = stored.setting_record(tx, key)
    setting = Setting(id=earlier.id if earlier else new_id(), key=key, value=value)
    put(tx, setting)
    return setting


def save_open_value(work: Work, value: OpenValue) -> OpenValue:
    """Add a value to an open list, or rename it."""
    require(
        bool(value.label.strip()),
        lambda: stopp("label", "Skriv vad det ska heta.", "domain.md 3"),
    )
    others = stored.all_values(work.database, value.of_list)
    require(
        all(
            each.id == value.id or each.label.casefold() != value.label.strip().casefold()
            for each in others
        ),
        lambda: stopp("label", "Det finns redan i listan. Föreslå det igen i stället.", "ui"),
    )
    with work.step("Lista") as tx:
        put(tx, value)
    return value


def retire_open_value(work: Work, value: OpenValue) -> OpenValue:
    """Let a value retire; what already uses it keeps it (R5)."""
    retired = replace(value, retired_on=work.today)
    with work.step("Lista") as tx:
        tx.update(retired)
    return retired
