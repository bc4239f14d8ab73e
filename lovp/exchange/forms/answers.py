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
_QUESTIONS = ("area", "target", "subregion", "municipality", "date", WHOLE, *VALUES)
_NAMED = "(.*[^A-Za-z0-9_])?{}(_exact)?"
"""A question's name; forms of 0.1.0 asked for decimals in questions of their own (`count_exact`)."""
_LABELLED = r"(.*[\W_])?({})"


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
    known = choices(plan)

    def read(cells: Sequence[Cell]) -> Answer:
        def find(*names: str) -> tuple[Cell, int | None]:
            return _first(cells, [at for name in names for at in columns[name]])

        target = known["target"].find(find("target")[0]) or find("target")[0]
        place = _place(plan, known["place"], find("subregion")[0], find("municipality")[0])
        # The target may have been counted in another way when the form was made.
        of_plan = plan.target_by_id.get(str(target))
        values = (*(fields(of_plan)[:1] if of_plan else ()), *VALUES)
        found = {
            "key": find("key"),
            "date": find("date"),
            "target": find("target"),
            "place": find("municipality", "subregion"),
            "value": find(*values),
            "of": find(WHOLE),
        }
        key, date, value, of = (found[name][0] for name in ("key", "date", "value", "of"))
        id_ = "" if key is None else str(key).strip().removeprefix("uuid:")
        at = {name: column for name, (_cell, column) in found.items() if column is not None}
        return Answer(id_, date, target, place, value, of, at)

    return read


def _fits(header: str, pattern: str) -> bool:
    return re.fullmatch(pattern, normalise(header), re.DOTALL) is not None


def _find_columns(plan: Plan, headers: Sequence[str]) -> dict[str, list[int]]:
    """The columns of each question, by its name or its label in either language; and of the `key`."""
    patterns = {}
    for row in survey(plan):
        labels = (re.escape(normalise(row[f"label::{language}"])) for language in LANGUAGES.values())
        patterns[row["name"]] = f"{_NAMED.format(row['name'])}|{_LABELLED.format('|'.join(labels))}"
    found = {
        name: [at for at, header in enumerate(headers) if _fits(header, pattern)]
        for name, pattern in patterns.items()
    }
    return found | {"key": [at for name in _KEYS for at, header in enumerate(headers) if _fits(header, name)]}


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
