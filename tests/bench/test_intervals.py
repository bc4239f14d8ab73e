"""The simulation of years: what it counts, by hand, and that its years are what they are said to be."""

import random
import re
from datetime import date
from fractions import Fraction

import pytest

from lovp.model import Sum
from lovp.progress.interval import Interval
from lovp.progress.pace import active_days
from tests.bench.data import the_plan
from tests.bench.intervals import (
    COURSES,
    DATES,
    ONE_PEAK,
    PAGE,
    SCENARIOS,
    SINGLE,
    VISITS,
    Trial,
    by_date,
    calibration,
    kind_of,
    one_year,
    report,
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


def test_a_date_is_of_all_kinds() -> None:
    made = {(day, kind): [trial(7), trial(1)] for day in DATES for kind in (COURSES, SINGLE)}
    assert [(day, one.forecasts, one.inside) for day, one in by_date(made)] == [
        (day, 4, 0.5) for day in DATES
    ]


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


def test_a_late_starter_starts_late_and_a_season_is_one() -> None:
    draw = random.Random(5)
    target = the_plan().target_by_id["medlemmar"]
    by_name = {scenario.name: scenario for scenario in SCENARIOS}
    starts = [one_year(target, by_name["late starters"], draw)[0].date for _ in range(50)]
    assert min(starts) > date(2024, 1, 20)
    assert max(starts) > date(2024, 6, 30)
    seasonal = [row for _ in range(50) for row in one_year(target, by_name["seasonal"], draw)]
    july, october = (sum(row.date.month == month for row in seasonal) for month in (7, 10))
    assert july * 4 < october


def test_how_the_outcomes_of_the_plan_come() -> None:
    plan = the_plan().target_by_id
    assert kind_of(plan["fortroendevalda"]) is COURSES
    assert kind_of(plan["schoolinfo"]) is VISITS
    assert kind_of(plan["debattinlagg"]) is SINGLE


def test_the_page_has_what_a_run_reports() -> None:
    lines = "".join(report(years=2, seed=1)).splitlines()
    page = PAGE.read_text(encoding="utf-8")
    measured = page.split("<!-- measured: begin -->")[1].split("<!-- measured: end -->")[0]
    for scenario in (*SCENARIOS, ONE_PEAK):
        told = [line for line in lines if line.startswith(f"| {scenario.name} |")]
        assert len(told) == 2 * len(DATES)
        assert len(re.findall(rf"^\| {scenario.name} \|", measured, re.MULTILINE)) == len(told)
        assert f"| {scenario.name} |" in page.split("<!-- measured: begin -->")[0]


def test_the_four_kinds_of_years_are_within_the_bounds_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for scenario in SCENARIOS:
        rows = re.findall(
            rf"^\| {scenario.name} \| \w+ \| [\d ]+ \| ([\d.]+) % .* (\S+) \|$", page, re.MULTILINE
        )
        assert [word for _inside, word in rows] == ["kept"] * len(DATES)
        assert all(75 <= float(inside) <= 90 for inside, _word in rows)
    assert VISITS.name in page
