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
from lovp.record.row import HEADER, format_row
from lovp.text import clean_text, escape_formula, unescape_formula
from tests.record.helpers import record_of

IDS = st.from_regex(r"[A-Za-z][A-Za-z0-9._:-]{3,40}", fullmatch=True).filter(lambda x: not personal_data(x))
TEXTS = (
    st.text(max_size=60)
    .map(lambda text: clean_text(text).strip())
    .filter(lambda text: text == clean_text(text) and not personal_data(text))
)
NUMBERS = st.one_of(
    st.integers(0, 10**15 - 1),
    st.decimals(0, 10**9, places=3, allow_nan=False).map(lambda n: int(n) if n == int(n) else n.normalize()),
)
TIMES = st.datetimes().map(lambda moment: moment.isoformat(timespec="microseconds") + "Z")
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
    logged_at=TIMES,
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
        ("a\r\nb", "a b"),
        ("a\tb", "a b"),
        ("\x1b[31mröd\x1b[0m", "[31mröd[0m"),
        ("abc\u202edef\u2066", "abcdef"),
        ("a\u2028b\u2029c\x85d", "a b c d"),
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
    outcome = Outcome(
        "018f3b8e-7c1b-7abc-8def-0123456789ab",
        date(2024, 3, 12),
        "schoolinfo",
        "Skövde",
        3,
        Decimal("2.5"),
        '=Åk 9, "Ung"',
        "",
        "skola-skaraborg",
        "2024-05-28T14:03:22.123456Z",
    )
    line = (
        "018f3b8e-7c1b-7abc-8def-0123456789ab,2024-03-12,schoolinfo,Skövde,3,2.5,"
        '"\'=Åk 9, ""Ung""",,skola-skaraborg,2024-05-28T14:03:22.123456Z\n'
    )
    assert format_row(outcome) == line
    assert list(read_line(tmp_path, line).rows.values()) == [outcome]
    assert HEADER == "id,date,target,place,value,of,note,replaces,writer,logged_at"


GOOD = {
    "id": "018f-0001",
    "date": "2024-03-12",
    "target": "hours",
    "place": "Skövde",
    "value": "3",
    "of": "",
    "note": "",
    "replaces": "",
    "writer": "kansli",
    "logged_at": "2024-05-28T14:03:22.123456Z",
}


def read_cells(folder: Path, **cells: str) -> Record:
    """The record of one row that is good but for these cells."""
    return read_line(
        folder, ",".join(f'"{cell}"' if "," in cell else cell for cell in (GOOD | cells).values())
    )


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3", 3),
        ("007", 7),
        ("2,5", Decimal("2.5")),
        ("1\u00a0234\u00a0567", 1234567),
        ("1\u202f234,5", Decimal("1234.5")),
        ("-4", -4),
        ("− 2,5", Decimal("-2.5")),
        ("0,0", 0),
        ("999999999999999", 999999999999999),
        ("", None),
    ],
)
def test_numbers(tmp_path: Path, text: str, number: Number | None) -> None:
    (row,) = read_cells(tmp_path, value=text).rows.values()
    assert row.value == number
    assert type(row.value) is type(number)


REFUSED_NUMBERS = (
    "--1 +1 1e3 1E3 NaN Infinity inf 1.234,5 1,234,567 ٣ ３ ² 0x10 1_000 .5 5. 1000000000000000 "
    "0.1234567890123456 2/7"
).split()


@pytest.mark.parametrize("text", [*REFUSED_NUMBERS, "1 23", "12 3456", "3 st", "9" * 100_000])
def test_refused_numbers(tmp_path: Path, text: str) -> None:
    is_refused(read_cells(tmp_path, value=text))


def is_refused(record: Record) -> None:
    assert not record.rows
    (problem,) = record.problems
    assert problem.remedy
    assert 0 < len(problem.message) < 200


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-03-12", date(2024, 3, 12)),
        ("2024-3-2", date(2024, 3, 2)),
        ("2024-03-12 00:00:00", date(2024, 3, 12)),
        ("28/05/2024", date(2024, 5, 28)),
        ("5/28/2024", date(2024, 5, 28)),
        ("5/5/2024", date(2024, 5, 5)),
    ],
)
def test_dates(tmp_path: Path, text: str, day: date) -> None:
    (row,) = read_cells(tmp_path, date=text).rows.values()
    assert row.date == day


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        *(("date", text) for text in ("5/6/2024", "05.06.2024", "2023-02-29", "2024-13-01", "24-03-12")),
        *(("date", text) for text in ("12 mars 2024", "45363", "2024-03-12T14:00", "2024-03/12", "")),
        *(("date", text) for text in ("٢٠٢٤-03-12", "13/13/2024")),
        ("note", "x" * 1001),
        ("id", "a b c d"),
        ("place", "Sk\0vde"),
        ("replaces", "=1+1"),
        ("logged_at", ""),
        ("logged_at", "2024-05-28T14:03:22.123456"),
        ("logged_at", "2024-05-28T24:03:22.123456Z"),
        ("logged_at", "2024-02-30T14:03:22.123456Z"),
        ("logged_at", "2024-05-28 14:03:22.123456Z"),
        ("logged_at", "2024-05-28T14:03:22.123456ZZ"),
    ],
)
def test_refused_cells(tmp_path: Path, column: str, cell: str) -> None:
    is_refused(read_cells(tmp_path, **{column: cell}))


def test_a_row_torn_anywhere_is_no_row(tmp_path: Path) -> None:
    for logged_at in (GOOD["logged_at"], "2024-05-28T14:03:22Z"):
        line = ",".join((GOOD | {"logged_at": logged_at}).values())
        for end in range(1, len(line)):
            is_refused(read_line(tmp_path, line[:end]))


def test_what_hands_and_spreadsheets_leave_around_cells(tmp_path: Path) -> None:
    left = {column: f" {cell}\u00a0" for column, cell in GOOD.items()}
    assert read_cells(tmp_path, **left).rows == read_cells(tmp_path).rows
