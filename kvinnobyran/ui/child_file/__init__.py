"""The page of a child's own file."""
