"""Handing over while one is away, and a task that belongs to no case."""
