"""The placement calendar: a resource timeline, the same as a list, and on paper (9.5)."""
