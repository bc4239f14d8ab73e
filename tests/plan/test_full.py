"""A plan with every measure and every key, field by field."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from lovp.model import (
    Activity,
    Area,
    Calendar,
    Coverage,
    KeyDate,
    Level,
    Limits,
    Measure,
    Milestone,
    Place,
    PlaceKind,
    Plan,
    Share,
    Span,
    Sum,
    Target,
)
from lovp.plan.load import parse_plans
from tests.plan.mistakes import FULL

TOWN, REGION = PlaceKind.MUNICIPALITY, PlaceKind.SUBREGION


def day(month: int, number: int) -> date:
    return date(2024, month, number)


WHOLE_YEAR = day(1, 1), day(12, 31)
EVEN = Calendar("even", "even", (Span("even", *WHOLE_YEAR),))
SCHOOL = Calendar(
    "lasar",
    "Läsåret 2024",
    (Span("Vårterminen", day(1, 9), day(6, 14)), Span("Höstterminen", day(8, 20), day(12, 20))),
    (Span("Sportlov", day(2, 12), day(2, 23)), Span("Långfredagen", day(3, 29), day(3, 29))),
    weekdays=True,
)
SUMMER = (Span("Semester", day(7, 1), day(7, 31)),)
NOT_JULY = Calendar("juli", "Utom juli", (Span("Utom juli", *WHOLE_YEAR),), SUMMER)


NAMES_AND_SOURCES = {
    "grund": ("Grundutbildning", "340 deltagare i grundutbildning"),
    "traffar": ("Träffar", "Stötta och samordna"),
    "resor": ("Resekostnader", "högst 12,5 tusen kronor"),
    "unga": ("Unga ledamöter", "25% ska vara under 30 år"),
    "aktiva": ("Aktiva LO-fack", "Det ska finnas ett aktivt LO-fack i varje kommun"),
    "samordnare": ("Samordnare", "en samordnare i varje delregion"),
    "franvaro": ("Sjukfrånvaro", "högst 6,2 procent"),
    "skyddsombud": ("Årets skyddsombud", "Utse årets skyddsombud"),
}


def target(area: str, id_: str, measure: Measure, unit: str | None, **more: Any) -> Target:
    name, source = NAMES_AND_SOURCES[id_]
    fields: dict[str, Any] = {"name": name, "source": source, "calendar": EVEN, **more}
    return Target(area=area, id=id_, measure=measure, unit=unit, **fields)


COURSE: dict[str, Any] = {"goal": 340, "due": day(11, 30), "goals": (("Skaraborg", 120), ("Halland", 90))}
TRAVEL: dict[str, Any] = {"goal": Decimal("12.5"), "decimals": 2, "direction": "at_most"}
SICK: dict[str, Any] = {"goal": Decimal("6.2"), "decimals": 1, "direction": "at_most", "standing": True}
STUDIES = (
    target("studier", "grund", Sum(), "deltagare", central="lo-grund", **COURSE),
    target("studier", "traffar", Activity(), "träffar"),
    target("studier", "resor", Sum(), "tusen kronor", calendar=NOT_JULY, **TRAVEL),
)
LOCAL = (
    target("lokalt", "unga", Share(TOWN), "ledamöter", goal=Decimal("0.25"), standing=True),
    target("lokalt", "aktiva", Coverage(TOWN, 3, "of"), "kommuner", goal=5, reads="unga"),
    target("lokalt", "samordnare", Coverage(REGION), "delregioner", calendar=SCHOOL),
    target("lokalt", "franvaro", Level(), "procent", **SICK),
    target("lokalt", "skyddsombud", Milestone(), None, goal=1, due=day(10, 23)),
)
PLAN = Plan(
    organisation="LO-distriktet i Exempel",
    year=2024,
    language="sv",
    place_word=("kommun", "kommuner"),
    group_word=("delregion", "delregioner"),
    limits=Limits(Decimal("0.90"), Decimal("0.75")),
    hide_below=6,
    places=(
        Place("Skaraborg", REGION),
        Place("Skövde", TOWN, "Skaraborg", (8, 4)),
        Place("Hjo", TOWN, "Skaraborg"),
        Place("Tibro", TOWN, "Skaraborg"),
        Place("Halland", REGION),
        Place("Halmstad", TOWN, "Halland"),
        Place("Hylte", TOWN, "Halland"),
    ),
    dates=(
        KeyDate("LO-kongressen", day(5, 17), day(5, 20), "LO-kongressen 17-20 maj"),
        KeyDate("Familjedag", day(9, 7), day(9, 7), "", preliminary=True),
    ),
    areas=(Area("studier", "Facklig utbildning", STUDIES), Area("lokalt", "Lokal verksamhet", LOCAL)),
)

SMALLEST = """\
organisation: A
year: 2023
language: en
areas: [{id: a, name: A, targets: [{id: b, name: B, measure: milestone, source: B}]}]
"""


def parse(text: str | bytes) -> Plan:
    (plan,) = parse_plans(text, "targets.yaml")
    return plan


CRLF = FULL.replace("\n", "\r\n")


@pytest.mark.parametrize(
    "content",
    [FULL, FULL.encode(), b"\xef\xbb\xbf" + FULL.encode(), CRLF, CRLF.encode(), FULL.replace("\n", "\r")],
    ids=["text", "bytes", "byte order mark", "CRLF", "CRLF bytes", "CR"],
)
def test_every_field(content: str | bytes) -> None:
    assert parse(content) == PLAN


def test_defaults_and_the_order_of_years() -> None:
    plan = parse(SMALLEST)
    assert plan.limits == Limits(Decimal("0.95"), Decimal("0.80"))
    assert (plan.hide_below, plan.places, plan.dates) == (5, (), ())
    assert plan.target_by_id["b"].unit is None
    assert [plan.year for plan in parse_plans(FULL + "---\n" + SMALLEST, "targets.yaml")] == [2023, 2024]


CLUBS = """\
organisation: Idrottsförbundet
year: 2024
language: sv
places: [Bollklubben, {name: Simklubben, tile: [1, 2]}]
areas:
  - id: a
    name: A
    targets:
      - {id: medlemmar, name: Medlemmar, measure: level, goal: 12.5, unit: tusental}
      - {id: unga, name: Unga, measure: share, over: places, goal: 25 %, goals: {Simklubben: 30 %}, unit: u}
"""


def test_places_alone() -> None:
    plan = parse(CLUBS)
    assert plan.places == (Place("Bollklubben", TOWN), Place("Simklubben", TOWN, tile=(1, 2)))
    assert (plan.place_word, plan.group_word) == (("plats", "platser"), ("grupp", "grupper"))
    target = plan.target_by_id["unga"]
    assert (target.measure, target.goals) == (Share(TOWN), (("Simklubben", Decimal("0.3")),))


def test_the_words_of_a_district_are_kept_with_its_keys() -> None:
    english = FULL.replace("language: sv", "language: en")
    plan = parse(english)
    assert (plan.place_word[1], plan.group_word) == ("municipalities", ("subregion", "subregions"))
    new = english.replace("municipalities", "places").replace("subregion:", "group:")
    plan = parse(new.replace("subregions", "groups"))
    assert (plan.place_word, plan.group_word) == (("place", "places"), ("group", "groups"))


def test_decimals_come_from_the_numbers_of_the_series() -> None:
    assert [target.decimals for target in parse(CLUBS).targets()] == [1, 0]
    plan = parse(CLUBS.replace("goal: 12.5", "goal: 12.5, decimals: 2"))
    assert plan.target_by_id["medlemmar"].decimals == 2
    assert {target.source for target in plan.targets()} == {""}
    plan = parse(FULL.replace("minimum: 3", "minimum: 2.5"))
    assert plan.target_by_id["aktiva"].measure == Coverage(TOWN, Decimal("2.5"), "of")
    assert [plan.target_by_id[id_].decimals for id_ in ("aktiva", "unga", "samordnare")] == [1, 1, 0]


def test_what_stands_and_what_moves() -> None:
    """A share and a level stand, unless something says that they move; a coverage grows."""
    more = """\
      - {id: start, name: Start, measure: level, over: places, start: 12, goal: 15.5, unit: u,
         goals: {Simklubben: 7}}
      - {id: ned, name: Ned, measure: level, start: 4.8, goal: 4.1, direction: at_most, unit: u}
      - {id: jamn, name: Jämn, measure: share, over: places, goal: 30 %, start: 0, pace: even,
         unit: ledamöter, unit_one: ledamot}
      - {id: minus, name: Minus, measure: level, goal: -5, unit: u}
      - {id: inga, name: Inga, measure: sum, goal: 0, direction: at_most, unit: u}
      - {id: alla, name: Alla, measure: coverage, over: places, goal: 2, unit: u}
"""
    found = parse(CLUBS + more).target_by_id
    assert [id_ for id_, target in found.items() if target.standing] == ["medlemmar", "unga", "minus"]
    start, even = found["start"], found["jamn"]
    assert (start.measure, start.start, start.decimals) == (Level(TOWN), 12, 1)
    assert start.goals == (("Simklubben", 7),)
    assert (even.start, even.unit, even.unit_one) == (0, "ledamöter", "ledamot")
    assert (found["minus"].goal, found["inga"].goal) == (-5, 0)
