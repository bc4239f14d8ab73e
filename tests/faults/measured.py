"""Commands as processes of their own, with limits, and what they took of time and memory."""

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.faults.check import SETTING

MOST_MEMORY = 500
"""Megabytes that no command may need."""
HANGS = 300.0
"""Seconds on the clock after which a command hangs, on however busy a machine."""

_LIMITED = """\
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1500 << 20, 1500 << 20))
from lovp.cli.main import main
sys.exit(main())
"""


class Measured(NamedTuple):
    """What a process ended with, the seconds of processor time it took, and the megabytes at its largest."""

    code: int
    out: str
    err: str
    seconds: float
    megabytes: float


def measured(folder: Path, words: Sequence[str], environment: Mapping[str, str] = {}) -> Measured:
    """Run the command in the folder, with nobody to ask; killed where it hangs."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(
            [sys.executable, "-c", _LIMITED, *words],
            cwd=folder,
            env=os.environ | SETTING | {"HOME": str(folder)} | dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
        )
        hangs = threading.Timer(HANGS, process.kill)
        hangs.start()
        _pid, status, used = os.wait4(process.pid, 0)
        hangs.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        texts = []
        for stream in (out, err):
            stream.seek(0)
            texts.append(stream.read().decode("utf-8", "surrogateescape"))
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    seconds = used.ru_utime + used.ru_stime
    return Measured(process.returncode, texts[0], texts[1], seconds, used.ru_maxrss / unit)
