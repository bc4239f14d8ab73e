"""Progress as grids: one or two for each area, by target, by place, or by month."""

from collections.abc import Iterator
from fractions import Fraction

from lovp.i18n import _, current
from lovp.model import Activity, Coverage, Milestone, Share
from lovp.period import Month, month_name
from lovp.progress.values import AreaProgress, PlaceProgress, Progress, TargetProgress
from lovp.render import figures, words
from lovp.render.grid import MOST_PLACES, Bar, Cell, Column, Grid, StatusCell, turned

_MONTHS = range(1, 13)
_NO_BREAK = "\N{NO-BREAK SPACE}"


def heading(progress: Progress) -> str:
    """Whose plan, of which place, by which date."""
    parts = [words.whose(progress)]
    if progress.place:
        parts.append(progress.place)
    parts.append(figures.day(progress.as_of))
    if progress.known_at:
        parts.append(
            _("as known at {moment}").format(moment=progress.known_at[:16].replace("T", " ") + " UTC")
        )
    parts.append(_("{part} of the year has passed").format(part=figures.percent(progress.year_part)))
    return " · ".join(parts)


def by(progress: Progress, way: str) -> Iterator[Grid]:
    """The progress by target, by month, by the places that have not reported (`missing`), or by place."""
    ways = {"target": by_target, "month": by_month, "missing": missing}
    return ways.get(way, by_place)(progress)


def by_target(progress: Progress) -> Iterator[Grid]:
    """Each area's promises with a goal, then those without a number; of one place, what lies in it too."""
    if progress.place:
        yield from _of_place(progress)
        return
    for area in progress.areas:
        counted = [target for target in area.targets if not isinstance(target.target.measure, Activity)]
        activities = [target for target in area.targets if isinstance(target.target.measure, Activity)]
        if counted:
            yield _counted(area, counted, districts=len(progress.districts))
        if activities:
            yield _activities(area, activities, alone=not counted)


def _of_place(progress: Progress) -> Iterator[Grid]:
    """Each area of one place: the outcomes, by its parts too; goals only where the place has any."""
    targets = progress.targets()
    with_goals = any(target.goal is not None for target in targets)
    with_parts = any(target.places for target in targets)
    columns = (
        Column(_("Target")),
        Column(_("Outcome"), number=True),
        *(_goal_columns() if with_goals else ()),
        *(() if with_goals else (_unit_column(),)),
        Column(_("Latest"), number=True),
        *((Column(_parts_title(progress)),) if with_parts else ()),
    )
    for area in progress.areas:
        yield Grid(
            title=area.name,
            columns=columns,
            rows=tuple(
                (
                    target.target.name,
                    _achieved(target),
                    *(_goal_cells(target) if with_goals else ()),
                    *(() if with_goals else (_unit(target),)),
                    figures.day(target.last_date, short=True),
                    *((_reporting(target),) if with_parts else ()),
                )
                for target in area.targets
            ),
            notes=(_hidden_note(),) if _any_hidden(list(area.targets)) else (),
        )


def _parts_title(progress: Progress) -> str:
    """What the parts of the place are called, all together."""
    plan = progress.plan
    part = next(place for place in plan.places if place.parent == progress.place)
    return plan.title(part.kind, 2)


def _reporting(progress: TargetProgress) -> str:
    """The parts that have reported, each with its figure."""
    return ", ".join(
        f"{part.place}{_NO_BREAK}{_short_part(progress, part)}" for part in progress.places if part.reported
    )


def _short_part(progress: TargetProgress, part: PlaceProgress) -> str:
    if isinstance(progress.target.measure, Coverage) and part.of == 1:
        return "✓" if part.outcome else "✗"
    return _part_cell(progress, part)


def by_place(progress: Progress) -> Iterator[Grid]:
    """Each area by the parts of the place, what lies in the place itself or nowhere, and the total."""
    whole = bool(progress.districts) and not progress.place
    for area in progress.areas:
        placed = [t for t in area.targets if t.places or t.target.placed]
        if not placed:
            continue
        names = _part_names(placed)
        # All that districts report is theirs.
        elsewhere = bool(names) and not whole
        columns = (
            Column(_("Target")),
            *(Column(name, number=True) for name in names),
            *([Column(progress.place or _("No place"), number=True)] if elsewhere else []),
            Column(_("Total"), number=True),
            _unit_column(),
        )
        grid = Grid(
            title=area.name,
            columns=columns,
            rows=tuple(_place_row(target, names, elsewhere=elsewhere) for target in placed),
            notes=(_hidden_note(),) if _any_hidden(placed) else (),
        )
        yield turned(grid, _("Place")) if len(names) > MOST_PLACES else grid


def by_month(progress: Progress) -> Iterator[Grid]:
    """Each area by month: what a sum gained in it, or where another measure stood at its end."""
    begun = [number for number in _MONTHS if Month(progress.plan.year, number).first <= progress.as_of]
    columns = (
        Column(_("Target")),
        *(Column(month_name(number, current())[:3], number=True) for number in begun),
        Column(_("Total"), number=True),
        _unit_column(),
    )
    for area in progress.areas:
        yield Grid(area.name, columns, tuple(_month_row(target, begun) for target in area.targets))


def missing(progress: Progress) -> Iterator[Grid]:
    """For each target over places: those that have not reported, and those that have but are not enough."""
    columns = (
        Column(_("Target")),
        Column(""),
        Column(_("Count"), number=True),
        Column(_("Places")),
    )
    for area in progress.areas:
        rows = tuple(
            (target.target.name, what, str(len(places)), ", ".join(places) or _("all have reported"))
            for target in area.targets
            for what, places in (
                (_("not reported"), target.missing),
                (_("not enough"), target.insufficient),
            )
            if places or (places is not None and places is target.missing)
        )
        if rows:
            yield Grid(area.name, columns, rows)


def _counted(area: AreaProgress, targets: list[TargetProgress], *, districts: int) -> Grid:
    return Grid(
        title=area.name,
        columns=(
            Column(_("Target")),
            Column(_("Outcome"), number=True),
            *_goal_columns(),
            Column(_("Forecast"), number=True),
            Column(_("Left"), number=True, wide=2),
            Column(_("A week"), number=True, wide=4),
            Column(_("Latest"), number=True, wide=3),
            *([Column(_("Districts"), number=True, wide=1)] if districts else []),
        ),
        rows=tuple(
            (*_counted_row(target), *([_told_of(target, districts)] if districts else []))
            for target in targets
        ),
        notes=(_hidden_note(),) if any(target.hidden for target in targets) else (),
    )


def _counted_row(progress: TargetProgress) -> tuple[Cell, ...]:
    target = progress.target
    return (
        target.name,
        _achieved(progress),
        *_goal_cells(progress),
        figures.amount(target, progress.forecast),
        figures.NOTHING if _is_milestone(progress) else figures.remaining(target, progress.left),
        figures.rate(progress.needed_per_week),
        figures.day(progress.last_date, short=True),
    )


def _told_of(progress: TargetProgress, districts: int) -> str:
    """Of how many districts the figures tell."""
    return f"{districts - len(progress.without)}/{districts}"


def _unit_column() -> Column:
    """What is counted, where there is room for it."""
    return Column(_("Unit"), wide=1)


def _unit(progress: TargetProgress) -> str:
    return figures.unit_of(progress, progress.target)


def _goal_columns() -> tuple[Column, ...]:
    return (
        Column(_("Goal"), number=True),
        _unit_column(),
        Column(""),
        Column(_("Done"), number=True),
        Column(_("Expected"), number=True),
        Column(_("Status")),
    )


def _goal_cells(progress: TargetProgress) -> tuple[Cell, ...]:
    """The goal and all that is measured by it."""
    return (
        figures.goal(progress.target, progress.goal),
        _unit(progress),
        Bar(progress.done, progress.expected_part),
        figures.percent(progress.done),
        figures.expectation(progress.target, progress.expected),
        StatusCell(None if progress.hidden else progress.status),
    )


def _activities(area: AreaProgress, targets: list[TargetProgress], *, alone: bool) -> Grid:
    return Grid(
        title=area.name if alone else "",
        columns=(
            Column(_("Commitments without a number")),
            Column(_("Count"), number=True),
            Column(_("Unit")),
            Column(_("Latest"), number=True),
        ),
        rows=tuple(
            (
                progress.target.name,
                figures.amount(progress.target, progress.outcome),
                _unit(progress),
                figures.day(progress.last_date, short=True),
            )
            for progress in targets
        ),
    )


def _achieved(progress: TargetProgress) -> str:
    return figures.outcome(progress.target, progress.outcome, progress.of, hidden=progress.hidden)


def _part_names(targets: list[TargetProgress]) -> list[str]:
    """The names of all parts, in the plan's order (a share over municipalities may have fewer)."""
    longest = max(targets, key=lambda target: len(target.places))
    return [part.place for part in longest.places]


def _place_row(progress: TargetProgress, names: list[str], *, elsewhere: bool) -> tuple[Cell, ...]:
    parts = {part.place: part for part in progress.places}
    return (
        progress.target.name,
        *(_part_cell(progress, parts.get(name)) for name in names),
        *([_unplaced(progress)] if elsewhere else []),
        _achieved(progress),
        figures.unit_of(progress._replace(goal=None), progress.target),
    )


def _unplaced(progress: TargetProgress) -> str:
    return "" if progress.unplaced is None else figures.amount(progress.target, progress.unplaced)


def _part_cell(progress: TargetProgress, part: PlaceProgress | None) -> str:
    if part is None:
        return ""
    return figures.outcome(progress.target, part.outcome, part.of, hidden=part.hidden)


def _month_row(progress: TargetProgress, begun: list[int]) -> tuple[Cell, ...]:
    return (
        progress.target.name,
        *(_month_cell(progress, number) for number in begun),
        _in_month(progress, progress.outcome) if _is_milestone(progress) else _achieved(progress),
        figures.unit_of(progress._replace(goal=None), progress.target),
    )


def _month_cell(progress: TargetProgress, number: int) -> str:
    value = progress.months[number - 1] if progress.months else None
    return "" if value is None else _in_month(progress, value)


def _in_month(progress: TargetProgress, value: Fraction | None) -> str:
    """The figure as short as can be, since twelve months share the line."""
    if _is_milestone(progress):
        return "✓" if value == 1 else figures.percent(value) if value else ""
    if isinstance(progress.target.measure, Share):
        return figures.percent(value)
    return figures.amount(progress.target, value)


def _is_milestone(progress: TargetProgress) -> bool:
    return isinstance(progress.target.measure, Milestone)


def _any_hidden(targets: list[TargetProgress]) -> bool:
    return any(target.hidden or any(part.hidden for part in target.places) for target in targets)


def _hidden_note() -> str:
    return _("• reported; the figure is not shown, because so few people could be recognised")
