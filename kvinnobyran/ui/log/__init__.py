"""Logg: who read, printed, handed out and tried to get in."""
