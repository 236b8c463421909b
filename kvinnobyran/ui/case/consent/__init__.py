"""Consent: hers, and each child's, with what the consent engine answers (domain.md 5.1)."""
