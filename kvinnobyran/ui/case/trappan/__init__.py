"""Trappan on the tab Barn: the stepper, and the sheets of its steps."""
