"""targets.yaml to Plan, or every error in it at once.

`load` is the way in and cheap to import; what needs yaml and pydantic is imported when a file is read.
"""

MAX_BYTES = 1_000_000
"""A plan of 60 targets takes 25 kB a year; anything near the limit is not a plan."""
