"""The record: outcomes and their files. Reading, merging, appending, and the guard against personal data."""
