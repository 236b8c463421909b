"""Statistik: the preview of the very page that prints, and the ways out of the house."""
