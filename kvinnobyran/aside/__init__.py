"""Processes beside the window, which hold no key and open no database.

What holds Python's lock for a second (the speller), and what reads files that others made (the
pages of a PDF), runs here: the window goes on, and a file that is made to do harm finds nothing
to take. They speak frames over pipes, write no file, and end with the program that began them.
"""
