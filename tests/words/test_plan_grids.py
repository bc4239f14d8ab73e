"""The plan as grids: how far off its dates are."""

from datetime import date

from lovp.model import KeyDate
from lovp.render.plan_grids import calendar
from tests.progress.build import plan


def test_how_far_off_a_date_is() -> None:
    spans = [(date(2024, 5, day), date(2024, 5, day + 1)) for day in (1, 3, 4, 5, 6)]
    dates = tuple(KeyDate(name="Meeting", first=first, last=last, source="") for first, last in spans)
    grid = calendar(plan(dates=dates), date(2024, 5, 4))
    assert [row[-1] for row in grid.rows] == ["past", "now", "now", "in 1 day", "in 2 days"]
