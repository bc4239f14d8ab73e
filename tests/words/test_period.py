"""Dates as people write them. Today is Friday 31 May 2024 unless said otherwise."""

import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lovp.errors import UsageError
from lovp.period import month_name, parse_date

FRIDAY = date(2024, 5, 31)
MARCH = date(2024, 3, 12)

PIECES = st.lists(
    st.sampled_from([*"0123456789-/:.+,TZ٣²०\x00\x1be", "12", "2024", "mars", "maj", "den "]), max_size=12
).map("".join)
ANYTHING = st.text(max_size=30) | PIECES


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-03-12", MARCH),
        ("2024-3-12", MARCH),
        (" 2024-03-12\n", MARCH),
        ("2023-12-31", date(2023, 12, 31)),
        ("12/3", MARCH),
        ("12/03", MARCH),
        ("12/3 2024", MARCH),
        ("12/3/2024", MARCH),
        ("3/12", date(2024, 12, 3)),  # the day comes first
        ("12/3 2023", date(2023, 3, 12)),
        ("12 mars", MARCH),
        ("12 Mars", MARCH),
        ("12 mar", MARCH),
        ("12 mar.", MARCH),
        ("12  mars   2024", MARCH),
        ("den 12 mars", MARCH),
        ("den 12 mars 2024", MARCH),
        ("Den 12:e mars", MARCH),
        ("12e mars", MARCH),
        ("12 mars 2023", date(2023, 3, 12)),
        ("12 march", MARCH),
        ("12 March 2024", MARCH),
        ("1 maj", date(2024, 5, 1)),
        ("1 may", date(2024, 5, 1)),
        ("6 juni", date(2024, 6, 6)),
        ("6 jun", date(2024, 6, 6)),
        ("6 jul", date(2024, 7, 6)),
        ("6 july", date(2024, 7, 6)),
        ("1 okt", date(2024, 10, 1)),
        ("1 october", date(2024, 10, 1)),
        ("24 december", date(2024, 12, 24)),
        ("29 februari", date(2024, 2, 29)),
        ("29/2", date(2024, 2, 29)),
    ],
)
def test_days(text: str, day: date) -> None:
    assert parse_date(text, FRIDAY, 2024) == day


@pytest.mark.parametrize(
    ("text", "ago"),
    [
        ("idag", 0),
        ("i dag", 0),
        ("today", 0),
        ("igår", 1),
        ("i går", 1),
        ("IGÅR", 1),
        ("igar", 1),
        ("yesterday", 1),
        ("förrgår", 2),
        ("i förrgår", 2),
        ("i  Förrgår ", 2),
        # The latest one: today is a Friday.
        ("fredag", 0),
        ("torsdag", 1),
        ("onsdag", 2),
        ("tisdag", 3),
        ("måndag", 4),
        ("söndag", 5),
        ("lördag", 6),
        ("friday", 0),
        ("thursday", 1),
        ("wednesday", 2),
        ("tuesday", 3),
        ("monday", 4),
        ("sunday", 5),
        ("saturday", 6),
        ("Mån", 4),
        ("mon", 4),
        ("lör", 6),
        ("sat", 6),
    ],
)
def test_days_seen_from_today(text: str, ago: int) -> None:
    assert parse_date(text, FRIDAY, 2024) == FRIDAY - timedelta(days=ago)
    # The plan's year has nothing to do with it.
    assert parse_date(text, FRIDAY, 1999) == FRIDAY - timedelta(days=ago)


def test_yesterday_across_the_leap_day_and_the_new_year() -> None:
    assert parse_date("igår", date(2024, 3, 1), 2024) == date(2024, 2, 29)
    assert parse_date("i förrgår", date(2024, 1, 1), 2024) == date(2023, 12, 30)
    assert parse_date("onsdag", date(2024, 1, 2), 2024) == date(2023, 12, 27)


def test_a_day_without_a_year_is_in_the_plans() -> None:
    assert parse_date("12/3", FRIDAY, 2022) == date(2022, 3, 12)
    assert parse_date("den 12 mars", FRIDAY, 2022) == date(2022, 3, 12)
    assert parse_date("12/3 2024", FRIDAY, 2022) == MARCH
    assert parse_date("29/2", FRIDAY, 2028) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2024-02-30", 2024),
        ("2023-02-29", 2024),
        ("29/2", 2023),
        ("29 februari", 2023),
        ("30/2", 2024),
        ("31/4", 2024),
        ("0/3", 2024),
        ("12/0", 2024),
        ("3/13", 2024),
        ("2024-13-01", 2024),
        ("2024-00-01", 2024),
        ("0000-01-01", 2024),
        ("32 mars", 2024),
        ("12 mars 0000", 2024),
    ],
)
def test_days_that_do_not_exist(text: str, year: int) -> None:
    with pytest.raises(UsageError, match="does not exist") as caught:
        parse_date(text, FRIDAY, year)
    assert text in caught.value.message
    assert caught.value.remedy
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "12",
        "mars",
        "12 ma",  # March or May
        "12 ju",
        "12 xyz",
        "12 marsch",
        "on",  # two letters are too few
        "mårten",
        "2024",
        "2024-03",
        "24-03-12",
        "12-03-2024",
        "12.3",
        "120/3",
        "12/3/24",
        "12 mars 24",
        "2024-03-12T10:00",
        "2024-03-12 x",
        "x 2024-03-12",
        "-12/3",
        "i morgon",
        "tomorrow",
        "٢٠٢٤-٠٣-١٢",
    ],
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(UsageError, match="is not a date") as caught:
        parse_date(text, FRIDAY, 2024)
    assert "2024-03-12" in caught.value.remedy


@given(ANYTHING)
@example("\ud800")
@example("1" * 10_000)
@example("99999999/9 2024")
def test_any_text_is_a_date_or_a_usage_error(text: str) -> None:
    said, day = "", FRIDAY
    try:
        day = parse_date(text, FRIDAY, 2024)
    except UsageError as error:
        said = error.message
    # What was typed is repeated, and is no order to the terminal.
    assert not {unicodedata.category(character) for character in said} & {"Cc", "Cs"}
    assert len(said) < 200
    assert parse_date(day.isoformat(), FRIDAY, 2024) == day


@given(st.dates(date(1000, 1, 1)))
def test_every_date_is_read_as_it_is_written(day: date) -> None:
    month = day.strftime("%m")
    swedish = month_name(day.month, "sv")
    english = month_name(day.month, "en")
    for text in (
        day.isoformat(),
        f"{day.day}/{day.month} {day.year}",
        f"{day.day}/{month}/{day.year}",
        f"den {day.day} {swedish} {day.year}",
        f"{day.day} {swedish[:3]} {day.year}",
        f"{day.day} {english} {day.year}",
    ):
        assert parse_date(text, FRIDAY, 2024) == day


@given(st.dates(date(1, 1, 8)), st.integers(0, 6))
def test_a_weekday_is_one_of_the_last_seven_days(today: date, number: int) -> None:
    name = "måndag tisdag onsdag torsdag fredag lördag söndag".split()[number]
    day = parse_date(name, today, 2024)
    assert day.weekday() == number
    assert timedelta() <= today - day <= timedelta(days=6)


@pytest.mark.parametrize(
    ("plain", "text"),
    [
        ("mandag", "måndag"),
        ("lordag", "lördag"),
        ("sondag", "söndag"),
        ("i gar", "i går"),
        ("forrgar", "förrgår"),
        ("i forrgar", "i förrgår"),
    ],
)
def test_accents_may_be_left_out(plain: str, text: str) -> None:
    assert parse_date(plain, FRIDAY, 2024) == parse_date(text, FRIDAY, 2024)
