"""Two years side by side: as grids, as JSON and as CSV."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from lovp.i18n import _
from lovp.model import Coverage, Milestone, Share, Target
from lovp.progress.compare import Comparison, Pair
from lovp.progress.values import TargetProgress
from lovp.render import figures, words
from lovp.render.csv_tables import table
from lovp.render.data import Json, amount, dump, figures_of
from lovp.render.grid import Cell, Column, Grid

_COMPARED = tuple("goal outcome of fulfilment status outcomes".split())
"""What CSV has of each year."""
_CSV = tuple("area target name measure unit state".split())


def heading(comparison: Comparison) -> str:
    """Whose years, of which place, and up to which day of each."""
    before, after = comparison.before, comparison.after
    years = _("{before} and {after}").format(before=before.plan.year, after=after.plan.year)
    parts = [after.plan.organisation, *([after.place] if after.place else []), years]
    if before.as_of == before.plan.last_day and after.as_of == after.plan.last_day:
        parts.append(_("whole years"))
    else:
        parts.append(_("each to {day}").format(day=figures.span(after.as_of, after.as_of)))
    return " · ".join(parts)


def grids(comparison: Comparison) -> Iterator[Grid]:
    """Each area's targets that both years have; then those that are new, and those that are gone."""
    years = comparison.before.plan.year, comparison.after.plan.year
    for area in comparison.areas:
        both = [pair for pair in area.pairs if pair.before and pair.after]
        if both:
            yield _both(area.name, years, both)
    for year, new in ((years[1], True), (years[0], False)):
        title = _("New in {year}") if new else _("Only in {year}")
        rows = tuple(
            (each.target.name, area.name, *_of_year(each))
            for area in comparison.areas
            for pair in area.pairs
            if (each := _alone(pair, new=new))
        )
        if rows:
            columns = (Column(_("Target")), Column(_("Area")), *_columns(_("Outcome")))
            yield Grid(title.format(year=year), columns, rows)


def _alone(pair: Pair, *, new: bool) -> TargetProgress | None:
    """The target in the only year that has it, if that is the later or the earlier one."""
    own, other = (pair.after, pair.before) if new else (pair.before, pair.after)
    return own if other is None else None


def _both(name: str, years: tuple[int, int], pairs: Sequence[Pair]) -> Grid:
    return Grid(
        title=name,
        columns=(
            Column(_("Target")),
            *_columns(str(years[0])),
            *_columns(str(years[1])),
            Column(_("Difference"), number=True),
        ),
        rows=tuple(_row(pair) for pair in pairs),
        notes=tuple(_unlike(pair, years) for pair in pairs if not pair.alike),
    )


def _columns(outcome: str) -> tuple[Column, ...]:
    return (
        Column(outcome, number=True),
        Column(_("Goal"), number=True),
        Column(_("Done"), number=True),
    )


def _row(pair: Pair) -> tuple[Cell, ...]:
    cells = (cell for each in (pair.before, pair.after) if each for cell in _of_year(each))
    return (pair.target.name, *cells, difference(pair))


def _of_year(progress: TargetProgress) -> tuple[Cell, ...]:
    target = progress.target
    return (
        figures.outcome(target, progress.outcome, progress.of, hidden=progress.hidden),
        figures.goal(target, progress.goal),
        figures.percent(progress.fulfilment),
    )


def difference(pair: Pair) -> str:
    """By how much the later year has more, with its sign: +24, −3, +1,2 pe; a milestone has none."""
    value = pair.difference
    if value is None or isinstance(pair.target.measure, Milestone):
        return figures.NOTHING
    text, nil = (_said(pair.target, each) for each in (value, figures.ZERO))
    return f"+{text}" if value > 0 and text != nil else text


def _said(target: Target, value: Fraction) -> str:
    return figures.points(value) if isinstance(target.measure, Share) else figures.amount(target, value)


def _unlike(pair: Pair, years: tuple[int, int]) -> str:
    before, after = (_counted(each.target) if each else "" for each in (pair.before, pair.after))
    return _("{target} can't be compared: {year} counted {before}, {other} counted {after}.").format(
        target=pair.target.name, year=years[0], before=before, other=years[1], after=after
    )


def _counted(target: Target) -> str:
    """A target's measure with what sets it apart, and its unit."""
    parts = [words.measure(target.measure.kind), target.unit or ""]
    if isinstance(target.measure, Coverage):
        parts.append(f"≥ {figures.number(Fraction(target.measure.minimum))}")
    return " ".join(part for part in parts if part)


def state(pair: Pair) -> str:
    """`both`, `changed` (its measure or unit, so that it can't be compared), `new` or `gone`."""
    if pair.before is None:
        return "new"
    if pair.after is None:
        return "gone"
    return "both" if pair.alike else "changed"


def compare_json(comparison: Comparison) -> str:
    """The comparison in the schema `lovp.compare/1`."""
    both = (comparison.before, comparison.after)
    return dump(
        {
            "schema": "lovp.compare/1",
            "organisation": comparison.after.plan.organisation,
            "years": [each.plan.year for each in both],
            "as_of": [each.as_of.isoformat() for each in both],
            "place": comparison.after.place,
            "areas": [
                {"id": area.id, "name": area.name, "targets": [_json(pair) for pair in area.pairs]}
                for area in comparison.areas
            ],
            "warnings": [warning for each in both for warning in each.warnings],
        }
    )


def _json(pair: Pair) -> Json:
    return {
        "id": pair.target.id,
        "name": pair.target.name,
        "state": state(pair),
        "before": _year_json(pair.before),
        "after": _year_json(pair.after),
        "difference": amount(pair.target, pair.difference),
    }


def _year_json(progress: TargetProgress | None) -> Json | None:
    if progress is None:
        return None
    target = progress.target
    facts = {"name": target.name, "measure": target.measure.kind, "unit": target.unit}
    return facts | figures_of(progress) | {"hidden": progress.hidden}


def compare_csv(comparison: Comparison) -> str:
    """A row a target: its state, and the figures of both years."""
    columns = [f"{when}_{name}" for when in ("before", "after") for name in _COMPARED]
    return table(
        (*_CSV, *columns, "difference"),
        [_csv_row(area.id, pair) for area in comparison.areas for pair in area.pairs],
    )


def _csv_row(area: str, pair: Pair) -> Json:
    target = pair.target
    row = dict(
        zip(_CSV, (area, target.id, target.name, target.measure.kind, target.unit, state(pair)), strict=True)
    )
    for when, each in (("before", pair.before), ("after", pair.after)):
        found = figures_of(each) if each else {}
        row |= {f"{when}_{name}": found.get(name) for name in _COMPARED}
    return row | {"difference": amount(target, pair.difference)}
