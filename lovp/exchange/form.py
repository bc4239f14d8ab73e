"""A form for phones, made from the plan: an XLSForm, as ODK and KoboToolbox read it.

What it asks is in survey.csv, in both languages; the plan's words, dates and choices are filled in here.
Nobody is asked for a text, so that no name can be given. Of the plan's words none stands in an expression.
"""

import csv
import json
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from lovp import i18n
from lovp.i18n import _
from lovp.model import ADDITIVE, Coverage, Level, Milestone, PlaceKind, Plan, Target
from lovp.text import as_id, clean_text

WHOLE = "whole"
"""The question that is a target's `of`."""

LANGUAGES = {"sv": "Svenska (sv)", "en": "English (en)"}
"""What the languages of a form are called in it."""
QUESTIONS = {"share": "part", "coverage": "found", "level": "level", "milestone": "done"}
"""The question for the value of each measure; of the others it is `count`."""
_SURVEY = Path(__file__).with_name("survey.csv")
_STRAIGHT = str.maketrans("‘’“”\N{NO-BREAK SPACE}", "''\"\" ")
"""Signs that tools for forms put in the place of others."""
_LONGEST = 40
"""Characters of a name that is made for machines: small letters, digits and hyphens."""

Row: TypeAlias = dict[str, str]
"""A line of a sheet, by column."""
Form: TypeAlias = dict[str, list[Row]]
"""The lines of its three sheets: `survey`, `choices` and `settings`, of which there is one."""


def logged(targets: Sequence[Target]) -> tuple[Target, ...]:
    """Those of the targets that are counted in the field: milestones and levels are the office's."""
    own = (one for one in targets if one.reads is None)
    return tuple(one for one in own if not isinstance(one.measure, Milestone | Level))


def fields(target: Target) -> tuple[str, ...]:
    """The questions that are the target's `value` and, if it has one, its `of`."""
    asked = _kind(target)
    return ("part", WHOLE) if asked in ("part", "board") else (asked,)


def _kind(target: Target) -> str:
    """How a target is counted: called as the question for its value, but for `board`."""
    if isinstance(target.measure, Coverage) and target.measure.counts == "of":
        return "board"
    return QUESTIONS.get(target.measure.kind, "count")


def form(plan: Plan, ids: Collection[str] | None = None) -> Form:
    """The form for the targets with these ids (none: all that are logged in the field), in the plan's order.

    The targets must have outcomes of their own. The same plan gives the same form, and its version.
    """
    every = tuple(plan.targets())
    targets = logged(every) if ids is None else tuple(target for target in every if target.id in ids)
    offered = list(_offers(plan, targets))
    asked = _asked(plan, targets, {row["list_name"] for row in offered})
    name = f"{as_id(plan.organisation, _LONGEST) or 'lovp'}-{plan.year}"
    if ids is not None:  # a form for a choice of targets has an id of its own
        name += "-" + _digits(" ".join(target.id for target in targets))
    settings = {
        "form_title": f"{plain(plan.organisation)} {plan.year}",
        "form_id": name,
        "default_language": LANGUAGES[plan.language],
        # What an answer is called on the phone: nothing of who gave it.
        "instance_name": "concat(${date}, ' ', ${title})",
        "style": "pages",
    }
    settings["version"] = _digits(json.dumps((asked, offered, settings)))
    return {"survey": asked, "choices": offered, "settings": [settings]}


def survey(plan: Plan) -> list[Row]:
    """Everything that a form can ask, with the plan's words filled in; `${…}` is filled in by the form."""
    rows = csv.DictReader(_SURVEY.read_text(encoding="utf-8").splitlines())
    group, place = (plain(word[:1].upper() + word[1:]) for word in (plan.group_word[0], plan.place_word[0]))
    words = {
        "@organisation@": plain(plan.organisation),
        "@year@": str(plan.year),
        "@first_day@": str(plan.first_day),
        "@last_day@": str(plan.last_day),
        "@subregion@": group,
        "@municipality@": place,
    }
    return [
        {column: re.sub("@[a-z_]+@", lambda found: words[found[0]], text) for column, text in row.items()}
        for row in rows
    ]


def _asked(plan: Plan, targets: Sequence[Target], lists: Collection[str]) -> list[Row]:
    """The questions that some target needs, without conditions on what is not asked."""
    unasked = {"count", WHOLE, *QUESTIONS.values()}.difference(*map(fields, targets))
    if not any(_places(plan, target) for target in targets):
        unasked.add("where")
    asked = [row for row in survey(plan) if row["name"] not in unasked]
    # A question with nothing to choose is not asked either.
    asked = [row for row in asked if row["type"].partition("select_one ")[2] in {"", *lists}]
    names = {row["name"] for row in asked}
    for row in asked:
        if row["type"] == "integer" and any(target.decimals for target in targets):
            row["type"] = "decimal"
        for column in ("relevant", "choice_filter"):
            if not names.issuperset(re.findall(r"\$\{(\w+)\}", row[column])):
                row[column] = ""
    return asked


def _places(plan: Plan, target: Target) -> str:
    """Which places the target is logged at: `any`, a kind of place, or none (empty)."""
    if target.measure.over is not None:
        return str(target.measure.over)
    return "any" if isinstance(target.measure, ADDITIVE) and plan.places else ""


def _offers(plan: Plan, targets: Sequence[Target]) -> Iterator[Row]:
    """What can be chosen, with what the form's expressions look up beside it."""
    with i18n.speaking(plan.language):
        in_all = _("in all")
    areas = {target.area: plan.area_by_id[target.area].name for target in targets}
    for area, label in choices(areas).items() if len(areas) > 1 else ():
        yield _offer("areas", area, label)
    labels = choices({target.id: target.name for target in plan.targets()})
    for target in targets:
        yield _offer("targets", target.id, labels[target.id]) | {
            "area": target.area,
            "title": labels[target.id],
            "unit": plain(target.unit or in_all),
            "kind": _kind(target),
            "places": _places(plan, target),
            "decimals": "2" if isinstance(target.measure, Milestone) else str(target.decimals),
            "least": str(target.measure.minimum) if isinstance(target.measure, Coverage) else "",
        }
    names, needed = place_names(plan), {_places(plan, target) for target in targets} - {""}
    labels = choices({name: place for place, name in names.items()})
    for place in plan.subregions if needed else ():
        name, towns = names[place.name], "yes" if len(plan.inside(place.name)) > 1 else "no"
        yield _offer("subregions", name, labels[name]) | {"towns": towns}
    for place in plan.municipalities if needed - {PlaceKind.SUBREGION} else ():
        name, within = names[place.name], names.get(place.parent or "", "")
        yield _offer("municipalities", name, labels[name]) | {"subregion": within}


def _offer(list_name: str, name: str, label: str) -> Row:
    return {"list_name": list_name, "name": name} | {f"label::{each}": label for each in LANGUAGES.values()}


def plain(text: str) -> str:
    """The plan's words as a text of a form, in which nothing is a reference or an expression."""
    return clean_text(text).replace("${", "$ {").replace("instance(", "instance (")


def normalise(text: str) -> str:
    """The text as it is compared with what came back, of which tools may have changed quotes and spaces."""
    return " ".join(plain(text).translate(_STRAIGHT).split())


def place_names(plan: Plan) -> dict[str, str]:
    """The name of the choice for each place; of those that look alike all but the first end with digits.

    The digits come from the place itself, so that a place that is added later changes no other name.
    """
    found: dict[str, str] = {}
    for place in plan.places:
        name = as_id(place.name, _LONGEST)
        if not name or name in found.values():
            name = f"{name or 'x'}-{_digits(place.name, 6)}"
        found[place.name] = name
    return found


def choices(texts: Mapping[str, str]) -> dict[str, str]:
    """The label of each choice by its name: its text, with the name beside it where another has that."""
    taken = Counter(each for name, text in texts.items() for each in {name, normalise(text)})
    return {
        name: plain(text) if taken[normalise(text)] == 1 else f"{plain(text)} ({name})"
        for name, text in texts.items()
    }


def _digits(text: str, count: int = 10) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:count]
