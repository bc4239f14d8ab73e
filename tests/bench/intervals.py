"""How often a year's end falls into its interval, over simulated years: docs/measured/forecast.md.

`python -m tests.bench.intervals` writes them into the page; with a number as its seed it only prints them.
"""

import random
import statistics
import sys
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import accumulate
from math import cos, pi
from pathlib import Path
from time import process_time
from typing import NamedTuple, TypeAlias

from lovp.model import Daily, Sum, Target
from lovp.progress.interval import Interval, interval
from lovp.progress.pace import active_days
from tests.bench.data import the_plan

PAGE = Path(__file__).parents[2] / "docs" / "measured" / "forecast.md"
_BEGIN, _END = "<!-- measured: begin -->\n", "<!-- measured: end -->\n"

YEARS = 1_000
SEED = 2024
LEAST, MOST = 0.75, 0.90
"""An interval of 80 % is honest where the truth falls inside as often as this."""
DATES = (date(2024, 3, 31), date(2024, 6, 30), date(2024, 9, 30))
"""The days on which a forecast is made, in the year of the plan."""

_DONE = (0.5, 1.3)
"""Which part of its goal a target comes to, between these two; chance comes on top."""
_MONTHS = (0.6, 0.9, 1.2, 1.2, 1.2, 0.7, 0.2, 0.6, 1.3, 1.4, 1.3, 0.6)
"""How busy the district is in each month."""
_TILT = (0.7, 1.4)
"""How many times as busy the first half-year is as the second, beside that."""
_PEAK = (0.2, 0.6)
"""By which part of the mean a season with one peak rises above it, and falls below it half a year later."""
_LATE = (0.06, 0.6)
"""Which part of the pace has passed when a late starter begins."""

When: TypeAlias = Callable[[], int]
"""Draws a day: its number among the active days."""


class Scenario(NamedTuple):
    """A kind of year: when its rounds are, of how many batches each is, and over how many active days."""

    name: str
    when: Callable[[Sequence[date], random.Random], When]
    batches: tuple[int, int] = (1, 1)
    days: int = 1


class Kind(NamedTuple):
    """How much one batch is: the least and the most."""

    name: str
    least: int
    most: int


class Trial(NamedTuple):
    """One interval, and what the year came to."""

    found: Interval | None
    truth: int
    seconds: float


class Calibration(NamedTuple):
    """How intervals did: how many there were, and parts of these; `early` is the part of all that had none.

    `width` is the median of an interval's width over the truth.
    """

    forecasts: int
    inside: float
    below: float
    above: float
    width: float
    early: float

    @property
    def honest(self) -> bool:
        """Whether the truth falls inside neither too seldom nor too often."""
        return LEAST <= self.inside <= MOST


COURSES, VISITS = Kind("courses of 6 to 18", 6, 18), Kind("visits of 1 to 4", 1, 4)
SINGLE = Kind("one by one", 1, 1)


def kind_of(target: Target) -> Kind:
    """Participants come by the course, presentations by the visit, and what there are few of one by one."""
    if target.unit == "deltagare":
        return COURSES
    return VISITS if (target.goal or 0) >= 20 else SINGLE


def _steady(days: Sequence[date], draw: random.Random) -> When:
    return lambda: draw.randrange(len(days))


def _seasonal(days: Sequence[date], draw: random.Random) -> When:
    tilt = draw.uniform(*_TILT)
    return _weighted([_MONTHS[day.month - 1] * (tilt if day.month <= 6 else 1) for day in days], draw)


def _late(days: Sequence[date], draw: random.Random) -> When:
    first = int(len(days) * draw.uniform(*_LATE))
    return lambda: draw.randrange(first, len(days))


def _one_peak(days: Sequence[date], draw: random.Random) -> When:
    height, peak = draw.uniform(*_PEAK), draw.random()
    return _weighted(
        [1 + height * cos(2 * pi * (day.timetuple().tm_yday / 366 - peak)) for day in days], draw
    )


def _weighted(weights: Iterable[float], draw: random.Random) -> When:
    upto = list(accumulate(weights))
    return lambda: min(bisect_right(upto, draw.random() * upto[-1]), len(upto) - 1)


SCENARIOS = (
    Scenario("steady", _steady),
    Scenario("seasonal", _seasonal),
    Scenario("bursty", _steady, batches=(1, 5), days=10),
    Scenario("late starters", _late),
)
ONE_PEAK = Scenario("one peak a year", _one_peak)


def one_year(target: Target, scenario: Scenario, draw: random.Random) -> list[Daily]:
    """What one target comes to in a year, day by day: a random number of rounds on random days."""
    days, kind = active_days(target.calendar), kind_of(target)
    when = scenario.when(days, draw)
    mean = sum(scenario.batches) / 2 * (kind.least + kind.most) / 2
    rounds = float(target.goal or 0) * draw.uniform(*_DONE) / mean
    values: Counter[tuple[date, str]] = Counter()
    # So many times until a unit of time is over is a Poisson number.
    used = draw.expovariate(rounds)
    while used < 1:
        first = when()
        for _ in range(draw.randint(*scenario.batches)):
            day = days[min(first + draw.randrange(scenario.days), len(days) - 1)]
            values[day, str(draw.randrange(55))] += draw.randint(kind.least, kind.most)
        used += draw.expovariate(rounds)
    return [Daily(day, place, value, None, 1) for (day, place), value in sorted(values.items())]


def trials(
    scenario: Scenario, years: int, seed: int, dates: Sequence[date] = DATES
) -> dict[tuple[date, Kind], list[Trial]]:
    """The intervals of all sums of the plan, so many years, on each of the dates."""
    draw = random.Random(f"{seed} {scenario.name}")
    targets = [target for target in the_plan().targets() if isinstance(target.measure, Sum)]
    made: defaultdict[tuple[date, Kind], list[Trial]] = defaultdict(list)
    for _ in range(years):
        for target in targets:
            rows = one_year(target, scenario, draw)
            truth = sum(int(row.value) for row in rows)
            for day in dates:
                begun = process_time()
                found = interval(target, rows, day)
                made[day, kind_of(target)].append(Trial(found, truth, process_time() - begun))
    return made


def calibration(made: Sequence[Trial]) -> Calibration:
    """How often the truth was inside; where there was no interval at all, everything is 0."""
    ends = [(trial.found, trial.truth) for trial in made if trial.found]
    count = max(1, len(ends))
    below = sum(truth < found.low for found, truth in ends) / count
    above = sum(truth > found.high for found, truth in ends) / count
    widths = [float(found.high - found.low) / max(truth, 1) for found, truth in ends]
    return Calibration(
        forecasts=len(ends),
        inside=1 - below - above if ends else 0,
        below=below,
        above=above,
        width=statistics.median(widths) if widths else 0,
        early=1 - len(ends) / len(made),
    )


def by_date(made: Mapping[tuple[date, Kind], Sequence[Trial]]) -> Iterator[tuple[date, Calibration]]:
    """All targets together, on each date."""
    for day in dict.fromkeys(day for day, _kind in made):
        yield day, calibration([trial for (when, _), some in made.items() if when == day for trial in some])


def report(years: int, seed: int) -> Iterator[str]:
    """The tables, line by line, each as soon as it is known."""
    yield f"{_spaced(years)} years of every sum of the plan in each scenario, seed {seed}.\n\n"
    yield "| year | end of | intervals | inside | ends below | ends above | width / truth | too early | |\n"
    yield "|---|---|---:|---:|---:|---:|---:|---:|---|\n"
    kinds: list[str] = []
    seconds: list[float] = []
    for scenario in (*SCENARIOS, ONE_PEAK):
        made = trials(scenario, years, seed)
        for day, one in by_date(made):
            word = "kept" if one.honest else "**not kept**"
            cells = [scenario.name, f"{day:%B}", _spaced(one.forecasts)]
            cells += [f"{100 * part:.1f} %" for part in (one.inside, one.below, one.above)]
            yield _line(*cells, f"{one.width:.2f}", f"{100 * one.early:.0f} %", word)
        for day in DATES:
            some = (calibration(made[day, kind]) for kind in (COURSES, VISITS, SINGLE))
            kinds.append(_line(scenario.name, f"{day:%B}", *(f"{100 * one.inside:.0f} %" for one in some)))
        seconds += [trial.seconds for every in made.values() for trial in every if trial.found]
    yield "\n### Inside, by how outcomes come\n\n"
    yield _line("year", "end of", COURSES.name, VISITS.name, SINGLE.name)
    yield "|---|---|---:|---:|---:|\n"
    yield from kinds
    late = statistics.quantiles(seconds, n=1000)[-1]
    yield f"\nOne interval took {statistics.mean(seconds) * 1000:.2f} ms in the mean; "
    yield f"999 of 1 000 took less than {late * 1000:.1f} ms.\n"


def _spaced(number: int) -> str:
    return f"{number:,}".replace(",", " ")


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |\n"


def main(words: Sequence[str]) -> None:
    """Simulate and print; without a seed of its own, write the page."""
    seed = int(words[0]) if words else SEED
    text = ""
    for line in report(YEARS, seed):
        print(line, end="", flush=True)
        text += line
    if not words:
        before, rest = PAGE.read_text(encoding="utf-8").split(_BEGIN)
        PAGE.write_text(before + _BEGIN + text + _END + rest.split(_END)[1], encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
