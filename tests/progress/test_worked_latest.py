"""Share, coverage, milestone and level, worked out by hand: what counts is the latest row."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from lovp.model import Coverage, Level, Milestone, Number, Share
from lovp.progress.values import Status
from tests.progress.build import LAST, MAY, REGION, TOWN, plan, progress, row, stand, target, these

YOUNG = target(Share(TOWN), Decimal("0.25"), name="young", standing=True)
ACTIVE = target(Coverage(TOWN, 3, "of"), 5, name="active", reads="young")
SEATS = target(Coverage(TOWN), 5)
ORGANISERS = target(Coverage(REGION), 2)

# Who sits on the boards: 2 of 7 and 0 of 3 in North, 3 of 10 in South; Cedar and Elm have not said.
BOARDS = [
    row("2-10", 2, "Ash", 7, series="young"),
    row("3-10", 0, "Birch", 3, series="young"),
    row("4-10", 3, "Dill", 10, series="young"),
]


def test_a_share_is_pooled_and_never_a_mean_of_percentages() -> None:
    now = stand(YOUNG, BOARDS)
    assert now.outcome == Fraction(2 + 0 + 3, 7 + 3 + 10) == Fraction(1, 4)
    assert now.outcome != (Fraction(2, 7) + Fraction(0, 3) + Fraction(3, 10)) / 3  # 19.5 %
    assert now.of == 20
    assert now.fulfilment == 1
    assert now.status is Status.REACHED
    assert now.left == 0
    assert now.unplaced is None
    assert (now.reported, now.last_date) == (3, date(2024, 4, 10))


def test_the_latest_report_of_each_place_counts() -> None:
    rows = [*BOARDS, row("5-2", 1, "Ash", 8, series="young"), row("1-5", 5, "Dill", 5, series="young")]
    now = stand(YOUNG, rows)
    assert now.outcome == Fraction(1 + 0 + 3, 8 + 3 + 10)
    assert now.reported == 5
    # What was known on 1 May is not what came on the 2nd.
    assert stand(YOUNG, rows, date(2024, 5, 1)).outcome == Fraction(5, 20)


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        # A goal of 25 % that stands: 23.75 % is on track, 20 % a risk.
        (Fraction(25, 100), Status.REACHED),
        (Fraction(24, 100), Status.ON_TRACK),
        (Fraction(2375, 10000), Status.ON_TRACK),
        (Fraction(2374, 10000), Status.AT_RISK),
        (Fraction(20, 100), Status.AT_RISK),
        (Fraction(1999, 10000), Status.BEHIND),
        (Fraction(0), Status.BEHIND),
    ],
)
@pytest.mark.parametrize("day", [date(2024, 1, 2), MAY])
def test_a_standing_share_is_expected_whole_on_every_day(
    outcome: Fraction, status: Status, day: date
) -> None:
    value = int(outcome * 10000)
    now = stand(YOUNG, [row("1-1", value, "Ash", 10000, series="young")], day)
    assert now.status is status
    assert now.expected == Fraction(1, 4)
    assert now.forecast is None


def test_a_share_that_grows_over_the_year() -> None:
    trained = target(Share(TOWN), 1)
    now = stand(trained, [row("3-1", 3, "Ash", 8), row("3-1", 1, "Dill", 4)])
    assert now.outcome == Fraction(1, 3)
    assert now.expected == Fraction(152, 366)  # 41.5 %, and 33.3 is 80.3 % of it
    assert now.status is Status.AT_RISK
    assert now.left == Fraction(2, 3)
    assert now.needed_per_week is None


def test_a_share_where_lower_is_better() -> None:
    temps = target(Share(TOWN), Decimal("0.20"), at_most=True, standing=True)
    outcomes = [(20, Status.REACHED), (21, Status.ON_TRACK), (22, Status.AT_RISK), (26, Status.BEHIND)]
    for value, status in outcomes:  # 20/21 is 95.2 %, 20/22 90.9 %, 20/26 76.9 %
        now = stand(temps, [row("3-1", value, "Ash", 100)])
        assert now.status is status
        assert now.fulfilment == Fraction(20, value)
    assert stand(temps, [row("3-1", 21, "Ash", 100)], LAST).status is Status.PARTLY
    assert stand(temps, [row("3-1", 26, "Ash", 100)], LAST).status is Status.MISSED


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # (date, logged at, id) of two reports; the second is the latest.
        (("3-01", "2024-03-09T12:00:00.000000Z", "9"), ("3-02", "2024-03-02T12:00:00.000000Z", "1")),
        (("3-01", "2024-03-01T12:00:00.000000Z", "9"), ("3-01", "2024-03-01T12:00:00.000001Z", "1")),
        (("3-01", "2024-03-01T12:00:00.000000Z", "1"), ("3-01", "2024-03-01T12:00:00.000000Z", "2")),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_latest_is_by_date_then_by_time_of_recording_then_by_id(
    first: tuple[str, str, str], second: tuple[str, str, str], turned: bool
) -> None:
    values: list[Number] = [0, 1]
    for measure, of in ((Share(TOWN), 10), (Coverage(TOWN), None), (Milestone(), None), (Level(), None)):
        place = "Ash" if isinstance(measure, Share | Coverage) else ""
        rows = [
            row(day, value, place, of, logged=logged, key=key)
            for (day, logged, key), value in zip((first, second), values, strict=True)
        ]
        now = stand(target(measure, 1), rows[::-1] if turned else rows)
        assert now.outcome == (Fraction(1, 10) if of else 1)


def test_a_coverage_counts_places_and_not_rows() -> None:
    rows = [row("2-1", 1, "Ash"), row("3-1", 1, "Ash"), row("3-1", 4, "Dill"), row("3-1", 0, "Elm")]
    now = stand(SEATS, rows)
    assert these(now.outcome, now.of, now.reported) == (2, 5, 4)
    assert now.fulfilment == Fraction(2, 5)
    assert now.expected == 2  # 5 * 152 / 366 = 2.08
    assert now.status is Status.ON_TRACK
    assert now.left == 3
    assert now.needed_per_week == Fraction(3 * 7, 214)
    assert now.forecast is None
    assert [these(place.place, place.outcome, place.of) for place in now.places] == [
        ("North", 1, 3),
        ("South", 1, 2),
    ]
    assert now.unplaced is None
    assert stand(SEATS, rows[:2]).status is Status.BEHIND  # one of two


def test_a_standing_coverage_is_expected_whole() -> None:
    standing = target(Coverage(TOWN), 5, standing=True)
    rows = [row("1-1", 1, town) for town in ("Ash", "Birch", "Cedar", "Dill")]
    now = stand(standing, rows, date(2024, 1, 1))
    assert these(now.expected, now.status) == (5, Status.AT_RISK)  # 4 of 5 is 80 %
    assert stand(standing, rows[:3], date(2024, 1, 1)).status is Status.BEHIND


def test_one_report_serves_a_share_and_a_coverage() -> None:
    both = plan(YOUNG, ACTIVE)
    rows = [
        row("3-12", 2, "Ash", 7, series="young"),  # a board of 7 with 2 under 30
        row("3-12", 1, "Elm", 2, series="young"),  # two people are no active branch
        row("3-12", 0, "Dill", 3, series="young"),
    ]
    young, active = progress(both, rows, MAY).targets()
    assert young.outcome == Fraction(3, 12)
    assert these(active.outcome, active.of) == (2, 5)
    assert (active.reported, active.last_date) == (3, date(2024, 3, 12))
    assert young.missing == active.missing == ("Birch", "Cedar")
    # Elm has reported, and has too few.
    assert (young.insufficient, active.insufficient) == (None, ("Elm",))
    assert [place.outcome for place in active.places] == [1, 1]


def test_a_board_that_shrinks_is_no_longer_active() -> None:
    rows = [row("3-1", 2, "Ash", 7, series="young"), row("4-1", 2, "Ash", 2, series="young")]
    assert stand(plan(ACTIVE), rows, date(2024, 3, 31)).outcome == 1
    assert stand(plan(ACTIVE), rows, date(2024, 4, 1)).outcome == 0


WOMEN = target(Milestone(), due=date(2024, 3, 8))


@pytest.mark.parametrize(
    ("value", "day", "status"),
    [
        (None, date(2024, 1, 1), Status.NOT_DUE),
        (None, date(2024, 3, 7), Status.NOT_DUE),
        (None, date(2024, 3, 8), Status.NOT_DUE),  # due, and not late until the day is over
        (None, date(2024, 3, 9), Status.OVERDUE),
        ("0.5", date(2024, 3, 9), Status.OVERDUE),
        ("0.99", date(2024, 12, 30), Status.OVERDUE),
        ("0.79", LAST, Status.MISSED),
        ("0.99", LAST, Status.PARTLY),
        (None, LAST, Status.MISSED),
        ("1", date(2024, 1, 31), Status.REACHED),
        ("1", date(2024, 3, 9), Status.REACHED),
        ("1", LAST, Status.REACHED),
    ],
)
def test_a_milestone_with_a_due_date(value: str | None, day: date, status: Status) -> None:
    now = stand(WOMEN, [] if value is None else [row("1-30", Decimal(value))], day)
    assert now.status is status
    assert now.outcome == now.fulfilment == (0 if value is None else Fraction(value))
    assert now.expected == (1 if day >= date(2024, 3, 8) else 0)
    assert now.left == 1 - Fraction(value or 0)
    assert (now.forecast, now.needed_per_week, now.unplaced, now.missing) == (None,) * 4
    assert now.places == ()


def test_a_milestone_without_a_due_date_has_the_whole_year() -> None:
    free = target(Milestone())
    now = stand(free, [row("2-1", Decimal("0.5"))], date(2024, 12, 30))
    assert these(now.status, now.expected, now.outcome) == (Status.NOT_DUE, 0, Fraction(1, 2))
    assert stand(free, [], LAST).status is Status.MISSED


SICK = target(Level(), Decimal("6.2"), decimals=1, at_most=True, standing=True)


@pytest.mark.parametrize(
    ("level", "status"),
    [
        ("6.2", Status.REACHED),
        ("0", Status.REACHED),
        ("6.5", Status.ON_TRACK),  # 6.2 / 6.5 is 95.4 %
        ("6.6", Status.AT_RISK),  # 93.9 %
        ("7.7", Status.AT_RISK),  # 80.5 %
        ("7.8", Status.BEHIND),  # 79.5 %
    ],
)
def test_a_level_where_lower_is_better(level: str, status: Status) -> None:
    now = stand(SICK, [row("1-31", 9), row("4-30", Decimal(level))])
    assert now.outcome == Fraction(level)
    assert now.status is status
    assert now.fulfilment == (Fraction("6.2") / Fraction(level) if Fraction(level) else None)
    assert now.expected == Fraction("6.2")
    assert (now.needed_per_week, now.of, now.unplaced, now.missing) == (None,) * 4
    assert now.places == ()


def test_a_level_that_grows_over_the_year() -> None:
    growing = target(Level(), 61)
    now = stand(growing, [row("2-1", 25)], date(2024, 5, 31))
    assert now.expected == 25  # 61 * 152 / 366 = 25.3
    assert now.status is Status.ON_TRACK
    # 24 is 96 % of 25; where a level has decimals it is held against all of 25.33, of which 24.0 is 94.7 %.
    assert stand(growing, [row("2-1", 24)], date(2024, 5, 31)).status is Status.ON_TRACK
    exact = target(Level(), 61, decimals=1)
    assert stand(exact, [row("2-1", 24)], date(2024, 5, 31)).status is Status.AT_RISK
