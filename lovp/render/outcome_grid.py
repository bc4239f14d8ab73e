"""Outcomes as a table, as the record's own columns, and as JSON."""

from collections.abc import Sequence

from lovp.i18n import _
from lovp.model import ADDITIVE, Outcome, Plan, Target
from lovp.progress.measures import points_at_people
from lovp.record.row import COLUMNS, format_row
from lovp.render import sentences
from lovp.render.data import exactly, plan_json
from lovp.render.grid import Cell, Column, Grid

_ID_ENDING = 8


def short_id(id_: str) -> str:
    """The end of an id: what `undo` and `amend` take, since ids of one day begin alike."""
    return id_[-_ID_ENDING:]


def grid(plan: Plan, rows: Sequence[Outcome], *, everything: bool = False) -> Grid:
    """A line for each outcome; with `everything` also which one it takes the place of.

    The figures of a share in too small a group are not shown.
    """
    columns = [Column(_("Date"), number=True), Column(_("Target")), Column(_("Place"))]
    columns += [Column(_("Outcome"), number=True), Column(_("Note")), Column(_("Writer"), wide=1)]
    columns += [Column(_("Id"), number=True)]
    if everything and any(row.replaces for row in rows):
        columns += [Column(_("Replaces"), number=True)]
    shown = len(columns)
    return Grid("", tuple(columns), tuple(_row(plan, row)[:shown] for row in rows))


def _row(plan: Plan, row: Outcome) -> tuple[Cell, ...]:
    target = plan.target_by_id[row.target]
    hidden = points_at_people(plan, target, row.of)
    quantity = _("reported") if hidden else sentences.bare_quantity(target, row)
    ids = short_id(row.id), short_id(row.replaces)
    return (row.date.isoformat(), target.id, row.place, quantity, row.note, row.writer, *ids)


def rows_to_save(target: Target, rows: Sequence[Outcome]) -> Grid:
    """A line for each row of one target, and their sum where they have one."""
    total = sum(row.value or 0 for row in rows)
    together = _("Together: {amount}").format(amount=sentences.counted(target, total))
    return Grid(
        title="",
        columns=(Column(_("Date")), Column(_("Place")), Column(_("Outcome"), number=True), Column(_("Note"))),
        rows=tuple(
            (str(row.date), row.place, sentences.bare_quantity(target, row), row.note) for row in rows
        ),
        notes=(together,) if isinstance(target.measure, ADDITIVE) else (),
    )


def rows_csv(rows: Sequence[Outcome]) -> str:
    """The rows in the record's own columns."""
    return ",".join(COLUMNS) + "\n" + "".join(format_row(row) for row in rows)


def rows_json(plan: Plan, rows: Sequence[Outcome]) -> str:
    """The rows in the schema `lovp.outcomes/1`: the record's own columns, null where there is nothing."""
    outcomes = [
        {name: cell or None for name, cell in row._asdict().items()}
        | {"date": row.date.isoformat(), "value": exactly(row.value), "of": exactly(row.of)}
        for row in rows
    ]
    return plan_json("lovp.outcomes/1", plan, {"outcomes": outcomes})
