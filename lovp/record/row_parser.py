"""Parse what is typed for each field of a new row, and hold it against the plan. Pure: today is passed in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from lovp import matching, names
from lovp.errors import LovpError, UsageError
from lovp.folding import fold
from lovp.i18n import _
from lovp.model import Coverage, Level, Milestone, Outcome, Place, Plan, Share, Target
from lovp.period import parse_date, timestamp
from lovp.record.fits import misfit
from lovp.record.new import checked_note, new_id
from lovp.record.numbers import parse_typed_number
from lovp.record.row import format_number
from lovp.record.writer import slug

Given = Mapping[str, str | None]
"""What is typed for each field; None where nothing is said."""
FIELDS = ("place", "value", "of", "date", "note")
"""In the order in which they are asked for; the target comes before them."""
_NONE = {"", "-", "ingen", "no note", "hela distriktet", "the whole district"}
"""What no place and no note are called."""


class Terms(NamedTuple):
    """What rows are held against: the plan of a day's year (LovpError where there is none), and today."""

    plan_of: Callable[[date], Plan]
    today: date


def blank_row(plan: Plan, target: Target) -> Outcome:
    """A row of the target that says nothing yet."""
    return Outcome("", plan.first_day, target.id, "", 0, None, "", "", "", "")


def finish_row(row: Outcome, writer: str, now: datetime) -> Outcome:
    """The row with an id, its writer and its time: ready to be saved."""
    return replace(row, id=new_id(), writer=slug(writer), logged_at=timestamp(now))


def finish_rows(rows: Sequence[Outcome], writer: str, now: datetime) -> list[Outcome]:
    """The rows finished, each a moment after the one before it, so that the last of two is the latest."""
    return [finish_row(row, writer, now + timedelta(microseconds=at)) for at, row in enumerate(rows)]


def allowed_places(plan: Plan, target: Target) -> Sequence[Place]:
    """The places where the target can be recorded."""
    measure = target.measure
    if isinstance(measure, Share | Coverage):
        return [place for place in plan.places if place.kind is measure.over]
    return () if isinstance(measure, Milestone | Level) else plan.places


def needed_fields(target: Target) -> set[str]:
    """The fields that must be said of every outcome of the target; a date is today where none is said."""
    if isinstance(target.measure, Share):
        return {"place", "value", "of"}
    needed = {Coverage: "place", Level: "value"}.get(type(target.measure))
    return {needed} if needed else set()


def missing_fields(plan: Plan, target: Target, given: Given) -> list[str]:
    """The fields to ask for: those that the target has, and that are not given."""
    taken = {"place": bool(allowed_places(plan, target)), "of": isinstance(target.measure, Share)}
    # Whoever has said how many has said all there is to say.
    taken["note"] = given["value"] is None
    return [field for field in FIELDS if given[field] is None and taken.get(field, True)]


def parse_row(terms: Terms, row: Outcome, given: Given) -> Outcome:
    """The row with every field as given, or as it is where nothing is said. Raises LovpError."""
    plan = terms.plan_of(row.date)
    target = plan.target_by_id[row.target]
    usual = {"value": "1", "date": "today"}
    for field in FIELDS:
        text = given[field]
        if text is None and field in needed_fields(target):
            raise _missing(plan, target, row, field)
        text = usual.get(field) if text is None else text
        row = row if text is None else parse_field(terms, row, field, text)
    return row


def parse_field(terms: Terms, row: Outcome, field: str, text: str) -> Outcome:
    """The row with what the text says in one field; other fields may still be missing. Raises LovpError."""
    plan = terms.plan_of(row.date)
    fields = {field}
    if field == "note":
        return replace(row, note=checked_note("" if fold(text) in _NONE else text))
    if field == "date":
        # A day in another year is held against that year's plan.
        row = replace(row, date=parse_day(terms, plan.year, text))
        fields |= {"target", "place"} if row.place else {"target"}
    elif field == "place":
        row = replace(row, place="" if fold(text) in _NONE else matching.place(plan, text).name)
        if not row.place and "place" in needed_fields(plan.target_by_id[row.target]):
            remedy = _("Write the name of a place in the plan.")
            raise UsageError(_("A place is needed here."), remedy)
    else:
        number = parse_typed_number(text)
        row = replace(row, value=number) if field == "value" else replace(row, of=number)
    wrong = misfit(terms.plan_of(row.date), row)
    if wrong and wrong.field in fields:
        raise UsageError(wrong.message, wrong.remedy)
    return row


def parse_day(terms: Terms, year: int, text: str) -> date:
    """The day that the text means, in a year of some plan and not to come. Raises LovpError."""
    day = parse_date(text, terms.today, year)
    terms.plan_of(day)
    _check_day(day, terms.today)
    return day


def check_row(plan: Plan, row: Outcome, today: date) -> None:
    """Raise LovpError unless the row fits the plan, and its day has come."""
    # What fits no target, or has not come yet, can still be cancelled: after a wrong clock, say.
    if row.cancels:
        return
    _check_day(row.date, today)
    if wrong := misfit(plan, row):
        raise LovpError(wrong.message, wrong.remedy)


def _check_day(day: date, today: date) -> None:
    if day > today:
        raise UsageError(_("{day} has not come yet.").format(day=day), _("Record it when it has happened."))


def _missing(plan: Plan, target: Target, row: Outcome, field: str) -> UsageError:
    """What to raise where a field that is needed is not said, with the whole command as it could be."""
    message = {
        "place": _("{target} is counted by place: say which with --place."),
        "value": _("{target} needs a value."),
        "of": _("{target} is a share: say of how many with --of."),
    }[field]
    value = row.value or 2
    words = ["lovp log", target.id, format_number(value)]
    if isinstance(target.measure, Share):
        words += ["--of", format_number(max(value, row.of or 7))]
    if places := allowed_places(plan, target) if "place" in needed_fields(target) else ():
        name = row.place or places[0].name
        words += ["--place", f'"{name}"' if " " in name else name]
    command = names.spoken_command_line(" ".join(words))
    return UsageError(message.format(target=target.id), _("For example: {command}").format(command=command))
