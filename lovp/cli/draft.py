"""A row in the making: what is typed for each of its fields, understood and held against the plan."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from lovp.cli import context, match
from lovp.errors import UsageError
from lovp.i18n import _
from lovp.model import Area, Coverage, Level, Milestone, Outcome, Place, Plan, Share, Target
from lovp.period import parse_date
from lovp.record import new
from lovp.record.fits import misfit
from lovp.record.row import format_number

FIELDS = ("place", "value", "of", "date", "note")
"""In the order in which they are asked for; the target comes before them."""


def named(wanted: Target | Area | None) -> Target:
    """The target, where there is nobody to ask which. UsageError where an area or nothing is named."""
    if isinstance(wanted, Target):
        return wanted
    if wanted is None:
        raise UsageError(_("Which target?"), _("Write its id after log; lovp targets shows them all."))
    raise UsageError(
        _("Which target? {area} is an area.").format(area=wanted.id),
        _("Write one of them: {names}").format(names=", ".join(target.id for target in wanted.targets)),
    )


def blank(plan: Plan, target: Target) -> Outcome:
    """A row of the target that says nothing yet."""
    return Outcome("", plan.first_day, target.id, "", 0, None, "", "", "", "")


def places(plan: Plan, target: Target) -> Sequence[Place]:
    """The places where the target can be recorded."""
    measure = target.measure
    if isinstance(measure, Share | Coverage):
        return [place for place in plan.places if place.kind is measure.over]
    return () if isinstance(measure, Milestone | Level) else plan.places


def needs_place(target: Target) -> bool:
    """Whether the target is counted place by place, so that none can be left out."""
    return isinstance(target.measure, Share | Coverage)


def left_out(plan: Plan, target: Target, given: Mapping[str, str | None]) -> list[str]:
    """The fields that are asked for where there is somebody to ask."""
    taken = {"place": bool(places(plan, target)), "of": isinstance(target.measure, Share)}
    # Whoever has said how many has said all there is to say.
    taken["note"] = given["value"] is None
    return [field for field in FIELDS if given[field] is None and taken.get(field, True)]


def with_field(folder: context.Folder, plan: Plan, row: Outcome, field: str, text: str) -> Outcome:
    """The row with what the text says in the field; the other fields may still be missing. LovpError."""
    if field == "date":
        # A day in another year of the plan is that year's; what that year does not know is refused.
        row = replace(row, date=day_of(folder, plan, text))
        fields = ("target", "date", "place") if row.place else ("target", "date")
        return _fitting(context.plan_of(folder, row.date), row, *fields)
    return _fitting(plan, _READ[field](plan, row, text), field)


def day_of(folder: context.Folder, plan: Plan, text: str) -> date:
    """The day that the text means, in a year of the plan and not to come. Raises LovpError."""
    day = parse_date(text, context.today(), plan.year)
    context.plan_of(folder, day)
    if day > context.today():
        raise UsageError(_("{day} has not come yet.").format(day=day), _("Record it when it has happened."))
    return day


def without(plan: Plan, target: Target, row: Outcome, field: str) -> Outcome:
    """The row as it is with nothing said in the field. UsageError where that can't be."""
    if field == "place" and needs_place(target):
        raise UsageError(
            _("{target} is counted by place: say which with --place.").format(target=target.id),
            _example(plan, target, row),
        )
    if field == "of" and isinstance(target.measure, Share):
        raise UsageError(
            _("{target} is a share: say of how many with --of.").format(target=target.id),
            _example(plan, target, row),
        )
    if field == "value":
        if isinstance(target.measure, Share | Level):
            raise UsageError(
                _("{target} needs a value.").format(target=target.id), _example(plan, target, row)
            )
        return _fitting(plan, replace(row, value=1), "value")
    return row


def _example(plan: Plan, target: Target, row: Outcome) -> str:
    """The whole command, with what is known already."""
    value = row.value or 2
    words = ["lovp log", target.id, format_number(value)]
    if isinstance(target.measure, Share):
        words += ["--of", format_number(max(value, row.of or 7))]
    if needs_place(target):
        name = row.place or places(plan, target)[0].name
        words += ["--place", f'"{name}"' if " " in name else name]
    return _("For example: {command}").format(command=" ".join(words))


def finished(row: Outcome, writer: str, now: datetime) -> Outcome:
    """The row with an id, its writer and its time: ready to be saved."""
    return new.new_outcome(
        date=row.date,
        target=row.target,
        place=row.place,
        value=row.value,
        of=row.of,
        note=row.note,
        replaces="",
        writer=writer,
        now=now,
    )


def _fitting(plan: Plan, row: Outcome, *fields: str) -> Outcome:
    wrong = misfit(plan, row)
    if wrong and wrong.field in fields:
        raise UsageError(wrong.message, wrong.remedy)
    return row


def _place(plan: Plan, row: Outcome, text: str) -> Outcome:
    if text:
        return replace(row, place=match.place(plan, text).name)
    if needs_place(plan.target_by_id[row.target]):
        raise UsageError(_("A place is needed here."), _("Write the name of a municipality or a subregion."))
    return replace(row, place="")


_READ: dict[str, Callable[[Plan, Outcome, str], Outcome]] = {
    "place": _place,
    "value": lambda _plan, row, text: replace(row, value=match.number(text)),
    "of": lambda _plan, row, text: replace(row, of=match.number(text)),
    "note": lambda _plan, row, text: replace(row, note=new.checked_note(text)),
}
