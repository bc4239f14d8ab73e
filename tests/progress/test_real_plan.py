"""The district's own plan of 2024: with a few outcomes, by hand, and with the example's year."""

from collections import Counter
from fractions import Fraction

from lovp.model import Plan, Sum
from lovp.progress.values import Status, TargetProgress
from lovp.record.validation import validate
from tests.progress.build import MAY, by_id, check, progress, rows, table
from tests.rows import example_rows

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


def test_the_example_is_marked_and_fits_the_plan(real: Plan) -> None:
    example = example_rows()
    assert len(example) == 1500
    for row in example:
        assert row.writer == f"exempel-{real.target_by_id[row.target].area}"
        assert row.logged_at[:10] >= row.date.isoformat()
        assert validate(real, row) is None, row


def test_some_targets_of_the_example_end_behind(real: Plan) -> None:
    replaced = {row.replaces for row in example_rows()}
    counting = [row for row in example_rows() if row.id not in replaced and row.value is not None]
    last, middle = (progress(real, counting, day).targets() for day in ("12-31", MAY))
    end = Counter(now.status for now in last if isinstance(now.target.measure, Sum))
    assert min(end[Status.MISSED], end[Status.REACHED]) >= 3
    assert {Status.BEHIND, Status.ON_TRACK} <= {now.status for now in middle}
