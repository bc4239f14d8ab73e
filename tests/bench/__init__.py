"""`make bench`: what the everyday commands cost, in one run beside a bare Python and other programs."""
