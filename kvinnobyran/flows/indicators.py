"""Goals and indicators of the agreement and the yearly plan (domain.md R4, R12)."""

from kvinnobyran.domain.indicator import Indicator, indicator_faults
from kvinnobyran.flows.work import Work, put, settle


def save_indicator(work: Work, indicator: Indicator) -> Indicator:
    """Save one indicator of one year. Raises :class:`Refused`."""
    settle(indicator_faults(indicator))
    with work.step("Mål och indikator") as tx:
        put(tx, indicator)
        return indicator


def delete_indicator(work: Work, indicator: Indicator) -> None:
    """Take an indicator away."""
    with work.step("Ta bort indikator") as tx:
        tx.delete(indicator)
