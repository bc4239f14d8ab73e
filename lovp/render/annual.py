"""The year for the annual report, as grids, as JSON and as CSV: each result beside the plan's own words."""

from collections.abc import Iterator

from lovp.i18n import _
from lovp.model import Activity
from lovp.progress.standing import Annual
from lovp.progress.values import AreaProgress, TargetProgress
from lovp.render import figures, progress_grids, words
from lovp.render.csv_tables import DISTRICTS, FIGURES, TARGET, districts_cells, identified, month_cells, table
from lovp.render.data import districts_json, dump, figures_of, target_json
from lovp.render.grid import Cell, Column, Grid, Sentence, StatusCell, under
from lovp.render.summary_words import gap, listed, standing


def heading(annual: Annual) -> str:
    """Whose year; one that is not over says until when."""
    progress = annual.progress
    parts = [words.whose(progress), _("the year {year}").format(year=progress.plan.year)]
    if not progress.is_over:
        parts.append(_("to {day}").format(day=figures.day(progress.as_of)))
    return " · ".join(parts)


def lead(annual: Annual) -> tuple[Sentence, ...]:
    """How many targets were reached, which, and by how much the others fall short."""
    said = [standing(annual.counts, over=annual.progress.is_over)]
    if annual.reached:
        names = listed([progress.target.name for progress in annual.reached])
        said.append(Sentence(_("Reached: {names}.").format(names=names)))
    if annual.short:
        text = _("Missed:") if annual.progress.is_over else _("Behind:")
        lines = tuple(gap(progress, over=annual.progress.is_over) for progress in annual.short)
        said.append(Sentence(text, lines))
    return tuple(said)


def grids(annual: Annual) -> Iterator[Grid]:
    """For each area what the plan says and what became of it, then the months side by side."""
    for area, tables in zip(annual.progress.areas, of_areas(annual), strict=True):
        yield from under(area.name, tables)


def of_areas(annual: Annual) -> Iterator[list[Grid]]:
    """The same, the grids of one area after the other."""
    for area, by_month in zip(annual.progress.areas, progress_grids.by_month(annual.progress), strict=True):
        yield [grid for grid in (_promises(area), _commitments(area), by_month) if grid.rows]


def _promises(area: AreaProgress) -> Grid:
    return Grid(
        title="",
        columns=(
            Column(_("Target")),
            Column(_("The plan's words")),
            Column(_("Outcome"), number=True),
            Column(_("Goal"), number=True),
            Column(_("Unit")),
            Column(_("Done"), number=True),
            Column(_("Status")),
        ),
        rows=tuple(
            _promise(target) for target in area.targets if not isinstance(target.target.measure, Activity)
        ),
    )


def _promise(progress: TargetProgress) -> tuple[Cell, ...]:
    target = progress.target
    return (
        target.name,
        target.source,
        figures.outcome(target, progress.outcome, progress.of, hidden=progress.hidden),
        figures.goal(target, progress.goal),
        figures.unit_of(progress, target),
        figures.percent(progress.done),
        StatusCell(None if progress.hidden else progress.status),
    )


def _commitments(area: AreaProgress) -> Grid:
    return Grid(
        title="",
        columns=(
            Column(_("Commitments without a number")),
            Column(_("The plan's words")),
            Column(_("Count"), number=True),
            Column(_("Unit")),
            Column(_("Last")),
        ),
        rows=tuple(
            (
                progress.target.name,
                progress.target.source,
                figures.amount(progress.target, progress.outcome),
                figures.unit_of(progress, progress.target),
                figures.day(progress.last_date),
            )
            for progress in area.targets
            if isinstance(progress.target.measure, Activity)
        ),
    )


def annual_json(annual: Annual) -> str:
    """The year in the schema `lovp.year/1`: as `lovp.progress/1`, with the plan's words for each target."""
    progress = annual.progress
    return dump(
        {
            "schema": "lovp.year/1",
            "organisation": progress.plan.organisation,
            "year": progress.plan.year,
            "as_of": progress.as_of.isoformat(),
            "areas": [
                {
                    "id": area.id,
                    "name": area.name,
                    "targets": [target_json(each) | {"source": each.target.source} for each in area.targets],
                }
                for area in progress.areas
            ],
            **districts_json(progress),
            "warnings": list(progress.warnings),
        }
    )


def annual_csv(annual: Annual, *, excel: bool = True) -> str:
    """A row a target: its figures, its months, the plan's words; with `excel` as Swedish Excel opens it."""
    progress = annual.progress
    rows = [
        identified(area.id, each)
        | figures_of(each)
        | {"hidden": each.hidden, "source": each.target.source}
        | month_cells(progress.plan, each)
        | districts_cells(progress, each)
        for area in progress.areas
        for each in area.targets
    ]
    months = month_cells(progress.plan, None)
    rolled = DISTRICTS if progress.districts else ()
    return table((*TARGET, *FIGURES, *months, *rolled, "source"), rows, excel=excel)
