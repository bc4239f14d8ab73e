"""The words after the target of `lovp log`, sorted into value, place and date. Pure."""

from collections.abc import Sequence
from datetime import date

from lovp import matching, names
from lovp.errors import LovpError, UsageError
from lovp.i18n import _
from lovp.model import Plan
from lovp.record.new import checked_note
from lovp.record.pii import shown
from lovp.record.row_parser import Given, first_field


def parse_words(
    command: str, words: Sequence[str], given: Given, *, plan: Plan, today: date
) -> dict[str, str | None]:
    """What the options say (`given`) and what the words say, for each field; not yet held against the plan.

    `command` is the command line before the words. Raises UsageError for words that are too many, that can
    mean several things, or that say what an option says.
    """
    found: dict[str, str] = {}
    left = list(words)
    while left:
        said = {*found, *(name for name, text in given.items() if text is not None)}
        field, count = first_field(plan, today, left, said)
        if not field or field in found:
            raise _unexpected(command, left, {"value": None, **given, **found}, plan, is_read=bool(field))
        text = " ".join(left[:count])
        if given.get(field) is not None:
            both = _("Both “{word}” and {option} are written.")
            message = both.format(word=shown(text), option=names.spoken_option(f"--{field}"))
            raise UsageError(message, _("Leave out one of them."))
        found[field] = text
        left = left[count:]
    return {"value": None, **given, **found}


def _unexpected(command: str, extra: Sequence[str], known: Given, plan: Plan, *, is_read: bool) -> LovpError:
    """What to raise where words are left: a note's, or such as say what is said already, or nothing."""
    text = shown(" ".join(extra))
    too_many = _("One word too many: {words}").format(words=text)
    if known["note"] is not None:
        return UsageError(too_many, _quote_note(command, extra, known))
    if is_read:
        remedy = _("Write number, place and date once each; of a share, the whole with --of: 2 --of 7.")
        return UsageError(too_many, remedy)
    places = {place.name: place.name for place in plan.places if known["place"] is None}
    near = matching.nearest(" ".join(extra), places) or matching.nearest(extra[0], places)
    message = _("“{text}” can't be read as a number, a place or a date.").format(text=text)
    other = _("Write a number, a place of the plan, or a date like 12/3; a note in quotes, with --note.")
    return UsageError(message, matching.did_you_mean(near) or other)


def _quote_note(command: str, extra: Sequence[str], known: Given) -> str:
    """How to write the command with the note in quotation marks."""
    said = filter(None, (known["value"], known["place"], known["date"]))
    parts = [command, *(f'"{word}"' if " " in word else word for word in said)]
    if known["of"]:
        parts += [names.spoken_option("--of"), known["of"]]
    note = checked_note(" ".join([known["note"] or "", *extra]).strip())
    parts += [names.spoken_option("--note"), f'"{note}"']
    return _("Put quotation marks around a note: {command}").format(command=" ".join(parts))
