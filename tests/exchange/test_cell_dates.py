"""A cell as a day: as spreadsheets, forms and people write it, and never one of two."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lovp.errors import LovpError
from lovp.exchange.tables.cell_values import read_date
from lovp.exchange.tables.rows import Cell

MARCH = date(2024, 3, 12)
FORMS = ["YYYY-MM-DD", "D/M/YYYY", "M/D/YYYY", "D/M/YY", "M/D/YY", "D/M", "M/D", "YYYYMMDD", "YYMMDD"]
"""Those that a mapping can name."""


@pytest.mark.parametrize(
    "cell",
    [
        MARCH,
        datetime(2024, 3, 12, 23, 59),  # noqa: DTZ001
        20240312,
        "2024-03-12",
        " 2024-3-12 ",
        "2024/03/12",
        "20240312",
        "2024-03-12 14:05",
        "2024-03-12 14.05",
        "2024-03-12 14:05:00",
        "2024-03-12T14:05:00",
        "2024-03-12T23:30:00.000Z",  # ODK Central: the day as it is written, in whatever zone
        "2024-03-12T14:05:00.123+01:00",  # KoboToolbox
        "2024-03-12T14:05:00+0100",
        "2024/03/12 2:05:22 em CET",  # Google Forms in Swedish
        "2024/03/12 10:13:33 fm CEST",
        "2024/03/12 10:13:33 AM GMT+2",
        "2024/03/12 10:13:33 AM GMT+5:30",
        "12/3",
        "12/03",
        "12/3 2024",
        "12/3 14:05",
        "12.3.2024",
        "12 mars",
        "12 Mars 2024",
        "den 12 mars 2024",
        "12 march 2024",
        "12 mars 2024, 14:05",
    ],
)
def test_days_that_need_no_form(cell: Cell) -> None:
    assert read_date(cell, (), 2024) == MARCH


def test_a_day_that_can_be_read_in_one_way_only() -> None:
    assert read_date("31/1/2024", (), 2024) == date(2024, 1, 31)
    assert read_date("1/31/2024", (), 2024) == date(2024, 1, 31)
    assert read_date("4-4-2024", (), 2024) == date(2024, 4, 4)


@pytest.mark.parametrize(
    ("text", "form", "day"),
    [
        ("03/04/2024", "D/M/YYYY", date(2024, 4, 3)),
        ("03/04/2024", "M/D/YYYY", date(2024, 3, 4)),
        ("3.4.2024", "M/D/YYYY", date(2024, 3, 4)),
        ("3-4-2024", "D/M/YYYY", date(2024, 4, 3)),
        ("3/4/2024 2:05:22 PM", "M/D/YYYY", date(2024, 3, 4)),
        ("3/4/24 14:05:22", "M/D/YY", date(2024, 3, 4)),
        ("3/4/24", "D/M/YY", date(2024, 4, 3)),
        ("3/4/99", "D/M/YY", date(1999, 4, 3)),
        ("3/4", "M/D", date(2024, 3, 4)),
        ("3.4", "D/M", date(2024, 4, 3)),
        ("20240304", "YYYYMMDD", date(2024, 3, 4)),
        ("240304", "YYMMDD", date(2024, 3, 4)),
        ("2024-03-04", "D/M/YYYY", date(2024, 3, 4)),  # what begins with the year is always read
        ("4 mars", "M/D/YYYY", date(2024, 3, 4)),
    ],
)
def test_forms_that_the_mapping_names(text: str, form: str, day: date) -> None:
    assert read_date(text, [form], 2024) == day


def test_a_number_in_a_form() -> None:
    assert read_date(240304, ["YYMMDD"], 2024) == date(2024, 3, 4)


def test_a_year_of_two_figures_is_the_nearest_to_the_plans() -> None:
    assert read_date("3/4/01", ["D/M/YY"], 2099) == date(2101, 4, 3)
    assert read_date("3/4/98", ["D/M/YY"], 2001) == date(1998, 4, 3)


@pytest.mark.parametrize(
    ("cell", "forms", "why"),
    [
        (None, (), "The cell is empty."),
        (" ", (), "The cell is empty."),
        (True, (), "The cell says true or false, and not a day."),
        (time(3, 4), (), "The cell is a time of day, 03:04."),
        (45363, (), "The cell is a number, 45363, and not a day."),
        (Decimal("45363.5"), (), "The cell is a number, 45363.5, and not a day."),
        ("#N/A", (), "The cell shows an error, #N/A."),
        ("03/04/2024", (), "“03/04/2024” can be 2024-03-04 or 2024-04-03."),
        ("03/04/2024", ("D/M/YYYY", "M/D/YYYY"), "“03/04/2024” can be 2024-03-04 or 2024-04-03."),
        ("3-4-2024", (), "“3-4-2024” can be 2024-03-04 or 2024-04-03."),
        ("3/4/24", (), "“3/4/24” has a year of two figures, or none."),
        ("24-03-12", (), "“24-03-12” has a year of two figures, or none."),
        ("12/3", ("M/D/YYYY",), "“12/3” is not written as M/D/YYYY."),
        ("12/3", ("M/D/YYYY", "M/D/YY"), "“12/3” is not written as M/D/YYYY or M/D/YY."),
        ("31/2/2024", (), "“31/2/2024” is a day that does not exist."),
        ("13/13/2024", (), "“13/13/2024” is a day that does not exist."),
        ("31/4/2024", ("D/M/YYYY",), "“31/4/2024” is a day that does not exist."),
        ("13/31/2024", ("M/D/YYYY",), "“13/31/2024” is a day that does not exist."),
        ("31/2", (), "“31/2” is a day that does not exist."),
        ("30 februari", (), "“30 februari” is a day that does not exist."),
        ("2024-02-30", (), "“2024-02-30” is a day that does not exist."),
        ("20241301", (), "“20241301” is a day that does not exist."),
        # What day that was depends on when it was written.
        ("igår", (), "“igår” is not a date."),
        ("måndag", (), "“måndag” is not a date."),
        ("mars", (), "“mars” is not a date."),
        ("v. 11", (), "“v. 11” is not a date."),
        ("2024-W11", (), "“2024-W11” is not a date."),
        ("mars 2024", (), "“mars 2024” is not a date."),
        ("12-13 mars", (), "“12-13 mars” is not a date."),
        ("14:05", (), "“14:05” is not a date."),
        ("1" * 500, (), "“" + "1" * 79 + "…” is not a date."),
    ],
)
def test_no_days_with_their_reasons(cell: Cell, forms: tuple[str, ...], why: str) -> None:
    with pytest.raises(LovpError) as error:
        read_date(cell, forms, 2024)
    assert error.value.message == why
    assert error.value.remedy
    assert error.value.exit_code == 1


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)), st.sampled_from(FORMS), st.sampled_from("/.-"))
def test_any_day_in_any_form(day: date, form: str, sign: str) -> None:
    text = (
        form.replace("YYYY", f"{day:%Y}")
        .replace("YY", f"{day:%y}")
        .replace("MM", f"{day:%m}")
        .replace("DD", f"{day:%d}")
        .replace("M", str(day.month))
        .replace("D", str(day.day))
        .replace("/", sign)
    )
    assert read_date(text, [form], day.year) == day
    assert read_date(text + " 14:05", [form], day.year) == day


@given(st.dates(date(1000, 1, 1)), st.times())
def test_any_day_as_programs_write_it(day: date, moment: time) -> None:
    at = datetime.combine(day, moment)
    for cell in (day, at, day.isoformat(), at.isoformat(), at.isoformat(" "), f"{at.isoformat()}Z"):
        for forms in ((), ("M/D/YYYY",)):
            assert read_date(cell, forms, 2024) == day


@given(st.dates(date(1000, 1, 1)))
def test_figures_alone_are_the_day_that_was_meant_or_refused(day: date) -> None:
    for text in (f"{day.day}/{day.month}/{day.year}", f"{day.month}/{day.day}/{day.year}"):
        try:
            assert read_date(text, (), 2024) == day
        except LovpError as error:
            assert "can be" in error.message  # noqa: PT017
            assert day.day <= 12


@given(st.text(max_size=30) | st.text("0123456789-/.: TZmars", max_size=20), st.lists(st.sampled_from(FORMS)))
def test_any_text_is_a_day_or_refused(text: str, forms: list[str]) -> None:
    try:
        assert isinstance(read_date(text, forms, 2024), date)
    except LovpError as error:
        assert error.remedy  # noqa: PT017
