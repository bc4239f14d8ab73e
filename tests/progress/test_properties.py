"""What holds for any outcomes: the status is that of the figures, districts add up."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import given

from lovp.model import ADDITIVE, Coverage, Level, Milestone, Outcome, Plan, Share, Sum, Target
from lovp.progress.values import Status, TargetProgress
from tests.progress.build import LAST, by_id, check, progress
from tests.progress.joint_build import Reports, together
from tests.record.helpers import PLAN
from tests.record.made import days, fitting_rows, scopes


@given(fitting_rows, days, scopes)
def test_status_agrees_with_the_figures(rows: list[Outcome], day: date, where: str | None) -> None:
    for now in progress(PLAN, rows, day, place=where).targets():
        assert (now.status is Status.NO_GOAL) == (now.goal is None)
        assert (now.status is Status.NO_DATA) == (now.outcome is None and now.goal is not None)
        if now.goal is not None and now.outcome is not None:
            hold(now, now.goal, now.outcome, day)


def hold(now: TargetProgress, goal: Fraction, outcome: Fraction, day: date) -> None:
    """Hold the status of what has a goal and an outcome against them."""
    target, over = now.target, day == LAST
    enough = outcome <= goal if target.at_most else outcome >= goal
    fulfilment = outcome / goal if not target.at_most else goal / outcome if outcome else None
    check(now, fulfilment=fulfilment, left=max(0, goal - outcome))
    may_still_grow = target.at_most and isinstance(target.measure, Sum) and not over
    assert (now.status is Status.REACHED) == (enough and not may_still_grow)
    assert (now.status in (Status.PARTLY, Status.MISSED)) == (over and not enough)
    if over and not enough:
        assert (now.status is Status.PARTLY) == ((fulfilment or 0) >= Fraction(8, 10))
    late = target.due is not None and day > target.due
    assert (now.status is Status.OVERDUE) == (late and not enough and not over)
    if now.status is Status.NOT_DUE:
        assert isinstance(target.measure, Milestone) or goal <= 2


def own(name: str, scale: int = 1) -> Plan:
    """The plan as a district's: all of it central, goals made larger."""

    def central(target: Target) -> Target:
        scaled = target.goal is not None and not isinstance(target.measure, Share | Milestone | Level)
        goal = (target.goal or 0) * scale if scaled else target.goal
        return replace(target, central=target.id, goal=goal)

    areas = tuple(replace(area, targets=tuple(map(central, area.targets))) for area in PLAN.areas)
    return replace(PLAN, organisation=name, areas=areas, hide_below=0)


def figures(progress: TargetProgress, *without: str) -> dict[str, object]:
    """All that a target's progress says, without what the target is; names of places in any order."""
    found = progress._asdict()
    for name in ("missing", "insufficient"):
        found[name] = set(found[name] or ())
    return {name: value for name, value in found.items() if name not in ("target", *without)}


@given(fitting_rows, days)
def test_one_district_together_is_itself(rows: list[Outcome], day: date) -> None:
    if not any(row.date <= day for row in rows):
        return
    alone = by_id(progress(own("A"), rows, day))
    for id_, whole in by_id(together({"A": (own("A"), rows)}, day)).items():
        measure = alone[id_].target.measure
        if isinstance(measure, Milestone):
            check(whole, outcome=alone[id_].outcome == 1, of=1, expected=alone[id_].expected)
        elif measure != Level():
            # All that a district reports is within it.
            assert figures(whole, "places", "unplaced") == figures(alone[id_], "places", "unplaced"), id_


@given(fitting_rows, fitting_rows, days)
def test_the_districts_add_up(first: list[Outcome], second: list[Outcome], day: date) -> None:
    """To outcomes and goals and, but for parts of things, to what is expected."""
    both: Reports = {"A": (own("A"), first), "B": (own("B", 3), second)}
    parts = [by_id(together(both, day, place=name)) for name in both]
    for id_, whole in by_id(together(both, day)).items():
        each = [part[id_] for part in parts]
        assert whole.reported == sum(part.reported for part in each)
        if isinstance(whole.target.measure, Share):
            of = sum((part.of or Fraction(0) for part in each), Fraction(0))
            value = sum(((part.of or 0) * (part.outcome or 0) for part in each), Fraction(0))
            assert whole.outcome == (value / of if of else None)
        elif isinstance(whole.target.measure, (*ADDITIVE, Coverage)) and whole.target.unit != "distrikt":
            assert (whole.outcome or 0) == sum(part.outcome or 0 for part in each)
            assert (whole.goal or 0) == sum(part.goal or 0 for part in each)
            # Of each district the part of a thing is taken away, of all together only once.
            alone = sum(part.expected or 0 for part in each)
            assert alone <= (whole.expected or 0) < alone + len(each)
            assert [part.outcome for part in whole.places] == [part.outcome for part in each]
