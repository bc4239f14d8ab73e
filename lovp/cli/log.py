"""`lovp log`: from words on the command line, or answers to questions, to one row of the record."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Annotated, TypeVar

from lovp.cli import answer, ask, complete, context, match, options, show
from lovp.cli.writer import of as writer_of
from lovp.errors import UsageError
from lovp.i18n import _
from lovp.model import Area, Coverage, Level, Milestone, Number, Outcome, Place, Plan, Share, Target
from lovp.period import parse_date
from lovp.record import new
from lovp.record.fits import misfit

T = TypeVar("T")


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
            "--date",
            "-d",
            metavar=_("DATE"),
            help=_("The day: 2024-03-12, 12/3, igår. Today if left out."),
            complete=complete.days,
        ),
    ] = None,
    note: Annotated[
        str | None,
        options.option("--note", "-n", metavar=_("TEXT"), help=_("A few words; no names of persons.")),
    ] = None,
    plan: options.Plan = None,
) -> None:
    """Record one outcome, and where there is somebody to ask, ask for what the command line leaves out."""
    folder = context.open_folder(plan)
    the_plan = context.choose_plan(folder, None)
    day = None
    if date_ is not None:
        day = _day(folder, the_plan, date_)
        the_plan = context.plan_of(folder, day)
    wanted = _series(the_plan, _target(the_plan, target))
    draft = Outcome("", the_plan.first_day, wanted.id, "", 0, None, "", "", "", "")
    draft = replace(draft, place=_place(the_plan, wanted, draft, place))
    draft = replace(draft, value=_value(the_plan, wanted, draft, value))
    draft = replace(draft, of=_of(the_plan, wanted, draft, of))
    if day is None:
        day = _asked_day(folder, the_plan)
    if note is None and value is None and ask.possible():
        note = ask.value(_("Note (Enter for none, never a person's name)"), new.checked_note)
    row = new.new_outcome(
        date=day,
        target=draft.target,
        place=draft.place,
        value=draft.value,
        of=draft.of,
        note=note or "",
        replaces="",
        writer=writer_of(folder.path),
        now=context.now(),
    )
    # A day in another year of the plan is that year's; what the plan of that year does not know is refused.
    answer.save(folder, context.plan_of(folder, day), row, _("Saved"))


def _target(plan: Plan, text: str | None) -> Target:
    """The target named; where an area or nothing is named, the one that is picked."""
    if text in plan.target_by_id:
        return plan.target_by_id[text]
    area = match.area_named(plan, text) if text is not None else None
    if text is not None and area is None:
        return match.target(plan, text)
    if not ask.possible():
        if area is None:
            raise UsageError(_("Which target?"), _("Write its id after log; lovp targets shows them all."))
        raise UsageError(
            _("Which target? {area} is an area.").format(area=area.id),
            _("Write one of them: {names}").format(names=", ".join(target.id for target in area.targets)),
        )
    if area is None:
        areas = [(one.id, one.name) for one in plan.areas]
        picked = ask.choice(_("Area, or target"), lambda text: _area_or_target(plan, text), areas)
        if isinstance(picked, Target):
            return picked
        area = picked
    within = replace(plan, areas=(area,))
    targets = [(target.id, target.name) for target in area.targets]
    return ask.choice(_("Target"), lambda text: match.target(within, text), targets)


def _area_or_target(plan: Plan, text: str) -> Area | Target:
    """The area that is named, or else the target: whoever knows its id need not look for the area."""
    try:
        return match.area(plan, text)
    except UsageError:
        return match.target(plan, text)


def _series(plan: Plan, target: Target) -> Target:
    """The target under which its outcomes are recorded: another one, where it reads that one's."""
    if target.reads is None:
        return target
    series = plan.target_by_id[target.reads]
    show.message(
        _("{target} is counted from the outcomes of {series}: recorded there.").format(
            target=target.id, series=series.id
        )
    )
    return series


def _places(plan: Plan, target: Target) -> Sequence[Place]:
    """The places where the target can be recorded."""
    measure = target.measure
    if isinstance(measure, Share | Coverage):
        return [place for place in plan.places if place.kind is measure.over]
    return () if isinstance(measure, Milestone | Level) else plan.places


def _place(plan: Plan, target: Target, draft: Outcome, text: str | None) -> str:
    by_place = isinstance(target.measure, Share | Coverage)

    def understand(text: str) -> str:
        if not text and by_place:
            raise UsageError(
                _("A place is needed here."), _("Write the name of a municipality or a subregion.")
            )
        name = match.place(plan, text).name if text else ""
        return _fitting(plan, replace(draft, place=name), "place").place

    return _field(
        text,
        understand,
        question=_("Place"),
        default=None if by_place else "",
        missing=_("{target} is counted by place: say which with --place.").format(target=target.id),
        words=[(one.name, one.parent or "") for one in _places(plan, target)],
    )


def _value(plan: Plan, target: Target, draft: Outcome, text: str | None) -> Number | None:
    return _field(
        text,
        lambda text: _fitting(plan, replace(draft, value=match.number(text)), "value").value,
        question=_("How many {unit}").format(unit=target.unit or "").rstrip(),
        default=None if isinstance(target.measure, Share | Level) else "1",
        missing=_("{target} needs a value.").format(target=target.id),
    )


def _of(plan: Plan, target: Target, draft: Outcome, text: str | None) -> Number | None:
    if text is None and not isinstance(target.measure, Share):
        return None
    return _field(
        text,
        lambda text: _fitting(plan, replace(draft, of=match.number(text)), "of").of,
        question=_("Of how many {unit}").format(unit=target.unit or "").rstrip(),
        default=None,
        missing=_("{target} is a share: say of how many with --of.").format(target=target.id),
    )


def _fitting(plan: Plan, draft: Outcome, field: str) -> Outcome:
    """The draft, if what it says in the field fits the plan; the other fields may still be missing."""
    wrong = misfit(plan, draft)
    if wrong and wrong.field == field:
        raise UsageError(wrong.message, wrong.remedy)
    return draft


def _day(folder: context.Folder, plan: Plan, text: str) -> date:
    day = parse_date(text, context.today(), plan.year)
    context.plan_of(folder, day)
    if day > context.today():
        raise UsageError(_("{day} has not come yet.").format(day=day), _("Record it when it has happened."))
    return day


def _asked_day(folder: context.Folder, plan: Plan) -> date:
    return _field(
        None,
        lambda text: _day(folder, plan, text),
        question=_("Date"),
        default=context.today().isoformat(),
        missing="",
    )


def _field(
    text: str | None,
    understand: Callable[[str], T],
    *,
    question: str,
    default: str | None,
    missing: str,
    words: Sequence[tuple[str, str]] = (),
) -> T:
    """What was typed, understood; else the answer to the question; else, with nobody to ask, the default."""
    if text is not None:
        return understand(text)
    if ask.possible() and (words or default is None or default):
        return ask.value(question, understand, default=default or "", words=words)
    if default is None:
        raise UsageError(missing)
    return understand(default)
