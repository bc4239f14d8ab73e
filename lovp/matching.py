"""Forgiving words: ids, names and places as people type them, but never a guess between two."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from lovp.errors import UsageError
from lovp.i18n import _
from lovp.model import Area, Place, Plan, Target
from lovp.text import fold, printable, squeeze

_SHOWN = 8
_LONGEST = 100
"""Characters that are compared with names: to look for what was meant takes the square of them."""


def one_of(text: str, names: Mapping[str, str], missing: str, more: str = "", *, whole: bool = False) -> str:
    """The value whose name the text is, or is the only one to begin with unless it must be `whole`.

    `names` maps each name that may be typed to its value. Raises UsageError with `missing` (which says what
    there is none of), and what was perhaps meant; `more` says where all are, if they are many.
    """
    for form in (str.strip, fold, squeeze):
        # What is spelt exactly so comes before what is only alike.
        asked = form(text)
        found = {value for name, value in names.items() if form(name) == asked != ""}
        if found:
            return _single(found, text)
    wanted = squeeze(text)
    found = {value for name, value in names.items() if wanted and squeeze(name).startswith(wanted)}
    if found and not whole:
        return _single(found, text)
    remedy = did_you_mean(nearest(text, names))
    every = set(names.values())
    if not remedy and len(every) <= _SHOWN:
        remedy = _("There are: {names}").format(names=listed(every))
    elif not remedy:
        remedy = f"{did_you_mean(nearest(text, names, cutoff=0))} {more}".rstrip()
    raise UsageError(missing.format(text=printable(text)), remedy)


def nearest(text: str, names: Mapping[str, str], cutoff: float = 0.6) -> set[str]:
    """The values whose names begin with the text, else the three at most that are most like it."""
    from difflib import get_close_matches

    by_form = {squeeze(name): value for name, value in names.items()}
    wanted = squeeze(text)[:_LONGEST]
    if begun := {value for form, value in by_form.items() if wanted and form.startswith(wanted)}:
        return begun
    return {by_form[form] for form in get_close_matches(wanted, by_form, n=3, cutoff=cutoff)}


def did_you_mean(near: Iterable[str]) -> str:
    """A question that names what was perhaps meant; empty where there is nothing."""
    names = listed(near)
    return _("Did you mean {names}?").format(names=names) if names else ""


def filter_words(words: Iterable[tuple[str, str]], typed: str) -> list[tuple[str, str]]:
    """Those of the words, each with a remark, that hold what is typed, whatever its case and accents.

    First those that begin with it, then those with a part that does.
    """
    wanted = fold(typed).replace("-", " ")
    found = []
    for word, remark in words:
        text = fold(f"{word} {remark}").replace("-", " ")
        if wanted.replace(" ", "") in text.replace(" ", ""):
            rank = (not text.startswith(wanted), f" {wanted}" not in f" {text}")
            found.append((rank, word, remark))
    found.sort(key=lambda each: each[0])
    return [(word, remark) for _rank, word, remark in found]


def _single(found: set[str], text: str) -> str:
    """The one value there is; of several none is guessed. Raises UsageError."""
    if len(found) == 1:
        return next(iter(found))
    raise UsageError(
        _("“{text}” can mean several things.").format(text=printable(text)),
        _("Write one of them: {names}").format(names=listed(found)),
    )


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


def target_or_area(plan: Plan, text: str) -> Target | Area:
    """The target that the text means, or the area whose id or whole name it is."""
    if text in plan.target_by_id:
        return plan.target_by_id[text]
    wanted = squeeze(text)
    named = (area for area in plan.areas if wanted in (squeeze(area.id), squeeze(area.name)))
    return next(named, None) or target(plan, text)


def target_in(plan: Plan, area_: Area | None, text: str) -> Target | Area:
    """The target that the text means, in the area where one is chosen; else it may mean an area, too."""
    # Whoever knows the target's id need not look for its area.
    if text in plan.target_by_id:
        return plan.target_by_id[text]
    if area_ is not None:
        return target(within(plan, area_), text)
    try:
        return area(plan, text)
    except UsageError:
        return target(plan, text)


def within(plan: Plan, area: Area) -> Plan:
    """The plan with the targets of one area alone."""
    return replace(plan, areas=(area,))


def place(plan: Plan, text: str, *, whole: bool = False) -> Place:
    """The place that the text means; with `whole` not by its beginning."""
    names = {place.name: place.name for place in plan.places}
    if fold(text).endswith(" kommun"):
        towns = [place.name for place in plan.municipalities]
        names |= {f"{name}{ending} kommun": name for name in towns for ending in ("", "s")}
    found = one_of(text, names, _("There is no place “{text}” in the plan."), whole=whole)
    return plan.place_by_name[found]


def listed(names: Iterable[str]) -> str:
    """The first of the names in Swedish order, with commas between."""
    ordered = sorted(names, key=swedish_order)
    return ", ".join(ordered[:_SHOWN]) + (" …" if len(ordered) > _SHOWN else "")


def swedish_order(text: str) -> str:
    """A key that sorts å, ä and ö last, in that order."""
    return text.casefold().translate(str.maketrans("åäö", "{|}"))
