"""The words after the target of `lovp log`, sorted into value, place and date. Pure."""

import re
from collections.abc import Sequence
from datetime import date

from lovp import matching, names
from lovp.errors import LovpError, UsageError
from lovp.folding import squeeze
from lovp.i18n import _
from lovp.model import Plan
from lovp.period import parse_date
from lovp.record.guard import shown
from lovp.record.new import checked_note
from lovp.record.row_parser import Given

_MOST_WORDS = 4
"""Words of a date or a place, such as den 12 mars 2024."""
_SHORTEST = 3
"""Letters by which a place is known; a shorter word must be its whole name."""
_is_number = re.compile(r"[-−–]?[0-9][0-9., ]*").fullmatch
_looks_like_date = re.compile(r"[0-9]{1,2}/[0-9]{1,2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}").fullmatch


def parse_words(
    command: str, words: Sequence[str], given: Given, *, plan: Plan, today: date
) -> dict[str, str | None]:
    """What the options say (`given`) and what the words say, for each field; not yet held against the plan.

    `command` is the command line before the words. Raises UsageError for words that are too many, that can
    mean several things, or that say what an option says.
    """
    found: dict[str, str] = {}
    at = 0
    while at < len(words):
        spans = [words[at : at + count] for count in range(_MOST_WORDS, 0, -1)]
        fields = ((span, _field_of(plan, today, span)) for span in spans)
        span, field = next(((span, field) for span, field in fields if field), (words[at:], ""))
        text = shown(" ".join(span))
        if not field or field in found:
            raise _unexpected(command, words[at:], {"value": None, **given, **found}, plan)
        if given.get(field) is not None:
            message = _("Both “{word}” and {option} are written.")
            option = names.spoken_option(f"--{field}")
            raise UsageError(message.format(word=text, option=option), _("Leave out one of them."))
        found[field] = " ".join(span)
        at += len(span)
    return {"value": None, **given, **found}


def _field_of(plan: Plan, today: date, words: Sequence[str]) -> str:
    """The field that the words together say, if any. Raises UsageError where it can be place or date."""
    text = " ".join(words)
    if len(words) == 1 and _is_number(text):
        return "value"
    if _is_date(text, today, plan.year):
        starts = tuple(squeeze(word) for word in words if len(word) >= _SHORTEST)
        if any(squeeze(place.name).startswith(starts) for place in plan.places):
            place, day = names.spoken_option("--place"), names.spoken_option("--date")
            raise UsageError(
                _("“{text}” can mean several things.").format(text=shown(text)),
                _("Say it with {place} or with {date}.").format(place=place, date=day),
            )
        return "date"
    return "place" if _is_place(plan, text) else ""


def _is_date(text: str, today: date, year: int) -> bool:
    try:
        parse_date(text, today, year)
    except UsageError:
        # A day that does not exist is refused later, as a date.
        return bool(_looks_like_date(text))
    return True


def _is_place(plan: Plan, text: str) -> bool:
    if any(sign.isdigit() for sign in text):
        return False
    try:
        place = matching.place(plan, text)
    except UsageError:
        return False
    return len(squeeze(text)) >= _SHORTEST or squeeze(text) == squeeze(place.name)


def _unexpected(command: str, extra: Sequence[str], known: Given, plan: Plan) -> LovpError:
    """What to raise where words are left that say none of value, place and date: most likely a note's."""
    too_many = _("One word too many: {words}").format(words=shown(" ".join(extra)))
    if known["note"] is None and _is_number(extra[0]):
        return UsageError(too_many, _("Give the whole with --of, such as 2 --of 7."))
    if known["note"] is None and known["place"] is None:
        places = {place.name: place.name for place in plan.places}
        matching.one_of(shown(extra[0]), places, _("“{text}” can't be read as a number, a place or a date."))
    said = [known[field] for field in ("value", "place", "date")]
    parts = [command, *(f'"{text}"' if " " in text else text for text in said if text)]
    if known["of"]:
        parts += [names.spoken_option("--of"), known["of"]]
    note = checked_note(" ".join([known["note"] or "", *extra]).strip())
    parts += [names.spoken_option("--note"), f'"{note}"']
    remedy = _("Put quotation marks around a note: {command}").format(command=" ".join(parts))
    return UsageError(too_many, remedy)
