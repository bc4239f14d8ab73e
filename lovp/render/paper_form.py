"""A sheet of A4 to log by pen on: what is counted, with boxes for the numbers, and no line for a name.

Where few targets are wanted there are boxes for several occasions, else for one, with the targets in two
columns. What a line takes is reckoned for wide letters, so that the sheet is one page with any font.
"""

import math
from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from lovp.errors import LovpError
from lovp.exchange.forms.form import WHOLE, fields
from lovp.i18n import _, current, to_the_user
from lovp.model import Activity, Coverage, Level, Milestone, PlaceKind, Plan, Share, Sum, Target
from lovp.render import figures
from lovp.render.page import pdf
from lovp.text import clean_text

SIZES = (1, 10.0), (1, 8.8), (2, 8.8), (2, 8.2), (2, 7.6), (2, 6.9)
"""Columns and the size of letters in points; the first where all targets have room is taken."""
_OCCASIONS = 4
"""In one column, how many occasions have boxes beside a target, and how often the targets may stand."""
_POINT = 25.4 / 72
_ROOM, _NAME, _WHOLE_BOX, _TITLE = 230.0, 75.0, 17.0, 186.0
"""In mm: the page between its head and foot; how wide a name, the whole's box, and the title may be."""
_ROW, _AREA, _HEAD, _LINE, _SMALL = 2.3, 2.2, 6.0, 1.2, 0.78
"""In sizes of the letters, as in paper_form.css: rows, the lines in them, and the small letters."""
_LETTER, _CAPITAL, _FULL = 0.6, 0.25, 0.85
"""How wide a letter of a wide font is, what a capital is wider, and how full a line is that breaks."""


class Line(NamedTuple):
    """A target: its area, what to call it by, what its number is of, and whether the whole has a box."""

    area: str
    id: str
    name: str
    counted: str
    of: bool


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

    lines = [
        Line(plan.area_by_id[one.area].name, one.id, one.name, _counted(plan, one), WHOLE in fields(one))
        for one in targets
    ]
    # Each line of the title but the first takes room.
    room = _ROOM - 6.5 * (_lines(f"{plan.organisation} {plan.year}", _TITLE, 15.0) - 1)
    for columns, points in SIZES:
        if arranged := _arrange(lines, columns, points, room / (points * _POINT)):
            return (
                environment()
                .get_template("paper_form.html")
                .render(
                    language=current(),
                    points=points,
                    occasions=_OCCASIONS if columns == 1 else 1,
                    columns=[_by_area(column) for column in arranged],
                    organisation=clean_text(plan.organisation),
                    year=plan.year,
                    words=_words(plan),
                )
            )
    with to_the_user():
        message = _("{count} targets have no room on one sheet.").format(count=len(targets))
        raise LovpError(message, _("Choose areas with --area, or targets with --target."))


def _counted(plan: Plan, target: Target) -> str:
    """What to write in the box."""
    measure, over = target.measure, getattr(target.measure, "over", None)
    by = _("per {place}").format(place=plan.word(over)) if over else ""
    match measure:
        case Sum() | Activity():
            parts = [target.unit]
        case Share():
            parts = [target.unit, _("of all"), by]
        case Level():
            parts = [target.unit, _("as it is now"), by]
        case Milestone():
            parts = [_("1 when it is done, or a part")]
        case Coverage(minimum=minimum, counts=counts):
            number = figures.number(Fraction(minimum), target.decimals)
            least = _("at least {number} counts").format(number=number)
            least = _("of all, {least}").format(least=least) if counts == "of" else least
            parts = [_("how many, 0 if none") if minimum == 1 else least, by]
    return ", ".join(part for part in parts if part)


def _by_area(lines: Sequence[Line]) -> list[tuple[str, list[Line]]]:
    return [(area, list(within)) for area, within in groupby(lines, lambda line: line.area)]


def _arrange(lines: list[Line], columns: int, points: float, room: float) -> Sequence[list[Line]]:
    """The lines of each column, the same as often as there is room for in a single one; none without room."""
    if columns == 1:
        return [lines] * min(_OCCASIONS, int(room / (_HEAD + _height(lines, points, _NAME - _WHOLE_BOX))))
    splits = [(lines[:at], lines[at:]) for at in range(1, len(lines) + 1)]
    heights = [max(_height(column, points, _NAME) for column in split) for split in splits]
    return splits[heights.index(min(heights))] if min(heights) <= room else ()


def _height(lines: Sequence[Line], points: float, name: float) -> float:
    """What the lines take under their areas' names, in sizes of the letters, with so many mm for a name."""
    height = sum(_AREA * _lines(area, _NAME, points) for area, _within in _by_area(lines))
    for line in lines:
        width = _NAME - _WHOLE_BOX if line.of else name
        small = _lines(f"{line.id}  {line.counted}", width, _SMALL * points)
        height += max(_ROW, _LINE * (_lines(line.name, width, points) + _SMALL * small))
    return height


def _lines(text: str, width: float, points: float) -> int:
    """How many lines the text takes, in letters of this size on lines of this width in mm."""
    from rich.cells import cell_len

    fit = width / (points * _POINT * _LETTER)
    letters = cell_len(text) + _CAPITAL * sum(map(str.isupper, text))
    return 1 if letters <= fit else math.ceil(letters / (fit * _FULL))


def _words(plan: Plan) -> dict[str, str]:
    """What the sheet says of itself."""
    kinds = [kind for kind in reversed(PlaceKind) if any(place.kind is kind for place in plan.places)]
    either = " " + _("or") + " "
    latest = _("Where it says “{of}” or “per …”, write how it is now: the latest report counts.")
    return {
        "kind": _("Report sheet"),
        "place": _("Place"),
        "place_hint": either.join(map(plan.word, kinds)),
        "date": _("Date"),
        "date_hint": _("the day, in {year}").format(year=plan.year),
        "of": _("of"),
        "target": _("Target"),
        "how": _("Write figures only, never the names of persons. Leave empty what did not happen."),
        "adds": _("Numbers are added up: write only what is new."),
        "latest": latest.format(of=_("of")),
        "one": _("One sheet for each place and day."),
        "several": _("One column for each place and day."),
        "hand_in": _("Hand in to"),
        "by": _("at the latest on"),
    }
