"""Gallring: the round of retention."""
