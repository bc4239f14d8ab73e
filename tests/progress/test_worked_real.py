"""The district's own plan of 2024, with a few outcomes, worked out by hand."""

from datetime import date
from fractions import Fraction

import pytest

from lovp.model import Plan
from lovp.progress.values import Status, TargetProgress
from tests.progress.build import LAST, MAY, progress, row, these

# What a newcomer logs: a school visit, a course, a board of 7 with 2 under 30.
ROWS = [
    row("3-12", 3, "Skövde", series="schoolinfo"),
    row("4-3", 18, "Skaraborg", series="fortroendevalda"),
    row("4-20", 2, "Skövde", 7, series="unga-ledamoter"),
    row("4-21", 1, "Borås", 4, series="unga-ledamoter"),
    row("3-8", 1, series="kvinnodagen"),
    row("2-1", 1, "Halland", series="skolorganisatorer"),
]


def at(plan: Plan, day: date = MAY, place: str | None = None) -> dict[str, TargetProgress]:
    return {each.target.id: each for each in progress(plan, ROWS, day, place=place).targets()}


def test_a_board(real: Plan) -> None:
    now = at(real)
    young, active = now["unga-ledamoter"], now["aktiva-lofack"]
    assert these(young.outcome, young.of) == (Fraction(2 + 1, 7 + 4), 11)  # 27.3 %
    assert (young.status, young.expected) == (Status.REACHED, Fraction(1, 4))
    assert [part.place for part in young.places if part.hidden] == ["Sjuhärad"]  # four people
    assert young.places[4].outcome == Fraction(2, 7)
    assert these(active.outcome, active.of) == (2, 55)
    assert active.expected == 22  # 55 * 152 / 366 = 22.8
    assert [part.of for part in active.places] == [14, 12, 6, 8, 15]
    assert active.missing is not None
    assert len(active.missing) == 53
    assert "Skövde" not in active.missing
    boras = at(real, place="Borås")
    assert these(boras["unga-ledamoter"].hidden, boras["aktiva-lofack"].outcome) == (True, 1)


@pytest.mark.parametrize(
    ("id_", "day", "status"),
    [
        ("kvinnodagen", MAY, Status.REACHED),
        ("kollektivavtalets-dag", date(2024, 3, 17), Status.NOT_DUE),
        ("kollektivavtalets-dag", date(2024, 3, 18), Status.OVERDUE),
        ("eu-valet", date(2024, 6, 9), Status.NOT_DUE),
        ("eu-valet", date(2024, 6, 10), Status.OVERDUE),
        ("studiekonferens", date(2024, 10, 4), Status.OVERDUE),
        ("serbien", date(2024, 12, 30), Status.NOT_DUE),
        ("serbien", LAST, Status.MISSED),
        ("styrelseutbildning", MAY, Status.NO_DATA),
        ("vastlanken", LAST, Status.NO_GOAL),
        ("rso-dag", MAY, Status.NOT_DUE),  # 0.4 of one day is none
        ("rso-dag", LAST, Status.MISSED),
        ("ruk", MAY, Status.BEHIND),  # one of four (4 * 152 / 366 = 1.7), and there is none
        ("ruk", date(2024, 3, 31), Status.ON_TRACK),  # 4 * 91 / 366 = 0.99
        ("debattinlagg", date(2024, 2, 15), Status.BEHIND),  # 8 * 46 / 366 = 1.005
        ("debattinlagg", date(2024, 2, 14), Status.ON_TRACK),  # 0.98
    ],
)
def test_statuses(real: Plan, id_: str, day: date, status: Status) -> None:
    assert at(real, day)[id_].status is status
