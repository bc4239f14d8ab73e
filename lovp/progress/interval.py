"""Between which figures a sum will end the year, with four chances in five.

Outcomes come in batches, at a rate that is known from the batches so far: a gamma-Poisson model (Gelman and
others, Bayesian Data Analysis, 3rd edition, section 2.6). The squared coefficient of variation of what is to
come is then 1 over the batches so far, plus 1 over those to come, plus what the pace changes by itself.

- A batch is the dispersion of totals of two weeks, by Pearson's statistic (McCullagh and Nelder, Generalized
  Linear Models, 2nd edition, section 4.5), drawn towards the mean size of an outcome.
- The ends are quantiles of the gamma distribution, after Wilson and Hilferty, The distribution of chi-square,
  Proceedings of the National Academy of Sciences 17 (1931).
- What began late is not slow: the time before the first outcome counts only as far as it is no unusual gap.

Only sums have an interval. A share and a coverage move when a place reports, most places once a year, and can
fall again; a level moves when it is measured. The constants were chosen by simulated years, so that the truth
falls inside as often as it should: docs/measured/forecast.md.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import sqrt

from lovp.model import Number, Sum, Target
from lovp.progress.measures import Daily
from lovp.progress.pace import active_days, active_week, expected_part
from lovp.progress.values import Interval

# So much of the pace must have passed, and so many weeks have something: else it is too early to say.
_FROM = Fraction(1, 10)
_WEEKS_WITH_SOMETHING = 3
_FEW = (1, 2)  # of so few whole things nothing can be foretold
_TAIL = 1.2  # standard deviations to each side: 1.28 is 80 %, and what follows is on the safe side
_BLOCK = 2  # weeks that are added up to see how unevenly things come
_WORTH = 2  # blocks that weigh as much as the mean size of an outcome in what a batch is
_BURST = 5  # times that what is above that mean counts: the few bursts so far do not show the next
_CHANGE = 0.02  # the rest of the year is seldom like the year so far: by a seventh, squared
_MOST_SPREAD = 3.0  # above this the approximation of the quantiles turns back
_GAP = 2  # usual times between weeks with something: so much counts before the first outcome


def can_be_forecast(target: Target, goal: Number | Fraction | None) -> bool:
    """Whether there can be an interval: of a sum, unless it is to come to one or two whole things."""
    return isinstance(target.measure, Sum) and (target.decimals > 0 or goal not in _FEW)


def interval(target: Target, rows: Sequence[Daily], day: date) -> Interval | None:
    """Where the year ends, by what was reported up to the end of the day; None where it is too early to say.

    `rows` are those of the target's series. The lower end is never below what has been reached;
    once no active day is left, both ends are that. The same input gives the same answer.
    """
    passed = expected_part(target, day)
    if not can_be_forecast(target, target.goal) or passed < _FROM:
        return None
    counted = [row for row in rows if row.value and row.date <= day]
    reached = Fraction(sum([row.value for row in counted]))
    if passed == 1:
        return Interval(reached, reached)
    days = active_days(target.calendar)
    now = max(1, bisect_right(days, day))
    # What came on a day that is not active belongs to the active day before it.
    by_number: defaultdict[int, Number] = defaultdict(int)
    for row in counted:
        by_number[max(0, bisect_right(days, row.date) - 1)] += row.value
    week = active_week(target.calendar)
    weeks = len({number // week for number in by_number})
    if weeks < _WEEKS_WITH_SOMETHING:
        return None
    first = min(by_number)
    start = max(0.0, first - _GAP * (now - first) / (weeks - 1))
    to_come = float(reached * (1 - passed) / passed) * now / (now - start)
    blocks = _blocks(by_number, start, now, _BLOCK * week)
    batch = _batch(blocks, float(reached) / sum([row.reported for row in counted]))
    spread = min(batch / float(reached) + batch / to_come + _CHANGE, _MOST_SPREAD)
    middle, aside = 1 - spread / 9, _TAIL * sqrt(spread) / 3
    unit = 10**target.decimals
    ends = (to_come * max(0.0, middle - aside) ** 3, to_come * (middle + aside) ** 3)
    low, high = (reached + Fraction(round(end * unit), unit) for end in ends)
    return Interval(low, high)


def _blocks(by_number: Mapping[int, Number], start: float, now: int, length: int) -> list[float]:
    """Totals of equal spans of time, of about so many days each, from the start until now."""
    count = max(1, int((now - start) / length))
    totals: list[Number] = [0] * count
    for number, value in by_number.items():
        totals[min(count - 1, int((number - start) * count / (now - start)))] += value
    return [float(total) for total in totals]


def _batch(blocks: Sequence[float], outcome: float) -> float:
    """How much comes at once, by how uneven the blocks are; never less than an outcome of the mean size."""
    mean = sum(blocks) / len(blocks)
    pearson = sum((total - mean) ** 2 for total in blocks) / mean
    found = (_WORTH * outcome + pearson) / (_WORTH + len(blocks) - 1)
    return max(outcome, found + _BURST * (found - outcome))
