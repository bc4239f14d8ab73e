"""`lovp` as a program, and `python -m lovp`."""

import gc
import os
import sys
from contextlib import suppress


def run() -> None:
    """Run the command line, and end with its exit code.

    A process that lives for a moment has no garbage worth looking for, and nothing that has to be taken apart
    at its end: without both, every command is a tenth quicker.
    """
    gc.disable()
    from lovp.cli.main import main

    code = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    run()
