"""Answers to a form of ours, as ODK Central and KoboToolbox export them, read without a mapping.

Columns have the questions' names, or their labels in either language, with or without those of the groups
before them (`where-subregion`, `Var/Delregion`).
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from lovp.exchange.forms.form import LANGUAGES, VALUES, WHOLE, choices, normalise, place_names, survey
from lovp.exchange.tables.table import Cell
from lovp.model import Plan

FIELDS = ("key", "date", "target", "place", "value", "of")
"""What an answer says; `key` is the source's own id."""
_KEYS = ("KEY", "__id", r"(.*\W)?rootUuid", "_uuid", r"(.*\W)?instanceID", "_id")
"""The columns that can hold an answer's id, from the surest: the first ones stay when an answer is edited."""
_NAMED = "(.*[^A-Za-z0-9_])?{}(_exact)?"
"""A question's name; forms of 0.1.0 asked for decimals in questions of their own (`count_exact`)."""


def is_form(headers: Iterable[str]) -> bool:
    """Whether the columns are those of answers to a form that `lovp form` made, whoever exported them."""
    return bool(_columns(headers, [_NAMED.format("lovp_form")]))


def reader(plan: Plan, headers: Sequence[str]) -> Callable[[Sequence[Cell]], tuple[Cell, ...]]:
    """What reads a row of a file with these headers (`is_form`) as the `FIELDS` of an answer.

    Target and place become the plan's id and name; what the plan does not know stays as it is, and where two
    answers contradict each other (a municipality and another's subregion) both are given, to be refused.
    """
    columns = {row["name"]: _columns(headers, _patterns(row)) for row in survey(plan)}
    columns |= {"key": _columns(headers, _KEYS), "value": [at for name in VALUES for at in columns[name]]}
    targets = _known({target.id: target.name for target in plan.targets()})
    names = {name: place for place, name in place_names(plan).items()}
    places = {said: names[name] for said, name in _known(names).items()}

    def read(cells: Sequence[Cell]) -> tuple[Cell, ...]:
        said = {name: _first(cells, among) for name, among in columns.items()}
        key = str(said["key"] or "").removeprefix("uuid:") or None
        place = _place(plan, _find(places, said["subregion"]), _find(places, said["municipality"]))
        return key, said["date"], _find(targets, said["target"]), place, said["value"], said[WHOLE]

    return read


def _known(texts: Mapping[str, str]) -> dict[str, str]:
    """The name of each choice, by its name and by its label."""
    return {normalise(label): name for name, label in choices(texts).items()} | {name: name for name in texts}


def _find(known: Mapping[str, str], cell: Cell) -> Cell:
    """The word that is known for what stands in a cell; else the cell as it is."""
    return None if cell is None else known.get(normalise(str(cell)), cell)


def _place(plan: Plan, subregion: Cell, town: Cell) -> Cell:
    """The name of the place, unless the municipality is in another subregion than the answer says."""
    place = plan.place_by_name.get(str(town))
    if place and subregion is not None and subregion != place.parent:
        return f"{subregion} / {town}"
    return subregion if town is None else town


def _patterns(question: Mapping[str, str]) -> list[str]:
    """What the headers of a question's column can be: its name, or its label in either language."""
    labels = [re.escape(normalise(question[f"label::{language}"])) for language in LANGUAGES.values()]
    return [_NAMED.format(question["name"]), *(rf"(.*[\W_])?{label}" for label in labels)]


def _columns(headers: Iterable[str], patterns: Sequence[str]) -> list[int]:
    """The columns whose headers fit the patterns, those of the first pattern first."""
    named = [(at, normalise(header)) for at, header in enumerate(headers)]
    return [at for each in patterns for at, header in named if re.fullmatch(each, header, re.DOTALL)]


def _first(cells: Sequence[Cell], columns: Sequence[int]) -> Cell:
    """The first of the columns' cells that holds something; else None."""
    return next((cells[at] for at in columns if at < len(cells) and cells[at] not in (None, "")), None)
