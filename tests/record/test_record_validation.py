"""What fits the plan, and what the refusal names."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from lovp.model import Number, Outcome, Plan
from lovp.record.validation import validate

MakeRow = Callable[..., Outcome]

FITS = [
    ("visits", 3, None, "Skövde"),
    ("visits", 0, None, ""),
    ("hours", Decimal("2.5"), None, ""),
    ("board", 2, 7, "Skövde"),
    ("board", 7, None, "Åmål"),
    ("trained", 3, 3, "Fyrbodal"),
    ("trained", 0, 1, "Fyrbodal"),
    ("campaign", 1, None, ""),
    ("campaign", Decimal("0.25"), None, ""),
    ("sickleave", Decimal("6.2"), None, ""),
    ("sickleave", -4, None, ""),
    ("members", 120, None, "Skövde"),
]

REFUSED = [
    ("visit", 3, None, "", "target"),
    ("under30", 2, 7, "Skövde", "target"),
    ("visits", 3, None, "Göteborg", "place"),
    ("visits", 3, 7, "", "of"),
    ("visits", Decimal("2.5"), None, "", "value"),
    ("hours", Decimal("2.55"), None, "", "value"),
    ("board", 2, 7, "Skaraborg", "place"),
    ("board", 8, 7, "Skövde", "of"),
    ("board", 2, Decimal("7.5"), "Skövde", "of"),
    ("trained", 3, None, "Fyrbodal", "of"),
    ("trained", 0, 0, "Fyrbodal", "of"),
    ("trained", 4, 3, "Fyrbodal", "of"),
    ("campaign", 2, None, "", "value"),
    ("campaign", Decimal("0.125"), None, "", "value"),
    ("campaign", 1, None, "Skövde", "place"),
    ("campaign", 1, 1, "", "of"),
    ("sickleave", 5, None, "Skaraborg", "place"),
    ("members", 120, None, "Skaraborg", "place"),
    ("visits", -1, None, "", "value"),
    ("support", 1, 2, "", "of"),
    ("visits", None, None, "", "value"),
]


@pytest.mark.parametrize(("target", "value", "of", "place"), FITS)
def test_fits(plan: Plan, row: MakeRow, target: str, value: Number, of: Number | None, place: str) -> None:
    assert validate(plan, row("1", value, of=of, target=target, place=place)) is None


@pytest.mark.parametrize(("target", "value", "of", "place", "field"), REFUSED)
def test_refused(
    plan: Plan, row: MakeRow, target: str, value: Number | None, of: Number | None, place: str, field: str
) -> None:
    fault = validate(plan, row("1", value, of=of, target=target, place=place))
    assert fault is not None
    assert fault.field == field
    assert fault.message
    assert fault.remedy
    assert "{" not in fault.message + fault.remedy


def test_the_years_ends(plan: Plan, row: MakeRow) -> None:
    for day in (date(2024, 1, 1), date(2024, 2, 29), date(2024, 12, 31)):
        assert validate(plan, row("1", day=day)) is None
    for day in (date(2023, 12, 31), date(2025, 1, 1)):
        fault = validate(plan, row("1", day=day))
        assert fault is not None
        assert fault.field == "date"
        assert "2024" in fault.remedy


def test_suggestions(plan: Plan, row: MakeRow) -> None:
    def remedy(**more: str) -> str:
        fault = validate(plan, row("1", **more))
        assert fault is not None
        return fault.remedy

    assert remedy(target="vists") == "Did you mean visits?"
    assert "lovp targets" in remedy(target="qqqqqq")
    assert remedy(place="skovde") == "Did you mean Skövde?"
    assert remedy(target="under30") == "Log it under board."
    assert remedy(target="organiser", place="Åmål") == "There are: Fyrbodal, Skaraborg"
    assert remedy(target="board", place="Skaraborg") == "There are: Lidköping, Skövde"


def test_a_cancelling_row_needs_nothing_but_a_row_to_cancel(plan: Plan, row: MakeRow) -> None:
    assert validate(plan, row("1", None, target="campaign", place="Skövde", replaces="0")) is None
    assert validate(plan, row("1", None, target="x", place="x", replaces="0")) is None
    misfit = validate(plan, row("1", None))
    assert misfit is not None
    assert misfit.field == "value"
