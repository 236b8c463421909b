"""The documents of a case: brought in, looked at in memory, described, let out on purpose."""
