"""`lovp log`: from words on the command line, or answers to questions, to rows of the record."""

from functools import partial
from typing import Annotated

from lovp.cli import answer, ask, complete, context, options, writers
from lovp.cli.command_words import parse_words
from lovp.cli.dialogue import ask_row, pick_target, target_or_area
from lovp.errors import UsageError
from lovp.exchange.typed import row_parser
from lovp.i18n import _
from lovp.model import Area, Plan, Target
from lovp.plan.load import plan_of
from lovp.record.new import finish_row

_ID = _("The target's id, such as schoolinfo.")
_WORDS = _("How many (1 if left out), where, and when (today if left out).")
_MANY = _("A table, one outcome a line: typed, pasted, or from a file.")

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
    terms = row_parser.Terms(partial(plan_of, folder), context.today())
    said = {"place": place, "of": of, "date": date_, "note": note}
    given = parse_words(target, words or (), said, plan=the_plan, today=terms.today)
    if given["date"] is not None:
        the_plan = plan_of(folder, row_parser.parse_day(terms, the_plan.year, given["date"]))
    wanted = _pick(the_plan, None if target is None else target_or_area(the_plan, target))
    series = answer.recorded_target(the_plan, wanted)
    writer = writers.current(folder.path)
    if many:
        from lovp.cli.many import record as record_many

        record_many(folder, the_plan, series, given, writer, yes=yes)
        return
    asked = ask.possible() and row_parser.missing_fields(the_plan, series, given)
    if asked:
        row = ask_row(terms, the_plan, series, given, confirm=not yes)
    else:
        row = row_parser.parse_row(terms, row_parser.blank_row(the_plan, series), given)
    is_said = bool(asked) or given["value"] is not None
    row = finish_row(row, writer, context.now())
    answer.save(folder, plan_of(folder, row.date), [row], _("Saved"), sure=yes, is_said=is_said)


def _pick(plan: Plan, wanted: Target | Area | None) -> Target:
    """The target that is wanted, picked by whoever is there to ask. Raises UsageError where nobody is."""
    if isinstance(wanted, Target):
        return wanted
    if ask.possible():
        return pick_target(plan, wanted)
    if wanted is None:
        raise UsageError(_("Which target?"), _("Write its id after log; lovp targets shows them all."))
    message = _("Which target? {area} is an area.").format(area=wanted.id)
    names = ", ".join(target.id for target in wanted.targets)
    raise UsageError(message, _("Write one of them: {names}").format(names=names))
