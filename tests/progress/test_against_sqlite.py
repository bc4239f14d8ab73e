"""A made-up year, added up by SQL: every sum, share and coverage of the district and of each subregion."""

import sqlite3
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import pytest

from lovp.model import Activity, Coverage, Outcome, Plan, Share, Sum, Target
from tests.progress.build import progress
from tests.rows import example_rows

DAYS = [date(2024, 2, 29), date(2024, 5, 31), date(2024, 12, 31)]

TABLES = """
CREATE TABLE place (name TEXT PRIMARY KEY, subregion TEXT, kind TEXT);
CREATE TABLE outcome (id TEXT PRIMARY KEY, date TEXT, target TEXT, place TEXT, value INTEGER, of INTEGER,
                      replaces TEXT, logged_at TEXT);
CREATE VIEW counting AS
    SELECT outcome.*, place.subregion, place.kind
    FROM outcome LEFT JOIN place ON place.name = outcome.place
    WHERE value IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM outcome AS correction WHERE correction.replaces = outcome.id);
"""
IN_SCOPE = "target = :target AND date <= :day AND (:scope IS NULL OR subregion = :scope)"
ADDED = f"SELECT COALESCE(SUM(value), 0), COUNT(*), MAX(date) FROM counting WHERE {IN_SCOPE}"  # noqa: S608
LATEST = f"""
    WITH ranked AS (
        SELECT *, ROW_NUMBER() OVER (PARTITION BY place ORDER BY date DESC, logged_at DESC, id DESC) AS age
        FROM counting WHERE {IN_SCOPE}
    )
    SELECT SUM(value), SUM(of), COALESCE(SUM(value >= :minimum), 0), COALESCE(SUM(of >= :minimum), 0),
        COUNT(*)
    FROM ranked WHERE age = 1
"""  # noqa: S608
BY_MONTH = f"SELECT substr(date, 6, 2), SUM(value) FROM counting WHERE {IN_SCOPE} GROUP BY 1"  # noqa: S608
MISSING = """
    SELECT COUNT(*) FROM place WHERE kind = :kind AND (:scope IS NULL OR subregion = :scope)
        AND name NOT IN (SELECT place FROM counting WHERE target = :target AND date <= :day)
"""


@pytest.fixture(scope="module")
def rows() -> list[Outcome]:
    return example_rows()


@pytest.fixture(scope="module")
def database(real: Plan, rows: list[Outcome]) -> Iterator[sqlite3.Connection]:
    with sqlite3.connect(":memory:") as connection:
        connection.executescript(TABLES)
        connection.executemany(
            "INSERT INTO place VALUES (?, ?, ?)",
            [(place.name, place.parent or place.name, str(place.kind)) for place in real.places],
        )
        connection.executemany(
            "INSERT INTO outcome VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (r.id, r.date.isoformat(), r.target, r.place, r.value, r.of, r.replaces, r.logged_at)
                for r in rows
            ],
        )
        yield connection
    connection.close()


@pytest.fixture(scope="module")
def counting(database: sqlite3.Connection, rows: list[Outcome]) -> list[Outcome]:
    ids = {id_ for (id_,) in database.execute("SELECT id FROM counting")}
    return [row for row in rows if row.id in ids]


def test_a_correction_and_an_undone_row_are_resolved(
    rows: list[Outcome], counting: list[Outcome], database: sqlite3.Connection
) -> None:
    assert (len(rows), len(counting)) == (1500, 1497)
    (dated,) = database.execute("SELECT COUNT(*) FROM outcome WHERE replaces <> ''").fetchone()
    assert dated == 2


def terms(target: Target, day: date, scope: str | None) -> dict[str, object]:
    measure = target.measure
    return {
        "target": target.reads or target.id,
        "day": day.isoformat(),
        "scope": scope,
        "minimum": measure.minimum if isinstance(measure, Coverage) else 1,
        "kind": str(measure.over) if isinstance(measure, Share | Coverage) else "",
    }


def by_sql(
    database: sqlite3.Connection, target: Target, day: date, scope: str | None
) -> tuple[Fraction | None, int, str | None, bool]:
    """Outcome, number of rows, last date, and whether the figure would point at people."""
    given = terms(target, day, scope)
    added, count, last = database.execute(ADDED, given).fetchone()
    values, ofs, enough, large_enough, _places = database.execute(LATEST, given).fetchone()
    outcome: Fraction | None
    match target.measure:
        case Sum() | Activity():
            outcome = Fraction(added)
        case Share():
            outcome = Fraction(values, ofs) if ofs else None
        case Coverage(counts="of"):
            outcome = Fraction(large_enough)
        case _:
            outcome = Fraction(enough)
    few = isinstance(target.measure, Share) and scope is not None and ofs is not None and ofs < 5
    return outcome, count, last, few


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_district_and_each_subregion(
    real: Plan, counting: list[Outcome], database: sqlite3.Connection, day: date
) -> None:
    compared = 0
    for scope in (None, *(place.name for place in real.subregions)):
        for now in progress(real, counting, day, place=scope).targets():
            if not isinstance(now.target.measure, Sum | Activity | Share | Coverage):
                continue
            outcome, count, last, few = by_sql(database, now.target, day, scope)
            assert now.hidden == few
            assert now.outcome == (None if few else outcome), (now.target.id, scope)
            assert now.reported == count
            assert (now.last_date and now.last_date.isoformat()) == last
            for part in now.places if scope is None else ():
                outcome, count, _last, few = by_sql(database, now.target, day, part.place)
                assert (part.outcome, part.hidden) == (None if few else outcome, few)
                assert part.reported == count
                compared += 1
            compared += 1
    targets = [t for t in real.targets() if isinstance(t.measure, Sum | Activity | Share | Coverage)]
    # Each target: the district, its five lines for the subregions, and each subregion by itself.
    assert len(targets) > 50
    assert compared == 11 * len(targets)


@pytest.mark.parametrize("scope", [None, "Skaraborg", "Halland"])
def test_months_and_missing_places(
    real: Plan, counting: list[Outcome], database: sqlite3.Connection, scope: str | None
) -> None:
    day = date(2024, 10, 31)
    for now in progress(real, counting, day, place=scope).targets():
        given = terms(now.target, day, scope)
        if isinstance(now.target.measure, Sum | Activity):
            by_month = dict(database.execute(BY_MONTH, given).fetchall())
            assert now.months == (*(by_month.get(f"{n:02}", 0) for n in range(1, 11)), None, None)
        if isinstance(now.target.measure, Share | Coverage):
            assert now.missing is not None
            assert len(now.missing) == database.execute(MISSING, given).fetchone()[0]
        if isinstance(now.target.measure, Coverage):
            _values, _ofs, enough, large_enough, places = database.execute(LATEST, given).fetchone()
            enough = large_enough if now.target.measure.counts == "of" else enough
            assert len(now.insufficient or ()) == places - enough
