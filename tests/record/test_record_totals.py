"""Whole records against a second reading: SQLite alone says which rows count, and what they come to."""

import sqlite3
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lovp.model import Outcome
from tests.faults.rows import EXCEL, EXCEL_UTF8, MOVED, PLAIN, WRAPPED, Cells, Form, meaning
from tests.progress.build import progress
from tests.record.helpers import PLAN, record_of
from tests.record.made import sound_rows

FORMS = {
    "windows line breaks": Form(line_break="\r\n"),
    "old mac line breaks": Form(line_break="\r"),
    "a mark": Form(mark="\ufeff"),
    "windows-1252": Form(encoding="cp1252"),
    "semicolons, decimal commas": Form(delimiter=";", decimal=","),
    "tabs": Form(delimiter="\t"),
    "utf-16": Form(encoding="utf-16-le", mark="\ufeff", delimiter="\t"),
    "excel": EXCEL,
    "excel, as utf-8": EXCEL_UTF8,
    "each line in one cell": WRAPPED,
    "columns moved": MOVED,
}

SQL = """
create table r (id, date, target, place, value real, of real, note, replaces, writer, logged_at);
create view counting as select distinct * from r
  where value is not null and id not in (select replaces from r where replaces <> '');
create view latest as select * from (select *, row_number() over (
  partition by target, place order by date desc, logged_at desc, id desc) as nth from counting) where nth = 1;
create view totals as
  select target, sum(value) as total from counting where target in ('visits', 'hours', 'support') group by 1
  union select target, value from latest where target in ('campaign', 'sickleave')
  union select 'organiser', count(*) from latest where target = 'organiser' and value >= 1
  union select 'board', count(*) from latest where target = 'board' and of >= 3
  union select 'under30', sum(value) / sum(of) from latest where target = 'board'
  union select 'trained', sum(value) / sum(of) from latest where target = 'trained';
"""


def by_sqlite(rows: Sequence[Cells]) -> tuple[list[str], dict[str, float]]:
    """The ids of the rows that count, in the order of latest, and the total of each target that has some."""
    with sqlite3.connect(":memory:") as database:
        database.executescript(SQL)
        database.executemany(
            "insert into r values (?, ?, ?, ?, nullif(?, ''), nullif(?, ''), ?, ?, ?, ?)", rows
        )
        ids = database.execute("select id from counting order by date, logged_at, id").fetchall()
        totals = dict(database.execute("select target, total from totals").fetchall())
    return [row_id for (row_id,) in ids], {target: total for target, total in totals.items() if total}


@given(
    rows=sound_rows(),
    forms=st.lists(st.sampled_from([PLAIN, *FORMS.values()]), min_size=3, max_size=3),
    split=st.integers(0, 12),
    copied=st.integers(0, 12),
)
def test_a_record_in_any_form_comes_to_what_sqlite_says(
    rows: list[Outcome],
    forms: list[Form],
    split: int,
    copied: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    cells = [meaning(row) for row in rows]
    parts = {"kansli.csv": cells[:split], "ung.csv": cells[split:], "kansli (1).csv": cells[:copied]}
    files = {name: form.file(part) for (name, part), form in zip(parts.items(), forms, strict=True)}
    record = record_of(tmp_path_factory.getbasetemp() / "totals", files)
    assert (record.problems, record.uncertain) == ((), ())
    found = progress(PLAN, record.outcomes, date(2024, 12, 31)).targets()
    ids, totals = by_sqlite(cells)
    assert [outcome.id for outcome in record.outcomes] == ids
    assert {each.target.id: each.outcome for each in found if each.outcome} == pytest.approx(
        {target: Fraction(total) for target, total in totals.items()}
    )
