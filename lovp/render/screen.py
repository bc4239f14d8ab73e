"""One screen: grids beside or below each other, in the form for which there is room."""

import sys
from collections.abc import Iterable, Sequence
from textwrap import wrap
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from lovp.render.grid import Grid
from lovp.render.terminal import Layout, Step, Terminal, blocks, fit, plain, table

_SIDE_GAP = 4
_INDENT = 2
_LINES = 23
"""What a common terminal shows beside the line of the next command."""
SIDE_BY_SIDE = 170
"""The least width of a terminal that has room for two columns of parts."""
_LEFT = 45
"""How much of that is the left one's, in percent."""
_DOT = " · "
_SPACES = (2, 1, 2, 2)
"""Between the columns of each form of a part: the second one is the first one, closer."""

Part = Sequence[Grid]
"""The same in several forms, the fullest first; a bare one has its title beside it."""


class Screen(NamedTuple):
    """Parts of which the second ones stand beside the first where there is room, else below them."""

    heading: str
    first: Sequence[Part]
    second: Sequence[Part]
    closing: Sequence[tuple[str, str]]
    """What can be typed next: what it does, and the command."""


def show(console: Terminal, screen: Screen) -> None:
    """Print the screen, as wide as the terminal has room for."""
    body = _stacked([*screen.first, *screen.second], console.width, console.signs)
    if console.width >= SIDE_BY_SIDE:
        left = (console.width - _SIDE_GAP) * _LEFT // 100
        body = Table.grid(padding=(0, _SIDE_GAP, 0, 0))
        body.add_column(width=left)
        right = _stacked(screen.second, console.width - _SIDE_GAP - left, console.signs)
        body.add_row(_stacked(screen.first, left, console.signs), right)
    parts = [Text(_folded(screen.heading, console.width), "bold"), body]
    parts += [_closing(screen.closing, console.width)] if screen.closing else []
    apart = [line for part in parts for line in (Text(), part)][1:]
    # An empty line above and below, unless all is seen on a common terminal only without them.
    fits, fits_apart = (len(console.render_lines(Group(*each))) <= _LINES for each in (parts, apart))
    console.print(Group(*(parts if fits and not fits_apart else apart)))


def _stacked(parts: Iterable[Part], room: int, signs: str) -> RenderableType:
    """The parts one under another, with an empty line between, but the bare ones close together."""
    shown = [forms for forms in parts if forms[0].rows]
    labels = [cell_len(form.title) for form, *_others in shown if form.bare and len(form.columns) > 1]
    lines: list[RenderableType] = []
    before_is_beside = False
    for forms in shown:
        form, layout = forms[0], None
        if form.bare:
            # What is a single text need not stand under the others.
            label = max(labels) + _INDENT if len(form.columns) > 1 else cell_len(form.title) + 1
            layout = _whole(form, room - label)
        if lines and not (layout and before_is_beside):
            lines.append("")
        if layout:
            labelled = Table.grid()
            labelled.add_column(width=label)
            labelled.add_row(Text(form.title, "bold"), table(form, layout, signs))
            lines.append(labelled)
        else:
            lines.append(_spelled(form) if form.bare else _drawn(forms, room, signs))
        before_is_beside = layout is not None
    return Group(*lines)


def _whole(form: Grid, room: int, spaces: int = _SPACES[0]) -> Layout | None:
    """A layout in which nothing wraps, if there is room."""
    steps = [Step(sys.maxsize, sys.maxsize, sys.maxsize, (spaces,), more) for more in (True, False)]
    return fit(form.columns, form.rows, room, steps)


def _drawn(forms: Part, room: int, signs: str) -> RenderableType:
    """The fullest form that fits as it is, else the last one wrapped; else all is spelled out."""
    fitting = ((form, _whole(form, room, spaces)) for form, spaces in zip(forms, _SPACES, strict=False))
    last = (forms[-1], fit(forms[-1].columns, forms[-1].rows, room, [Step(10, 24, 24)]))
    form, layout = next((each for each in fitting if each[1]), last)
    if layout is None:
        spelled = blocks(forms[0])
        spelled.rstrip()
        return spelled
    notes = (Text(_folded(note, room), "quiet") for note in form.notes)
    return Group(table(form, layout, signs, ruled=False), *notes)


def _spelled(form: Grid) -> RenderableType:
    """The title, and under it what each row says."""
    rows = (_DOT.join(filter(None, map(plain, row))) for row in form.rows)
    return Group(Text(form.title, "bold"), *(Padding(row, (0, 0, 0, _INDENT)) for row in rows))


def _folded(text: str, room: int) -> str:
    """The text broken at its dots, into as few lines as they fit on; a part that is too long is wrapped."""
    lines: list[str] = []
    for part in text.split(_DOT):
        if lines and cell_len(lines[-1] + _DOT + part) <= room:
            lines[-1] += _DOT + part
        else:
            lines += wrap(part, max(room, 1))
    return "\n".join(lines)


def _closing(closing: Sequence[tuple[str, str]], room: int) -> Text:
    """What can be typed next, on one line where that fits, and never with a break in a command."""
    text = Text()
    for between, before in ((_DOT, " "), ("\n", " "), ("\n", "\n  ")):
        hints = (Text.assemble((f"{what}:", "quiet"), before, command) for what, command in closing)
        text = Text(between).join(hints)
        if max(map(cell_len, text.plain.splitlines())) <= room:
            break
    return text
