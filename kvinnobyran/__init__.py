"""Kvinnobyrån: the case register of a women's support unit, offline and encrypted.

The map of the house, from the top floor down::

    cli                     commands for the office's IT
    app                     composition root of the window
    ui   | demo             what is seen            | a fictitious office
    flows | reports         what a counsellor does  | a dataclass in, PDF/XLSX bytes out
    statistics              counting and withholding: rows in, safe tables out
    store | vault           all SQL                 | all keys
    domain                  what is true at the office even without a computer
    paths                   where things lie

The one rule: arrows only point downward, and siblings divided by ``|`` do not know
each other. Every change goes ``form -> desk.do(flow) -> transaction -> journal``.
"""

__version__ = "0.1.0"
