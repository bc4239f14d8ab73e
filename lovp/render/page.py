"""The board's papers as one page of HTML each: nothing is fetched, nothing runs, it can be printed."""

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from lovp.i18n import _, current
from lovp.progress.summary import AreaSummary, Summary, TargetSummary
from lovp.render import figures, paper, words
from lovp.render.drawing import HEIGHT, WIDTH, Chart, chart
from lovp.render.grid import MOST_PLACES, Cell, Grid, Kind, StatusCell
from lovp.render.tile_map import TILE, TileMap, tile_map

if TYPE_CHECKING:
    from jinja2 import Environment


class Shown(NamedTuple):
    """A cell or a heading: a status has its sign and its colour, in `tone`."""

    text: str
    sign: str = ""
    tone: str = ""


class Card(NamedTuple):
    """A target: where it stands, its curve and its map, and what the map shows without colour."""

    name: str
    status: Shown
    outcome: str
    chart: Chart | None
    map: TileMap | None
    unmet: tuple[str, ...]


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
            cards={area.id: _cards(summary, area) for area in summary.areas},
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


def _cards(summary: Summary, area: AreaSummary) -> list[Card]:
    """The targets of the area that have a goal."""
    plan, day = summary.progress.plan, summary.progress.as_of
    return [
        Card(
            name=each.now.target.name,
            status=_shown(StatusCell(None if each.now.hidden else each.now.status)),
            outcome=paper.achieved(each.now),
            chart=chart(each, day),
            map=tile_map(plan, each),
            unmet=tuple(_unmet(each)),
        )
        for each in area.targets
        if each.now.goal is not None
    ]


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
    found = [words.COLOURS.get(status, "") for status, each in words.SIGNS.items() if each == sign]
    return Shown(text, sign, found[0]) if found else Shown(title)


def _shown(cell: Cell) -> Shown:
    """The text of a cell; of a status also its sign and tone."""
    if isinstance(cell, StatusCell):
        if cell.status is None:
            return Shown("")
        return Shown(words.status(cell.status), words.SIGNS[cell.status], words.COLOURS.get(cell.status, ""))
    return Shown(cell if isinstance(cell, str) else figures.NOTHING)


def _decimal(value: Fraction) -> str:
    """With one decimal: finer than a screen, and the same on every machine."""
    return f"{round(value * 10) / 10:.1f}"
