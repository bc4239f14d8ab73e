"""To the terminal: data to standard output, messages to standard error."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from lovp.errors import Problem, UsageError
from lovp.files import shown_path
from lovp.i18n import _
from lovp.text import printable

if TYPE_CHECKING:
    from lovp.render.grid import Grid

_WIDTH = 99
"""Characters of a line that are shown, at most 60 of them before the place of a problem."""
_LONGEST = 1000


def data(content: str | bytes, *, binary: str = "") -> None:
    """Write data exactly as it is (with the line ends it has, on Windows too).

    Raises UsageError where a `binary` format (its name) would be shown in a terminal.
    """
    if binary and sys.stdout.isatty():
        message = _("{format} can't be shown in a terminal.").format(format=binary)
        raise UsageError(message, _("Write it to a file with --output."))
    sys.stdout.flush()
    sys.stdout.buffer.write(content if isinstance(content, bytes) else content.encode())
    sys.stdout.buffer.flush()


def line(text: str = "") -> None:
    """Print a line of an answer."""
    print(text)


def tables(grids: "Sequence[Grid]", heading: str, form: str = "table", warnings: Sequence[str] = ()) -> None:
    """Show tables in the form `table` or `markdown`; a Markdown document repeats the warnings."""
    if form == "markdown":
        from lovp.render import markdown
        from lovp.render.grid import Kind, Section

        sections = [Section(Kind.AREA, grid.title, (), (grid._replace(title=""),)) for grid in grids]
        data(markdown.document(heading, sections, warnings))
    else:
        from lovp.render import terminal

        terminal.show(grids, heading)


def files(written: Iterable[Path]) -> None:
    """Print where the files are that were written, one a line."""
    with after_saving():
        for file in written:
            line(shown_path(file))


@contextmanager
def after_saving() -> Iterator[None]:
    """Keep a fault in showing the answer from looking as if nothing was saved.

    After a traceback, or an exit code other than 0, somebody would do it a second time.
    """
    try:
        yield
        sys.stdout.flush()
    except (KeyboardInterrupt, OSError):
        discard_output()
    except Exception as error:
        message(_("It was saved, but the answer could not be shown: {reason}").format(reason=repr(error)))


def discard_output() -> None:
    """Send all further output nowhere: nobody reads it, or there is no room for it."""
    with suppress(OSError):  # a stream that is no file needs no giving up
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def message(text: str) -> None:
    """Print a remark that is no data."""
    print(text, file=sys.stderr)


def warn(warnings: Iterable[str]) -> None:
    """Print each warning as a message of its own."""
    word = _("Warning")
    for warning in warnings:
        message(f"⚠ {word}: {warning}")


def quoted_path(path: Path) -> str:
    """The path as it can be typed after a command, on any system."""
    text = shown_path(path)
    return f'"{text}"' if " " in text else text


def format_problem(problem: Problem) -> str:
    """The lines of the problem: where, what, the line with a mark under the place, and the remedy."""
    where = [problem.file, problem.line, problem.column if problem.line else 0]
    place = ":".join(str(part) for part in where if part)
    lines = [printable(f"{place}: {problem.message}", _LONGEST)]
    if problem.text.strip():
        at = min(max(problem.column - 1, 0), len(problem.text))
        start = max(at - 60, 0) if len(problem.text) > _WIDTH else 0
        before = printable(problem.text[start:at], _WIDTH)
        lines.append(f"    {before}{printable(problem.text[at:], _WIDTH - len(before))}")
        if problem.column:
            lines.append(f"    {' ' * len(before)}^")
    if problem.remedy:
        lines.append(f"  {printable(problem.remedy, _LONGEST)}")
    return "\n".join(lines)
