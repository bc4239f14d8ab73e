"""Rows of other programs to outcomes: mappings, candidates, ids, and what they mean for the record."""
