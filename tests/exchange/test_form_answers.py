"""Answers come back as they were meant, by every export, for every target and place of the plan."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lovp.exchange.form import fields, form, place_names
from lovp.exchange.form_answers import FIELDS, is_form, reader
from lovp.exchange.tables.cells import Cell
from lovp.model import Level, Milestone, Outcome, Place, PlaceKind, Plan, Share, Sum
from lovp.numbers import parse_number
from lovp.plan.load import load_plans
from lovp.record.validation import validate
from lovp.render.forms import xlsform
from tests.exchange.exports import Sent, Table, called, central, kobo
from tests.exchange.phone import Phone, converted
from tests.progress.build import TOWN, TOWNS
from tests.progress.build import plan as small
from tests.progress.build import target as small_target

pytestmark = pytest.mark.all

SWEDISH = "Svenska (sv)"
Export = Callable[["Trip", list[Sent]], Table]
EXPORTS: dict[str, Export] = {
    "Central": lambda trip, sent: central(trip.phone, sent),
    "Kobo": lambda trip, sent: kobo(trip.phone, sent),
    "Kobo, groups": lambda trip, sent: kobo(trip.phone, sent, groups=True),
    "Kobo, Swedish": lambda trip, sent: kobo(trip.phone, sent, called(trip.workbook, SWEDISH)),
}


def an_id(number: int) -> str:
    return str(UUID(int=number + (4 << 76) + (8 << 60)))


def meant(plan: Plan) -> Iterator[Outcome]:
    """An outcome for every target, at some of the places that it takes, and of the first at every one."""
    for at, target in enumerate(one for one in plan.targets() if one.reads is None):
        step = Decimal(1).scaleb(-target.decimals)
        value, of = (2 * step, 7 * step) if "whole" in fields(target) else (step, None)
        over = target.measure.over
        every = [place.name for place in plan.places if over in (None, place.kind)]
        every = [""] if isinstance(target.measure, Milestone | Level) else [*every, *([] if over else [""])]
        for place in every if not at else {every[at % len(every)], every[7 * at % len(every)]}:
            yield Outcome("", date(plan.year, 3, 12), target.id, place, value, of, "", "", "", "")


def filled(plan: Plan, phone: Phone, outcome: Outcome, number: int) -> Sent:
    """The answer by which the outcome is reported."""
    target, named = plan.target_by_id[outcome.target], place_names(plan)
    given = {"area": target.area, "target": target.id, "date": outcome.date, "lovp_form": 1}
    given |= dict(zip(fields(target), (outcome.value, outcome.of), strict=False))
    if outcome.place:
        place = plan.place_by_name[outcome.place]
        kind = "municipality" if place.kind is TOWN else "subregion"
        given |= {"subregion": named.get(place.parent or "", "")} | {kind: named[place.name]}
    return Sent(dict(phone.leaves(**given)), an_id(number))


def understood(answer: tuple[Cell, ...]) -> Outcome:
    """The outcome as `lovp import` makes it of an answer."""
    said = dict(zip(FIELDS, answer, strict=True))
    day = date.fromisoformat(str(said["date"]))
    value, of = parse_number(str(said["value"])), parse_number(str(said["of"] or ""))
    return Outcome("", day, str(said["target"]), str(said["place"] or ""), value, of, "", "", "", "")


class Trip:
    """A plan's form, and answers to it about every target and every place."""

    def __init__(self, plan: Plan) -> None:
        every = [one.id for one in plan.targets() if one.reads is None]
        self.plan = plan
        self.workbook: bytes = xlsform(plan, form(plan, every))
        self.phone: Phone = Phone(converted(self.workbook))
        self.meant = list(meant(plan))
        self.sent = [filled(plan, self.phone, outcome, number) for number, outcome in enumerate(self.meant)]
        assert {outcome.place for outcome in self.meant} == {"", *plan.place_by_name}
        assert {outcome.target for outcome in self.meant} == set(every)


@pytest.fixture(scope="module")
def trips(real: Plan) -> list[Trip]:
    """All that a plan can have; the district's; places without groups, called as areas are in the form."""
    (full,) = load_plans(Path(__file__).parents[1] / "plan" / "full.yaml")
    targets = (small_target(Sum(), name="visits"), small_target(Share(TOWN), name="young"))
    flat = tuple(Place(name, TOWN) for name in TOWNS)
    areas = replace(small(*targets), places=flat, place_word=("område", "områden"))
    return [Trip(plan) for plan in (full, real, areas)]


@pytest.mark.parametrize("export", EXPORTS)
def test_answers_come_back_as_they_were_meant(export: str, trips: list[Trip]) -> None:
    """Also where they were edited, which gives them another id, but leaves the first one."""
    for trip in trips:
        edited = [sent._replace(edited=an_id(9000 + at)) for at, sent in enumerate(trip.sent)]
        for answers in (trip.sent, edited):
            headers, rows = EXPORTS[export](trip, answers)
            assert is_form(headers)
            read = reader(trip.plan, headers)
            found = [understood(read(row)) for row in rows]
            assert found == trip.meant
            assert not any(validate(trip.plan, outcome) for outcome in found)
            assert [read(row)[0] for row in rows] == [sent.id for sent in trip.sent]


HEADERS = ["lovp_form", "what-target", "where-subregion", "where-municipality", "how-date", "how-count"]
HEADERS += ["how-part", "how-whole", "KEY"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("1 unga-ledamoter skaraborg hjo 2024-03-12 _ 2 7 uuid:a", "a 2024-03-12 unga-ledamoter Hjo 2 7"),
        ("1 sfi skaraborg _ 2024-03-12 4 _ _ uuid:a", "a 2024-03-12 sfi Skaraborg 4 _"),
        # What the plan does not know stays as it is.
        ("1 borttaget _ atlantis snart många", "_ snart borttaget atlantis många _"),
        # Hjo is in Skaraborg.
        ("1 sfi sjuharad hjo 2024-03-12 4", "_ 2024-03-12 sfi Sjuhärad+Hjo 4 _"),
    ],
)
def test_what_an_answer_says(real: Plan, row: str, said: str) -> None:
    """With `_` for nothing."""
    answer = reader(real, HEADERS)([None if cell == "_" else cell for cell in row.split()])
    assert " ".join(str(cell or "_").replace(" / ", "+") for cell in answer) == said


@given(st.lists(st.text(max_size=12), max_size=8), st.lists(st.none() | st.text(max_size=12), max_size=9))
def test_no_file_makes_it_stumble(headers: list[str], cells: list[str | None]) -> None:
    plan = replace(small(), places=(Place("Norr", PlaceKind.SUBREGION),))
    assert len(reader(plan, [*headers, "lovp_form", "target"])(cells)) == len(FIELDS)
