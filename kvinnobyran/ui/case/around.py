"""What every sheet of a case knows, and how a record and a form's values meet."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from types import NoneType
from typing import Any, get_args

from kvinnobyran.domain.case import Case
from kvinnobyran.store.dossier import Dossier
from kvinnobyran.ui.kit.desk import Desk, Flow
from kvinnobyran.ui.kit.sheet import Entered, Landing, Saving


@dataclass(frozen=True, slots=True)
class Around:
    """What every sheet of a case knows: the desk and the case as it was read."""

    desk: Desk
    dossier: Dossier

    @property
    def today(self) -> date:
        """Return the office's day."""
        return self.desk.today

    @property
    def case(self) -> Case:
        """Return the case."""
        return self.dossier.case

    @property
    def belongs_to(self) -> dict[str, str]:
        """Return what a draft needs to find its way back here."""
        return {"case": self.case.id}


def shown(record: Any) -> dict[str, Any]:  # noqa: ANN401 - any of the records
    """Return a record's fields as a form shows them."""
    return {field.name: getattr(record, field.name) for field in fields(record)}


def known(record: Any, values: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ANN401 - any of the records
    """Return those of a form's values that are fields of the record.

    A field that must hold something and was left empty keeps what the record holds.
    """
    optional = {field.name: NoneType in get_args(field.type) for field in fields(record)}
    return {
        name: getattr(record, name) if value is None and not optional[name] else value
        for name, value in values.items()
        if name in optional
    }


def saving(
    around: Around,
    text: str,
    flow: Flow[Any],
    record: Any,  # noqa: ANN401 - any of the records
    *,
    said: str,
    busy_text: str = "Sparar …",
    reasoned: bool = False,
    complete: Callable[[Mapping[str, Any]], Mapping[str, Any]] = dict,
) -> Saving:
    """Return the usual way of saving: the record with what was entered, through its flow.

    ``reasoned`` flows take reasons for warnings; ``complete`` fills in what may be left empty.
    """

    def submit(entered: Entered, landing: Landing) -> None:
        values = complete(known(record, entered.values))
        more = {"reasons": entered.reasons} if reasoned else {}
        # What was made after the case was read has no earlier reading to compare with.
        compare = not entered.knowing and around.dossier.get(record.id) is not None
        around.desk.do(
            flow,
            replace(record, **values),
            expect=around.dossier.head if compare else None,
            then=landing.then,
            otherwise=landing.otherwise,
            **more,
        )

    return Saving(text=text, submit=submit, said=said, busy_text=busy_text)
