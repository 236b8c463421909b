"""Idag: what is due, what waits, what needs a look (experience.md 9.1)."""
