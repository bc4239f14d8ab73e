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
from itertools import accumulate
from math import cos, exp, log, pi
from pathlib import Path
from time import process_time
from typing import NamedTuple, TypeAlias

from lovp.model import Target
from lovp.progress.daily import Daily
from lovp.progress.interval import interval
from lovp.progress.pace import active_days, expected_part
from lovp.progress.values import Interval
from tests.bench.data import the_plan

PAGE = Path(__file__).parents[2] / "docs" / "measured" / "forecast.md"
_BEGIN, _END = "<!-- measured: begin -->\n", "<!-- measured: end -->\n"

YEARS = 1_000
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

When: TypeAlias = Callable[[], date]
"""Draws the day of an outcome."""


class Trial(NamedTuple):
    """One interval, what the year came to, the straight line's forecast, and the time that it took."""

    found: Interval | None
    truth: int
    line: float
    seconds: float


class Calibration(NamedTuple):
    """How intervals did: how many there were, and parts of these; `early` is the part of all that had none.

    `width` is the median of an interval's width over the truth; `error` and `line` are how far the middle and
    the straight line were from the truth in the mean, over the truth.
    """

    forecasts: int
    inside: float
    below: float
    above: float
    width: float
    error: float
    line: float
    early: float

    @property
    def honest(self) -> bool:
        """Whether the truth falls inside neither too seldom nor too often."""
        return LEAST <= self.inside <= MOST


def _steady(days: Sequence[date], draw: random.Random) -> When:
    return lambda: draw.choice(days)


def _seasonal(days: Sequence[date], draw: random.Random) -> When:
    spring = exp(draw.uniform(-0.3, 0.3))
    return _weighted(days, [_MONTHS[day.month - 1] * (spring if day.month <= 7 else 1) for day in days], draw)


def _bursty(days: Sequence[date], draw: random.Random) -> When:
    """Most comes in three to six weeks, some of them stronger than others."""
    weeks = [draw.randrange(len(days) - 7) for _ in range(draw.randint(3, 6))]
    strength = [draw.uniform(0.5, 1.5) for _ in weeks]
    most = draw.uniform(0.6, 1)

    def when() -> date:
        if draw.random() > most:
            return draw.choice(days)
        return days[draw.choices(weeks, strength)[0] + draw.randrange(7)]

    return when


def _late(days: Sequence[date], draw: random.Random) -> When:
    first = draw.randrange(20, 240)
    return lambda: draw.choice(days[first:])


def _one_peak(days: Sequence[date], draw: random.Random) -> When:
    height, peak = draw.uniform(0.2, 0.6), draw.random()
    year = [day.timetuple().tm_yday / 366 for day in days]
    return _weighted(days, [1 + height * cos(2 * pi * (part - peak)) for part in year], draw)


def _weighted(days: Sequence[date], weights: Sequence[float], draw: random.Random) -> When:
    upto = list(accumulate(weights))
    return lambda: draw.choices(days, cum_weights=upto)[0]


SCENARIOS: Mapping[str, Callable[[Sequence[date], random.Random], When]] = {
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
    when = SCENARIOS[name](active_days(target.calendar), draw)
    values: Counter[tuple[date, str]] = Counter()
    # So many times until a unit of time is over is a Poisson number.
    outcomes = 2 * wanted / (least + most)
    used = draw.expovariate(outcomes)
    while used < 1:
        values[when(), str(draw.randrange(_PLACES))] += draw.randint(least, most)
        used += draw.expovariate(outcomes)
    return [Daily(day, place, value, None, 1) for (day, place), value in sorted(values.items())]


def trials(name: str, years: int, seed: int, dates: Sequence[date] = DATES) -> dict[date, list[Trial]]:
    """The intervals of so many years, on each of the dates."""
    draw, target = random.Random(f"{seed} {name}"), pace_of(name)
    made: dict[date, list[Trial]] = {day: [] for day in dates}
    for _ in range(years):
        rows = one_year(name, target, draw)
        truth = sum(int(row.value) for row in rows)
        for day in dates:
            begun = process_time()
            found = interval(target, rows, day)
            seconds = process_time() - begun
            so_far = sum(int(row.value) for row in rows if row.date <= day)
            made[day].append(Trial(found, truth, float(so_far / expected_part(target, day)), seconds))
    return made


def calibration(made: Sequence[Trial]) -> Calibration:
    """How often the truth was inside; where there was no interval at all, everything is 0."""
    ends = [(trial.found, max(trial.truth, 1), trial.line) for trial in made if trial.found]
    count = max(1, len(ends))
    below = sum(truth < found.low for found, truth, _ in ends) / count
    above = sum(truth > found.high for found, truth, _ in ends) / count
    return Calibration(
        forecasts=len(ends),
        inside=1 - below - above if ends else 0,
        below=below,
        above=above,
        width=statistics.median([float(found.high - found.low) / truth for found, truth, _ in ends] or [0]),
        error=sum(abs(float(found.low + found.high) / 2 / truth - 1) for found, truth, _ in ends) / count,
        line=sum(abs(line / truth - 1) for _, truth, line in ends) / count,
        early=1 - len(ends) / len(made),
    )


def report(years: int, seed: int) -> Iterator[str]:
    """The table, line by line, each as soon as it is known."""
    yield f"{_spaced(years)} years of each kind, seed {seed}.\n\n"
    heads = ("inside", "ends below", "ends above", "width", "error", "line", "too early", "")
    yield _line("year", "end of", *heads)
    yield "|---|---|---:|---:|---:|---:|---:|---:|---:|---|\n"
    seconds: list[float] = []
    for name in SCENARIOS:
        for day, made in trials(name, years, seed).items():
            one = calibration(made)
            cells = [f"{100 * part:.1f} %" for part in (one.inside, one.below, one.above)]
            cells += [f"{100 * part:.0f} %" for part in (one.width, one.error, one.line, one.early)]
            yield _line(name, f"{day:%B}", *cells, "kept" if one.honest else "**not kept**")
            seconds += [trial.seconds for trial in made if trial.found]
    yield f"\nOne interval took {statistics.median(seconds) * 1000:.2f} ms in the median.\n"


def _spaced(number: int) -> str:
    return f"{number:,}".replace(",", " ")


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |\n"


def main(words: Sequence[str]) -> None:
    """Simulate and print; without a seed of its own, write the page."""
    text = ""
    for line in report(YEARS, int(words[0]) if words else SEED):
        print(line, end="", flush=True)
        text += line
    if not words:
        before, rest = PAGE.read_text(encoding="utf-8").split(_BEGIN)
        PAGE.write_text(before + _BEGIN + text + _END + rest.split(_END)[1], encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
