"""One screen: parts in columns, below or beside each other; names are cut if they must, numbers never."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import zip_longest
from typing import NamedTuple

from rich.cells import cell_len
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
    heading = [Text(line, "bold") for line in _folded(screen.heading.split(_DOT), whole)]
    if room(console) is Room.BESIDE:
        width = max(_core(screen.first[0][0]), (whole - _SIDE_GAP) * _LEFT // 100)
        left = _stacked(screen.first, width)
        right = _stacked(screen.second, whole - _SIDE_GAP - width)
        body = _beside(left, right, width + _SIDE_GAP)
    else:
        body = _stacked([*screen.first, *screen.second], whole)
    closing = _closing(screen.closing, whole)
    between = [] if _is_tight(len(heading + body + closing)) else [Text()]
    lines = [*heading, *between, *body, *between, *closing]
    console.print(Text("\n").join(lines), no_wrap=True, overflow="ignore", crop=False)


def _is_tight(lines: int) -> bool:
    """Whether so many lines are all seen on a common terminal, but not with an empty one above and below."""
    return lines <= _LINES < lines + 2


def _beside(left: Sequence[Text], right: Sequence[Text], width: int) -> list[Text]:
    lines = []
    for one, other in zip_longest(left, right, fillvalue=Text()):
        line = one.copy()
        if other.plain:
            line.append(" " * (width - one.cell_len))
            line.append_text(other)
        lines.append(line)
    return lines


def _stacked(choices: Iterable[Choice], room: int) -> list[Text]:
    """The parts one under another: an empty line between those with headings, the others close together."""
    shown = [choice for choice in choices if choice[0].rows]
    titles = [choice[0].title for choice in shown]
    label = max(map(cell_len, titles), default=0) + _INDENT
    beside = all(_fitting(choice, room - label) for choice in shown if choice[0].title)
    lines: list[Text] = []
    for at, (choice, title) in enumerate(zip(shown, titles, strict=True)):
        if at and not (title and titles[at - 1] and beside):
            lines.append(Text())
        if not title:
            lines += _drawn(choice, room)
        elif beside:
            lines += _labelled(title, _drawn(choice, room - label), label)
        else:
            lines += [Text(title, "bold"), *_indented(_drawn(choice, room - _INDENT), _INDENT)]
    return lines


def _fitting(choice: Choice, room: int) -> Part | None:
    """The fullest form that there is room for with nothing cut."""
    return next((part for part in choice if _widths(part, room)), None)


def _labelled(title: str, lines: Iterable[Text], label: int) -> list[Text]:
    """The lines beside the title."""
    first, *others = _indented(lines, label)
    return [Text.assemble((title, "bold"), first[cell_len(title) :]), *others]


def _indented(lines: Iterable[Text], by: int) -> list[Text]:
    return [Text(" " * by) + line for line in lines]


def _drawn(choice: Choice, room: int) -> list[Text]:
    """The fullest form that fits or, if none does, the last one, cut; else all is spelled out."""
    part = _fitting(choice, room) or choice[-1]
    widths = _widths(part, room) or _widths(part, room, cut=True)
    if widths is None:
        return _spelled(choice[0], room)
    lines = [_line(part, row, widths) for row in part.rows]
    if part.title:
        return lines
    titles: list[Drawn] = [[(field.title, field.style)] for field in part.fields]
    notes = _folded(part.note.split(_DOT), room) if part.note else []
    return [_line(part, titles, widths), *lines, *(Text(note, "quiet") for note in notes)]


def _spelled(part: Part, room: int) -> list[Text]:
    """Each row as its name and, under it, every figure after its heading: for a very narrow terminal."""
    lines = []
    for row in part.rows:
        cells = [(field.title, _plain(cell)) for field, cell in zip(part.fields, row, strict=True)]
        if part.title:
            lines += [
                Text(line) for line in _wrapped(_DOT.join(text for _title, text in cells if text), room)
            ]
        else:
            told = _DOT.join(f"{title}: {text}" for title, text in cells[1:] if title and text)
            lines += [Text(line, "bold") for line in _wrapped(cells[0][1], room)]
            lines += [Text("  " + line) for line in _wrapped(told, room - _INDENT)]
    return lines


def _wrapped(text: str, room: int) -> list[str]:
    import textwrap

    return textwrap.wrap(text, max(room, 1))


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


def _line(part: Part, cells: Sequence[Drawn], widths: dict[int, int]) -> Text:
    """The row's cells that there is room for, each in its column; no spaces at the end of the line."""
    line = Text()
    waiting = 0
    for i, width in widths.items():
        cell = _cut(cells[i], width)
        spare = width - sum(cell_len(text) for text, _style in cell)
        before, after = (spare, 0) if part.fields[i].number else (0, spare)
        if _plain(cell):
            line.append(" " * (waiting + before))
            for text, style in cell:
                line.append(text, style)
            waiting = after + part.gap
        else:
            waiting += width + part.gap
    line.rstrip()
    return line


def _cut(cell: Drawn, width: int) -> Drawn:
    """The cell, its text cut where it is wider than that, with a sign that something is missing."""
    if sum(cell_len(text) for text, _style in cell) <= width:
        return cell
    shown: Drawn = []
    room = width - 1
    for text, style in cell:
        part = text[:room]
        room -= len(part)
        if part:
            shown.append((part, style))
    last, style = shown[-1] if shown else ("", "")
    return [*shown[:-1], (last.rstrip() + "…", style)]


def _folded(parts: Sequence[str], room: int) -> list[str]:
    """The parts with dots between, on as few lines as they fit on; a part that is too long is wrapped."""
    lines: list[str] = []
    for part in parts:
        if lines and cell_len(lines[-1] + _DOT + part) <= room:
            lines[-1] += _DOT + part
        else:
            lines += _wrapped(part, room)
    return lines


def _closing(closing: Sequence[tuple[str, str]], room: int) -> list[Text]:
    """What can be typed next, on one line where that fits."""
    hints = [Text.assemble((f"{what}: ", "quiet"), command) for what, command in closing]
    if sum(hint.cell_len for hint in hints) + len(_DOT) * (len(hints) - 1) <= room:
        return [Text(_DOT).join(hints)] if hints else []
    if all(hint.cell_len <= room for hint in hints):
        return hints
    return [line for what, command in closing for line in (Text(f"{what}:", "quiet"), Text(f"  {command}"))]
