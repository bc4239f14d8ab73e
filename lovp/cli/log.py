"""`lovp log`: words on the command line, answers to questions, or a table, as rows of the record."""

import re
import sys
from collections.abc import Callable, Container, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from itertools import takewhile
from typing import Annotated

from lovp import matching
from lovp.cli import answer, ask, complete, context, options, show, writers
from lovp.dates import parse_date
from lovp.errors import LovpError, UsageError
from lovp.exchange import typed_rows
from lovp.exchange.typed_rows import Given, Terms
from lovp.exchange.values import parse_value
from lovp.i18n import _, spoken
from lovp.model import Outcome, Plan, Share, Target
from lovp.pii import shown
from lovp.plan.load import plan_of
from lovp.record.new import finish_rows
from lovp.record.validation import allowed_places
from lovp.render import outcome_report, record_report, words
from lovp.text import read_lines, squeeze

_ID = _("The target's id, such as schoolinfo.")
_WORDS = _("How many (1 if left out), where, and when (today if left out).")
_MANY = _("A table, one outcome a line: typed, pasted, or from a file.")
_MOST_WORDS = 4  # of a date or a place, such as den 12 mars 2024
_SHORTEST = 3  # letters by which a place is known
_is_figure = re.compile(r"[-−–]?[0-9][0-9.,]*( ?%)?").fullmatch

Id = Annotated[str | None, options.argument(_("[TARGET]"), _ID, complete.targets)]
Words = Annotated[list[str] | None, options.argument(_("[VALUE] [PLACE] [DATE]"), _WORDS, complete.places)]
Of = Annotated[str | None, options.option("--of", _("Of how many, for a share: 2 --of 7."))]
Place = Annotated[str | None, options.option("--place", _("A place in the plan."))]
Day = Annotated[str | None, options.option("--date", _("When: 2024-03-12, 12/3, igår."))]
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
    said = {"place": place, "of": of, "date": date_, "note": note}
    given = parse_words(target, words or (), said, plan=the_plan, today=terms.today)
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
    """The target that the text means, or that somebody picks. Raises UsageError where nobody can be asked."""
    if text is not None:
        return matching.target(plan, text)
    if not ask.possible():
        raise UsageError(_("Which target?"), _("Write its id after log; lovp targets shows them all."))
    every = [(one.id, f"{one.name} · {plan.area_by_id[one.area].name}") for one in plan.targets()]
    return ask.value(_("Target"), partial(matching.target, plan), words=every)


def _ask_row(terms: Terms, plan: Plan, target: Target, given: Given, *, confirm: bool) -> Outcome:
    """The row that the command line and the answers say, shown and said yes to where it is to `confirm`.

    Raises LovpError where the user leaves, and for what the command line says wrongly.
    """
    row = typed_rows.blank_row(plan, target)
    for name in typed_rows.FIELDS:
        if (text := given[name]) is not None:
            row = typed_rows.parse_field(terms, row, name, text)
    offered = {"place": [(place.name, place.parent or "") for place in allowed_places(plan, target)]}
    offered["date"] = complete.days()
    for name in typed_rows.missing_fields(plan, target, given):
        question, usual = outcome_report.question(target, name)
        parse = partial(typed_rows.parse_field, terms, row, name)
        row = ask.value(question, parse, default=usual, words=offered.get(name, ()))
    if confirm:
        show.line("\n" + words.named_outcome(terms.plan_of(row.date), row))
        ask.confirm(_("Save?"))
    return row


def _read_table(plan: Plan, target: Target, given: Given, *, confirm: bool) -> list[Outcome]:
    """A row for each line that is typed, pasted or piped, shown and said yes to where it is to `confirm`."""
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
        for count in range(min(_MOST_WORDS, len(left)), 0, -1):
            field = _field(plan, target, today, left[:count], found)
            if field:
                break
        if not field or field in found:
            raise _unexpected(plan, " ".join(left), is_read=bool(field))
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


def _unexpected(plan: Plan, text: str, *, is_read: bool) -> UsageError:
    """What to raise where words are left, which say what is said already, or nothing."""
    remedy = _("Write number, place and date once each; a note in quotes, with --note; a whole with --of.")
    if is_read:
        return UsageError(_("One word too many: {words}").format(words=shown(text)), remedy)
    near = matching.nearest(text, {place.name: place.name for place in plan.places})
    message = _("“{text}” can't be read as a number, a place or a date.").format(text=shown(text))
    return UsageError(message, matching.did_you_mean(near) or remedy)
