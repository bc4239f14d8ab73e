"""A plan with every measure and every key, field by field."""

from datetime import date
from decimal import Decimal

from lovp.model import (
    Activity,
    Area,
    Calendar,
    Coverage,
    KeyDate,
    Level,
    Limits,
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

EVEN = Calendar("even", "even", (Span("even", date(2024, 1, 1), date(2024, 12, 31)),))
SCHOOL = Calendar(
    "lasar",
    "Läsåret 2024",
    (
        Span("Vårterminen", date(2024, 1, 9), date(2024, 6, 14)),
        Span("Höstterminen", date(2024, 8, 20), date(2024, 12, 20)),
    ),
    (
        Span("Sportlov", date(2024, 2, 12), date(2024, 2, 23)),
        Span("Långfredagen", date(2024, 3, 29), date(2024, 3, 29)),
    ),
    weekdays=True,
)
NOT_JULY = Calendar(
    "juli",
    "Utom juli",
    (Span("Utom juli", date(2024, 1, 1), date(2024, 12, 31)),),
    (Span("Semester", date(2024, 7, 1), date(2024, 7, 31)),),
)

STUDIES = Area(
    "studier",
    "Facklig utbildning",
    (
        Target(
            id="grund",
            area="studier",
            name="Grundutbildning",
            measure=Sum(),
            source="340 deltagare i grundutbildning",
            calendar=EVEN,
            unit="deltagare",
            goal=340,
            due=date(2024, 11, 30),
            goals=(("Skaraborg", 120), ("Halland", 90)),
            central="lo-grund",
        ),
        Target(
            id="traffar",
            area="studier",
            name="Träffar",
            measure=Activity(),
            source="Stötta och samordna",
            calendar=EVEN,
            unit="träffar",
        ),
        Target(
            id="resor",
            area="studier",
            name="Resekostnader",
            measure=Sum(),
            source="högst 12,5 tusen kronor",
            calendar=NOT_JULY,
            unit="tusen kronor",
            goal=Decimal("12.5"),
            decimals=2,
            direction="at_most",
        ),
    ),
)
LOCAL = Area(
    "lokalt",
    "Lokal verksamhet",
    (
        Target(
            id="unga",
            area="lokalt",
            name="Unga ledamöter",
            measure=Share(PlaceKind.MUNICIPALITY),
            source="25% ska vara under 30 år",
            calendar=EVEN,
            unit="ledamöter",
            goal=Decimal("0.25"),
            standing=True,
        ),
        Target(
            id="aktiva",
            area="lokalt",
            name="Aktiva LO-fack",
            measure=Coverage(PlaceKind.MUNICIPALITY, 3, "of"),
            source="Det ska finnas ett aktivt LO-fack i varje kommun",
            calendar=EVEN,
            unit="kommuner",
            goal=5,
            reads="unga",
        ),
        Target(
            id="samordnare",
            area="lokalt",
            name="Samordnare",
            measure=Coverage(PlaceKind.SUBREGION),
            source="en samordnare i varje delregion",
            calendar=SCHOOL,
            unit="delregioner",
        ),
        Target(
            id="franvaro",
            area="lokalt",
            name="Sjukfrånvaro",
            measure=Level(),
            source="högst 6,2 procent",
            calendar=EVEN,
            unit="procent",
            goal=Decimal("6.2"),
            decimals=1,
            direction="at_most",
            standing=True,
        ),
        Target(
            id="skyddsombud",
            area="lokalt",
            name="Årets skyddsombud",
            measure=Milestone(),
            source="Utse årets skyddsombud",
            calendar=EVEN,
            goal=1,
            due=date(2024, 10, 23),
        ),
    ),
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
        Place("Skaraborg", PlaceKind.SUBREGION),
        Place("Skövde", PlaceKind.MUNICIPALITY, "Skaraborg", 1496, (8, 4)),
        Place("Hjo", PlaceKind.MUNICIPALITY, "Skaraborg", 1497),
        Place("Tibro", PlaceKind.MUNICIPALITY, "Skaraborg"),
        Place("Halland", PlaceKind.SUBREGION),
        Place("Halmstad", PlaceKind.MUNICIPALITY, "Halland"),
        Place("Hylte", PlaceKind.MUNICIPALITY, "Halland"),
    ),
    calendars=(SCHOOL, NOT_JULY),
    dates=(
        KeyDate("LO-kongressen", date(2024, 5, 17), date(2024, 5, 20), "LO-kongressen 17-20 maj"),
        KeyDate("Familjedag", date(2024, 9, 7), date(2024, 9, 7), "", preliminary=True),
    ),
    areas=(STUDIES, LOCAL),
)

SMALLEST = """\
organisation: A
year: 2023
language: en
areas: [{id: a, name: A, targets: [{id: b, name: B, measure: milestone, source: B}]}]
"""


def test_every_field() -> None:
    (plan,) = parse_plans(FULL, "targets.yaml")
    assert plan == PLAN


def test_defaults() -> None:
    (plan,) = parse_plans(SMALLEST, "targets.yaml")
    assert plan.limits == Limits(Decimal("0.95"), Decimal("0.80"))
    assert (plan.hide_below, plan.places, plan.calendars, plan.dates) == (5, (), (), ())
    assert plan.target_by_id["b"].unit is None


def test_years_are_sorted() -> None:
    plans = parse_plans(FULL + "---\n" + SMALLEST, "targets.yaml")
    assert [plan.year for plan in plans] == [2023, 2024]


def test_a_number_with_decimals_gives_them_to_every_target_of_the_series() -> None:
    (plan,) = parse_plans(FULL.replace("minimum: 3", "minimum: 2.5"), "targets.yaml")
    assert plan.target_by_id["aktiva"].measure == Coverage(PlaceKind.MUNICIPALITY, Decimal("2.5"), "of")
    assert [plan.target_by_id[id_].decimals for id_ in ("aktiva", "unga", "samordnare")] == [1, 1, 0]


def test_bytes_byte_order_mark_and_line_ends() -> None:
    crlf = FULL.replace("\n", "\r\n")
    for content in (
        FULL.encode(),
        b"\xef\xbb\xbf" + FULL.encode(),
        crlf,
        crlf.encode(),
        FULL.replace("\n", "\r"),
    ):
        assert parse_plans(content, "targets.yaml") == (PLAN,)


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
GROUPS = CLUBS.replace(
    "places: [Bollklubben, {name: Simklubben, tile: [1, 2]}]",
    "places: [{group: Norra, places: [Bollklubben]}, {group: Södra, places: [Simklubben]}]",
)


def test_places_alone() -> None:
    (plan,) = parse_plans(CLUBS, "targets.yaml")
    assert plan.places == (
        Place("Bollklubben", PlaceKind.MUNICIPALITY),
        Place("Simklubben", PlaceKind.MUNICIPALITY, tile=(1, 2)),
    )
    assert (plan.place_word, plan.group_word) == (("plats", "platser"), ("grupp", "grupper"))
    target = plan.target_by_id["unga"]
    assert target.measure == Share(PlaceKind.MUNICIPALITY)
    assert target.goals == (("Simklubben", Decimal("0.3")),)


def test_places_in_groups_with_words_of_their_own() -> None:
    text = GROUPS.replace("over: places", "over: groups").replace("Simklubben: 30 %", "Södra: 30 %")
    (plan,) = parse_plans("place_word: [klubb, klubbar]\n" + text, "targets.yaml")
    assert plan.places == (
        Place("Norra", PlaceKind.SUBREGION),
        Place("Bollklubben", PlaceKind.MUNICIPALITY, "Norra"),
        Place("Södra", PlaceKind.SUBREGION),
        Place("Simklubben", PlaceKind.MUNICIPALITY, "Södra"),
    )
    assert (plan.place_word, plan.group_word) == (("klubb", "klubbar"), ("grupp", "grupper"))
    assert plan.target_by_id["unga"].measure == Share(PlaceKind.SUBREGION)


def test_the_words_of_a_district_are_kept_with_its_keys() -> None:
    english = FULL.replace("language: sv", "language: en")
    (plan,) = parse_plans(english, "targets.yaml")
    assert (plan.place_word, plan.group_word) == (
        ("municipality", "municipalities"),
        ("subregion", "subregions"),
    )
    new = english.replace("municipalities", "places").replace("subregion:", "group:")
    (plan,) = parse_plans(new.replace("subregions", "groups"), "targets.yaml")
    assert (plan.place_word, plan.group_word) == (("place", "places"), ("group", "groups"))


def test_a_source_may_be_left_out_and_decimals_come_from_the_goal() -> None:
    (plan,) = parse_plans(CLUBS, "targets.yaml")
    assert {(target.source, target.decimals) for target in plan.targets()} == {("", 1), ("", 0)}
    (plan,) = parse_plans(CLUBS.replace("goal: 12.5", "goal: 12.5, decimals: 2"), "targets.yaml")
    assert plan.target_by_id["medlemmar"].decimals == 2


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
    (plan,) = parse_plans(CLUBS + more, "targets.yaml")
    found = plan.target_by_id
    assert [id_ for id_, target in found.items() if target.standing] == ["medlemmar", "unga", "minus"]
    start, even = found["start"], found["jamn"]
    assert (start.measure, start.start, start.decimals) == (Level(PlaceKind.MUNICIPALITY), 12, 1)
    assert start.goals == (("Simklubben", 7),)
    assert (even.start, even.unit, even.unit_one) == (0, "ledamöter", "ledamot")
    assert (found["minus"].goal, found["inga"].goal) == (-5, 0)
