"""The settings of the office and of this window."""
