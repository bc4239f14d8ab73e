"""Progress as one frozen value: every form renders it, and computes nothing.

Every figure is an exact `Fraction`, rounded when it is printed; `None` means that there is nothing to say.
Where figures would point at people they are `hidden`, and none are held.
"""

from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import floor
from typing import NamedTuple

from lovp.model import Plan, Target


class Status(StrEnum):
    """How a target does: `overdue` past its due date, `partly` and `missed` from the year's last day on."""

    REACHED = "reached"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    BEHIND = "behind"
    PARTLY = "partly"
    MISSED = "missed"
    OVERDUE = "overdue"
    NOT_DUE = "not_due"
    NO_GOAL = "no_goal"
    NO_DATA = "no_data"

    @property
    def lags(self) -> bool:
        """Whether somebody should act, or should have: behind, overdue, or not reached by the year's end."""
        return self in (Status.BEHIND, Status.OVERDUE, Status.PARTLY, Status.MISSED)


class Tally(NamedTuple):
    """What the outcomes of one target come to at one place (with all that lies in it), or in one month.

    `outcome` compares with a goal: a sum, a fraction, a number of places, 0 to 1. `of` is the pooled
    denominator of a share (in units) or the number of places of a coverage. `reported` counts the outcomes.
    """

    outcome: Fraction | None = None
    of: Fraction | None = None
    reported: int = 0
    last_date: date | None = None
    hidden: bool = False


class Interval(NamedTuple):
    """Between which figures the year will end, in the target's unit, in four cases of five."""

    low: Fraction
    high: Fraction


class PlaceProgress(NamedTuple):
    """One part of a place: a subregion of the district, or a municipality of a subregion."""

    place: str
    goal: Fraction | None
    outcome: Fraction | None
    of: Fraction | None
    fulfilment: Fraction | None
    status: Status | None
    reported: int
    hidden: bool = False


class TargetProgress(NamedTuple):
    """Where one target stands.

    `fulfilment` is the part of the goal that is reached, `used` how much of the ceiling of a sum is used.
    `expected` is what is due by now, `expected_part` the same as a part of the goal, `left` what remains of
    the goal, `needed_per_week` that over the active weeks left, `interval` where a sum ends the year (None
    where it is too early to say). `unplaced` is what was reported for no part of the place (additive measures
    alone). Where a target is over places, `missing` are those that have not reported and, of a coverage,
    `insufficient` those that have, but not enough to count. `months` has twelve entries: what a sum gained in
    the month, or where another measure stood at its end; None for months that have not begun.
    """

    target: Target
    goal: Fraction | None
    outcome: Fraction | None
    of: Fraction | None
    fulfilment: Fraction | None
    used: Fraction | None
    expected: Fraction | None
    expected_part: Fraction | None
    left: Fraction | None
    needed_per_week: Fraction | None
    interval: Interval | None
    status: Status
    last_date: date | None
    reported: int
    hidden: bool
    places: tuple[PlaceProgress, ...]
    unplaced: Fraction | None
    missing: tuple[str, ...] | None
    insufficient: tuple[str, ...] | None
    months: tuple[Fraction | None, ...]

    @property
    def done(self) -> Fraction | None:
        """The part of the goal that tables show: fulfilment, or how much of the ceiling of a sum is used."""
        return self.fulfilment if self.used is None else self.used

    @property
    def forecast(self) -> Fraction | None:
        """Where the year ends: the middle of the interval, to as many decimals as the target has."""
        if self.interval is None:
            return None
        unit = 10**self.target.decimals
        return Fraction(floor(sum(self.interval) * unit / 2 + Fraction(1, 2)), unit)

    @property
    def silent(self) -> tuple[str, ...]:
        """Who has not reported, of the places that it is over, else of the parts that have the target."""
        if self.missing is not None:
            return self.missing
        members = dict(self.target.members)
        parts = (part for part in self.places if not members or part.place in members)
        return tuple(part.place for part in parts if not part.reported)

    @property
    def without(self) -> tuple[str, ...]:
        """In a roll-up the districts that are not in the figures, because nothing is known of them."""
        if not self.target.members:
            return ()
        return tuple(part.place for part in self.places if part.outcome is None and not part.reported)


class AreaProgress(NamedTuple):
    """Where the targets of one area stand, in the order of the plan."""

    id: str
    name: str
    targets: tuple[TargetProgress, ...]


class DistrictState(StrEnum):
    """What is known of a district in a roll-up; from a silent one nothing on the targets that add up."""

    REPORTED = "reported"
    SILENT = "silent"
    OTHER_YEAR = "other_year"
    UNREADABLE = "unreadable"

    @property
    def absent(self) -> bool:
        """Whether there is no plan of the year, so that nothing of the district is in the figures."""
        return self in (DistrictState.OTHER_YEAR, DistrictState.UNREADABLE)


class District(NamedTuple):
    """A district of a roll-up: its place there, and what is known of it by the day of the progress.

    `organisation` is None where its plan can't be read; `outcomes` counts the outcomes that add up.
    """

    place: str
    organisation: str | None
    state: DistrictState
    outcomes: int
    last_date: date | None


class Progress(NamedTuple):
    """Where the plan stands by the end of a date, as it was known at a moment (`known_at`, None for now).

    `place` is the place that everything is restricted to, None for the whole; `districts` are a roll-up's.
    """

    plan: Plan
    as_of: date
    known_at: str | None
    place: str | None
    areas: tuple[AreaProgress, ...]
    warnings: tuple[str, ...] = ()
    districts: tuple[District, ...] = ()

    def targets(self) -> tuple[TargetProgress, ...]:
        """The targets of all areas, in the order of the plan."""
        return tuple(target for area in self.areas for target in area.targets)

    @property
    def is_over(self) -> bool:
        """Whether the year has ended by then."""
        return self.as_of >= self.plan.last_day

    @property
    def year_part(self) -> Fraction:
        """The part of the year that has passed by the end of the day."""
        days = (self.plan.last_day - self.plan.first_day).days + 1
        passed = (self.as_of - self.plan.first_day).days + 1
        return Fraction(min(max(passed, 0), days), days)
