"""A command of lovp that ends, or meets a fault, just before the Nth thing that it does to a folder's files.

`python -m tests.faults.audited FOLDER N FAULT COMMAND…`: the fault is the name of an error, `KILL`, or
`NONE`, which only counts: how often something was done is then the last line of standard error.
"""

import errno
import os
import signal
import sys
from pathlib import Path

from lovp.cli.main import main

EVENTS = {"open", "os.rename", "os.link", "os.remove", "os.mkdir", "os.truncate"}


class Auditor:
    """Counts what is done to the files of a folder, and interferes at one of the times."""

    def __init__(self, folder: str, at: int, fault: str) -> None:
        self.folder, self.at, self.fault = folder, at, fault
        self.count = 0

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if event not in EVENTS or not any(self._is_there(each) for each in arguments[:2]):
            return
        self.count += 1
        if self.count != self.at:
            return
        if self.fault == "KILL":
            os.kill(os.getpid(), signal.SIGKILL)
        if self.fault != "NONE":
            raise OSError(getattr(errno, self.fault), "injected")

    def _is_there(self, argument: object) -> bool:
        return isinstance(argument, str | Path) and str(argument).startswith(self.folder)


if __name__ == "__main__":
    where, number, fault, *words = sys.argv[1:]
    auditor = Auditor(where, int(number), fault)
    sys.addaudithook(auditor)
    code = main(words)
    print(f"\n{auditor.count}", file=sys.stderr)
    sys.exit(code)
