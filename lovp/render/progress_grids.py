"""Progress as grids: one or two for each area, by target, by place, by month, or by district."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from lovp.dates import Month, month_name
from lovp.i18n import _, current
from lovp.model import Activity, Coverage, Milestone, Share
from lovp.progress.values import PlaceProgress, Progress, TargetProgress
from lovp.render import figures, words
from lovp.render.grid import MOST_PLACES, Column, Grid, turned
from lovp.render.target_columns import Field, achieved, cells, fields, number, table, text

_BY_GOAL = "goal unit bar done expected status"
_MONTHS = range(1, 13)
_NO_BREAK = "\N{NO-BREAK SPACE}"


def heading(progress: Progress) -> str:
    """Whose plan, of which place, by which date."""
    parts = [words.whose(progress)]
    if progress.place:
        parts.append(progress.place)
    parts.append(figures.day(progress.as_of))
    if progress.known_at:
        moment = progress.known_at[:16].replace("T", " ") + " UTC"
        parts.append(_("as known at {moment}").format(moment=moment))
    parts.append(_("{part} of the year has passed").format(part=figures.percent(progress.year_part)))
    return " · ".join(parts)


def by(progress: Progress, way: str) -> Iterator[Grid]:
    """The progress by target, by month, by the places that have not reported (`missing`), or by place."""
    ways = {"month": by_month, "missing": missing, "target": _of_place if progress.place else by_target}
    return ways.get(way, by_place)(progress)


def by_target(progress: Progress) -> Iterator[Grid]:
    """Each area's promises with a goal, then those without a number."""
    ahead = "" if progress.is_over else "forecast left rate "
    ahead += "latest_if_room" + (" districts" if progress.districts else "")
    for area in progress.areas:
        counted = [each for each in area.targets if not isinstance(each.target.measure, Activity)]
        activities = [each for each in area.targets if isinstance(each.target.measure, Activity)]
        if counted:
            yield table(area.name, fields(f"target outcome {_BY_GOAL} {ahead}"), counted)
        if activities:
            yield table("" if counted else area.name, fields("commitment count unit latest"), activities)


def _of_place(progress: Progress) -> Iterator[Grid]:
    """Each area of one place: the outcomes, by its parts too; goals only where the place has any."""
    targets = progress.targets()
    goals = _BY_GOAL if any(each.goal is not None for each in targets) else "unit"
    chosen = fields(f"target outcome {goals} latest")
    if any(each.places for each in targets):
        plan = progress.plan
        part = next(place for place in plan.places if place.parent == progress.place)
        chosen.append(text(plan.title(part.kind, 2), _reporting))
    for area in progress.areas:
        yield table(area.name, chosen, area.targets)


def _reporting(progress: TargetProgress) -> str:
    """The parts that have reported, each with its figure; of one that counts or not, a sign."""
    told = []
    for part in progress.places:
        cell = _part_cell(progress, part)
        if isinstance(progress.target.measure, Coverage) and part.of == 1:
            cell = "✓" if part.outcome else "✗"
        if part.reported:
            told.append(f"{part.place}{_NO_BREAK}{cell}")
    return ", ".join(told)


def by_place(progress: Progress) -> Iterator[Grid]:
    """Each area by the parts of the place, what lies in the place itself or nowhere, and the total."""
    whole = bool(progress.districts) and not progress.place
    for area in progress.areas:
        placed = [each for each in area.targets if each.places or each.target.placed]
        if not placed:
            continue
        # A share over municipalities may have fewer places than others.
        names = [part.place for part in max(placed, key=lambda each: len(each.places)).places]
        chosen = [*fields("target"), *map(_part_field, names)]
        if names and not whole:
            # All that districts report is theirs.
            chosen.append(number(progress.place or _("No place"), _unplaced))
        grid = table(area.name, [*chosen, *fields("total unit_of_outcome")], placed)
        yield turned(grid, _("Place")) if len(names) > MOST_PLACES else grid


def _part_field(name: str) -> Field:
    def cell(progress: TargetProgress) -> str:
        return "".join(_part_cell(progress, part) for part in progress.places if part.place == name)

    return number(name, cell)


def _part_cell(progress: TargetProgress, part: PlaceProgress) -> str:
    return figures.outcome(progress.target, part.outcome, part.of, hidden=part.hidden)


def _unplaced(progress: TargetProgress) -> str:
    return "" if progress.unplaced is None else figures.amount(progress.target, progress.unplaced)


def by_month(progress: Progress) -> Iterator[Grid]:
    """Each area by month: what a sum gained in it, or where another measure stood at its end."""
    year = progress.plan.year
    begun = [month for month in _MONTHS if Month(year, month).first <= progress.as_of]
    chosen = [*fields("target"), *map(_month_field, begun)]
    chosen += [number(_("Total"), _total), *fields("unit_of_outcome")]
    for area in progress.areas:
        yield table(area.name, chosen, area.targets)


def _month_field(month: int) -> Field:
    """What a target has of the month; nothing of one that has not begun."""

    def cell(progress: TargetProgress) -> str:
        return _in_month(progress, progress.months[month - 1]) if progress.months else ""

    return number(month_name(month, current())[:3], cell)


def _total(progress: TargetProgress) -> str:
    milestone = isinstance(progress.target.measure, Milestone)
    return _in_month(progress, progress.outcome) if milestone else achieved(progress)


def _in_month(progress: TargetProgress, value: Fraction | None) -> str:
    """The figure as short as can be, since twelve months share the line."""
    if value is None:
        return ""
    if isinstance(progress.target.measure, Milestone):
        return "✓" if value == 1 else figures.percent(value) if value else ""
    if isinstance(progress.target.measure, Share):
        return figures.percent(value)
    return figures.amount(progress.target, value)


def missing(progress: Progress) -> Iterator[Grid]:
    """For each target over places: those that have not reported, and those that have but are not enough."""
    columns = (Column(_("Target")), Column(""), Column(_("Count"), number=True), Column(_("Places")))
    for area in progress.areas:
        rows = []
        for each in area.targets:
            if each.missing is not None:
                silent = ", ".join(each.missing) or _("all have reported")
                rows.append((each.target.name, _("not reported"), str(len(each.missing)), silent))
            if each.insufficient:
                places = ", ".join(each.insufficient)
                rows.append((each.target.name, _("not enough"), str(len(each.insufficient)), places))
        if rows:
            yield Grid(area.name, columns, tuple(rows))


def by_district(whole: Progress, districts: Sequence[Progress]) -> Iterator[Grid]:
    """For each target of a roll-up a row for each district, then one for all together.

    What is not known of a district is a dash: it is never taken for zero.
    """
    own = [{each.target.id: each for each in district.targets()} for district in districts]
    names = [*(district.place or "" for district in districts), _("Together")]
    counted, activity = (
        fields("outcome goal bar done expected status forecast latest_if_room"),
        fields("count unit latest"),
    )
    for area in whole.areas:
        for target in area.targets:
            numbered = not isinstance(target.target.measure, Activity)
            chosen = counted if numbered else activity
            rows = [cells(chosen, each) for each in (*(found.get(target.target.id) for found in own), target)]
            unit = f" ({target.target.unit})" if target.target.unit and numbered else ""
            yield Grid(
                title=f"{area.name} · {target.target.name}{unit}",
                columns=(Column(_("District")), *(field.column for field in chosen)),
                rows=tuple((name, *row) for name, row in zip(names, rows, strict=True)),
            )
