"""Outcomes as a table, CSV and JSON, and what `lovp log` asks and says of them."""

from collections.abc import Iterable, Sequence

from lovp.exchange.doubts import Doubt
from lovp.i18n import _
from lovp.model import Level, Milestone, Outcome, Plan, Share, Target
from lovp.progress.values import TargetProgress
from lovp.record.new import find_persons
from lovp.record.row import HEADER, format_row
from lovp.render import figures, record_report, words
from lovp.render.data import plain, plan_json
from lovp.render.grid import Field, Grid, number, table, text

_ID_ENDING = 8
_MOST = 10
"""How many rows are doubted, or told to be repeated, at most."""


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


def question(target: Target, field: str) -> tuple[str, str]:
    """What is asked for a field of a row of the target, and what an empty answer means (empty: nothing)."""
    how_many = _("How many {unit}").format(unit=target.unit or "").rstrip()
    if isinstance(target.measure, Milestone):
        how_many = _("Is it done? 1 if it is, else a part such as 0.5")
    of_how_many = _("Of how many {unit}").format(unit=target.unit or "").rstrip()
    return {
        "place": (_("Place"), "" if target.measure.over else _("none")),
        "value": (how_many, "" if isinstance(target.measure, Share | Level) else "1"),
        "of": (of_how_many, ""),
        "date": (_("Date"), _("today")),
        "note": (_("Note, never a person's name"), _("no note")),
    }[field]


def saved(plan: Plan, rows: Sequence[Outcome], done: str, file: str, about: Outcome | None) -> str:
    """That the rows are in the `file`; of a single one, what was `done`, and what it says.

    `about` is the row that a single one cancels.
    """
    if len(rows) > 1:
        return "✓ " + _("Saved: {rows} in {file}").format(rows=record_report.rows(len(rows)), file=file)
    row, target = rows[0], plan.target_by_id.get(rows[0].target)
    if target is None:
        return f"✓ {done}: {row.target} · {row.date}"
    by = _("by {writer}, id {id}").format(writer=row.writer, id=short_id(row.id))
    return f"✓ {done}: {target.name}\n  {words.outcome(target, about or row)}\n  {by}"


def standing(plan: Plan, rows: Iterable[Outcome], targets: Iterable[TargetProgress]) -> str:
    """Where the targets stand, as a whole and in the largest places of the rows."""
    parts = {plan.part_of.get(row.place) for row in rows}
    lines = []
    for progress in targets:
        lines.append(words.standing(progress))
        found = (each for each in progress.places if each.place in parts)
        lines += [f"  {each.place}: {words.achieved(progress, each)}" for each in found]
    return "\n".join(lines)


def doubts(plan: Plan, found: Sequence[Doubt]) -> list[str]:
    """What is unlikely about rows, as something that can be asked, and warned of."""
    texts = {
        "whole goal": _("{outcome}: more than the whole year's goal ({number})."),
        "largest": _("{outcome}: at least ten times the largest so far ({number})."),
    }
    lines = []
    for row, reason, against in found[:_MOST]:
        target = plan.target_by_id[row.target]
        outcome = f"{target.name}, {words.quantity(target, row)}"
        lines.append(texts[reason].format(outcome=outcome, number=figures.number(against, target.decimals)))
    return lines


def persons(plan: Plan, rows: Iterable[Outcome]) -> list[str]:
    """That notes of the rows seem to name people, each of them once."""
    message = _("A note seems to name a person: {name}.")
    return [message.format(name=name) for name in find_persons((row.note for row in rows), plan)[:_MOST]]


def repeats(found: Sequence[tuple[Outcome, Outcome]]) -> list[str]:
    """That a row says the same as another: it may be right, and it may be a second time."""
    message = _("This seems to be recorded already ({day}, id {id}). Twice? Run lovp undo {own}")
    return [
        message.format(day=figures.day(row.date), id=short_id(other.id), own=short_id(row.id))
        for row, other in found[:_MOST]
    ]
