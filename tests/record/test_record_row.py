"""One row: what is written can be read back, and what could mean two things is refused."""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lovp.cells import clean_text, escape_formula, unescape_formula
from lovp.model import Number, Outcome
from lovp.record.dialect import split
from lovp.record.parse import RowError, parse_date, parse_number, parse_row
from lovp.record.row import COLUMNS, HEADER, format_row

IDS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._:-]{3,40}", fullmatch=True)
TEXTS = st.text(max_size=60).map(lambda text: clean_text(text).strip()).filter(lambda t: t == clean_text(t))
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


@given(OUTCOMES)
def test_round_trip(outcome: Outcome) -> None:
    line = format_row(outcome)
    assert line.endswith("\n")
    assert not re.search("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]", line[:-1])
    cells = split(line[:-1], ",")
    assert cells is not None
    assert parse_row(cells) == outcome
    assert format_row(parse_row(cells)) == line


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)
    clean_text(text).encode()


@given(st.text(alphabet="'=+-@\t\ra ＝"))
def test_escape_is_a_bijection_and_nothing_runs(text: str) -> None:
    cell = escape_formula(text)
    assert unescape_formula(cell) == text
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\r\nb", "a b"),
        ("a \n\n b", "a b"),
        ("a\tb", "a b"),
        ("\x1b[31mröd\x1b[0m", "[31mröd[0m"),
        ("\x9b31m", "31m"),
        ("abc\u202edef\u2066", "abcdef"),
        ("a\u2028b\u2029c\x85d", "a b c d"),
        ("\ud800x", "\ufffdx"),
        ("\0\x7f", ""),
        ("Sko\u0308vde", "Skövde"),
        ("\ufeffid", "id"),
    ],
)
def test_clean_text(text: str, clean: str) -> None:
    assert clean_text(text) == clean


def test_a_row_by_hand() -> None:
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
    assert parse_row(split(line[:-1], ",") or []) == outcome
    assert HEADER == "id,date,target,place,value,of,note,replaces,writer,logged_at"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3", 3),
        ("007", 7),
        ("2,0", 2),
        ("2.50", Decimal("2.5")),
        ("2,5", Decimal("2.5")),
        ("1 234", 1234),
        ("1\u00a0234\u00a0567", 1234567),
        ("1\u202f234,5", Decimal("1234.5")),
        ("0", 0),
        ("0,0", 0),
        (" 12 ", 12),
        ("999999999999999", 999999999999999),
        ("", None),
        ("\u00a0", None),
    ],
)
def test_numbers(text: str, number: Number | None) -> None:
    parsed = parse_number(text)
    assert parsed == number
    assert type(parsed) is type(number)


@pytest.mark.parametrize(
    "text",
    [
        "-1",
        "−1",
        "+1",
        "1e3",
        "1E3",
        "NaN",
        "Infinity",
        "inf",
        "1.234,5",
        "1,234,567",
        "1 23",
        "12 3456",
        "٣",
        "３",
        "²",
        "0x10",
        "1_000",
        ".5",
        "5.",
        "1000000000000000",
        "0.1234567890123456",
        "3 st",
        "2/7",
        "9" * 100_000,
    ],
)
def test_refused_numbers(text: str) -> None:
    with pytest.raises(RowError) as caught:
        parse_number(text)
    assert caught.value.remedy
    assert len(caught.value.message) < 200


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-03-12", date(2024, 3, 12)),
        ("2024-3-2", date(2024, 3, 2)),
        ("2024/03/12", date(2024, 3, 12)),
        ("2024-03-12 00:00:00", date(2024, 3, 12)),
        ("28/05/2024", date(2024, 5, 28)),
        ("5/28/2024", date(2024, 5, 28)),
        ("28.05.2024", date(2024, 5, 28)),
        ("5/5/2024", date(2024, 5, 5)),
        ("2024-02-29", date(2024, 2, 29)),
    ],
)
def test_dates(text: str, day: date) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5/6/2024",
        "05.06.2024",
        "2023-02-29",
        "2024-13-01",
        "24-03-12",
        "12 mars 2024",
        "45363",
        "2024-03-12T14:00",
        "2024-03/12",
        "٢٠٢٤-03-12",
        "13/13/2024",
    ],
)
def test_refused_dates(text: str) -> None:
    with pytest.raises(RowError):
        parse_date(text)


GOOD = [
    "018f-0001",
    "2024-03-12",
    "visits",
    "Skövde",
    "3",
    "",
    "",
    "",
    "kansli",
    "2024-05-28T14:03:22.123456Z",
]


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("id", ""),
        ("id", "a b c d"),
        ("id", "abc"),
        ("id", "é123"),
        ("date", ""),
        ("value", "x"),
        ("of", "-2"),
        ("note", "x" * 1001),
        ("note", "a\0b"),
        ("place", "Sk\0vde"),
        ("replaces", "=1+1"),
        ("logged_at", ""),
        ("logged_at", "2024-05-28T14:03:22.12345Z"),
        ("logged_at", "2024-05-28T14:03:22.123456"),
        ("logged_at", "2024-05-28T24:03:22.123456Z"),
        ("logged_at", "2024-02-30T14:03:22.123456Z"),
        ("logged_at", "2024-05-28 14:03:22.123456Z"),
        ("logged_at", "2024-05-28T14:03:22.123456ZZ"),
    ],
)
def test_refused_cells(column: str, cell: str) -> None:
    cells = list(GOOD)
    cells[COLUMNS.index(column)] = cell
    with pytest.raises(RowError):
        parse_row(cells)


def test_a_row_torn_anywhere_is_no_row() -> None:
    line = ",".join(GOOD)
    parse_row(line.split(","))
    for end in range(len(line)):
        with pytest.raises(RowError):
            parse_row(line[:end].split(","))


def test_messages_do_not_repeat_personal_data() -> None:
    for column, cell in [("value", "070-123 45 67"), ("date", "19900101-2385"), ("id", "anna@lo.se")]:
        cells = list(GOOD)
        cells[COLUMNS.index(column)] = cell
        with pytest.raises(RowError) as caught:
            parse_row(cells)
        assert cell not in caught.value.message + caught.value.remedy
        assert "***" in caught.value.message


def test_what_hands_and_spreadsheets_leave_around_cells() -> None:
    cells = [f" {cell}\u00a0" for cell in GOOD]
    assert parse_row(cells) == parse_row(GOOD)
