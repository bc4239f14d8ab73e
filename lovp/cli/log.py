"""`lovp log`: from words on the command line, or answers to questions, to rows of the record."""

from functools import partial
from typing import Annotated

from lovp import matching
from lovp.cli import answer, arguments, complete, context, options, show
from lovp.errors import UsageError
from lovp.i18n import _
from lovp.model import Area, Plan, Target
from lovp.plan.folder import plan_of
from lovp.record import row_parser
from lovp.record.settings import writer as writer_of


def log(
    target: Annotated[
        str | None,
        options.argument(_("[TARGET]"), _("The target's id, such as schoolinfo."), complete.targets),
    ] = None,
    words: Annotated[
        list[str] | None,
        options.argument(
            _("[VALUE] [PLACE] [DATE]"),
            _("How many (1 if left out), where, and when (today if left out)."),
            complete.places,
        ),
    ] = None,
    of: Annotated[str | None, options.option("--of", _("Of how many, for a share: 2 --of 7."))] = None,
    place: Annotated[str | None, options.option("--place", _("A municipality or subregion."))] = None,
    date_: Annotated[str | None, options.option("--date", _("When: 2024-03-12, 12/3, igår."))] = None,
    note: Annotated[str | None, options.option("--note", _("A few words; no names of persons."))] = None,
    many: Annotated[
        bool, options.flag("--many", _("A table, one outcome a line: typed, pasted, or from a file."))
    ] = False,
    yes: Annotated[bool, options.flag("--yes", _("Save without asking."))] = False,
    plan: options.Plan = None,
) -> None:
    """Record one outcome, and where there is somebody to ask, ask for what the command line leaves out."""
    folder = context.open_folder(plan)
    the_plan = context.choose_plan(folder, None)
    terms = row_parser.Terms(partial(plan_of, folder), context.today())
    options_given = {"place": place, "of": of, "date": date_, "note": note}
    given = arguments.parse_words(
        f"lovp log {target}", words or (), options_given, plan=the_plan, today=terms.today
    )
    if given["date"] is not None:
        the_plan = plan_of(folder, row_parser.parse_day(terms, the_plan.year, given["date"]))
    wanted = _find(the_plan, target)
    if many:
        from lovp.cli.many import record

        record(folder, the_plan, _resolve(the_plan, wanted), given, yes=yes)
        return
    if show.somebody() and (
        not isinstance(wanted, Target) or row_parser.missing_fields(the_plan, wanted, given)
    ):
        from lovp.cli.dialogue import ask_row

        row = ask_row(folder, terms, the_plan, wanted, given, confirm=not yes)
    else:
        series = answer.series(the_plan, _resolve(the_plan, wanted))
        row = row_parser.parse_row(terms, row_parser.blank_row(the_plan, series), given)
    row = row_parser.finish_row(row, writer_of(folder.path), context.now())
    answer.save(folder, plan_of(folder, row.date), [row], _("Saved"))


def _find(plan: Plan, text: str | None) -> Target | Area | None:
    """What is named: a target; an area, for one of its targets to be picked; or nothing."""
    if text is None:
        return None
    return plan.target_by_id.get(text) or matching.area_named(plan, text) or matching.target(plan, text)


def _resolve(plan: Plan, wanted: Target | Area | None) -> Target:
    """The target that is wanted, picked by whoever is there to ask. Raises UsageError where nobody is."""
    if show.somebody():
        from lovp.cli.dialogue import pick_target

        return pick_target(plan, wanted)
    if wanted is None:
        raise UsageError(_("Which target?"), _("Write its id after log; lovp targets shows them all."))
    if isinstance(wanted, Area):
        names = ", ".join(target.id for target in wanted.targets)
        message = _("Which target? {area} is an area.").format(area=wanted.id)
        raise UsageError(message, _("Write one of them: {names}").format(names=names))
    return wanted
