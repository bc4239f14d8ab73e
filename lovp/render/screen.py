"""One screen: parts in columns, below or beside each other; names are cut if they must, numbers never."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from lovp.render.terminal import Drawn, Terminal

_SIDE_GAP = 4
_INDENT = 2
_LINES = 23
"""What a common terminal shows beside the line of the next command."""
_WIDE = 110
_SIDE_BY_SIDE = 170
"""The least width of a terminal that has room for two columns of parts."""
_LEFT = 43
"""How much of that is the left one's, in percent, unless its first part needs more."""
_DOT = " · "


class Field(NamedTuple):
    """A column of a part. `number` aligns right.

    Fields of rank 0 are always there; the others come, the lowest `rank` first, if they hold anything and
    there is room for all of it. Text may be cut to `least` (0: it may not), once no other field is left.
    """

    title: str
    number: bool = False
    rank: int = 0
    least: int = 0
    style: str = "quiet"
    """Of the heading."""


class Part(NamedTuple):
    """What the screen tells of one thing: rows under the headings of their fields or beside a title."""

    fields: tuple[Field, ...]
    rows: tuple[tuple[Drawn, ...], ...]
    title: str = ""
    note: str = ""
    gap: int = 2
    """Columns between columns."""


Choice = Sequence[Part]
"""The same part in several forms, the fullest first."""


class Screen(NamedTuple):
    """Parts of which the second ones stand beside the first where there is room, else below them."""

    heading: str
    first: Sequence[Choice]
    second: Sequence[Choice]
    closing: Sequence[tuple[str, str]]
    """What can be typed next: what it does, and the command."""


class Room(StrEnum):
    """How much there is."""

    NARROW = "narrow"
    """A common terminal, of some 80 columns and 24 lines."""
    WIDE = "wide"
    BESIDE = "beside"
    """Parts stand beside each other."""


def room(console: Terminal) -> Room:
    """How much room the terminal has."""
    if console.width >= _SIDE_BY_SIDE:
        return Room.BESIDE
    return Room.WIDE if console.width >= _WIDE else Room.NARROW


def show(console: Terminal, screen: Screen) -> None:
    """Print the screen, as wide as the terminal has room for."""
    whole = console.width
    body = (
        _beside(screen, whole)
        if room(console) is Room.BESIDE
        else _stacked([*screen.first, *screen.second], whole)
    )
    heading = Text("\n".join(_folded(screen.heading.split(_DOT), whole)), "bold")
    closing = Text("\n").join(_closing(screen.closing, whole))
    close = [heading, body, *([closing] if closing else [])]
    apart = [heading, Text(), body, *([Text(), closing] if closing else [])]
    # An empty line above and below, unless all is seen on a common terminal only without them.
    fits, fits_apart = (len(console.render_lines(Group(*parts))) <= _LINES for parts in (close, apart))
    console.print(Group(*(close if fits and not fits_apart else apart)))


def _beside(screen: Screen, whole: int) -> RenderableType:
    width = max(_core(screen.first[0][0]), (whole - _SIDE_GAP) * _LEFT // 100)
    table = Table.grid(padding=(0, _SIDE_GAP, 0, 0))
    table.add_column(width=width)
    table.add_row(_stacked(screen.first, width), _stacked(screen.second, whole - _SIDE_GAP - width))
    return table


def _stacked(choices: Iterable[Choice], room: int) -> Group:
    """The parts one under another: an empty line between those with headings, the others close together."""
    shown = [choice for choice in choices if choice[0].rows]
    titles = [choice[0].title for choice in shown]
    label = max(map(cell_len, titles), default=0) + _INDENT
    beside = all(_fitting(choice, room - label) for choice in shown if choice[0].title)
    parts: list[RenderableType] = []
    for at, (choice, title) in enumerate(zip(shown, titles, strict=True)):
        if at and not (title and titles[at - 1] and beside):
            parts.append("")
        if not title:
            parts.append(_drawn(choice, room))
        elif beside:
            labelled = Table.grid()
            labelled.add_column(width=label)
            labelled.add_row(Text(title, "bold"), _drawn(choice, room - label))
            parts.append(labelled)
        else:
            parts += [Text(title, "bold"), Padding(_drawn(choice, room - _INDENT), (0, 0, 0, _INDENT))]
    return Group(*parts)


def _fitting(choice: Choice, room: int) -> Part | None:
    """The fullest form that there is room for with nothing cut."""
    return next((part for part in choice if _widths(part, room)), None)


def _drawn(choice: Choice, room: int) -> RenderableType:
    """The fullest form that fits or, if none does, the last one, cut; else all is spelled out."""
    part = _fitting(choice, room) or choice[-1]
    widths = _widths(part, room) or _widths(part, room, cut=True)
    if widths is None:
        return _spelled(choice[0])
    table = Table.grid(padding=(0, part.gap, 0, 0))
    table.show_header = not part.title
    for at, width in widths.items():
        field = part.fields[at]
        title = Text(field.title, field.style)
        table.add_column(title, width=width, justify="right" if field.number else "left", no_wrap=True)
    for row in part.rows:
        table.add_row(*(Text.assemble(*row[at]) for at in widths))
    notes = _folded(part.note.split(_DOT), room) if part.note else []
    return Group(table, *(Text(note, "quiet") for note in notes))


def _spelled(part: Part) -> Group:
    """Each row as its name and, under it, every figure after its heading: for a very narrow terminal."""
    lines: list[RenderableType] = []
    for row in part.rows:
        cells = [(field.title, _plain(cell)) for field, cell in zip(part.fields, row, strict=True)]
        if part.title:
            lines.append(Text(_DOT.join(text for _title, text in cells if text)))
        else:
            told = _DOT.join(f"{title}: {text}" for title, text in cells[1:] if title and text)
            lines += [Text(cells[0][1], "bold"), Padding(Text(told), (0, 0, 0, _INDENT))]
    return Group(*lines)


def _plain(cell: Drawn) -> str:
    return "".join(text for text, _style in cell).strip()


def _core(part: Part) -> int:
    """How wide the fields that always stay are."""
    return _whole((_natural(part, i) for i, field in enumerate(part.fields) if not field.rank), part.gap)


def _natural(part: Part, i: int) -> int:
    """How wide the field is where nothing is cut."""
    cells = (sum(cell_len(text) for text, _style in row[i]) for row in part.rows)
    return max(cell_len(part.fields[i].title), *cells) if part.rows else cell_len(part.fields[i].title)


def _widths(part: Part, room: int, *, cut: bool = False) -> dict[int, int] | None:
    """How wide each field is that there is room for; None where there is none even for those that stay."""
    wanted = {i: _natural(part, i) for i in range(len(part.fields))}
    chosen = [i for i, field in enumerate(part.fields) if not field.rank]
    if cut:
        return _cut_down(part, {i: wanted[i] for i in chosen}, room)
    more = [i for i in wanted if i not in chosen and any(_plain(row[i]) for row in part.rows)]
    for i in sorted(more, key=lambda i: part.fields[i].rank):
        if _whole((wanted[each] for each in [*chosen, i]), part.gap) <= room:
            chosen = sorted([*chosen, i])
    widths = {i: wanted[i] for i in chosen}
    return widths if _whole(widths.values(), part.gap) <= room else None


def _cut_down(part: Part, widths: dict[int, int], room: int) -> dict[int, int] | None:
    """The widths, so much less that they fit; what comes first is cut first."""
    missing = _whole(widths.values(), part.gap) - room
    for i, width in widths.items():
        if least := part.fields[i].least:
            taken = max(min(missing, width - least), 0)
            widths[i] -= taken
            missing -= taken
    return widths if missing <= 0 else None


def _whole(widths: Iterable[int], gap: int) -> int:
    each = list(widths)
    return sum(each) + gap * (len(each) - 1)


def _folded(parts: Sequence[str], room: int) -> list[str]:
    """The parts with dots between, on as few lines as they fit on; a part that is too long is wrapped."""
    from textwrap import wrap

    lines: list[str] = []
    for part in parts:
        if lines and cell_len(lines[-1] + _DOT + part) <= room:
            lines[-1] += _DOT + part
        else:
            lines += wrap(part, max(room, 1))
    return lines


def _closing(closing: Sequence[tuple[str, str]], room: int) -> list[Text]:
    """What can be typed next, on one line where that fits."""
    hints = [Text.assemble((f"{what}: ", "quiet"), command) for what, command in closing]
    if sum(hint.cell_len for hint in hints) + len(_DOT) * (len(hints) - 1) <= room:
        return [Text(_DOT).join(hints)] if hints else []
    if all(hint.cell_len <= room for hint in hints):
        return hints
    return [line for what, command in closing for line in (Text(f"{what}:", "quiet"), Text(f"  {command}"))]
