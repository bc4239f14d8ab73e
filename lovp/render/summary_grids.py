"""The month's summary as grids."""

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from types import UnionType

from lovp.i18n import _
from lovp.model import Activity, Change, Milestone, Outcome, Plan
from lovp.progress.interval import can_be_forecast
from lovp.progress.measures import points_at_people
from lovp.progress.summary import AreaMonth, Summary, TargetMonth
from lovp.progress.values import Progress
from lovp.render import figures, sentences, words
from lovp.render.grid import MOST_PLACES, Cell, Column, Grid, StatusCell, turned, under


def heading(summary: Summary) -> str:
    """Whose month; one that is not over says until when."""
    parts = [words.whose(summary.progress), figures.month(summary.month)]
    if summary.progress.as_of < summary.month.last:
        parts.append(_("to {day}").format(day=figures.day(summary.progress.as_of)))
    return " · ".join(parts)


def grids(summary: Summary) -> Iterator[Grid]:
    """What changed in earlier months; then, area by area, figures, milestones, commitments, places, notes."""
    if summary.late:
        yield late(summary)
    for area in summary.areas:
        yield from under(area.name, of_area(summary.progress, area))


def of_area(progress: Progress, area: AreaMonth) -> list[Grid]:
    """The area's figures, milestones, commitments, places and notes; what there is none of is left out."""
    placed = [each for each in area.targets if each.now.places and each.now.reported]
    found = (
        _numbers([each for each in area.targets if is_number(each)]),
        _milestones([each for each in area.targets if _is(each, Milestone)]),
        _commitments([each for each in area.targets if _is(each, Activity)]),
        _places(progress, placed),
        _notes(progress.plan, area),
    )
    return [grid for grid in found if grid.rows]


def is_number(month: TargetMonth) -> bool:
    """Whether the target is neither a milestone nor a commitment without a number."""
    return not _is(month, Milestone | Activity)


def _is(month: TargetMonth, measure: type | UnionType) -> bool:
    return isinstance(month.now.target.measure, measure)


def _numbers(targets: Sequence[TargetMonth]) -> Grid:
    return Grid(
        title="",
        columns=(
            Column(_("Target")),
            Column(_("The month"), number=True),
            Column(_("The year"), number=True),
            Column(_("Goal"), number=True),
            Column(_("Unit")),
            Column(_("Done"), number=True),
            Column(_("Expected"), number=True),
            Column(_("Status")),
            Column(_("Month before")),
            Column(_("Forecast"), number=True),
            Column(_("Likely"), number=True),
        ),
        rows=tuple(_number_row(target) for target in targets),
        notes=_what_is_likely(targets),
    )


def _number_row(month: TargetMonth) -> tuple[Cell, ...]:
    now, target = month.now, month.now.target
    return (
        target.name,
        figures.change(target, month.change),
        figures.outcome(target, now.outcome, now.of, hidden=now.hidden),
        figures.goal(target, now.goal),
        figures.unit_of(now, target),
        figures.percent(now.done),
        figures.expectation(target, now.expected),
        StatusCell(None if now.hidden else now.status),
        StatusCell(None if now.hidden or month.former is now.status else month.former),
        figures.amount(target, now.forecast),
        likely(month),
    )


def likely(month: TargetMonth) -> str:
    """Between which figures the year ends: 410–520; of a sum too, that it is too early to say."""
    target = month.now.target
    if month.now.interval is None:
        early = can_be_forecast(target, month.now.goal) and month.now.goal is not None
        return _("too early to say") if early else ""
    return figures.between(target, *month.now.interval)


def _what_is_likely(targets: Sequence[TargetMonth]) -> tuple[str, ...]:
    if not any(month.now.interval for month in targets):
        return ()
    return (_("Likely: in four years of five the year ends within these figures."),)


def _milestones(targets: Sequence[TargetMonth]) -> Grid:
    return Grid(
        title="",
        columns=(
            Column(_("Milestone")),
            Column(_("Due by")),
            Column(_("How far"), number=True),
            Column(_("Status")),
        ),
        rows=tuple(
            (
                month.now.target.name,
                figures.day(month.now.target.due),
                figures.outcome(month.now.target, month.now.outcome, None),
                StatusCell(month.now.status),
            )
            for month in targets
        ),
    )


def _commitments(targets: Sequence[TargetMonth]) -> Grid:
    return Grid(
        title="",
        columns=(
            Column(_("Commitments without a number")),
            Column(_("The month"), number=True),
            Column(_("The year"), number=True),
            Column(_("Unit")),
            Column(_("Last")),
        ),
        rows=tuple(
            (
                month.now.target.name,
                figures.change(month.now.target, month.change),
                figures.amount(month.now.target, month.now.outcome),
                figures.unit_of(month.now, month.now.target),
                figures.day(month.now.last_date),
            )
            for month in targets
        ),
    )


def _notes(plan: Plan, area: AreaMonth) -> Grid:
    return Grid(
        title="",
        columns=(Column(_("Notes of the month")), Column(_("Target")), Column(_("Place")), Column(_("Day"))),
        rows=tuple(
            (row.note, plan.target_by_id[row.target].name, row.place, figures.day(row.date))
            for row in area.notes
        ),
    )


def late(summary: Summary) -> Grid:
    """What earlier months have otherwise than when the month began; of districts together, how much."""
    if summary.progress.districts:
        return _late_by_district(summary)
    return Grid(
        title=_("Late and changed"),
        columns=(
            Column(_("Target")),
            Column(_("Place")),
            Column(_("Day")),
            Column(_("Before")),
            Column(_("Now")),
        ),
        rows=tuple(_late_row(summary.progress.plan, change) for change in summary.late),
        notes=(_late_note(),),
    )


def _late_note() -> str:
    return _("Recorded or corrected since the month began: earlier summaries say otherwise.")


def _late_by_district(summary: Summary) -> Grid:
    """How many outcomes of each district were added late, corrected or cancelled: its own paper has them."""
    kinds: dict[str, Counter[str]] = {}
    for change in summary.late:
        row = change.after or change.before
        kind = "added" if change.before is None else "cancelled" if change.after is None else "corrected"
        district = summary.progress.plan.part_of[row.place] if row else ""
        kinds.setdefault(district, Counter())[kind] += 1
    named = [each.place for each in summary.progress.districts if each.place in kinds]
    return Grid(
        title=_("Late and changed"),
        columns=(
            Column(_("District")),
            Column(_("Added late"), number=True),
            Column(_("Corrected"), number=True),
            Column(_("Cancelled"), number=True),
        ),
        rows=tuple(
            (name, *(str(kinds[name][kind]) for kind in ("added", "corrected", "cancelled")))
            for name in named
        ),
        notes=(_late_note(),),
    )


def _late_row(plan: Plan, change: Change) -> tuple[Cell, ...]:
    row = change.after or change.before
    if row is None:
        raise ValueError("nothing has changed")
    before, now = (_said(plan, each, row) for each in change)
    return (plan.target_by_id[row.target].name, row.place, figures.day(row.date), before, now)


def _said(plan: Plan, said: Outcome | None, row: Outcome) -> str:
    """What was said, with the target, place and day where they are others than in the row."""
    if said is None:
        return figures.NOTHING
    target = plan.target_by_id[said.target]
    hidden = points_at_people(plan, target, said.of)
    parts = [
        target.name if said.target != row.target else "",
        _("reported") if hidden else sentences.quantity(target, said),
        said.place if said.place != row.place else "",
        figures.day(said.date) if said.date != row.date else "",
    ]
    return " · ".join(part for part in parts if part)


def _places(progress: Progress, placed: Sequence[TargetMonth]) -> Grid:
    """The year to the month's end for each part, and after it what the month added."""
    if not placed:
        return Grid("", (), ())
    names = [part.place for part in max(placed, key=lambda month: len(month.now.places)).now.places]
    # All that districts report is theirs.
    whole = bool(progress.districts)
    title = _("The year (the month) by district") if whole else _("The year (the month) by place")
    last = () if whole else (Column(_("No place"), number=True),)
    grid = Grid(
        title="",
        columns=(Column(title), *(Column(name, number=True) for name in names), *last),
        rows=tuple(_place_row(target, names, whole=whole) for target in placed),
    )
    return turned(grid, title) if whole or len(names) > MOST_PLACES else grid


def _place_row(month: TargetMonth, names: list[str], *, whole: bool) -> tuple[Cell, ...]:
    """For each part of the place the figure, with what the month added; last what has no place."""
    target = month.now.target
    cells = {
        part.place: _with_change(
            month, figures.outcome(target, part.outcome, part.of, hidden=part.hidden), change
        )
        for part, change in zip(month.now.places, month.places, strict=True)
    }
    unplaced = month.now.unplaced
    last = "" if unplaced is None else _with_change(month, figures.amount(target, unplaced), month.unplaced)
    return (target.name, *(cells.get(name, "") for name in names), *(() if whole else (last,)))


def _with_change(month: TargetMonth, text: str, change: Fraction | None) -> str:
    return f"{text} ({figures.change(month.now.target, change)})" if change else text
