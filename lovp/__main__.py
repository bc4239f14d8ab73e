"""`lovp` as a program, and `python -m lovp`."""

import gc
import sys


def run() -> None:
    """Run the command line, and end with its exit code."""
    # A process that lives for a moment has no garbage worth looking for.
    gc.disable()
    from lovp.cli.main import main

    sys.exit(main())


if __name__ == "__main__":
    run()
