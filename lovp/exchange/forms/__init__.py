"""A form made from the plan, and the way back from its answers."""
