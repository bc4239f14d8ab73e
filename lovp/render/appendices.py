"""What only some readers of a paper want: its figures by place and by month, notes, what was changed late."""

from collections import Counter
from collections.abc import Iterator

from lovp.dates import month_name
from lovp.i18n import _, current, ngettext
from lovp.model import Change, Outcome, Plan
from lovp.progress.measures import points_at_people
from lovp.progress.summary import AreaSummary, Summary, TargetSummary
from lovp.render import area_tables, figures, progress_grids, sentences
from lovp.render.grid import MOST_PLACES, Cell, Column, Grid, turned

_ALIKE = 3
"""So many notes that say the same are told one by one; more are one line."""


def appendices(summary: Summary) -> Iterator[tuple[str, tuple[Grid, ...]]]:
    """Each with its title; those without rows have no tables."""
    if summary.month:
        month = month_name(summary.month.number, current())
        places = [_places(summary, area, month) for area in summary.areas]
        yield _("By place"), tuple(grid for grid in places if grid.rows)
        yield _("Notes in {month}").format(month=month), _notes(summary)
        yield _("Recorded late and corrected"), (_late(summary),) if summary.late else ()
    else:
        months = progress_grids.by_month(summary.progress)
        yield _("Month by month"), tuple(grid for grid in months if grid.rows)


def _places(summary: Summary, area: AreaSummary, month: str) -> Grid:
    """For each target the year's figure in each part of the place, with the month's in brackets."""
    placed = [each for each in area.targets if each.now.places and each.now.reported]
    if not placed:
        return Grid("", (), ())
    names = [part.place for part in max(placed, key=lambda each: len(each.now.places)).now.places]
    # All that districts report is theirs.
    whole = bool(summary.progress.districts)
    title = area_tables.so_far(month)
    last = () if whole else (Column(_("No place"), number=True),)
    grid = Grid(
        title=area.name,
        columns=(Column(title), *(Column(name, number=True) for name in names), *last),
        rows=tuple(_place_row(each, names, whole=whole) for each in placed),
    )
    return turned(grid, title) if whole or len(names) > MOST_PLACES else grid


def _place_row(each: TargetSummary, names: list[str], *, whole: bool) -> tuple[Cell, ...]:
    target = each.now.target
    cells = {}
    for part, change in zip(each.now.places, each.places, strict=True):
        text = figures.outcome(target, part.outcome, part.of, hidden=part.hidden)
        cells[part.place] = area_tables.with_change(each, text, change)
    last = ""
    if each.now.unplaced is not None:
        text = figures.amount(target, each.now.unplaced)
        last = area_tables.with_change(each, text, each.unplaced)
    return (target.name, *(cells.get(name, "") for name in names), *(() if whole else (last,)))


def _notes(summary: Summary) -> tuple[Grid, ...]:
    """The notes with what they are about; many that say the same are one line."""
    rows = [row for area in summary.areas for row in area.notes]
    if not rows:
        return ()
    plan, told = summary.progress.plan, Counter(row.note for row in rows)
    single = [_note_row(plan, row) for row in rows if told[row.note] <= _ALIKE]
    many = [(note, count) for note, count in told.items() if count > _ALIKE]
    alike = [(note, _outcomes(count), "", "", "") for note, count in many]
    columns = tuple(map(Column, (_("Note"), _("Target"), _("Outcome"), _("Place"), _("Date"))))
    return (Grid("", columns, (*alike, *single)),)


def _outcomes(count: int) -> str:
    return ngettext("{count} outcome", "{count} outcomes", count).format(count=count)


def _note_row(plan: Plan, row: Outcome) -> tuple[Cell, ...]:
    return (
        row.note,
        plan.target_by_id[row.target].name,
        _quantity(plan, row),
        row.place,
        figures.day(row.date),
    )


def _quantity(plan: Plan, row: Outcome) -> str:
    target = plan.target_by_id[row.target]
    return _("reported") if points_at_people(plan, target, row.of) else sentences.quantity(target, row)


def _late(summary: Summary) -> Grid:
    """What earlier months have otherwise than when the month began; of districts together, how much."""
    plan = summary.progress.plan
    note = _("Recorded or corrected since the month began: earlier summaries say otherwise.")
    if summary.progress.districts:
        return _late_by_district(summary)._replace(notes=(note,))
    columns = tuple(map(Column, (_("Target"), _("Place"), _("Date"), _("Before"), _("Now"))))
    return Grid("", columns, tuple(_late_row(plan, change) for change in summary.late), (note,))


def _late_by_district(summary: Summary) -> Grid:
    """How many outcomes of each district were added late, corrected or cancelled: its own paper has them."""
    kinds = {"added": _("Added late"), "corrected": _("Corrected"), "cancelled": _("Cancelled")}
    found: Counter[tuple[str, str]] = Counter()
    for before, after in summary.late:
        row = after or before
        kind = "added" if before is None else "cancelled" if after is None else "corrected"
        found[summary.progress.plan.part_of[row.place] if row else "", kind] += 1
    names = [each.place for each in summary.progress.districts]
    return Grid(
        title="",
        columns=(Column(_("District")), *(Column(title, number=True) for title in kinds.values())),
        rows=tuple(
            (name, *(str(found[name, kind]) for kind in kinds))
            for name in names
            if any(found[name, kind] for kind in kinds)
        ),
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
    parts = [
        plan.target_by_id[said.target].name if said.target != row.target else "",
        _quantity(plan, said),
        said.place if said.place != row.place else "",
        figures.day(said.date) if said.date != row.date else "",
    ]
    return " · ".join(part for part in parts if part)
