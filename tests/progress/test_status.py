"""The status of every measure, worked out by hand. 31 May is day 152 of 2024's 366, 30 June is day 182.

At 95 % of what is expected a target is on track, at 80 % at risk; at the year's end the goal takes its place.
"""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lovp.model import Activity, Coverage, Level, Measure, Milestone, Plan, Share, Sum, Target
from lovp.progress.values import Status
from tests.progress.build import (
    ALL_MEASURES,
    LAST,
    REGION,
    SCHOOL,
    TOWN,
    check,
    on,
    plan,
    report,
    stand,
    target,
)

REACHED, ON_TRACK, AT_RISK, BEHIND, PARTLY, MISSED, OVERDUE, NOT_DUE, NO_GOAL, NO_DATA = Status

COURSE = target(Sum(), 340)
STRICT = plan(COURSE, limits=("1", "0.5"))
EARLY = target(Sum(), 10, due="6-30")
CEILING = target(Sum(), 100, at_most=True)
EARLY_CEILING = target(Sum(), 10, at_most=True, due="6-30")
NONE_AT_ALL = target(Sum(), 0, at_most=True)
YOUNG = target(Share(TOWN), Decimal("0.25"), standing=True)
TEMPS = target(Share(TOWN), Decimal("0.2"), at_most=True, standing=True)
SICK = target(Level(), Decimal("6.2"), decimals=1, at_most=True, standing=True)
MEMBERS = target(Level(), 3000, start=2900)
DEFICIT = target(Level(), -5, standing=True)
EVERYWHERE = target(Coverage(TOWN), 5, standing=True)
WOMEN = target(Milestone(), due="3-8")
AT_SCHOOL = target(Milestone(), calendar=SCHOOL)

CASES: list[tuple[str, Target | Plan, str, str]] = [
    ("nothing is expected of the first day", COURSE, "1-1", "on_track - 2"),
    # 340 * 152 / 366 = 141.2: 141 whole ones are expected, and 133.95 are on track, 112.8 at risk.
    ("a sum", COURSE, "5-31", "behind 0 112, at_risk 113 133, on_track 134 339, reached 340 400"),
    ("the limits are the plan's", STRICT, "5-31", "behind 70, at_risk 71 140, on_track 141"),
    ("a year that is over", COURSE, "12-31", "missed 0 271, partly 272 339, reached 340 341"),
    ("a year long over", COURSE, "2025-3-1", "missed 271, partly 272, reached 340"),
    ("the day that it is due is in time", EARLY, "6-30", "at_risk 9, reached 10"),
    ("overdue", EARLY, "7-1", "overdue 9, reached 10"),
    ("overdue, and the year is over", EARLY, "12-31", "missed 7, partly 9"),
    # 100 * 152 / 366 = 41.5, so 41 may be used: over 43.2 (41 / 0.95) is a risk, over 51.25 too much.
    ("a ceiling", CEILING, "5-31", "on_track 0 43, at_risk 44 51, behind 52 101"),
    ("a ceiling until the last day", CEILING, "12-30", "on_track 0 99 100, behind 101"),
    ("a ceiling at the end", CEILING, "12-31", "reached 0 100, partly 101 125, missed 126"),
    ("a broken ceiling", EARLY_CEILING, "7-1", "overdue 11, reached 10"),
    ("no accidents at all", NONE_AT_ALL, "5-31", "reached 0, behind 1"),
    # A goal of 25 % that stands: 23.75 % is on track, 20 % a risk.
    ("a standing share", YOUNG, "5-31", "reached 0.25, on_track 0.2375, at_risk 0.2374 0.2, behind 0.1999"),
    # 20/21 is 95.2 %, 20/22 90.9 %, 20/26 76.9 %.
    ("a share where lower is better", TEMPS, "5-31", "reached 0.2, on_track 0.21, at_risk 0.22, behind 0.26"),
    # 152/366 is 41.5 %: 33.3 % is 80.3 % of it.
    ("a share that grows", target(Share(TOWN), 1), "5-31", "at_risk 0.3333, behind 0.3322"),
    # Of 6.2, 6.5 is 95.4 %, 6.6 93.9 %, 7.7 80.5 %, 7.8 79.5 %.
    ("a level", SICK, "5-31", "reached 6.2 0, on_track 6.5, at_risk 6.6 7.7, behind 7.8"),
    # 100 * 152 / 366 = 41.5, so 41 of the hundred are expected: 95 % of 41 is 38.95, 80 % 32.8.
    ("a level that moves", MEMBERS, "5-31", "behind 2890 2932, at_risk 2933, on_track 2939, reached 3000"),
    # 61 * 152 / 366 = 25.3: 24 is 96 % of 25, and 94.7 % of 25.33, all of which a level with decimals has.
    ("a level in whole things", target(Level(), 61), "5-31", "on_track 24"),
    ("a level with decimals", target(Level(), 61, decimals=1), "5-31", "at_risk 24"),
    ("a planned deficit", DEFICIT, "5-31", "reached -4 -5, behind -6"),
    # Two of five are expected (2.08), or all five.
    ("a coverage that grows", target(Coverage(TOWN), 5), "5-31", "behind 1, on_track 2"),
    ("a standing coverage", EVERYWHERE, "1-1", "behind 3, at_risk 4, reached 5"),
    ("a milestone to its day", WOMEN, "3-8", "not_due - 0.99, reached 1"),
    ("a milestone after its day", WOMEN, "3-9", "overdue - 0.5, reached 1"),
    ("a milestone at the end", WOMEN, "12-31", "missed - 0.79, partly 0.99, reached 1"),
    ("a milestone has the schools' year", AT_SCHOOL, "12-19", "not_due 0"),
    ("which ends on 20 December", AT_SCHOOL, "12-20", "behind 0"),
    ("one thing a year", target(Sum(), 1), "12-30", "not_due -, reached 1"),
    # Half of 366 days have passed on 1 July: then one of two is expected.
    ("two things before July", target(Sum(), 2), "6-30", "not_due 0"),
    ("two things from July on", target(Sum(), 2), "7-1", "behind 0, on_track 1"),
    ("two places", target(Coverage(REGION), 2), "5-31", "not_due 0"),
    ("two places at any time", target(Coverage(REGION), 2, standing=True), "5-31", "behind 0"),
    # Three are no one-off: one of them is expected from the 122nd day, 1 May.
    ("three things in May", target(Sum(), 3), "5-1", "behind 0"),
    ("at most one is no one-off", target(Sum(), 1, at_most=True), "5-31", "on_track 0"),
    ("no goal", target(Activity()), "12-31", "no_goal - 2"),
]
"""What is promised, the day, and each status with the outcomes that have it; `-` is none reported."""


@pytest.mark.parametrize(
    ("what", "day", "statuses"), [each[1:] for each in CASES], ids=[each[0] for each in CASES]
)
def test_the_status(what: Target | Plan, day: str, statuses: str) -> None:
    target = what if isinstance(what, Target) else next(what.targets())
    for text in statuses.split(", "):
        status, *outcomes = text.split()
        for outcome in outcomes:
            rows = report(target, None if outcome == "-" else Decimal(outcome))
            assert stand(what, rows, day).status == status, outcome


@pytest.mark.parametrize("measure", ALL_MEASURES, ids=lambda measure: str(measure.kind))
# 4 * 152 / 366 = 1.7: one is expected.
@pytest.mark.parametrize(("day", "word"), [("1-1", ON_TRACK), ("5-31", BEHIND), ("12-31", MISSED)])
def test_an_empty_record(measure: Measure, day: str, word: Status) -> None:
    goal = {Activity: None, Share: 1}.get(type(measure), 4)
    now = stand(target(measure, goal), [], day)
    if isinstance(measure, Share | Level):
        word = NO_DATA
    elif isinstance(measure, Milestone) and word is not MISSED:
        word = NOT_DUE
    elif isinstance(measure, Activity):
        word = NO_GOAL
    outcome = None if word is NO_DATA else 0
    check(now, status=word, outcome=outcome, reported=0, last_date=None)
    assert (now.fulfilment is None) == (word in (NO_DATA, NO_GOAL))


@example(340, 134, 151).via("141 whole ones are expected, and 134 is 95 % of them")
@given(st.integers(1, 400), st.integers(0, 400), st.integers(0, 364))
def test_pace_is_judged_by_the_limits(goal: int, outcome: int, passed: int) -> None:
    what = target(Sum(), goal)
    day = on("1-1").fromordinal(on("1-1").toordinal() + passed)
    whole = goal * (passed + 1) // 366
    if outcome >= goal:
        word = REACHED
    elif goal <= 2 and not whole:
        word = NOT_DUE
    elif outcome * 100 >= whole * 95:
        word = ON_TRACK
    else:
        word = AT_RISK if outcome * 100 >= whole * 80 else BEHIND
    now = stand(what, report(what, outcome), day)
    check(now, status=word, expected=whole, fulfilment=Fraction(outcome, goal), left=max(0, goal - outcome))
    assert stand(what, report(what, outcome), LAST).status in (REACHED, PARTLY, MISSED)
