"""Violence, and concern for a child."""
