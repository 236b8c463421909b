"""Questions about persons that were merged, and whom one may merge."""

from kvinnobyran.domain.case import Case
from kvinnobyran.domain.merging import Merge
from kvinnobyran.store import journal
from kvinnobyran.store.reader import Reader
from kvinnobyran.store.reads import Reads


def merges_of(reader: Reader, person_id: str) -> list[Merge]:
    """Return the merges of a person that stand, the newest first."""
    return reader.all(
        Merge,
        "SELECT * FROM person_merge WHERE person_id = ? AND undone_on IS NULL ORDER BY step DESC",
        (person_id,),
    )


def cases_after_another(reader: Reader) -> list[Case]:
    """Return the cases whose earlier case is another person's: none may be left."""
    return reader.all(
        Case,
        "SELECT c.* FROM support_case AS c JOIN support_case AS e ON e.id = c.earlier_case_id"
        " WHERE e.person_id <> c.person_id",
    )


def taken_up_since(reader: Reads, merge: Merge) -> bool:
    """Tell whether the person who took somebody up was taken up herself afterwards."""
    for entry in journal.entries_of(reader.wire, merge.step):
        if entry.table == "person_merge" and entry.record == merge.id and entry.kind == "insert":
            return (entry.payload or {}).get("person_id") != merge.person_id
    return True
