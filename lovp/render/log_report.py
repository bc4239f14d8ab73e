"""The words of `lovp log`: its questions, the row before and after it is saved, and what is unlikely."""

from collections.abc import Iterable, Sequence

from lovp.dates import weekday_name
from lovp.exchange.typed.doubts import Doubt
from lovp.exchange.typed.row_parser import needed_fields
from lovp.i18n import _, current
from lovp.model import Outcome, Plan, Target
from lovp.progress.values import TargetProgress
from lovp.record.new import find_persons
from lovp.record.validation import allowed_places
from lovp.render import figures, record_report, words
from lovp.render.outcome_grid import short_id

_MOST = 10


def question(target: Target, field: str) -> tuple[str, str, str]:
    """What is asked for a field of a row of the target, what explains it, and what Enter means."""
    how_many = _("How many {unit}").format(unit=target.unit or "").rstrip()
    of_how_many = _("Of how many {unit}").format(unit=target.unit or "").rstrip()
    day = _("The day it was done: 12/3, 12 mars, 2024-03-12, igår.")
    note = _("A few words; no name, phone number or address.")
    text, explained, usual = {
        "place": (_("Place"), _("A place in the plan."), _("the whole district")),
        "value": (how_many, _("A number; for 2 of a board of 7 it is 2."), "1"),
        "of": (of_how_many, _("The whole: for 2 of a board of 7 it is 7."), ""),
        "date": (_("Date"), day, _("today")),
        "note": (_("Note, never a person's name"), note, _("no note")),
    }[field]
    return text, explained, "" if field in needed_fields(target) else usual


def details(plan: Plan, target: Target, row: Outcome) -> list[tuple[str, str]]:
    """What the row says: the names of its fields, padded to one width, each with its text."""
    parent = plan.place_by_name[row.place].parent if row.place else None
    place = ", ".join(filter(None, (row.place, parent))) or _("the whole district")
    lines = {
        _("target"): target.name,
        **({_("place"): place} if allowed_places(plan, target) else {}),
        _("number"): words.quantity(target, row),
        _("date"): f"{weekday_name(row.date, current())} {figures.day(row.date)}",
        _("note"): row.note or figures.NOTHING,
    }
    width = max(map(len, lines))
    return [(f"{name.capitalize():<{width}}  ", text) for name, text in lines.items()]


def saved(plan: Plan, rows: Sequence[Outcome], done: str, file: str, about: Outcome | None) -> list[str]:
    """That the rows are in the `file`; of a single one, what was `done`, and what it says.

    `about` is the row that a single one cancels.
    """
    if len(rows) > 1:
        return ["✓ " + _("Saved: {rows} in {file}").format(rows=record_report.rows(len(rows)), file=file)]
    row, target = rows[0], plan.target_by_id.get(rows[0].target)
    if target is None:
        return [f"✓ {done}: {row.target} · {row.date}"]
    by = _("by {writer}, id {id}").format(writer=row.writer, id=short_id(row.id))
    return [f"✓ {done}: {target.name}", f"  {words.outcome(target, about or row)}", f"  {by}"]


def standing(plan: Plan, rows: Iterable[Outcome], targets: Iterable[TargetProgress]) -> list[str]:
    """Where the targets stand, as a whole and in the largest places of the rows."""
    parts = {plan.part_of.get(row.place) for row in rows}
    lines = []
    for progress in targets:
        found = (each for each in progress.places if each.place in parts)
        lines.append(words.standing(progress))
        lines += [f"  {each.place}: {words.achieved(progress, each)}" for each in found]
    return lines


def doubts(plan: Plan, found: Sequence[Doubt]) -> list[str]:
    """What is unlikely about rows, as something that can be asked, and warned of."""
    texts = {
        "whole goal": _("{outcome}: more than the whole year's goal ({number})."),
        "largest": _("{outcome}: at least ten times the largest so far ({number})."),
        "no number": _("{outcome}: how many was not said."),
    }
    lines = []
    for row, reason, number in found[:_MOST]:
        target = plan.target_by_id[row.target]
        against = figures.number(number or 0, target.decimals)
        outcome = f"{target.name}, {words.quantity(target, row)}"
        lines.append(texts[reason].format(outcome=outcome, number=against))
    return lines


def persons(plan: Plan, rows: Iterable[Outcome]) -> list[str]:
    """That notes of the rows seem to name people, each of them once."""
    text = _("A note seems to name a person: {name}.")
    return [text.format(name=name) for name in find_persons((row.note for row in rows), plan)[:_MOST]]


def repeats(found: Sequence[tuple[Outcome, Outcome]]) -> list[str]:
    """That a row says the same as another: it may be right, and it may be a second time."""
    text = _("This seems to be recorded already ({day}, id {id}). Twice? Run lovp undo {own}")
    return [
        text.format(day=figures.day(row.date), id=short_id(other.id), own=short_id(row.id))
        for row, other in found[:_MOST]
    ]
