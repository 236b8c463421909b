"""Kuratorssamtal and krissamtal, given by the socionom (P1, A2, A5)."""

from kvinnobyran.domain.kinds.kind import InterventionKind, Method

CRISIS = Method("crisis", "Krissamtal")
SUPPORTIVE = Method("supportive", "Stödsamtal")

COUNSELLING = InterventionKind(
    value="counselling",
    label="Kuratorssamtal/krissamtal",
    about="Stöd- och krissamtal med socionomen, så länge det behövs.",
    methods=(CRISIS, SUPPORTIVE),
    purpose_agreed=True,
)
