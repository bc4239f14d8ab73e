"""Parse what is typed for a new row, and hold it against the plan. Pure: today is passed in."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from lovp import matching
from lovp.dates import parse_date, same_day
from lovp.errors import LovpError, UsageError
from lovp.exchange.values import parse_value
from lovp.i18n import _
from lovp.model import Level, Outcome, Plan, Share, Target
from lovp.record.new import checked_note
from lovp.record.validation import allowed_places, validate
from lovp.text import fold

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


def needed_fields(target: Target) -> set[str]:
    """The fields that must be said of every outcome of the target; a date is today where none is said."""
    needed = {Share: {"value", "of"}, Level: {"value"}}.get(type(target.measure), set())
    return needed if target.measure.over is None else needed | {"place"}


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
    said = {"value": "1", "date": "today"} | {name: text for name, text in given.items() if text is not None}
    for field in FIELDS:
        if given[field] is None and field in needed_fields(target):
            raise _missing(target, field)
        if field in said:
            row = parse_field(terms, row, field, said[field])
    return row


def _missing(target: Target, field: str) -> UsageError:
    """What to raise where a field that is needed is not said."""
    messages = {
        "place": _("{target} is counted by place: say which with --place."),
        "value": _("{target} needs a value: write it after the target."),
        "of": _("{target} is a share: say of how many with --of."),
    }
    return UsageError(messages[field].format(target=target.id))


def parse_field(terms: Terms, row: Outcome, field: str, text: str) -> Outcome:
    """The row with what the text says in one field; other fields may still be missing. Raises LovpError."""
    plan = terms.plan_of(row.date)
    fields = {field}
    if field == "note":
        return row._replace(note=checked_note("" if fold(text) in _NONE else text))
    if field == "date":
        # A day in another year is held against that year's plan.
        row = row._replace(date=parse_day(terms, plan.year, text))
        fields |= {"target", "place"} if row.place else {"target"}
    elif field == "place":
        row = row._replace(place="" if fold(text) in _NONE else matching.place(plan, text).name)
    else:
        row = row._replace(**{field: parse_value(text, plan.target_by_id[row.target])})  # type: ignore[arg-type]
    wrong = validate(terms.plan_of(row.date), row)
    if wrong and wrong.field in fields:
        raise UsageError(wrong.message, wrong.remedy)
    return row


def parse_day(terms: Terms, year: int, text: str) -> date:
    """The day that the text means, in a year of some plan and not to come. Raises LovpError.

    In January 20/12 is next December, of which the error says that last December may be meant.
    """
    day = parse_date(text, terms.today, year)
    terms.plan_of(day)
    before = same_day(day, day.year - 1)
    if terms.today - before < day - terms.today and _has_plan(terms, before):
        message = _("{day} has not come yet.").format(day=day)
        raise UsageError(message, matching.did_you_mean([before.isoformat()]))
    _check_day(day, terms.today)
    return day


def _has_plan(terms: Terms, day: date) -> bool:
    """Whether there is a plan of the day's year."""
    try:
        return terms.plan_of(day).year == day.year
    except LovpError:
        return False


def check_row(plan: Plan, row: Outcome, today: date) -> None:
    """Raise LovpError unless the row fits the plan, and its day has come."""
    # What fits no target, or has not come yet, can still be cancelled: after a wrong clock, say.
    if not row.cancels:
        _check_day(row.date, today)
        if wrong := validate(plan, row):
            raise LovpError(wrong.message, wrong.remedy)


def _check_day(day: date, today: date) -> None:
    if day > today:
        raise UsageError(_("{day} has not come yet.").format(day=day), _("Record it when it has happened."))
