"""The overview as grids and lines."""

from lovp.i18n import _, ngettext
from lovp.model import Outcome, Plan
from lovp.progress.coming import Coming
from lovp.progress.measures import points_at_people
from lovp.progress.overview import AreaState, Overview
from lovp.progress.values import Status, TargetProgress
from lovp.render import figures, sentences, words
from lovp.render.grid import Cell, Column, Grid, StatusCell
from lovp.render.outcome_grid import short_id


def grids(view: Overview) -> list[Grid]:
    """The areas, what lags, what comes, and what was recorded last; empty ones are left out."""
    parts = [_areas(view), _lagging(view), _coming(view), _latest(view)]
    return [grid for grid in parts if grid.rows]


def _areas(view: Overview) -> Grid:
    present = [status for status in words.ORDER if any(status in area.counts for area in view.areas)]
    return Grid(
        title="",
        columns=(
            Column(_("Area")),
            *(Column(f"{words.SIGNS[status]} {words.status(status)}", number=True) for status in present),
            Column(_("Others"), number=True),
        ),
        rows=tuple(_area_row(area, present) for area in view.areas),
        notes=(_("Others: commitments without a number, and on how many something is reported"),),
    )


def _area_row(area: AreaState, present: list[Status]) -> tuple[Cell, ...]:
    return (
        # The first of the names that an area may have: the line is for its figures.
        area.name.split(",")[0],
        *(str(area.counts.get(status, "")) for status in present),
        f"{area.active}/{area.followed}" if area.followed else "",
    )


def _lagging(view: Overview) -> Grid:
    more = view.lagging_in_all - len(view.lagging)
    note = ngettext(
        "… and {count} more: lovp progress --only behind",
        "… and {count} more: lovp progress --only behind",
        more,
    )
    return Grid(
        title=_("Behind"),
        columns=(
            Column(_("Target")),
            Column(_("Outcome"), number=True),
            Column(_("Goal"), number=True),
            Column(_("Expected"), number=True),
            Column(_("A week"), number=True),
            Column(_("Status")),
        ),
        rows=tuple(_lagging_row(target) for target in view.lagging),
        notes=(note.format(count=more),) if more else (),
    )


def _lagging_row(progress: TargetProgress) -> tuple[Cell, ...]:
    target = progress.target
    return (
        target.name,
        figures.outcome(target, progress.outcome, progress.of, hidden=progress.hidden),
        figures.goal(target, progress.goal),
        figures.expectation(target, progress.expected),
        figures.rate(progress.needed_per_week),
        StatusCell(progress.status),
    )


def _coming(view: Overview) -> Grid:
    return Grid(
        title=_("Next"),
        bare=True,
        columns=(Column(_("Date"), number=True), Column(_("What"))),
        rows=tuple((figures.span(coming.first, coming.last), _coming_name(coming)) for coming in view.coming),
    )


def _coming_name(coming: Coming) -> str:
    name = figures.key_date(coming.name, preliminary=coming.preliminary)
    return f"{name} ({coming.target})" if coming.target else name


def _latest(view: Overview) -> Grid:
    plan: Plan = view.progress.plan
    return Grid(
        title=_("Recorded last"),
        bare=True,
        columns=(Column(_("Id"), number=True), Column(_("Target")), Column(_("What"))),
        rows=tuple((short_id(row.id), row.target, _latest_words(plan, row)) for row in view.latest),
    )


def _latest_words(plan: Plan, row: Outcome) -> str:
    target = plan.target_by_id[row.target]
    return sentences.outcome(target, row, hidden=points_at_people(plan, target, row.of))
