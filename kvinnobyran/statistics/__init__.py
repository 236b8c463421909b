"""Counting and disclosure control: rows in, safe tables out.

``period`` says which days a report is about, ``tables`` what a report is made of,
``withholding`` turns exact tables into tables that may leave the office. Nothing here knows
SQL, a window or a PDF.
"""
