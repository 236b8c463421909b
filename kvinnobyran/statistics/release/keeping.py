"""How a fixed report is kept: figures as JSON, and its proof and closed register, packed."""

import json
from base64 import b85decode, b85encode
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any
from zlib import compress, decompress

from kvinnobyran.domain.publication import Publication
from kvinnobyran.statistics.period import Period
from kvinnobyran.statistics.release import lives
from kvinnobyran.statistics.release.lives import Days
from kvinnobyran.statistics.release.proofs import issue_from_text
from kvinnobyran.statistics.release.protecting import Issue, Setting, protect
from kvinnobyran.statistics.release.release import Past
from kvinnobyran.statistics.tables import (
    Audience,
    BasePart,
    Category,
    Cell,
    Dimension,
    Earlier,
    GoalLine,
    Passage,
    Report,
    Status,
    Table,
)
from kvinnobyran.store import publications
from kvinnobyran.store.reader import Reader


def past(reader: Reader, *, but: str = "") -> Past:
    """Return everything that has been fixed so far; ``but`` leaves one report out."""
    found = [each for each in publications.published(reader) if each.id != but]
    return Past(
        issues=tuple(issue_of(each) for each in found),
        closed=tuple(
            (_days(each), lives.from_text(unpacked(each.closes))) for each in found if each.closes
        ),
    )


def made_again(reader: Reader, publication: Publication) -> str:
    """Return the figures of a fixed report, made again by the engine of today.

    From the registers that were closed for it and before it, and over what had been fixed then:
    the same bytes as long as the engine is the same (domain.md D10). Figures that are not
    about persons are kept as they were, because no register is closed for them.
    """
    before = [each for each in publications.published(reader) if each.number < publication.number]
    closed = [
        (_days(each), lives.from_text(unpacked(each.closes))) for each in (*before, publication)
    ]
    days = _days(publication)
    report = report_from_text(publication.figures)
    asked = [
        replace(table, heads=lives.MARK)
        for table in report.tables
        if table.persons and not table.guard
    ]
    found = protect(
        asked,
        lives.merged(closed, {}, days),
        days,
        [issue_of(each) for each in before],
        Setting(publication.threshold),
    )
    again = {table.id: replace(table, heads=()) for table in found.tables}
    return report_to_text(
        replace(report, tables=tuple(again.get(each.id, each) for each in report.tables))
    )


def issue_of(publication: Publication) -> Issue:
    """Return what was proven of a fixed report."""
    return issue_from_text(unpacked(publication.proof), _days(publication))


def _days(publication: Publication) -> Days:
    period = Period.of_days(publication.first_day, publication.last_day)
    return Days(period.first, period.after)


def digest(text: str) -> str:
    """Return the SHA-256 of figures, as hexadecimal text."""
    return sha256(text.encode()).hexdigest()


def packed(text: str) -> str:
    """Return a long text in little room."""
    return b85encode(compress(text.encode(), 9)).decode()


def unpacked(text: str) -> str:
    """Return what was packed."""
    return decompress(b85decode(text)).decode()


def _written(body: object) -> str:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def report_to_text(report: Report) -> str:
    """Write a report whole, so that it can be printed again as it was, bit for bit."""
    return _written(
        {
            "period": str(report.period),
            "audience": report.audience.value,
            "made_on": report.made_on.isoformat(),
            "title": report.title,
            "highlights": [_part(each) for each in report.highlights],
            "tables": [_table(table) for table in report.tables],
            "texts": report.texts,
            "goals": report.goals,
            "definitions": report.definitions,
            "before": report.before
            and [
                report.before.title,
                {
                    table: sorted([sorted(at), value] for at, value in figures.items())
                    for table, figures in report.before.figures.items()
                },
            ],
        }
    )


def _part(part: BasePart) -> list[object]:
    return [part.words, part.table, dict(part.at)]


def _table(table: Table) -> dict[str, object]:
    return {
        "id": table.id,
        "title": table.title,
        "counts": table.counts,
        "unit": table.unit,
        "definition": table.definition,
        "note": table.note,
        "persons": table.persons,
        "within": dict(table.within),
        "guard": table.guard,
        "impossible": [dict(at) for at in table.impossible],
        "base": [_part(each) for each in table.base],
        "once": table.once,
        "dimensions": [
            {
                "id": each.id,
                "label": each.label,
                "categories": [[one.id, one.label] for one in each.categories],
                "total_label": each.total_label,
                "multiple": each.multiple,
                "covering": each.covering,
                "of": each.of,
                "groups": each.groups,
            }
            for each in table.dimensions
        ],
        "cells": [[dict(cell.at), cell.value, cell.status.value] for cell in table.cells],
    }


def report_from_text(text: str) -> Report:
    """Read a report as it was fixed."""
    body = json.loads(text)
    return Report(
        period=Period.parse(body["period"]),
        audience=next(each for each in Audience if each.value == body["audience"]),
        made_on=date.fromisoformat(body["made_on"]),
        title=body["title"],
        highlights=tuple(BasePart(*each) for each in body["highlights"]),
        tables=tuple(_table_from(each) for each in body["tables"]),
        texts=tuple(Passage(*each) for each in body["texts"]),
        goals=tuple(GoalLine(*each) for each in body["goals"]),
        definitions=body["definitions"],
        before=body["before"] and _earlier(*body["before"]),
    )


def _earlier(title: str, figures: dict[str, Any]) -> Earlier:
    return Earlier(
        title,
        {
            table: {frozenset((name, one) for name, one in at): value for at, value in rows}
            for table, rows in figures.items()
        },
    )


def _table_from(body: dict[str, Any]) -> Table:
    return Table(
        **{
            name: body[name]
            for name in ("id", "title", "counts", "unit", "definition", "note", "persons", "guard")
        },
        within=body["within"],
        impossible=tuple(body["impossible"]),
        base=tuple(BasePart(*each) for each in body["base"]),
        outside=True,
        once=body["once"],
        dimensions=tuple(
            Dimension(
                id=each["id"],
                label=each["label"],
                categories=tuple(Category(*one) for one in each["categories"]),
                total_label=each["total_label"],
                multiple=each["multiple"],
                covering=each["covering"],
                of=each["of"],
                groups=tuple(map(tuple, each["groups"])),
            )
            for each in body["dimensions"]
        ),
        cells=tuple(Cell(at, value, Status(status)) for at, value, status in body["cells"]),
    )
