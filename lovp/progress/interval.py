"""Between which figures the year will end, with four chances in five.

A sum grows by outcomes that come in batches (a course of twelve, three presentations at a school), so its
weekly totals over the active weeks of the pace are taken as negative binomial; weeks without anything count.
What is still to come is the predictive distribution of that model, summed up term by term, without chance:

- Poisson counts of batches with a gamma rate, of which nothing is known before: Gelman et al., Bayesian Data
  Analysis, 3rd edition, section 2.6. Its variance is that of Menssen et al., Prediction intervals for
  overdispersed Poisson data (arXiv 2404.05282).
- The size of a batch is the dispersion of weekly totals, by Pearson's statistic: McCullagh and Nelder,
  Generalized Linear Models, 2nd edition, section 4.5. It is that of three weeks together, so that a round of
  courses counts as one batch though it takes a fortnight.
- The rest of the year can go faster or slower than the year so far, as some weeks do beside others: the
  variance between blocks of four weeks by the method of moments, as in DerSimonian and Laird, Meta-analysis
  in clinical trials (1986). While there are few weeks, both are drawn towards what is usual.
- What began late is not slow: the start can have been in any week until something came, each with its
  posterior weight, as in Raftery and Akman, Bayesian analysis of a Poisson process with a change-point
  (1986).

Only sums have an interval. A share and a coverage move when a place reports, most places once a year after
their annual meeting, and can fall again; a level moves when it is measured; a milestone is done or not; an
activity has no goal. Their weeks so far say nothing of the weeks to come. docs/measured/forecast.md has how
often the truth falls inside.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate
from math import exp, log, log1p
from typing import NamedTuple

from lovp.model import Daily, Number, Sum, Target
from lovp.progress.judge import FORECAST_FROM
from lovp.progress.pace import active_days, expected_part, weeks_left

WEEKS_WITH_SOMETHING = 3
"""In so many different weeks something must have been reported; before that it is too early to say."""

_TAILS = (0.1, 0.9)
"""80 %: one year in ten ends below, one above."""

_WINDOW = 3
"""Dispersion is that of so many weeks together: a round of courses or visits seldom takes longer."""
_USUAL_CLUSTERING, _CLUSTERING_WORTH = 2.0, 1.0
"""Batches usually come two at a time; that is worth as much as one window of its own."""
_BLOCK = 4.0
"""Weeks that are compared with other weeks, to see how uneven the pace is."""
_USUAL_UNEVENNESS, _UNEVENNESS_WORTH = 0.05, 2.0
"""Four weeks usually differ from others by a fifth, squared; that is worth as much as two such blocks."""
_LATE_START = 0.2
"""How often a target is begun on later than the pace has it."""

_NEGLIGIBLE = 0.01
_STEPS = 150
"""What is still to come is counted in so many steps up to its mean, or in batches where they are fewer."""
_LEAST_SPREAD = 0.01


class Interval(NamedTuple):
    """The least and the most that the year will end at, in the target's unit, with four chances in five."""

    low: Fraction
    high: Fraction


class _Weeks(NamedTuple):
    """The active weeks so far: what came in each, and how long each is, in weeks.

    `batch` is the mean size of an outcome, each outcome weighted by its size.
    """

    totals: tuple[float, ...]
    lengths: tuple[float, ...]
    batch: float

    def since(self, start: int) -> "_Weeks":
        return _Weeks(self.totals[start:], self.lengths[start:], self.batch)


class _Case(NamedTuple):
    """What is still to come if the start was in one week: its mean, in batches of which size, how uncertain.

    `spread` is the squared coefficient of variation of the mean.
    """

    weight: float
    mean: float
    batch: float
    spread: float


def interval(target: Target, rows: Sequence[Daily], day: date) -> Interval | None:
    """Where the year ends, by what was reported up to the end of the day; None where it is too early to say.

    `rows` are those of the target's series, day by day (not by month). The lower end is never below what has
    been reached; once no active day is left, both ends are what has been reached. None for every measure but
    a sum (the head of this module says why), before a tenth of the pace has passed, and before something was
    reported in three different weeks. The same input gives the same answer.
    """
    if not isinstance(target.measure, Sum):
        return None
    if expected_part(target, day) < FORECAST_FROM:
        return None
    known = [row for row in rows if row.date <= day and row.value]
    reached = Fraction(sum([row.value for row in known]))
    left = float(weeks_left(target, day))
    if not left:
        return Interval(reached, reached)
    weeks = _by_week(target, known, day)
    if sum(total > 0 for total in weeks.totals) < WEEKS_WITH_SOMETHING:
        return None
    low, high = _quantiles([_case(weeks.since(start), left, weight) for start, weight in _starts(weeks)])
    return Interval(reached + _rounded(low, target.decimals), reached + _rounded(high, target.decimals))


def _by_week(target: Target, rows: Sequence[Daily], day: date) -> _Weeks:
    """Totals of the weeks that have an active day; what came in another week belongs to the one before it."""
    days = active_days(target.calendar)
    end = bisect_right(days, day if target.due is None else min(day, target.due))
    length: Counter[date] = Counter(each - timedelta(each.weekday()) for each in days[:end])
    mondays = list(length)
    totals: list[Number] = [0] * len(mondays)
    for row in rows:
        totals[max(0, bisect_right(mondays, row.date) - 1)] += row.value
    whole = 5 if target.calendar.weekdays else 7
    every, squares = sum([row.value for row in rows]), sum([row.value * row.value for row in rows])
    return _Weeks(
        totals=tuple(float(total) for total in totals),
        lengths=tuple(length[monday] / whole for monday in mondays),
        batch=float(squares / every) if every else 0.0,
    )


def _starts(weeks: _Weeks) -> list[tuple[int, float]]:
    """The weeks in which work may have begun, at the latest when something came first, with their weights.

    With K batches in all, the length of the time since the start to the power of -K is the likelihood of the
    start, whatever the rate is: a long time without anything, where much came later, is hardly chance.
    """
    first = next(at for at, total in enumerate(weeks.totals) if total)
    batches = sum(weeks.totals) / _dispersion(weeks)
    every = sum(weeks.lengths)
    passed = [0.0, *accumulate(weeks.lengths)][: first + 1]
    prior = [1 - _LATE_START] + [_LATE_START / len(weeks.totals)] * first
    # As logarithms, since the powers can be larger than any number that a computer has.
    logs = [log(chance) - batches * log1p(-gone / every) for chance, gone in zip(prior, passed, strict=True)]
    weights = [exp(each - max(logs)) for each in logs]
    least = _NEGLIGIBLE * sum(weights)
    return [(start, weight) for start, weight in enumerate(weights) if weight > least]


def _case(weeks: _Weeks, left: float, weight: float) -> _Case:
    """What comes in the weeks that are left, if it goes on as in these weeks."""
    batch = _dispersion(weeks)
    # By so much the rate is uncertain, being known from a number of batches, and by so much it changes.
    known, changing = batch / sum(weeks.totals), _unevenness(weeks, batch)
    return _Case(weight, _rate(weeks) * left, batch, known + changing + known * changing)


def _dispersion(weeks: _Weeks) -> float:
    """Variance over mean of what comes in some weeks together; at least what single outcomes make of it."""
    count = len(weeks.totals) - _WINDOW + 1
    usual = weeks.batch * _USUAL_CLUSTERING
    if count <= _WINDOW:
        return usual
    totals = [sum(weeks.totals[at : at + _WINDOW]) for at in range(count)]
    lengths = [sum(weeks.lengths[at : at + _WINDOW]) for at in range(count)]
    # Windows overlap: there is room for so many beside each other, and the mean uses up one.
    windows = sum(weeks.lengths) * count / sum(lengths)
    squares = _pearson(totals, lengths, _rate(weeks)) * windows / count
    found = (_CLUSTERING_WORTH * usual + squares) / (_CLUSTERING_WORTH + windows - 1)
    return max(found, weeks.batch)


def _unevenness(weeks: _Weeks, batch: float) -> float:
    """How the pace varies between blocks of weeks beyond what batches explain: variance over mean squared."""
    totals, lengths = [0.0], [0.0]
    for total, length in zip(weeks.totals, weeks.lengths, strict=True):
        if lengths[-1] >= _BLOCK:
            totals.append(0.0)
            lengths.append(0.0)
        totals[-1] += total
        lengths[-1] += length
    freedom = len(totals) - 1
    if not freedom:
        return _USUAL_UNEVENNESS
    rate, every = _rate(weeks), sum(lengths)
    beyond = _pearson(totals, lengths, rate) - batch * freedom
    found = max(0.0, beyond / (rate * (every - sum(length * length for length in lengths) / every)))
    return (_UNEVENNESS_WORTH * _USUAL_UNEVENNESS + freedom * found) / (_UNEVENNESS_WORTH + freedom)


def _rate(weeks: _Weeks) -> float:
    return sum(weeks.totals) / sum(weeks.lengths)


def _pearson(totals: Sequence[float], lengths: Sequence[float], rate: float) -> float:
    expected = [rate * length for length in lengths]
    return sum((total - mean) ** 2 / mean for total, mean in zip(totals, expected, strict=True))


def _quantiles(cases: Sequence[_Case]) -> list[float]:
    """Where a tenth and nine tenths of what is still to come lie, over all cases."""
    every = sum(case.weight for case in cases)
    step = max(
        sum(case.weight * case.batch for case in cases) / every, max(case.mean for case in cases) / _STEPS
    )
    terms = []
    for case in cases:
        # Larger steps than batches have a variance of their own, which the spread must not have once more.
        spread = max(case.spread + (case.batch - step) / case.mean, _LEAST_SPREAD)
        shape, mean = 1 / spread, case.mean / step
        terms.append((case.weight / every * (shape / (shape + mean)) ** shape, shape, mean / (shape + mean)))
    found: list[float] = []
    chances, shapes, ratios = (list(column) for column in zip(*terms, strict=True))
    number, below = 0, 0.0
    while len(found) < len(_TAILS):
        chance = sum(chances)
        while len(found) < len(_TAILS) and below + chance >= _TAILS[len(found)]:
            # A number of steps stands for all that is nearer to it than to another number.
            found.append((number - 0.5 + (_TAILS[len(found)] - below) / chance) * step)
        below += chance
        chances = [
            chance * (number + shape) / (number + 1) * ratio
            for chance, shape, ratio in zip(chances, shapes, ratios, strict=True)
        ]
        number += 1
    return [max(0.0, value) for value in found]


def _rounded(value: float, decimals: int) -> Fraction:
    unit = 10**decimals
    return Fraction(round(value * unit), unit)
