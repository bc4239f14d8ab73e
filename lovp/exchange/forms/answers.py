"""Answers to a form of ours, as ODK Central and KoboToolbox export them, read without a mapping.

ODK Central writes names, with those of the groups before them (`where-subregion`) or alone, and `KEY`, which
stays the same when an answer is edited. KoboToolbox writes names, or labels in either language, with or
without groups before them (`where/subregion`), and `meta/rootUuid`, which stays the same; older exports have
`_uuid` alone, which is what `meta/rootUuid` is until the first edit.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from lovp.exchange.forms import words
from lovp.exchange.forms.choices import Choices, alike, choices
from lovp.exchange.forms.words import EXACT, MARK, VALUES
from lovp.exchange.tables.rows import Cell
from lovp.model import PlaceKind, Plan

_KEYS = ("KEY", "__id", "meta/rootUuid", "_uuid", "instanceID", "_id")
"""Where the id of an answer stands, from the surest: those before others stay when an answer is edited."""

_PREFIX = "uuid:"
_PLACES = {words.SUBREGION: PlaceKind.SUBREGION, words.MUNICIPALITY: PlaceKind.MUNICIPALITY}
_OLDER_LABELS = {
    words.SUBREGION: ("Delregion", "Subregion"),
    words.MUNICIPALITY: ("Kommun", "Municipality"),
}
"""What the questions for places were called before plans had words of their own for them."""
_NUMBERS = tuple(name for base in VALUES for name in (base, base + EXACT))
_QUESTIONS = (words.AREA, words.TARGET, *_PLACES, words.DATE, *_NUMBERS)
_VALUE_FIELDS = tuple(name for name in _NUMBERS if not name.startswith("whole"))
_OF_FIELDS = ("whole", "whole" + EXACT)


class Answer(NamedTuple):
    """One answer, in the words of the plan where they are known, else as the file had it.

    `key` is the source's own id, without `uuid:`; it stays the same when the answer is edited, where the
    source has one that does, and is empty where there is none. `columns` has the index of the column that
    each field came from.
    """

    key: str
    date: Cell
    target: Cell
    place: Cell
    value: Cell
    of: Cell
    columns: Mapping[str, int]


def is_form(headers: Sequence[str]) -> bool:
    """Whether the columns are those of answers to a form that `lovp form` made, whoever exported them."""
    return any(_is_named(header, MARK) for header in headers) and words.TARGET in _found(headers).columns


class _Found(NamedTuple):
    """Where each question's answers are, and whether the file has labels instead of names."""

    columns: dict[str, int]
    labelled: bool


def _is_named(header: str, name: str) -> bool:
    """Whether the header is the name, alone or after the groups that it is in, whatever stands between."""
    return re.fullmatch(rf"(.*[^A-Za-z0-9_])?{name}", header.strip(), re.DOTALL) is not None


@cache
def _labels() -> dict[str, tuple[str, ...]]:
    """The labels of each question in both languages, but for the places, which the plan has words for."""
    return {
        name: tuple(alike(each.label) for each in words.said(name))
        for name in _QUESTIONS
        if name not in _PLACES
    }


def _place_labels(plan: Plan) -> dict[str, tuple[str, ...]]:
    """The labels of the questions for places."""
    return {
        name: (*map(alike, words.place_label(plan, kind)), *_OLDER_LABELS[name])
        for name, kind in _PLACES.items()
    }


def _found(headers: Sequence[str], plan: Plan | None = None) -> _Found:
    """Where the answers are; those to the questions for places are found by name alone without the plan."""
    labels = _labels() | (_place_labels(plan) if plan else {})

    def is_labelled(header: str, name: str) -> bool:
        """Whether the header is a label, alone or after those of its groups, whatever stands between."""
        return any(
            header.endswith(label) and not header[: -len(label)][-1:].isalnum()
            for label in labels.get(name, ())
        )

    named = dict(_columns(headers, _is_named))
    labelled = dict(_columns([alike(header) for header in headers], is_labelled))
    # The label of one question may end like the name of another, so that the file is one or the other.
    if len(labelled) > len(named):
        return _Found(labelled, labelled=True)
    return _Found(named, labelled=False)


def _columns(headers: Sequence[str], fits: Callable[[str, str], bool]) -> Iterator[tuple[str, int]]:
    for name in _QUESTIONS:
        for at, header in enumerate(headers):
            if fits(header, name):
                yield name, at
                break


def reader(plan: Plan, headers: Sequence[str]) -> Callable[[Sequence[Cell]], Answer]:
    """What reads a row of a file with these headers (`is_form`) as an answer.

    Target and place become the plan's id and name; what the plan does not know stays as it is, and where two
    answers contradict each other (a municipality and another's subregion) both are given, to be refused.
    """
    found = _found(headers, plan)
    named = choices(plan)
    keys = [at for name in _KEYS for at, header in enumerate(headers) if _is_key(header, name)]

    def read(cells: Sequence[Cell]) -> Answer:
        row = _Row(found, cells)
        target = _target(plan, named, row)
        place, place_field = _place(plan, named, row)
        value_field, of_field = _number_fields(plan, row, target)
        key_at = next((at for at in keys if at < len(cells) and _text(cells[at])), None)
        came_from = {
            "date": found.columns.get(words.DATE),
            "target": found.columns.get(words.TARGET),
            "place": found.columns.get(place_field),
            "value": found.columns.get(value_field),
            "of": found.columns.get(of_field),
            "key": key_at if key_at is not None else next(iter(keys), None),
        }
        return Answer(
            key="" if key_at is None else _text(cells[key_at]).removeprefix(_PREFIX),
            date=row.cell(words.DATE),
            target=target,
            place=place,
            value=row.cell(value_field),
            of=row.cell(of_field),
            columns={name: at for name, at in came_from.items() if at is not None},
        )

    return read


def _is_key(header: str, name: str) -> bool:
    if name == "meta/rootUuid":
        name = "rootUuid"
    return _is_named(header, name) if name in ("rootUuid", "instanceID") else header.strip() == name


class _Row(NamedTuple):
    """A row of the file, by the questions that its cells answer."""

    found: _Found
    cells: Sequence[Cell]

    def cell(self, name: str) -> Cell:
        """The cell of the question; None where it is empty, or not in the file at all."""
        at = self.found.columns.get(name)
        if at is None or at >= len(self.cells) or _text(self.cells[at]) == "":
            return None
        return self.cells[at]


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell).strip()


def _target(plan: Plan, named: Choices, row: _Row) -> Cell:
    """The id of the target, unless it is in another area than the answer says."""
    cell, area = row.cell(words.TARGET), row.cell(words.AREA)
    labelled = row.found.labelled
    known = None if cell is None else named.targets.understood(_text(cell), labelled=labelled)
    if known is None:
        return cell
    chosen = None if area is None else named.areas.understood(_text(area), labelled=labelled)
    if chosen is not None and chosen != plan.target_by_id[known].area:
        return f"{_text(area)} / {_text(cell)}"
    return known


def _place(plan: Plan, named: Choices, row: _Row) -> tuple[Cell, str]:
    """The name of the place, and the question that it answers."""
    subregion, town = (row.cell(name) for name in _PLACES)
    cell, field = (subregion, words.SUBREGION) if town is None else (town, words.MUNICIPALITY)
    if cell is None:
        return None, words.MUNICIPALITY if words.MUNICIPALITY in row.found.columns else words.SUBREGION
    known = named.places.understood(_text(cell), labelled=row.found.labelled)
    if known is None:
        return cell, field
    if town is not None and subregion is not None:
        within = named.places.understood(_text(subregion), labelled=row.found.labelled)
        if within != plan.place_by_name[known].parent:
            return f"{_text(subregion)} / {_text(town)}", field
    return known, field


def _number_fields(plan: Plan, row: _Row, target: Cell) -> tuple[str, str]:
    """The questions that hold the value and the `of`: those that the target asks, if they were answered."""
    known = plan.target_by_id.get(target) if isinstance(target, str) else None
    value, of = ("", "") if known is None else words.fields(words.kind(known))
    if row.cell(value) is not None:
        return value, of
    # The target may have been counted in another way when the form was made.
    return _first(row, (value, *_VALUE_FIELDS)), _first(row, (of, *_OF_FIELDS))


def _first(row: _Row, names: Iterable[str]) -> str:
    """The first of the questions that was answered, else the first that the file has at all."""
    names = [name for name in names if name]
    return next(
        (name for name in names if row.cell(name) is not None),
        next((name for name in names if name in row.found.columns), ""),
    )
