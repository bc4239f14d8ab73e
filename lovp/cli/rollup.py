"""`lovp rollup`: several districts' folders to one progress, and to all the papers that one district has."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

from lovp import i18n
from lovp.cli import export as papers
from lovp.cli import options, recorded, show
from lovp.cli import progress as showing
from lovp.cli.context import parse_path
from lovp.exchange import rollup
from lovp.i18n import _
from lovp.model import Level, Plan
from lovp.progress.joint import Joint
from lovp.progress.values import DistrictState
from lovp.render import figures, record_report, words

_FOLDERS = _("Name the districts' folders, or the folder that they are in.")
Folders = Annotated[list[Path], options.argument(_("DIR..."), _FOLDERS)]
Name = Annotated[str | None, options.option("--name", _("What all of them together are called, such as LO."))]
_WAYS = ("target", "district", "place", "month")
By = Annotated[str, options.option("--by", _("target, district, place or month."), choices=_WAYS)]


def progress(
    folders: Folders,
    name: Name = None,
    area: options.Area = None,
    place: options.Place = None,
    target: options.Target = None,
    by: By = "target",
    as_of: options.AsOf = None,
    known_at: options.KnownAt = None,
    only: options.Only = None,
    missing: options.Missing = False,
    fail_behind: options.FailBehind = False,
    year: options.Year = None,
    format_: options.Format = "table",
) -> None:
    """Show where the targets of all districts together stand. With `--fail-behind`, raises BehindError."""
    query = showing.Query(area, place, target, by, as_of, known_at, only, missing, fail_behind, year, format_)
    districts = rollup.open_rollup(map(parse_path, folders), name)

    def read(plan: Plan, day: date) -> recorded.RecordedDays:
        found = rollup.read(districts, plan.year, day, known_at=known_at)
        return recorded.RecordedDays(found.days, tuple(_warnings(found)), found.states)

    showing.show_progress(districts.folder, query, read)


def export(
    folders: Folders,
    name: Name = None,
    month: options.Month = "last",
    year: papers.YearOption = None,
    format_: papers.FormatOption = None,
    output: papers.OutputOption = None,
    csv_dialect: papers.DialectOption = "swedish",
) -> None:
    """Write the summary of a month, or of a year, of all districts together."""
    formats = papers.parse_formats(format_, output)
    districts = rollup.open_rollup(map(parse_path, folders), name)
    plan, chosen, day = papers.choose_period(districts.folder, month, year)
    found = rollup.read(districts, plan.year, day)
    with i18n.speaking(plan.language):
        warnings = tuple(_warnings(found))
    papers.write_paper(rollup.summarise(found, chosen, warnings), formats, output, Path(), csv_dialect)
    show.warn(_warnings(found))


def _warnings(found: rollup.JointRecord) -> Iterator[str]:
    """Who is not in the figures or has not reported, what is not alike, what is wrong with records."""
    for each, state in zip(found.districts, found.states, strict=True):
        faults = record_report.faults(found.records[each.name]) if each.name in found.records else ()
        if state.state.absent:
            no_plan = _("There is no plan for {year}, only for {years}.")
            no_plan = no_plan.format(year=found.day.year, years=", ".join(map(str, each.plans)))
            text = _("{district} is not in the figures: {reason}")
            yield text.format(district=each.name, reason=each.problem or " ".join(faults) or no_plan)
        else:
            yield from (f"{each.name}: {fault}" for fault in faults)
    if silent := [each.place for each in found.states if each.state is DistrictState.SILENT]:
        text = _("Nothing has been reported on these targets by {day} in {names}.")
        yield text.format(day=figures.day(found.day), names=words.listed(silent))
    yield from _differences(found.joint)


def _differences(joint: Joint) -> Iterator[str]:
    """What some districts' plans do not have or count in another way, and what has no goal together."""
    lacking = defaultdict[str, list[str]](list)
    for target in joint.plan.targets():
        members = dict(target.members)
        unlike = joint.unlike[target.id]
        if lacks := [name for name in joint.places if name not in {**members, **unlike}]:
            lacking[words.listed(lacks)].append(target.name)
        if unlike:
            text = _("Not in the figures of {target}, since they count it in another way: {ways}.")
            ways = words.listed([f"{name} ({words.counted_as(own)})" for name, own in unlike.items()])
            yield text.format(target=target.name, ways=ways)
        if target.goal is None and target.goals and target.measure != Level():
            text = _("{target} has no goal together: {goals}.")
            goals = words.listed([f"{name} ({figures.goal(own, own.goal)})" for name, own in members.items()])
            yield text.format(target=target.name, goals=goals)
    for districts, names in lacking.items():
        text = _("Not in the plan of {districts}: {names}.")
        yield text.format(districts=districts, names=words.listed(names))
