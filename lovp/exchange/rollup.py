"""Several districts as one: their folders, a joint plan for each year, and what all have reported."""

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from glob import glob
from pathlib import Path
from typing import NamedTuple

from lovp.dates import Month
from lovp.errors import LovpError
from lovp.i18n import _
from lovp.model import Outcome, Plan
from lovp.plan.load import FILE_NAME, Folder, load_plans
from lovp.progress import summary
from lovp.progress.joint import Joint, join, joint_days, joint_outcomes, known_of
from lovp.progress.measures import Days, daily
from lovp.progress.summary import Change, changes
from lovp.progress.values import District, DistrictState
from lovp.record.record import Record, read_record, record_known_at
from lovp.text import printable


class DistrictFolder(NamedTuple):
    """A district's folder, its name among the others, and its plans by year, or the problem with them."""

    name: str
    folder: Path
    organisation: str  # as its latest plan has it; empty without a plan
    plans: Mapping[int, Plan]
    problem: str = ""


class Rollup(NamedTuple):
    """The districts, and their joint plan for each year; in `folder` as if they were one district's."""

    districts: tuple[DistrictFolder, ...]
    joints: Mapping[int, Joint]
    folder: Folder


class JointRecord(NamedTuple):
    """What the districts have reported of a year by the end of a day, in the words of the joint plan.

    `states` tells what is known of each district, in the same order; `records` has those of the districts
    that have a plan of the year.
    """

    joint: Joint
    day: date
    districts: tuple[DistrictFolder, ...]
    states: tuple[District, ...]
    records: Mapping[str, Record]
    days: Days


def open_rollup(named: Iterable[Path], name: str | None) -> Rollup:
    """The districts in the folders that were named; together they are called `name`, if they have one.

    Raises LovpError where there is nothing to add up.
    """
    name = " ".join(printable(name or "").split()) or _("The districts together")
    districts = _named_apart([_open(folder) for folder in _folders(named)])
    joints = {}
    for year in sorted({year for each in districts for year in each.plans}):
        joints[year] = join(name, year, {each.name: each.plans.get(year) for each in districts})
    if not joints:
        remedy = _("Name the districts' folders, or the folder that they are in.")
        raise LovpError(districts[0].problem, remedy)
    if not any(joint.plan.areas for joint in joints.values()):
        message = _("No target in these plans has a central id, so that nothing adds up.")
        remedy = _("Write central: and the same id at each target that all districts have, in targets.yaml.")
        raise LovpError(message, remedy)
    return Rollup(districts, joints, Folder(Path(), tuple(joint.plan for joint in joints.values())))


def _folders(named: Iterable[Path]) -> Iterable[Path]:
    """Each district's folder once; one that has no plan, but folders with one in it, stands for these."""
    found: dict[str, Path] = {}
    for folder in named:
        # One whose plan has not quite the right name is told of later. Path.glob fails on too long a name.
        files = glob("*/targets.y*", root_dir=folder)  # noqa: PTH207
        inner = sorted({(folder / file).parent for file in files})
        for each in [folder] if os.path.lexists(folder / FILE_NAME) or not inner else inner:
            found.setdefault(os.path.realpath(each), each)
    return found.values()


def _open(folder: Path) -> DistrictFolder:
    """The district in a folder, called as the folder is."""
    name = printable(folder.absolute().name or str(folder))
    try:
        plans = load_plans(folder / FILE_NAME)
    except LovpError as error:
        return DistrictFolder(name, folder, "", {}, printable(error.message, 300))
    return DistrictFolder(name, folder, plans[-1].organisation, {plan.year: plan for plan in plans})


def _named_apart(districts: Sequence[DistrictFolder]) -> tuple[DistrictFolder, ...]:
    """The districts, called as their organisations are, without the words that all of these begin with.

    Raises LovpError where two folders are of one organisation: a copy would count double.
    """
    folders = defaultdict[str, list[str]](list)
    for each in districts:
        if each.plans:
            folders[each.organisation].append(str(each.folder))
    for organisation, copies in folders.items():
        if len(copies) > 1:
            message = _("{folders} are of {organisation}, which would be counted double.")
            remedy = _("Leave one of them out, or correct organisation: in its targets.yaml.")
            raise LovpError(message.format(folders=", ".join(copies), organisation=organisation), remedy)
    # The last word of each stays; one district alone has its whole name.
    words = [organisation.split()[:-1] for organisation in folders]
    common = len(os.path.commonprefix(words)) if len(words) > 1 else 0  # noqa: RUF071 - of lists
    names = [" ".join(each.organisation.split()[common:]) or each.name for each in districts]
    return tuple(
        each._replace(name=name if names.count(name) == 1 else f"{name} ({each.folder})")
        for each, name in zip(districts, names, strict=True)
    )


def read(rollup: Rollup, year: int, day: date, known_at: str | None = None) -> JointRecord:
    """What was reported by the end of the day; with `known_at` as known by then."""
    joint = rollup.joints[year]
    records: dict[str, Record] = {}
    days: dict[str, Days] = {}
    for each in rollup.districts:
        if plan := each.plans.get(year):
            record = read_record(each.folder / "data" / str(year), plan, known_at)
            records[each.name] = record
            days[each.name] = daily(plan, record, record.counts)
    states = []
    for each in rollup.districts:
        own = days.get(each.name, {})
        otherwise = _state_without_reports(each, records.get(each.name))
        states.append(known_of(joint, each.name, each.organisation, own, day, otherwise))
    return JointRecord(joint, day, rollup.districts, tuple(states), records, joint_days(joint, days))


def _state_without_reports(district: DistrictFolder, record: Record | None) -> DistrictState:
    """What a district is that has reported nothing; without a plan of the year it has no record."""
    if record is None:
        return DistrictState.OTHER_YEAR if district.plans else DistrictState.UNREADABLE
    return DistrictState.UNREADABLE if record.problems and not record.rows else DistrictState.SILENT


def summarise(found: JointRecord, month: Month | None, warnings: Sequence[str]) -> summary.Summary:
    """The month, or without one the year, of all districts together; `warnings` is what readers must know."""
    outcomes: list[Outcome] = []
    changed: list[Change] = []
    reported: list[summary.Reported] = []
    for each in found.districts:
        if record := found.records.get(each.name):
            plan = each.plans[found.day.year]
            places = found.joint.places[each.name]
            now = list(joint_outcomes(found.joint, each.name, plan, record.outcomes))
            outcomes += now
            reported += [(row.date, places[row.place]) for row in record.outcomes]
            if month:
                before = record_known_at(record, plan, str(month.first))
                former = joint_outcomes(found.joint, each.name, plan, before)
                changed += changes(former, now, record.last_word)
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
