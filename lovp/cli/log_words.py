"""The words after the target of `lovp log`: which are the value, which the place, and which the date."""

import re
from collections.abc import Callable, Container, Sequence
from contextlib import suppress
from datetime import date
from functools import partial

from lovp import matching
from lovp.cli.typed_rows import Given
from lovp.dates import parse_date
from lovp.errors import UsageError
from lovp.i18n import _, spoken
from lovp.model import Plan, Share, Target
from lovp.pii import shown
from lovp.progress.value_text import parse_value
from lovp.text import squeeze

_MOST_WORDS = 4  # of a date or a place, such as den 12 mars 2024
_SHORTEST = 3  # letters by which a place is known
_is_figure = re.compile(r"[-−–]?[0-9][0-9.,]*( ?%)?").fullmatch


def parse_words(
    wanted: str | None, words: Sequence[str], given: Given, *, plan: Plan, today: date
) -> dict[str, str | None]:
    """The text of each field, from the options (`given`) or the words; not yet checked against the plan.

    `wanted` is the word for the target, before the others. Raises UsageError for words that are too many,
    that can mean several things, or that say what an option says.
    """
    target = None
    with suppress(UsageError):
        # The plan of another year may have it.
        target = matching.target(plan, wanted) if wanted else None
    found = {field: text for field, text in given.items() if text is not None}
    remedy = _("Write number, place and date once each; a note in quotes, with --note; a whole with --of.")
    left = list(words)
    while left:
        for count in range(min(_MOST_WORDS, len(left)), 0, -1):
            field = _field(plan, target, today, left[:count], found)
            if field:
                break
        if field in found:
            raise UsageError(_("One word too many: {words}").format(words=shown(" ".join(left))), remedy)
        if not field:
            # What can be read further on is not at fault, and where there is a place none is lacking.
            fields = [_field(plan, target, today, [word], found) for word in left]
            text = " ".join(left[: next((at for at, each in enumerate(fields) if each), len(left))])
            places = [] if "place" in {*found, *fields} else [place.name for place in plan.places]
            message = _("“{text}” can't be read as a number, a place or a date.").format(text=shown(text))
            raise UsageError(message, matching.did_you_mean(matching.nearest(text, places)) or remedy)
        found[field] = " ".join(left[:count])
        left = left[count:]
    return {"value": None, **given, **found}


def _field(
    plan: Plan, target: Target | None, today: date, words: Sequence[str], known: Container[str]
) -> str:
    """The field that the words say together; empty for others.

    Raises UsageError where a date can be a number and a place as well (3 mar), and no number is `known`.
    """
    text = " ".join(words)
    is_date = partial(_is_read, lambda each: parse_date(each, today, plan.year), text)
    # 240312 is a number, unless that was said before.
    if _is_value(words, target) and not ("value" in known and is_date()):
        return "value"
    if is_date():
        beginnings = tuple(squeeze(word) for word in words if len(word) >= _SHORTEST)
        if "value" not in known and any(squeeze(one.name).startswith(beginnings) for one in plan.places):
            message = _("“{text}” can mean several things.").format(text=shown(text))
            options = {"place": spoken("--place"), "date": spoken("--date")}
            raise UsageError(message, _("Say it with {place} or with {date}.").format(**options))
        return "date"
    is_name = len(squeeze(text)) >= _SHORTEST and not any(sign.isdigit() for sign in text)
    return "place" if is_name and _is_read(partial(matching.place, plan), text) else ""


def _is_value(words: Sequence[str], target: Target | None) -> bool:
    """Whether the words are a number, with what is counted: 3, 3 st, 1 300, 50 %, klart."""
    text = " ".join(words)
    if len(words) > 1 and words[1][:1].isdigit() and target and isinstance(target.measure, Share):
        return False  # 2 700 can be 2 of 700
    return bool(_is_figure(text)) or _is_read(lambda each: parse_value(each, target), text)


def _is_read(parse: Callable[[str], object], text: str) -> bool:
    """Whether `parse` takes the text, instead of raising UsageError."""
    with suppress(UsageError):
        parse(text)
        return True
    return False
