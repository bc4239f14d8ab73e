"""What the figures mean: fulfilment, status, what is needed."""

from datetime import date
from fractions import Fraction
from math import floor

from lovp.model import Coverage, Limits, Milestone, Number, PlaceKind, Share, Sum, Target
from lovp.progress.pace import expected_part, weeks_left
from lovp.progress.values import Status


def is_done_or_not(target: Target) -> bool:
    """Whether it is a milestone, or in a roll-up the number of districts that have done one."""
    measure = target.measure
    return isinstance(measure, Milestone) or (
        isinstance(measure, Coverage) and measure.over is PlaceKind.DISTRICT
    )


def fulfilment(target: Target, goal: Fraction | None, outcome: Fraction | None) -> Fraction | None:
    """Outcome over goal or, where lower is better, goal over outcome (nothing while that is 0)."""
    if goal is None or outcome is None:
        return None
    if not target.at_most:
        return outcome / goal
    return goal / outcome if outcome else None


def expected(target: Target, goal: Fraction | None, day: date) -> Fraction | None:
    """What should have been reached by the end of the day; a milestone without a due date expects nothing.

    Of districts together that is what is expected of each, added up, but for a share, which has no sum.
    """
    if goal is not None and target.members and not isinstance(target.measure, Share):
        each = (expected(own, _as_fraction(own.goal), day) for _district, own in target.members)
        known = [value for value in each if value is not None]
        return sum(known, Fraction(0)) if known else None
    if goal is None or (isinstance(target.measure, Milestone) and target.due is None):
        return None
    if isinstance(target.measure, Milestone):
        return Fraction(target.due is not None and day >= target.due)
    return goal * expected_part(target, day)


def expected_part_of_goal(target: Target, goal: Fraction | None, day: date) -> Fraction | None:
    """Which part of the goal should be reached by the end of the day, where it is reached from below."""
    due_by_now = expected(target, goal, day)
    return None if due_by_now is None or not goal or target.at_most else due_by_now / goal


def _as_fraction(goal: Number | None) -> Fraction | None:
    return None if goal is None else Fraction(goal)


def left(goal: Fraction | None, outcome: Fraction | None) -> Fraction | None:
    """What remains to the goal, never below 0; where lower is better, the room that is left under it."""
    if goal is None or outcome is None:
        return None
    return max(Fraction(0), goal - outcome)


def needed_per_week(target: Target, remaining: Fraction | None, day: date) -> Fraction | None:
    """What remains over the active weeks left, for what is gathered bit by bit; nothing once time is out."""
    if (
        target.at_most
        or is_done_or_not(target)
        or not isinstance(target.measure, Sum | Coverage)
        or not remaining
    ):
        return None
    weeks = weeks_left(target, day)
    return remaining / weeks if weeks else None


def status(
    target: Target, goal: Fraction | None, outcome: Fraction | None, day: date, last_day: date, limits: Limits
) -> Status:
    """Reached, on track, at risk, behind and so on, by the end of the day.

    The limits are parts of what is expected by now. What comes in whole things is not behind for the want of
    a part of one, so there the whole things expected are what counts: by May, 0.42 of one course is none.
    """
    if goal is None:
        return Status.NO_GOAL
    if outcome is None:
        return Status.NO_DATA
    over = day >= last_day
    past_due = target.due is not None and day > target.due
    if _reached(target, goal, outcome, over=over or past_due):
        return Status.REACHED
    if over:
        return Status.MISSED
    if past_due:
        return Status.OVERDUE
    due_by_now = expected(target, goal, day)
    if isinstance(target.measure, Milestone) or (is_done_or_not(target) and not due_by_now):
        return Status.NOT_DUE
    if target.at_most and isinstance(target.measure, Sum) and outcome > goal:
        # A bound that is broken stays so: what was added can't be taken away.
        return Status.BEHIND
    return _against_pace(target, due_by_now or Fraction(0), outcome, limits)


def due_in_things(target: Target, due_by_now: Fraction) -> Fraction:
    """What is expected by now, less the part of a thing where the target comes in whole ones."""
    whole = isinstance(target.measure, Sum | Coverage) and not target.decimals and not target.at_most
    return Fraction(floor(due_by_now)) if whole else due_by_now


def _reached(target: Target, goal: Fraction, outcome: Fraction, *, over: bool) -> bool:
    if not target.at_most:
        return outcome >= goal
    # A sum that may not grow too large can still do so until its time is out.
    return outcome <= goal and (over or not isinstance(target.measure, Sum))


def _against_pace(target: Target, due_by_now: Fraction, outcome: Fraction, limits: Limits) -> Status:
    have, want = outcome, due_in_things(target, due_by_now)
    if target.at_most:
        have, want = want, have
    if have >= want * Fraction(limits.on_track):
        return Status.ON_TRACK
    return Status.AT_RISK if have >= want * Fraction(limits.at_risk) else Status.BEHIND
