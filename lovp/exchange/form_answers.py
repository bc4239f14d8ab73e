"""Answers to the program's own form, as tools for forms export them, read as what an outcome says."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from lovp.exchange.form import LANGUAGES, QUESTIONS, WHOLE, choices, normalise, place_names, survey
from lovp.exchange.tables.cells import Cell
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

    Columns have the questions' names, or their labels in either language, with or without those of the groups
    before them (`where-subregion`, `Var/Delregion`). Target and place become the plan's id and name; what the
    plan does not know stays as it is, and where two answers contradict each other (a municipality and
    another's subregion) both are given, to be refused.
    """
    columns = {"key": _columns(headers, _KEYS)}
    for row in survey(plan):
        labels = [re.escape(normalise(row[f"label::{language}"])) for language in LANGUAGES.values()]
        patterns = [_NAMED.format(row["name"]), *(rf"(.*[\W_])?{label}" for label in labels)]
        columns[row["name"]] = _columns(headers, patterns)
    columns["value"] = [at for name in ("count", *QUESTIONS.values()) for at in columns[name]]
    targets = _known({target.id: target.name for target in plan.targets()})
    names = {name: place for place, name in place_names(plan).items()}
    places = {said: names[name] for said, name in _known(names).items()}

    def read(cells: Sequence[Cell]) -> tuple[Cell, ...]:
        said: dict[str, Cell] = {}
        for name, among in columns.items():
            filled = (cells[at] for at in among if at < len(cells) and cells[at] not in (None, ""))
            said[name] = next(filled, None)
        key = str(said["key"] or "").removeprefix("uuid:") or None
        subregion, town = _find(places, said["subregion"]), _find(places, said["municipality"])
        found = plan.place_by_name.get(str(town))
        place = subregion if town is None else town
        if found and subregion not in (None, found.parent):
            place = f"{subregion} / {town}"
        return key, said["date"], _find(targets, said["target"]), place, said["value"], said[WHOLE]

    return read


def _known(texts: Mapping[str, str]) -> dict[str, str]:
    """The name of each choice, by its name and by its label."""
    return {normalise(label): name for name, label in choices(texts).items()} | {name: name for name in texts}


def _find(known: Mapping[str, str], cell: Cell) -> Cell:
    """The word that is known for what stands in a cell; else the cell as it is."""
    return None if cell is None else known.get(normalise(str(cell)), cell)


def _columns(headers: Iterable[str], patterns: Sequence[str]) -> list[int]:
    """The columns whose headers fit the patterns, those of the first pattern first."""
    named = [(at, normalise(header)) for at, header in enumerate(headers)]
    return [at for each in patterns for at, header in named if re.fullmatch(each, header, re.DOTALL)]
