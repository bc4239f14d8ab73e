"""Two years of one organisation side by side: the targets with the same id, what is new, what is gone."""

from fractions import Fraction
from typing import NamedTuple

from lovp.model import Target
from lovp.progress.values import Progress, TargetProgress
from lovp.text import fold


class Pair(NamedTuple):
    """A target as its latest year has it, and how it stands in both; None in a year that lacks it."""

    target: Target
    before: TargetProgress | None
    after: TargetProgress | None

    @property
    def unlike(self) -> bool:
        """Whether both years have the target, but with another measure or in another unit."""
        if self.before is None or self.after is None:
            return False
        former, target = self.before.target, self.target
        return former.measure != target.measure or fold(former.unit or "") != fold(target.unit or "")

    @property
    def difference(self) -> Fraction | None:
        """By how much the later outcome is larger; None where there is nothing to compare."""
        if self.unlike or self.before is None or self.after is None:
            return None
        former, now = self.before.outcome, self.after.outcome
        return None if former is None or now is None else now - former


def compare(before: Progress, after: Progress) -> dict[str, list[Pair]]:
    """For the id of each area its targets in the later year, then those that only the earlier one has.

    A target that moved to another area stands where it is now.
    """
    former = {each.target.id: each for each in before.targets()}
    found: dict[str, list[Pair]] = {}
    for each in after.targets():
        pair = Pair(each.target, former.pop(each.target.id, None), each)
        found.setdefault(each.target.area, []).append(pair)
    for each in former.values():
        found.setdefault(each.target.area, []).append(Pair(each.target, each, None))
    return found
