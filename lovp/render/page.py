"""The board's papers as one page of HTML each: nothing is fetched, nothing runs, it can be printed."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from lovp.i18n import _, current
from lovp.model import Plan
from lovp.progress.summary import AreaSummary, Summary, TargetSummary
from lovp.progress.values import Status
from lovp.render import figures, paper, words
from lovp.render.drawing import HEIGHT, WIDTH, Chart, chart
from lovp.render.grid import MOST_PLACES, Cell, Grid, Kind, StatusCell
from lovp.render.tile_map import TILE, TileMap, tile_map

if TYPE_CHECKING:
    from jinja2 import Environment

_TONES = {
    Status.REACHED: "good",
    Status.ON_TRACK: "good",
    Status.AT_RISK: "fair",
    Status.PARTLY: "fair",
    Status.BEHIND: "poor",
    Status.MISSED: "poor",
    Status.OVERDUE: "poor",
}


class Shown(NamedTuple):
    """A cell or a heading: a status has its sign and its colour, in `tone`."""

    text: str
    sign: str = ""
    tone: str = ""


class Card(NamedTuple):
    """A target where there is no room for a table."""

    name: str
    status: Shown
    outcome: str


class Drawing(NamedTuple):
    """A chart or a map of one target, with its title and what it shows in words."""

    title: str
    words: str
    status: Shown
    chart: Chart | None = None
    map: TileMap | None = None
    remarks: tuple[str, ...] = ()


class Area(NamedTuple):
    """What a page has of an area, besides its tables."""

    cards: tuple[Card, ...]
    drawings: tuple[Drawing, ...]


def page(summary: Summary) -> str:
    """The page of a month or of a year, in the language spoken now."""
    sections = paper.sections(summary)
    return (
        environment()
        .get_template("paper.html")
        .render(
            language=current(),
            kind=_("Summary for the board") if summary.month else _("For the annual report"),
            heading=paper.heading(summary),
            warning=_("Warning"),
            warnings=summary.progress.warnings,
            more=_("Tables and curves"),
            sections=sections,
            anchors={section.title: section.area for section in sections if section.kind is Kind.AREA},
            areas={area.id: _area(summary, area) for area in summary.areas},
            is_broad=_is_broad,
            shown=_shown,
            headed=_heading,
            nothing=figures.NOTHING,
            decimal=_decimal,
            sizes={"width": WIDTH, "height": HEIGHT, "tile": TILE},
        )
    )


def environment() -> "Environment":
    """Where the pages' templates are, and how they are filled in: every text is only ever a text."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("lovp.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _area(summary: Summary, area: AreaSummary) -> Area:
    plan, day = summary.progress.plan, summary.progress.as_of
    cards = (
        Card(each.now.target.name, _shown(StatusCell(each.now.status)), paper.achieved(each.now))
        for each in area.targets
        if each.now.goal is not None
    )
    drawings = [drawing for each in area.targets for drawing in _drawings(plan, each, day)]
    return Area(tuple(cards), tuple(sorted(drawings, key=lambda drawing: drawing.chart is None)))


def _drawings(plan: Plan, each: TargetSummary, day: date) -> Iterator[Drawing]:
    now = each.now
    title, words, status = now.target.name, paper.achieved(now), _shown(StatusCell(now.status))
    if drawn := chart(each, day):
        yield Drawing(title, words, status, chart=drawn)
    if tiles := tile_map(plan, each):
        yield Drawing(title, words, status, map=tiles, remarks=tuple(_unmet(each)))


def _unmet(each: TargetSummary) -> Iterator[str]:
    """The places that a map shows without colour, by name."""
    for text, places in (
        (_("Has not reported: {names}."), each.now.missing),
        (_("Not enough: {names}."), each.now.insufficient),
    ):
        if places:
            yield text.format(names=", ".join(places))


def _is_broad(*grids: Grid) -> bool:
    """Whether any of the tables has so many columns that paper is turned for it."""
    return any(len(grid.columns) > MOST_PLACES for grid in grids)


def _heading(title: str) -> Shown:
    """The title of a column; one that counts a status begins with its sign."""
    sign, _space, text = title.partition(" ")
    found = [_TONES.get(status, "") for status, each in words.SIGNS.items() if each == sign]
    return Shown(text, sign, found[0]) if found else Shown(title)


def _shown(cell: Cell) -> Shown:
    """The text of a cell; of a status also its sign and tone."""
    if isinstance(cell, StatusCell):
        if cell.status is None:
            return Shown("")
        return Shown(words.status(cell.status), words.SIGNS[cell.status], _TONES.get(cell.status, ""))
    return Shown(cell if isinstance(cell, str) else figures.NOTHING)


def _decimal(value: Fraction) -> str:
    """With one decimal: finer than a screen, and the same on every machine."""
    return f"{round(value * 10) / 10:.1f}"
