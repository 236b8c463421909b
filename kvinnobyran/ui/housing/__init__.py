"""Apartments on the screen: fields, sheets of reservations, and the door before an address."""
