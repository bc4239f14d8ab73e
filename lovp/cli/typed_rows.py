"""Parse what is typed for new rows, alone or as a table, and hold it against the plan. Pure."""

import csv
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import NamedTuple

from lovp import matching
from lovp.dates import parse_date, same_day
from lovp.errors import FileError, LovpError, Problem, UsageError
from lovp.i18n import _
from lovp.model import Level, Outcome, Plan, Share, Target
from lovp.pii import MASK, personal_data, shown_line
from lovp.progress.value_text import parse_value
from lovp.record.new import checked_note
from lovp.record.validation import allowed_places, validate
from lovp.text import fold

Given = Mapping[str, str | None]
"""What is typed for each field; None where nothing is said."""
FIELDS = ("place", "value", "of", "date", "note")
"""In the order in which they are asked for; the target comes before them."""
_NONE = {"", "-", "ingen", "none", "no note", "hela distriktet", "the whole district"}
"""What no place and no note are called."""


class Terms(NamedTuple):
    """What rows are held against: the plan of a day's year (LovpError where there is none), and today."""

    plan_of: Callable[[date], Plan]
    today: date


def blank_row(plan: Plan, target: Target) -> Outcome:
    """A row of the target with nothing filled in yet."""
    return Outcome("", plan.first_day, target.id, "", 0, None, "", "", "", "")


def missing_fields(plan: Plan, target: Target, given: Given) -> list[str]:
    """The fields to ask for: those that the target has, and that are not given."""
    taken = {"place": bool(allowed_places(plan, target)), "of": isinstance(target.measure, Share)}
    # Whoever has said how many has said all there is to say.
    taken["note"] = given["value"] is None
    return [field for field in FIELDS if given[field] is None and taken.get(field, True)]


def parse_row(terms: Terms, plan: Plan, target: Target, given: Given) -> Outcome:
    """The row that says what is given; else it is one of what is counted, today. Raises LovpError."""
    if given["value"] is None and isinstance(target.measure, Share | Level):
        raise UsageError(_("{target} needs a value: write it after the target.").format(target=target.id))
    texts = {"value": "1", "date": "today"}
    texts |= {field: text for field, text in given.items() if text is not None}
    row = blank_row(plan, target)
    for field in FIELDS:
        if field in texts:
            row = parse_field(terms, row, field, texts[field])
    if wrong := validate(terms.plan_of(row.date), row):
        raise UsageError(wrong.message, wrong.remedy)
    return row


def parse_field(terms: Terms, row: Outcome, field: str, text: str) -> Outcome:
    """The row with what the text says in one field; other fields may still be missing. Raises LovpError."""
    plan = terms.plan_of(row.date)
    if field == "note":
        row = row._replace(note=checked_note("" if fold(text) in _NONE else text))
    elif field == "date":
        row = row._replace(date=parse_day(terms, plan.year, text))
    elif field == "place":
        row = row._replace(place="" if fold(text) in _NONE else matching.place(plan, text).name)
    else:
        row = row._replace(**{field: parse_value(text, plan.target_by_id[row.target])})  # type: ignore[arg-type]
    wrong = validate(terms.plan_of(row.date), row)
    if wrong and wrong.field == field:
        raise UsageError(wrong.message, wrong.remedy)
    return row


def parse_day(terms: Terms, year: int, text: str) -> date:
    """The day that the text means, in a year of some plan and not to come. Raises LovpError."""
    day = parse_date(text, terms.today, year)
    terms.plan_of(day)
    if day > terms.today:
        raise _not_come(day, matching.did_you_mean(_year_earlier(terms, day)))
    return day


def _year_earlier(terms: Terms, day: date) -> list[str]:
    """The same day a year earlier, if it is nearer to today and has a plan: last December's, in January."""
    earlier = same_day(day, day.year - 1)
    is_nearer = terms.today - earlier < day - terms.today
    with suppress(LovpError):
        return [str(earlier)] if is_nearer and terms.plan_of(earlier).year == earlier.year else []
    return []


def _not_come(day: date, remedy: str = "") -> UsageError:
    """The error for a day to come."""
    remedy = remedy or _("Record it when it has happened.")
    return UsageError(_("{day} has not come yet.").format(day=day), remedy)


def check_row(plan: Plan, row: Outcome, today: date) -> None:
    """Raise LovpError unless the row fits the plan, and its day has come."""
    # What fits no target, or has not come yet, can still be cancelled: after a wrong clock, say.
    if not row.cancels:
        if row.date > today:
            raise _not_come(row.date)
        if wrong := validate(plan, row):
            raise LovpError(wrong.message, wrong.remedy)


def explain_table(plan: Plan, target: Target) -> str:
    """How a line of a table of the target's outcomes is written, by an example."""
    return _("One line for each outcome: {line}").format(line="; ".join(_columns(plan, target).values()))


def _columns(plan: Plan, target: Target) -> dict[str, str]:
    """The columns of a table of the target's outcomes, in order, each with an example."""
    places = allowed_places(plan, target)
    example = {"place": places[-1].name} if places else {}
    example |= {"value": "2", "of": "7"} if isinstance(target.measure, Share) else {"value": "3"}
    return example | {"date": "12/3", "note": _("a few words")}


def parse_table(
    plan: Plan, target: Target, given: Given, today: date, lines: Sequence[str], delimiters: str
) -> list[Outcome]:
    """A row for each line with something in it; what a line leaves empty is as `given`.

    The first of the `delimiters` that stands in a line divides them all. Raises FileError with every line
    that is refused.
    """
    # A day of another year is refused by the plan of this one.
    terms = Terms(lambda _day: plan, today)
    columns = list(_columns(plan, target))
    given = dict(given) | {"value": given["value"] or ""}  # a line without a number is refused
    delimiter = next((sign for line in lines for sign in delimiters if sign in line), delimiters[0])
    rows, problems = list[Outcome](), list[Problem]()
    for number, line in enumerate(lines, 1):
        try:
            if cells := _split(line, delimiter, len(columns)):
                filled = {column: cell for column, cell in zip(columns, cells, strict=False) if cell}
                rows.append(parse_row(terms, plan, target, given | filled))
        except LovpError as error:
            where, text = _("line {number}").format(number=number), shown_line(line) or MASK
            problems.append(Problem(where, 0, 0, text, error.message, error.remedy))
    if problems:
        message = _("Nothing was saved. Lines that can't be understood: {count}")
        remedy = explain_table(plan, target)
        raise FileError(message.format(count=len(problems)), tuple(problems), remedy)
    return rows


def _split(line: str, delimiter: str, most: int) -> list[str]:
    """The cells of one line, without the empty ones at its end. Raises LovpError."""
    try:
        # Each line by itself: a quotation mark that is not closed takes no other line with it.
        cells = next(csv.reader([line.rstrip(delimiter + " ")], delimiter=delimiter, strict=True), [])
    except csv.Error:
        message = _("A quotation mark is not closed, or the line is too long.")
        raise UsageError(message, _("Close it, or shorten it.")) from None
    if kind := personal_data(*cells):
        message = _("The line holds personal data ({kind}).").format(kind=kind)
        raise LovpError(message, _("Leave it out: the record holds numbers, never people."))
    if len(cells) > most:
        raise UsageError(_("There are too many columns."), _("Put the note in quotation marks."))
    return [cell.strip() for cell in cells]
