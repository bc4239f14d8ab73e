"""Tables to standard output: on a terminal as wide as it is, or as Markdown."""

import os
import shutil
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from lovp.cli import show as to

if TYPE_CHECKING:
    from lovp.render.grid import Grid
    from lovp.render.terminal import Terminal

_PIPE_WIDTH = 80
_DUMB = ("dumb", "unknown")


def write(grids: "Sequence[Grid]", heading: str, form: str, warnings: Sequence[str] = ()) -> None:
    """Write the tables in the form `table` or `markdown`; a Markdown document repeats the warnings."""
    if form == "markdown":
        from lovp.render import markdown

        to.data(markdown.document(heading, grids, warnings))
    else:
        show(grids, heading)


def show(grids: "Sequence[Grid]", heading: str = "") -> None:
    """Show the tables, as wide as the terminal (or `COLUMNS`) has room for; 80 columns in a pipe."""
    from lovp.render import terminal

    terminal.show(terminal_here(), grids, heading)


def terminal_here() -> "Terminal":
    """The terminal that standard output is, or one of 80 columns where it is none."""
    from lovp.render import terminal

    return terminal.Terminal(_width())


def _width() -> int | None:
    """The columns that COLUMNS says; None where the terminal says itself; 80 in a pipe."""
    if told := os.environ.get("COLUMNS"):
        return int(told)
    if not sys.stdout.isatty():
        return _PIPE_WIDTH
    if os.environ.get("TERM", "").lower() in _DUMB:
        # The library takes 80 for granted there, however wide the window is.
        return shutil.get_terminal_size((_PIPE_WIDTH, 24)).columns
    return None
