"""What a reader of districts' figures together must know, in words."""

from collections import defaultdict
from collections.abc import Iterator

from lovp.exchange.rollup import JointRecord
from lovp.i18n import _
from lovp.model import Target
from lovp.progress.joint import Joint, Why
from lovp.progress.values import DistrictState
from lovp.render import figures, record_report
from lovp.render.words import counted_as, listed

_NAMED = 5


def warnings(found: JointRecord) -> Iterator[str]:
    """Who is not in the figures or has not reported, what is not alike, what is wrong with records."""
    missing = {state.place for state in found.states if state.state.absent}
    faults = {name: record_report.faults(record) for name, record in found.records.items()}
    for each in found.opened:
        if each.name in missing:
            text = _("it has no plan for {year}, only for {years}.")
            years = ", ".join(map(str, sorted(each.plans)))
            other_year = text.format(year=found.joint.plan.year, years=years)
            reason = each.problem or " ".join(faults.get(each.name, ())) or other_year
            text = _("{district} is not in the figures: {reason}")
            yield text.format(district=each.name, reason=reason)
    if silent := [each.place for each in found.states if each.state is DistrictState.SILENT]:
        text = _("Nothing has been reported on these targets by {day} in {names}.")
        yield text.format(day=figures.day(found.day), names=listed(silent))
    yield from _remarks(found.joint)
    for name, lines in faults.items():
        if name not in missing:
            yield from (f"{name}: {line}" for line in lines)


def _remarks(joint: Joint) -> Iterator[str]:
    """What is not in the figures, or not quite, because plans are not alike; what is alike in one line."""
    texts = {
        Why.LACKS: _("Not in the plan of {districts}: {names}."),
        Why.UNLIKE: _("{names} is without {districts}, counted in another way there: {ways}."),
        Why.NO_MAJORITY: _("{names} is left out, since it is not counted alike: {ways}."),
        Why.NO_GOAL: _("{names} has no goal together, since {districts} has none."),
        Why.GOALS_DIFFER: _("{names} has no goal together, since the goals differ: {ways}."),
        Why.LEVEL: _("{names} is a level: levels can't be added, so each district has its own."),
        Why.SHARED_PLACE: _("In several districts ({districts}), and counted in each: {names}."),
    }
    grouped = defaultdict[tuple[Why, tuple[str, ...], str], list[str]](list)
    for remark in joint.remarks:
        target = joint.plan.target_by_id.get(remark.about)
        ways = "; ".join(_way(remark.why, *way) for way in remark.ways)
        grouped[remark.why, remark.districts, ways].append(target.name if target else remark.about)
    for (why, districts, ways), names in grouped.items():
        most = _NAMED if why is Why.SHARED_PLACE else len(names)
        yield texts[why].format(names=listed(names, most), districts=listed(districts), ways=ways)


def _way(why: Why, target: Target, districts: tuple[str, ...]) -> str:
    """A goal, or a way of counting, with the districts that have it."""
    said = counted_as(target)
    if why is Why.GOALS_DIFFER:
        said = figures.amount(target, target.goal)
    return f"{said} ({listed(districts)})"
