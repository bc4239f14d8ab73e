"""targets.yaml to Plan, or every error in it at once. `load` is the way in, and cheap to import."""

MAX_BYTES = 1_000_000  # a plan of 60 targets takes 25 kB a year; anything near the limit is not a plan
