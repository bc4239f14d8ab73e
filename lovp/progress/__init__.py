"""Progress: pure functions from plan, outcomes and a date to one frozen value."""
