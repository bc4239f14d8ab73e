"""Forgiving words: ids, names and places as people type them, but never a guess between two."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from lovp.cells import printable
from lovp.errors import UsageError
from lovp.folding import fold
from lovp.i18n import _
from lovp.model import Area, Number, Place, Plan, Target
from lovp.record.row import RowError, parse_number

_SHOWN = 8


def one_of(text: str, names: Mapping[str, str], missing: str) -> str:
    """The value whose name the text is, or is the only one to begin with.

    `names` maps each name that may be typed to its value. Raises UsageError with `missing` (which says what
    there is none of), and what was perhaps meant.
    """
    wanted = fold(text)
    folded = {fold(name): value for name, value in names.items()}
    if wanted in folded:
        return folded[wanted]
    found = {value for name, value in folded.items() if wanted and name.startswith(wanted)}
    if len(found) == 1:
        return found.pop()
    if found:
        raise UsageError(
            _("“{text}” can mean several things.").format(text=printable(text)),
            _("Write one of them: {names}").format(names=_listed(found)),
        )
    near = {folded[name] for name in get_close_matches(wanted, folded, n=3, cutoff=0.6)}
    remedy = _("Did you mean {names}?").format(names=_listed(near)) if near else ""
    raise UsageError(missing.format(text=printable(text)), remedy or _all_of(names.values()))


def target(plan: Plan, text: str) -> Target:
    """The target that the text means, by id or name."""
    names = {target.name: target.id for target in plan.targets()} | {id_: id_ for id_ in plan.target_by_id}
    found = one_of(text, names, _("There is no target “{text}” in the plan."))
    return plan.target_by_id[found]


def area(plan: Plan, text: str) -> Area:
    """The area that the text means, by id or name."""
    names = {area.name: area.id for area in plan.areas} | {id_: id_ for id_ in plan.area_by_id}
    return plan.area_by_id[one_of(text, names, _("There is no area “{text}” in the plan."))]


def area_named(plan: Plan, text: str) -> Area | None:
    """The area whose id or whole name the text is, if any."""
    wanted = fold(text)
    return next((area for area in plan.areas if wanted in (fold(area.id), fold(area.name))), None)


def place(plan: Plan, text: str) -> Place:
    """The place that the text means."""
    names = {place.name: place.name for place in plan.places}
    found = one_of(text, names, _("There is no place “{text}” in the plan."))
    return plan.place_by_name[found]


def number(text: str) -> Number:
    """The number that the text means: 3, 2,5, 1 200. Raises UsageError."""
    try:
        found = parse_number(text)
    except RowError as error:
        raise UsageError(printable(error.message), error.remedy) from None
    if found is None:
        raise UsageError(_("A number is missing."), _("Write figures alone, such as 12 or 2,5."))
    return found


def count(text: str) -> int:
    """The whole number that the text means. Raises UsageError."""
    found = number(text)
    if not isinstance(found, int):
        raise UsageError(
            _("{number} is not a whole number.").format(number=printable(text)), _("Give a whole number.")
        )
    return found


def choice(text: str, choices: Iterable[str], option: str) -> str:
    """One of a few fixed words."""
    missing = _("{option}: “{text}” is not one of the choices.")
    return one_of(text, {word: word for word in choices}, missing.replace("{option}", option))


def _listed(names: Iterable[str]) -> str:
    ordered = sorted(names, key=swedish_order)
    return ", ".join(ordered[:_SHOWN]) + (" …" if len(ordered) > _SHOWN else "")


def _all_of(values: Iterable[str]) -> str:
    return _("There are: {names}").format(names=_listed(set(values)))


def swedish_order(text: str) -> str:
    """A key that sorts å, ä and ö last, in that order."""
    return text.casefold().translate(str.maketrans("åäö", "{|}"))
