"""The woman, and how she can be reached."""
