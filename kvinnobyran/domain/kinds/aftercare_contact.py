"""The contact that usually remains for a time after moving out (A16)."""

from kvinnobyran.domain.kinds.cycle import WITHOUT_AFTERCARE
from kvinnobyran.domain.kinds.kind import InterventionKind

AFTERCARE_CONTACT = InterventionKind(
    value="aftercare_contact",
    label="Eftervårdskontakt",
    about="Kontakt som finns kvar en tid efter utflyttning eller avslutade samtal.",
    meeting="Kontakt",
    new_meeting="Ny kontakt",
    the_meeting="kontakten",
    meetings="kontakter",
    saved="Kontakten är sparad",
    # It is the aftercare: none follows after it.
    cycle=WITHOUT_AFTERCARE,
)
