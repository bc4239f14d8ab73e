"""Several districts as one: their folders, a joint plan for each year, and what all have reported."""

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from lovp.dates import Month
from lovp.errors import LovpError
from lovp.i18n import _
from lovp.model import Outcome, Plan
from lovp.plan.load import FILE_NAME, load_plans
from lovp.progress import summary
from lovp.progress.joint import Joint, Member, join
from lovp.progress.joint_rows import districts, joint_changes, joint_days, joint_outcomes
from lovp.progress.measures import Days, added_series, daily
from lovp.progress.summary import Change, changes
from lovp.progress.values import District as State
from lovp.progress.values import DistrictState
from lovp.record.record import Record, read_record, record_known_at
from lovp.text import printable


class District(NamedTuple):
    """A folder that was named: its name among the others, and the plans by year, or why there are none."""

    name: str
    folder: Path
    plans: Mapping[int, Plan]
    problem: str = ""

    @property
    def organisation(self) -> str:
        """As its latest plan has it; empty without a plan."""
        return self.plans[max(self.plans)].organisation if self.plans else ""


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
    name = " ".join(printable(name).split()) or _("The districts together")
    opened = _named_apart([_open(folder) for folder in _folders(named)])
    years = sorted({year for each in opened for year in each.plans})
    joints = {
        year: join(name, year, [Member(each.name, each.plans.get(year)) for each in opened]) for year in years
    }
    if not any(joint.plan.areas for joint in joints.values()):
        raise LovpError(
            _("No target in these plans has a central id, so that nothing adds up."),
            _("Write central: and the same id at each target that all districts have, in targets.yaml."),
        )
    return Rollup(opened, joints)


def _folders(named: Iterable[Path]) -> Iterable[Path]:
    """Every folder named, once however often it is named; a file is a list of folders, or one's plan."""
    found: dict[str, Path] = {}
    for path in named:
        # Unlike Path.is_file, this is false of a name that no file can have.
        is_list = os.path.isfile(path) and path.name != FILE_NAME  # noqa: PTH113
        for each in _read_list(path) if is_list else [path]:
            folder = each.parent if each.name == FILE_NAME else each
            found.setdefault(os.path.realpath(folder), folder)
    return found.values()


def _read_list(path: Path) -> list[Path]:
    """The folders that a list names, one a line, relative to the list; LovpError if it can't be read."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        text = "\0"
    if "\0" in text:
        message = _("{path} is not a list of folders.").format(path=path)
        raise LovpError(message, _("A list is a text in UTF-8 that names a folder on each line."))
    lines = [line.strip() for line in text.splitlines()]
    return [path.parent / line for line in lines if line and not line.startswith("#")]


def _open(folder: Path) -> District:
    """The district in a folder, called as the folder is."""
    name = printable(folder.absolute().name or str(folder))
    try:
        return District(name, folder, {plan.year: plan for plan in load_plans(folder / FILE_NAME)})
    except LovpError as error:
        return District(name, folder, {}, printable(error.message, 300))


def _named_apart(opened: Sequence[District]) -> tuple[District, ...]:
    """The districts, called as their organisations are, without the words that all of these begin with.

    Raises LovpError where none can be read, and where two folders are of one organisation: a copy would count
    double.
    """
    known: dict[str, District] = {}
    for each in opened:
        other = known.setdefault(each.organisation, each) if each.plans else each
        if other is not each:
            message = _("{one} and {other} are both of {organisation}, and would be counted double.")
            raise LovpError(
                message.format(one=other.folder, other=each.folder, organisation=each.organisation),
                _("Leave one of them out, or correct organisation: in its targets.yaml."),
            )
    if not known:
        raise LovpError(
            _("None of the folders has a plan that can be read."),
            _("Name the folders that have a targets.yaml, or a file that lists them."),
        )
    # The last word of each stays; one district alone has its whole name.
    words = [organisation.split()[:-1] for organisation in known]
    common = len(os.path.commonprefix(words)) if len(words) > 1 else 0  # noqa: RUF071 - of lists
    names = [" ".join(each.organisation.split()[common:]) or each.name for each in opened]
    return tuple(
        each._replace(name=name if names.count(name) == 1 else f"{name} ({each.folder})")
        for each, name in zip(opened, names, strict=True)
    )


def read(rollup: Rollup, year: int, day: date, known_at: str | None = None) -> JointRecord:
    """What was reported by the end of the day; with `known_at` as known by then."""
    plans, records, days = dict[str, Plan](), dict[str, Record](), dict[str, Days]()
    absent = dict[str, DistrictState]()
    for each in rollup.districts:
        if plan := each.plans.get(year):
            plans[each.name] = plan
            record = read_record(each.folder / "data" / str(year), plan, known_at)
            records[each.name] = record
            days[each.name] = daily(plan, record.without(added_series(plan)), record.counts)
            if record.problems and not record.rows:
                absent[each.name] = DistrictState.UNREADABLE
        else:
            absent[each.name] = DistrictState.OTHER_YEAR if each.plans else DistrictState.UNREADABLE
    joint = rollup.joints[year]
    organisations = {each.name: each.organisation for each in rollup.districts if each.plans}
    states = districts(joint, days, day, absent, organisations)
    return JointRecord(joint, day, rollup.districts, joint_days(joint, days), states, plans, records)


def summarise(found: JointRecord, month: Month | None, warnings: Sequence[str]) -> summary.Summary:
    """The month, or without one the year, of all districts together; `warnings` is what readers must know."""
    outcomes, changed, reported = list[Outcome](), list[Change](), list[summary.Reported]()
    for name, record in found.records.items():
        plan, names = found.plans[name], found.joint.names[name]
        outcomes += joint_outcomes(plan, names, record.outcomes)
        if month:
            former = record_known_at(record, plan, str(month.first))
            changed += joint_changes(plan, names, changes(former, record, record.last_word))
        reported += [(row.date, names.places[row.place]) for row in record.outcomes]
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
