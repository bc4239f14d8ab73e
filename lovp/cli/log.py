"""`lovp log`: words on the command line, answers to questions, or a table, as rows of the record."""

import sys
from contextlib import suppress
from functools import partial
from itertools import takewhile
from typing import Annotated

from lovp import matching
from lovp.cli import answer, ask, complete, context, options, show, typed_rows, writers
from lovp.cli.log_words import parse_words
from lovp.cli.typed_rows import Given, Terms
from lovp.errors import LovpError, UsageError
from lovp.i18n import _
from lovp.model import Area, Outcome, Plan, Target
from lovp.plan.load import plan_of
from lovp.record.encoding import read_lines
from lovp.record.new import finish_rows
from lovp.record.validation import allowed_places
from lovp.render import log_report, record_report, words

_ID = _("The target's id, such as schoolinfo.")
_WORDS = _("How many (1 if left out), where, and when (today if left out).")
_MANY = _("A table, one outcome a line: typed, pasted, or from a file.")

Id = Annotated[str | None, options.argument(_("[TARGET]"), _ID, complete.targets)]
Words = Annotated[list[str] | None, options.argument(_("[VALUE] [PLACE] [DATE]"), _WORDS, complete.places)]
Of = Annotated[str | None, options.option("--of", _("Of how many, for a share: 2 --of 7."))]
Place = Annotated[str | None, options.option("--place", _("A place in the plan."))]
Day = Annotated[str | None, options.option("--date", _("When: 2024-03-12, 12/3, yesterday."))]
Note = Annotated[str | None, options.option("--note", _("A few words; no names of persons."))]
Many = Annotated[bool, options.flag("--many", _MANY)]


def log(
    target: Id = None,
    words: Words = None,
    of: Of = None,
    place: Place = None,
    date_: Day = None,
    note: Note = None,
    many: Many = False,
    yes: options.Yes = False,
    plan: options.Plan = None,
) -> None:
    """Record one outcome, and where there is somebody to ask, ask for what the command line leaves out."""
    folder = context.open_folder(plan)
    the_plan = context.choose_plan(folder, None)
    terms = Terms(partial(plan_of, folder), context.today())
    options_given = {"place": place, "of": of, "date": date_, "note": note}
    given = parse_words(target, words or (), options_given, plan=the_plan, today=terms.today)
    if given["date"] is not None:
        the_plan = plan_of(folder, typed_rows.parse_day(terms, the_plan.year, given["date"]))
    series = answer.recorded_target(the_plan, _pick_target(the_plan, target))
    writer = writers.current(folder.path)
    if many:
        rows = _read_table(the_plan, series, given, confirm=not yes)
    elif ask.possible() and typed_rows.missing_fields(the_plan, series, given):
        rows = [_ask_row(terms, the_plan, series, given, confirm=not yes)]
    else:
        rows = [typed_rows.parse_row(terms, the_plan, series, given)]
    rows = finish_rows(rows, writer, context.now())
    answer.save(folder, plan_of(folder, rows[0].date), rows, _("Saved"), sure=yes)


def _pick_target(plan: Plan, text: str | None) -> Target:
    """The target that the text means or, where it is left out or means an area, the one that is picked.

    Raises UsageError where nobody can be asked.
    """
    area = None if text is None else _find_area(plan, text)
    if text is not None and area is None:
        return matching.target(plan, text)
    if not ask.possible():
        if area is None:
            raise UsageError(_("Which target?"), _("Write its id after log; lovp targets shows them all."))
        names = ", ".join(one.id for one in area.targets)
        message = _("Which target? {area} is an area.").format(area=area.id)
        raise UsageError(message, _("Write one of them: {names}").format(names=names))
    offered = area.targets if area else plan.targets()
    every = [(one.id, f"{one.name} · {plan.area_by_id[one.area].name}") for one in offered]
    return ask.value(_("Target"), partial(matching.target, plan), words=every)


def _find_area(plan: Plan, text: str) -> Area | None:
    """The area that the text means, unless it is the id of a target."""
    if text not in plan.target_by_id:
        with suppress(UsageError):
            return matching.area(plan, text)
    return None


def _ask_row(terms: Terms, plan: Plan, target: Target, given: Given, *, confirm: bool) -> Outcome:
    """The row that the command line and the answers make; with `confirm` it is shown and asked about.

    Raises LovpError where the user leaves, and for what the command line says wrongly.
    """
    row = typed_rows.blank_row(plan, target)
    for name in typed_rows.FIELDS:
        if (text := given[name]) is not None:
            row = typed_rows.parse_field(terms, row, name, text)
    offered = {"place": [(place.name, place.parent or "") for place in allowed_places(plan, target)]}
    offered["date"] = complete.days()
    for name in typed_rows.missing_fields(plan, target, given):
        question, usual = log_report.question(target, name)
        parse = partial(typed_rows.parse_field, terms, row, name)
        row = ask.value(question, parse, default=usual, words=offered.get(name, ()))
    if confirm:
        show.line("\n" + words.named_outcome(terms.plan_of(row.date), row))
        ask.confirm(_("Save?"))
    return row


def _read_table(plan: Plan, target: Target, given: Given, *, confirm: bool) -> list[Outcome]:
    """A row for each line typed, pasted or piped; with `confirm` they are shown and asked about."""
    explanation = typed_rows.explain_table(plan, target)
    parse = partial(typed_rows.parse_table, plan, target, given, context.today())
    if ask.possible():
        ends = _("As pasted from Excel, or with semicolons. An empty line ends.")
        show.line(f"  {target.name}\n  {explanation}\n  {ends}")
        # In what is typed a comma can be a decimal comma.
        rows = parse([line.rstrip("\n") for line in takewhile(str.strip, sys.stdin)], "\t;")
    else:
        rows = parse(list(read_lines(sys.stdin.buffer)), "\t;,")
    if not rows:
        raise LovpError(_("There are no lines to save."), explanation)
    if ask.possible() and confirm:
        for row in rows:
            show.line("  " + words.outcome(target, row))
        ask.confirm(_("Save {rows}?").format(rows=record_report.rows(len(rows))))
    return rows
