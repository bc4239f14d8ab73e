"""`lovp log` in conversation: what is missing is asked for, field by field, and the whole is shown."""

from contextlib import suppress
from dataclasses import replace
from functools import partial

from lovp import matching
from lovp.cli import ask, complete
from lovp.errors import UsageError
from lovp.exchange.typed import row_parser
from lovp.i18n import _
from lovp.model import Area, Outcome, Plan, Target
from lovp.record.validation import allowed_places
from lovp.render import log_report


def target_or_area(plan: Plan, text: str, within: Area | None = None) -> Target | Area:
    """The target that the text means, in one area if that is given; else the area or the target."""
    # Whoever knows a target's id need not look for its area.
    if within is not None and text not in plan.target_by_id:
        return matching.target(replace(plan, areas=(within,)), text)
    if text not in plan.target_by_id:
        with suppress(UsageError):
            return matching.area(plan, text)
    return matching.target(plan, text)


def pick_target(plan: Plan, wanted: Target | Area | None) -> Target:
    """The target itself, or one that is picked from the area or from all areas. Raises LovpError."""
    help_ = _("What was done, as the plan calls it: a part of its name or id.")
    while not isinstance(wanted, Target):
        question = _("Target") if wanted else _("Area, or target")
        words = [] if wanted else [(area.id, area.name) for area in plan.areas]
        words += [(target.id, target.name) for target in (wanted.targets if wanted else plan.targets())]
        wanted = ask.value(question, partial(target_or_area, plan, within=wanted), words=words, help_=help_)
    return wanted


def ask_row(
    terms: row_parser.Terms, plan: Plan, target: Target, given: row_parser.Given, *, confirm: bool
) -> Outcome:
    """The row that the command line and the answers say, shown and said yes to where it is to `confirm`.

    Raises LovpError where the user leaves, and for what the command line says wrongly.
    """
    row = row_parser.blank_row(plan, target)
    for name in row_parser.FIELDS:
        if (text := given[name]) is not None:
            row = row_parser.parse_field(terms, row, name, text)
    places = [(place.name, place.parent or "") for place in allowed_places(plan, target)]
    for name in row_parser.missing_fields(plan, target, given):
        text, help_, usual = log_report.question(target, name)
        words = {"place": places, "date": complete.days()}.get(name, ())
        row = ask.value(
            text, partial(row_parser.parse_field, terms, row, name), default=usual, words=words, help_=help_
        )
    if confirm:
        print()
        for head, text in log_report.details(plan, target, row):
            ask.say(text, head)
        ask.confirm(_("Save?"))
    return row
