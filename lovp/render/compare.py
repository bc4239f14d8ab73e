"""Two years side by side: as grids, as JSON and as CSV."""

from collections.abc import Iterator

from lovp.i18n import _
from lovp.progress.compare import AreaPairs, Comparison, Pair
from lovp.render import figures, words
from lovp.render.csv_tables import TARGET, table
from lovp.render.data import Json, amount, attributes, dump, figures_of, target_facts
from lovp.render.grid import Column, Grid, cells
from lovp.render.progress_grids import fields

_COMPARED = "goal outcome of fulfilment status outcomes".split()
"""What CSV has of each year."""


def heading(comparison: Comparison) -> str:
    """Whose years, of which place, and up to which day of each."""
    before, after = comparison.before, comparison.after
    years = _("{before} and {after}").format(before=before.plan.year, after=after.plan.year)
    until = _("each to {day}").format(day=figures.span(after.as_of, after.as_of))
    if before.is_over and after.is_over:
        until = _("whole years")
    return " · ".join(filter(None, (after.plan.organisation, after.place, years, until)))


def grids(comparison: Comparison) -> Iterator[Grid]:
    """Each area's targets with the figures of both years; of a year that lacks one there are dashes."""
    years = comparison.before.plan.year, comparison.after.plan.year
    of_year, unit = fields("outcome goal done"), fields("unit")
    others = [field.column for field in of_year[1:]]
    columns = [Column(_("Target"))]
    for year in years:
        columns += [Column(str(year), number=True), *others]
    columns += [Column(_("Difference"), number=True), *(field.column for field in unit)]
    for area in comparison.areas:
        rows = []
        for pair in area.pairs:
            both = (*cells(of_year, pair.before), *cells(of_year, pair.after))
            difference = figures.signed(pair.target, pair.difference)
            rows.append((pair.target.name, *both, difference, *cells(unit, pair.after or pair.before)))
        yield Grid(area.name, tuple(columns), tuple(rows), tuple(_unlike(area, years)))


def _unlike(area: AreaPairs, years: tuple[int, int]) -> Iterator[str]:
    text = _("{target} can't be compared: {year} counted {before}, {other} counted {after}.")
    for pair in area.pairs:
        if pair.before and pair.after and not pair.alike:
            before, after = (words.counted_as(each.target) for each in (pair.before, pair.after))
            name, (year, other) = pair.target.name, years
            yield text.format(target=name, year=year, before=before, other=other, after=after)


def _state(pair: Pair) -> str:
    """`both`, `changed` (its measure or unit, so that it can't be compared), `new` or `gone`."""
    if pair.before and pair.after:
        return "both" if pair.alike else "changed"
    return "gone" if pair.before else "new"


def compare_json(comparison: Comparison) -> str:
    """The comparison in the schema `lovp.compare/1`."""
    both = (comparison.before, comparison.after)
    document = {
        "schema": "lovp.compare/1",
        "organisation": comparison.after.plan.organisation,
        "years": [each.plan.year for each in both],
        "as_of": [each.as_of for each in both],
        "place": comparison.after.place,
        "areas": [
            {"id": area.id, "name": area.name, "targets": list(map(_facts, area.pairs))}
            for area in comparison.areas
        ],
        "warnings": [warning for each in both for warning in each.warnings],
    }
    return dump(document)


def _facts(pair: Pair) -> Json:
    before, after = (
        target_facts(each.target) | figures_of(each) if each else None for each in (pair.before, pair.after)
    )
    facts = {"state": _state(pair), "before": before, "after": after}
    return attributes(pair.target, "id name") | facts | {"difference": amount(pair.target, pair.difference)}


def compare_csv(comparison: Comparison) -> str:
    """A row a target: its state, and the figures of both years."""
    names = {f"{when}_{name}": (when, name) for when in ("before", "after") for name in _COMPARED}
    found = []
    for pair in (pair for area in comparison.areas for pair in area.pairs):
        row = target_facts(pair.target) | _facts(pair) | {"target": pair.target.id}
        found.append(row | {key: (row[when] or {}).get(name) for key, (when, name) in names.items()})
    return table((*TARGET, "state", *names, "difference"), found)
