"""Forgiving words: ids, names and places as people type them, but never a guess between two."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from lovp.errors import UsageError
from lovp.i18n import _
from lovp.model import Area, Place, Plan, Target
from lovp.pii import shown
from lovp.text import fold, squeeze

_SHOWN = 8


def one_of(text: str, names: Mapping[str, str], missing: str, more: str = "", *, whole: bool = False) -> str:
    """The value whose name the text is or, unless it must be the `whole` name, the only one that it begins.

    `names` maps each name that may be typed to its value. Raises UsageError, for none with `missing` and
    what was perhaps meant; `more` says where all are, if they are many.
    """
    found = _spelt(text, names)
    if not found and not whole:
        found = _begun(text, names)
    if len(found) == 1:
        return found.pop()
    if found:
        message = _("“{text}” can mean several things.").format(text=shown(text))
        raise UsageError(message, _("Write one of them: {names}").format(names=listed(found)))
    remedy, every = did_you_mean(nearest(text, names)), set(names.values())
    if not remedy and len(every) <= _SHOWN:
        remedy = _("There are: {names}").format(names=listed(every))
    elif not remedy:
        near = _("The nearest are: {names}.").format(names=listed(nearest(text, names, cutoff=0)))
        remedy = f"{near} {more}".rstrip()
    raise UsageError(missing.format(text=shown(text)), remedy)


def _spelt(text: str, names: Mapping[str, str]) -> set[str]:
    """The values whose names are the text: exactly or, if none is, but for case, accents, spaces, hyphens."""
    for form in (str.strip, fold, squeeze):
        wanted = form(text)
        found = {value for name, value in names.items() if wanted and form(name) == wanted}
        if found:
            return found
    return set()


def _begun(text: str, names: Mapping[str, str]) -> set[str]:
    """The values whose names begin with the text."""
    wanted = squeeze(text)
    return {value for name, value in names.items() if wanted and squeeze(name).startswith(wanted)}


def nearest(text: str, names: Mapping[str, str] | Iterable[str], cutoff: float = 0.6) -> set[str]:
    """The values whose names begin with the text, else the three at most that are most like it.

    Names alone are their own values.
    """
    values = names if isinstance(names, Mapping) else {name: name for name in names}
    text = text[:100]  # since the comparison takes the square of its length
    by_form = {squeeze(name): value for name, value in values.items()}
    alike = get_close_matches(squeeze(text), by_form, n=3, cutoff=cutoff)
    return _begun(text, values) or {by_form[form] for form in alike}


def did_you_mean(near: Iterable[str]) -> str:
    """A question that names what was perhaps meant; empty where there is nothing."""
    names = listed(near)
    return _("Did you mean {names}?").format(names=names) if names else ""


def listed(names: Iterable[str]) -> str:
    """The first of the names in Swedish order (å, ä and ö last), with commas between."""
    last = str.maketrans("åäö", "{|}")
    ordered = sorted(names, key=lambda name: name.casefold().translate(last))
    return ", ".join(ordered[:_SHOWN]) + (" …" if len(ordered) > _SHOWN else "")


def target(plan: Plan, text: str, *, whole: bool = False) -> Target:
    """The target that the text means, by id or name; with `whole` not by its beginning."""
    names = {target.name: target.id for target in plan.targets()} | {id_: id_ for id_ in plan.target_by_id}
    more = _("See lovp targets for all of them.")
    found = one_of(text, names, _("There is no target “{text}” in the plan."), more, whole=whole)
    return plan.target_by_id[found]


def area(plan: Plan, text: str) -> Area:
    """The area that the text means, by id or name."""
    names = {area.name: area.id for area in plan.areas} | {id_: id_ for id_ in plan.area_by_id}
    return plan.area_by_id[one_of(text, names, _("There is no area “{text}” in the plan."))]


def place(plan: Plan, text: str, *, whole: bool = False) -> Place:
    """The place that the text means; with `whole` not by its beginning."""
    names = {place.name: place.name for place in plan.places}
    if fold(text).endswith(" kommun"):
        towns = [place.name for place in plan.municipalities]
        names |= {f"{name}{ending} kommun": name for name in towns for ending in ("", "s")}
    found = one_of(text, names, _("There is no place “{text}” in the plan."), whole=whole)
    return plan.place_by_name[found]
