"""What is true at the office even without a computer: records, code lists and rules.

Standard library only. Nothing here reads a clock, a file or a database: the day and the
moment are arguments, and every rule is a function of values.
"""
