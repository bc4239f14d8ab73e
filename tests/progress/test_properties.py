"""What holds for any outcomes: parts add up, order is nothing, time takes nothing away."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import example, given
from hypothesis import strategies as st

from lovp.dates import Month
from lovp.model import (
    Activity,
    Area,
    Coverage,
    Level,
    Milestone,
    Outcome,
    Share,
    Sum,
)
from lovp.progress.values import Progress, Status, TargetProgress
from tests.progress.build import LAST, PLACES, REGION, SCHOOL, TOWN, TOWNS, plan, progress, stand, target

FIRST = date(2024, 1, 1)
TARGETS = (
    target(Sum(), 60, name="visits", goals=(("North", 40),)),
    target(Sum(), 30, name="school", calendar=SCHOOL),
    target(Sum(), 40, name="costs", at_most=True),
    target(Sum(), 9, name="early", due=date(2024, 6, 30)),
    target(Activity(), name="talks"),
    target(Share(TOWN), Decimal("0.25"), name="young", standing=True),
    target(Share(TOWN), 1, name="trained"),
    target(Coverage(TOWN, 3, "of"), 5, name="active", reads="young"),
    target(Coverage(TOWN), 4, name="seats"),
    target(Coverage(REGION), 2, name="organisers"),
    target(Milestone(), name="step", due=date(2024, 3, 8)),
    target(Level(), 5, name="level", at_most=True, standing=True),
)
PLAN = plan(
    areas=(
        Area("one", "One", TARGETS[:5]),
        Area("two", "Two", TARGETS[5:9]),
        Area("three", "3", TARGETS[9:]),
    ),
    hide_below=0,
)
SHY = plan(*TARGETS, hide_below=5)
BY_NAME = PLAN.target_by_id
WHERE = st.sampled_from([None, "North", "South", "Ash", "Dill"])
days = st.dates(FIRST, LAST)


@st.composite
def one_row(draw: Callable[[st.SearchStrategy[int]], int]) -> Outcome:
    def pick(options: Sequence[str]) -> str:
        return options[draw(st.integers(0, len(options) - 1))]

    series = pick([each.id for each in TARGETS if each.reads is None])
    measure = BY_NAME[series].measure
    of = None
    match measure:
        case Share():
            place, of = pick(TOWNS), draw(st.integers(1, 9))
            value = draw(st.integers(0, of))
        case Coverage(over):
            place, value = pick([each.name for each in PLACES if each.kind is over]), draw(st.integers(0, 2))
        case Milestone():
            place, value = "", draw(st.integers(0, 1))
        case Level():
            place, value = "", draw(st.integers(0, 9))
        case _:
            place, value = pick(["", *(each.name for each in PLACES)]), draw(st.integers(0, 12))
    day = FIRST + timedelta(days=draw(st.integers(0, 365)))
    # Few moments and few ids, so that ties are common.
    logged = f"2024-12-0{draw(st.integers(1, 3))}T00:00:00.000000Z"
    key = f"{draw(st.integers(0, 10**6)):07}"
    return Outcome(key, day, series, place, value, of, "", "", "office", logged)


rows_of = st.lists(one_row(), max_size=40, unique_by=lambda row: row.id)


def by_id(now: Progress) -> dict[str, TargetProgress]:
    return {each.target.id: each for each in now.targets()}


def is_additive(now: TargetProgress) -> bool:
    return isinstance(now.target.measure, Sum | Activity)


@given(rows_of, days, WHERE)
def test_places_and_unplaced_add_up(rows: list[Outcome], day: date, where: str | None) -> None:
    for now in progress(PLAN, rows, day, place=where).targets():
        if is_additive(now):
            assert now.unplaced is not None
            assert now.unplaced + sum(part.outcome or 0 for part in now.places) == now.outcome
        else:
            assert now.unplaced is None


@given(rows_of, days, WHERE, st.randoms())
def test_order_is_nothing(rows: list[Outcome], day: date, where: str | None, chance: object) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert progress(SHY, shuffled, day, place=where) == progress(SHY, rows, day, place=where)
    assert progress(SHY, rows[::-1], day, place=where) == progress(SHY, rows, day, place=where)


@given(rows_of, days, days)
def test_later_never_lowers_a_sum(rows: list[Outcome], one: date, other: date) -> None:
    before = by_id(progress(PLAN, rows, min(one, other)))
    after = by_id(progress(PLAN, rows, max(one, other)))
    for id_, now in after.items():
        assert now.reported >= before[id_].reported
        assert (now.expected or 0) >= (before[id_].expected or 0)
        if is_additive(now):
            assert (now.outcome or 0) >= (before[id_].outcome or 0)


@given(rows_of, days, WHERE)
def test_months_add_up(rows: list[Outcome], day: date, where: str | None) -> None:
    for now in progress(PLAN, rows, day, place=where).targets():
        begun, rest = now.months[: day.month], now.months[day.month :]
        assert (len(now.months), set(rest) - {None}) == (12, set())
        if is_additive(now):
            assert sum(month or 0 for month in begun) == now.outcome
            assert None not in begun
        else:
            assert begun[-1] == now.outcome


@given(rows_of, days, st.sampled_from(["North", "South", "Ash", "Elm"]))
def test_small_numbers_are_never_held(rows: list[Outcome], day: date, where: str) -> None:
    open_, shy = progress(PLAN, rows, day, place=where), progress(SHY, rows, day, place=where)
    for known, now in zip(open_.targets(), shy.targets(), strict=True):
        if isinstance(now.target.measure, Share):
            assert now.hidden == (known.of is not None and known.of < 5)
            assert now.hidden or now.outcome == known.outcome
            shown = (now.outcome, now.of, now.fulfilment, now.left)
            assert not now.hidden or shown == (None,) * 4
            assert now.months[: day.month - 1] == months_shown(now.target.id, rows, day, where)
        else:
            assert not now.hidden
            assert now.outcome == known.outcome


def months_shown(id_: str, rows: list[Outcome], day: date, where: str) -> tuple[Fraction | None, ...]:
    """Where a share stood at the end of each month that is over, if there were enough people then."""
    ends = [
        by_id(progress(PLAN, rows, Month(2024, month).last, place=where))[id_]
        for month in range(1, day.month)
    ]
    return tuple(end.outcome if end.of is not None and end.of >= 5 else None for end in ends)


@given(rows_of, days, WHERE)
def test_status_agrees_with_the_figures(rows: list[Outcome], day: date, where: str | None) -> None:
    for now in progress(PLAN, rows, day, place=where).targets():
        assert now.status in set(Status)
        check_status(now, over=day == LAST, day=day)


def check_status(now: TargetProgress, *, over: bool, day: date) -> None:
    assert (now.status is Status.NO_GOAL) == (now.goal is None)
    if now.goal is None:
        return
    assert (now.status is Status.NO_DATA) == (now.outcome is None)
    if now.outcome is None:
        return
    assert now.fulfilment == fulfilment(now.goal, now.outcome, at_most=now.target.at_most)
    enough = now.outcome <= now.goal if now.target.at_most else now.outcome >= now.goal
    late = now.target.due is not None and day > now.target.due
    may_still_grow = now.target.at_most and isinstance(now.target.measure, Sum) and not over
    assert (now.status is Status.REACHED) == (enough and not may_still_grow)
    assert (now.status in (Status.PARTLY, Status.MISSED)) == (over and not enough)
    if over and not enough:
        assert (now.status is Status.PARTLY) == ((now.fulfilment or 0) >= Fraction(8, 10))
    assert (now.status is Status.OVERDUE) == (late and not enough and not over)
    if now.status is Status.NOT_DUE:
        assert isinstance(now.target.measure, Milestone) or now.goal <= 2
    assert now.left == max(0, now.goal - now.outcome)


def fulfilment(goal: Fraction, outcome: Fraction, *, at_most: bool) -> Fraction | None:
    if not at_most:
        return outcome / goal
    return goal / outcome if outcome else None


@example(340, 134, 151).via("141 whole ones are expected, and 134 is 95 % of them")
@given(st.integers(1, 400), st.integers(0, 400), st.integers(0, 364))
def test_pace_is_judged_by_the_limits(goal: int, outcome: int, passed: int) -> None:
    day = FIRST + timedelta(days=passed)
    row = Outcome("1", FIRST, "t", "", outcome, None, "", "", "office", "")
    now = stand(target(Sum(), goal), [row], day)
    whole = goal * (passed + 1) // 366
    if outcome >= goal:
        word = Status.REACHED
    elif goal <= 2 and not whole:
        word = Status.NOT_DUE
    elif outcome * 100 >= whole * 95:
        word = Status.ON_TRACK
    else:
        word = Status.AT_RISK if outcome * 100 >= whole * 80 else Status.BEHIND
    assert now.status is word
