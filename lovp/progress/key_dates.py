"""The days that a plan names: its key dates, and the days on which targets are due; what comes next."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from lovp.model import KeyDate, Milestone, Target
from lovp.progress.values import Progress, Status


class Dated(NamedTuple):
    """A key date (`key`), a target that is due, or a date with what is due then; both days are included."""

    first: date
    last: date
    name: str
    key: KeyDate | None
    targets: tuple[Target, ...] = ()

    @property
    def preliminary(self) -> bool:
        """Whether the date is not certain yet."""
        return self.key is not None and self.key.preliminary

    @property
    def target(self) -> str | None:
        """The id of the first target that is due then."""
        return self.targets[0].id if self.targets else None


def coming(progress: Progress, first: date, last: date) -> tuple[Dated, ...]:
    """What is due between the two days, both included, and not done by the day of the progress."""
    left = (each.target for each in progress.targets() if each.status is not Status.REACHED)
    milestones = [target for target in left if isinstance(target.measure, Milestone)]
    found = dated(progress.plan.dates, milestones)
    return tuple(each for each in found if each.last >= first and each.first <= last)


def dated(dates: Iterable[KeyDate], targets: Iterable[Target]) -> tuple[Dated, ...]:
    """The key dates, and those of the targets that have a day on which they are due, in order of time.

    A date and the target that is due when it ends are one thing, where both begin with the same word.
    """
    due = [(target.due, target) for target in targets if target.due]
    found = []
    for key in dates:
        word = key.name.split()[0]
        alike = (target for day, target in due if day == key.last and target.name.split()[0] == word)
        found.append(Dated(key.first, key.last, key.name, key, tuple(alike)))
    shown = {target.id for each in found for target in each.targets}
    found += [Dated(day, day, target.name, None, (target,)) for day, target in due if target.id not in shown]
    return tuple(sorted(found, key=lambda each: (each.first, each.last, each.name)))
