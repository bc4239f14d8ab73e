"""The year for its report, worked out by hand."""

from datetime import date

from lovp.model import Activity, Milestone, Share, Sum
from lovp.progress.standing import annual
from lovp.progress.values import Status
from tests.progress.build import LAST, MAY, TOWN, plan, progress, row, target

PLAN = plan(
    target(Sum(), 10, name="courses"),
    target(Sum(), 10, name="visits"),
    target(Sum(), 10, name="letters"),
    target(Share(TOWN), 1, name="young"),
    target(Milestone(), name="march", due=date(2024, 3, 8)),
    target(Activity(), name="talks"),
)
ROWS = [
    row("4-2", 10, series="courses"),
    row("6-1", 3, series="visits"),
    row("9-1", 8, series="letters"),
    row("3-8", 1, series="march"),
    row("5-1", 2, series="talks"),
]


def test_a_year_that_is_over() -> None:
    found = annual(progress(PLAN, ROWS, LAST))
    assert found.progress.is_over
    # Letters have 8 of 10, and from 80 % on a goal is partly reached.
    assert found.counts == {Status.REACHED: 2, Status.PARTLY: 1, Status.BEHIND: 1, Status.NO_DATA: 1}
    assert [each.target.id for each in found.reached] == ["courses", "march"]
    # Three of ten lack more than eight of ten.
    assert [each.target.id for each in found.short] == ["visits", "letters"]


def test_a_year_that_is_not_over() -> None:
    found = annual(progress(PLAN, ROWS, MAY))
    assert not found.progress.is_over
    # By the end of May 4 whole visits and letters are expected, and none is there.
    assert found.counts == {Status.REACHED: 2, Status.BEHIND: 2, Status.NO_DATA: 1}
