"""Outcomes as a table, as the record's own columns, and as JSON."""

from collections.abc import Sequence
from fractions import Fraction

from lovp.i18n import _
from lovp.model import ADDITIVE, Outcome, Plan, Target
from lovp.record.row import COLUMNS, format_row
from lovp.render import figures, sentences
from lovp.render.data import exactly, plan_json
from lovp.render.grid import Column, Grid

_ID_ENDING = 8


def short_id(id_: str) -> str:
    """The end of an id: what `undo` and `amend` take, since ids of one day begin alike."""
    return id_[-_ID_ENDING:]


def grid(plan: Plan, rows: Sequence[Outcome], *, everything: bool = False) -> Grid:
    """A line for each outcome; with `everything` also which one it takes the place of.

    The figures of a share in too small a group are not shown.
    """
    columns = [Column(_("Date"), number=True), Column(_("Target"), whole=True), Column(_("Place"))]
    columns += [Column(_("Outcome"), number=True), Column(_("Note")), Column(_("Writer"), wide=1)]
    columns += [Column(_("Id"), number=True)]
    if everything and any(row.replaces for row in rows):
        columns += [Column(_("Replaces"), number=True)]
    cells = (
        (
            str(row.date),
            row.target,
            row.place,
            sentences.shown_quantity(plan, row, bare=True),
            row.note,
            row.writer,
            short_id(row.id),
            short_id(row.replaces),
        )[: len(columns)]
        for row in rows
    )
    return Grid("", tuple(columns), tuple(cells))


def rows_to_save(target: Target, rows: Sequence[Outcome]) -> Grid:
    """A line for each row of one target, and their sum where they have one."""
    columns = (Column(_("Date")), Column(_("Place")), Column(_("Outcome"), number=True), Column(_("Note")))
    cells = tuple((str(row.date), row.place, sentences.bare_quantity(target, row), row.note) for row in rows)
    total = Fraction(sum(row.value or 0 for row in rows))
    together = _("Together: {amount}").format(amount=figures.with_unit(target, total))
    return Grid("", columns, cells, (together,) if isinstance(target.measure, ADDITIVE) else ())


def rows_csv(rows: Sequence[Outcome]) -> str:
    """The rows in the record's own columns."""
    return ",".join(COLUMNS) + "\n" + "".join(map(format_row, rows))


def rows_json(plan: Plan, rows: Sequence[Outcome]) -> str:
    """The rows in the schema `lovp.outcomes/1`: the record's own columns, null where there is nothing."""
    outcomes = [
        {name: cell or None for name, cell in row._asdict().items()}
        | {"date": str(row.date), "value": exactly(row.value), "of": exactly(row.of)}
        for row in rows
    ]
    return plan_json("lovp.outcomes/1", plan, {"outcomes": outcomes})
