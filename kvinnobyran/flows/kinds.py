"""Which kinds of intervention the office offers: they change over the years (R5)."""

from dataclasses import replace

from kvinnobyran.domain.faults import stopp
from kvinnobyran.domain.intervention import KindOnOffer
from kvinnobyran.flows.work import Work, require


def stop_offering(work: Work, kind: KindOnOffer) -> KindOnOffer:
    """Offer a kind until and including today; what has begun goes on."""
    require(
        kind.offered(work.today),
        lambda: stopp("kind", "Insatsen erbjuds inte.", "domain.md R5"),
    )
    stopped = replace(kind, offered_until=work.today)
    with work.step("Insatser som erbjuds") as tx:
        tx.update(stopped)
    return stopped


def offer_again(work: Work, kind: KindOnOffer) -> KindOnOffer:
    """Offer a kind again, without an end."""
    again = replace(kind, offered_until=None)
    with work.step("Insatser som erbjuds") as tx:
        tx.update(again)
    return again
