"""Tables to the terminal. What draws them is slow to load, so this is imported where one is shown."""

import os
import shutil
import sys
from collections.abc import Sequence

from lovp.render import terminal
from lovp.render.grid import Grid

_PIPE_WIDTH = 80
_DUMB = ("dumb", "unknown")


def show(grids: Sequence[Grid], heading: str = "") -> None:
    """Tables, as wide as the terminal (or `COLUMNS`) has room for; 80 columns where there is no terminal."""
    terminal.show(terminal_here(), grids, heading)


def terminal_here() -> terminal.Terminal:
    """The terminal that standard output is, or a stand-in for one."""
    return terminal.Terminal(_width())


def _width() -> int | None:
    """The columns that COLUMNS says, else None for a terminal to say itself, else 80."""
    if told := os.environ.get("COLUMNS"):
        return int(told)
    if not sys.stdout.isatty():
        return _PIPE_WIDTH
    if os.environ.get("TERM", "").lower() in _DUMB:
        # The library takes 80 for granted there, however wide the window is.
        return shutil.get_terminal_size((_PIPE_WIDTH, 24)).columns
    return None
