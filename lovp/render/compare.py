"""Two years side by side, as grids."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from lovp.i18n import _
from lovp.model import Plan
from lovp.progress.compare import Pair
from lovp.progress.values import Progress
from lovp.render import figures, words
from lovp.render.grid import Column, Grid, cells
from lovp.render.progress_grids import fields


def heading(before: Progress, after: Progress) -> str:
    """Whose years, of which place, and up to which day of each."""
    years = words.listed([str(before.plan.year), str(after.plan.year)])
    until = _("each to {day}").format(day=figures.span(after.as_of, after.as_of))
    return " · ".join(filter(None, (after.plan.organisation, after.place, years, until)))


def grids(before: Plan, after: Plan, compared: Mapping[str, Sequence[Pair]]) -> Iterator[Grid]:
    """Each area's targets with the figures of both years; of a year that lacks one there are dashes."""
    of_year, unit = fields("outcome goal done"), fields("unit")
    columns = [Column(_("Target"))]
    for plan in (before, after):
        columns += [Column(str(plan.year), number=True), *(field.column for field in of_year[1:])]
    columns += [Column(_("Difference"), number=True), *(field.column for field in unit)]
    areas = before.area_by_id | after.area_by_id
    for area, pairs in compared.items():
        rows = []
        for pair in pairs:
            both = (*cells(of_year, pair.before), *cells(of_year, pair.after))
            difference = figures.signed(pair.target, pair.difference)
            rows.append((pair.target.name, *both, difference, *cells(unit, pair.after or pair.before)))
        yield Grid(areas[area].name, tuple(columns), tuple(rows), tuple(_notes(pairs)))


def _notes(pairs: Iterable[Pair]) -> Iterator[str]:
    text = _("{target} can't be compared: {before} before, {after} now.")
    for pair in pairs:
        if pair.unlike and pair.before:
            before, after = words.counted_as(pair.before.target), words.counted_as(pair.target)
            yield text.format(target=pair.target.name, before=before, after=after)
