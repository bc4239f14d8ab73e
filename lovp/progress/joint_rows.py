"""What districts reported, in the words of their joint plan; and what is known of each district."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from lovp.model import Outcome, Plan
from lovp.progress.changes import Change
from lovp.progress.daily import Daily, Days
from lovp.progress.joint import Joint, Names
from lovp.progress.measures import points_at_people
from lovp.progress.values import District, DistrictState


def joint_days(joint: Joint, days: Mapping[str, Days]) -> Days:
    """What was reported on the targets of the joint plan, by their ids; `days` has each district's own."""
    found: defaultdict[str, list[Daily]] = defaultdict(list)
    for district, own in days.items():
        names = joint.names[district]
        for series, centrals in names.series.items():
            rows = [row._replace(place=names.places[row.place]) for row in own.get(series, ())]
            for central in centrals:
                found[central] += rows
    return found


def joint_outcomes(plan: Plan, names: Names, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """A district's outcomes on the targets of the joint plan; `plan` is the district's own."""
    return (joined for row in outcomes if (joined := _joined(plan, names, row)))


def joint_changes(plan: Plan, names: Names, changes: Iterable[Change]) -> Iterator[Change]:
    """A district's changes, as far as they concern the targets of the joint plan."""
    for change in changes:
        before, after = (_joined(plan, names, row) if row else None for row in change)
        if before or after:
            yield Change(before, after)


def _joined(plan: Plan, names: Names, row: Outcome) -> Outcome | None:
    """The outcome by the first target that counts it; None where nothing of the joint plan does.

    What points at people is hidden as the share that it is. Where the share is not in the joint plan nothing
    there would hide it, so that the row is left out.
    """
    centrals = names.series.get(row.target)
    if not centrals:
        return None
    readers = [target for target in plan.targets() if target.series == row.target]
    pointing = [target for target in readers if points_at_people(plan, target, row.of)]
    if pointing and all(target.central != centrals[0] for target in pointing):
        return None
    return row._replace(target=centrals[0], place=names.places[row.place])


def districts(
    joint: Joint,
    days: Mapping[str, Days],
    as_of: date,
    absent: Mapping[str, DistrictState],
    organisations: Mapping[str, str],
) -> tuple[District, ...]:
    """What is known of each district by the end of the day.

    `absent` says of those without a plan of the year why; `organisations` has the full name of each whose
    plan can be read.
    """
    found = []
    for place in joint.plan.parts:
        name = place.name
        rows = [
            row
            for series in (joint.names[name].series if name in joint.names else ())
            for row in days[name].get(series, ())
            if row.date <= as_of
        ]
        state = DistrictState.REPORTED if rows else DistrictState.SILENT
        found.append(
            District(
                place=name,
                organisation=organisations.get(name),
                state=absent.get(name, state),
                outcomes=sum(row.reported for row in rows),
                last_date=max((row.date for row in rows), default=None),
            )
        )
    return tuple(found)
