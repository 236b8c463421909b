"""Insynen: what a manager has open, and it is all she has (decision 0029)."""
