"""Copy the licence of everything we ship into docs/licences, from the installed packages.

Run it after every change of requirements.lock: ``.venv/bin/python tools/collect_licences.py``.
What the packages do not carry themselves is said at :data:`BESIDE`. docs/licences/README.md is
written anew and names what came from where.
"""

import re
import shutil
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LICENCES = ROOT / "docs/licences"
LEGAL = re.compile(r"(licen[cs]e|copying|notice)", re.IGNORECASE)
COMMON = Path("/usr/share/common-licenses")  # Debian's own copies of the well-known texts

# The wheels of Qt and SQLCipher hold no text of the licence of what is inside them.
BESIDE = {
    "pyside6-essentials": ("LGPL-3", "GPL-3"),
    "shiboken6": ("LGPL-3", "GPL-3"),
    "openssl": ("Apache-2.0",),
    "hunspell": ("LGPL-2.1",),
    "hunspell-sv": ("LGPL-3", "GPL-3"),
}
BY_HAND = """\
| sqlcipher | 4.19.0, inside sqlcipher3 | BSD-3-Clause | `sqlcipher/`, by hand from its source |
| openssl | inside sqlcipher3 and cryptography | Apache-2.0 | `openssl/` |
| hunspell | 1.7, inside chunspell | MPL-1.1 OR GPL-2.0 OR LGPL-2.1 | `hunspell/` |
| hunspell-sv | 2026.10.25, in `resources/spelling` | LGPL-3.0-only | `hunspell-sv/` |
| sqlite | 3.53.4, inside sqlcipher3 | public domain | – |
| Inter | 4.1 | OFL-1.1 | `resources/fonts/OFL.txt` |
| Tabler Icons | 3.51.0 | MIT | `resources/icons/LICENSE.txt` |
| the list of words | | CC BY-SA 4.0 | `resources/words/LICENSE.txt` |
| Qt's translation qtbase_sv | as Qt | as Qt | `pyside6-essentials/` |
"""


def shipped() -> list[str]:
    """Return the names in requirements.lock, except what is there to build with."""
    text = (ROOT / "requirements.lock").read_text()
    names = re.findall(r"^([a-z0-9-]+)==", text, flags=re.MULTILINE)
    return [name for name in names if name != "setuptools"]


def licence_of(package: Distribution) -> str:
    """Return what a package says its licence is, in one short line."""
    about = package.metadata
    for field in ("License-Expression", "License"):
        if field in about and about[field].strip() and "\n" not in about[field].strip():
            return about[field].strip()
    classifiers = about.get_all("Classifier") or []
    said = [each.split(" :: ")[-1] for each in classifiers if each.startswith("License")]
    return "; ".join(said) or "see its text"


def copy_texts(name: str, package: Distribution) -> int:
    """Copy the licence texts of one package into its folder; return how many there were."""
    target = LICENCES / name
    texts = [
        file
        for file in package.files or ()
        if ".dist-info" in file.parts[0] and any(LEGAL.search(part) for part in file.parts[1:])
    ]
    for file in texts:
        inside = [part for part in file.parts[1:] if part != "licenses"]
        copy = target.joinpath(*inside)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(str(package.locate_file(file)), copy)
    return len(texts)


def copy_common(name: str) -> int:
    """Copy the well-known texts that a package ought to carry; return how many."""
    for text in BESIDE.get(name, ()):
        (LICENCES / name).mkdir(parents=True, exist_ok=True)
        shutil.copyfile(COMMON / text, LICENCES / name / f"{text}.txt")
    return len(BESIDE.get(name, ()))


def main() -> int:
    """Collect everything, write the table, and return 1 if a licence has no text."""
    rows, missing = [], []
    for name in ("openssl", "hunspell", "hunspell-sv"):
        copy_common(name)
    for name in shipped():
        try:
            package = distribution(name)
        except PackageNotFoundError:
            rows.append(f"| {name} | only on another system | – | not collected on this one |")
            continue
        if not copy_texts(name, package) + copy_common(name):
            missing.append(name)
        rows.append(f"| {name} | {package.version} | {licence_of(package)} | `{name}/` |")
    (LICENCES / "README.md").write_text(
        "# What we ship, and under which licence\n\n"
        "Written by tools/collect_licences.py; the texts lie beside it.\n\n"
        "| What | Version | Licence | Text |\n| --- | --- | --- | --- |\n"
        + "\n".join(rows)
        + "\n"
        + BY_HAND
        + "\nQt contains further free software (HarfBuzz, FreeType, libpng, PCRE2, zlib and\n"
        "others). Its wheel carries no list of it; the list that Qt publishes with its\n"
        "documentation must be added before the program is handed to anybody outside.\n"
    )
    for name in missing:
        print(f"no licence text was found for {name}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
