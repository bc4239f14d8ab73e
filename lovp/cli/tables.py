"""Tables to the terminal. What draws them is slow to load, so this is imported where one is shown."""

import os
import sys
from collections.abc import Sequence

from lovp.render import terminal
from lovp.render.grid import Grid

_PIPE_WIDTH = 80


def show(grids: Sequence[Grid], heading: str = "") -> None:
    """Tables, as wide as the terminal (or `COLUMNS`) has room for; 80 columns where there is no terminal."""
    terminal.show(terminal.Terminal(_width()), grids, heading)


def _width() -> int | None:
    """The columns that COLUMNS says, else None for a terminal to say itself, else 80."""
    if told := os.environ.get("COLUMNS"):
        return int(told)
    return None if sys.stdout.isatty() else _PIPE_WIDTH
