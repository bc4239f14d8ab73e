"""A made-up year of outcomes for a plan: plausible, and the same for the same seed.

The writer of every row begins with `exempel`, so that none can be taken for a real one. It has what a real
year has: seasons, targets that end above and below their goal, late reports, a correction, a row that was
undone, and a municipality that never reports.
"""

import csv
import random
import re
import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from string import Template

from lovp.dates import timestamp
from lovp.model import Activity, Coverage, Milestone, Number, Outcome, Place, Plan, Share, Sum, Target
from lovp.progress.pace import active_days

MARK = "EXEMPEL"
"""What a made-up organisation's name begins with, so that it heads every paper."""
SIZE = 1500
"""So many rows, the two corrections included."""

_ENDS_AT = (0.55, 0.78, 0.9, 0.97, 1.04, 1.12)
"""Which part of its goal a target reaches by the end of the year, drawn for each."""
_LATEST_REPORT = 21
"""Days until an outcome is recorded, at most."""


def example_year(plan: Plan, seed: int = 1, fillers: int | None = None) -> list[Outcome]:
    """The rows of a made-up year, in the order in which they were recorded.

    `fillers` is how many of them are on commitments without a number; else as many as make `SIZE` rows.
    """
    draw = random.Random(seed)  # noqa: S311 - plausible figures, no secrets
    silent = draw.choice(plan.municipalities)
    rows = [
        row for target in plan.targets() if target.reads is None for row in _rows(plan, target, draw, silent)
    ]
    rows += _fillers(plan, draw, silent, SIZE - len(rows) - 2 if fillers is None else fillers)
    rows.sort(key=lambda row: (row.logged_at, row.id))
    return rows + _corrections(plan, rows, draw)


def _rows(plan: Plan, target: Target, draw: random.Random, silent: Place) -> Iterator[Outcome]:
    match target.measure:
        case Sum() if target.goal is not None:
            yield from _gathered(plan, target, draw, silent)
        case Share() | Coverage():
            yield from _reported(plan, target, draw, silent)
        # One milestone in five is never reported.
        case Milestone() if draw.random() < 0.8:
            yield _row(draw, target, target.due or draw.choice(active_days(target.calendar)), "", 1)


def _gathered(plan: Plan, target: Target, draw: random.Random, silent: Place) -> Iterator[Outcome]:
    """Sums grow visit by visit, course by course, fewer at the beginning and the end of the pace."""
    days = active_days(target.calendar)
    left = int((target.goal or 0) * Decimal(draw.choice(_ENDS_AT)) + Decimal("0.5"))
    most = max(1, min(8, left // 12))
    while left > 0:
        value = min(left, draw.randint(max(1, most // 3), most))
        left -= value
        day = days[int(len(days) * draw.betavariate(1.3, 1.2))]
        yield _row(draw, target, day, _somewhere(plan, draw, silent), value)


def _reported(plan: Plan, target: Target, draw: random.Random, silent: Place) -> Iterator[Outcome]:
    """Each place reports after its annual meeting; some once more in the autumn; one never."""
    measure = target.measure
    over = measure.over if isinstance(measure, Share | Coverage) else None
    for place in plan.places:
        if place.kind is not over or place.name in (silent.name, silent.parent):
            continue
        reports = [plan.first_day + timedelta(days=draw.randint(20, 150))]
        if draw.random() < 0.3:
            reports.append(plan.first_day + timedelta(days=draw.randint(240, 330)))
        of = draw.randint(2, 9)
        for day in reports:
            if isinstance(measure, Share):
                yield _row(draw, target, day, place.name, draw.randint(0, max(1, of // 2)), of)
            else:
                yield _row(draw, target, day, place.name, int(draw.random() < 0.85))


def _fillers(plan: Plan, draw: random.Random, silent: Place, count: int) -> Iterator[Outcome]:
    """What is done on the commitments without a number, until the year has its size; a few are forgotten."""
    free = [target for target in plan.targets() if isinstance(target.measure, Activity)]
    kept = draw.sample(free, k=max(1, len(free) - 3))
    for _ in range(count):
        target = draw.choice(kept)
        day = draw.choice(active_days(target.calendar))
        yield _row(draw, target, day, _somewhere(plan, draw, silent), draw.choice((1, 1, 1, 2, 3)))


def _corrections(plan: Plan, rows: Sequence[Outcome], draw: random.Random) -> list[Outcome]:
    """One value put right, and one row undone, both some days after the last row."""
    counted = [row for row in rows if isinstance(plan.target_by_id[row.target].measure, Sum | Activity)]
    wrong, mistaken = draw.sample(counted, k=2)
    corrected = wrong._replace(value=(wrong.value or 0) + 1, replaces=wrong.id)
    undone = mistaken._replace(value=None, of=None, replaces=mistaken.id)
    last = datetime.fromisoformat(rows[-1].logged_at)
    return [_record(draw, row, last + timedelta(days=at)) for at, row in enumerate((corrected, undone), 1)]


def _somewhere(plan: Plan, draw: random.Random, silent: Place) -> str:
    """A municipality as a rule, now and then a subregion or no place at all."""
    chance = draw.random()
    if chance < 0.04:
        return ""
    if chance < 0.15:
        return draw.choice(plan.subregions).name
    return draw.choice([place for place in plan.municipalities if place != silent]).name


def _row(
    draw: random.Random, target: Target, day: date, place: str, value: Number, of: Number | None = None
) -> Outcome:
    row = Outcome("", day, target.id, place, value, of, "", "", f"exempel-{target.area}", "")
    hour = time(draw.randint(7, 18), draw.randint(0, 59), draw.randint(0, 59))
    delay = timedelta(days=int(draw.betavariate(1, 4) * _LATEST_REPORT))
    return _record(draw, row, datetime.combine(day, hour, tzinfo=UTC) + delay)


def _record(draw: random.Random, row: Outcome, moment: datetime) -> Outcome:
    """The row with when it was recorded, and a UUIDv7 (RFC 9562, 5.7) of that moment from seeded chance."""
    bits = int(moment.timestamp() * 1000) << 80 | 7 << 76 | draw.getrandbits(12) << 64 | 2 << 62
    return row._replace(id=str(uuid.UUID(int=bits | draw.getrandbits(62))), logged_at=timestamp(moment))


LIST = "distrikt.txt"
"""The file that lists the districts' folders."""
SILENT = "mellersta-norrland"
"""Where nothing has been reported."""
_WITHOUT, _TARGET = "skane", "om-samhallet"
"""Which district lacks which target."""

_HOLIDAYS = ("02-12", "02-16"), ("02-19", "02-23"), ("02-26", "03-01"), ("03-04", "03-08")
"""The first and last day of weeks 7 to 10, in one of which schools have their winter holiday."""


def district_plans() -> Iterator[tuple[str, str]]:
    """The folder of each district, and the text of its targets.yaml."""
    # `$x6` is six for each municipality; each target also gets its id as `central`, and a made-up `source`.
    plan = Template(Path(__file__).with_name("example_districts.txt").read_text(encoding="utf-8"))
    with Path(__file__).with_name("example_districts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for number, (folder, own) in enumerate(groupby(rows, lambda row: row["folder"])):
        towns = list(own)
        first, last = _HOLIDAYS[number % len(_HOLIDAYS)]
        goals = {f"x{each}": each * len(towns) for each in (1, 2, 6, 9, 12)}
        text = plan.substitute(
            goals, name=towns[0]["district"], places="\n".join(_places(towns)), first=first, last=last
        )
        if folder == _WITHOUT:
            text = re.sub(f".*id: {_TARGET},.*\n", "", text)
        more = r"\1,\n         central: \2, source: 'EXEMPEL, ett påhittat mål'}"
        yield folder, re.sub(r"({id: ([\w-]+),[^}]*)}", more, text)


def _places(towns: list[dict[str, str]]) -> Iterator[str]:
    for county, within in groupby(towns, lambda row: row["county"]):
        yield f"  - subregion: {county}"
        yield "    municipalities:"
        for town in within:
            yield f"      - {{name: {town['municipality']}, code: {int(town['code'])}}}"
