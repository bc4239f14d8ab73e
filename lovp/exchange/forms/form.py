"""A form for phones, made from the plan: what it asks, of what, and what it takes for an answer.

It is an XLSForm (the standard that ODK and KoboToolbox read) before it is written down. Nobody is asked for
a text, so that no name can be given. Of the plan's words none stands in an expression.
"""

import json
from collections.abc import Collection, Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple

from lovp import i18n
from lovp.exchange.forms import words
from lovp.exchange.forms.choices import Choices, choices, plain
from lovp.exchange.forms.words import EXACT, LANGUAGES, MARK, Both
from lovp.folding import as_id
from lovp.i18n import _
from lovp.model import ADDITIVE, Activity, Coverage, PlaceKind, Plan, Share, Sum, Target

FIELD_MEASURES = (Sum, Share, Coverage, Activity)
"""What is counted where it happens. Milestones and levels are the office's, unless it asks for them."""

_LONGEST_CHOSEN = 40
_NAME = 40
_VERSION = 10


class Row(NamedTuple):
    """A line of the form: a question, what is worked out, or the beginning or end of a group."""

    type: str
    name: str = ""
    label: Both = Both()
    hint: Both = Both()
    required: str = ""
    required_message: Both = Both()
    relevant: str = ""
    constraint: str = ""
    constraint_message: Both = Both()
    calculation: str = ""
    choice_filter: str = ""
    appearance: str = ""
    default: str = ""


class Choice(NamedTuple):
    """Something to choose, with what the form's expressions look up beside it."""

    list_name: str
    name: str
    label: str
    area: str = ""
    kind: str = ""
    places: str = ""
    unit: str = ""
    title: str = ""
    decimals: str = ""
    least: str = ""
    subregion: str = ""
    towns: str = ""


LOOKED_UP = Choice._fields[3:]


class Form(NamedTuple):
    """A whole form: its three sheets."""

    survey: tuple[Row, ...]
    choices: tuple[Choice, ...]
    settings: dict[str, str]


def logged(targets: Sequence[Target]) -> tuple[Target, ...]:
    """Those of the targets that have outcomes of their own and are counted in the field."""
    return tuple(one for one in targets if one.reads is None and isinstance(one.measure, FIELD_MEASURES))


def form(plan: Plan, targets: Collection[str] | None = None) -> Form:
    """The form for the targets with these ids (none: all that are logged in the field), in the plan's order.

    The targets must have outcomes of their own. The same plan gives the same form, and its version.
    """
    wanted = logged(tuple(plan.targets())) if targets is None else _of(plan, targets)
    named = choices(plan)
    survey = tuple(_survey(plan, wanted))
    chosen = tuple(_choices(plan, wanted, named))
    settings = {
        "form_title": f"{plain(plan.organisation)} {plan.year}",
        "form_id": _form_id(plan, None if targets is None else [target.id for target in wanted]),
        "version": "",
        "default_language": LANGUAGES["en" if plan.language == "en" else "sv"],
        "instance_name": _instance_name(survey),
        "style": "pages",
    }
    settings["version"] = _digest(json.dumps((survey, chosen, settings)))[:_VERSION]
    return Form(survey, chosen, settings)


def _of(plan: Plan, ids: Collection[str]) -> tuple[Target, ...]:
    return tuple(target for target in plan.targets() if target.id in ids)


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _form_id(plan: Plan, chosen: Sequence[str] | None) -> str:
    """The same for every form of an organisation's year; one for a choice of targets has its own."""
    name = f"{as_id(plan.organisation, _NAME) or 'lovp'}-{plan.year}"
    if chosen is None:
        return name
    ids = "-".join(chosen)
    return f"{name}-{ids if len(ids) <= _LONGEST_CHOSEN else _digest(ids)[:_VERSION]}"


def _instance_name(survey: Sequence[Row]) -> str:
    """What an answer is called on the phone: its date, target and place; nothing of who gave it."""
    names = {row.name for row in survey}
    places = [f"${{{name}}}" for name in (words.MUNICIPALITY, words.SUBREGION) if name in names]
    place = f"coalesce({', '.join(places)})" if len(places) > 1 else "".join(places)
    return "concat(" + ", ' ', ".join(["${date}", "${title}", *filter(None, [place])]) + ")"


def _survey(plan: Plan, targets: Sequence[Target]) -> Iterator[Row]:
    """Three pages: what it is about, where it was, when and how much."""
    areas = {target.area for target in targets}
    yield _group("what")
    yield Row("note", "intro", label=words.both(lambda: _intro(plan)))
    if len(areas) > 1:
        yield _choice_of(words.AREA, "areas", required="yes")
    filtered = "area = ${area}" if len(areas) > 1 else ""
    yield _choice_of(words.TARGET, "targets", required="yes", choice_filter=filtered)
    yield Row("end_group")
    for name in ("title", "unit", "kind", "places", "decimals", "least"):
        yield Row("calculate", name, calculation=f"instance('targets')/root/item[name = ${{target}}]/{name}")
    yield Row("calculate", MARK, calculation="'1'")
    yield from _where(plan, targets)
    yield _group("how")
    yield _date(plan)
    yield from _numbers(targets)
    yield Row("end_group")


def _intro(plan: Plan) -> str:
    return _(
        "What has been done of the plan of {organisation} for {year}. Give figures only: no names of persons."
    ).format(organisation=plain(plan.organisation), year=plan.year)


def _group(name: str, relevant: str = "") -> Row:
    """The beginning of a group whose questions stand on one page."""
    label = _label(name)
    return Row("begin_group", name, label=label, relevant=relevant, appearance="field-list")


def _label(name: str) -> Both:
    return Both(*(each.label for each in words.said(name)))


def _choice_of(
    name: str,
    list_name: str,
    required: str,
    choice_filter: str = "",
    relevant: str = "",
    label: Both | None = None,
) -> Row:
    """A question with choices, called by its name or by `label`."""
    swedish, english = words.said(name)
    return Row(
        f"select_one {list_name}",
        name,
        label=label or _label(name),
        hint=Both(swedish.hint, english.hint),
        required=required,
        required_message=Both(swedish.wrong, english.wrong),
        relevant=relevant,
        choice_filter=choice_filter,
        appearance="minimal",
    )


def _where(plan: Plan, targets: Sequence[Target]) -> Iterator[Row]:
    """The place as a subregion and then a municipality in it, as far as plan and target have them."""
    needed = {_places(plan, target) for target in targets} - {""}
    if not needed:
        return
    yield _group("where", relevant="${places} != ''")
    if plan.subregions:
        yield _choice_of(
            words.SUBREGION,
            "subregions",
            required="${places} != 'any'",
            choice_filter=f"${{places}} != '{PlaceKind.MUNICIPALITY}' or towns = 'yes'",
            label=words.place_label(plan, PlaceKind.SUBREGION),
        )
    if plan.municipalities() and needed != {PlaceKind.SUBREGION}:
        yield _municipality(plan)
    yield Row("end_group")


def _municipality(plan: Plan) -> Row:
    """The question for a municipality, of those in the subregion that was chosen if there are any."""
    has_towns = "instance('subregions')/root/item[name = ${subregion}]/towns = 'yes'"
    relevant = f"${{places}} != '{PlaceKind.SUBREGION}' and {has_towns}"
    return _choice_of(
        words.MUNICIPALITY,
        "municipalities",
        required=f"${{places}} = '{PlaceKind.MUNICIPALITY}'",
        label=words.place_label(plan, PlaceKind.MUNICIPALITY),
        choice_filter="subregion = ${subregion}" if plan.subregions else "",
        relevant=relevant if plan.subregions else "",
    )


def _places(plan: Plan, target: Target) -> str:
    """Which places the target is logged at: `any`, a kind of place, or none (empty)."""
    if target.measure.over is not None:
        return str(target.measure.over)
    return "any" if isinstance(target.measure, ADDITIVE) and plan.places else ""


def _date(plan: Plan) -> Row:
    swedish, english = words.said(words.DATE)
    return Row(
        "date",
        words.DATE,
        label=_label(words.DATE),
        hint=Both(swedish.hint, english.hint),
        required="yes",
        required_message=Both(swedish.wrong, english.wrong),
        constraint=f". >= date('{plan.first_day}') and . <= date('{plan.last_day}') and . <= today()",
        constraint_message=Both(swedish.wrong, english.wrong),
        default="today()",
    )


def _numbers(targets: Sequence[Target]) -> Iterator[Row]:
    """The questions for numbers: those that some target asks, each when its kind is chosen."""
    kinds = sorted({words.kind(target) for target in targets})
    for name in words.VALUES:
        for question in (name, name + EXACT):
            asked = [kind for kind in kinds if question in words.fields(kind)]
            if asked:
                yield _number(question, asked)


def _number(question: str, kinds: Sequence[str]) -> Row:
    swedish, english = words.said(question)
    name = question.removesuffix(EXACT)
    exact = question != name or name == "done"
    rules = [". >= 0"]
    if name == "done":
        rules.append(". <= 1")
    if name == "whole":
        part, _whole = words.fields(kinds[0])
        boards = [kind for kind in kinds if kind.startswith("board")]
        rules = [_or([". >= 1", *_each(boards)]), f". >= ${{{part}}}"]
    if exact:
        rules.append(". = round(., number(${decimals}))")
    wrong = Both(swedish.wrong, english.wrong)
    return Row(
        "decimal" if exact else "integer",
        question,
        label=_label(question),
        hint=Both(swedish.hint, english.hint),
        required="yes",
        required_message=wrong,
        relevant=" or ".join(_each(kinds)),
        constraint=" and ".join(rules),
        constraint_message=wrong,
    )


def _each(kinds: Sequence[str]) -> list[str]:
    return [f"${{kind}} = '{kind}'" for kind in kinds]


def _or(rules: Sequence[str]) -> str:
    return f"({' or '.join(rules)})" if len(rules) > 1 else rules[0]


def _choices(plan: Plan, targets: Sequence[Target], named: Choices) -> Iterator[Choice]:
    areas = list(dict.fromkeys(target.area for target in targets))
    if len(areas) > 1:
        for area in areas:
            yield Choice("areas", area, named.areas.labels[area])
    for target in targets:
        yield _target(plan, target, named)
    if not any(_places(plan, target) for target in targets):
        return
    for subregion in plan.subregions:
        name = named.name_of_place[subregion.name]
        towns = "yes" if plan.municipalities(subregion.name) else "no"
        yield Choice("subregions", name, named.places.labels[name], towns=towns)
    for town in plan.municipalities():
        name, within = named.name_of_place[town.name], named.name_of_place.get(town.parent or "", "")
        yield Choice("municipalities", name, named.places.labels[name], subregion=within)


def _target(plan: Plan, target: Target, named: Choices) -> Choice:
    label = named.targets.labels[target.id]
    measure = target.measure
    return Choice(
        "targets",
        target.id,
        label,
        area=target.area,
        kind=words.kind(target),
        places=_places(plan, target),
        unit=plain(target.unit) if target.unit else _unit(plan),
        title=label,
        decimals=str(words.decimals(target)),
        least=str(measure.minimum) if isinstance(measure, Coverage) else "",
    )


def _unit(plan: Plan) -> str:
    """What is counted where the plan does not say, in the plan's language like its units."""
    with i18n.speaking(plan.language):
        return _("in all")
