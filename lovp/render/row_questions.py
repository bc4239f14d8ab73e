"""What `lovp log` asks for the fields of a row, and how the whole row is shown before it is saved."""

from lovp.exchange.typed.row_parser import needed_fields
from lovp.i18n import _
from lovp.model import Outcome, Plan, Target
from lovp.record.validation import allowed_places
from lovp.render import figures, sentences


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
        _("number"): sentences.quantity(target, row),
        _("date"): figures.weekday(row.date),
        _("note"): row.note or figures.NOTHING,
    }
    width = max(map(len, lines))
    return [(f"{name.capitalize():<{width}}  ", text) for name, text in lines.items()]
