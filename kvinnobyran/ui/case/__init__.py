"""One case: its header with the next step, its tabs, and a sheet for each of its records."""
