"""Whether an outcome fits the plan: its target, date, place and numbers. Pure."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from lovp import matching
from lovp.i18n import _, current, ngettext
from lovp.model import Coverage, Level, Milestone, Number, Outcome, Plan, Share, Target
from lovp.record.guard import shown
from lovp.record.row import format_number


class Misfit(NamedTuple):
    """Why an outcome doesn't fit the plan, what to do about it, and in which column (`target`, `date`, …)."""

    message: str
    remedy: str
    field: str


def misfit(plan: Plan, outcome: Outcome) -> Misfit | None:
    """The first reason why the outcome doesn't fit, or None.

    A row that only cancels is held against target, date and places alone.
    """
    target = plan.target_by_id.get(outcome.target)
    if target is None:
        return _unknown_target(plan, outcome.target)
    if target.reads is not None:
        return Misfit(
            _("{target} has no outcomes of its own: it reads those of {other}.").format(
                target=target.id, other=target.reads
            ),
            _("Log it under {other}.").format(other=target.reads),
            "target",
        )
    if outcome.date.year != plan.year:
        return Misfit(
            _("{date} is not in {year}, the year of the plan.").format(date=outcome.date, year=plan.year),
            _("Give a date in {year}, or choose the plan of the other year.").format(year=plan.year),
            "date",
        )
    if outcome.place and outcome.place not in plan.place_by_name:
        return _unknown_place(plan, outcome.place)
    if outcome.value is None:
        return _no_value(outcome)
    return misplaced(plan, target, outcome.place) or miscounted(target, outcome.value, outcome.of)


def _unknown_target(plan: Plan, name: str) -> Misfit:
    near = _near(name, (target.id for target in plan.targets() if target.reads is None))
    return Misfit(
        _("There is no target {target} in the plan.").format(target=shown(name)),
        _did_you_mean(near) or _("See lovp targets for all of them."),
        "target",
    )


def _unknown_place(plan: Plan, name: str) -> Misfit:
    near = _near(name, plan.place_by_name)
    return Misfit(
        _("There is no place {place} in the plan.").format(place=shown(name)),
        _did_you_mean(near) or _("Write the name as the plan does, or leave it out for the whole district."),
        "place",
    )


def _near(name: str, names: Iterable[str]) -> list[str]:
    from difflib import get_close_matches

    by_plain = {other.casefold(): other for other in names}
    return [by_plain[plain] for plain in get_close_matches(name[:100].casefold(), by_plain, 3)]


def _did_you_mean(names: list[str]) -> str:
    return _("Did you mean {names}?").format(names=", ".join(names)) if names else ""


def _no_value(outcome: Outcome) -> Misfit | None:
    if outcome.replaces:
        return None
    return Misfit(
        _("The row has no value, and corrects no other row."),
        _("Give it a value, such as 1."),
        "value",
    )


def misplaced(plan: Plan, target: Target, place: str) -> Misfit | None:
    """Why the target can't have outcomes at a place of the plan (empty for the whole), or None."""
    measure = target.measure
    if isinstance(measure, Milestone | Level):
        if not place:
            return None
        return Misfit(
            _("{target} is the whole district's and takes no place.").format(target=target.id),
            _("Leave out the place."),
            "place",
        )
    if not isinstance(measure, Share | Coverage) or (
        place and plan.place_by_name[place].kind is measure.over
    ):
        return None
    every = [each for each in plan.places if each.kind is measure.over]
    near = [each for each in every if place and each in plan.inside(place)]
    names = matching.listed(each.name for each in near or every)
    return Misfit(
        _("{target} is counted per {place}.").format(target=target.id, place=plan.word(measure.over)),
        _("There are: {names}").format(names=names),
        "place",
    )


def miscounted(target: Target, value: Number, of: Number | None) -> Misfit | None:
    """Why the target can't have these numbers, or None."""
    if isinstance(target.measure, Milestone) and not 0 <= value <= 1:
        return Misfit(
            _("{value} is not between 0 and 1.").format(value=_written(value)),
            _("Give 1 when it is done, or a part such as 0.5."),
            "value",
        )
    if fault := _wrong_of(target, value, of):
        return fault
    allowed = 2 if isinstance(target.measure, Milestone) else target.decimals
    for number, field in ((value, "value"), (of, "of")):
        if number is not None and _decimals(number) > allowed:
            return _too_exact(number, allowed, field)
    return None


def _wrong_of(target: Target, value: Number, of: Number | None) -> Misfit | None:
    share = isinstance(target.measure, Share)
    if of is None:
        if not share:
            return None
        return Misfit(
            _("{target} is a share: of how many?").format(target=target.id),
            _("Give the whole with --of, such as 2 --of 7."),
            "of",
        )
    if not share and not isinstance(target.measure, Coverage):
        return Misfit(
            _("{target} is not a part of something, so it takes no “of”.").format(target=target.id),
            _("Leave it out."),
            "of",
        )
    if share and of < 1:
        return Misfit(
            _("A share of nothing can't be counted."),
            _("Give the whole as 1 or more; log nothing where there is nothing."),
            "of",
        )
    if value > of:
        return Misfit(
            _("{value} is more than the whole, {of}.").format(value=_written(value), of=_written(of)),
            _("Give the part first, then the whole: 2 --of 7."),
            "of",
        )
    return None


def _written(number: Number) -> str:
    """The number as the language spoken now writes it."""
    text = format_number(number)
    return text.replace(".", ",") if current() == "sv" else text


def _decimals(number: Number) -> int:
    return len(format_number(number).partition(".")[2]) if isinstance(number, Decimal) else 0


def _too_exact(number: Number, allowed: int, field: str) -> Misfit:
    if not allowed:
        message = _("{number} is not a whole number.").format(number=_written(number))
        return Misfit(message, _("Give a whole number."), field)
    message = ngettext(
        "{number} has more than {count} decimal.", "{number} has more than {count} decimals.", allowed
    )
    return Misfit(message.format(number=_written(number), count=allowed), _("Round the number."), field)
