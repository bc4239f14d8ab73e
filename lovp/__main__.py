"""`python -m lovp` does what `lovp` does."""

import sys

from lovp.cli import main

if __name__ == "__main__":
    sys.exit(main())
