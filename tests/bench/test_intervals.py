"""The simulation of years: what it counts, by hand, and that the page says what was promised."""

import random
import re
from fractions import Fraction

import pytest

from lovp.progress.pace import active_days
from lovp.progress.values import Interval
from tests.bench.intervals import DATES, PAGE, PROMISED, SCENARIOS, Trial, calibration, one_year, pace_of

pytestmark = pytest.mark.all

FIVE_TO_NINE = Interval(Fraction(5), Fraction(9))


def trial(truth: int, found: Interval | None = FIVE_TO_NINE) -> Trial:
    return Trial(found, truth, line=2.0 * truth, seconds=0.001)


def test_what_is_counted() -> None:
    """Of ten, two had no interval; of the eight, the ends are inside, one is below, one above."""
    ends = (4, 5, 6, 7, 8, 8, 9, 10)
    made = calibration([*map(trial, ends), trial(3, None), trial(30, None)])
    assert made[:4] == (8, 0.75, 0.125, 0.125)
    # The widths are 4 over 4, 5, 6, 7, 8, 8, 9 and 10: in the middle between 4/7 and 4/8.
    assert made.width == pytest.approx((4 / 7 + 4 / 8) / 2)
    # From the middle, 7, to the truth; the straight line says twice the truth.
    assert made.error == pytest.approx((3 / 4 + 2 / 5 + 1 / 6 + 0 + 1 / 8 + 1 / 8 + 2 / 9 + 3 / 10) / 8)
    assert made.line == 1
    assert made.early == pytest.approx(0.2)
    assert made.honest
    assert not calibration([trial(7)] * 10).honest
    assert not calibration([trial(7)] * 7 + [trial(1)] * 3).honest
    assert calibration([trial(7, None)]).forecasts == 0


@pytest.mark.parametrize("name", SCENARIOS)
def test_years_are_of_many_sizes_and_on_active_days(name: str) -> None:
    draw, target = random.Random(5), pace_of(name)
    years = [one_year(name, target, draw) for _ in range(60)]
    days = set(active_days(target.calendar))
    assert all(days.issuperset(row.date for row in rows) for rows in years)
    ends = sorted(sum(int(row.value) for row in rows) for rows in years)
    assert ends[0] < 50
    assert 350 < ends[-1] < 900


def test_the_four_kinds_of_years_are_within_the_bounds_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for name in PROMISED:
        rows = re.findall(rf"^\| {name} \| \w+ \| ([\d.]+) % .* (\S+) \|$", page, re.MULTILINE)
        assert [word for _inside, word in rows] == ["kept"] * len(DATES)
        assert all(75 <= float(inside) <= 90 for inside, _word in rows)
