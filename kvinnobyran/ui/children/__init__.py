"""Barnet i centrum: every child of an open case, so that none is only a number (domain.md 5.13)."""
