"""What is printed, read back: the text of a PDF and the sheets of a spreadsheet."""

import zipfile
from io import BytesIO
from xml.etree import ElementTree as ET

from pypdf import PdfReader

NO_BREAK = "\u00a0"


def all_text(pdf):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def plain(text):
    return " ".join(text.replace(NO_BREAK, " ").split())


def parsed(file, name):
    return ET.fromstring(file.read(name))  # noqa: S314 - written by the test itself


def sheets_of(xlsx):
    """Read a spreadsheet back with nothing but the standard library."""
    main = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(BytesIO(xlsx)) as file:
        strings = [
            "".join(part.text or "" for part in item.iter(f"{main}t"))
            for item in parsed(file, "xl/sharedStrings.xml")
        ]
        names = [
            sheet.get("name") for sheet in parsed(file, "xl/workbook.xml").iter(f"{main}sheet")
        ]
        found = {}
        for number, name in enumerate(names, start=1):
            root = parsed(file, f"xl/worksheets/sheet{number}.xml")
            assert not list(root.iter(f"{main}f")), "no formula"
            found[name] = [
                [_read(cell, strings, main) for cell in row] for row in root.iter(f"{main}row")
            ]
        return found, file.namelist(), file.read("docProps/core.xml").decode()


def _read(cell, strings, main):
    value = cell.find(f"{main}v")
    if value is None:
        return ""
    return strings[int(value.text)] if cell.get("t") == "s" else int(value.text)
