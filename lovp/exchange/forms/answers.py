"""Answers to a form of ours, as ODK Central and KoboToolbox export them, read without a mapping.

Columns have the questions' names, or their labels in either language, with or without those of the groups
before them (`where-subregion`, `Var/Delregion`).
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from lovp.exchange.forms.form import LANGUAGES, VALUES, WHOLE, Choices, choices, normalise, survey
from lovp.exchange.tables.rows import Cell
from lovp.model import Plan

_KEYS = ("KEY", "__id", r"(.*\W)?rootUuid", "_uuid", r"(.*\W)?instanceID", "_id")
"""The columns that can hold an answer's id, from the surest: the first ones stay when an answer is edited."""
_NAMED = "(.*[^A-Za-z0-9_])?{}(_exact)?"
"""A question's name; forms of 0.1.0 asked for decimals in questions of their own (`count_exact`)."""


class Answer(NamedTuple):
    """One answer, in the words of the plan where they are known, else as the file had it.

    `key` is the source's own id, without `uuid:`, empty where there is none. `columns` has the index of the
    column that each field came from.
    """

    key: str
    date: Cell
    target: Cell
    place: Cell
    value: Cell
    of: Cell
    columns: Mapping[str, int]


def is_form(headers: Iterable[str]) -> bool:
    """Whether the columns are those of answers to a form that `lovp form` made, whoever exported them."""
    return bool(_columns(headers, [_NAMED.format("lovp_form")]))


def reader(plan: Plan, headers: Sequence[str]) -> Callable[[Sequence[Cell]], Answer]:
    """What reads a row of a file with these headers (`is_form`) as an answer.

    Target and place become the plan's id and name; what the plan does not know stays as it is, and where two
    answers contradict each other (a municipality and another's subregion) both are given, to be refused.
    """
    asked = {row["name"]: _columns(headers, _patterns(row)) for row in survey(plan)}
    columns = {
        "key": _columns(headers, _KEYS),
        "date": asked["date"],
        "target": asked["target"],
        "place": [*asked["municipality"], *asked["subregion"]],
        "value": [at for name in VALUES for at in asked[name]],
        "of": asked[WHOLE],
    }
    known = choices(plan)

    def read(cells: Sequence[Cell]) -> Answer:
        found = {field: _first(cells, among) for field, among in columns.items()}
        said = {field: cell for field, (cell, _at) in found.items()}
        town, subregion = (_first(cells, asked[name])[0] for name in ("municipality", "subregion"))
        return Answer(
            "" if said["key"] is None else str(said["key"]).strip().removeprefix("uuid:"),
            said["date"],
            known["target"].find(said["target"]) or said["target"],
            _place(plan, known["place"], subregion, town),
            said["value"],
            said["of"],
            {field: at for field, (_cell, at) in found.items() if at is not None},
        )

    return read


def _patterns(question: Mapping[str, str]) -> list[str]:
    """What the headers of a question's column can be: its name, or its label in either language."""
    labels = [re.escape(normalise(question[f"label::{language}"])) for language in LANGUAGES.values()]
    return [_NAMED.format(question["name"]), *(rf"(.*[\W_])?{label}" for label in labels)]


def _columns(headers: Iterable[str], patterns: Sequence[str]) -> list[int]:
    """The columns whose headers fit the patterns, those of the first pattern first."""
    named = [(at, normalise(header)) for at, header in enumerate(headers)]
    return [at for each in patterns for at, header in named if re.fullmatch(each, header, re.DOTALL)]


def _first(cells: Sequence[Cell], columns: Sequence[int]) -> tuple[Cell, int | None]:
    """The first of the columns' cells that holds something, and its column; else None and the first."""
    for at in columns:
        if at < len(cells) and cells[at] is not None and str(cells[at]).strip():
            return cells[at], at
    return None, columns[0] if columns else None


def _place(plan: Plan, places: Choices, subregion: Cell, town: Cell) -> Cell:
    """The name of the place, unless the municipality is in another subregion than the answer says."""
    if town is None:
        return places.find(subregion) or subregion
    name = places.find(town)
    if name and subregion is not None and places.find(subregion) != plan.place_by_name[name].parent:
        return f"{subregion} / {town}"
    return name or town
