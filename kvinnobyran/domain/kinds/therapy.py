"""Therapy: psychodynamic, inspired by KBT, schema and relational theory (P1, A7)."""

from kvinnobyran.domain.kinds.kind import InterventionKind, Method

PSYCHODYNAMIC = Method("psychodynamic", "Psykodynamisk")
CBT = Method("cbt", "KBT-inspirerad")
SCHEMA = Method("schema", "Schemateori")
RELATIONAL = Method("relational", "Relationell")

THERAPY = InterventionKind(
    value="therapy",
    label="Terapi",
    about="Psykodynamisk grund, med inslag av KBT, schemateori och relationell teori.",
    methods=(PSYCHODYNAMIC, CBT, SCHEMA, RELATIONAL),
    purpose_agreed=True,
)
