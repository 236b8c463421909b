"""Journal notes and working notes."""
