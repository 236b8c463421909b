"""Who of hers can be chosen as a participant, called as protection lets (S1)."""

from kvinnobyran.domain.relation import RelationKind
from kvinnobyran.domain.session import Role
from kvinnobyran.ui.case.around import Around
from kvinnobyran.ui.case.people.words import kin_of, names
from kvinnobyran.ui.case.sessions.people import Seatable


def seatable(around: Around) -> list[Seatable]:
    """Return everybody around the woman of a case: her children first."""
    called = names(around.dossier, around.today)
    return [
        Seatable(
            each.person.id,
            Role.CHILD if each.kind is RelationKind.CHILD else Role.OTHER,
            called[each.person.id],
        )
        for each in kin_of(around.dossier)
    ]
