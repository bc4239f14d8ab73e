"""What fits the plan, and what the refusal names."""

from datetime import date
from decimal import Decimal

import pytest

from lovp.model import Number
from lovp.record.validation import Misfit, validate
from tests.record.helpers import PLAN, make_row

HALF, QUARTER, EIGHTH = Decimal("2.5"), Decimal("0.25"), Decimal("0.125")


def misfit(**more: object) -> Misfit | None:
    return validate(PLAN, make_row("1", **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("target", "value", "of", "place", "field"),
    [
        # The column that is wrong, or none.
        ("visits", 3, None, "Skövde", None),
        ("visits", 0, None, "", None),
        ("hours", HALF, None, "", None),
        ("board", 2, 7, "Skövde", None),
        ("board", 7, None, "Åmål", None),
        ("trained", 3, 3, "Fyrbodal", None),
        ("trained", 0, 1, "Fyrbodal", None),
        ("campaign", 1, None, "", None),
        ("campaign", QUARTER, None, "", None),
        ("sickleave", -4, None, "", None),
        ("members", 120, None, "Skövde", None),
        ("visit", 3, None, "", "target"),
        ("under30", 2, 7, "Skövde", "target"),
        ("visits", 3, None, "Göteborg", "place"),
        ("visits", 3, 7, "", "of"),
        ("visits", HALF, None, "", "value"),
        ("hours", Decimal("2.55"), None, "", "value"),
        ("board", 2, 7, "Skaraborg", "place"),
        ("board", 8, 7, "Skövde", "of"),
        ("board", 2, Decimal("7.5"), "Skövde", "of"),
        ("trained", 3, None, "Fyrbodal", "of"),
        ("trained", 0, 0, "Fyrbodal", "of"),
        ("trained", 4, 3, "Fyrbodal", "of"),
        ("campaign", 2, None, "", "value"),
        ("campaign", EIGHTH, None, "", "value"),
        ("campaign", 1, None, "Skövde", "place"),
        ("campaign", 1, 1, "", "of"),
        ("sickleave", 5, None, "Skaraborg", "place"),
        ("members", 120, None, "Skaraborg", "place"),
        ("visits", -1, None, "", "value"),
        ("support", 1, 2, "", "of"),
        ("visits", None, None, "", "value"),
    ],
)
def test_what_fits(
    target: str, value: Number | None, of: Number | None, place: str, field: str | None
) -> None:
    fault = misfit(target=target, value=value, of=of, place=place)
    assert (fault and fault.field) == field
    if fault:
        assert fault.message
        assert fault.remedy
        assert "{" not in fault.message + fault.remedy


@pytest.mark.parametrize("day", [date(2024, 1, 1), date(2024, 12, 31), date(2023, 12, 31), date(2025, 1, 1)])
def test_the_years_ends(day: date) -> None:
    fault = misfit(day=day)
    assert (fault and fault.field) == (None if day.year == 2024 else "date")
    assert fault is None or "2024" in fault.remedy


@pytest.mark.parametrize(
    ("target", "place", "remedy"),
    [
        ("vists", "", "Did you mean visits?"),
        ("qqqqqq", "", "See lovp targets for all of them."),
        ("visits", "skovde", "Did you mean Skövde?"),
        ("under30", "", "Log it under board."),
        ("organiser", "Åmål", "There are: Fyrbodal, Skaraborg"),
        ("board", "Skaraborg", "There are: Lidköping, Skövde"),
    ],
)
def test_suggestions(target: str, place: str, remedy: str) -> None:
    fault = misfit(target=target, place=place)
    assert (fault and fault.remedy) == remedy


def test_a_cancelling_row_needs_nothing_but_a_row_to_cancel() -> None:
    assert misfit(value=None, target="campaign", place="Skövde", replaces="0") is None
    assert misfit(value=None, target="x", place="x", replaces="0") is None
