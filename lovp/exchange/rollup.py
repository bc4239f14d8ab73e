"""Several districts as one: a joint plan for each year that any of them has, and what all have reported."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from lovp import i18n
from lovp.cells import printable
from lovp.errors import LovpError
from lovp.exchange.districts import District, open_districts, plan_files
from lovp.i18n import _
from lovp.model import Change, Days, Outcome, Plan
from lovp.period import Month
from lovp.progress import summary
from lovp.progress.annual import Annual, annual
from lovp.progress.changes import changes
from lovp.progress.compute import progress_of
from lovp.progress.daily import daily
from lovp.progress.joint import Joint, Member, join
from lovp.progress.joint_rows import districts, joint_changes, joint_days, joint_outcomes
from lovp.progress.summary import Reported, Summary
from lovp.progress.values import District as State
from lovp.progress.values import DistrictState
from lovp.record.record import Record, read_record, record_known_at

_LONGEST_NAME = 100


class Rollup(NamedTuple):
    """The districts, and their joint plan for each year."""

    districts: tuple[District, ...]
    joints: Mapping[int, Joint]

    @property
    def plans(self) -> tuple[Plan, ...]:
        """The joint plans, by year."""
        return tuple(joint.plan for _year, joint in sorted(self.joints.items()))


class JointRecord(NamedTuple):
    """What the districts have reported of a year by the end of a day, in the words of their joint plan.

    `states` tells what is known of each district; `records` has those that were read in full. Only what is
    read for a month's paper has outcomes, changes, and of which days and places anything was reported.
    """

    joint: Joint
    day: date
    opened: tuple[District, ...]
    days: Days
    states: tuple[State, ...]
    records: Mapping[str, Record]
    outcomes: Sequence[Outcome]
    changes: Sequence[Change]
    reported: Sequence[Reported]


def open_rollup(named: Iterable[Path], name: str) -> Rollup:
    """The districts whose folders, or lists of folders, were named; together they are called `name`.

    Raises LovpError where there is nothing to add up.
    """
    called = " ".join(printable(name, _LONGEST_NAME).split())
    opened = open_districts(plan_files(named))
    years = sorted({plan.year for each in opened for plan in each.plans})
    joints = {year: _join(opened, year, called) for year in years}
    if not any(joint.plan.areas for joint in joints.values()):
        raise LovpError(
            _("No target in these plans has a central id, so that nothing adds up."),
            _("Write central: and the same id at each target that all districts have, in targets.yaml."),
        )
    return Rollup(opened, joints)


def _join(opened: Iterable[District], year: int, name: str) -> Joint:
    joint = join(name, year, [Member(each.name, _plan_of(each, year)) for each in opened])
    if name:
        return joint
    with i18n.speaking(joint.plan.language):
        return joint._replace(plan=replace(joint.plan, organisation=_("The districts together")))


def _plan_of(district: District, year: int) -> Plan | None:
    return next((plan for plan in district.plans if plan.year == year), None)


def read(
    rollup: Rollup, year: int, day: date, *, known_at: str | None = None, since: str | None = None
) -> JointRecord:
    """What was reported by the end of the day; with `known_at` as known by then.

    With `since`, for a month's paper, also row by row, and what changed since that moment.
    """
    joint = rollup.joints[year]
    days: dict[str, Days] = {}
    records: dict[str, Record] = {}
    outcomes: list[Outcome] = []
    changed: list[Change] = []
    reported: list[Reported] = []
    for name, folder, own in _present(rollup, year):
        record = records[name] = read_record(folder, own, known_at)
        days[name] = daily(own, record, record.counts)
        if since:
            names = joint.names[name]
            outcomes += joint_outcomes(own, names, record.outcomes)
            former = record_known_at(record, own, since)
            late = changes(former, record, record.last_word)
            changed += joint_changes(own, names, late)
            reported += [Reported(row.date, names.places[row.place]) for row in record.outcomes]
    changed.sort(key=lambda change: [row.latest_key for row in reversed(change) if row][:1])
    states = tuple(_states(rollup, joint, days, records, day))
    joined = joint_days(joint, days)
    return JointRecord(joint, day, rollup.districts, joined, states, records, outcomes, changed, reported)


def _present(rollup: Rollup, year: int) -> Iterator[tuple[str, Path, Plan]]:
    """The name, the record's folder and the plan of each district that has a plan of the year."""
    for each in rollup.districts:
        if plan := _plan_of(each, year):
            yield each.name, each.file.parent / "data" / str(year), plan


def _states(
    rollup: Rollup, joint: Joint, days: Mapping[str, Days], records: Mapping[str, Record], day: date
) -> Iterator[State]:
    """What is known of each district; one whose record has faults, and nothing else, can't be read."""
    absent = {
        each.name: DistrictState.OTHER_YEAR if each.plans else DistrictState.UNREADABLE
        for each in rollup.districts
        if each.name not in days
    }
    organisations = {each.name: each.organisation for each in rollup.districts if each.organisation}
    for state in districts(joint, days, day, absent, organisations):
        faulty = state.place in records and records[state.place].problems
        if state.state is DistrictState.SILENT and faulty:
            yield state._replace(state=DistrictState.UNREADABLE)
        else:
            yield state


def summarise(found: JointRecord, month: Month | None, warnings: Sequence[str]) -> Summary | Annual:
    """The month, or without one the year, of all districts together; `warnings` is what readers must know."""
    plan = found.joint.plan
    if month is None:
        state = progress_of(plan, found.days, found.day, warnings=warnings)
        return annual(state._replace(districts=found.states))
    return summary.summarise(
        plan,
        found.outcomes,
        month,
        as_of=found.day,
        changes=found.changes,
        warnings=warnings,
        days=found.days,
        reported=found.reported,
        districts=found.states,
    )
