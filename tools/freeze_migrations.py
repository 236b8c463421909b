"""Write the migrations of the version that is being released into the list of frozen ones.

Run once at each release. From then on tests/test_house.py refuses an edit of them: an office
has already run them, so a change would make its database differ from a new one.
"""

from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FROZEN = ROOT / "tests/store/migrations.sha256"


def main() -> None:
    """Append every migration that is not yet in the list."""
    known = FROZEN.read_text()
    for path in sorted((ROOT / "kvinnobyran/store/migrations").glob("*.sql")):
        if path.name not in known:
            known += f"{sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
            print(f"frozen: {path.name}")
    FROZEN.write_text(known)


if __name__ == "__main__":
    main()
