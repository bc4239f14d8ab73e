"""Records against a second reading: SQLite alone says which rows count, and what they come to.

Any rows, in any form of file; and the made-up year of the plan of 2024, with 74 targets and 60 places.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lovp.dates import Month
from lovp.model import ADDITIVE, Coverage, Level, Milestone, Outcome, Plan, Share, Target
from lovp.progress.values import TargetProgress
from tests.faults.rows import EXCEL, EXCEL_UTF8, MOVED, PLAIN, WRAPPED, Form, meaning
from tests.progress.build import check, progress
from tests.record.helpers import PLAN, record_of
from tests.record.made import days, scopes, sound_rows
from tests.rows import example_rows

FORMS = [
    *(PLAIN, EXCEL, EXCEL_UTF8, WRAPPED, MOVED),
    Form(line_break="\r\n"),
    Form(line_break="\r"),
    Form(mark="\ufeff"),
    Form(encoding="cp1252"),
    Form(delimiter=";", decimal=","),
    Form(delimiter="\t"),
    Form(encoding="utf-16-le", mark="\ufeff", delimiter="\t"),
]

TABLES = """
CREATE TABLE place (name, part, kind);
CREATE TABLE r (id, date, target, place, value REAL, of REAL, note, replaces, writer, logged_at);
CREATE VIEW counting AS SELECT DISTINCT r.*, part FROM r LEFT JOIN place ON place.name = r.place
    WHERE value IS NOT NULL AND id NOT IN (SELECT replaces FROM r WHERE replaces <> '');
"""
COUNTED = """counting WHERE target = :target AND date <= :day
    AND (:scope IS NULL OR part = :scope OR place = :scope)"""
ADDED = f"SELECT COALESCE(SUM(value), 0), COUNT(*), MAX(date) FROM {COUNTED}"  # noqa: S608
LATEST = f"""
    SELECT SUM(value), SUM(of), COALESCE(SUM(value >= :minimum), 0), COALESCE(SUM(of >= :minimum), 0)
    FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY place ORDER BY date DESC, logged_at DESC, id DESC) AS age
        FROM {COUNTED}) WHERE age = 1
"""  # noqa: S608
MISSING = f"""
    SELECT name FROM place WHERE kind = :kind AND (:scope IS NULL OR part = :scope OR name = :scope)
        AND name NOT IN (SELECT place FROM {COUNTED})
"""  # noqa: S608


@contextmanager
def database_of(plan: Plan, rows: Iterable[Outcome]) -> Iterator[sqlite3.Connection]:
    """A database with the places and the rows."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(TABLES)
    places = [(place.name, place.parent or place.name, str(place.kind)) for place in plan.places]
    connection.executemany("INSERT INTO place VALUES (?, ?, ?)", places)
    insert = "INSERT INTO r VALUES (?, ?, ?, ?, NULLIF(?, ''), NULLIF(?, ''), ?, ?, ?, ?)"
    connection.executemany(insert, map(meaning, rows))
    yield connection
    connection.close()


class Second:
    """What SQLite says of one target by the end of a day, at a place."""

    def __init__(self, database: sqlite3.Connection, target: Target, day: date, scope: str | None) -> None:
        measure = target.measure
        given = {
            "target": target.reads or target.id,
            "day": day.isoformat(),
            "scope": scope,
            "minimum": measure.minimum if isinstance(measure, Coverage) else 1,
            "kind": str(measure.over),
        }
        added, self.reported, self.last_date = database.execute(ADDED, given).fetchone()
        values, ofs, enough, large_enough = database.execute(LATEST, given).fetchone()
        self.missing = {name for (name,) in database.execute(MISSING, given)}
        self.hidden = isinstance(measure, Share) and ofs is not None and ofs < 5
        outcome: float | Fraction | None
        match measure:
            case Share():
                outcome = None if self.hidden or not ofs else Fraction(values) / Fraction(ofs)
            case Coverage(counts=counts):
                outcome = large_enough if counts == "of" else enough
            case Milestone():
                outcome = values or 0
            case Level():
                outcome = values
            case _:
                outcome = added
        self.outcome = None if outcome is None else Fraction(outcome)


def hold(database: sqlite3.Connection, now: TargetProgress, day: date, scope: str | None) -> None:
    """Hold all that outcomes say of a target against SQLite's reading of them."""
    target = now.target
    second = Second(database, target, day, scope)
    check(now, outcome=second.outcome, reported=second.reported, hidden=second.hidden)
    assert (now.last_date and now.last_date.isoformat()) == second.last_date
    for part in now.places:
        own = Second(database, target, day, part.place)
        check(part, outcome=own.outcome, reported=own.reported, hidden=own.hidden)
    if now.hidden:
        check(now, of=None, fulfilment=None, left=None)
    if target.measure.over:
        assert set(now.missing or ()) == second.missing
    if isinstance(target.measure, Coverage):
        assert len(now.insufficient or ()) + len(second.missing) + (now.outcome or 0) == now.of
    ends = [Second(database, target, min(day, Month(2024, n).last), scope).outcome for n in range(1, 13)]
    months, not_begun = ends[: day.month], (None,) * (12 - day.month)
    if isinstance(target.measure, ADDITIVE):
        assert (now.unplaced or 0) + sum(part.outcome or 0 for part in now.places) == now.outcome
        sums = [Fraction(0), *(end or Fraction(0) for end in months)]
        months = [later - earlier for earlier, later in pairwise(sums)]
    else:
        assert now.unplaced is None
    assert now.months == (*months, *not_begun)


@given(
    rows=sound_rows(),
    forms=st.lists(st.sampled_from(FORMS), min_size=3, max_size=3),
    split=st.integers(0, 30),
    copied=st.integers(0, 30),
    day=days,
    scope=scopes,
)
def test_a_record_in_any_form_comes_to_what_sqlite_says(
    rows: list[Outcome],
    forms: list[Form],
    split: int,
    copied: int,
    day: date,
    scope: str | None,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    cells = [meaning(row) for row in rows]
    parts = {"kansli.csv": cells[:split], "ung.csv": cells[split:], "kansli (1).csv": cells[:copied]}
    files = {name: form.file(part) for (name, part), form in zip(parts.items(), forms, strict=True)}
    record = record_of(tmp_path_factory.getbasetemp() / "totals", files)
    assert (record.problems, record.uncertain) == ((), ())
    with database_of(PLAN, rows) as database:
        ids = database.execute("SELECT id FROM counting ORDER BY date, logged_at, id").fetchall()
        assert [outcome.id for outcome in record.outcomes] == [row_id for (row_id,) in ids]
        for now in progress(PLAN, record.outcomes, day, place=scope).targets():
            hold(database, now, day, scope)


def test_a_made_up_year(real: Plan) -> None:
    rows = example_rows()
    with database_of(real, rows) as database:
        ids = {row_id for (row_id,) in database.execute("SELECT id FROM counting")}
        assert (len(rows), len(ids)) == (1500, 1497)
        counting = [row for row in rows if row.id in ids]
        for day, scope in (("5-31", None), ("10-31", "Skaraborg"), ("12-31", "Borås")):
            now = progress(real, counting, day, place=scope)
            assert len(now.targets()) > 50
            for target in now.targets():
                hold(database, target, now.as_of, scope)
