"""Small districts, made by hand, and their figures together."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from lovp.model import Outcome, Plan, Target
from lovp.progress.compute import progress_of
from lovp.progress.daily import daily
from lovp.progress.joint import Joint, join, joint_days
from lovp.progress.values import Progress, TargetProgress
from tests.progress.build import MAY, PLACES, on, plan

Reports = Mapping[str, tuple[Plan, Sequence[Outcome]]]
"""Each district by its name, with its plan and what it has reported."""


def central(target: Target, id_: str = "c") -> Target:
    """The target with a central id."""
    return replace(target, central=id_)


def district(name: str, *targets: Target) -> Plan:
    """A district whose places are called after it: A-North with A-Ash, A-Birch and A-Cedar, and so on."""
    places = tuple(
        replace(place, name=f"{name}-{place.name}", parent=place.parent and f"{name}-{place.parent}")
        for place in PLACES
    )
    return replace(plan(*targets), organisation=f"The district {name}", places=places)


def reports(**districts: tuple[Target, Sequence[Outcome]]) -> Reports:
    """Districts with one target each, which is central, and what they have reported on it."""
    return {name: (district(name, central(target)), rows) for name, (target, rows) in districts.items()}


def joined(reports: Reports, absent: Sequence[str] = ()) -> Joint:
    """The districts' joint plan, those without a plan last."""
    plans = {name: own for name, (own, _rows) in reports.items()}
    return join("All", 2024, plans | dict.fromkeys(absent))


def together(
    reports: Reports, day: str | date = MAY, *, place: str | None = None, absent: Sequence[str] = ()
) -> Progress:
    """Where the districts stand together."""
    joint = joined(reports, absent)
    days = {name: daily(own, rows) for name, (own, rows) in reports.items()}
    return progress_of(joint.plan, joint_days(joint, days), on(day), place=place)


def only(reports: Reports, day: str | date = MAY, place: str | None = None) -> TargetProgress:
    """Where the only target stands."""
    (found,) = together(reports, day, place=place).targets()
    return found
