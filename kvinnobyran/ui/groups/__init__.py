"""Grupper: the list, one group with its matrix, and the kinds of groups."""
