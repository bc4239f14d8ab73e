"""Rows that are to be saved together, as people look them over: lines, a table, what may be twice."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from lovp.cli import context, recorded
from lovp.cli.answer import Like, like
from lovp.i18n import _, ngettext
from lovp.model import ADDITIVE, Outcome, Plan, Target
from lovp.render import figures, sentences
from lovp.render.grid import Column, Grid
from lovp.render.outcome_grid import short_id

_SHOWN = 10


def recorded_like(folder: context.Folder, plan: Plan, target: Target) -> Mapping[Like, list[str]]:
    """The ids of what is recorded of the target and counts, by what it has in common with others."""
    found: dict[Like, list[str]] = {}
    for row in recorded.read(folder, plan).outcomes:
        if row.target == target.id:
            found.setdefault(like(row), []).append(row.id)
    return found


def doubt(row: Outcome, before: Sequence[Outcome], known: Mapping[Like, list[str]]) -> str:
    """Why the row may be there twice: it is like one `before` it, or like one recorded; or nothing."""
    for number, other in enumerate(before, 1):
        if like(other) == like(row):
            return _("same as line {number}?").format(number=number)
    others = [id_ for id_ in known.get(like(row), ()) if id_ != row.id]
    return _("recorded already? ({id})").format(id=short_id(others[0])) if others else ""


def doubts(known: Mapping[Like, list[str]], rows: Sequence[Outcome]) -> Iterator[str]:
    """For those who were not asked: which of the rows, saved by now, may be there twice."""
    own = {row.id for row in rows}
    known = {key: [id_ for id_ in ids if id_ not in own] for key, ids in known.items()}
    found = [(row, why) for at, row in enumerate(rows) if (why := doubt(row, rows[:at], known))]
    if not found:
        return
    text = ngettext(
        "{count} line may be there twice. If it is so by mistake: lovp undo ID",
        "{count} lines may be there twice. If it is so by mistake: lovp undo ID",
        len(found),
    )
    yield text.format(count=len(found))
    for row, why in found[:_SHOWN]:
        where = row.place or _("the whole district")
        yield f"{figures.day(row.date)} · {where} · id {short_id(row.id)}: {why}"


def line(target: Target, row: Outcome, today: date, *, takes_place: bool) -> str:
    """Skövde · 3 klassrumspresentationer · tis 12 mars · två klasser: how a line was understood."""
    where = row.place or (_("the whole district") if takes_place else "")
    day = figures.weekday(row.date, short=True)
    when = _("today, {day}").format(day=day) if row.date == today else day
    return " · ".join(part for part in (where, sentences.quantity(target, row), when, row.note) if part)


def grid(target: Target, rows: Sequence[Outcome], known: Mapping[Like, list[str]]) -> Grid:
    """All rows in a table, with their sum, and a remark at those that may be there twice."""
    remarks = [doubt(row, rows[:at], known) for at, row in enumerate(rows)]
    columns = [
        Column(_("Line"), number=True),
        Column(_("Date"), number=True),
        Column(_("Place")),
        Column(_("Outcome"), number=True),
        Column(_("Note")),
    ]
    if any(remarks):
        columns.append(Column(_("Twice?")))
    cells = []
    for number, (row, remark) in enumerate(zip(rows, remarks, strict=True), 1):
        day = figures.weekday(row.date, short=True)
        cell = (
            str(number),
            day,
            row.place or figures.NOTHING,
            sentences.bare_quantity(target, row),
            row.note,
        )
        cells.append((*cell, remark)[: len(columns)])
    return Grid("", tuple(columns), tuple(cells), notes=tuple(_sums(target, rows, remarks)))


def _sums(target: Target, rows: Sequence[Outcome], remarks: Iterable[str]) -> Iterator[str]:
    count = ngettext("{count} line", "{count} lines", len(rows)).format(count=len(rows))
    if isinstance(target.measure, ADDITIVE):
        total = sum(row.value or 0 for row in rows)
        amount = sentences.counted(target, total)
        yield _("Together: {amount} on {lines}").format(amount=amount, lines=count)
    else:
        yield _("Together: {lines}").format(lines=count)
    if double := sum(map(bool, remarks)):
        text = ngettext(
            "{count} line may be there twice: look at the last column.",
            "{count} lines may be there twice: look at the last column.",
            double,
        )
        yield text.format(count=double)
