"""The list of cases (experience.md 9.2)."""
