"""What a form asks, in both languages: the names of its questions, and what each says.

The names are those of columns when answers come back, so that they stay as they are.
"""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from lovp import i18n
from lovp.exchange.forms.choices import plain
from lovp.i18n import _
from lovp.model import Activity, Coverage, Level, Milestone, PlaceKind, Plan, Share, Sum, Target

LANGUAGES = {"sv": "Svenska (sv)", "en": "English (en)"}
"""What the languages of a form are called in it."""

MARK = "lovp_form"
"""The column that says of answers that they came by a form of ours."""

AREA, TARGET, SUBREGION, MUNICIPALITY, DATE = "area", "target", "subregion", "municipality", "date"
EXACT = "_exact"
"""What the name of a question ends with, and a kind, where numbers have decimals."""
DONE_DECIMALS = 2


class Both(NamedTuple):
    """A text in both languages; the plan's own words are the same in both."""

    sv: str = ""
    en: str = ""


class Said(NamedTuple):
    """What a question says: what it asks, how it is meant, and what it answers to what can't be."""

    label: str
    hint: str = ""
    wrong: str = ""


VALUES = ("count", "part", "whole", "found", "level", "done")
"""The questions for numbers, in the order in which they are asked."""

FIELDS: dict[str, tuple[str, str]] = {
    "count": ("count", ""),
    "part": ("part", "whole"),
    "board": ("part", "whole"),
    "found": ("found", ""),
    "level": ("level", ""),
    "done": ("done", ""),
}
"""For each kind of target the question that is its `value` and the one that is its `of`, if any."""


def kind(target: Target) -> str:
    """Which questions a target asks: a key of `FIELDS`, with `EXACT` where its numbers have decimals."""
    match target.measure:
        case Sum() | Activity():
            name = "count"
        case Share():
            name = "part"
        case Coverage(counts=counts):
            name = "board" if counts == "of" else "found"
        case Level():
            name = "level"
        case Milestone():
            return "done"
    return name + EXACT if target.decimals else name


def fields(of_kind: str) -> tuple[str, str]:
    """The questions that are the `value` and the `of` of a target of this kind; empty where none is."""
    exact = EXACT if of_kind.endswith(EXACT) else ""
    value, of = FIELDS[of_kind.removesuffix(EXACT)]
    return value + exact, of and of + exact


def decimals(target: Target) -> int:
    """How many decimals a number of the target may have."""
    return DONE_DECIMALS if isinstance(target.measure, Milestone) else target.decimals


def both(text: Callable[[], str]) -> Both:
    """What a function says in each of the languages."""
    found = []
    for language in Both._fields:
        with i18n.speaking(language):
            found.append(text())
    return Both(*found)


@cache
def said(name: str) -> tuple[Said, Said]:
    """What the question (or the group of questions) says, in Swedish and in English."""
    found = []
    for language in Both._fields:
        with i18n.speaking(language):
            found.append(_said()[name])
    return found[0], found[1]


def place_label(plan: Plan, kind: PlaceKind) -> Both:
    """The label of the question for a place of the kind: the plan's word, unlike all other labels."""
    title = plain(plan.title(kind))
    others = {each.label for name in (AREA, TARGET, DATE) for each in said(name)}
    if not any(title.endswith(other) for other in others):
        return Both(title, title)
    return Both(*(f"{title} ({each.label.lower()})" for each in said(MUNICIPALITY)))


def _said() -> dict[str, Said]:
    """What every question says in the language spoken now; `${…}` is filled in by the form."""
    not_negative = _("A whole number, 0 or more.")
    not_below = _("A number, 0 or more, with at most ${decimals} decimals.")
    total = _("The whole is at least as large as the part.")
    place = Said(
        _("Place"),
        _("May be left empty where the target is not counted by place."),
        _("This target is counted by place: choose one."),
    )
    texts = {
        "what": Said(_("What")),
        "where": Said(_("Where")),
        "how": Said(_("When and how much")),
        AREA: Said(_("Area"), "", _("Choose an area.")),
        TARGET: Said(_("Target"), "", _("Choose a target.")),
        SUBREGION: place,
        MUNICIPALITY: place,
        DATE: Said(
            _("Date"), _("The day on which it happened."), _("A day in the plan's year, and not after today.")
        ),
        "count": Said(
            _("How many ${unit}?"), _("${title}. Everything adds up: write only what is new."), not_negative
        ),
        "part": Said(
            _("How many of all ${unit}?"),
            _("${title}. How it is now: the latest report from the place counts."),
            not_negative,
        ),
        "whole": Said(_("How many ${unit} in all?"), _("All at the place, counted or not."), total),
        "found": Said(
            _("How many are there at the place?"),
            _("${title}. The place counts from ${least}; write 0 where there is none."),
            not_negative,
        ),
        "level": Said(
            _("What is the level, in ${unit}?"), _("${title}. The latest report counts."), not_negative
        ),
        "done": Said(
            _("How much of it is done?"),
            _("${title}. 1 when it is done, or a part such as 0.5."),
            _("A number from 0 to 1."),
        ),
    }
    for name in VALUES:
        text = texts[name]
        label = _("{question} (decimals may be given)").format(question=text.label)
        texts[name + EXACT] = Said(label, text.hint, not_below if text.wrong == not_negative else text.wrong)
    return texts
