"""What a form asks of each kind of target, and what it takes for an answer: by hand, as `lovp log` does."""

from dataclasses import replace

import pytest

from lovp.exchange.forms.form import form
from lovp.model import Coverage, Level, Milestone, Place, Plan, Share, Sum
from lovp.render.xlsform import xlsform
from tests.exchange.exports import called
from tests.exchange.phone import Phone, converted
from tests.progress.build import REGION, TOWN, TOWNS, plan, target

pytestmark = pytest.mark.all

ALWAYS = {"target", "date"}
TARGETS = (
    target(Sum(), name="visits"),
    target(Sum(), name="hours", decimals=2),
    target(Share(TOWN), name="young"),
    target(Share(REGION), name="part", decimals=1),
    target(Coverage(TOWN), name="branch"),
    target(Coverage(REGION), name="organiser"),
    target(Coverage(TOWN, 3, "of"), name="board"),
    target(Milestone(), name="campaign"),
    target(Level(), name="leave", decimals=1),
    target(Level(), name="rank"),
)
PLAN = plan(*TARGETS)
ALL = [one.id for one in TARGETS]


@pytest.fixture
def phone() -> Phone:
    return Phone(converted(xlsform(PLAN, form(PLAN, ALL))))


def test_before_a_target_is_chosen_nothing_else_is_asked(phone: Phone) -> None:
    assert phone.put().shown() == ALWAYS


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("visits", {"subregion", "count"}),
        ("hours", {"subregion", "count_exact"}),
        ("young", {"subregion", "part", "whole"}),
        ("part", {"subregion", "part_exact", "whole_exact"}),
        ("branch", {"subregion", "found"}),
        ("organiser", {"subregion", "found"}),
        ("board", {"subregion", "part", "whole"}),
        ("campaign", {"done"}),
        ("leave", {"level_exact"}),
        ("rank", {"level"}),
    ],
)
def test_only_what_a_target_needs_is_asked(phone: Phone, name: str, asked: set[str]) -> None:
    assert phone.put(target=name).shown() == ALWAYS | asked
    for question in asked - {"subregion"}:
        assert phone.needs(question)


def test_the_place_is_as_near_as_the_target_needs(phone: Phone) -> None:
    north = ["ash", "birch", "cedar"]
    phone.put(target="visits", subregion="north")
    assert (phone.needs("subregion"), phone.needs("municipality")) == (False, False)
    assert phone.choices("municipality") == north
    phone.put(target="young")
    assert (phone.needs("subregion"), phone.needs("municipality")) == (True, True)
    assert phone.choices("municipality") == north
    assert phone.put(subregion="south").choices("municipality") == ["dill", "elm"]
    phone.put(target="organiser")
    assert phone.needs("subregion")
    assert not phone.asks("municipality")
    phone.put(target="visits", subregion="")
    assert not phone.asks("municipality")


def test_places_without_groups_are_asked_for_alone() -> None:
    flat = replace(PLAN, places=tuple(Place(name, TOWN) for name in TOWNS), place_word=("club", "clubs"))
    workbook = xlsform(flat, form(flat, ["visits", "young"]))
    phone = Phone(converted(workbook))
    assert phone.put(target="visits").shown() == ALWAYS | {"municipality", "count"}
    assert not phone.needs("municipality")
    assert phone.put(target="young").shown() == ALWAYS | {"municipality", "part", "whole"}
    assert phone.needs("municipality")
    assert phone.choices("municipality") == ["ash", "birch", "cedar", "dill", "elm"]
    assert called(workbook, "Svenska (sv)")[0]["municipality"] == "Club"


def test_a_subregion_without_towns_is_not_offered_for_what_is_counted_by_town() -> None:
    bare = replace(PLAN, places=tuple(place for place in PLAN.places if place.parent != "South"))
    phone = Phone(converted(xlsform(bare, form(bare, ALL))))
    assert phone.put(target="young").choices("subregion") == ["north"]
    assert phone.put(target="visits").choices("subregion") == ["north", "south"]
    assert not phone.put(subregion="south").asks("municipality")


def test_a_plan_without_places_asks_for_none() -> None:
    nowhere = replace(PLAN, places=())
    phone = Phone(converted(xlsform(nowhere, form(nowhere, ["visits", "rank"]))))
    assert phone.questions == ["intro", "date", "count", "level", "target"]
    assert phone.put(target="visits").shown() == {"target", "date", "count"}


def test_a_plan_of_subregions_alone_asks_for_no_town() -> None:
    flat = replace(PLAN, places=tuple(place for place in PLAN.places if place.parent is None))
    phone = Phone(converted(xlsform(flat, form(flat, ["visits", "organiser"]))))
    assert phone.put(target="visits").shown() == {"target", "date", "count", "subregion"}
    assert phone.choices("subregion") == ["north", "south"]


NUMBERS: list[tuple[str, dict[str, object], str, tuple[object, ...], tuple[object, ...]]] = [
    ("visits", {}, "count", (0, 1, 30), (-1, "2.5")),
    ("hours", {}, "count_exact", ("0", "2.5", "2.25", "100000.25"), ("-0.5", "2.255")),
    ("young", {}, "part", (0, 2), (-1, "0.5")),
    ("young", {"part": 2}, "whole", (2, 7), (1, 0, -1, "2.5")),
    ("young", {"part": 0}, "whole", (1, 7), (0, -1)),
    ("part", {"part_exact": "1.5"}, "whole_exact", ("1.5", "2"), ("1.4", "1.55")),
    ("branch", {}, "found", (0, 1, 12), (-1,)),
    ("board", {"part": 0}, "whole", (0, 3), (-1,)),
    ("board", {"part": 2}, "whole", (2, 3), (1, 0)),
    ("campaign", {}, "done", ("0", "1", "0.5", "0.25"), ("-0.1", "1.01", "2", "0.125")),
    ("leave", {}, "level_exact", ("0", "6.2", "100"), ("-1", "6.25")),
    ("rank", {}, "level", (0, 6), (-1, "6.2")),
]
"""Of a target, after other answers: which numbers a question takes, and which not."""


def test_hints_say_what_is_counted(phone: Phone, real: Plan) -> None:
    swedish = phone.texts["Svenska (sv)"]
    assert swedish["/data/how/count:label"].split() == ["Hur", "många", "?"]  # the phone puts the unit in
    phone = Phone(converted(xlsform(real, form(real)))).put(area="skola", target="schoolinfo")
    assert (phone.get("unit"), phone.get("title")) == (
        "klassrumspresentationer",
        "Skolinformation på gymnasiet",
    )
    phone.put(area="lokal-verksamhet", target="arbetarekommuner")
    assert phone.get("least") == "1"
