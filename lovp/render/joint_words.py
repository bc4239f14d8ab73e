"""What a reader of districts' figures together must know, in words."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from fractions import Fraction

from lovp.exchange.districts import District
from lovp.exchange.rollup import JointRecord
from lovp.i18n import _, ngettext
from lovp.model import Milestone, PlaceKind, Target
from lovp.progress.joint import Joint, Remark, Why
from lovp.progress.values import District as State
from lovp.progress.values import DistrictState
from lovp.render import figures, record_report, words
from lovp.render.words import listed

_TOGETHER = (Why.LACKS, Why.SHARED_PLACE)
"""What is told once for all that it is so of."""
_NAMED = 5


def warnings(found: JointRecord) -> Iterator[str]:
    """Who is not in the figures or has not reported, what is not alike, what is wrong with records."""
    missing = {state.place for state in found.states if state.state.absent}
    faults = {name: record_report.faults(record) for name, record in found.records.items()}
    for each in found.opened:
        if each.name in missing:
            reason = each.problem or " ".join(faults.get(each.name, ())) or _other_year(found, each)
            text = _("{district} is not in the figures: {reason}")
            yield text.format(district=each.name, reason=reason)
    yield from _silent(found.states, found.day)
    yield from _remarks(found.joint)
    for name, lines in faults.items():
        if name not in missing:
            yield from (f"{name}: {line}" for line in lines)


def _silent(states: Iterable[State], day: date) -> Iterator[str]:
    """The districts that could have reported and have not."""
    names = [each.place for each in states if each.state is DistrictState.SILENT]
    if names:
        text = _("Nothing has been reported on these targets by {day} in {names}.")
        yield text.format(day=figures.day(day), names=listed(names))


def _other_year(found: JointRecord, district: District) -> str:
    """The reason where a district's plans are for other years."""
    known = ", ".join(str(year) for year in sorted(plan.year for plan in district.plans))
    text = _("it has no plan for {year}, only for {years}.")
    return text.format(year=found.joint.plan.year, years=known)


def _remarks(joint: Joint) -> Iterator[str]:
    """What is not in the figures, or not quite, because the plans are not alike."""
    for districts, targets in _grouped(joint, Why.LACKS):
        text = ngettext(
            "Not in the plan of {districts}: {targets}.",
            "Not in the plans of {districts}: {targets}.",
            len(districts),
        )
        yield text.format(districts=listed(districts), targets=listed(targets))
    yield from (_said(joint, remark) for remark in joint.remarks if remark.why not in _TOGETHER)
    for districts, places in _grouped(joint, Why.SHARED_PLACE):
        text = ngettext(
            "{count} {word} is in several districts ({districts}), and counted in each: {places}.",
            "{count} {word} are in several districts ({districts}), and counted in each: {places}.",
            len(places),
        )
        yield text.format(
            count=len(places),
            word=joint.plan.word(PlaceKind.MUNICIPALITY, len(places)),
            districts=listed(districts),
            places=listed(places, _NAMED),
        )


def _grouped(joint: Joint, why: Why) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """What is so for the same districts, by their names."""
    found: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for remark in joint.remarks:
        if remark.why is why:
            found[remark.districts].append(_named(joint, remark.about))
    return iter(found.items())


def _named(joint: Joint, central: str) -> str:
    target = joint.plan.target_by_id.get(central)
    return target.name if target else central


def _said(joint: Joint, remark: Remark) -> str:
    districts, target = listed(remark.districts), _named(joint, remark.about)
    match remark.why:
        case Why.UNLIKE:
            return _("{target} is without {districts}, counted in another way there: {ways}.").format(
                target=target, districts=districts, ways=_ways(remark, _counted)
            )
        case Why.NO_MAJORITY:
            return _("{target} is left out, since it is not counted alike: {ways}.").format(
                target=target, ways=_ways(remark, _counted)
            )
        case Why.NO_GOAL:
            return _("{target} has no goal together, since {districts} has none.").format(
                target=target, districts=districts
            )
        case Why.GOALS_DIFFER:
            return _("{target} has no goal together, since the goals differ: {ways}.").format(
                target=target, ways=_ways(remark, _goal)
            )
        case _:
            return _("{target} is a level: levels can't be added, so each district has its own.").format(
                target=target
            )


def _ways(remark: Remark, said: Callable[[Target], str]) -> str:
    """Each way with the districts that have it."""
    return "; ".join(f"{said(target)} ({listed(districts)})" for target, districts in remark.ways)


def _counted(target: Target) -> str:
    """A target's measure and unit."""
    unit = "" if isinstance(target.measure, Milestone) else target.unit or ""
    return " ".join(filter(None, (words.measure(target.measure.kind), unit)))


def _goal(target: Target) -> str:
    return figures.amount(target, None if target.goal is None else Fraction(target.goal))
