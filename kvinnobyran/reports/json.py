"""A report as JSON, for other programs: ids and figures, no labels."""

import json

from kvinnobyran.statistics.tables import Report, Table


def report_json(report: Report) -> bytes:
    """Return the report as UTF-8 JSON: the same figures as on the page, ``null`` if withheld."""
    content = {
        "period": str(report.period),
        "audience": report.audience.value,
        "tables": [_table(table) for table in report.tables],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _table(table: Table) -> dict[str, object]:
    """Return one table; a dimension lists its categories without the total."""
    return {
        "id": table.id,
        "title": table.title,
        "counts": table.counts,
        "dimensions": [
            {"id": dimension.id, "categories": [each.id for each in dimension.categories]}
            for dimension in table.dimensions
        ],
        "cells": [
            {"at": dict(cell.at), "value": cell.value, "status": cell.status.value}
            for cell in table.cells
        ],
    }
