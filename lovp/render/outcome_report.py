"""Outcomes as a table, CSV and JSON."""

from collections.abc import Sequence

from lovp.i18n import _
from lovp.model import Outcome, Plan
from lovp.record.row import HEADER, format_row
from lovp.render import words
from lovp.render.data import plain, plan_json
from lovp.render.grid import Field, Grid, number, table, text

_ID_ENDING = 8


def short_id(id_: str) -> str:
    """The end of an id: what `undo` and `amend` take, since ids of one day begin alike."""
    return id_[-_ID_ENDING:]


def grid(plan: Plan, rows: Sequence[Outcome], *, everything: bool) -> Grid:
    """A line for each outcome; with `everything` also which one it takes the place of.

    The figures of a share in too small a group are not shown.
    """
    chosen: list[Field[Outcome]] = [
        number(_("Date"), lambda row: str(row.date)),
        text(_("Target"), lambda row: row.target, whole=True),
        text(_("Place"), lambda row: row.place),
        number(_("Outcome"), lambda row: words.shown_quantity(plan, row, bare=True)),
        text(_("Note"), lambda row: row.note),
        text(_("Writer"), lambda row: row.writer, wide=1),
        number(_("Id"), lambda row: short_id(row.id)),
    ]
    if everything and any(row.replaces for row in rows):
        chosen.append(number(_("Replaces"), lambda row: short_id(row.replaces)))
    return table("", chosen, rows)


def rows_csv(rows: Sequence[Outcome]) -> str:
    """The rows in the record's own columns."""
    return HEADER + "\n" + "".join(map(format_row, rows))


def rows_json(plan: Plan, rows: Sequence[Outcome]) -> str:
    """The rows in the schema `lovp.outcomes/1`: the record's own columns, null where there is nothing."""
    outcomes = [
        {name: cell or None for name, cell in row._asdict().items()}
        | {"date": str(row.date), "value": plain(row.value), "of": plain(row.of)}
        for row in rows
    ]
    return plan_json("lovp.outcomes/1", plan, {"outcomes": outcomes})
