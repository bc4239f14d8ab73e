"""Progress, held against the specification: by hand, by SQL, by properties."""
