"""The words after the target of `lovp log`, sorted into value, place and date. Pure: today is passed in."""

import re
from collections.abc import Container, Sequence
from contextlib import suppress
from datetime import date

from lovp import matching
from lovp.dates import parse_date
from lovp.errors import UsageError
from lovp.exchange.typed.row_parser import Given
from lovp.exchange.values import parse_value
from lovp.i18n import _, spoken
from lovp.model import Plan, Share, Target
from lovp.pii import shown
from lovp.text import squeeze

_MOST_WORDS = 4  # of a date or a place, such as den 12 mars 2024
_SHORTEST = 3  # letters by which a place is known; a shorter word must be its whole name
_is_figure = re.compile(r"[-−–]?[0-9][0-9.,]*( ?%)?").fullmatch


def parse_words(
    wanted: str | None, words: Sequence[str], given: Given, *, plan: Plan, today: date
) -> dict[str, str | None]:
    """What the options say (`given`) and what the words say, for each field; not yet held against the plan.

    `wanted` is the word for the target, before the others. Raises UsageError for words that are too many,
    that can mean several things, or that say what an option says.
    """
    target = None
    with suppress(UsageError):
        # The plan of another year may have it.
        target = matching.target(plan, wanted) if wanted else None
    found = {field: text for field, text in given.items() if text is not None}
    left = list(words)
    while left:
        field, count = _first_field(plan, target, today, left, found)
        if not field or field in found:
            raise _unexpected(plan, left, is_read=bool(field))
        found[field] = " ".join(left[:count])
        left = left[count:]
    return {"value": None, **given, **found}


def _first_field(
    plan: Plan, target: Target | None, today: date, words: Sequence[str], known: Container[str]
) -> tuple[str, int]:
    """The field that the first of the words say, and how many of them say it; no field and 0 for others.

    Raises UsageError where they can be a place as well as a date, unless the `known` fields tell.
    """
    for count in range(min(_MOST_WORDS, len(words)), 0, -1):
        text = " ".join(words[:count])
        is_date = _is_date(text, today, plan.year)
        # 240312 is a number, unless that was said before.
        if _is_value(words[:count], target) and not (is_date and "value" in known):
            return "value", count
        if is_date:
            is_told = "place" in known or ("value" in known and _is_figure(words[0]))
            if not is_told and _begins_place(plan, words[:count]):
                message = _("“{text}” can mean several things.").format(text=shown(text))
                options = {"place": spoken("--place"), "date": spoken("--date")}
                raise UsageError(message, _("Say it with {place} or with {date}.").format(**options))
            return "date", count
        if _is_place(plan, text):
            return "place", count
    return "", 0


def _is_value(words: Sequence[str], target: Target | None) -> bool:
    """Whether the words are a number, with what is counted: 3, 3 st, 1 300, 50 %, klart."""
    text = " ".join(words)
    if _is_figure(text):
        return True
    if len(words) > 1 and words[1][:1].isdigit() and target and isinstance(target.measure, Share):
        return False  # 2 700 can be 2 of 700
    with suppress(UsageError):
        parse_value(text, target)
        return True
    return False


def _is_date(text: str, today: date, year: int) -> bool:
    with suppress(UsageError):
        parse_date(text, today, year)
        return True
    return False


def _begins_place(plan: Plan, words: Sequence[str]) -> bool:
    """Whether any of the words is the beginning of a place's name."""
    beginnings = tuple(squeeze(word) for word in words if len(word) >= _SHORTEST)
    return any(squeeze(place.name).startswith(beginnings) for place in plan.places)


def _is_place(plan: Plan, text: str) -> bool:
    with suppress(UsageError):
        name = matching.place(plan, text).name
        is_known = len(squeeze(text)) >= _SHORTEST or squeeze(text) == squeeze(name)
        return is_known and not any(sign.isdigit() for sign in text)
    return False


def _unexpected(plan: Plan, extra: Sequence[str], *, is_read: bool) -> UsageError:
    """What to raise where words are left, which say what is said already, or nothing."""
    text = shown(" ".join(extra))
    remedy = _("Write number, place and date once each; a note in quotes, with --note; a whole with --of.")
    if is_read:
        return UsageError(_("One word too many: {words}").format(words=text), remedy)
    near = matching.nearest(" ".join(extra), {place.name: place.name for place in plan.places})
    message = _("“{text}” can't be read as a number, a place or a date.").format(text=text)
    return UsageError(message, matching.did_you_mean(near) or remedy)
