"""The parts every page is made of. Nothing here knows a record.

Look: ``tokens`` (every colour, distance and size), ``style`` (palette and style sheet),
``fonts``, ``icons``. Parts: ``page``, ``form`` with ``editors``, ``dates``, ``chips``,
``table``, ``card``, ``notice``, ``toast``, ``empty``, ``note_edit``, ``bars``, ``buttons``.
Import from the module itself: this file stays empty so that the window starts quickly.
"""
