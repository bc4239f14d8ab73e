"""Two years of one organisation side by side: the targets with the same id, what is new, what is gone."""

from fractions import Fraction
from typing import NamedTuple

from lovp.model import Target
from lovp.progress.values import Progress, TargetProgress
from lovp.text import fold


class Pair(NamedTuple):
    """One target in the earlier and the later year; one of them is None where it has no such target.

    `alike` says whether the outcomes can be compared: the same measure in the same unit. `difference` is by
    how much the later outcome is larger, None where there is nothing to compare.
    """

    before: TargetProgress | None
    after: TargetProgress | None
    alike: bool
    difference: Fraction | None

    @property
    def target(self) -> Target:
        """The target of the later year or, where that has none, of the earlier."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a pair of nothing")
        return found.target


class AreaPairs(NamedTuple):
    """The targets of one area, in the order of the later year, then those that only the earlier one has."""

    id: str
    name: str
    pairs: tuple[Pair, ...]


class Comparison(NamedTuple):
    """Both years, and their targets in pairs: the areas of the later year, then those that are gone."""

    before: Progress
    after: Progress
    areas: tuple[AreaPairs, ...]


def compare(before: Progress, after: Progress) -> Comparison:
    """The earlier year and the later one. A target that moved to another area stands where it is now."""
    former = {each.target.id: each for each in before.targets()}
    later = {each.target.id for each in after.targets()}
    found = {
        area.id: AreaPairs(
            area.id, area.name, tuple(_pair(former.get(each.target.id), each) for each in area.targets)
        )
        for area in after.areas
    }
    for area in before.areas:
        gone = [each for each in area.targets if each.target.id not in later]
        if gone:
            pairs = found.get(area.id, AreaPairs(area.id, area.name, ()))
            more = (Pair(each, None, alike=False, difference=None) for each in gone)
            found[area.id] = pairs._replace(pairs=(*pairs.pairs, *more))
    return Comparison(before, after, tuple(found.values()))


def _pair(before: TargetProgress | None, after: TargetProgress) -> Pair:
    if before is None:
        return Pair(None, after, alike=False, difference=None)
    alike = before.target.measure == after.target.measure and _unit(before) == _unit(after)
    difference = None
    if alike and before.outcome is not None and after.outcome is not None:
        difference = after.outcome - before.outcome
    return Pair(before, after, alike, difference)


def _unit(progress: TargetProgress) -> str:
    return fold(progress.target.unit or "")
