"""`lovp` as a program, and `python -m lovp`."""

import gc
import os
import sys
from contextlib import suppress


def run() -> None:
    """Run the command line, and end with its exit code."""
    # Without looking for garbage, and without taking all apart at the end, each command is a tenth quicker.
    gc.disable()
    from lovp.cli.main import main

    code = main()
    with suppress(OSError, ValueError):
        sys.stdout.flush()
    os._exit(code)


if __name__ == "__main__":
    run()
