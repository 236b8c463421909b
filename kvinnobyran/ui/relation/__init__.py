"""The timeline over the relation: drawn together with the woman, shown to her, printed (A3)."""
