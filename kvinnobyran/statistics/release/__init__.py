"""A report for somebody outside: counted, protected over all that was printed before, proven.

disclosure.md 3: the tables of a period become questions to one register of lives
(:mod:`lives`), the register is closed for every period that has been printed, the method
decides what is hidden and the verifier checks it apart from that (:mod:`protecting`).
"""
