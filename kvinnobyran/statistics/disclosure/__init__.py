"""Disclosure control: a report in which nobody can be found (disclosure.md 3).

:mod:`method` decides what a report hides and keeps a proof for every hidden small count;
:mod:`verifier` checks the proof and shares nothing with the method but the data types of
:mod:`cells`. Without a proof that the verifier accepts, nothing is printed.
"""
