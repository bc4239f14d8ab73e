"""The district's own plan of 2024: with a few outcomes, by hand, and with the example's year."""

from collections import Counter
from fractions import Fraction

import pytest

from lovp.example import example_year
from lovp.model import Outcome, Plan, Sum
from lovp.progress.values import Status, TargetProgress
from lovp.record.validation import validate
from tests.progress.build import MAY, by_id, check, progress, rows, table

# What a newcomer logs: a school visit, a course, a board of 7 with 2 under 30.
ROWS = rows(
    "schoolinfo 3-12 3 Skövde; fortroendevalda 4-3 18 Skaraborg; unga-ledamoter 4-20 2/7 Skövde;"
    "unga-ledamoter 4-21 1/4 Borås; kvinnodagen 3-8 1; skolorganisatorer 2-1 1 Halland"
)


def at(plan: Plan, day: str = "5-31", place: str | None = None) -> dict[str, TargetProgress]:
    return by_id(progress(plan, ROWS, day, place=place))


def test_a_board(real: Plan) -> None:
    now, boras = at(real), at(real, place="Borås")
    young, active = now["unga-ledamoter"], now["aktiva-lofack"]
    check(young, outcome=Fraction(3, 11), of=11, status=Status.REACHED, expected=Fraction(1, 4))  # 27.3 %
    assert [part.place for part in young.places if part.hidden] == ["Sjuhärad"]  # four people
    assert young.places[4].outcome == Fraction(2, 7)
    check(active, outcome=2, of=55, expected=22)  # 55 * 152 / 366 = 22.8
    assert table(active.places, "of") == [(14,), (12,), (6,), (8,), (15,)]
    assert (len(active.missing or ()), "Skövde" in (active.missing or ())) == (53, False)
    check(boras["unga-ledamoter"], hidden=True)
    check(boras["aktiva-lofack"], outcome=1)


@pytest.fixture(scope="module")
def example(real: Plan) -> list[Outcome]:
    return example_year(real)


def test_the_example_is_marked_and_the_same_every_time(real: Plan, example: list[Outcome]) -> None:
    assert len(example) == 1500
    assert {row.note for row in example} == {""}
    assert all(row.writer.startswith("exempel-") for row in example)
    assert example_year(real, seed=1) == example
    assert example_year(real, seed=2) != example
    # Nothing is recorded before it happened.
    assert all(row.logged_at[:10] >= row.date.isoformat() for row in example)
    assert any(row.logged_at[:10] > row.date.isoformat() for row in example)


# In the years of these seeds chance picks a milestone as the row to correct.
@pytest.mark.parametrize("seed", [1, 2, 103, 224])
def test_every_row_of_an_example_fits_the_plan(real: Plan, seed: int) -> None:
    assert [row for row in example_year(real, seed) if validate(real, row)] == []


def test_some_targets_of_the_example_end_behind(real: Plan, example: list[Outcome]) -> None:
    replaced = {row.replaces for row in example}
    counting = [row for row in example if row.id not in replaced and row.value is not None]
    last, middle = (progress(real, counting, day).targets() for day in ("12-31", MAY))
    end = Counter(now.status for now in last if isinstance(now.target.measure, Sum))
    assert min(end[Status.MISSED], end[Status.REACHED]) >= 3
    assert {Status.BEHIND, Status.ON_TRACK} <= {now.status for now in middle}
