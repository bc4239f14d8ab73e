"""What the tests of appending have in common."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lovp.model import Outcome
from lovp.record.read import read_rows

MakeRow = Callable[..., Outcome]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX")


def ids(folder: Path) -> list[str]:
    return sorted(found.outcome.id for found in read_rows(folder)[0])
