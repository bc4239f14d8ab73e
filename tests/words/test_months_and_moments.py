"""Months and moments as people type them, and as the record writes them; nothing is understood otherwise."""

import time
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lovp.cli.options import parse_moment
from lovp.dates import Month, parse_month, timestamp
from lovp.errors import UsageError

FRIDAY = date(2024, 5, 31)


@pytest.mark.parametrize(
    ("text", "today", "month"),
    [
        ("2024-05", FRIDAY, Month(2024, 5)),
        ("last", date(2024, 1, 1), Month(2023, 12)),
        ("förra", date(2024, 3, 31), Month(2024, 2)),
        ("maj", date(2025, 1, 2), Month(2024, 5)),
        ("may 2023", FRIDAY, Month(2023, 5)),
    ],
)
def test_months(text: str, today: date, month: Month) -> None:
    assert parse_month(text, today, 2024) == month


@pytest.mark.parametrize(
    "text", ["", "2024", "2024-13", "0000-01", "24-05", "2024-05-01", "ju", "5", "2024-٥"]
)
def test_what_is_no_month(text: str) -> None:
    with pytest.raises(UsageError, match="is not a month") as caught:
        parse_month(text, FRIDAY, 2024)
    assert "2024-05" in caught.value.remedy


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-05-31", "2024-05-31T23:59:59.999999Z"),  # the whole day
        ("2024-05-31T18:00:00.5Z", "2024-05-31T18:00:00.500000Z"),
        ("2024-05-31T01:00:00+02:00", "2024-05-30T23:00:00.000000Z"),
        ("2023-12-31T20:00:00-05:00", "2024-01-01T01:00:00.000000Z"),
    ],
)
def test_moments(text: str, moment: str) -> None:
    assert parse_moment(text) == parse_moment(f" {text} ") == moment


@pytest.mark.parametrize(
    "text",
    ["", "2024-05", "2024-05-31T25:00", "0001-01-01T00:00+14:00", "9999-12-31T23:00-05:00"],
)
def test_what_is_no_moment(text: str) -> None:
    with pytest.raises(UsageError, match="is not a moment") as caught:
        parse_moment(text)
    assert "2024-05-31" in caught.value.remedy


zones = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=zones)  # noqa: DTZ001


@given(moments, moments)
def test_the_order_of_texts_is_the_order_of_moments(one: datetime, other: datetime) -> None:
    assert (timestamp(one) < timestamp(other)) == (one < other)
    assert datetime.fromisoformat(timestamp(one)) == one
    assert parse_moment(one.isoformat()) == timestamp(one) == timestamp(one.astimezone(UTC))


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone can't be changed here")
def test_a_moment_without_a_zone_is_the_computers(monkeypatch: pytest.MonkeyPatch) -> None:
    """In Sweden 18:00 is 16:00 UTC in summer time and 17:00 in winter, and a day ends as early."""
    monkeypatch.setenv("TZ", "Europe/Stockholm")
    time.tzset()
    try:
        assert parse_moment("2024-05-31 18:00") == "2024-05-31T16:00:00.000000Z"
        assert parse_moment("2024-01-31 18:00") == "2024-01-31T17:00:00.000000Z"
        assert parse_moment("2024-05-31") == "2024-05-31T21:59:59.999999Z"
    finally:
        monkeypatch.undo()
        time.tzset()
