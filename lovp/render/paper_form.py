"""A sheet of A4 to log by pen on: what is counted, with boxes for the numbers, and no line for a name.

Where few targets are wanted there are boxes for several occasions, else for one, with the targets in two
columns. What a line takes is reckoned for wide letters, so that the sheet is one page with any font.
"""

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple
from unicodedata import east_asian_width

from lovp.cells import clean_text
from lovp.errors import LovpError
from lovp.exchange.forms.words import fields, kind
from lovp.i18n import _, current, to_the_user
from lovp.model import Activity, Coverage, Level, Milestone, PlaceKind, Plan, Share, Sum, Target
from lovp.render import figures
from lovp.render.pdf import pdf


class Line(NamedTuple):
    """A target: what to call it by, what its number is of, and whether there is a box for the whole."""

    id: str
    name: str
    counted: str
    of: bool


class Part(NamedTuple):
    """An area, or as much of it as stands in a column; `again` where it began in the one before."""

    name: str
    again: bool
    lines: tuple[Line, ...]


class Size(NamedTuple):
    """How large the sheet is set: letters in points, all else in mm. The page's style is made of these."""

    columns: int
    occasions: int
    called: float
    called_line: float
    small: float
    small_line: float
    row: float
    area: float
    box: float
    text: float
    """How wide a name may be; in two columns it is `_OF` less beside two boxes."""
    head: float = 0


SIZES = (
    Size(1, 4, 10.0, 4.6, 7.6, 3.5, 10.8, 9.0, 7.0, 62.0, head=20.5),
    Size(1, 4, 8.8, 3.8, 6.8, 3.0, 8.6, 7.6, 6.2, 62.0, head=18.5),
    Size(2, 1, 8.8, 3.8, 6.8, 3.0, 8.6, 7.6, 6.4, 75.0),
    Size(2, 1, 8.2, 3.5, 6.4, 2.8, 7.4, 6.8, 5.8, 75.5),
    Size(2, 1, 7.6, 3.2, 6.0, 2.5, 6.25, 5.9, 5.1, 76.0),
    Size(2, 1, 6.9, 2.8, 5.5, 2.3, 5.5, 5.1, 4.4, 76.5),
)
"""From the largest; the first on which all targets have room is taken."""

_OF = 17.0
"""What the box for the whole takes."""
_LETTER = 0.6 * 25.4 / 72
"""How wide a letter is, in mm for each point of its size, in the widest of the usual fonts."""
_ROOM = 231.0
"""How much of the page is left below its head and above its foot, in mm, where its title is one line."""
_TITLE, _TITLE_POINTS, _WIDTH = 6.5, 15.0, 186.0
"""The title: the height of a line, how large its letters are, and how wide it may be."""
_WIDE, _CAPITAL = 2.0, 1.25
"""How wide signs of the East and capitals are, in small letters."""
_MOST_TIMES = 4
_FULL, _LINE = 0.85, 0.2
"""How full a line is that another one follows; how thick the line below a target is."""


def render_sheet(plan: Plan, targets: Sequence[Target], form: str | None) -> tuple[str, bytes]:
    """The sheet's format and its content: a PDF, unless HTML was asked for or no PDF can be made here."""
    page = paper_form(plan, targets)
    if form != "html":
        try:
            return "pdf", pdf(page)
        except LovpError:
            if form == "pdf":
                raise
    return "html", page.encode()


def paper_form(plan: Plan, targets: Sequence[Target]) -> str:
    """The sheet as a page of HTML, in the language spoken now. Raises LovpError where not all have room."""
    from lovp.render.page import environment

    parts = [
        Part(plan.area_by_id[area].name, again=False, lines=tuple(_line(plan, target) for target in within))
        for area, within in groupby(targets, lambda target: target.area)
    ]
    room = _ROOM - _TITLE * (_lines(f"{plan.organisation} {plan.year}", _TITLE_POINTS, _WIDTH) - 1)
    for size in SIZES:
        columns = _columns(parts, size, room)
        if columns is not None:
            break
    else:
        with to_the_user():
            raise LovpError(
                _("{count} targets have no room on one sheet.").format(count=len(targets)),
                _("Choose areas with --area, or targets with --target."),
            )
    return (
        environment()
        .get_template("paper_form.html")
        .render(
            language=current(),
            size=size,
            columns=columns,
            organisation=clean_text(plan.organisation),
            year=plan.year,
            words=_words(plan),
        )
    )


def _line(plan: Plan, target: Target) -> Line:
    _value, of = fields(kind(target))
    return Line(target.id, target.name, _counted(plan, target), of=bool(of))


def _counted(plan: Plan, target: Target) -> str:
    """What to write in the box."""
    unit = target.unit or ""
    match target.measure:
        case Sum() | Activity():
            return unit
        case Share(over=over):
            return ", ".join(filter(None, (unit, _("of all"), _by(plan, over))))
        case Coverage(over=over, minimum=minimum, counts=counts):
            least = _("at least {number} counts").format(
                number=figures.number(Fraction(minimum), target.decimals)
            )
            if counts == "of":
                least = _("of all, {least}").format(least=least)
            return ", ".join((_("how many, 0 if none") if minimum == 1 else least, _by(plan, over)))
        case Level(over=over):
            by = "" if over is None else _by(plan, over)
            return ", ".join(filter(None, (unit, _("as it is now"), by)))
        case Milestone():
            return _("1 when it is done, or a part")


def _by(plan: Plan, over: PlaceKind) -> str:
    return _("per {place}").format(place=plan.word(over))


def _columns(parts: Sequence[Part], size: Size, room: float) -> list[list[Part]] | None:
    """The areas in the columns of the sheet, or None where they have no room.

    In one column they stand as many times as there is room for, each time for other days.
    """
    whole = [_height(part, size) for part in parts]
    if size.columns == 1:
        times = min(_MOST_TIMES, max(0, int(room / (size.head + sum(whole)))))
        return [list(parts)] * times or None
    lines = [(part, line) for part in parts for line in part.lines]
    best: tuple[float, list[list[Part]]] | None = None
    for at in range(1, len(lines) + 1):
        columns = [list(_joined(lines[:at], ())), list(_joined(lines[at:], lines[:at]))]
        heights = [sum(_height(part, size) for part in column) for column in columns]
        if best is None or max(heights) < best[0]:
            best = max(heights), columns
    return best[1] if best is not None and best[0] <= room else None


def _joined(lines: Sequence[tuple[Part, Line]], before: Sequence[tuple[Part, Line]]) -> Iterator[Part]:
    """The lines of a column under their areas' names."""
    for part, within in groupby(lines, lambda pair: pair[0]):
        again = bool(before) and before[-1][0] == part
        yield Part(part.name, again, tuple(line for _part, line in within))


def _height(part: Part, size: Size) -> float:
    return size.area * _lines(part.name, size.called + 1, size.text) + sum(
        _row_height(line, size) for line in part.lines
    )


def _row_height(line: Line, size: Size) -> float:
    width = size.text - (_OF if line.of and size.columns > 1 else 0)
    name = size.called_line * _lines(line.name, size.called, width)
    return max(
        size.row, name + size.small_line * _lines(f"{line.id}  {line.counted}", size.small, width) + _LINE
    )


def _lines(text: str, points: float, width: float) -> int:
    """How many lines the text takes, in letters of this size on lines of this width."""
    fit = width / (points * _LETTER)
    # A word that does not fit goes to the next line whole, so that a line is never quite full.
    return 1 if _letters(text) <= fit else math.ceil(_letters(text) / (fit * _FULL))


def _letters(text: str) -> float:
    """About how many small letters wide the text is."""
    return sum(
        _WIDE if east_asian_width(sign) in "WFA" and not sign.isascii() else _CAPITAL if sign.isupper() else 1
        for sign in text
    )


def _place_hint(plan: Plan) -> str:
    """What kinds of place there are: klubb eller område; empty where there are none."""
    kinds = {place.kind for place in plan.places}
    either = _("or")
    return f" {either} ".join(plan.word(kind) for kind in reversed(PlaceKind) if kind in kinds)


def _words(plan: Plan) -> dict[str, str]:
    """What the sheet says of itself."""
    return {
        "kind": _("Report sheet"),
        "place": _("Place"),
        "place_hint": _place_hint(plan),
        "date": _("Date"),
        "date_hint": _("the day, in {year}").format(year=plan.year),
        "of": _("of"),
        "again": _("(continued)"),
        "target": _("Target"),
        "how": _("Write figures only, never the names of persons. Leave empty what did not happen."),
        "adds": _("Numbers are added up: write only what is new."),
        "latest": _("Where it says “{of}” or “per …”, write how it is now: the latest report counts.").format(
            of=_("of")
        ),
        "one": _("One sheet for each place and day."),
        "several": _("One column for each place and day."),
        "hand_in": _("Hand in to"),
        "by": _("at the latest on"),
    }
