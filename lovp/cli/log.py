"""`lovp log`: from words on the command line, or answers to questions, to rows of the record."""

from typing import Annotated

from lovp.cli import answer, complete, context, draft, match, options, show
from lovp.cli.settings import writer as writer_of
from lovp.i18n import _
from lovp.model import Area, Outcome, Plan, Target


def log(
    target: Annotated[
        str | None,
        options.argument(
            metavar=_("[TARGET]"), help=_("The target's id, such as schoolinfo."), complete=complete.targets
        ),
    ] = None,
    value: Annotated[
        str | None,
        options.argument(metavar=_("[VALUE]"), help=_("How many; 1 if left out.")),
    ] = None,
    of: Annotated[
        str | None,
        options.option("--of", metavar=_("NUMBER"), help=_("Of how many, for a share: 2 --of 7.")),
    ] = None,
    place: Annotated[
        str | None,
        options.option(
            "--place",
            "-p",
            metavar=_("PLACE"),
            help=_("The municipality or subregion."),
            complete=complete.places,
        ),
    ] = None,
    date_: Annotated[
        str | None,
        options.option(
            "--date", "-d", metavar=_("DATE"), help=_("The day: 2024-03-12, 12/3, igår. Today if left out.")
        ),
    ] = None,
    note: Annotated[
        str | None,
        options.option("--note", "-n", metavar=_("TEXT"), help=_("A few words; no names of persons.")),
    ] = None,
    many: Annotated[
        bool,
        options.flag("--many", help=_("Several outcomes, one on each line; all are saved at the end.")),
    ] = False,
    plan: options.Plan = None,
) -> None:
    """Record one outcome, and where there is somebody to ask, ask for what the command line leaves out."""
    folder = context.open_folder(plan)
    the_plan = context.choose_plan(folder, None)
    if date_ is not None:
        the_plan = context.plan_of(folder, draft.day_of(folder, the_plan, date_))
    given = {"place": place, "value": value, "of": of, "date": date_, "note": note}
    if many:
        from lovp.cli import many as piles

        piles.record(folder, the_plan, _target(the_plan, target, given), given)
        return
    wanted = _target(the_plan, target, given)
    if show.somebody() and (not isinstance(wanted, Target) or draft.left_out(the_plan, wanted, given)):
        from lovp.cli import dialogue

        row = dialogue.answered(folder, the_plan, wanted, given)
    else:
        row = _said(folder, the_plan, draft.named(wanted), given)
    row = draft.finished(row, writer_of(folder.path), context.now())
    answer.save(folder, context.plan_of(folder, row.date), row, _("Saved"))


def _target(plan: Plan, text: str | None, given: dict[str, str | None]) -> Target | Area | None:
    """What is named: a target; an area, for one of its targets to be picked; or nothing."""
    if text is None or text in plan.target_by_id:
        return None if text is None else plan.target_by_id[text]
    area = match.area_named(plan, text)
    if area is None:
        return match.target(plan, text)
    if (word := given["value"]) is not None and not any(sign.isdigit() for sign in word):
        # Whoever names the area as well has named the target all the same.
        given["value"] = None
        return match.target(match.within(plan, area), word)
    return area


def _said(folder: context.Folder, plan: Plan, target: Target, given: dict[str, str | None]) -> Outcome:
    """The row that the command line says, with what goes without saying."""
    target = answer.series(plan, target)
    row = draft.blank(plan, target)
    for field in draft.FIELDS:
        text = given[field]
        if text is None and field == "date":
            text = "today"
        if text is None:
            row = draft.without(plan, target, row, field)
        else:
            row = draft.with_field(folder, plan, row, field, text)
    return row
