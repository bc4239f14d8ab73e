"""One record in many hands: git, and the copies that shared folders leave."""
