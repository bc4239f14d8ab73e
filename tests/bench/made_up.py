"""A made-up year of outcomes for a plan: plausible, and the same for the same seed.

It has what a real year has: seasons, targets that end above and below their goal, late reports, a correction,
a row that was undone, and a municipality that never reports. `lovp/example_years` was made with it.
"""

import random
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from lovp.dates import timestamp
from lovp.model import Activity, Coverage, Milestone, Number, Outcome, Plan, Share, Sum, Target
from lovp.progress.pace import active_days

_SIZE = 1500
"""So many rows, the two corrections included."""
_ENDS_AT = (0.55, 0.78, 0.9, 0.97, 1.04, 1.12)
"""Which part of its goal a target reaches by the end of the year, drawn for each."""
_LATEST_REPORT = 21
"""Days until an outcome is recorded, at most."""


def example_year(plan: Plan, seed: int = 1, fillers: int | None = None) -> list[Outcome]:
    """The rows of a made-up year, in the order in which they were recorded.

    `fillers` is how many of them are on commitments without a number; else as many as make 1 500 rows.
    """
    year = _Year(plan, random.Random(seed))
    rows = [row for target in plan.targets() if target.reads is None for row in year.rows(target)]
    rows += year.fillers(_SIZE - len(rows) - 2 if fillers is None else fillers)
    rows.sort(key=lambda row: (row.logged_at, row.id))
    return [*rows, *year.corrections(rows)]


class _Year:
    """What is drawn by chance, for one plan; which of its municipalities never reports is the first."""

    def __init__(self, plan: Plan, draw: random.Random) -> None:
        self.plan, self.draw = plan, draw
        self.silent = draw.choice(plan.municipalities)

    def rows(self, target: Target) -> Iterator[Outcome]:
        """The rows of a target with a number."""
        match target.measure:
            case Sum() if target.goal is not None:
                yield from self._visits(target, target.goal)
            case Share() | Coverage():
                yield from self._reports(target)
            # One milestone in five is never reported.
            case Milestone() if self.draw.random() < 0.8:
                day = target.due or self.draw.choice(active_days(target.calendar))
                yield self._row(target, day, "", 1)

    def _visits(self, target: Target, goal: Number) -> Iterator[Outcome]:
        """Sums grow visit by visit, course by course, fewer at the beginning and the end of the pace."""
        days = active_days(target.calendar)
        left = int(goal * Decimal(self.draw.choice(_ENDS_AT)) + Decimal("0.5"))
        most = max(1, min(8, left // 12))
        while left > 0:
            value = min(left, self.draw.randint(max(1, most // 3), most))
            left -= value
            day = days[int(len(days) * self.draw.betavariate(1.3, 1.2))]
            yield self._row(target, day, self._somewhere(), value)

    def _reports(self, target: Target) -> Iterator[Outcome]:
        """Each place reports after its annual meeting; some once more in the autumn; one never."""
        for place in self.plan.places:
            if place.kind is not target.measure.over or place.name in (self.silent.name, self.silent.parent):
                continue
            starts = [self.draw.randint(20, 150)]
            if self.draw.random() < 0.3:
                starts.append(self.draw.randint(240, 330))
            of = self.draw.randint(2, 9)
            for start in starts:
                day = self.plan.first_day + timedelta(days=start)
                if isinstance(target.measure, Share):
                    yield self._row(target, day, place.name, self.draw.randint(0, max(1, of // 2)), of)
                else:
                    yield self._row(target, day, place.name, int(self.draw.random() < 0.85))

    def fillers(self, count: int) -> Iterator[Outcome]:
        """What is done on the commitments without a number; a few are forgotten."""
        free = [target for target in self.plan.targets() if isinstance(target.measure, Activity)]
        kept = self.draw.sample(free, k=max(1, len(free) - 3))
        for _ in range(count):
            target = self.draw.choice(kept)
            day = self.draw.choice(active_days(target.calendar))
            yield self._row(target, day, self._somewhere(), self.draw.choice((1, 1, 1, 2, 3)))

    def corrections(self, rows: list[Outcome]) -> Iterator[Outcome]:
        """One value put right, and one row undone, both some days after the last row."""
        plan = self.plan
        counted = [row for row in rows if isinstance(plan.target_by_id[row.target].measure, Sum | Activity)]
        wrong, mistaken = self.draw.sample(counted, k=2)
        last = datetime.fromisoformat(rows[-1].logged_at)
        right = wrong._replace(value=(wrong.value or 0) + 1, replaces=wrong.id)
        undone = mistaken._replace(value=None, of=None, replaces=mistaken.id)
        yield self._record(right, last + timedelta(days=1))
        yield self._record(undone, last + timedelta(days=2))

    def _somewhere(self) -> str:
        """A municipality as a rule, now and then a subregion or no place at all."""
        chance = self.draw.random()
        if chance < 0.04:
            return ""
        towns = [place for place in self.plan.municipalities if place != self.silent]
        return self.draw.choice(self.plan.subregions if chance < 0.15 else towns).name

    def _row(self, target: Target, day: date, place: str, value: int, of: int | None = None) -> Outcome:
        row = Outcome("", day, target.id, place, value, of, "", "", f"exempel-{target.area}", "")
        hour = time(self.draw.randint(7, 18), self.draw.randint(0, 59), self.draw.randint(0, 59))
        delay = timedelta(days=int(self.draw.betavariate(1, 4) * _LATEST_REPORT))
        return self._record(row, datetime.combine(day, hour, tzinfo=UTC) + delay)

    def _record(self, row: Outcome, moment: datetime) -> Outcome:
        """The row with when it was recorded, and a UUIDv7 (RFC 9562, 5.7) of that moment and of chance."""
        bits = int(moment.timestamp() * 1000) << 80 | 7 << 76 | self.draw.getrandbits(12) << 64 | 2 << 62
        id_ = uuid.UUID(int=bits | self.draw.getrandbits(62))
        return row._replace(id=str(id_), logged_at=timestamp(moment))
