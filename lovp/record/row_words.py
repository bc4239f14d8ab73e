"""Which field of a new row plain words say: its value, its place or its date. Pure: today is passed in."""

import re
from collections.abc import Container, Sequence
from datetime import date

from lovp import matching, names
from lovp.errors import UsageError
from lovp.folding import squeeze
from lovp.i18n import _
from lovp.model import Plan
from lovp.period import parse_date
from lovp.record.guard import shown

_MOST_WORDS = 4
"""Words of a date or a place, such as den 12 mars 2024."""
_SHORTEST = 3
"""Letters by which a place is known; a shorter word must be its whole name."""
_NUMBER = re.compile(r"[-−–]?[0-9][0-9., ]*")
_DATE_IN_FIGURES = re.compile(r"[0-9]{1,2}/[0-9]{1,2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")


def first_field(plan: Plan, today: date, words: Sequence[str], known: Container[str] = ()) -> tuple[str, int]:
    """The field that the first of the words say, and how many of them say it; no field and 0 for others.

    Raises UsageError where they can be a place as well as a date, unless the `known` fields tell.
    """
    for count in range(min(_MOST_WORDS, len(words)), 0, -1):
        text = " ".join(words[:count])
        if count == 1 and is_number(text):
            return "value", count
        if _is_date(text, today, plan.year):
            is_told = "place" in known or ("value" in known and is_number(words[0]))
            if not is_told and _begins_place(plan, words[:count]):
                raise _ambiguous(text)
            return "date", count
        if _is_place(plan, text):
            return "place", count
    return "", 0


def is_number(text: str) -> bool:
    """Whether the text is meant for a number; whether it is one is for the parser to say."""
    return _NUMBER.fullmatch(text) is not None


def _is_date(text: str, today: date, year: int) -> bool:
    try:
        parse_date(text, today, year)
    except UsageError:
        # A day that does not exist is refused later, as a date.
        return _DATE_IN_FIGURES.fullmatch(text) is not None
    return True


def _begins_place(plan: Plan, words: Sequence[str]) -> bool:
    """Whether any of the words is the beginning of a place's name."""
    beginnings = tuple(squeeze(word) for word in words if len(word) >= _SHORTEST)
    return any(squeeze(place.name).startswith(beginnings) for place in plan.places)


def _is_place(plan: Plan, text: str) -> bool:
    if any(sign.isdigit() for sign in text):
        return False
    try:
        place = matching.place(plan, text)
    except UsageError:
        return False
    return len(squeeze(text)) >= _SHORTEST or squeeze(text) == squeeze(place.name)


def _ambiguous(text: str) -> UsageError:
    place, day = names.spoken_option("--place"), names.spoken_option("--date")
    return UsageError(
        _("“{text}” can mean several things.").format(text=shown(text)),
        _("Say it with {place} or with {date}.").format(place=place, date=day),
    )
