"""Rows of other programs to outcomes: mappings, drafts, ids, and what they mean for the record."""
