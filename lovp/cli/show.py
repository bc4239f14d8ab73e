"""To the terminal: data to standard output, messages to standard error."""

import os
import sys
from collections.abc import Iterable, Sequence

from lovp.i18n import _
from lovp.render.grid import Grid


def data(text: str) -> None:
    """Data, exactly as it is (with the line ends it has, on Windows too)."""
    sys.stdout.flush()
    if hasattr(sys.stdout, "buffer"):
        sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.buffer.flush()
    else:
        sys.stdout.write(text)


def line(text: str = "") -> None:
    """A line of an answer."""
    print(text)


def message(text: str) -> None:
    """A remark that is no data."""
    print(text, file=sys.stderr)


def warn(warnings: Iterable[str]) -> None:
    word = _("Warning")
    for warning in warnings:
        message(f"⚠ {word}: {warning}")


def grids(grids: Sequence[Grid], heading: str = "") -> None:
    """Tables, as wide as the terminal (or `COLUMNS`) has room for; 80 columns where there is no terminal."""
    from rich.console import Console

    from lovp.render import terminal

    console = Console(highlight=False, width=_width(), soft_wrap=False)
    terminal.show(console, grids, heading)


def _width() -> int | None:
    """None lets the terminal say; a pipe has 80 columns unless COLUMNS says otherwise."""
    return None if sys.stdout.isatty() or os.environ.get("COLUMNS") else 80
