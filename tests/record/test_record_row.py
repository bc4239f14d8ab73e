"""One row: what is written can be read back, and what could mean two things is refused."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lovp.model import Number, Outcome
from lovp.pii import personal_data
from lovp.record.record import Record
from lovp.record.row import HEADER, escape_formula, format_row, unescape_formula
from lovp.text import clean_text
from tests.record.helpers import record_of

IDS = st.from_regex(r"[A-Za-z][A-Za-z0-9._:-]{3,40}", fullmatch=True).filter(lambda x: not personal_data(x))
TEXTS = (
    st.text(max_size=60)
    .map(lambda text: clean_text(text).strip())
    .filter(lambda text: text == clean_text(text) and not personal_data(text))
)
PARTS = st.decimals(0, 10**9, places=3).map(lambda n: int(n) if n == int(n) else n.normalize())
NUMBERS = st.integers(0, 10**15 - 1) | PARTS
OUTCOMES = st.builds(
    Outcome,
    id=IDS,
    date=st.dates(),
    target=TEXTS,
    place=TEXTS,
    value=st.none() | NUMBERS,
    of=st.none() | NUMBERS,
    note=TEXTS,
    replaces=st.just("") | IDS,
    writer=TEXTS,
    logged_at=st.datetimes().map(lambda moment: moment.isoformat(timespec="microseconds") + "Z"),
)


@given(outcomes=st.lists(OUTCOMES, min_size=1, max_size=10, unique_by=lambda outcome: outcome.id))
def test_round_trip(outcomes: list[Outcome], tmp_path_factory: pytest.TempPathFactory) -> None:
    lines = [format_row(outcome) for outcome in outcomes]
    assert all(line.endswith("\n") for line in lines)
    assert not any(re.search("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]", line[:-1]) for line in lines)
    record = record_of(tmp_path_factory.getbasetemp() / "round", {"kansli.csv": outcomes})
    assert dict(record.rows) == {outcome.id: outcome for outcome in outcomes}
    assert [format_row(record.rows[outcome.id]) for outcome in outcomes] == lines


@given(st.text(alphabet="'=+-@\t\ra ＝"))
def test_escape_is_a_bijection_and_nothing_runs(text: str) -> None:
    cell = escape_formula(text)
    assert unescape_formula(cell) == text
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\r\nb\tc\u2028d\u2029e\x85f", "a b c d e f"),
        ("\x1b[31mröd\x1b[0m", "[31mröd[0m"),
        ("abc\u202edef\u2066", "abcdef"),
        ("\ud800x", "\ufffdx"),
        ("Sko\u0308vde", "Skövde"),
        # A cedilla stands nearer to its letter than an acute accent, in whatever order they were written.
        ("e" + "\u0301\u0327" * 20, "\u0229" + "\u0327" * 19 + "\u0301" * 20),
    ],
)
def test_clean_text(text: str, clean: str) -> None:
    assert clean_text(text) == clean


def read_line(folder: Path, line: str) -> Record:
    return record_of(folder, {"kansli.csv": f"{HEADER}\n{line}\n".encode("utf-8", "surrogatepass")})


def test_a_row_by_hand(tmp_path: Path) -> None:
    row_id, moment = "018f3b8e-7c1b-7abc-8def-0123456789ab", "2024-05-28T14:03:22.123456Z"
    said = (row_id, date(2024, 3, 12), "schoolinfo", "Skövde", 3, Decimal("2.5"), '=Åk 9, "Ung"', "")
    outcome = Outcome(*said, "skola-skaraborg", moment)
    line = f'{row_id},2024-03-12,schoolinfo,Skövde,3,2.5,"\'=Åk 9, ""Ung""",,skola-skaraborg,{moment}\n'
    assert format_row(outcome) == line
    assert list(read_line(tmp_path, line).rows.values()) == [outcome]
    assert HEADER == "id,date,target,place,value,of,note,replaces,writer,logged_at"


MOMENT = "2024-05-28T14:03:22.123456Z"
GOOD = dict.fromkeys(HEADER.split(","), "") | {
    "id": "018f-0001",
    "date": "2024-03-12",
    "target": "hours",
    "place": "Skövde",
    "value": "3",
    "writer": "kansli",
    "logged_at": MOMENT,
}


def read_cells(folder: Path, **cells: str) -> Record:
    """The record of one row that is good but for these cells."""
    texts = (GOOD | cells).values()
    return read_line(folder, ",".join(f'"{cell}"' if "," in cell else cell for cell in texts))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3", 3),
        ("2,5", Decimal("2.5")),
        ("1\u00a0234\u00a0567", 1234567),
        ("1\u202f234,5", Decimal("1234.5")),
        ("-4", -4),
        ("− 2,5", Decimal("-2.5")),
        ("999999999999999", 999999999999999),
        ("", None),
    ],
)
def test_numbers(tmp_path: Path, text: str, number: Number | None) -> None:
    (row,) = read_cells(tmp_path, value=text).rows.values()
    assert (row.value, type(row.value)) == (number, type(number))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-3-2", date(2024, 3, 2)),
        ("2024-03-12 00:00:00", date(2024, 3, 12)),
        ("28/05/2024", date(2024, 5, 28)),
        ("5/28/2024", date(2024, 5, 28)),
    ],
)
def test_dates(tmp_path: Path, text: str, day: date) -> None:
    (row,) = read_cells(tmp_path, date=text).rows.values()
    assert row.date == day


NO_NUMBERS = """
--1 +1 1e3 1E3 NaN Infinity inf 1.234,5 1,234,567 ٣ ３ ² 0x10 1_000 .5 5. 2/7
1000000000000000 0.1234567890123456
""".split()
NO_DAYS = "5/6/2024 05-06-2024 2023-02-29 2024-13-01 24-03-12 45363 12/3 2024-03/12".split()
NO_MOMENTS = [
    *("", MOMENT[:-1], MOMENT + "Z", MOMENT.replace("T14", "T24"), MOMENT.replace("T", " ")),
    MOMENT.replace("05-28", "02-30"),
]
REFUSED = {
    "value": [*NO_NUMBERS, "1 23", "12 3456", "3 st", "9" * 100_000],
    "date": [*NO_DAYS, "12 mars", "", "٢٠٢٤-03-12", "13/13/2024"],
    "note": ["x" * 1001],
    "id": ["a b c d"],
    "place": ["Sk\0vde"],
    "replaces": ["=1+1"],
    "logged_at": NO_MOMENTS,
}


def is_refused(record: Record) -> None:
    assert not record.rows
    (problem,) = record.problems
    assert problem.remedy
    assert 0 < len(problem.message) < 200


@pytest.mark.parametrize("column", REFUSED)
def test_refused_cells(tmp_path: Path, column: str) -> None:
    for cell in REFUSED[column]:
        is_refused(read_cells(tmp_path, **{column: cell}))


@pytest.mark.parametrize("moment", [MOMENT, "2024-05-28T14:03:22Z"])
def test_a_row_torn_anywhere_is_no_row(tmp_path: Path, moment: str) -> None:
    line = ",".join((GOOD | {"logged_at": moment}).values())
    for end in range(1, len(line)):
        is_refused(read_line(tmp_path, line[:end]))


def test_what_hands_and_spreadsheets_leave_around_cells(tmp_path: Path) -> None:
    left = {column: f" {cell}\u00a0" for column, cell in GOOD.items()}
    assert read_cells(tmp_path, **left).rows == read_cells(tmp_path).rows
