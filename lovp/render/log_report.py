"""What `lovp log` asks, and what it says of the outcomes that were recorded."""

from collections.abc import Iterable, Sequence

from lovp.i18n import _
from lovp.model import Coverage, Level, Milestone, Outcome, Plan, Share, Target
from lovp.progress.doubts import Doubt
from lovp.progress.values import TargetProgress
from lovp.record.persons import find_persons
from lovp.render import figures, record_report, words
from lovp.render.outcome_report import short_id

_MOST = 10
"""How many rows are doubted, or told to be repeated, at most."""


def question(target: Target, field: str) -> tuple[str, str]:
    """What is asked for a field of a row of the target, and what an empty answer means (empty: nothing)."""
    unit = "" if isinstance(target.measure, Coverage) else target.unit or ""
    how_many = _("How many {unit}").format(unit=unit).rstrip()
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
