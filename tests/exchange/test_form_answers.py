"""Answers come back as they were meant, by every export, for every target and place of the plan."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lovp.exchange.forms.answers import Answer, is_form, reader
from lovp.exchange.forms.choices import place_names
from lovp.exchange.forms.form import fields, form
from lovp.exchange.tables.rows import Cell
from lovp.model import Coverage, Level, Milestone, Outcome, Place, PlaceKind, Plan, Share, Sum, Target
from lovp.numbers import parse_number
from lovp.record.validation import validate
from lovp.render.xlsform import xlsform
from tests.exchange.exports import Called, Sent, Table, as_csv, as_xlsx, called, central, kobo
from tests.exchange.phone import Phone, converted
from tests.progress.build import TOWN, TOWNS
from tests.progress.build import plan as small
from tests.progress.build import target as small_target

pytestmark = pytest.mark.all

SMALL = small()
Export = Callable[["Trip", list[Sent]], Table]
EXPORTS: dict[str, Export] = {
    "Central": lambda trip, sent: as_csv(",")(central(trip.phone, sent)),
    "Central without groups": lambda trip, sent: as_csv(",")(central(trip.phone, sent, groups=False)),
    "Kobo": lambda trip, sent: as_csv(";")(kobo(trip.phone, sent)),
    "Kobo with groups": lambda trip, sent: as_csv(",")(kobo(trip.phone, sent, groups=True)),
    "Kobo, older": lambda trip, sent: as_csv(";")(kobo(trip.phone, sent, root=False)),
    "Kobo, workbook": lambda trip, sent: as_xlsx(kobo(trip.phone, sent)),
    "Kobo, Swedish": lambda trip, sent: as_csv(";")(kobo(trip.phone, sent, trip.swedish)),
    "Kobo, Swedish groups": lambda trip, sent: as_csv(";")(kobo(trip.phone, sent, trip.swedish, groups=True)),
    "Kobo, English": lambda trip, sent: as_xlsx(kobo(trip.phone, sent, trip.english)),
    "Kobo, English groups": lambda trip, sent: as_xlsx(kobo(trip.phone, sent, trip.english, groups=True)),
}


def an_id(number: int) -> str:
    return str(UUID(int=number + (4 << 76) + (8 << 60)))


def meant(plan: Plan) -> Iterator[Outcome]:
    """An outcome for every target, at some of the places that it takes, and of the first at every one."""
    for at, target in enumerate(one for one in plan.targets() if one.reads is None):
        value, of = numbers(target)
        every = places(plan, target)
        for place in every if not at else {every[at % len(every)], every[7 * at % len(every)]}:
            yield Outcome("", date(plan.year, 3, 12), target.id, place, value, of, "", "", "", "")


def numbers(target: Target) -> tuple[Decimal | int, Decimal | int | None]:
    step = Decimal(1).scaleb(-target.decimals) if target.decimals else 1
    match target.measure:
        case Share() | Coverage(counts="of"):
            return 2 * step, 7 * step
        case Milestone():
            return Decimal("0.5"), None
    return 3 * step, None


def places(plan: Plan, target: Target) -> list[str]:
    match target.measure:
        case Share(over=over) | Coverage(over=over):
            return [place.name for place in plan.places if place.kind is over]
        case Milestone() | Level():
            return [""]
    return ["", *(place.name for place in plan.places)]


def fill(plan: Plan, phone: Phone, outcome: Outcome, number: int) -> Sent:
    """The answer by which the outcome is reported; it is one that the form takes."""
    target = plan.target_by_id[outcome.target]
    named = place_names(plan)
    place = plan.place_by_name.get(outcome.place)
    is_town = place is not None and place.kind is PlaceKind.MUNICIPALITY
    part = named.get((place.parent if is_town else place.name) or "" if place else "", "")
    town = named[outcome.place] if is_town else ""
    given = {"target": target.id, "date": outcome.date, "subregion": part, "municipality": town}
    given |= {"area": target.area} if "area" in phone.questions else {}
    given |= dict(zip(fields(target), (outcome.value, outcome.of), strict=False))
    phone.put(**{name: given.get(name, "") or "" for name in phone.questions if name != "intro"})
    for name in phone.shown() - {"subregion", "municipality"}:
        assert phone.takes(name, phone.get(name)), (name, outcome)
    for name in phone.shown():
        assert phone.get(name) or not phone.needs(name), (name, outcome)
    return Sent(dict(phone.leaves()), an_id(number))


def as_number(cell: Cell) -> Decimal | int | None:
    assert cell is None or isinstance(cell, str | int | float)
    return parse_number("" if cell is None else str(cell))


def as_day(cell: Cell) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    return cell if isinstance(cell, date) else date.fromisoformat(str(cell))


def understood(answer: Answer) -> Outcome:
    """The outcome as `lovp import` makes it of an answer."""
    place = "" if answer.place is None else str(answer.place)
    value, of = as_number(answer.value), as_number(answer.of)
    return Outcome("", as_day(answer.date), str(answer.target), place, value, of, "", "", "", "")


class Trip:
    """A plan's form, and answers to it about every target and every place."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        every = [one.id for one in plan.targets() if one.reads is None]
        workbook = xlsform(plan, form(plan, every))
        self.phone: Phone = Phone(converted(workbook))
        self.swedish: Called = called(workbook, "Svenska (sv)")
        self.english: Called = called(workbook, "English (en)")
        self.meant = list(meant(plan))
        self.sent = [fill(plan, self.phone, outcome, number) for number, outcome in enumerate(self.meant)]
        assert {outcome.place for outcome in self.meant} == {"", *plan.place_by_name}
        assert {outcome.target for outcome in self.meant} == set(every)


@pytest.fixture(scope="module")
def full_trip(full: Plan) -> Trip:
    return Trip(full)


@pytest.fixture(scope="module")
def real_trip(real: Plan) -> Trip:
    return Trip(real)


@pytest.fixture(scope="module")
def flat_trip() -> Trip:
    """Places without groups, called by the word that areas are called by in the form."""
    targets = (small_target(Sum(), name="visits"), small_target(Share(TOWN), name="young"))
    places = tuple(Place(name, TOWN) for name in TOWNS)
    return Trip(replace(small(*targets), places=places, place_word=("område", "områden")))


@pytest.mark.parametrize("export", EXPORTS)
@pytest.mark.parametrize("which", ["full_trip", "real_trip", "flat_trip"])
def test_answers_come_back_as_they_were_meant(
    export: str, which: str, request: pytest.FixtureRequest
) -> None:
    trip: Trip = request.getfixturevalue(which)
    headers, rows = EXPORTS[export](trip, trip.sent)
    assert is_form(headers)
    read = reader(trip.plan, headers)
    answers = [read(row) for row in rows]
    assert [understood(answer) for answer in answers] == trip.meant
    assert [validate(trip.plan, understood(answer)) for answer in answers] == [None] * len(answers)
    assert [answer.key for answer in answers] == [sent.id for sent in trip.sent]


@pytest.mark.parametrize("export", [name for name in EXPORTS if name != "Kobo, older"])
def test_an_edited_answer_keeps_its_key(export: str, full_trip: Trip) -> None:
    edited = [sent._replace(edited=an_id(9000 + at)) for at, sent in enumerate(full_trip.sent)]
    headers, rows = EXPORTS[export](full_trip, edited)
    read = reader(full_trip.plan, headers)
    assert [read(row).key for row in rows] == [sent.id for sent in full_trip.sent]


def test_columns_say_where_each_field_came_from(real: Plan) -> None:
    headers = [
        "SubmissionDate",
        "what-area",
        "what-target",
        "lovp_form",
        "where-subregion",
        "where-municipality",
    ]
    headers += ["how-date", "how-count", "how-part", "how-whole", "meta-instanceID", "KEY"]
    read = reader(real, headers)
    share = [
        "",
        "lokal-verksamhet",
        "unga-ledamoter",
        "1",
        "skaraborg",
        "hjo",
        "2024-03-12",
        "",
        "2",
        "7",
        "b",
        "uuid:a",
    ]
    assert read(share) == Answer(
        "a", "2024-03-12", "unga-ledamoter", "Hjo", "2", "7",
        {"date": 6, "target": 2, "place": 5, "value": 8, "of": 9, "key": 11},
    )  # fmt: skip
    visits = ["", "skola", "sfi", "1", "skaraborg", "", "2024-03-12", "4", "", "", "b", "uuid:a"]
    assert read(visits) == Answer(
        "a", "2024-03-12", "sfi", "Skaraborg", "4", None,
        {"date": 6, "target": 2, "place": 4, "value": 7, "of": 9, "key": 11},
    )  # fmt: skip


HEADERS = ["area", "target", "lovp_form", "subregion", "municipality", "date", "count", "_uuid"]


def test_what_the_plan_does_not_know_stays_as_it_is(real: Plan) -> None:
    read = reader(real, HEADERS)
    answer = read(["skola", "borttaget", "1", "skaraborg", "atlantis", "snart", "många", ""])
    assert answer[:6] == ("", "snart", "borttaget", "atlantis", "många", None)
    empty = read(["", "", "", "", None, None, "", ""])
    assert empty[:6] == ("", None, None, None, None, None)
    assert read([])[:6] == empty[:6]


def test_decimals_from_older_forms_and_floats_are_read(real: Plan) -> None:
    """Older forms asked for them in questions of their own, empty where whole numbers were asked for."""
    read = reader(real, [*HEADERS, "count_exact"])
    row = ["skola", "sfi", "1", "skaraborg", "", "2024-03-12"]
    assert as_number(read([*row, "", "a", "2.5"]).value) == Decimal("2.5")
    assert as_number(read([*row, "3.0", "a", ""]).value) == 3


def test_a_form_of_somebody_else_s_is_none() -> None:
    assert not is_form([])
    assert not is_form(["date", "target", "place", "value"])
    assert not is_form(["not_lovp_form", "target"])
    assert is_form(["lovp_form", "target"])
    assert is_form(["x:lovp_form", "y:target"])
    assert is_form(["Vad - Mål", "lovp_form"])


@given(st.lists(st.text(max_size=12), max_size=8), st.lists(st.none() | st.text(max_size=12), max_size=9))
def test_no_file_makes_it_stumble(headers: list[str], cells: list[str | None]) -> None:
    is_form(headers)
    place = Place("Norr", PlaceKind.SUBREGION)
    plan = replace(SMALL, places=(place,))
    answer = reader(plan, [*headers, "lovp_form", "target"])(cells)
    assert all(0 <= at < len(headers) + 2 for at in answer.columns.values())
