"""What the figures mean: fulfilment, status, what is needed."""

from datetime import date
from fractions import Fraction
from math import trunc

from lovp.model import Coverage, Milestone, Number, PlaceKind, Plan, Share, Sum, Target
from lovp.progress.pace import expected_part, weeks_left
from lovp.progress.values import Status

_ONE_OFF = 2  # whole things at most: such a goal has no pace


def is_done_or_not(target: Target) -> bool:
    """Whether it is a milestone, or in a roll-up the number of districts that have done one."""
    return isinstance(target.measure, Milestone) or target.measure.over is PlaceKind.DISTRICT


def is_one_off(target: Target, goal: Fraction) -> bool:
    """Whether it is so little (one or two things, or done or not) that a part of it means nothing."""
    is_little = target.whole and not target.at_most and goal <= _ONE_OFF
    return is_done_or_not(target) or (isinstance(target.measure, Sum | Coverage) and is_little)


def fulfilment(target: Target, goal: Fraction | None, outcome: Fraction | None) -> Fraction | None:
    """The part of the way to the goal that is covered: from the start, if it has one, else from 0.

    Where lower is better it is the goal over the outcome. What is below its start has covered nothing (0).
    None where such a part has no meaning.
    """
    if goal is None or outcome is None:
        return None
    if target.start is not None:
        return max(Fraction(0), (outcome - Fraction(target.start)) / (goal - Fraction(target.start)))
    if goal <= 0:
        return None
    if not target.at_most:
        return outcome / goal
    return goal / outcome if outcome > 0 else None


def used(target: Target, goal: Fraction | None, outcome: Fraction | None) -> Fraction | None:
    """How much is used of the ceiling of a sum, such as a budget; nothing for any other target."""
    is_ceiling = target.at_most and isinstance(target.measure, Sum)
    return outcome / goal if is_ceiling and goal and outcome is not None else None


def expected(target: Target, goal: Fraction | None, day: date) -> Fraction | None:
    """What should have been reached by the end of the day, in whole things where the target comes in them.

    Of districts together it is the sum of what is expected of each, but for a share, which has no sum. It is
    rounded down once, after the sum.
    """
    exact = _expected(target, goal, day)
    start = Fraction(target.start or 0)
    return exact if exact is None or not target.whole else start + trunc(exact - start)


def _expected(target: Target, goal: Number | Fraction | None, day: date) -> Fraction | None:
    if goal is None:
        return None
    if target.members and not isinstance(target.measure, Share):
        each = [_expected(own, own.goal, day) for _district, own in target.members]
        known = [part for part in each if part is not None]
        return sum(known, Fraction(0)) if known else None
    start = Fraction(target.start or 0)
    part = expected_part(target, day)
    # There is no half of a milestone, however many there are together.
    return start + (Fraction(goal) - start) * (trunc(part) if isinstance(target.measure, Milestone) else part)


def expected_part_of_goal(target: Target, goal: Fraction | None, day: date) -> Fraction | None:
    """Which part of the goal, as tables show it, should be reached or may be used by the end of the day."""
    due_by_now = expected(target, goal, day)
    if target.at_most and target.start is None:
        return used(target, goal, due_by_now)
    return fulfilment(target, goal, due_by_now)


def left(target: Target, goal: Fraction | None, outcome: Fraction | None) -> Fraction | None:
    """What remains to the goal, never below 0; of a ceiling, the room that is left under it."""
    if goal is None or outcome is None:
        return None
    is_above = target.at_most and target.start is not None
    return max(Fraction(0), outcome - goal if is_above else goal - outcome)


def needed_per_week(
    target: Target, goal: Fraction | None, outcome: Fraction | None, day: date
) -> Fraction | None:
    """What remains of a sum or a coverage, divided by the active weeks left; None once the time is out."""
    if not isinstance(target.measure, Sum | Coverage) or target.at_most or is_done_or_not(target):
        return None
    remaining, weeks = left(target, goal, outcome), weeks_left(target, day)
    return remaining / weeks if remaining and weeks else None


def status(plan: Plan, target: Target, goal: Fraction | None, outcome: Fraction | None, day: date) -> Status:
    """Reached, on track, at risk, behind and so on, by the end of the day; at the year's end also partly.

    The limits are parts of what is expected by now and, at the year's end, of the goal.
    """
    if goal is None:
        return Status.NO_GOAL
    if outcome is None:
        return Status.NO_DATA
    over = day >= plan.last_day
    past_due = target.due is not None and day > target.due
    reached = outcome <= goal if target.at_most else outcome >= goal
    is_ceiling = target.at_most and isinstance(target.measure, Sum)
    # A sum that may not grow too large can still do so until its time is out; none at all is none so far.
    if reached and (over or past_due or not goal or not is_ceiling):
        return Status.REACHED
    if over:
        part = fulfilment(target, goal, outcome)
        return Status.PARTLY if part is not None and part >= Fraction(plan.limits.at_risk) else Status.MISSED
    if past_due:
        return Status.OVERDUE
    due_by_now = expected(target, goal, day) or Fraction(0)
    dated = isinstance(target.measure, Milestone) and target.due is not None
    if dated or (is_one_off(target, goal) and due_by_now < 1):
        return Status.NOT_DUE
    if is_ceiling and not reached:
        # A bound that is broken stays so: what was added can't be taken away.
        return Status.BEHIND
    have, want = against_pace(target, goal, outcome, due_by_now)
    if have >= want * Fraction(plan.limits.on_track):
        return Status.ON_TRACK
    return Status.AT_RISK if have >= want * Fraction(plan.limits.at_risk) else Status.BEHIND


def against_pace(
    target: Target, goal: Fraction, outcome: Fraction, due_by_now: Fraction
) -> tuple[Fraction, Fraction]:
    """The outcome and what is expected, turned so that more is better; from the start, if there is one."""
    if target.start is not None:
        start, way = Fraction(target.start), goal - Fraction(target.start)
        return (outcome - start) / way, (due_by_now - start) / way
    return (due_by_now, outcome) if target.at_most else (outcome, due_by_now)
