"""The districts of a roll-up side by side: a table for each target, with a row for each district."""

from collections.abc import Iterator, Sequence

from lovp.i18n import _
from lovp.model import Activity
from lovp.progress.values import Progress, Status, TargetProgress
from lovp.render import figures
from lovp.render.grid import Bar, Cell, Column, Grid, StatusCell


def by_district(whole: Progress, districts: Sequence[Progress]) -> Iterator[Grid]:
    """For each target of the whole a row for each district, then one for all together.

    What is not known of a district is a dash: it is never taken for zero.
    """
    own = [{each.target.id: each for each in district.targets()} for district in districts]
    names = [district.place or "" for district in districts]
    for area in whole.areas:
        for target in area.targets:
            found = [each.get(target.target.id) for each in own]
            rows = list(zip(names, found, strict=True))
            if isinstance(target.target.measure, Activity):
                yield _commitment(area.name, target, rows)
            else:
                yield _counted(area.name, target, rows)


_Rows = Sequence[tuple[str, TargetProgress | None]]


def _counted(area: str, target: TargetProgress, rows: _Rows) -> Grid:
    unit = f" ({target.target.unit})" if target.target.unit else ""
    return Grid(
        title=f"{area} · {target.target.name}{unit}",
        columns=(
            Column(_("District")),
            Column(_("Outcome"), number=True),
            Column(_("Goal"), number=True),
            Column(""),
            Column(_("Done"), number=True),
            Column(_("Expected"), number=True),
            Column(_("Status")),
            Column(_("Forecast"), number=True),
            Column(_("Latest"), number=True, wide=1),
        ),
        rows=(*(_row(name, each) for name, each in rows), _row(_("Together"), target)),
    )


def _row(name: str, progress: TargetProgress | None) -> tuple[Cell, ...]:
    if progress is None:
        nothing = figures.NOTHING
        return (
            name,
            nothing,
            nothing,
            Bar(None),
            nothing,
            nothing,
            StatusCell(Status.NO_DATA),
            nothing,
            nothing,
        )
    target = progress.target
    return (
        name,
        figures.outcome(target, progress.outcome, progress.of, hidden=progress.hidden),
        figures.goal(target, progress.goal),
        Bar(progress.done, progress.expected_part),
        figures.percent(progress.done),
        figures.expectation(target, progress.expected),
        StatusCell(None if progress.hidden else progress.status),
        figures.amount(target, progress.forecast),
        figures.day(progress.last_date, short=True),
    )


def _commitment(area: str, target: TargetProgress, rows: _Rows) -> Grid:
    return Grid(
        title=f"{area} · {target.target.name}",
        columns=(
            Column(_("District")),
            Column(_("Count"), number=True),
            Column(_("Unit")),
            Column(_("Latest"), number=True),
        ),
        rows=tuple(
            (
                name,
                figures.NOTHING if each is None else figures.amount(each.target, each.outcome),
                figures.unit_of(each or target, target.target),
                figures.NOTHING if each is None else figures.day(each.last_date, short=True),
            )
            for name, each in (*rows, (_("Together"), target))
        ),
    )
