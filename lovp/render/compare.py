"""Two years side by side: as grids, as JSON and as CSV."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from lovp.i18n import _
from lovp.model import Plan
from lovp.progress.compare import Pair
from lovp.progress.values import Progress
from lovp.render import figures, words
from lovp.render.csv_tables import TARGET, table
from lovp.render.data import Json, amount, dump, figures_of, target_facts
from lovp.render.grid import Column, Grid, cells
from lovp.render.progress_grids import fields

_COMPARED = "goal outcome of fulfilment status outcomes".split()
"""What CSV has of each year."""


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


def compare_json(before: Progress, after: Progress, compared: Mapping[str, Sequence[Pair]]) -> str:
    """The comparison in the schema `lovp.compare/1`."""
    both = before, after
    areas = before.plan.area_by_id | after.plan.area_by_id
    document = {
        "schema": "lovp.compare/1",
        "organisation": after.plan.organisation,
        "years": [each.plan.year for each in both],
        "as_of": [each.as_of for each in both],
        "place": after.place,
        "areas": [
            {"id": area, "name": areas[area].name, "targets": list(map(_facts, pairs))}
            for area, pairs in compared.items()
        ],
        "warnings": [warning for each in both for warning in each.warnings],
    }
    return dump(document)


def compare_csv(compared: Mapping[str, Sequence[Pair]]) -> str:
    """A row a target: its state, and the figures of both years."""
    names = {f"{when}_{name}": (when, name) for when in ("before", "after") for name in _COMPARED}
    found = []
    for pair in (pair for pairs in compared.values() for pair in pairs):
        row = target_facts(pair.target) | _facts(pair) | {"target": pair.target.id}
        found.append(row | {key: (row[when] or {}).get(name) for key, (when, name) in names.items()})
    return table((*TARGET, "state", *names, "difference"), found)


def _facts(pair: Pair) -> Json:
    before, after = (
        target_facts(each.target) | figures_of(each) if each else None for each in (pair.before, pair.after)
    )
    return {
        "id": pair.target.id,
        "name": pair.target.name,
        "state": _state(pair),
        "before": before,
        "after": after,
        "difference": amount(pair.target, pair.difference),
    }


def _state(pair: Pair) -> str:
    """`both`, `changed` (its measure or unit, so that it can't be compared), `new` or `gone`."""
    if pair.before and pair.after:
        return "changed" if pair.unlike else "both"
    return "gone" if pair.before else "new"
