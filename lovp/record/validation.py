"""Whether an outcome fits the plan: its target, date, place and numbers. Pure."""

from collections.abc import Iterable
from decimal import Decimal
from functools import cache, lru_cache, partial
from typing import NamedTuple

from lovp import matching
from lovp.i18n import _, current
from lovp.model import Counted, Coverage, Level, Milestone, Number, Outcome, Place, Plan, Share, Target
from lovp.numbers import format_number
from lovp.pii import shown


class Misfit(NamedTuple):
    """Why an outcome doesn't fit the plan, what to do about it, and in which column (`target`, `date`, …)."""

    message: str
    remedy: str
    field: str


def allowed_places(plan: Plan, target: Target) -> tuple[Place, ...]:
    """The places where the target can be recorded."""
    if target.measure.over is not None:
        return tuple(place for place in plan.places if place.kind is target.measure.over)
    return plan.places if target.placed else ()


def validate(plan: Plan, row: Outcome) -> Misfit | None:
    """The first reason why the row doesn't fit, or None, as for a row that only cancels another."""
    return None if row.cancels and row.replaces else find_misfits(plan, [row.counted]).get(row.counted)


def find_misfits(plan: Plan, contents: Iterable[Counted]) -> dict[Counted, Misfit]:
    """Why some of the contents don't fit the plan; those that do are left out."""
    # Each place and each number of a target is checked once, in however many rows it stands.
    check_place, check_numbers = cache(partial(_check_place, plan)), cache(partial(_check_numbers, plan))
    found = {}
    for content in contents:
        day, target, place, value, of = content
        misfit = check_place(target, place) or check_numbers(target, value, of)
        if not misfit and day.year != plan.year:
            message = _("{date} is not in {year}, the year of the plan.")
            remedy = _("Give a date in {year}, or choose the plan of the other year.")
            misfit = _misfit("date", message, remedy, date=day, year=plan.year)
        if misfit:
            found[content] = misfit
    return found


def _check_place(plan: Plan, target_id: str, name: str) -> Misfit | None:
    """Why the target, or the place for this target, isn't right; else None."""
    target, place = plan.target_by_id.get(target_id), plan.place_by_name.get(name)
    if target is None:
        ids = tuple(each.id for each in plan.targets() if not each.reads)
        message = _("There is no target “{text}” in the plan.")
        return _unknown("target", target_id, ids, message, _("See lovp targets for all of them."))
    if target.reads:
        message = _("{target} has no outcomes of its own: it reads those of {other}.")
        return _misfit("target", message, _("Log it under {other}."), target=target.id, other=target.reads)
    if name and place is None:
        message = _("There is no place “{text}” in the plan.")
        remedy = _("Write the name as the plan does, or leave it out.")
        return _unknown("place", name, tuple(plan.place_by_name), message, remedy)
    over = target.measure.over
    if over is not None and (place is None or place.kind is not over):
        allowed = allowed_places(plan, target)
        inside = [each for each in allowed if place and each in plan.inside(place.name)]
        names = matching.listed(each.name for each in inside or allowed)
        words = {"target": target.id, "place": plan.word(over), "names": names}
        return _misfit("place", _("{target} is counted per {place}."), _("There are: {names}"), **words)
    if place and not target.placed:
        message = _("{target} takes no place.")
        return _misfit("place", message, _("Leave out the place."), target=target.id)
    return None


def _check_numbers(plan: Plan, target_id: str, value: Number | None, of: Number | None) -> Misfit | None:
    """Why the value, or the whole that it is a part of, isn't right; else None."""
    target = plan.target_by_id[target_id]
    if value is None:
        message = _("The row has no value, and corrects no other row.")
        return _misfit("value", message, _("Give it a value, such as 1."))
    if value < 0 and not isinstance(target.measure, Level):
        remedy = _("Outcomes are 0 or more. To take something back, use lovp undo or lovp amend.")
        return _misfit("value", _("{value} is negative."), remedy, value=value)
    if isinstance(target.measure, Milestone) and value > 1:
        remedy = _("Give 1 when it is done, or a part such as 0.5.")
        return _misfit("value", _("{value} is not between 0 and 1."), remedy, value=value)
    return _check_of(target, value, of) or _check_decimals(target, value, of)


def _check_of(target: Target, value: Number, of: Number | None) -> Misfit | None:
    is_share = isinstance(target.measure, Share)
    if of is None:
        remedy = _("Give the whole with --of, such as 2 --of 7.")
        text = _("{target} is a share: of how many?")
        return _misfit("of", text, remedy, target=target.id) if is_share else None
    if not is_share and not isinstance(target.measure, Coverage):
        message = _("{target} is not a part of something, so it takes no “of”.")
        return _misfit("of", message, _("Leave it out."), target=target.id)
    if is_share and of < 1:
        remedy = _("Give the whole as 1 or more; log nothing where there is nothing.")
        return _misfit("of", _("A share of nothing can't be counted."), remedy)
    if value > of:
        remedy = _("Give the part first, then the whole: 2 --of 7.")
        return _misfit("of", _("{value} is more than the whole, {of}."), remedy, value=value, of=of)
    return None


def _check_decimals(target: Target, value: Number, of: Number | None) -> Misfit | None:
    allowed = 2 if isinstance(target.measure, Milestone) else target.decimals
    for field, number in (("value", value), ("of", of)):
        if len(format_number(number).partition(".")[2]) > allowed:
            message = _("{number} has more decimals than {count}.")
            message = message if allowed else _("{number} is not a whole number.")
            return _misfit(field, message, _("Round the number."), number=number, count=allowed)
    return None


@lru_cache(maxsize=1000)  # the same name can stand in many rows
def _unknown(field: str, name: str, known: tuple[str, ...], message: str, remedy: str) -> Misfit:
    near = matching.did_you_mean(matching.nearest(name, known))
    return Misfit(message.format(text=shown(name)), near or remedy, field)


def _misfit(field: str, message: str, remedy: str, **words: object) -> Misfit:
    """The misfit with the words in its texts, and numbers as the language spoken now writes them."""
    for name, word in words.items():
        if isinstance(word, Decimal):
            words[name] = format_number(word).replace(".", "," if current() == "sv" else ".")
    return Misfit(message.format(**words), remedy.format(**words), field)
