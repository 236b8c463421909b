"""Authorities: what is asked of them, what she agrees to, and what they are told."""
