"""Assessment calls."""
