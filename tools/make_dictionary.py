"""Take the spelling dictionary into resources/spelling. Run only to take a newer one.

pip download --no-deps hunspell-sv==2026.10.25
python tools/make_dictionary.py hunspell_sv-2026.10.25-*.whl

The files are taken as they are; the wheel's SHA-256 below says which.
"""

import hashlib
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent / "resources" / "spelling"
WHEEL = "4e02e876450286246355198a56ebe74066f970443a2d00908e9eb6aa52e53326"
INSIDE = "hunspell_sv-2026.10.25.data/data/share/hunspell/"


def main(wheel: Path) -> int:
    """Unpack the two files of the one wheel that is known; return 1 for any other."""
    if hashlib.sha256(wheel.read_bytes()).hexdigest() != WHEEL:
        print("this is another wheel: weigh it, and write its SHA-256 here")
        return 1
    with zipfile.ZipFile(wheel) as archive:
        for name in ("sv_SE.aff", "sv_SE.dic"):
            (HERE / name).write_bytes(archive.read(INSIDE + name))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
