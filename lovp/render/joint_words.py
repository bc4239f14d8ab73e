"""What a reader of districts' figures together must know, in words."""

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from lovp.exchange.rollup import District, JointRecord
from lovp.i18n import _, ngettext
from lovp.model import PlaceKind
from lovp.progress.joint import Joint, Remark, Why
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
            reason = each.problem or " ".join(faults.get(each.name, ())) or _other_year(found, each)
            text = _("{district} is not in the figures: {reason}")
            yield text.format(district=each.name, reason=reason)
    if silent := [each.place for each in found.states if each.state is DistrictState.SILENT]:
        text = _("Nothing has been reported on these targets by {day} in {names}.")
        yield text.format(day=figures.day(found.day), names=listed(silent))
    yield from _remarks(found.joint)
    for name, lines in faults.items():
        if name not in missing:
            yield from (f"{name}: {line}" for line in lines)


def _other_year(found: JointRecord, district: District) -> str:
    """The reason where a district's plans are for other years."""
    known = ", ".join(map(str, sorted(district.plans)))
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
    texts = {
        Why.UNLIKE: _("{target} is without {districts}, counted in another way there: {ways}."),
        Why.NO_MAJORITY: _("{target} is left out, since it is not counted alike: {ways}."),
        Why.NO_GOAL: _("{target} has no goal together, since {districts} has none."),
        Why.GOALS_DIFFER: _("{target} has no goal together, since the goals differ: {ways}."),
        Why.LEVEL: _("{target} is a level: levels can't be added, so each district has its own."),
    }
    for remark in joint.remarks:
        if text := texts.get(remark.why, ""):
            told = {"target": _name(joint, remark.about), "districts": listed(remark.districts)}
            yield text.format(**told, ways=_ways(remark))
    for districts, places in _grouped(joint, Why.SHARED_PLACE):
        text = ngettext(
            "{count} {word} is in several districts ({districts}), and counted in each: {places}.",
            "{count} {word} are in several districts ({districts}), and counted in each: {places}.",
            len(places),
        )
        word = joint.plan.word(PlaceKind.MUNICIPALITY, len(places))
        named = listed(places, _NAMED)
        yield text.format(count=len(places), word=word, districts=listed(districts), places=named)


def _grouped(joint: Joint, why: Why) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """What is so for the same districts, by their names."""
    found: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for remark in joint.remarks:
        if remark.why is why:
            found[remark.districts].append(_name(joint, remark.about))
    return iter(found.items())


def _name(joint: Joint, central: str) -> str:
    target = joint.plan.target_by_id.get(central)
    return target.name if target else central


def _ways(remark: Remark) -> str:
    """Each goal, or way of counting, with the districts that have it."""
    parts = []
    for target, districts in remark.ways:
        said = counted_as(target)
        if remark.why is Why.GOALS_DIFFER:
            said = figures.amount(target, None if target.goal is None else Fraction(target.goal))
        parts.append(f"{said} ({listed(districts)})")
    return "; ".join(parts)
