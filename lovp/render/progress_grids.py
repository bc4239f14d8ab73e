"""Progress as grids by target, place, month or district, and the columns that these choose from."""

from collections.abc import Iterable, Iterator, Sequence

from lovp.dates import Month, month_name
from lovp.i18n import _, current
from lovp.model import Activity, Milestone, Share
from lovp.progress.interval import can_be_forecast
from lovp.progress.measures import is_additive
from lovp.progress.summary import AreaSummary, Summary
from lovp.progress.values import Progress, TargetProgress
from lovp.render import figures, words
from lovp.render.grid import MOST_PLACES, Bar, Column, Field, Grid, StatusCell, cells, number, table, text

_BAR_WIDTH = 8
TargetField = Field[TargetProgress]


def heading(progress: Progress) -> str:
    """Whose plan, of which place, by which date."""
    parts = [words.whose(progress), progress.place or "", figures.day(progress.as_of)]
    if progress.known_at:
        moment = progress.known_at[:16].replace("T", " ") + " UTC"
        parts.append(_("as known at {moment}").format(moment=moment))
    parts.append(_("{part} of the year has passed").format(part=figures.percent(progress.year_part)))
    return " · ".join(filter(None, parts))


def by(progress: Progress, way: str) -> Iterator[Grid]:
    """The progress by target, by month, by the places that have not reported (`missing`), or by place."""
    ways = {"month": by_month, "missing": missing, "target": by_target}
    return ways.get(way, by_place)(progress)


def by_target(progress: Progress) -> Iterator[Grid]:
    """Each area's promises with a number, then those without; goals only where there are any."""
    ahead = "" if progress.is_over else "forecast left rate "
    chosen = f"goal unit bar done expected status {ahead}latest"
    if not any(each.goal is not None for each in progress.targets()):
        chosen = "unit latest"
    chosen += " districts" if progress.districts and not progress.place else ""
    for area in progress.areas:
        counted, commitments = fields(f"target outcome {chosen}"), fields("commitment count unit latest")
        yield from target_tables(area.name, area.targets, counted, commitments)


def of_area(summary: Summary, area: AreaSummary) -> Iterator[Grid]:
    """The tables that have rows: those with a number and those without, or one with the plan's own words."""
    targets = [each.now for each in area.targets]
    if summary.month is None:
        yield target_table("", fields("target status outcome goal unit done source"), targets)
        return
    changes = {each.now.target.id: each.change for each in area.targets}

    def outcome_and_change(now: TargetProgress) -> str:
        """239 (81): what the month added is in brackets, with a sign where it is not added up."""
        target, change = now.target, changes[now.target.id]
        if not change or now.hidden or isinstance(target.measure, Milestone):
            return achieved(now)
        added = figures.amount(target, change) if is_additive(target) else figures.signed(target, change)
        return f"{achieved(now)} ({added})"

    title = _("So far this year (in {month})").format(month=month_name(summary.month.number, current()))
    outcome: TargetField = number(title, outcome_and_change)
    counted = [*fields("target status"), outcome, *fields("goal unit done expected ends_at")]
    note = _("Ends at: in four years of five between the figures in brackets.")
    for grid in target_tables("", targets, counted, [*fields("commitment"), outcome, *fields("unit latest")]):
        is_told = len(grid.columns) == len(counted) and any(each.interval for each in targets)
        yield grid._replace(notes=(*grid.notes, note)) if is_told else grid


def by_place(progress: Progress) -> Iterator[Grid]:
    """Each area by the parts of the place, what lies in the place itself or nowhere, and the total."""
    for area in progress.areas:
        placed = [each for each in area.targets if each.places or each.target.placed]
        if not placed:
            continue
        # A share over municipalities may have fewer places than others.
        names = [part.place for part in max(placed, key=lambda each: len(each.places)).places]
        chosen = [*fields("target"), *map(_part_field, names)]
        if names and (progress.place or not progress.districts):
            # All that districts report is theirs.
            title = progress.place or _("No place")
            chosen.append(number(title, lambda each: figures.amount(each.target, each.unplaced)))
        grid = target_table(area.name, [*chosen, *fields("total unit")], placed)
        yield _turned(grid) if len(names) > MOST_PLACES else grid


def _turned(grid: Grid) -> Grid:
    """The grid with places as rows, and a column for each target, with its unit in brackets."""
    titles = [f"{name} ({unit})" if unit else str(name) for name, *_figures, unit in grid.rows]
    columns = (Column(_("Place")), *(Column(title, number=True) for title in titles))
    rows = zip([column.title for column in grid.columns], *grid.rows, strict=True)
    return grid._replace(columns=columns, rows=tuple(rows)[1:-1])


def _part_field(name: str) -> TargetField:
    def cell(progress: TargetProgress) -> str:
        part = next((part for part in progress.places if part.place == name), None)
        return figures.outcome(progress.target, part.outcome, part.of, hidden=part.hidden) if part else ""

    return number(name, cell)


def by_month(progress: Progress) -> Iterator[Grid]:
    """Each area by month: what a sum gained in it, or where another measure stood at its end."""
    year = progress.plan.year
    begun = [month for month in range(1, 13) if Month(year, month).first <= progress.as_of]
    chosen = [*fields("target"), *map(_month_field, begun), *fields("total unit")]
    for area in progress.areas:
        yield target_table(area.name, chosen, area.targets)


def _month_field(month: int) -> TargetField:
    """The figure of the month as short as can be, since twelve share the line."""

    def cell(progress: TargetProgress) -> str:
        measure = progress.target.measure
        value = progress.months[month - 1] if progress.months else None
        if value is None or (isinstance(measure, Milestone) and not value):
            return ""
        if isinstance(measure, Milestone) and value == 1:
            return "✓"
        is_ratio = isinstance(measure, Milestone | Share)
        return figures.percent(value) if is_ratio else figures.amount(progress.target, value)

    return number(month_name(month, current())[:3], cell)


def missing(progress: Progress) -> Iterator[Grid]:
    """For each target over places: those that have not reported, and those that have but are not enough."""
    columns = (Column(_("Target")), Column(""), Column(_("Count"), number=True), Column(_("Places")))
    for area in progress.areas:
        rows = [
            (each.target.name, what, str(len(places)), ", ".join(places))
            for each in area.targets
            for what, places in ((_("not reported"), each.missing), (_("not enough"), each.insufficient))
            if places
        ]
        if rows:
            yield Grid(area.name, columns, tuple(rows))


def by_district(whole: Progress, districts: Sequence[Progress]) -> Iterator[Grid]:
    """For each target of a roll-up a row a district, with dashes for what is not known; then one for all."""
    parts = [*districts, whole._replace(place=_("Total"))]
    own = {part.place or "": {each.target.id: each for each in part.targets()} for part in parts}
    judged = "outcome goal bar done expected status forecast latest"
    for area in whole.areas:
        for target in (each.target for each in area.targets):
            chosen = fields("count latest" if isinstance(target.measure, Activity) else judged)
            columns = (Column(_("District")), *(field.column for field in chosen))
            rows = tuple((name, *cells(chosen, targets.get(target.id))) for name, targets in own.items())
            unit = f" ({target.unit})" if target.unit else ""
            yield Grid(f"{area.name} · {target.name}{unit}", columns, rows)


def fields(names: str) -> list[TargetField]:
    """The fields of these names, which have spaces between them."""
    known: dict[str, TargetField] = {
        "target": text(_("Target"), lambda each: each.target.name),
        "commitment": text(_("Commitments without a number"), lambda each: each.target.name),
        "outcome": number(_("Outcome"), achieved),
        "count": number(_("Count"), achieved),
        "total": number(_("Total"), achieved),
        "goal": number(_("Goal"), lambda each: figures.goal(each.target, each.goal)),
        "unit": text(_("Unit"), lambda each: figures.unit_of(each, each.target), wide=2),
        "bar": text("", _bar, wide=1),
        "done": number(_("Done"), lambda each: figures.percent(each.done), wide=1),
        "expected": number(_("Expected"), lambda each: figures.expectation(each.target, each.expected)),
        "status": text(_("Status"), _status, whole=True),
        "forecast": number(_("Forecast"), lambda each: figures.amount(each.target, each.forecast), wide=1),
        "ends_at": number(_("Ends at"), _ends_at, wide=1),
        "left": number(_("Left"), lambda each: figures.remaining(each.target, each.left), wide=3),
        "rate": number(_("A week"), lambda each: figures.rate(each.needed_per_week), wide=5),
        "latest": number(_("Latest"), lambda each: figures.day(each.last_date, short=True), wide=4),
        "districts": number(
            _("Districts"), lambda each: f"{len(each.places) - len(each.without)}/{len(each.places)}", wide=2
        ),
        "source": text(_("The plan's words"), lambda each: each.target.source),
    }
    return [known[name] for name in names.split()]


def target_table(title: str, chosen: Sequence[TargetField], targets: Iterable[TargetProgress]) -> Grid:
    """A row for each target; what its cells say of hidden figures is explained below."""
    grid = table(title, chosen, targets)
    note = _("• reported; the figure is not shown, because so few people could be recognised")
    is_hidden = any(isinstance(cell, str) and figures.HIDDEN in cell for row in grid.rows for cell in row)
    return grid._replace(notes=(note,)) if is_hidden else grid


def target_tables(
    title: str, targets: Sequence[TargetProgress], counted: Sequence[TargetField], free: Sequence[TargetField]
) -> Iterator[Grid]:
    """The targets with a number in the columns `counted`, those without in `free`; no table without rows."""
    for is_activity, columns in ((False, counted), (True, free)):
        found = [each for each in targets if isinstance(each.target.measure, Activity) is is_activity]
        if found:
            yield target_table(title, columns, found)
            title = ""


def achieved(progress: TargetProgress) -> str:
    """The outcome in a cell."""
    return figures.outcome(progress.target, progress.outcome, progress.of, hidden=progress.hidden)


def _ends_at(progress: TargetProgress) -> str:
    """Where the year ends, and between which figures: 497 (410–584); or that it is too early to say."""
    target = progress.target
    if progress.interval:
        between = figures.between(target, *progress.interval)
        end = figures.amount(target, progress.forecast)
        return end if between == end else f"{end} ({between})"
    is_told = can_be_forecast(target, progress.goal) and progress.goal is not None
    return _("too early to say") if is_told else figures.NOTHING


def _bar(progress: TargetProgress) -> Bar:
    """The part that is done, and a mark at the part that is expected where that is further on."""
    if progress.done is None:
        return Bar()
    done, expected = (int(part * _BAR_WIDTH) for part in (progress.done, progress.expected_part or 0))
    signs = ["█" if at < done else "░" for at in range(_BAR_WIDTH)]
    mark = min(expected, _BAR_WIDTH - 1)
    if mark >= done and progress.expected_part is not None:
        signs[mark] = "┃"
    return Bar("".join(signs))


def _status(progress: TargetProgress) -> StatusCell:
    return StatusCell(None if progress.hidden or progress.goal is None else progress.status)
