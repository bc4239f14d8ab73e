"""Several districts as one: a joint plan for each year that any of them has, and what all have reported."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from lovp import i18n
from lovp.dates import Month
from lovp.errors import LovpError
from lovp.exchange.districts import District, open_districts, plan_files
from lovp.i18n import _
from lovp.model import Change, Days, Outcome, Plan
from lovp.progress import summary
from lovp.progress.changes import changes
from lovp.progress.daily import added_series, daily
from lovp.progress.joint import Joint, Member, join
from lovp.progress.joint_rows import districts, joint_changes, joint_days, joint_outcomes
from lovp.progress.values import District as State
from lovp.progress.values import DistrictState
from lovp.record.record import Record, read_record, record_known_at
from lovp.text import printable

_LONGEST_NAME = 100


class Rollup(NamedTuple):
    """The districts, and their joint plan for each year."""

    districts: tuple[District, ...]
    joints: Mapping[int, Joint]

    @property
    def plans(self) -> tuple[Plan, ...]:
        """The joint plans, by year."""
        return tuple(joint.plan for joint in self.joints.values())


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
    joints = {}
    for year in sorted({plan.year for each in opened for plan in each.plans}):
        joint = join(called, year, [Member(each.name, each.plan_of(year)) for each in opened])
        with i18n.speaking(joint.plan.language):
            plan = replace(joint.plan, organisation=called or _("The districts together"))
        joints[year] = joint._replace(plan=plan)
    if not any(joint.plan.areas for joint in joints.values()):
        raise LovpError(
            _("No target in these plans has a central id, so that nothing adds up."),
            _("Write central: and the same id at each target that all districts have, in targets.yaml."),
        )
    return Rollup(opened, joints)


def read(rollup: Rollup, year: int, day: date, known_at: str | None = None) -> JointRecord:
    """What was reported by the end of the day; with `known_at` as known by then."""
    joint, absent, organisations = rollup.joints[year], {}, {}
    plans, records, days = dict[str, Plan](), dict[str, Record](), dict[str, Days]()
    for each in rollup.districts:
        if each.plans:
            organisations[each.name] = each.organisation
        if plan := each.plan_of(year):
            plans[each.name] = plan
            record = read_record(each.file.parent / "data" / str(year), plan, known_at)
            records[each.name], days[each.name] = (
                record,
                daily(plan, record.without(added_series(plan)), record.counts),
            )
        else:
            absent[each.name] = DistrictState.OTHER_YEAR if each.plans else DistrictState.UNREADABLE
    states = [
        # A record that has faults, and nothing else, is not one without outcomes.
        state._replace(state=DistrictState.UNREADABLE)
        if state.state is DistrictState.SILENT and records[state.place].problems
        else state
        for state in districts(joint, days, day, absent, organisations)
    ]
    return JointRecord(joint, day, rollup.districts, joint_days(joint, days), tuple(states), plans, records)


def summarise(found: JointRecord, month: Month | None, warnings: Sequence[str]) -> summary.Summary:
    """The month, or without one the year, of all districts together; `warnings` is what readers must know."""
    outcomes, changed, reported = list[Outcome](), list[Change](), list[summary.Reported]()
    for name, record in found.records.items():
        plan, names = found.plans[name], found.joint.names[name]
        outcomes += joint_outcomes(plan, names, record.outcomes)
        if month:
            former = record_known_at(record, plan, str(month.first))
            changed += joint_changes(plan, names, changes(former, record, record.last_word))
        reported += [summary.Reported(row.date, names.places[row.place]) for row in record.outcomes]
    changed.sort(key=lambda change: [row.latest_key for row in reversed(change) if row][:1])
    return summary.summarise(
        found.joint.plan,
        outcomes,
        month,
        as_of=found.day,
        changes=changed,
        warnings=warnings,
        days=found.days,
        reported=reported,
        districts=found.states,
    )
