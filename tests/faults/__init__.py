"""Faults of every kind, injected: what was acknowledged is in the record, once, and nothing else is.

`make test` runs a part of the cases, spread evenly; `make faults` runs them all (docs/measured/faults.md).
"""
