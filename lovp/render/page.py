"""The board's papers as one page of HTML each: nothing is fetched, nothing runs, it can be printed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from lovp.i18n import _, current
from lovp.model import Coverage, PlaceKind, Plan
from lovp.period import month_name
from lovp.progress.standing import Annual
from lovp.progress.summary import AreaMonth, PlaceState, Summary, TargetMonth
from lovp.progress.values import Status
from lovp.render import annual, figures, summary_grids, words
from lovp.render.drawing import BURN_UP, SPARK, Curve, Tile, curve, tiles
from lovp.render.grid import Cell, Grid, StatusCell
from lovp.render.summary_words import gap, lead

if TYPE_CHECKING:
    from jinja2 import Environment

_TONES = {
    Status.REACHED: "good",
    Status.ON_TRACK: "good",
    Status.AT_RISK: "fair",
    Status.BEHIND: "poor",
    Status.PARTLY: "fair",
    Status.MISSED: "poor",
    Status.OVERDUE: "poor",
}


class Figure(NamedTuple):
    """A drawing with what it shows in words."""

    name: str
    words: str
    curve: Curve


class Map(NamedTuple):
    """The municipalities of one target, drawn and counted."""

    name: str
    words: str
    tiles: tuple[Tile, ...]
    columns: int
    rows: int
    legend: tuple[tuple[str, str], ...]
    """The states that there are, each with its name."""


class Section(NamedTuple):
    """An area of the page."""

    id: str
    name: str
    tables: tuple[Grid, ...]
    notes: Grid | None
    sparks: tuple[Curve | None, ...]
    """A small curve for each row of the first table, where that is the one of the numbers."""
    figures: tuple[Figure, ...]
    maps: tuple[Map, ...]


def page(summary: Summary) -> str:
    """The page of a month, in the language spoken now."""
    return _rendered(
        title=_("Summary for the board"),
        words=_words(summary.progress.plan),
        heading=summary_grids.heading(summary),
        warnings=summary.progress.warnings,
        lead=lead(summary),
        late=summary_grids.late(summary) if summary.late else None,
        sections=[_section(summary, area) for area in summary.areas],
    )


def year_page(whole: Annual) -> str:
    """The page of a year, in the language spoken now."""
    return _rendered(
        title=_("For the annual report"),
        words=_words(whole.progress.plan),
        heading=annual.heading(whole),
        warnings=whole.progress.warnings,
        lead=annual.lead(whole),
        late=None,
        sections=[
            Section(area.id, area.name, tuple(tables), None, (), (), ())
            for area, tables in zip(whole.progress.areas, annual.of_areas(whole), strict=True)
        ],
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


def _rendered(**content: Any) -> str:
    return (
        environment()
        .get_template("paper.html")
        .render(
            language=current(),
            months=[month_name(number, current())[:1].upper() for number in range(1, 13)],
            cell=_cell,
            **content,
        )
    )


def _words(plan: Plan) -> dict[str, str]:
    """What the page says of itself."""
    return {
        "skip": _("To the areas"),
        "warning": _("Warning"),
        "areas": _("Areas"),
        "briefly": _("Briefly"),
        "curves": _("The year so far against its pace"),
        "course": _("outcome"),
        "pace": _("expected"),
        "goal": _("goal"),
        "maps": plan.title(PlaceKind.MUNICIPALITY, 2),
        "year": _("The course of the year"),
        "scroll": _("Table, can be scrolled sideways"),
    }


def _section(summary: Summary, area: AreaMonth) -> Section:
    grids = tuple(summary_grids.of_area(summary.progress, area))
    noted = len(grids) - bool(area.notes)
    numbers = [month for month in area.targets if summary_grids.is_number(month)]
    return Section(
        id=area.id,
        name=area.name,
        tables=grids[:noted],
        notes=grids[-1] if area.notes else None,
        sparks=tuple(curve(month, SPARK) for month in numbers),
        figures=tuple(_figures(summary, numbers)),
        maps=tuple(_maps(summary, area.targets)),
    )


def _figures(summary: Summary, numbers: Sequence[TargetMonth]) -> Iterator[Figure]:
    over = summary.progress.is_over
    for month in numbers:
        drawn = curve(month, BURN_UP)
        if drawn and month.now.goal is not None and not month.now.hidden:
            yield Figure(month.now.target.name, gap(month.now, over=over), drawn)


def _maps(summary: Summary, targets: Sequence[TargetMonth]) -> Iterator[Map]:
    for month in targets:
        drawn = tiles(summary.progress.plan, month.municipalities.items())
        if drawn:
            counted = Counter(tile.state for tile in drawn)
            named = _states(coverage=isinstance(month.now.target.measure, Coverage))
            parts = [f"{name} {counted[state]}" for state, name in named.items()]
            yield Map(
                name=month.now.target.name,
                words=", ".join(parts),
                tiles=drawn,
                columns=max(tile.column for tile in drawn) + 1,
                rows=max(tile.row for tile in drawn) + 1,
                legend=tuple((state.value, name) for state, name in named.items()),
            )


def _states(*, coverage: bool) -> dict[PlaceState, str]:
    """What each state is called; where all that counts is to report, there are two."""
    names = {
        PlaceState.ACTIVE: _("active"),
        PlaceState.REPORTED: _("reported"),
        PlaceState.MISSING: _("missing"),
    }
    return names if coverage else {state: names[state] for state in (PlaceState.REPORTED, PlaceState.MISSING)}


def _cell(cell: Cell) -> dict[str, Any]:
    """A cell as its sign, its words and how it looks."""
    if isinstance(cell, StatusCell):
        if cell.status is None:
            return {"sign": "", "text": "", "tone": ""}
        return {
            "sign": words.SIGNS[cell.status],
            "text": words.status(cell.status),
            "tone": _TONES.get(cell.status, ""),
        }
    return {"sign": "", "text": cell if isinstance(cell, str) else figures.NOTHING, "tone": ""}
