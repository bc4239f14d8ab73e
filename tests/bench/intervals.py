"""How often a year's end falls into its interval, over simulated years: docs/measured/forecast.md.

`python -m tests.bench.intervals` writes them into the page; with a number as its seed it only prints them.
"""

import random
import statistics
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from math import cos, exp, log, pi
from typing import NamedTuple, TypeAlias

from lovp.model import Target
from lovp.progress.interval import interval
from lovp.progress.measures import Daily
from lovp.progress.pace import active_days
from lovp.progress.values import Interval
from tests.bench.data import MEASURED, the_plan, write_page

PAGE = MEASURED / "forecast.md"
YEARS = 8_000
"""By March only one late starter in seven has an interval; of a thousand years, those would be too few."""
SEED = 2024
LEAST, MOST = 0.75, 0.90
"""An interval of 80 % is honest where the truth falls inside as often as this."""
DATES = (date(2024, 3, 31), date(2024, 6, 30), date(2024, 9, 30))

_A_YEAR = (20, 700)
"""How many things come in a year, in the mean: a draw between these, as often 20 to 40 as 350 to 700."""
_AT_ONCE = (1, 2, 4, 8, 15, 30)
"""The largest outcome is one of these, unless there would be fewer than eight of them in the year."""
_MONTHS = (0.8, 1.0, 1.2, 1.1, 1.1, 0.7, 0.5, 0.8, 1.2, 1.2, 1.1, 0.7)
"""How busy schools are in each month, beside that there are breaks."""
_PLACES = 30

Weights: TypeAlias = list[float]
"""How likely an outcome is on each of the active days."""


class Trial(NamedTuple):
    """One interval, and what the year came to."""

    found: Interval | None
    truth: int


class Calibration(NamedTuple):
    """How many intervals there were, and which part of them held, or lay above or below the truth.

    `width` is the median of an interval's width over the truth; `error` is how far the middle was from the
    truth in the mean, over the truth.
    """

    forecasts: int
    inside: float
    below: float
    above: float
    width: float
    error: float

    @property
    def honest(self) -> bool:
        """Whether the truth falls inside neither too seldom nor too often."""
        return LEAST <= self.inside <= MOST


def _steady(days: Sequence[date], _draw: random.Random) -> Weights:
    return [1] * len(days)


def _seasonal(days: Sequence[date], draw: random.Random) -> Weights:
    spring = exp(draw.uniform(-0.3, 0.3))
    return [_MONTHS[day.month - 1] * (spring if day.month <= 7 else 1) for day in days]


def _bursty(days: Sequence[date], draw: random.Random) -> Weights:
    """60 to 100 % comes in three to six weeks, some of them stronger than others."""
    strength = {draw.randrange(len(days) - 7): draw.uniform(0.5, 1.5) for _ in range(draw.randint(3, 6))}
    in_bursts = draw.uniform(0.6, 1)
    weights = [(1 - in_bursts) / len(days)] * len(days)
    for first, one in strength.items():
        for number in range(first, first + 7):
            weights[number] += in_bursts * one / sum(strength.values()) / 7
    return weights


def _late(days: Sequence[date], draw: random.Random) -> Weights:
    first = draw.randrange(20, 240)
    return [float(number >= first) for number in range(len(days))]


def _one_peak(days: Sequence[date], draw: random.Random) -> Weights:
    height, peak = draw.uniform(0.2, 0.6), draw.random()
    return [1 + height * cos(2 * pi * (day.timetuple().tm_yday / 366 - peak)) for day in days]


SCENARIOS: Mapping[str, Callable[[Sequence[date], random.Random], Weights]] = {
    "steady": _steady,
    "seasonal": _seasonal,
    "bursty": _bursty,
    "late starters": _late,
    "one peak a year": _one_peak,
}
PROMISED = ("steady", "seasonal", "bursty", "late starters")
"""Where the interval must be honest; one peak a year is harder, and the page says how hard."""


def pace_of(name: str) -> Target:
    """A target of the plan whose pace such a year has: schools have seasons, anything else the whole year."""
    id_ = "schoolinfo" if name == "seasonal" else "medlemmar"
    return replace(the_plan().target_by_id[id_], goal=100)


def one_year(name: str, target: Target, draw: random.Random) -> list[Daily]:
    """What comes in a year, day by day: outcomes of a random size on random days, a random number of them."""
    wanted = exp(draw.uniform(*map(log, _A_YEAR)))
    most = max(1, min(draw.choice(_AT_ONCE), int(wanted / 8)))
    least = draw.choice((1, most))
    # So many times until a unit of time is over is a Poisson number.
    rate, used, outcomes = 2 * wanted / (least + most), 0.0, -1
    while used < 1:
        used += draw.expovariate(rate)
        outcomes += 1
    days = active_days(target.calendar)
    values: Counter[tuple[date, str]] = Counter()
    for day in draw.choices(days, SCENARIOS[name](days, draw), k=outcomes):
        values[day, str(draw.randrange(_PLACES))] += draw.randint(least, most)
    return [Daily(day, place, value, None, 1) for (day, place), value in sorted(values.items())]


def trials(name: str, years: int, seed: int) -> dict[date, list[Trial]]:
    """The intervals of so many years, on each of the dates."""
    draw, target = random.Random(f"{seed} {name}"), pace_of(name)
    made: dict[date, list[Trial]] = {day: [] for day in DATES}
    for _ in range(years):
        rows = one_year(name, target, draw)
        truth = sum(int(row.value) for row in rows)
        for day in DATES:
            made[day].append(Trial(interval(target, rows, day), truth))
    return made


def calibration(made: Sequence[Trial]) -> Calibration:
    """How often the truth was inside; where there was no interval at all, everything is 0."""
    ends = [(trial.found, max(trial.truth, 1)) for trial in made if trial.found]
    if not ends:
        return Calibration(0, 0, 0, 0, 0, 0)
    below = sum(truth < found.low for found, truth in ends) / len(ends)
    above = sum(truth > found.high for found, truth in ends) / len(ends)
    return Calibration(
        forecasts=len(ends),
        inside=1 - below - above,
        below=below,
        above=above,
        width=statistics.median(float(found.high - found.low) / truth for found, truth in ends),
        error=statistics.fmean(abs(float(found.low + found.high) / 2 / truth - 1) for found, truth in ends),
    )


def report(years: int, seed: int) -> Iterator[str]:
    """The table, line by line, each as soon as it is known."""
    yield f"{years} years of each kind, seed {seed}.\n\n"
    yield "| year | end of | inside | ends below | ends above | width | error |  |\n"
    yield "|---|---|---:|---:|---:|---:|---:|---|\n"
    for name in SCENARIOS:
        for day, made in trials(name, years, seed).items():
            one = calibration(made)
            cells = [f"{100 * part:.1f} %" for part in (one.inside, one.below, one.above)]
            cells += [f"{100 * part:.0f} %" for part in (one.width, one.error)]
            word = "kept" if one.honest else "**not kept**"
            yield f"| {' | '.join([name, f'{day:%B}', *cells, word])} |\n"


def main(words: Sequence[str]) -> None:
    """Simulate and print; without a seed of its own, write the page."""
    text = ""
    for line in report(YEARS, int(words[0]) if words else SEED):
        print(line, end="", flush=True)
        text += line
    if not words:
        write_page(PAGE, text)


if __name__ == "__main__":
    main(sys.argv[1:])
