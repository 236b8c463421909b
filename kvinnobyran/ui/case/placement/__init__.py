"""The tab Placering: from the request to the end of aftercare (domain.md A13-A16)."""
