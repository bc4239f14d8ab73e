"""The simulation of years: what it counts, by hand, and that its years are what they are said to be."""

import random
import re
from fractions import Fraction

import pytest

from lovp.model import Sum
from lovp.progress.interval import Interval
from lovp.progress.pace import active_days
from tests.bench.data import the_plan
from tests.bench.intervals import (
    DATES,
    ONE_PEAK,
    PAGE,
    SCENARIOS,
    VISITS,
    Trial,
    calibration,
    one_year,
)

pytestmark = pytest.mark.all

FIVE_TO_NINE = Interval(Fraction(5), Fraction(9))


def trial(truth: int, found: Interval | None = FIVE_TO_NINE) -> Trial:
    return Trial(found, truth, 0.001)


def test_what_is_counted() -> None:
    """Of ten, two had no interval; of the eight, the ends are inside, one is below, one above."""
    ends = (4, 5, 6, 7, 8, 8, 9, 10)
    made = calibration([*map(trial, ends), trial(3, None), trial(30, None)])
    assert made[:4] == (8, 0.75, 0.125, 0.125)
    # The widths are 4 over 4, 5, 6, 7, 8, 8, 9 and 10: in the middle between 4/7 and 4/8.
    assert abs(made.width - (4 / 7 + 4 / 8) / 2) < 1e-9
    assert abs(made.early - 0.2) < 1e-9
    assert made.honest
    assert not calibration([trial(7)] * 10).honest
    assert not calibration([trial(7)] * 7 + [trial(1)] * 3).honest
    assert calibration([trial(7, None)]).forecasts == 0


def test_years_come_to_their_goal_in_the_mean_and_on_active_days() -> None:
    """The mean part of the goal is 0.9, half way from 0.5 to 1.3, whatever comes when."""
    draw = random.Random(5)
    for scenario in (*SCENARIOS, ONE_PEAK):
        done, promised = 0, 0
        for target in the_plan().targets():
            if isinstance(target.measure, Sum):
                days = set(active_days(target.calendar))
                for _ in range(20):
                    rows = one_year(target, scenario, draw)
                    assert days.issuperset(row.date for row in rows)
                    done += sum(int(row.value) for row in rows)
                    promised += int(target.goal or 0)
        assert 0.85 < done / promised < 0.95, scenario.name


def test_the_four_kinds_of_years_are_within_the_bounds_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for scenario in SCENARIOS:
        rows = re.findall(
            rf"^\| {scenario.name} \| \w+ \| [\d ]+ \| ([\d.]+) % .* (\S+) \|$", page, re.MULTILINE
        )
        assert [word for _inside, word in rows] == ["kept"] * len(DATES)
        assert all(75 <= float(inside) <= 90 for inside, _word in rows)
    assert VISITS.name in page
