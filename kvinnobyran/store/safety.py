"""Questions about violence, perpetrators, risk, safety plans and concern for children.

The name of a perpetrator is asked for by his own id only: no question searches names (S6).
"""

from dataclasses import dataclass

from kvinnobyran.domain.concern import ConcernChild
from kvinnobyran.domain.contact_ban import ContactBan
from kvinnobyran.domain.perpetrator import Perpetrator, PerpetratorName
from kvinnobyran.domain.risk import RiskAssessment
from kvinnobyran.domain.safety_plan import SafetyPlan
from kvinnobyran.domain.violence import ChildExposure
from kvinnobyran.store.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class _Called:
    label: str
    first_name: str | None
    last_name: str | None
    alias: str | None


def exposed_children(reader: Reader, exposure_id: str) -> list[ChildExposure]:
    """Return the children of one version of the finding."""
    return reader.all(
        ChildExposure,
        "SELECT * FROM child_exposure WHERE exposure_id = ? ORDER BY label, rowid",
        (exposure_id,),
    )


def latest_version(reader: Reader, case_id: str) -> int:
    """Return the number of the newest finding about violence in a case; 0 for none."""
    found = reader.value(
        "SELECT coalesce(max(version), 0) FROM violence_exposure WHERE case_id = ?", (case_id,)
    )
    return int(str(found))


def contact_bans(reader: Reader, case_id: str) -> list[ContactBan]:
    """Return a case's contact bans, the one that ends last first."""
    return reader.all(
        ContactBan,
        "SELECT * FROM contact_ban WHERE case_id = ? ORDER BY until DESC, rowid DESC",
        (case_id,),
    )


def perpetrators(reader: Reader, case_id: str) -> list[Perpetrator]:
    """Return a case's perpetrators by their letter."""
    return reader.all(
        Perpetrator,
        "SELECT * FROM perpetrator WHERE case_id = ? ORDER BY letter, rowid",
        (case_id,),
    )


def name_of(reader: Reader, perpetrator_id: str) -> PerpetratorName | None:
    """Return the stored name of one perpetrator, if there is one."""
    return reader.one(
        PerpetratorName,
        "SELECT * FROM perpetrator_name WHERE perpetrator_id = ?",
        (perpetrator_id,),
    )


def risk_assessments(reader: Reader, case_id: str) -> list[RiskAssessment]:
    """Return a case's risk assessments, newest first."""
    return reader.all(
        RiskAssessment,
        "SELECT * FROM risk_assessment WHERE case_id = ? ORDER BY assessed_on DESC, rowid DESC",
        (case_id,),
    )


def safety_plans(reader: Reader, case_id: str) -> list[SafetyPlan]:
    """Return the versions of a case's safety plan, the newest first."""
    return reader.all(
        SafetyPlan, "SELECT * FROM safety_plan WHERE case_id = ? ORDER BY version DESC", (case_id,)
    )


def concern_children(reader: Reader, report_id: str) -> list[ConcernChild]:
    """Return the children that a concern is about."""
    return reader.all(
        ConcernChild,
        "SELECT * FROM concern_child WHERE report_id = ? ORDER BY label, rowid",
        (report_id,),
    )


def children_called(reader: Reader, case_id: str) -> list[str]:
    """Return the names of the children in a case's findings and concerns, and their labels."""
    rows = reader.all(
        _Called,
        "SELECT c.label, p.first_name, p.last_name, p.alias FROM ("
        " SELECT e.label, e.person_id FROM child_exposure AS e"
        " JOIN violence_exposure AS v ON v.id = e.exposure_id WHERE v.case_id = ?1"
        " UNION SELECT r.label, r.person_id FROM concern_child AS r"
        " JOIN concern_report AS o ON o.id = r.report_id WHERE o.case_id = ?1"
        ") AS c LEFT JOIN person AS p ON p.id = c.person_id",
        (case_id,),
    )
    return [
        name
        for row in rows
        for name in (row.label, row.first_name, row.last_name, row.alias)
        if name
    ]
