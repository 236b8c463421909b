"""Before the office is open: the lock page and the first run."""
