"""Letters that are written in a case."""
