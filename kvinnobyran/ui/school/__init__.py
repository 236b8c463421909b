"""The place Skola: lessons, events, volunteers, supervision, and concerns without a case."""
