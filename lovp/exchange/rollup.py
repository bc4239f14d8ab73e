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
from lovp.progress.changes import changes
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
    """What the districts have reported of a year by the end of a day: added up, and as each has it.

    `days` is in the words of the joint plan; `states` tells what is known of each district, and `plans` and
    `records` are those of the districts that have a plan of the year.
    """

    joint: Joint
    day: date
    opened: tuple[District, ...]
    days: Days
    states: tuple[State, ...]
    plans: Mapping[str, Plan]
    records: Mapping[str, Record]


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
    joint = join(name, year, [Member(each.name, each.plan_of(year)) for each in opened])
    if name:
        return joint
    with i18n.speaking(joint.plan.language):
        return joint._replace(plan=replace(joint.plan, organisation=_("The districts together")))


def read(rollup: Rollup, year: int, day: date, known_at: str | None = None) -> JointRecord:
    """What was reported by the end of the day; with `known_at` as known by then."""
    joint = rollup.joints[year]
    plans = {each.name: plan for each in rollup.districts if (plan := each.plan_of(year))}
    records = {
        each.name: read_record(each.file.parent / "data" / str(year), plans[each.name], known_at)
        for each in rollup.districts
        if each.name in plans
    }
    days = {name: daily(plans[name], record, record.counts) for name, record in records.items()}
    states = tuple(_states(rollup, joint, days, records, day))
    return JointRecord(joint, day, rollup.districts, joint_days(joint, days), states, plans, records)


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
        unreadable = state.state is DistrictState.SILENT and faulty
        yield state._replace(state=DistrictState.UNREADABLE) if unreadable else state


def summarise(found: JointRecord, month: Month | None, warnings: Sequence[str]) -> Summary:
    """The month, or without one the year, of all districts together; `warnings` is what readers must know."""
    joint = found.joint
    outcomes: list[Outcome] = []
    changed: list[Change] = []
    reported: list[Reported] = []
    for name, record in found.records.items():
        plan, names = found.plans[name], joint.names[name]
        outcomes += joint_outcomes(plan, names, record.outcomes)
        if month:
            former = record_known_at(record, plan, str(month.first))
            changed += joint_changes(plan, names, changes(former, record, record.last_word))
        reported += [Reported(row.date, names.places[row.place]) for row in record.outcomes]
    changed.sort(key=lambda change: [row.latest_key for row in reversed(change) if row][:1])
    return summary.summarise(
        joint.plan,
        outcomes,
        month,
        as_of=found.day,
        changes=changed,
        warnings=warnings,
        days=found.days,
        reported=reported,
        districts=found.states,
    )
