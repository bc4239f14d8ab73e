"""Answers to a form of ours, as ODK Central and KoboToolbox export them, read without a mapping.

Columns have the questions' names, or their labels in either language, with or without those of the groups
before them (`where-subregion`, `Var/Delregion`).
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from lovp.exchange.forms.choices import Choices, choices, normalise
from lovp.exchange.forms.form import LANGUAGES, VALUES, WHOLE, fields, survey
from lovp.exchange.tables.rows import Cell
from lovp.model import Plan

_KEYS = ("KEY", "__id", r"(.*\W)?rootUuid", "_uuid", r"(.*\W)?instanceID", "_id")
"""The columns that can hold an answer's id, from the surest: the first ones stay when an answer is edited."""
_PREFIX = "uuid:"
_QUESTIONS = ("area", "target", "subregion", "municipality", "date", WHOLE, *VALUES)
_NAMED = r"(.*[^A-Za-z0-9_])?{}(_exact)?"
"""A question's name; older forms asked for decimals in questions of their own (`count_exact`)."""
_LABELLED = r"(.*[\W_])?({})"
_FORMER_LABELS = {"subregion": ["Delregion", "Subregion"], "municipality": ["Kommun", "Municipality"]}
"""What the questions for places were called before plans had words of their own for them."""


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
    return any(_fits(header, _NAMED.format("lovp_form")) for header in headers)


def reader(plan: Plan, headers: Sequence[str]) -> Callable[[Sequence[Cell]], Answer]:
    """What reads a row of a file with these headers (`is_form`) as an answer.

    Target and place become the plan's id and name; what the plan does not know stays as it is, and where two
    answers contradict each other (a municipality and another's subregion) both are given, to be refused.
    """
    columns = _find_columns(plan, headers)
    columns["key"] = [at for name in _KEYS for at, header in enumerate(headers) if _fits(header, name)]
    known = choices(plan)

    def read(cells: Sequence[Cell]) -> Answer:
        def find(*names: str) -> tuple[Cell, int | None]:
            return _first(cells, [at for name in names for at in columns[name]])

        target = _target(plan, known, find("area")[0], find("target")[0])
        of_plan = plan.target_by_id.get(str(target))
        found = {
            "key": find("key"),
            "date": find("date"),
            "target": find("target"),
            "place": find("municipality", "subregion"),
            # The target may have been counted in another way when the form was made.
            "value": find(*fields(of_plan)[:1] if of_plan else (), *VALUES),
            "of": find(WHOLE),
        }
        key, date, _target_cell, _place_cell, value, of = (cell for cell, _at in found.values())
        return Answer(
            "" if key is None else str(key).strip().removeprefix(_PREFIX),
            date,
            target,
            _place(plan, known["place"], find("subregion")[0], find("municipality")[0]),
            value,
            of,
            {name: at for name, (_cell, at) in found.items() if at is not None},
        )

    return read


def _fits(header: str, pattern: str) -> bool:
    return re.fullmatch(pattern, normalise(header), re.DOTALL) is not None


def _find_columns(plan: Plan, headers: Sequence[str]) -> dict[str, list[int]]:
    """The columns of each question: by name, or by the labels of the language that finds more of them."""
    asked = {row["name"]: row for row in survey(plan)}
    patterns = [{name: _NAMED.format(name) for name in _QUESTIONS}]
    for language in LANGUAGES.values():
        labels = {
            name: [normalise(asked[name][f"label::{language}"]), *_FORMER_LABELS.get(name, [])]
            for name in _QUESTIONS
        }
        patterns.append(
            {name: _LABELLED.format("|".join(map(re.escape, each))) for name, each in labels.items()}
        )
    found = [
        {
            name: [at for at, header in enumerate(headers) if _fits(header, pattern)]
            for name, pattern in each.items()
        }
        for each in patterns
    ]
    return max(found, key=lambda columns: sum(map(bool, columns.values())))


def _first(cells: Sequence[Cell], columns: Sequence[int]) -> tuple[Cell, int | None]:
    """The first of the columns' cells that holds something, and its column; else None and the first."""
    for at in columns:
        if at < len(cells) and cells[at] is not None and str(cells[at]).strip():
            return cells[at], at
    return None, columns[0] if columns else None


def _target(plan: Plan, known: Mapping[str, Choices], area: Cell, target: Cell) -> Cell:
    """The id of the target, unless it is in another area than the answer says."""
    id_, chosen = known["target"].find(target), known["area"].find(area)
    if id_ and chosen and chosen != plan.target_by_id[id_].area:
        return f"{area} / {target}"
    return id_ or target


def _place(plan: Plan, places: Choices, subregion: Cell, town: Cell) -> Cell:
    """The name of the place, unless the municipality is in another subregion than the answer says."""
    if town is None:
        return places.find(subregion) or subregion
    name = places.find(town)
    if name and subregion is not None and places.find(subregion) != plan.place_by_name[name].parent:
        return f"{subregion} / {town}"
    return name or town
