"""`lovp` as a program, and `python -m lovp`: how the process begins and ends."""

import gc
import os
import sys
from contextlib import suppress


def run() -> None:
    """Run the command line, and leave without taking the interpreter apart.

    A process that lives for so short a time has no use for a collector of garbage; and nothing waits in
    memory once `main` has returned, so that the system can have it back at once.
    """
    gc.disable()
    # Imported here, since even the imports go faster then.
    from lovp.cli.main import main

    code = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    run()
