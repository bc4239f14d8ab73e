"""Several districts' folders as one: a plan for each year that any of them has, and what all reported."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from lovp import i18n
from lovp.cli import context, recorded, totals
from lovp.cli.papers import Material
from lovp.exchange import districts as exchange
from lovp.i18n import _
from lovp.model import Change, Days, Outcome, Plan
from lovp.progress.daily import daily
from lovp.progress.joint import Joint, Member, join
from lovp.progress.joint_rows import districts, joint_changes, joint_days, joint_outcomes
from lovp.progress.summary import Reported
from lovp.progress.values import District, DistrictState
from lovp.record.changes import changes
from lovp.record.record import Record
from lovp.render import joint_words


class Together(NamedTuple):
    """The districts, and the plan of all of them for each year."""

    districts: tuple[exchange.District, ...]
    joints: Mapping[int, Joint]

    @property
    def folder(self) -> context.Folder:
        """As if it were the folder of one: its plans are those of all together."""
        return context.Folder(Path(), tuple(joint.plan for _year, joint in sorted(self.joints.items())))

    def known(self, _folder: context.Folder, plan: Plan, as_of: date, known_at: str | None) -> totals.Known:
        """What all have reported by the end of the day."""
        joint, days, told = self.joints[plan.year], {}, {}
        for name, folder, own in self._present(plan.year):
            found = totals.known(folder, own, as_of, known_at)
            days[name], told[name] = found.days, found.warnings
        states = self._states(joint, days, as_of, [name for name, warnings in told.items() if warnings])
        warnings = tuple(self._warnings(joint, states, as_of, told))
        return totals.Known(joint_days(joint, days), warnings, states)

    def month(self, _folder: context.Folder, plan: Plan, day: date, since: str) -> Material:
        """What all have reported, row by row, and what changed since a moment."""
        joint = self.joints[plan.year]
        outcomes: list[Outcome] = []
        changed: list[Change] = []
        reported: list[Reported] = []
        days, records = {}, dict[str, Record]()
        for name, folder, own in self._present(plan.year):
            record = records[name] = recorded.read(folder, own)
            names = joint.names[name]
            days[name] = daily(own, record.outcomes)
            outcomes += joint_outcomes(own, names, record.outcomes)
            changed += joint_changes(own, names, changes(record, own, since))
            reported += [Reported(row.date, names.places[row.place]) for row in record.outcomes]
        states = self._states(joint, days, day, [name for name, record in records.items() if record.problems])

        def warnings() -> tuple[str, ...]:
            told = {name: recorded.warnings(record) for name, record in records.items()}
            return tuple(self._warnings(joint, states, day, told))

        changed.sort(key=lambda change: [row.latest_key for row in reversed(change) if row][:1])
        return Material(outcomes, changed, warnings, joint_days(joint, days), reported, states)

    def _present(self, year: int) -> Iterator[tuple[str, context.Folder, Plan]]:
        """The districts that have a plan of the year."""
        for each in self.districts:
            for plan in each.plans:
                if plan.year == year:
                    yield each.name, context.Folder(each.file, each.plans), plan

    @property
    def _organisations(self) -> dict[str, str]:
        return {each.name: each.organisation for each in self.districts if each.organisation}

    def _absent(self, year: int) -> dict[str, DistrictState]:
        present = {name for name, _folder, _plan in self._present(year)}
        return {
            each.name: DistrictState.OTHER_YEAR if each.plans else DistrictState.UNREADABLE
            for each in self.districts
            if each.name not in present
        }

    def _states(
        self, joint: Joint, days: Mapping[str, Days], day: date, faulty: Iterable[str]
    ) -> tuple[District, ...]:
        """What is known of each; where nothing was found, and that may be a fault, it can't be read."""
        found = districts(joint, days, day, self._absent(joint.plan.year), self._organisations)
        unsure = {*faulty}
        return tuple(
            each._replace(state=DistrictState.UNREADABLE)
            if each.state is DistrictState.SILENT and each.place in unsure
            else each
            for each in found
        )

    def _warnings(
        self, joint: Joint, states: Sequence[District], day: date, told: Mapping[str, tuple[str, ...]]
    ) -> Iterator[str]:
        """Who is not in the figures or has not reported, what is not alike, what is wrong with records."""
        absent = self._absent(joint.plan.year)
        missing = {each.place for each in states if each.state.absent}
        for each in self.districts:
            if each.name in absent:
                years = (plan.year for plan in each.plans)
                reason = each.problem or joint_words.other_year(joint.plan.year, years)
                yield joint_words.left_out(each.name, reason)
            elif each.name in missing:
                yield joint_words.left_out(each.name, " ".join(told[each.name]))
        yield from joint_words.silent(states, day)
        yield from joint_words.remarks(joint)
        for name, warnings in told.items():
            if name not in missing:
                yield from (f"{name}: {warning}" for warning in warnings)


def together(named: Sequence[Path], name: str | None) -> Together:
    """The districts whose folders, or lists of folders, were named; together they are called `name`.

    Raises LovpError where there is nothing to add up.
    """
    opened = exchange.open_districts(exchange.plan_files(named))
    years = sorted({plan.year for each in opened for plan in each.plans})
    return Together(opened, {year: _joint(opened, year, name) for year in years})


def _joint(opened: Sequence[exchange.District], year: int, name: str | None) -> Joint:
    members = [
        Member(each.name, next((plan for plan in each.plans if plan.year == year), None)) for each in opened
    ]
    joint = join(name or "", year, members)
    if name:
        return joint
    with i18n.speaking(joint.plan.language):
        return joint._replace(plan=replace(joint.plan, organisation=_("The districts together")))
