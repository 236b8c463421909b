"""The quick capture during a call: the most important screen (experience.md 9.3)."""
